//! Pages of issues that begin with the status they had.
//!
//! The issues of a project that have the status still, and had it in time, are a range of an index that also says
//! what is seen of them. Those that had it and lost it since are among the changes of the project's issues that
//! replaced it, a range of another index.

use db::Dialect;

use super::condition::Reader;
use super::history;
use super::visible::Sight;
use super::write_condition;
use super::writer::Writer;
use crate::query::bound::{Filter, IdColumn, Period, Test, Values};

/// What the status was, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    values: Values,
    during: Period,
}

impl Past {
    /// Takes a status that every issue found must have had out of a condition, if there is one. What is left
    /// says the rest.
    pub fn taken_from(filter: &Filter) -> Option<(Self, Filter)> {
        filter.taken(&|test| match test {
            Test::Was {
                column: IdColumn::Status,
                values,
                during,
                by,
                negated: false,
            } if by.is_empty()
                && !values.ids.listed.is_empty()
                && values.ids.members_of.is_empty()
                && !values.ids.or_empty =>
            {
                Some(Self {
                    values: values.clone(),
                    during: *during,
                })
            }
            _ => None,
        })
    }

    /// Writes the ids of the issues that had it, are seen and pass the rest, each once, as a query.
    pub fn write_query(&self, sql: &mut Writer, sight: &Sight, rest: &Filter, reader: Reader<'_>) {
        let has_it = |sql: &mut Writer| {
            history::has_now(sql, IdColumn::Status, &self.values.ids, self.during.to);
        };
        let changes = |sql: &mut Writer, index: &str| {
            sql.push("(select n.issue_id from issue_change_item n")
                .push(index);
            sql.push(" where ");
            history::had(sql, IdColumn::Status, &self.values, self.during);
            sql.push(" and ");
            sql.is_one_of("n.project_id", &sight.projects()).push(")");
        };
        let is_sqlite = sql.dialect() == Dialect::Sqlite;
        sql.push("select i.id from issue i");
        if is_sqlite {
            sql.push(" indexed by issue_by_status_since");
        }
        sql.push(" where ");
        has_it(sql);
        sql.push(" and ");
        sight.write(sql);
        write_condition(sql, sight, rest, reader);
        sql.push(" union all ");
        if is_sqlite {
            sql.push("select distinct i.id from ");
            changes(sql, " indexed by issue_change_item_by_project");
            sql.push(" w cross join issue i indexed by issue_by_id where i.id = w.issue_id");
        } else {
            // A join would read all issues beside the few that changed.
            sql.push("select i.id from issue i where i.id = any(array");
            changes(sql, "");
            sql.push(")");
        }
        sql.push(" and not (");
        has_it(sql);
        sql.push(") and ");
        sight.write_beside(sql);
        write_condition(sql, sight, rest, reader);
    }
}
