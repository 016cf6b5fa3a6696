//! What a query is ordered by.

use base::messages;
use jql::{Direction, SortKey};

use super::{Binder, name_of};
use crate::query::bound::{Sort, SortBy};
use crate::query::field::Field;

impl Binder<'_> {
    pub(super) fn sort(&mut self, key: &SortKey) -> Option<Sort> {
        let name = name_of(&key.field.name);
        let Some(field) = Field::find(&key.field.name) else {
            self.problem(messages::jql_no_such_field(&name));
            return None;
        };
        let is_id = name.eq_ignore_ascii_case("id");
        let by = match field {
            Field::Rank => SortBy::Id,
            Field::Key if is_id => SortBy::Id,
            Field::Key => SortBy::Key,
            Field::Project => SortBy::Project,
            Field::Type => SortBy::Type,
            Field::Status => SortBy::Status,
            Field::Priority => SortBy::Priority,
            Field::Resolution => SortBy::Resolution,
            Field::Reporter => SortBy::Reporter,
            Field::Assignee => SortBy::Assignee,
            Field::Creator => SortBy::Creator,
            Field::Summary => SortBy::Summary,
            Field::Created => SortBy::Created,
            Field::Updated => SortBy::Updated,
            Field::Resolved => SortBy::Resolved,
            Field::Due => SortBy::Due,
            Field::Parent
            | Field::StatusCategory
            | Field::Level
            | Field::Labels
            | Field::Description
            | Field::Environment
            | Field::Comment
            | Field::Text => {
                self.problem(messages::jql_not_sortable(&name));
                return None;
            }
        };
        let descending = match key.direction {
            Some(direction) => direction == Direction::Descending,
            // The newest and the most urgent first, names from A to Z.
            None => matches!(
                by,
                SortBy::Priority
                    | SortBy::Created
                    | SortBy::Updated
                    | SortBy::Resolved
                    | SortBy::Due
            ),
        };
        Some(Sort { by, descending })
    }
}
