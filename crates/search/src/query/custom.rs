//! Custom fields as queries know them: which can be named, which operators each takes, where it applies.

use std::collections::BTreeSet;
use std::sync::Arc;

use base::guard::ViewableProjects;
use issues::field::custom::{CustomField, CustomFields, Holds};
use jql::FieldName;
use model::CustomFieldId;

use super::bound::{Applies, HeldBy, Part, SortBy};
use super::field::Takes;

/// The custom fields that a query can name.
#[derive(Clone, Debug, Default)]
pub struct Searchable {
    fields: Arc<CustomFields>,
    known: BTreeSet<CustomFieldId>,
}

impl Searchable {
    /// Returns those that apply where the caller may know of a project, and that can be searched by.
    #[must_use]
    pub fn new(fields: Arc<CustomFields>, viewable: &ViewableProjects) -> Self {
        Self::those(fields, |field| field.is_visible(viewable))
    }

    /// Returns those of which this holds, if they can be searched by.
    #[must_use]
    pub fn those(fields: Arc<CustomFields>, holds: impl Fn(&CustomField) -> bool) -> Self {
        // Values that are kept elsewhere are the matter of fields of their own (`field/list.rs`).
        let is_own = |field: &&CustomField| matches!(field.holds(), Holds::Own(_));
        let all = fields.fields.iter();
        let known = all.filter(|field| field.is_searchable() && !is_own(field) && holds(field));
        let known = known.map(|field| field.id).collect();
        Self { fields, known }
    }

    /// Returns the fields that a name means: several may have the same.
    #[must_use]
    pub fn find(&self, name: &FieldName) -> Vec<&CustomField> {
        match name {
            FieldName::Custom(id) => {
                let id = i64::try_from(*id).map(CustomFieldId).ok();
                let known = id.filter(|id| self.known.contains(id));
                known
                    .and_then(|id| self.fields.get(id))
                    .into_iter()
                    .collect()
            }
            FieldName::Named(name) => {
                let named = self.fields.named(name);
                named
                    .filter(|field| self.known.contains(&field.id))
                    .collect()
            }
            FieldName::Property(_) => Vec::new(),
        }
    }

    /// Returns all of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &CustomField> {
        self.known.iter().filter_map(|id| self.fields.get(*id))
    }
}

/// Returns which operators a field takes.
#[must_use]
pub fn takes(field: &CustomField) -> Takes {
    match field.holds() {
        Holds::Line | Holds::LongText => Takes::TEXT_OR_NONE,
        Holds::Number | Holds::Day | Holds::Moment | Holds::Version => Takes::ORDER,
        Holds::Url
        | Holds::Label
        | Holds::Choice
        | Holds::Cascade
        | Holds::User
        | Holds::Group
        | Holds::Project => Takes::EQUALITY,
        Holds::Own(_) => Takes::NOTHING,
    }
}

/// Returns what issues are ordered by if they are ordered by the field.
#[must_use]
pub fn sort(field: &CustomField) -> Option<SortBy> {
    let by = match field.holds() {
        Holds::Line | Holds::LongText | Holds::Url | Holds::Label => HeldBy::Text,
        Holds::Number => HeldBy::Number,
        Holds::Day => HeldBy::Day,
        Holds::Moment => HeldBy::Moment,
        Holds::Choice | Holds::Cascade => HeldBy::Option,
        Holds::User => HeldBy::User,
        Holds::Group => HeldBy::Group,
        Holds::Version => HeldBy::Version,
        Holds::Project => HeldBy::Project,
        Holds::Own(_) => return None,
    };
    Some(SortBy::Custom(field.id.0, by))
}

/// Returns in which issues the field is.
#[must_use]
pub fn applies(field: &CustomField) -> Applies {
    let others = || {
        let contexts = field.contexts.iter();
        let mut named: Vec<i64> = contexts
            .flat_map(|context| context.projects.iter().flatten())
            .map(|project| project.0)
            .collect();
        named.sort_unstable();
        named
    };
    let parts = field.contexts.iter().map(|context| {
        let types = context.types.as_ref();
        let types = types.map(|types| types.iter().map(|kind| kind.0).collect());
        match &context.projects {
            Some(projects) => Part {
                projects: projects.iter().map(|project| project.0).collect(),
                are_left_out: false,
                types,
            },
            None => Part {
                projects: others(),
                are_left_out: true,
                types,
            },
        }
    });
    Applies(parts.collect())
}
