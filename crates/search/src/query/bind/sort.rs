//! What a query is ordered by.

use base::messages;
use jql::{Direction, SortKey};

use super::{Binder, written};
use crate::query::bound::{AmountColumn, Sort, SortBy};

impl Binder<'_> {
    pub(super) fn sort(&mut self, key: &SortKey) -> Option<Sort> {
        let field = self.field(&key.field.name)?;
        let name = written(&key.field.name);
        let Some(by) = field.sort else {
            self.problem(messages::jql_not_sortable(&name));
            return None;
        };
        // One field has both names, and each its own order.
        let by = if name.eq_ignore_ascii_case("id") {
            SortBy::Id
        } else {
            by
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
                    | SortBy::Amount(AmountColumn::Votes | AmountColumn::Watchers)
            ),
        };
        Some(Sort { by, descending })
    }
}
