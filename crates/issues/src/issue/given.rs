//! What a caller wants an issue to be, read out of `fields` and `update`.
//!
//! Only the shape of values is looked at here; whether they can be had, and may be set, is asked in
//! `ops`. Each field may be set to null, which is something else than not being there.

use base::error::Problems;
use base::messages;
use serde_json::{Map, Value};

use super::wire::GivenIssue;
use crate::comment::GivenComment;

/// How many comments may come with an edit.
const MAX_COMMENTS: usize = 10;
/// After how many faults reading stops: whoever sends a thousand unknown fields need not hear of each.
const MAX_PROBLEMS: usize = 100;

/// What a caller wants an issue to be.
#[derive(Debug, Default)]
pub struct Given {
    pub project: Option<Named>,
    pub issue_type: Option<Named>,
    pub parent: Option<Named>,
    pub summary: Option<Option<String>>,
    pub description: Option<Option<String>>,
    pub environment: Option<Option<String>>,
    pub due_date: Option<Option<String>>,
    pub priority: Option<Option<Named>>,
    pub resolution: Option<Option<Named>>,
    pub security: Option<Option<Named>>,
    pub assignee: Option<Person>,
    pub reporter: Option<Person>,
    /// What to do with the labels, one after the other.
    pub labels: Vec<LabelStep>,
    pub comments: Vec<GivenComment>,
}

/// Something that is named by its id, key or name.
#[derive(Clone, Debug, Default)]
pub struct Named {
    pub id: Option<String>,
    pub key: Option<String>,
    pub name: Option<String>,
}

/// A user, or what stands for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// Null.
    Nobody,
    /// `-1`: as the project says.
    Automatic,
    /// The user of this name.
    Called(String),
}

/// What to do with the labels of an issue.
#[derive(Debug)]
pub enum LabelStep {
    Set(Vec<String>),
    Add(String),
    Remove(String),
}

impl Person {
    /// Returns who is meant by a name in the API.
    pub fn called(name: Option<String>) -> Self {
        match name.as_deref() {
            None | Some("") => Self::Nobody,
            Some("-1") => Self::Automatic,
            Some(_) => Self::Called(name.unwrap_or_default()),
        }
    }
}

/// Returns what is wanted, noting what cannot be understood.
pub fn read(given: GivenIssue, problems: &mut Problems) -> Given {
    let mut wanted = Given::default();
    let fields = given.fields.unwrap_or_default();
    let update = given.update.unwrap_or_default();
    for (name, steps) in update {
        if problems.fields.len() >= MAX_PROBLEMS {
            return wanted;
        }
        if fields.contains_key(&name) {
            problems.field(&name, messages::in_fields_and_update(&name));
            continue;
        }
        let Value::Array(steps) = steps else {
            problems.field(&name, messages::NOT_AN_ARRAY);
            continue;
        };
        for step in steps {
            let Value::Object(step) = step else {
                problems.field(&name, messages::NOT_AN_OBJECT);
                continue;
            };
            for (verb, value) in step {
                if problems.fields.len() >= MAX_PROBLEMS {
                    return wanted;
                }
                if let Err(problem) = wanted.step(&name, &verb, value) {
                    problems.field(&name, problem);
                }
            }
        }
    }
    for (name, value) in fields {
        if problems.fields.len() >= MAX_PROBLEMS {
            return wanted;
        }
        if let Err(problem) = wanted.set(&name, value) {
            problems.field(&name, problem);
        }
    }
    wanted
}

impl Given {
    fn step(&mut self, name: &str, verb: &str, value: Value) -> Result<(), String> {
        match (name, verb) {
            ("labels", "add") => self.labels.push(LabelStep::Add(text(value)?)),
            ("labels", "remove") => self.labels.push(LabelStep::Remove(text(value)?)),
            ("comment", "add") if self.comments.len() >= MAX_COMMENTS => {
                return Err(messages::too_many_comments(MAX_COMMENTS));
            }
            ("comment", "add") => {
                let comment = serde_json::from_value(value)
                    .map_err(|_| messages::NOT_AN_OBJECT.to_owned())?;
                self.comments.push(comment);
            }
            (_, "set") => self.set(name, value)?,
            _ => return Err(messages::cannot_be_set(name)),
        }
        Ok(())
    }

    fn set(&mut self, name: &str, value: Value) -> Result<(), String> {
        match name {
            "project" => self.project = named(value)?,
            "issuetype" => self.issue_type = named(value)?,
            "parent" => self.parent = named(value)?,
            "summary" => self.summary = Some(text_or_null(value)?),
            "description" => self.description = Some(text_or_null(value)?),
            "environment" => self.environment = Some(text_or_null(value)?),
            "duedate" => self.due_date = Some(text_or_null(value)?),
            "priority" => self.priority = Some(named(value)?),
            "resolution" => self.resolution = Some(named(value)?),
            "security" => self.security = Some(named(value)?),
            "assignee" => self.assignee = Some(person(value)?),
            "reporter" => self.reporter = Some(person(value)?),
            "labels" => self.labels.push(LabelStep::Set(texts(value)?)),
            // There are none yet, so an empty list is all that can be asked for.
            "components" | "versions" | "fixVersions" if is_empty(&value) => {}
            _ => return Err(messages::cannot_be_set(name)),
        }
        Ok(())
    }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn text(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(messages::NOT_A_STRING.to_owned()),
    }
}

/// An empty text is no text.
fn text_or_null(value: Value) -> Result<Option<String>, String> {
    match value {
        Value::Null => Ok(None),
        value => text(value).map(|text| Some(text).filter(|text| !text.is_empty())),
    }
}

fn texts(value: Value) -> Result<Vec<String>, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(values) => values.into_iter().map(text).collect(),
        _ => Err(messages::NOT_AN_ARRAY.to_owned()),
    }
}

fn named(value: Value) -> Result<Option<Named>, String> {
    let members = match value {
        Value::Null => return Ok(None),
        Value::Object(members) => members,
        _ => return Err(messages::NOT_AN_OBJECT.to_owned()),
    };
    Ok(Some(Named {
        id: member(&members, "id"),
        key: member(&members, "key"),
        name: member(&members, "name"),
    }))
}

fn person(value: Value) -> Result<Person, String> {
    match value {
        Value::Null => Ok(Person::Nobody),
        Value::Object(members) if members.contains_key("name") => {
            Ok(Person::called(member(&members, "name")))
        }
        _ => Err(messages::NOT_AN_OBJECT.to_owned()),
    }
}

/// Returns a member as text. Ids come as strings and as numbers.
fn member(members: &Map<String, Value>, name: &str) -> Option<String> {
    match members.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
