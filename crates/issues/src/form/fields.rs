//! The fields of a screen as the fields of a form, and what was typed in them as the API takes it.

use askama::Template;
use askama::filters::HtmlSafe;
use base::error::Problems;
use base::page::field::{self, Choice};
use base::page::{FieldErrors, FormPairs};
use base::{Actor, Cx, messages};
use jiff::tz::TimeZone;
use projects::screen::Screen;
use serde_json::{Map, Value, json};

use super::value::{AUTOMATIC, Typed};
use super::widget::Widget;
use crate::issue::GivenIssue;
use crate::meta::FieldMeta;

/// A field of a form.
#[derive(Clone, Debug)]
pub struct FormField {
    /// Its id, as the API names it.
    pub id: String,
    label: String,
    widget: Widget,
    required: bool,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// Of a cascade: what can be chosen below each choice.
    below: Vec<(Choice, Vec<Choice>)>,
    /// What the issue has.
    now: Typed,
    /// What stands in the field.
    typed: Typed,
    /// Whether it was sent.
    is_sent: bool,
    /// What suggestions are asked for with.
    asking: String,
}

/// The fields of one tab of a screen.
#[derive(Clone, Debug, Default)]
pub struct Tab {
    name: String,
    fields: Vec<FormField>,
}

/// The fields of a form.
#[derive(Clone, Debug)]
pub struct Fields {
    tabs: Vec<Tab>,
    zone: TimeZone,
    /// Whether each field says what it stood with, so that what others change meanwhile is noticed.
    is_stamped: bool,
}

/// Where a form stands.
#[derive(Clone, Debug)]
pub enum Place {
    /// It makes an issue of a project: its key, and whether the caller may be assigned issues there.
    New(String, bool),
    /// It changes an issue: its key, and whether the caller may be its assignee.
    Of(String, bool),
}

impl Fields {
    /// Returns the fields of a screen, in its order. `has` is the issue's `fields`, or what new issues get.
    #[must_use]
    pub fn new(
        cx: &Cx,
        metas: Vec<FieldMeta>,
        screen: Option<&Screen>,
        has: &Value,
        place: &Place,
    ) -> Self {
        let zone = match &cx.actor {
            Actor::User(user) => TimeZone::get(&user.time_zone).unwrap_or(TimeZone::UTC),
            Actor::Anonymous | Actor::Internal(_) => TimeZone::UTC,
        };
        let mut known: Vec<FormField> = metas
            .into_iter()
            .filter_map(|meta| FormField::new(cx, meta, has, place, &zone))
            .collect();
        let tabs = screen.map_or(&[][..], |screen| &screen.tabs);
        let mut shown: Vec<Tab> = Vec::with_capacity(tabs.len());
        for tab in tabs {
            let fields = tab.fields.iter().filter_map(|placed| {
                let at = known.iter().position(|field| field.id == placed.field)?;
                Some(known.remove(at))
            });
            let fields: Vec<FormField> = fields.collect();
            if !fields.is_empty() {
                shown.push(Tab {
                    name: tab.name.clone(),
                    fields,
                });
            }
        }
        // A comment is on no screen, and stands last.
        match shown.last_mut() {
            Some(last) => last.fields.extend(known),
            None => shown.push(Tab {
                name: String::new(),
                fields: known,
            }),
        }
        Self {
            tabs: shown,
            zone,
            is_stamped: matches!(place, Place::Of(..)),
        }
    }

    /// Returns the same with those fields only that are named.
    #[must_use]
    pub fn only(mut self, ids: &[&str]) -> Self {
        for tab in &mut self.tabs {
            tab.fields.retain(|field| ids.contains(&field.id.as_str()));
        }
        self.tabs.retain(|tab| !tab.fields.is_empty());
        self
    }

    /// Returns the same without a field that stands elsewhere in the form.
    #[must_use]
    pub fn without(mut self, id: &str) -> Self {
        for tab in &mut self.tabs {
            tab.fields.retain(|field| field.id != id);
        }
        self
    }

    /// Returns whether there is no field.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Returns the field of this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&FormField> {
        self.iter().find(|field| field.id == id)
    }

    /// Returns what was sent of a field with one text.
    #[must_use]
    pub fn text(&self, id: &str) -> Option<&str> {
        let field = self.get(id).filter(|field| field.is_sent)?;
        Some(field.typed.first(0))
    }

    fn iter(&self) -> impl Iterator<Item = &FormField> {
        self.tabs.iter().flat_map(|tab| &tab.fields)
    }

    fn iter_mut(&mut self) -> impl Iterator<Item = &mut FormField> {
        self.tabs.iter_mut().flat_map(|tab| &mut tab.fields)
    }

    /// Puts what was sent into the fields.
    pub fn fill(&mut self, sent: &FormPairs) {
        for field in self.iter_mut() {
            if let Some(typed) = Typed::of_pairs(field.widget, &field.id, sent) {
                field.typed = typed;
                field.is_sent = true;
                field.complete();
            }
        }
    }

    /// Puts what is usually chosen into a field of an issue that has nothing there.
    pub fn suggest(&mut self, id: &str, value: &str) {
        for field in self
            .iter_mut()
            .filter(|field| field.id == id && field.typed.is_empty())
        {
            if field.choices.iter().any(|choice| choice.value == value) {
                field.typed = Typed(vec![vec![value.to_owned()]]);
            }
        }
    }

    /// Puts what an address says into the fields: there, things may be named, too, and what there is not is left
    /// out.
    pub fn prefill(&mut self, asked: &FormPairs) {
        self.fill(asked);
        for field in self.iter_mut() {
            field.resolve();
            field.is_sent = false;
        }
    }

    /// Returns what making an issue takes of what was sent.
    #[must_use]
    pub fn given(&self) -> GivenIssue {
        let sent = self.iter().filter(|field| field.is_sent);
        let set = sent.filter_map(|field| Some((field.id.clone(), field.json(&self.zone)?)));
        GivenIssue {
            fields: Some(set.collect()),
            update: self.comment(),
        }
    }

    /// Returns what changing an issue takes of what was sent: what differs from what it has. A field that was left
    /// as it stood keeps what others put there meanwhile; one that both changed is noted among the problems.
    #[must_use]
    pub fn differing(&self, sent: &FormPairs, problems: &mut Problems) -> GivenIssue {
        let mut set = Map::new();
        for field in self.iter().filter(|field| field.is_changed()) {
            let was = sent.first(&field.stamp_name());
            if was == field.typed.stamp() {
                continue;
            }
            if !was.is_empty() && was != field.now.stamp() {
                problems.field(&field.id, messages::changed_meanwhile(&field.said()));
                continue;
            }
            if let Some(value) = field.json(&self.zone) {
                set.insert(field.id.clone(), value);
            }
        }
        GivenIssue {
            fields: Some(set),
            update: self.comment(),
        }
    }

    fn comment(&self) -> Option<Map<String, Value>> {
        let field = self
            .iter()
            .find(|field| field.widget == Widget::Comment && field.is_sent)?;
        let body = field.typed.first(0);
        if body.trim().is_empty() {
            return None;
        }
        let mut comment = json!({ "body": body });
        if let Some((kind, value)) = field.typed.first(1).split_once(':') {
            comment["visibility"] = json!({ "type": kind, "value": value });
        }
        let mut update = Map::new();
        update.insert("comment".to_owned(), json!([{ "add": comment }]));
        Some(update)
    }

    /// Returns the fields as HTML, with what is wrong with them.
    #[must_use]
    pub fn shown<'a>(&'a self, errors: &'a FieldErrors) -> Shown<'a> {
        Shown {
            fields: self,
            errors,
        }
    }
}

impl FormField {
    fn new(cx: &Cx, meta: FieldMeta, has: &Value, place: &Place, zone: &TimeZone) -> Option<Self> {
        let widget = Widget::of(&meta)?;
        let id = meta.field_id.into_owned();
        let value = has.get(&id).or(meta.default_value.as_ref());
        let value = value.unwrap_or(&Value::Null);
        let now = Typed::of_json(widget, value, zone);
        let allowed = meta.allowed_values.unwrap_or_default();
        let mut below = Vec::new();
        if widget == Widget::Cascade {
            below = allowed.iter().map(with_below).collect();
        }
        let mut choices: Vec<Choice> = allowed.iter().map(choice).collect();
        keep_what_it_has(&mut choices, value);
        let mut field = Self {
            label: meta.name.into_owned(),
            required: meta.required,
            choices,
            below,
            typed: now.clone(),
            now,
            is_sent: false,
            asking: String::new(),
            widget,
            id,
        };
        if widget == Widget::Assignee {
            field.choices = assignees(cx, value, place);
            field.asking = match place {
                Place::New(key, _) => format!("project={key}"),
                Place::Of(key, _) => format!("issueKey={key}"),
            };
        }
        let is_choice = matches!(widget, Widget::Select | Widget::Radios);
        // One that has a priority keeps having one, as in the reference.
        let is_kept = field.id == "priority" && !field.now.is_empty();
        if is_choice && !is_kept && !(field.required && !field.now.is_empty()) {
            let none = if field.required {
                "Please select…"
            } else {
                "None"
            };
            field.choices.insert(0, Choice::new("", none));
        }
        Some(field)
    }

    /// Returns whether it was sent and differs; or lacks what it must have.
    fn is_changed(&self) -> bool {
        let is_missing = self.required && self.widget == Widget::Select && self.typed.is_empty();
        self.is_sent && (self.typed != self.now || is_missing)
    }

    fn json(&self, zone: &TimeZone) -> Option<Value> {
        match self.widget {
            Widget::Comment | Widget::Files => None,
            _ => Some(self.typed.json(self.widget, &self.now, zone)),
        }
    }

    /// The name under which a form sends what the field stood with.
    fn stamp_name(&self) -> String {
        format!("was_{}", self.id)
    }

    fn stamp(&self) -> String {
        self.now.stamp()
    }

    /// Whoever chooses only what is below means what it is below of.
    fn complete(&mut self) {
        if self.widget != Widget::Cascade || !self.typed.first(0).is_empty() {
            return;
        }
        let child = self.typed.first(1);
        let has = |(_, below): &&(Choice, Vec<Choice>)| below.iter().any(|one| one.value == child);
        let parent = self
            .below
            .iter()
            .find(has)
            .map(|(parent, _)| parent.value.clone());
        if let (Some(parent), Some(part)) = (parent, self.typed.0.first_mut()) {
            *part = vec![parent];
        }
    }

    /// Finds what is named instead of given by its id, and drops what there is not.
    fn resolve(&mut self) {
        let is_choice = matches!(
            self.widget,
            Widget::Select | Widget::Radios | Widget::Ticks | Widget::Cascade
        );
        if !is_choice || self.typed == self.now {
            return;
        }
        let of_part = |part: usize| -> Vec<&Choice> {
            match part {
                0 => self.choices.iter().collect(),
                _ => self.below.iter().flat_map(|(_, below)| below).collect(),
            }
        };
        let mut parts = Vec::new();
        for (part, values) in self.typed.0.iter().enumerate() {
            let known = of_part(part);
            let found = values.iter().filter_map(|value| {
                let by_id = known.iter().find(|choice| choice.value == *value);
                let by_name = || {
                    known
                        .iter()
                        .find(|choice| choice.label.eq_ignore_ascii_case(value))
                };
                by_id.or_else(by_name).map(|choice| choice.value.clone())
            });
            parts.push(found.collect());
        }
        let typed = Typed(parts);
        self.typed = if typed.is_empty() && self.required {
            self.now.clone()
        } else {
            typed
        };
        self.complete();
    }

    /// Returns what the issue has, as people read it.
    fn said(&self) -> String {
        let label = |value: &String| {
            let mut all = self
                .choices
                .iter()
                .chain(self.below.iter().flat_map(|(_, below)| below));
            let known = all.find(|choice| choice.value == *value);
            known.map_or_else(|| value.clone(), |choice| choice.label.clone())
        };
        let values = self
            .now
            .0
            .iter()
            .flatten()
            .filter(|value| !value.is_empty());
        let said: Vec<String> = values.map(label).collect();
        said.join(", ")
    }

    /// Returns the one input of a field that has no more.
    fn input<'a>(&'a self, errors: &'a FieldErrors) -> Option<field::Field<'a>> {
        let (id, label) = (self.id.as_str(), self.label.as_str());
        let field = match self.widget {
            Widget::Line => field::text(id, label),
            Widget::Area => field::textarea(id, label).hint("Wiki markup can be used."),
            Widget::Number => field::decimal(id, label),
            Widget::Day => field::date(id, label),
            Widget::Moment => field::moment(id, label),
            Widget::Select => field::select(id, label, &self.choices),
            Widget::Radios => field::radios(id, label, &self.choices),
            Widget::User => field::text(id, label).picker("users"),
            Widget::Users => field::text(id, label)
                .picker("users")
                .multiple()
                .hint("Usernames, with commas between them."),
            Widget::Group => field::text(id, label).picker("groups"),
            Widget::Groups => field::text(id, label)
                .picker("groups")
                .multiple()
                .hint("Groups, with commas between them."),
            Widget::Labels => field::text(id, label)
                .picker("labels")
                .hint("Words, with blanks between them.")
                .max(base::text::MAX_LONG_TEXT),
            _ => return None,
        };
        let field = field.value(self.typed.first(0)).errors(errors);
        Some(if self.required {
            field.required()
        } else {
            field
        })
    }

    /// Returns whether [`FormField::input`] is all of it.
    fn is_plain(&self) -> bool {
        !matches!(
            self.widget,
            Widget::Assignee
                | Widget::Ticks
                | Widget::Cascade
                | Widget::Time
                | Widget::Comment
                | Widget::Files
        )
    }

    fn has(&self, value: &str) -> bool {
        self.typed.all().iter().any(|known| known == value)
    }

    /// Returns who else is typed as the assignee than those who can be chosen.
    fn other(&self) -> &str {
        let typed = self.typed.first(0);
        if self.choices.iter().any(|choice| choice.value == typed) {
            ""
        } else {
            typed
        }
    }

    fn is_below(&self, value: &str) -> bool {
        self.typed.first(1) == value
    }
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Returns something that can be chosen: options have a value, other things a name, projects a key besides.
fn choice(value: &Value) -> Choice {
    let label = match (
        text(value, "value"),
        text(value, "name"),
        text(value, "key"),
    ) {
        ("", name, "") => name.to_owned(),
        ("", name, key) => format!("{name} ({key})"),
        (value, ..) => value.to_owned(),
    };
    Choice::new(text(value, "id"), label)
}

fn with_below(value: &Value) -> (Choice, Vec<Choice>) {
    let below = value.get("children").and_then(Value::as_array);
    let below = below.map_or(&[][..], Vec::as_slice);
    (choice(value), below.iter().map(choice).collect())
}

/// Adds what an issue has and could not be given any more: an archived version, an option put away.
fn keep_what_it_has(choices: &mut Vec<Choice>, value: &Value) {
    let values = match value {
        Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    };
    for value in values.iter().filter(|value| value.is_object()) {
        let known = choice(value);
        if !known.value.is_empty() && choices.iter().all(|choice| choice.value != known.value) {
            choices.push(known);
        }
    }
}

fn assignees(cx: &Cx, value: &Value, place: &Place) -> Vec<Choice> {
    let mut choices = vec![
        Choice::new(AUTOMATIC, "Automatic"),
        Choice::new("", "Unassigned"),
    ];
    let (Place::New(_, may_be) | Place::Of(_, may_be)) = place;
    if let (Actor::User(user), true) = (&cx.actor, may_be) {
        choices.push(Choice::new(
            &user.name,
            format!("{} (me)", user.display_name),
        ));
    }
    let name = text(value, "name");
    if choices.iter().all(|choice| choice.value != name) {
        choices.push(Choice::new(name, text(value, "displayName")));
    }
    choices
}

/// Fields as HTML.
#[derive(Template)]
#[template(path = "issue_form_fields.html")]
pub struct Shown<'a> {
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

impl HtmlSafe for Shown<'_> {}
