//! Clauses about custom fields.

use base::messages;
use base::text::fold;
use issues::field::custom::{CustomField, Holds};
use issues::text::MAX_WORDS;
use jql::{Call, Clause, Op, Term, Value};

use super::many::phrases;
use super::{Asked, Binder, Problem, misfit, written};
use crate::query::bound::{Cmp, Filter, Held, HeldBy, Ids, Test};
use crate::query::custom;
use crate::query::function::{Gives, Meaning};

impl Binder<'_> {
    /// A name may be several fields': an issue passes that passes for one of them. What is wrong with the
    /// clause for some is not told while it is right for another.
    pub(super) fn custom(
        &mut self,
        fields: &[&CustomField],
        clause: &Clause,
        negated: bool,
    ) -> Option<Filter> {
        let earlier = std::mem::take(&mut self.problems);
        let mut fitting = Vec::new();
        let mut first: Option<Vec<Problem>> = None;
        for field in fields {
            let found = self.custom_one(field, clause, negated);
            let problems = std::mem::take(&mut self.problems);
            match found {
                Some(found) if problems.is_empty() => fitting.push(found),
                _ => first = first.or(Some(problems)),
            }
        }
        self.problems = earlier;
        if fitting.is_empty() {
            for problem in first.unwrap_or_default() {
                self.look_at(problem.span);
                self.note(problem.text, problem.help);
            }
            return None;
        }
        Some(match fitting.len() {
            1 => fitting.remove(0),
            _ => Filter::Any(fitting),
        })
    }

    fn custom_one(
        &mut self,
        field: &CustomField,
        clause: &Clause,
        negated: bool,
    ) -> Option<Filter> {
        let name = written(&clause.field.name);
        if clause.op.is_historical() {
            self.problem(messages::jql_no_history(&name));
            return None;
        }
        let turns = matches!(
            clause.op,
            Op::NotEquals | Op::NotIn | Op::IsNot | Op::NotContains
        );
        let asked = Asked {
            name: &name,
            op: clause.op,
            operand: clause.operand.as_ref()?,
            negative: negated != turns,
            negated,
        };
        if let Some(misfit) = misfit(custom::takes(field).takes(asked.op), &asked) {
            self.problem(misfit);
            return None;
        }
        if matches!(asked.op, Op::Is | Op::IsNot) {
            return Some(test(field, Held::Any, true, asked.negative));
        }
        match field.holds() {
            Holds::Line | Holds::LongText => self.custom_words(field, &asked),
            Holds::Url | Holds::Label => self.custom_texts(field, &asked),
            Holds::Number | Holds::Day | Holds::Moment => self.custom_scalars(field, &asked),
            Holds::Choice => Some(self.custom_options(field, &asked)),
            Holds::Cascade => Some(self.custom_cascades(field, &asked)),
            Holds::User => {
                let gives = &[Gives::User, Gives::Users];
                let found = |binder: &mut Self, value: &Value| binder.user(asked.name, value);
                Some(self.custom_ids(field, &asked, HeldBy::User, gives, found))
            }
            Holds::Group => {
                let found = |binder: &mut Self, value: &Value| binder.group(asked.name, value);
                Some(self.custom_ids(field, &asked, HeldBy::Group, &[], found))
            }
            Holds::Project => {
                let gives = &[Gives::Projects];
                let found = |binder: &mut Self, value: &Value| {
                    let found = binder.scope.names.projects.find(&value.text);
                    if found.is_none() {
                        binder.no_value(asked.name, value);
                    }
                    Ids::of(found)
                };
                Some(self.custom_ids(field, &asked, HeldBy::Project, gives, found))
            }
            Holds::Version => self.custom_versions(field, &asked),
            Holds::Own(_) => None,
        }
    }

    fn custom_ids(
        &mut self,
        field: &CustomField,
        asked: &Asked<'_>,
        by: HeldBy,
        gives: &[Gives],
        find: impl FnMut(&mut Self, &Value) -> Ids,
    ) -> Filter {
        let terms = asked.operand.terms();
        let ids = self.ids(gives, asked.name, terms, find);
        of_ids(field, by, ids, asked.negative)
    }

    fn group(&mut self, field: &str, value: &Value) -> Ids {
        let found = self.scope.names.groups.get(&fold(&value.text)).copied();
        if found.is_none() {
            self.no_value(field, value);
        }
        Ids::of(found)
    }

    fn custom_versions(&mut self, field: &CustomField, asked: &Asked<'_>) -> Option<Filter> {
        let terms = asked.operand.terms();
        if asked.cmp().is_some() && matches!(terms, [Term::Empty(_)]) {
            self.no_empty(asked);
            return None;
        }
        let gives = &[Gives::Version, Gives::Versions];
        let ids = self.ids(gives, asked.name, terms, |binder, value| {
            binder.version(asked.name, value)
        });
        Some(match asked.cmp() {
            // What is negated is the comparison.
            Some(cmp) => of_ids(field, HeldBy::Version, self.compared(cmp, &ids), false),
            None => of_ids(field, HeldBy::Version, ids, asked.negative),
        })
    }

    fn custom_options(&mut self, field: &CustomField, asked: &Asked<'_>) -> Filter {
        self.custom_ids(field, asked, HeldBy::Option, &[], |binder, value| {
            let found = options(field, &value.text, |_| true);
            if found.is_empty() {
                binder.no_value(asked.name, value);
            }
            Ids::of(found)
        })
    }

    /// An option by its name on either level; `cascadeOption(…)` for one on each.
    fn custom_cascades(&mut self, field: &CustomField, asked: &Asked<'_>) -> Filter {
        let mut ids = Ids::default();
        let mut bare = Vec::new();
        for term in asked.operand.terms() {
            match term {
                Term::Empty(_) => ids.or_empty = true,
                Term::Value(value) => {
                    let found = options(field, &value.text, |_| true);
                    if found.is_empty() {
                        self.no_value(asked.name, value);
                    }
                    ids.listed.extend(found);
                }
                Term::Call(call) => self.cascade(field, asked.name, call, &mut ids, &mut bare),
            }
        }
        let mut parts = Vec::new();
        let nothing_else = bare.is_empty();
        if nothing_else || ids.or_empty || !ids.listed.is_empty() {
            parts.push(of_ids(field, HeldBy::Option, ids, asked.negative));
        }
        if !nothing_else {
            parts.push(test(field, Held::Bare(bare), false, asked.negative));
        }
        joined(parts, asked.negative)
    }

    fn cascade(
        &mut self,
        field: &CustomField,
        name: &str,
        call: &Call,
        ids: &mut Ids,
        bare: &mut Vec<i64>,
    ) {
        let Some(Meaning::Texts(texts)) = self.call(name, call, &[Gives::Options]) else {
            return;
        };
        let parent = texts.first().map_or("", String::as_str);
        let parents = options(field, parent, |above| above.is_none());
        if parents.is_empty() {
            self.problem(messages::jql_no_such_value(parent, name));
            return;
        }
        match texts.get(1).map(String::as_str) {
            None => ids.listed.extend(parents),
            Some(none) if none.eq_ignore_ascii_case("none") => bare.extend(parents),
            Some(child) => {
                let is_below =
                    |above: Option<i64>| above.is_some_and(|above| parents.contains(&above));
                let children = options(field, child, is_below);
                if children.is_empty() {
                    self.problem(messages::jql_no_such_value(child, name));
                }
                ids.listed.extend(children);
            }
        }
    }

    /// D-036: words and phrases, each of which stands somewhere in the value as it is written here.
    fn custom_words(&mut self, field: &CustomField, asked: &Asked<'_>) -> Option<Filter> {
        let value = self.single_value(asked)?;
        let words = phrases(&value.text).into_iter();
        let words = words.map(|word| fold(word.trim_matches('*')));
        let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            self.problem(messages::jql_empty_text(asked.name));
            return None;
        }
        if words.len() > MAX_WORDS {
            self.problem(messages::jql_too_many_words(asked.name, MAX_WORDS));
            return None;
        }
        Some(test(field, Held::Words(words), false, asked.negative))
    }

    fn custom_texts(&mut self, field: &CustomField, asked: &Asked<'_>) -> Option<Filter> {
        let mut texts = Vec::new();
        let mut or_empty = false;
        for term in asked.operand.terms() {
            match term {
                Term::Empty(_) => or_empty = true,
                Term::Value(value) => texts.push(fold(&value.text)),
                Term::Call(call) => {
                    self.call(asked.name, call, &[]);
                    return None;
                }
            }
        }
        let held = if texts.is_empty() {
            Held::Any
        } else {
            Held::Texts(texts)
        };
        Some(test(field, held, or_empty, asked.negative))
    }

    fn custom_scalars(&mut self, field: &CustomField, asked: &Asked<'_>) -> Option<Filter> {
        let cmp = asked.cmp().unwrap_or(Cmp::Equal);
        let negative = asked.cmp().is_none() && asked.negative;
        let mut tests = Vec::new();
        for term in asked.operand.terms() {
            if matches!(term, Term::Empty(_)) {
                if asked.cmp().is_some() {
                    self.no_empty(asked);
                    return None;
                }
                tests.push(test(field, Held::Any, true, negative));
                continue;
            }
            let held = match field.holds() {
                Holds::Number => Held::Number(cmp, self.custom_number(asked.name, term)?),
                Holds::Day => {
                    let at = self.date(asked.name, term)?;
                    Held::Day(cmp, at.date().to_string())
                }
                _ => {
                    let at = self.date(asked.name, term)?;
                    Held::Moment(cmp, at.timestamp().as_millisecond())
                }
            };
            tests.push(test(field, held, false, negative));
        }
        Some(joined(tests, negative))
    }

    fn custom_number(&mut self, field: &str, term: &Term) -> Option<f64> {
        match term {
            Term::Value(value) => {
                let number = value.text.trim().parse().ok();
                let number = number.filter(|number: &f64| number.is_finite());
                if number.is_none() {
                    self.problem(messages::jql_bad_number(&value.text, field));
                }
                number
            }
            Term::Call(call) => {
                self.call(field, call, &[]);
                None
            }
            Term::Empty(_) => None,
        }
    }
}

/// Returns the options of this name, or else the one of this id; of those below what `fits`.
fn options(field: &CustomField, text: &str, fits: impl Fn(Option<i64>) -> bool) -> Vec<i64> {
    let name = fold(text);
    let fitting = || {
        let all = field.options();
        all.filter(|option| fits(option.parent.map(|parent| parent.0)))
    };
    let named = fitting().filter(|option| fold(&option.value) == name);
    let named: Vec<i64> = named.map(|option| option.id.0).collect();
    if !named.is_empty() {
        return named;
    }
    let numbered = fitting().filter(|option| option.id.to_string() == text);
    numbered.map(|option| option.id.0).collect()
}

fn of_ids(field: &CustomField, by: HeldBy, ids: Ids, negative: bool) -> Filter {
    let or_empty = ids.or_empty;
    let ids = Ids {
        or_empty: false,
        ..ids.sorted()
    };
    // Nothing listed where nothing is meant but emptiness; where a function gave nothing, nothing fits.
    let held = if or_empty && ids == Ids::default() {
        Held::Any
    } else {
        Held::Ids(by, ids)
    };
    test(field, held, or_empty, negative)
}

fn test(field: &CustomField, held: Held, or_empty: bool, negated: bool) -> Filter {
    Filter::Test(Test::Custom {
        field: field.id.0,
        applies: custom::applies(field),
        held,
        or_empty,
        negated,
    })
}

fn joined(mut parts: Vec<Filter>, negative: bool) -> Filter {
    match (parts.len(), negative) {
        (1, _) => parts.remove(0),
        (_, true) => Filter::All(parts),
        (_, false) => Filter::Any(parts),
    }
}
