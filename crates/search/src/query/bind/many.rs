//! Clauses about what an issue has several of: components, versions, voters, watchers, worklogs.

use base::messages;
use jql::{Term, Value};

use super::{Asked, Binder};
use crate::query::bound::{Cmp, Filter, Ids, Insight, Period, Set, Test, Which};
use crate::query::date;
use crate::query::function::Gives;

impl Binder<'_> {
    fn many(&self, asked: &Asked<'_>, set: Set, which: Which, or_empty: bool) -> Filter {
        let insight = match set {
            Set::Voters | Set::Watchers => self.scope.names.tracker.insight.clone(),
            Set::Components
            | Set::FixVersions
            | Set::AffectedVersions
            | Set::Viewers
            | Set::Worklogs
            | Set::Attachments
            | Set::Sprints => Insight::default(),
        };
        Filter::Test(Test::Many {
            set,
            which,
            insight,
            or_empty,
            negated: asked.negative,
        })
    }

    fn many_ids(&self, asked: &Asked<'_>, set: Set, ids: Ids) -> Filter {
        let or_empty = ids.or_empty;
        let ids = Ids {
            or_empty: false,
            ..ids.sorted()
        };
        self.many(asked, set, Which::Ids(ids), or_empty)
    }

    pub(super) fn components(&mut self, asked: &Asked<'_>) -> Filter {
        let terms = asked.operand.terms();
        let ids = self.ids(&[Gives::Components], asked.name, terms, |binder, value| {
            let found = binder.scope.names.tracker.components(&value.text);
            if found.is_empty() {
                binder.no_value(asked.name, value);
            }
            Ids::of(found)
        });
        self.many_ids(asked, Set::Components, ids)
    }

    pub(super) fn sprints(&mut self, asked: &Asked<'_>) -> Filter {
        let terms = asked.operand.terms();
        let ids = self.ids(&[Gives::Sprints], asked.name, terms, |binder, value| {
            let found = binder.scope.names.tracker.sprints(&value.text);
            if found.is_empty() {
                binder.no_value(asked.name, value);
            }
            Ids::of(found)
        });
        self.many_ids(asked, Set::Sprints, ids)
    }

    pub(super) fn versions(&mut self, asked: &Asked<'_>, set: Set) -> Option<Filter> {
        let terms = asked.operand.terms();
        if asked.cmp().is_some() && matches!(terms, [Term::Empty(_)]) {
            self.no_empty(asked);
            return None;
        }
        let gives = &[Gives::Version, Gives::Versions];
        let ids = self.ids(gives, asked.name, terms, |binder, value| {
            binder.version(asked.name, value)
        });
        let Some(cmp) = asked.cmp() else {
            return Some(self.many_ids(asked, set, ids));
        };
        let fitting = self.compared(cmp, &ids);
        Some(Filter::Test(Test::Many {
            set,
            which: Which::Ids(fitting.sorted()),
            insight: Insight::default(),
            or_empty: false,
            // What is negated is the comparison.
            negated: false,
        }))
    }

    pub(super) fn version(&mut self, field: &str, value: &Value) -> Ids {
        let found = self.scope.names.tracker.versions(&value.text);
        if found.is_empty() {
            self.no_value(field, value);
        }
        Ids::of(found.into_iter().map(|version| version.id))
    }

    /// Returns the versions that compare so with one of these of the same project, in its order.
    pub(super) fn compared(&self, cmp: Cmp, with: &Ids) -> Ids {
        let all = &self.scope.names.tracker.versions;
        let fits = |one: i64, other: i64| match cmp {
            Cmp::Less => one < other,
            Cmp::LessOrEqual => one <= other,
            Cmp::Greater => one > other,
            Cmp::GreaterOrEqual => one >= other,
            Cmp::Equal | Cmp::NotEqual => false,
        };
        let named: Vec<_> = all
            .iter()
            .filter(|version| with.listed.contains(&version.id))
            .collect();
        let fitting = all.iter().filter(|one| {
            named
                .iter()
                .any(|other| one.project == other.project && fits(one.position, other.position))
        });
        Ids::of(fitting.map(|version| version.id))
    }

    pub(super) fn crowd(&mut self, asked: &Asked<'_>, set: Set) -> Filter {
        let terms = asked.operand.terms();
        let gives = &[Gives::User, Gives::Users];
        let ids = self.ids(gives, asked.name, terms, |binder, value| {
            binder.user(asked.name, value)
        });
        self.many_ids(asked, set, ids)
    }

    /// Attachments: whether there are any. Nothing but EMPTY can be compared with.
    pub(super) fn attachments(&self, asked: &Asked<'_>) -> Filter {
        self.many_ids(asked, Set::Attachments, Ids::empty())
    }

    /// The days of worklogs: whole days, as the caller's calendar has them.
    pub(super) fn work_dates(&mut self, asked: &Asked<'_>) -> Option<Filter> {
        let mut periods = Vec::new();
        let mut or_empty = false;
        for term in asked.operand.terms() {
            if matches!(term, Term::Empty(_)) {
                if asked.cmp().is_some() {
                    self.no_empty(asked);
                    return None;
                }
                or_empty = true;
                continue;
            }
            let (first, last) = date::day_of(&self.date(asked.name, term)?)?;
            let (from, to) = match asked.cmp() {
                Some(Cmp::Less) => (None, Some(first.saturating_sub(1))),
                Some(Cmp::LessOrEqual) => (None, Some(last)),
                Some(Cmp::Greater) => (Some(last.saturating_add(1)), None),
                Some(Cmp::GreaterOrEqual) => (Some(first), None),
                _ => (Some(first), Some(last)),
            };
            periods.push(Period { from, to });
        }
        Some(Filter::Test(Test::Many {
            set: Set::Worklogs,
            which: Which::Within(periods),
            insight: Insight::default(),
            or_empty,
            // As with versions.
            negated: asked.cmp().is_none() && asked.negative,
        }))
    }

    /// What was written of the work: all words and all phrases in quotation marks, in the same worklog.
    pub(super) fn work_texts(&mut self, asked: &Asked<'_>) -> Option<Filter> {
        let value = self.single_value(asked)?;
        let phrases = phrases(&value.text);
        if phrases.is_empty() {
            self.problem(messages::jql_empty_text(asked.name));
            return None;
        }
        if phrases.len() > issues::text::MAX_WORDS {
            let problem = messages::jql_too_many_words(asked.name, issues::text::MAX_WORDS);
            self.problem(problem);
            return None;
        }
        Some(Filter::Test(Test::WorkText {
            phrases,
            negated: asked.negative,
        }))
    }
}

pub(super) fn phrases(text: &str) -> Vec<String> {
    let mut phrases: Vec<String> = Vec::new();
    for (part_idx, part) in text.split('"').enumerate() {
        if part_idx % 2 == 1 {
            phrases.push(part.trim().to_owned());
        } else {
            phrases.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    phrases.retain(|phrase| !phrase.is_empty());
    phrases
}
