//! The form of a few fields beside the editor: it writes a query, and shows one that it could have written.

use base::page::field::Choice;
use jql::{Op, Operand, Query, Term};
use serde::Deserialize;

use super::text;

/// What the form holds.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Basic {
    pub project: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub status: String,
    pub assignee: String,
    pub text: String,
}

/// The caller, as the assignee.
pub const ME: &str = "currentUser()";
/// Nobody, as the assignee.
pub const NOBODY: &str = "EMPTY";

impl Basic {
    /// Returns what the form shows of a query; nothing if it says more than the form can.
    #[must_use]
    pub fn of(query: &Query) -> Option<Self> {
        let mut basic = Self::default();
        for clause in text::clauses(query)? {
            let jql::FieldName::Named(name) = &clause.field.name else {
                return None;
            };
            let (field, op) = match name.to_ascii_lowercase().as_str() {
                "project" => (&mut basic.project, Op::Equals),
                "issuetype" | "type" => (&mut basic.kind, Op::Equals),
                "status" => (&mut basic.status, Op::Equals),
                "assignee" => (&mut basic.assignee, Op::Equals),
                "text" => (&mut basic.text, Op::Contains),
                _ => return None,
            };
            let Some(Operand::Single(term)) = &clause.operand else {
                return None;
            };
            let is_assignee = name.eq_ignore_ascii_case("assignee");
            let value = match term {
                Term::Value(value) if clause.op == op => value.text.clone(),
                Term::Call(call) if is_assignee && clause.op == op && call.to_string() == ME => {
                    ME.to_owned()
                }
                Term::Empty(_) if is_assignee && matches!(clause.op, Op::Is | Op::Equals) => {
                    NOBODY.to_owned()
                }
                _ => return None,
            };
            if value.is_empty() || !field.is_empty() {
                return None;
            }
            *field = value;
        }
        Some(basic)
    }

    /// Returns the condition that the form writes.
    #[must_use]
    pub fn condition(&self) -> String {
        let mut clauses = Vec::new();
        let fields = [
            ("project", &self.project),
            ("issuetype", &self.kind),
            ("status", &self.status),
        ];
        for (name, value) in fields {
            let value = value.trim();
            if !value.is_empty() {
                clauses.push(format!("{name} = {}", text::value(value)));
            }
        }
        match self.assignee.trim() {
            "" => {}
            ME => clauses.push(format!("assignee = {ME}")),
            NOBODY => clauses.push(format!("assignee is {NOBODY}")),
            name => clauses.push(format!("assignee = {}", text::value(name))),
        }
        let words = self.text.trim();
        if !words.is_empty() {
            clauses.push(format!("text ~ {}", text::quoted(words)));
        }
        clauses.join(" AND ")
    }
}

/// Returns choices under one for any of them; what is chosen is among them, whatever it is.
#[must_use]
pub fn choices(
    any: &str,
    offered: impl IntoIterator<Item = (String, String)>,
    chosen: &mut String,
) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", any)];
    for (value, label) in offered {
        if value.eq_ignore_ascii_case(chosen) || label.eq_ignore_ascii_case(chosen) {
            chosen.clone_from(&value);
        }
        choices.push(Choice { value, label });
    }
    if choices.iter().all(|choice| choice.value != *chosen) {
        choices.push(Choice::new(chosen.clone(), chosen.clone()));
    }
    choices
}
