//! Conditions on what `issue i` has several of, each thing a row `c`.

use db::Dialect;
use model::UserId;

use super::condition::{comment_is_seen, is_of, within};
use super::writer::Writer;
use crate::query::bound::{Insight, Set, Sides, Test, Which};
use crate::query::spelling::spellings;

/// Writes a test of several things, for a caller who sees some of them and not others.
pub fn write(sql: &mut Writer, test: &Test, user: Option<UserId>) {
    match test {
        Test::Many {
            set,
            which,
            insight,
            or_empty,
            negated,
        } => {
            let things = Things {
                set: *set,
                insight,
                user,
            };
            match (is_any(which), or_empty, negated) {
                (false, false, false) => things.exist(sql, Some(which)),
                (false, true, false) => {
                    sql.push("(");
                    things.exist(sql, Some(which));
                    sql.push(" or not ");
                    things.exist(sql, None);
                    sql.push(")");
                }
                (false, _, true) => {
                    sql.push("(");
                    things.exist(sql, None);
                    sql.push(" and not ");
                    things.exist(sql, Some(which));
                    sql.push(")");
                }
                (true, true, false) => {
                    sql.push("not ");
                    things.exist(sql, None);
                }
                (true, false, false) => {
                    sql.push("1 = 0");
                }
                (true, _, true) => things.exist(sql, None),
            }
        }
        Test::Joined { set, user, negated } => {
            not_if(sql, *negated);
            match user {
                Some(user) => {
                    rows(sql, *set);
                    sql.push(" and c.user_id = ").value(*user).push(")");
                }
                None => {
                    sql.push("(1 = 0)");
                }
            }
        }
        Test::Linked {
            to,
            outward,
            inward,
            negated,
        } => {
            not_if(sql, *negated);
            sql.push("i.id in (select c.destination_id from issue_link c where c.source_id = ");
            let to = sql.bind(*to);
            sql.position(to).push(" and ");
            sql.is_one_of("c.type_id", outward);
            sql.push(" union all select c.source_id from issue_link c where c.destination_id = ");
            sql.position(to).push(" and ");
            sql.is_one_of("c.type_id", inward).push(")");
        }
        Test::OfEpic { epics, negated } => {
            not_if(sql, *negated);
            sql.push(
                "exists (select 1 from issue c where (c.id = i.id or c.id = i.parent_id) and ",
            );
            sql.is_one_of("c.epic_id", epics).push(")");
        }
        Test::WorkText { phrases, negated } => {
            not_if(sql, *negated);
            rows(sql, Set::Worklogs);
            sql.push(" and ");
            comment_is_seen(sql, user);
            for phrase in phrases {
                sql.push(" and ");
                sql.any(&spellings(phrase), &mut |sql, spelling| {
                    let pattern = sql.bind(Dialect::like_pattern(spelling));
                    sql.is_like("lower(c.body)", pattern);
                });
            }
            sql.push(")");
        }
        _ => {}
    }
}

fn not_if(sql: &mut Writer, negated: bool) {
    if negated {
        sql.push("not ");
    }
}

/// Returns whether nothing is said of the things.
fn is_any(which: &Which) -> bool {
    match which {
        Which::Ids(ids) => ids.listed.is_empty() && ids.members_of.is_empty(),
        Which::Within(periods) => periods.is_empty(),
    }
}

/// The things of a set that the caller sees.
struct Things<'a> {
    set: Set,
    insight: &'a Insight,
    user: Option<UserId>,
}

impl Things<'_> {
    /// Writes the condition that there is one of them; or one of which more is said.
    fn exist(&self, sql: &mut Writer, which: Option<&Which>) {
        rows(sql, self.set);
        self.are_seen(sql);
        match which {
            None => {}
            Some(Which::Ids(ids)) => {
                sql.push(" and ");
                is_of(sql, id_column(self.set), ids, false);
            }
            Some(Which::Within(periods)) => {
                sql.push(" and ");
                sql.any(periods, &mut |sql, period| {
                    sql.push("(c.issue_id = i.id");
                    within(sql, "c.started_at", *period);
                    sql.push(")");
                });
            }
        }
        sql.push(")");
    }

    fn are_seen(&self, sql: &mut Writer) {
        match self.set {
            Set::Components
            | Set::FixVersions
            | Set::AffectedVersions
            | Set::Viewers
            | Set::Attachments
            | Set::Sprints => {}
            Set::Worklogs => {
                sql.push(" and ");
                comment_is_seen(sql, self.user);
            }
            Set::Voters | Set::Watchers => {
                sql.push(" and (");
                match self.user {
                    Some(user) => sql.push("c.user_id = ").value(user),
                    None => sql.push("1 = 0"),
                };
                for (sides, projects) in &self.insight.0 {
                    sql.push(" or ").is_one_of("i.project_id", projects);
                    self.side(sql, *sides);
                }
                sql.push(")");
            }
        }
    }

    /// Writes ` and …` what the caller must be of the issue.
    fn side(&self, sql: &mut Writer, sides: Sides) {
        const SIDES: [&[&str]; 3] = [
            &["i.reporter_id"],
            &["i.assignee_id"],
            &["i.reporter_id", "i.assignee_id"],
        ];
        let Some(user) = self.user.filter(|_| !sides.any) else {
            return;
        };
        let are_enough = [sides.reporter, sides.assignee, sides.both];
        let enough = SIDES.into_iter().zip(are_enough);
        let enough: Vec<&[&str]> = enough.filter(|(_, is)| *is).map(|(side, _)| side).collect();
        sql.push(" and ");
        sql.any(&enough, &mut |sql, columns| {
            sql.all(columns, &mut |sql, column| {
                sql.push(column).push(" = ").value(user);
            });
        });
    }
}

/// Writes the beginning of the condition that there is such a thing; what closes it is left to the caller.
fn rows(sql: &mut Writer, set: Set) {
    let table = match set {
        Set::Components => "issue_component",
        Set::FixVersions => "issue_fix_version",
        Set::AffectedVersions => "issue_affected_version",
        Set::Voters => "issue_vote",
        Set::Watchers => "issue_watch",
        Set::Viewers => "issue_view",
        Set::Worklogs => "worklog",
        Set::Attachments => "attachment",
        Set::Sprints => "issue_sprint",
    };
    sql.push("exists (select 1 from ")
        .push(table)
        .push(" c where c.issue_id = i.id");
}

fn id_column(set: Set) -> &'static str {
    match set {
        Set::Components => "c.component_id",
        Set::FixVersions | Set::AffectedVersions => "c.version_id",
        Set::Voters | Set::Watchers | Set::Viewers => "c.user_id",
        Set::Worklogs | Set::Attachments => "c.author_id",
        Set::Sprints => "c.sprint_id",
    }
}
