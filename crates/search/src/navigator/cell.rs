//! What stands in a list's columns, read off the JSON of an issue: what REST, the page and the exports
//! show is the same, and no permission is asked a second time.

use base::page::PageCx;
use base::urls::encode;
use serde_json::Value;

use crate::column::{Column, Kind};

/// How much of a long text a list shows.
const MAX_TEXT: usize = 240;

/// What stands in a column.
#[derive(Debug, PartialEq, Eq)]
pub enum Cell {
    /// The issue's key, struck through once it is resolved.
    Key(Named),
    /// Something with a small picture.
    Icon { src: String, name: String },
    /// What leads to the issue.
    Summary(String),
    /// Somebody.
    Person {
        path: String,
        picture: String,
        name: String,
    },
    /// A status, with the class of its color.
    Status { name: String, tone: &'static str },
    /// Other issues.
    Issues(Vec<Named>),
    /// A moment or a day: the day in short, all of it, and as machines read it.
    Time {
        day: String,
        full: String,
        at: String,
    },
    /// That there is nothing, where that means something.
    Nothing(&'static str),
    /// A number.
    Number(String),
    /// Anything else; perhaps nothing.
    Text(String),
}

/// An issue by its key.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    pub key: String,
    pub is_resolved: bool,
}

/// An issue of the list.
#[derive(Debug)]
pub struct Row {
    pub key: String,
    pub cells: Vec<Cell>,
}

impl Row {
    /// Returns the row of an issue, given as the API writes it.
    #[must_use]
    pub fn new(page: &PageCx, issue: &Value, columns: &[Column]) -> Self {
        Self {
            key: string(issue, "key"),
            cells: columns
                .iter()
                .map(|column| cell(page, issue, column))
                .collect(),
        }
    }
}

fn string(value: &Value, name: &str) -> String {
    let found = value.get(name).and_then(Value::as_str);
    found.unwrap_or_default().to_owned()
}

fn cell(page: &PageCx, issue: &Value, column: &Column) -> Cell {
    let id = column.id.as_str();
    let fields = issue.get("fields").unwrap_or(&Value::Null);
    let value = fields.get(id).unwrap_or(&Value::Null);
    match id {
        "issuekey" => Cell::Key(Named {
            key: string(issue, "key"),
            is_resolved: fields.get("resolution").is_some_and(Value::is_object),
        }),
        "summary" => Cell::Summary(string(fields, "summary")),
        "issuetype" | "priority" if value.is_object() => Cell::Icon {
            src: local(page, &string(value, "iconUrl")),
            name: string(value, "name"),
        },
        "status" if value.is_object() => Cell::Status {
            name: string(value, "name"),
            tone: tone(value),
        },
        "parent" if value.is_object() => Cell::Issues(vec![named(value)]),
        "subtasks" => Cell::Issues(list(value).iter().map(named).collect()),
        "issuelinks" => {
            let ends = list(value).iter().filter_map(end);
            Cell::Issues(ends.map(named).collect())
        }
        "resolution" if value.is_null() => Cell::Nothing("Unresolved"),
        "assignee" if value.is_null() => Cell::Nothing("Unassigned"),
        _ if column.kind == Kind::Issue && value.is_string() => Cell::Issues(vec![Named {
            key: text_of(value),
            is_resolved: false,
        }]),
        _ if column.kind == Kind::Time && value.is_string() => {
            let full = shown(issue, column);
            let day = full.split_once(' ').map_or(&*full, |(day, _)| day);
            Cell::Time {
                day: day.to_owned(),
                at: text_of(value),
                full,
            }
        }
        _ if value.get("displayName").is_some() => {
            let (name, display) = (string(value, "name"), string(value, "displayName"));
            Cell::Person {
                path: format!("/secure/ViewProfile.jspa?name={}", encode(&name)),
                picture: page.avatar(&string(value, "key"), &display),
                name: display,
            }
        }
        _ if value.is_number() => Cell::Number(shown(issue, column)),
        _ => Cell::Text(shortened(shown(issue, column))),
    }
}

/// Returns the address of one of our own pictures as a page has it.
fn local(page: &PageCx, url: &str) -> String {
    match url.strip_prefix(page.urls().base()) {
        Some(path) => page.link(path),
        None => url.to_owned(),
    }
}

fn tone(status: &Value) -> &'static str {
    let category = status.get("statusCategory");
    match category.map(|category| string(category, "key")).as_deref() {
        Some("done") => "good",
        Some("indeterminate") => "info",
        _ => "",
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn end(link: &Value) -> Option<&Value> {
    link.get("outwardIssue").or_else(|| link.get("inwardIssue"))
}

fn named(issue: &Value) -> Named {
    let status = issue.get("fields").and_then(|fields| fields.get("status"));
    Named {
        key: string(issue, "key"),
        is_resolved: status.is_some_and(|status| tone(status) == "good"),
    }
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Returns a field's value as a text: times as people read them, names of what has names, several with
/// commas between them.
#[must_use]
pub fn shown(issue: &Value, column: &Column) -> String {
    let id = column.id.as_str();
    let fields = issue.get("fields").unwrap_or(&Value::Null);
    let value = fields.get(id).unwrap_or(&Value::Null);
    let rendered = issue.get("renderedFields").and_then(|all| all.get(id));
    match (id, rendered) {
        ("issuekey", _) => string(issue, "key"),
        // Only times and durations: of texts it is HTML.
        (_, Some(Value::String(text))) if column.is_rendered() => text.clone(),
        ("workratio", _) => match value.as_i64() {
            Some(ratio) if ratio >= 0 => format!("{ratio}%"),
            _ => String::new(),
        },
        ("issuelinks", _) => {
            let ends = list(value).iter().filter_map(end);
            ends.map(text_of).collect::<Vec<_>>().join(", ")
        }
        _ => text_of(value),
    }
}

/// Returns a value of the API as a text.
#[must_use]
pub fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => match number.as_f64() {
            // Stored with a fraction; nobody writes three points as 3.0.
            Some(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
            _ => number.to_string(),
        },
        Value::String(text) => sprint(text).unwrap_or(text).to_owned(),
        Value::Array(values) => {
            let texts = values.iter().map(text_of);
            let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
            texts.join(", ")
        }
        Value::Object(members) => {
            if let (Some(value), Some(child)) = (members.get("value"), members.get("child")) {
                return format!("{} - {}", text_of(value), text_of(child));
            }
            let percent = members.get("percent").map(|n| format!("{}%", text_of(n)));
            let known = [
                "displayName",
                "name",
                "value",
                "key",
                "votes",
                "watchCount",
                "filename",
            ];
            let mut known = known.iter().filter_map(|name| members.get(*name));
            percent
                .or_else(|| known.next().map(text_of))
                .unwrap_or_default()
        }
    }
}

/// Returns the name in what the field of sprints holds: `…Sprint@1f[id=1,…,name=Sprint 1,startDate=…]`.
fn sprint(text: &str) -> Option<&str> {
    if !text.starts_with("com.atlassian.greenhopper.service.sprint.Sprint@") {
        return None;
    }
    let (_, rest) = text.split_once(",name=")?;
    rest.split_once(",startDate=").map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_as_texts() {
        let check = |value: Value, expected: &str| assert_eq!(text_of(&value), expected, "{value}");
        check(json!(null), "");
        check(json!(3.5), "3.5");
        check(json!({"name": "fred", "displayName": "Fred"}), "Fred");
        check(
            json!({"value": "Here", "child": {"value": "There"}}),
            "Here - There",
        );
        check(json!([{"name": "1.0"}, {"name": "2.0"}]), "1.0, 2.0");
        check(json!({"progress": 1, "total": 4, "percent": 25}), "25%");
        check(json!({"votes": 3, "hasVoted": false}), "3");
        check(json!([3.0, 2.5, 1e20]), "3, 2.5, 1e+20");
        let sprint = "com.atlassian.greenhopper.service.sprint.Sprint@1f[id=1,rapidViewId=1,\
                      state=ACTIVE,name=One, two,startDate=<null>,endDate=<null>]";
        check(json!([sprint]), "One, two");
        check(json!({}), "");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long = "ä".repeat(MAX_TEXT + 1);
        assert_eq!(shortened(long).chars().count(), MAX_TEXT + 1);
        assert_eq!(shortened("ä".to_owned()), "ä");
    }
}
