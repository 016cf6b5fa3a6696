//! What a query is ordered by.

use base::messages;
use jql::{Direction, SortKey};

use super::{Binder, written};
use crate::query::bound::{AmountColumn, HeldBy, Sort, SortBy};
use crate::query::custom;
use crate::query::field::Field;

impl Binder<'_> {
    pub(super) fn sort(&mut self, key: &SortKey) -> Option<Sort> {
        let scope = self.scope;
        self.look_at(key.field.span);
        let found = Field::find(&key.field.name);
        // Of several fields of a name the first one: an order has to be one.
        let named = scope.names.custom.find(&key.field.name);
        let custom = named.first().filter(|_| found.is_none());
        let name = written(&key.field.name);
        let sort = match custom {
            Some(field) => custom::sort(field),
            None => self.field(&key.field.name)?.sort,
        };
        let Some(by) = sort else {
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
                    | SortBy::Custom(_, HeldBy::Day | HeldBy::Moment)
                    | SortBy::Amount(AmountColumn::Votes | AmountColumn::Watchers)
            ),
        };
        Some(Sort { by, descending })
    }
}
