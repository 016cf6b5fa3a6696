//! What a caller wants an issue to be, read out of `fields` and `update`.
//!
//! Only the shape of values is looked at here; whether they can be had, and may be set, is asked in
//! `ops`. Each field may be set to null, which is something else than not being there.

use base::error::Problems;
use base::messages;
use serde_json::{Map, Value};

use super::wire::GivenIssue;
use crate::comment::GivenComment;
use crate::field::custom::{CustomField, GivenCustom, Step as CustomStep, Verb};
use crate::issue_link::GivenLink;
use crate::worklog::GivenWorklog;

/// How many comments may come with an edit; and how many links, and worklogs.
const MAX_COMMENTS: usize = 10;
/// After how many faults reading stops: whoever sends a thousand unknown fields need not hear of each.
const MAX_PROBLEMS: usize = 100;

/// What a caller wants an issue to be.
#[derive(Debug, Default)]
pub struct Given {
    /// The names of all that was given, to be held against a screen.
    pub named: Vec<String>,
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
    /// What to do with the lists, one step after the other.
    pub lists: GivenLists,
    pub time: GivenTime,
    /// What to do with custom fields.
    pub custom: GivenCustom,
    pub comments: Vec<GivenComment>,
    pub links: Vec<GivenLink>,
    pub worklogs: Vec<GivenWorklog>,
}

/// What to do with the fields that hold several things.
#[derive(Debug, Default)]
pub struct GivenLists {
    pub labels: Vec<Step<String>>,
    pub components: Vec<Step<Named>>,
    pub versions: Vec<Step<Named>>,
    pub fix_versions: Vec<Step<Named>>,
}

/// Estimates, as they were written.
#[derive(Debug, Default)]
pub struct GivenTime {
    pub original: Option<Option<String>>,
    pub remaining: Option<Option<String>>,
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

/// What to do with a list.
#[derive(Debug)]
pub enum Step<T> {
    Set(Vec<T>),
    Add(T),
    Remove(T),
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
        wanted.named.push(name);
    }
    for (name, value) in fields {
        if problems.fields.len() >= MAX_PROBLEMS {
            return wanted;
        }
        if let Err(problem) = wanted.set(&name, value) {
            problems.field(&name, problem);
        }
        wanted.named.push(name);
    }
    wanted
}

impl Given {
    fn step(&mut self, name: &str, verb: &str, value: Value) -> Result<(), String> {
        match (name, verb) {
            ("labels", "add") => self.lists.labels.push(Step::Add(text(value)?)),
            ("labels", "remove") => self.lists.labels.push(Step::Remove(text(value)?)),
            ("components" | "versions" | "fixVersions", "add") => {
                self.list(name).push(Step::Add(thing(value)?));
            }
            ("components" | "versions" | "fixVersions", "remove") => {
                self.list(name).push(Step::Remove(thing(value)?));
            }
            ("timetracking", "edit") => self.time(value)?,
            ("issuelinks", "add") if self.links.len() >= MAX_COMMENTS => {
                return Err(messages::too_many_links(MAX_COMMENTS));
            }
            ("issuelinks", "add") => self.links.push(object(value)?),
            ("worklog", "add") if self.worklogs.len() >= MAX_COMMENTS => {
                return Err(messages::too_much_work(MAX_COMMENTS));
            }
            ("worklog", "add") => self.worklogs.push(object(value)?),
            ("comment", "add") if self.comments.len() >= MAX_COMMENTS => {
                return Err(messages::too_many_comments(MAX_COMMENTS));
            }
            ("comment", "add") => self.comments.push(object(value)?),
            // Files come by their own way; clients send back what they were shown.
            ("attachment", _) => {}
            (_, "set") => self.set(name, value)?,
            (name, verb) if self.custom(name, verb, &value) => {}
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
            "labels" => self.lists.labels.push(Step::Set(texts(value)?)),
            "components" | "versions" | "fixVersions" => {
                let things = things(value)?;
                self.list(name).push(Step::Set(things));
            }
            "timetracking" => self.time(value)?,
            name if self.custom(name, "set", &value) => {}
            // As above.
            "attachment" => {}
            _ => return Err(messages::cannot_be_set(name)),
        }
        Ok(())
    }

    /// Notes what to do with a custom field, if the name is one's. Whether there is such a field is not known
    /// here, nor what its value looks like.
    fn custom(&mut self, name: &str, verb: &str, value: &Value) -> bool {
        let (Some(id), Some(verb)) = (CustomField::id_of(name), Verb::of(verb)) else {
            return false;
        };
        let value = value.clone();
        let step = CustomStep { verb, value };
        match self.custom.last_mut() {
            Some((last, steps)) if *last == id => steps.push(step),
            _ => self.custom.push((id, vec![step])),
        }
        true
    }

    fn list(&mut self, name: &str) -> &mut Vec<Step<Named>> {
        match name {
            "components" => &mut self.lists.components,
            "versions" => &mut self.lists.versions,
            _ => &mut self.lists.fix_versions,
        }
    }

    fn time(&mut self, value: Value) -> Result<(), String> {
        let members = match value {
            Value::Null => return Ok(()),
            Value::Object(members) => members,
            _ => return Err(messages::NOT_AN_OBJECT.to_owned()),
        };
        let part = |name: &str| match members.get(name) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(None)),
            Some(Value::String(_) | Value::Number(_)) => Ok(Some(member(&members, name))),
            Some(_) => Err(messages::NOT_A_STRING.to_owned()),
        };
        if let Some(original) = part("originalEstimate")? {
            self.time.original = Some(original.filter(|text| !text.is_empty()));
        }
        if let Some(remaining) = part("remainingEstimate")? {
            self.time.remaining = Some(remaining.filter(|text| !text.is_empty()));
        }
        Ok(())
    }
}

fn object<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|_| messages::NOT_AN_OBJECT.to_owned())
}

/// Reads something that is named by its id or its name.
fn thing(value: Value) -> Result<Named, String> {
    match named(value)? {
        Some(thing) if thing.id.is_some() || thing.name.is_some() => Ok(thing),
        _ => Err(messages::NO_ID_OR_NAME.to_owned()),
    }
}

fn things(value: Value) -> Result<Vec<Named>, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(values) => values.into_iter().map(thing).collect(),
        _ => Err(messages::NOT_AN_ARRAY.to_owned()),
    }
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
