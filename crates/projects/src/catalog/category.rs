//! The four categories of statuses. They are fixed: the reference lets nobody add one.

/// Whether a status is before, during or after the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusCategory {
    /// Not said.
    Undefined,
    /// Before the work.
    New,
    /// During the work.
    Indeterminate,
    /// After the work.
    Done,
}

impl StatusCategory {
    /// The categories in the order of the list.
    pub const ALL: [Self; 4] = [Self::Undefined, Self::New, Self::Indeterminate, Self::Done];

    /// Returns the category's number.
    #[must_use]
    pub const fn id(self) -> i64 {
        match self {
            Self::Undefined => 1,
            Self::New => 2,
            Self::Done => 3,
            Self::Indeterminate => 4,
        }
    }

    /// Returns the key that clients compare.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Undefined => "undefined",
            Self::New => "new",
            Self::Indeterminate => "indeterminate",
            Self::Done => "done",
        }
    }

    /// Returns the name people read.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Undefined => "No Category",
            Self::New => "To Do",
            Self::Indeterminate => "In Progress",
            Self::Done => "Done",
        }
    }

    /// Returns the name of the color.
    #[must_use]
    pub const fn color(self) -> &'static str {
        match self {
            Self::Undefined => "medium-gray",
            Self::New => "blue-gray",
            Self::Indeterminate => "yellow",
            Self::Done => "green",
        }
    }

    /// Returns the category of this number; an unknown one is no category.
    #[must_use]
    pub fn of_id(id: i64) -> Self {
        Self::ALL
            .into_iter()
            .find(|category| category.id() == id)
            .unwrap_or(Self::Undefined)
    }

    /// Returns the category with this number or key.
    #[must_use]
    pub fn find(id_or_key: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|category| category.key() == id_or_key || category.id().to_string() == id_or_key)
    }
}
