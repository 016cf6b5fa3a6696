//! The columns that lists can have: the fields of all issues, and the custom fields that the caller may know of.

use std::sync::Arc;

use base::guard::{self, ViewableProjects};
use base::{Cx, Result, messages};
use issues::field::Field;
use issues::field::custom::{CustomField, CustomFields, Holds, custom_fields};
use model::CustomFieldId;

use super::order::By;

/// A column of a list.
#[derive(Clone, Debug)]
pub struct Column {
    /// The id of its field.
    pub id: String,
    /// What stands above it.
    pub label: String,
    /// What issues are ordered by if they are ordered by it, if they can be.
    pub by: Option<By>,
    /// What it shows.
    pub kind: Kind,
}

/// What a column shows, as far as lists show it in a way of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A moment or a day, which is read as people write it.
    Time,
    /// A number of seconds, which is read as people write it.
    Duration,
    /// An issue, of which the value is the key.
    Issue,
    /// Anything else.
    Other,
}

impl Column {
    /// Returns whether people read it otherwise than the API writes it.
    #[must_use]
    pub const fn is_rendered(&self) -> bool {
        matches!(self.kind, Kind::Time | Kind::Duration)
    }

    fn custom(field: &CustomField) -> Self {
        Self {
            id: field.key(),
            label: field.name.clone(),
            by: By::custom(field),
            kind: match field.holds() {
                Holds::Day | Holds::Moment => Kind::Time,
                Holds::Own(_) if field.kind.key.ends_with("gh-epic-link") => Kind::Issue,
                _ => Kind::Other,
            },
        }
    }
}

impl From<Field> for Column {
    fn from(field: Field) -> Self {
        let about = field.about();
        // Of a field with names for its key and its number it is the key that the column shows.
        let by = match field {
            Field::IssueKey => By::named("key"),
            _ => about.clauses.iter().find_map(|name| By::named(name)),
        };
        let kind = match (field, about.schema) {
            (_, Some(("datetime" | "date", _))) => Kind::Time,
            (
                Field::TimeSpent
                | Field::TimeEstimate
                | Field::TimeOriginalEstimate
                | Field::AggregateTimeSpent
                | Field::AggregateTimeEstimate
                | Field::AggregateTimeOriginalEstimate,
                _,
            ) => Kind::Duration,
            _ => Kind::Other,
        };
        Self {
            id: about.id.to_owned(),
            label: about.name.to_owned(),
            by,
            kind,
        }
    }
}

/// The columns that a caller's lists can have.
#[derive(Debug)]
pub struct Columns {
    custom: Arc<CustomFields>,
    viewable: ViewableProjects,
}

impl Columns {
    /// Returns those of the caller's lists.
    ///
    /// # Errors
    /// When the fields have to be read and cannot be.
    pub async fn of(cx: &Cx, tx: &mut db::Tx) -> Result<Self> {
        Ok(Self {
            custom: custom_fields(cx, tx).await?,
            viewable: guard::viewable_projects(cx),
        })
    }

    /// Returns the column of a field by its id; of a custom field also by its name, and as a query names it.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Column> {
        let name = name.trim();
        if let Some(field) = Field::of_id(name) {
            return field.about().navigable.then(|| field.into());
        }
        let number = name
            .strip_prefix("cf[")
            .and_then(|name| name.strip_suffix(']'));
        let id = CustomField::id_of(name).or_else(|| CustomFieldId::parse(number?));
        let mut visible = self.visible();
        let found = match id {
            Some(id) => visible.find(|field| field.id == id),
            None => visible.find(|field| field.name.eq_ignore_ascii_case(name)),
        };
        found.map(Column::custom)
    }

    /// Returns the columns of these ids that there are.
    #[must_use]
    pub fn among(&self, ids: &[String]) -> Vec<Column> {
        ids.iter().filter_map(|id| self.find(id)).collect()
    }

    /// Returns the columns that somebody asks for.
    ///
    /// # Errors
    /// Invalid, if one is named twice, or is no column of lists.
    pub fn checked(&self, names: &[String]) -> Result<Vec<Column>> {
        let mut columns: Vec<Column> = Vec::new();
        for name in names {
            let column = self.find(name);
            let column = column.ok_or_else(|| messages::filter_no_such_column(name))?;
            if columns.iter().any(|known| known.id == column.id) {
                return Err(messages::filter_bad_columns());
            }
            columns.push(column);
        }
        Ok(columns)
    }

    /// Returns a column for each field that all issues have.
    pub fn system() -> impl Iterator<Item = Column> {
        let all = Field::ALL.iter().copied();
        let shown = all.filter(|field| field.about().navigable && *field != Field::Thumbnail);
        shown.map(Column::from)
    }

    /// Returns a column for each custom field.
    pub fn custom(&self) -> impl Iterator<Item = Column> + '_ {
        self.visible().map(Column::custom)
    }

    fn visible(&self) -> impl Iterator<Item = &CustomField> {
        let all = self.custom.fields.iter();
        all.filter(|field| field.is_visible(&self.viewable))
    }
}

/// Returns the ids of columns.
#[must_use]
pub fn ids(columns: &[Column]) -> Vec<&str> {
    columns.iter().map(|column| &*column.id).collect()
}
