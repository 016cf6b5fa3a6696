//! What may be granted: project permissions (by a permission scheme) and global ones (to groups).
//!
//! The rows are in `permission/table.rs`, the types that stand for them in [`may`]. Who holds a
//! permission is not decided here but in the crate `policy`.

#[macro_use]
mod table;
pub mod may;

/// A section of the permission scheme page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// The project as a whole.
    Project,
    /// Issues and their fields.
    Issue,
    /// Votes and watching.
    VotersAndWatchers,
    /// Comments.
    Comments,
    /// Attached files.
    Attachments,
    /// Logged work.
    TimeTracking,
}

impl Category {
    /// The sections in the order of the page.
    pub const ALL: &[Self] = &[
        Self::Project,
        Self::Issue,
        Self::VotersAndWatchers,
        Self::Comments,
        Self::Attachments,
        Self::TimeTracking,
    ];

    /// Returns the heading of the section.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Project => "Project permissions",
            Self::Issue => "Issue permissions",
            Self::VotersAndWatchers => "Voters & watchers permissions",
            Self::Comments => "Comments permissions",
            Self::Attachments => "Attachments permissions",
            Self::TimeTracking => "Time tracking permissions",
        }
    }
}

macro_rules! project_permissions {
    ($($variant:ident: $category:ident, $id:literal, $key:literal, $old:expr, $name:literal, $text:literal;)*) => {
        /// A permission within a project, granted by the project's permission scheme.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum ProjectPermission {
            $(#[doc = concat!("`", $key, "`: ", $text)] $variant,)*
        }

        impl ProjectPermission {
            /// All project permissions in the order of the scheme page.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the key clients use, such as `BROWSE_PROJECTS`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            /// Returns the key older clients use, if there was another one.
            #[must_use]
            pub const fn old_key(self) -> Option<&'static str> {
                match self { $(Self::$variant => $old),* }
            }

            /// Returns the number older clients use; -1 for those that never had one.
            #[must_use]
            pub const fn legacy_id(self) -> i32 {
                match self { $(Self::$variant => $id),* }
            }

            /// Returns the name people read.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Returns what the permission allows, as a sentence.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// Returns the section of the scheme page the permission is in.
            #[must_use]
            pub const fn category(self) -> Category {
                match self { $(Self::$variant => Category::$category),* }
            }
        }
    };
}

for_each_project_permission!(project_permissions);

impl ProjectPermission {
    /// Returns the permission's place in [`Self::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Returns the permission with this key, case-sensitively.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|p| p.key() == key)
    }

    /// Returns the permission with this key or old key, case-sensitively.
    #[must_use]
    pub fn from_any_key(key: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|p| p.key() == key || p.old_key() == Some(key))
    }
}

macro_rules! global_permissions {
    ($($variant:ident: $id:literal, $key:literal, $name:literal, $text:literal;)*) => {
        /// A permission over the whole installation, granted to groups. None ever had another key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum GlobalPermission {
            $(#[doc = concat!("`", $key, "`: ", $text)] $variant,)*
        }

        impl GlobalPermission {
            /// All global permissions in the order of the page.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the key clients use, such as `ADMINISTER`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            /// Returns the number older clients use; -1 for those that never had one.
            #[must_use]
            pub const fn legacy_id(self) -> i32 {
                match self { $(Self::$variant => $id),* }
            }

            /// Returns the name people read.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Returns what the permission allows, as a sentence.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }
    };
}

for_each_global_permission!(global_permissions);

impl GlobalPermission {
    /// Returns the permission's place in [`Self::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Returns the permission with this key, case-sensitively.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|p| p.key() == key)
    }

    /// Says whether the permission may be granted to anyone on the web. Those that administer may not.
    #[must_use]
    pub const fn may_be_anyone(self) -> bool {
        !matches!(self, Self::SystemAdmin | Self::Administer)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::may::{GlobalRight, ProjectRight};
    use super::*;

    #[test]
    fn index_is_the_place_in_the_list() {
        for (i, permission) in ProjectPermission::ALL.iter().enumerate() {
            assert_eq!(permission.index(), i, "{permission:?}");
        }
        for (i, permission) in GlobalPermission::ALL.iter().enumerate() {
            assert_eq!(permission.index(), i, "{permission:?}");
        }
        assert!(
            ProjectPermission::ALL.len() <= 64,
            "a bitset of permissions fits one word"
        );
    }

    #[test]
    fn every_key_names_one_permission() {
        let mut seen = HashSet::new();
        for permission in ProjectPermission::ALL {
            for key in [Some(permission.key()), permission.old_key()]
                .into_iter()
                .flatten()
            {
                assert!(seen.insert(key), "{key} twice");
                assert_eq!(ProjectPermission::from_any_key(key), Some(*permission));
            }
            assert_eq!(
                ProjectPermission::from_key(permission.key()),
                Some(*permission)
            );
        }
        for permission in GlobalPermission::ALL {
            assert!(seen.insert(permission.key()), "{permission:?}");
            assert_eq!(
                GlobalPermission::from_key(permission.key()),
                Some(*permission)
            );
        }
        assert_eq!(
            ProjectPermission::from_key("BROWSE"),
            None,
            "an old key is no key"
        );
        assert_eq!(ProjectPermission::from_any_key("browse_projects"), None);
    }

    #[test]
    fn every_number_names_one_permission() {
        let mut seen = HashSet::new();
        let project = ProjectPermission::ALL.iter().map(|p| p.legacy_id());
        for id in project.chain(GlobalPermission::ALL.iter().map(|p| p.legacy_id())) {
            assert!(id == -1 || seen.insert(id), "{id} twice");
        }
    }

    #[test]
    fn variant_names_are_the_keys_in_camel_case() {
        // The suffix some plug-in keys have says nothing.
        let variant = |key: &str| {
            key.trim_end_matches("_PERMISSION")
                .replace('_', "")
                .to_lowercase()
        };
        for permission in ProjectPermission::ALL {
            assert_eq!(
                format!("{permission:?}").to_lowercase(),
                variant(permission.key())
            );
        }
        for permission in GlobalPermission::ALL {
            assert_eq!(
                format!("{permission:?}").to_lowercase(),
                variant(permission.key())
            );
        }
    }

    #[test]
    fn the_page_is_ordered_by_section() {
        assert!(ProjectPermission::ALL.is_sorted_by_key(|p| p.category()));
        assert!(Category::ALL.is_sorted());
    }

    #[test]
    fn markers_stand_for_their_permission() {
        assert_eq!(
            may::BrowseProjects::PERMISSION,
            ProjectPermission::BrowseProjects
        );
        assert_eq!(
            may::global::Administer::PERMISSION,
            GlobalPermission::Administer
        );
    }

    #[test]
    fn administration_is_never_for_anyone() {
        let named: Vec<_> = GlobalPermission::ALL
            .iter()
            .filter(|p| !p.may_be_anyone())
            .collect();
        assert_eq!(
            named,
            [
                &GlobalPermission::SystemAdmin,
                &GlobalPermission::Administer
            ]
        );
    }
}
