//! What the metadata of creating and editing says of a custom field.

use base::refs::ProjectShort;
use base::{Cx, Urls};
use projects::version::Version;
use serde_json::{Value, json};

use super::config::{Context, CustomField, Opt};
use super::kind::Holds;
use super::option_json;

/// What can be chosen in a project.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// Its versions, without those put away.
    pub versions: &'a [Value],
    /// The projects that the caller may know of.
    pub projects: &'a [ProjectShort],
}

/// Returns what can be chosen, where that is few.
#[must_use]
pub fn allowed(
    cx: &Cx,
    field: &CustomField,
    context: &Context,
    facts: Facts<'_>,
) -> Option<Vec<Value>> {
    let urls = cx.urls();
    match field.holds() {
        Holds::Choice | Holds::Cascade => {
            let options = context.below(None).filter(|option| !option.is_disabled);
            Some(
                options
                    .map(|option| with_children(context, option, urls))
                    .collect(),
            )
        }
        Holds::Version => Some(facts.versions.to_vec()),
        Holds::Project => {
            let projects = facts.projects.iter();
            let projects = projects.map(|known| serde_json::to_value(known).unwrap_or_default());
            Some(projects.collect())
        }
        Holds::Own(kind) => kind.allowed(cx, field),
        Holds::Line
        | Holds::LongText
        | Holds::Url
        | Holds::Label
        | Holds::Number
        | Holds::Day
        | Holds::Moment
        | Holds::User
        | Holds::Group => None,
    }
}

fn with_children(context: &Context, option: &Opt, urls: &Urls) -> Value {
    let mut shown = option_json(option, urls);
    let children = context.below(Some(option.id));
    let children = children.filter(|child| !child.is_disabled);
    let children: Vec<Value> = children.map(|child| option_json(child, urls)).collect();
    if let Value::Object(members) = &mut shown
        && !children.is_empty()
    {
        members.insert("children".to_owned(), children.into());
    }
    shown
}

/// Returns what new issues get, as it is shown.
#[must_use]
pub fn default_value(context: &Context, field: &CustomField, urls: &Urls) -> Option<Value> {
    let default = context.default.clone()?;
    let option = |value: &Value| {
        let id = value.get("id").and_then(Value::as_str)?;
        let mut options = context.options.iter();
        let option = options.find(|option| option.id.to_string() == id)?;
        let mut shown = option_json(option, urls);
        let child = value.get("child").and_then(|child| child.get("id"));
        if let (Some(child), Value::Object(members)) = (child.and_then(Value::as_str), &mut shown)
            && let Some(child) = context
                .options
                .iter()
                .find(|one| one.id.to_string() == child)
        {
            members.insert("child".to_owned(), option_json(child, urls));
        }
        Some(shown)
    };
    match (field.holds().has_options(), &default) {
        (false, _) => Some(default),
        (true, Value::Array(values)) => {
            let shown: Vec<Value> = values.iter().filter_map(option).collect();
            (!shown.is_empty()).then(|| json!(shown))
        }
        (true, value) => option(value),
    }
}

/// Returns where to look for what can be chosen, where that is many.
#[must_use]
pub fn picker(field: &CustomField, urls: &Urls) -> Option<String> {
    let latest = format!("{}/rest/api/latest", urls.base());
    match field.holds() {
        Holds::User => Some(format!("{latest}/user/search?username=")),
        Holds::Group => Some(format!("{latest}/groups/picker?query=")),
        _ => None,
    }
}

/// Returns the versions of a project that can be chosen.
#[must_use]
pub fn versions(all: &[&Version], urls: &Urls) -> Vec<Value> {
    let open = all.iter().filter(|known| !known.is_archived);
    let shown = open.map(|known| serde_json::to_value(known.short(urls)).unwrap_or_default());
    shown.collect()
}
