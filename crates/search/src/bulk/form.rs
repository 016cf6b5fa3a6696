//! What is to be done, read out of the form.

use base::page::FormPairs;
use issues::many::Deed;
use serde_json::{Map, Value, json};

/// The fields that hold several things by name: what the form calls them, and what the API does.
const LISTS: [(&str, &str); 3] = [
    ("labels", "Labels"),
    ("components", "Components"),
    ("fixVersions", "Fix versions"),
];
/// The names of all that says what to do; they are carried from page to page.
pub const NAMES: [&str; 12] = [
    "operation",
    "priority",
    "assignee",
    "unassign",
    "labels_add",
    "labels_remove",
    "components_add",
    "components_remove",
    "fixVersions_add",
    "fixVersions_remove",
    "transition",
    "comment",
];

/// What is to be done, with sentences that say it.
#[derive(Debug)]
pub struct Wanted {
    pub deed: Deed,
    pub told: Vec<String>,
}

/// Reads it.
///
/// # Errors
/// The field that is wrong, and why.
pub fn read(sent: &FormPairs) -> Result<Wanted, (&'static str, &'static str)> {
    let one = |deed, told: String| Wanted {
        deed,
        told: vec![told],
    };
    match sent.first("operation") {
        "edit" => edit(sent),
        "transition" => {
            // The number, and the name to be shown.
            match sent.first("transition").split_once(' ') {
                Some((number, name)) => Ok(one(
                    Deed::Move(number.to_owned()),
                    format!("Transition: {name}"),
                )),
                None => Err(("transition", "Choose a transition.")),
            }
        }
        "comment" => {
            let body = sent.first("comment").trim();
            if body.is_empty() {
                return Err(("comment", "Write a comment."));
            }
            Ok(one(
                Deed::Comment(body.to_owned()),
                format!("Comment: {body}"),
            ))
        }
        "watch" => Ok(one(Deed::Watch, "Watch them".to_owned())),
        "unwatch" => Ok(one(Deed::Unwatch, "Stop watching them".to_owned())),
        "delete" => Ok(one(
            Deed::Delete,
            "Delete them, with their sub-tasks. This cannot be undone.".to_owned(),
        )),
        _ => Err(("operation", "Choose what to do with the issues.")),
    }
}

fn edit(sent: &FormPairs) -> Result<Wanted, (&'static str, &'static str)> {
    let mut fields = Map::new();
    let mut update = Map::new();
    let mut told = Vec::new();
    let priority = sent.first("priority");
    if !priority.is_empty() {
        fields.insert("priority".to_owned(), json!({ "name": priority }));
        told.push(format!("Priority: {priority}"));
    }
    let assignee = sent.first("assignee").trim();
    if sent.has("unassign") {
        fields.insert("assignee".to_owned(), Value::Null);
        told.push("Assignee: nobody".to_owned());
    } else if !assignee.is_empty() {
        fields.insert("assignee".to_owned(), json!({ "name": assignee }));
        told.push(format!("Assignee: {assignee}"));
    }
    for (field, label) in LISTS {
        let mut steps = Vec::new();
        for (verb, word) in [("add", "add"), ("remove", "remove")] {
            for name in names(sent.first(&format!("{field}_{verb}")), field) {
                told.push(format!("{label}: {word} {name}"));
                let value = match field {
                    "labels" => json!(name),
                    _ => json!({ "name": name }),
                };
                let mut step = Map::new();
                step.insert(verb.to_owned(), value);
                steps.push(Value::Object(step));
            }
        }
        if !steps.is_empty() {
            update.insert(field.to_owned(), Value::Array(steps));
        }
    }
    if told.is_empty() {
        return Err(("operation", "Fill in at least one field to change."));
    }
    Ok(Wanted {
        deed: Deed::Edit { fields, update },
        told,
    })
}

/// Returns the names in a text: between commas, and of labels between blanks, too.
fn names(text: &str, field: &str) -> Vec<String> {
    let is_between = |c: char| c == ',' || field == "labels" && c.is_whitespace();
    let names = text.split(is_between).map(str::trim);
    let names = names.filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}
