//! Each permission as a type, for proofs of permission: `Granted<Project, may::BrowseProjects>`.
//!
//! The types hold nothing and prove nothing by themselves; only `base::guard` makes a proof. The
//! types of global permissions are in [`global`], since a proof of one kind is no proof of the other.

use super::{GlobalPermission, ProjectPermission};

/// A type that stands for one project permission.
pub trait ProjectRight: Copy + std::fmt::Debug + Send + Sync + 'static {
    /// The permission the type stands for.
    const PERMISSION: ProjectPermission;
}

/// A type that stands for one global permission.
pub trait GlobalRight: Copy + std::fmt::Debug + Send + Sync + 'static {
    /// The permission the type stands for.
    const PERMISSION: GlobalPermission;
}

macro_rules! project_markers {
    ($($variant:ident: $category:ident, $id:literal, $key:literal, $old:expr, $name:literal, $text:literal;)*) => {
        $(
            #[doc = concat!("Stands for `", $key, "`.")]
            #[derive(Clone, Copy, Debug)]
            pub struct $variant;

            impl ProjectRight for $variant {
                const PERMISSION: ProjectPermission = ProjectPermission::$variant;
            }
        )*
    };
}

for_each_project_permission!(project_markers);

/// The global permissions as types.
pub mod global {
    use super::{GlobalPermission, GlobalRight};

    macro_rules! global_markers {
        ($($variant:ident: $id:literal, $key:literal, $name:literal, $text:literal;)*) => {
            $(
                #[doc = concat!("Stands for `", $key, "`.")]
                #[derive(Clone, Copy, Debug)]
                pub struct $variant;

                impl GlobalRight for $variant {
                    const PERMISSION: GlobalPermission = GlobalPermission::$variant;
                }
            )*
        };
    }

    for_each_global_permission!(global_markers);
}
