//! The fields of the issue, as the page groups them.

use base::page::PageCx;
use base::urls::encode;
use model::Timestamp;
use projects::screen::{Screen, Screens};
use serde_json::Value as Json;

use super::may::May;
use super::value::{Fact, Person, Value, When, class_of, profile};
use crate::field::Field;
use crate::field::custom::{CustomField, Holds};
use crate::read::{IssueRow, Page, day};

/// The fields of the page.
pub struct Facts {
    pub details: Vec<Fact>,
    pub people: Vec<Fact>,
    pub dates: Vec<Fact>,
    /// Texts of several lines, each a section of its own.
    pub texts: Vec<Fact>,
}

/// The fields of the product's own that say nothing to people.
const HIDDEN: [&str; 3] = ["gh-lexo-rank", "gh-epic-color", "gh-epic-status"];

/// What fields are made of.
pub struct Source<'a> {
    pub page: &'a PageCx,
    pub read: &'a Page,
    pub row: &'a IssueRow,
    pub may: &'a May,
    pub screens: &'a Screens,
}

impl Source<'_> {
    fn screen(&self) -> Option<&Screen> {
        self.screens.get(projects::screen::DEFAULT)
    }

    fn fact(&self, id: &str, label: &str, value: Value) -> Fact {
        let is_on_screen = self.screen().is_some_and(|screen| screen.has(id));
        Fact {
            editable: is_on_screen && self.may.edit_field(id),
            ..Fact::new(id, label, value)
        }
    }

    fn system(&self, field: Field, value: Value) -> Fact {
        self.fact(field.id(), field.about().name, value)
    }

    fn when(&self, at: Timestamp) -> Value {
        Value::When(When::new(at, self.page.now(), &self.read.zone))
    }

    /// Returns the address of a search.
    fn search(&self, jql: &str) -> String {
        self.page.link(&format!("/issues/?jql={}", encode(jql)))
    }

    fn found_by<'s>(
        &self,
        clause: &str,
        in_project: bool,
        names: impl Iterator<Item = &'s str>,
    ) -> Value {
        let project = if in_project {
            format!("project = \"{}\" AND ", self.row.project_key)
        } else {
            String::new()
        };
        let links: Vec<(String, String)> = names
            .map(|name| {
                let jql = format!("{project}{clause} = {}", quoted(name));
                (self.search(&jql), name.to_owned())
            })
            .collect();
        if links.is_empty() {
            Value::Nothing("None")
        } else {
            Value::Links(links)
        }
    }

    fn person(&self, id: Option<model::UserId>, nobody: &'static str) -> Value {
        match Person::of(self.page, &self.read.users, id) {
            Some(person) => Value::People(vec![person]),
            None => Value::Nothing(nobody),
        }
    }
}

/// Returns a name as a query has it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Facts {
    pub fn new(from: &Source<'_>) -> Self {
        let mut facts = Self {
            details: details(from),
            people: people(from),
            dates: dates(from),
            texts: Vec::new(),
        };
        let text = |text: Option<&str>| match text.filter(|text| !base::text::is_blank(text)) {
            Some(text) => Value::Html(from.read.texts.html(from.row.id, text)),
            None => Value::Nothing("No description."),
        };
        let description = text(from.row.description.as_deref());
        facts
            .texts
            .push(from.system(Field::Description, description));
        if let Some(environment) = from.row.environment.as_deref()
            && !base::text::is_blank(environment)
        {
            let environment = text(Some(environment));
            facts
                .texts
                .push(from.system(Field::Environment, environment));
        }
        let (project, kind) = (from.row.project, from.row.issue_type);
        for id in from.read.custom.ids() {
            let Some(field) = from.read.custom.applying(id, project, kind) else {
                continue;
            };
            if HIDDEN.iter().any(|hidden| field.kind.key.ends_with(hidden)) {
                continue;
            }
            let Some(value) = custom(from, field) else {
                continue;
            };
            let fact = from.fact(&field.key(), &field.name, value);
            match field.holds() {
                Holds::LongText => facts.texts.push(fact),
                Holds::User => facts.people.push(fact),
                Holds::Day | Holds::Moment => facts.dates.push(fact),
                _ => facts.details.push(fact),
            }
        }
        facts
    }
}

fn details(from: &Source<'_>) -> Vec<Fact> {
    let (read, row, urls) = (from.read, from.row, from.page.urls());
    let catalog = &read.catalog;
    let mut facts = Vec::new();
    if let Some(known) = catalog.issue_type(row.issue_type) {
        let (src, text) = (known.short(urls).icon_url, known.name.clone());
        facts.push(from.system(Field::IssueType, Value::Icon { src, text }));
    }
    if let Some(known) = catalog.status(row.status) {
        let (class, text) = (class_of(known.category), known.name.clone());
        facts.push(from.system(Field::Status, Value::Lozenge { class, text }));
    }
    if let Some(known) = row.priority.and_then(|id| catalog.priority(id)) {
        let (src, text) = (known.short(urls).icon_url, known.name.clone());
        facts.push(from.system(Field::Priority, Value::Icon { src, text }));
    }
    let resolution = match row.resolution.and_then(|id| catalog.resolution(id)) {
        Some(known) => Value::Text(known.name.clone()),
        None => Value::Nothing("Unresolved"),
    };
    facts.push(from.system(Field::Resolution, resolution));
    let versions = crate::read::list(&read.versions.affected, row).iter();
    let versions = from.found_by(
        "affectedVersion",
        true,
        versions.map(|one| one.name.as_str()),
    );
    facts.push(from.system(Field::Versions, versions));
    let versions = crate::read::list(&read.versions.fix, row).iter();
    let versions = from.found_by("fixVersion", true, versions.map(|one| one.name.as_str()));
    facts.push(from.system(Field::FixVersions, versions));
    let components = crate::read::list(&read.components, row).iter();
    let components = from.found_by("component", true, components.map(|one| one.name.as_str()));
    facts.push(from.system(Field::Components, components));
    let labels = crate::read::list(&read.labels, row).iter();
    let labels = from.found_by("labels", false, labels.map(String::as_str));
    facts.push(from.system(Field::Labels, labels));
    if let Some(level) = &row.level {
        let value = Value::Lozenge {
            class: "warn",
            text: level.name.clone(),
        };
        facts.push(from.system(Field::Security, value));
    }
    facts
}

fn people(from: &Source<'_>) -> Vec<Fact> {
    let row = from.row;
    let mut facts = vec![
        from.system(Field::Assignee, from.person(row.assignee, "Unassigned")),
        from.system(Field::Reporter, from.person(row.reporter, "Anonymous")),
    ];
    if row.creator != row.reporter {
        facts.push(from.system(Field::Creator, from.person(row.creator, "Anonymous")));
    }
    facts
}

fn dates(from: &Source<'_>) -> Vec<Fact> {
    let row = from.row;
    let mut facts = Vec::new();
    if let Some(due) = &row.due_date {
        facts.push(from.system(Field::DueDate, Value::Text(day(due))));
    } else if from.may.edit_field("duedate") {
        facts.push(from.system(Field::DueDate, Value::Nothing("None")));
    }
    facts.push(from.system(Field::Created, from.when(row.created_at)));
    facts.push(from.system(Field::Updated, from.when(row.updated_at)));
    if let Some(at) = row.resolved_at {
        facts.push(from.system(Field::ResolutionDate, from.when(at)));
    }
    if let Some((at, _)) = row.archived {
        facts.push(from.system(Field::ArchivedDate, from.when(at)));
    }
    facts
}

/// Returns what is in a custom field, if anything is.
fn custom(from: &Source<'_>, field: &CustomField) -> Option<Value> {
    let (read, issue) = (from.read, from.row.id);
    let json = read.custom.json(issue, field, read.with());
    if json.is_null() {
        return None;
    }
    let rendered = || read.custom.rendered(issue, field, read.with());
    let text = |json: Json| json.as_str().map(|text| Value::Text(text.to_owned()));
    match field.holds() {
        Holds::LongText => rendered().as_str().map(|html| Value::Html(html.to_owned())),
        Holds::Day => text(rendered()),
        Holds::Moment => {
            let at = rendered();
            at.as_str().map(|text| Value::Text(text.to_owned()))
        }
        Holds::Url => json.as_str().map(|url| Value::Web(url.to_owned())),
        Holds::Label => {
            let labels = json.as_array()?.iter().filter_map(Json::as_str);
            let clause = format!("cf[{}]", field.id);
            Some(from.found_by(&clause, false, labels))
        }
        Holds::User => Some(Value::People(
            each(&json).filter_map(|one| person(from, one)).collect(),
        )),
        Holds::Cascade => {
            let parent = json["value"].as_str()?;
            Some(Value::Text(match json["child"]["value"].as_str() {
                Some(child) => format!("{parent} - {child}"),
                None => parent.to_owned(),
            }))
        }
        Holds::Own(_) if field.kind.key.ends_with("gh-epic-link") => {
            let key = json.as_str()?;
            let link = from.page.link(&format!("/browse/{key}"));
            Some(Value::Links(vec![(link, key.to_owned())]))
        }
        _ => {
            let texts: Vec<String> = each(&json).filter_map(told).collect();
            (!texts.is_empty()).then(|| Value::Text(texts.join(", ")))
        }
    }
}

/// Returns the entries of a list, or the one that there is.
fn each(json: &Json) -> impl Iterator<Item = &Json> {
    match json {
        Json::Array(all) => all.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

/// Returns how a value is called.
fn told(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(sprint_name(text).unwrap_or(text).to_owned()),
        Json::Number(number) => Some(match number.as_f64() {
            // Stored with a fraction; nobody writes three points as 3.0.
            Some(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
            _ => number.to_string(),
        }),
        Json::Object(members) => {
            let names = ["value", "name", "displayName", "key"];
            let named = names.iter().find_map(|name| members.get(*name)?.as_str());
            named.map(str::to_owned)
        }
        _ => None,
    }
}

/// Returns the name in what the field of sprints holds: `…Sprint@1f[id=1,…,name=Sprint 1,goal=,…]`.
fn sprint_name(text: &str) -> Option<&str> {
    if !text.starts_with("com.atlassian.greenhopper.service.sprint.Sprint@") {
        return None;
    }
    let (_, rest) = text.split_once(",name=")?;
    Some(
        rest.split_once(",startDate=")
            .map_or(rest, |(name, _)| name),
    )
}

fn person(from: &Source<'_>, user: &Json) -> Option<Person> {
    let text = |name: &str| user[name].as_str();
    let (key, name, display_name) = (text("key")?, text("name")?, text("displayName")?);
    Some(Person {
        avatar: from.page.avatar(key, display_name),
        href: profile(from.page, name),
        name: name.to_owned(),
        display_name: display_name.to_owned(),
        active: user["active"].as_bool().unwrap_or(true),
    })
}
