//! One field of a form: what can be chosen in it, what stands in it, how it looks.

use base::page::FieldErrors;
use base::page::field::{self, Choice};
use base::{Actor, Cx};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::value::{AUTOMATIC, Typed};
use super::widget::Widget;
use crate::meta::FieldMeta;
use crate::view::with_chosen;

/// A field of a form.
#[derive(Clone, Debug)]
pub struct FormField {
    /// Its id, as the API names it.
    pub id: String,
    pub label: String,
    pub widget: Widget,
    pub required: bool,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// Of a cascade: what can be chosen below each choice.
    pub below: Vec<(Choice, Vec<Choice>)>,
    /// What the issue has.
    pub now: Typed,
    /// What stands in the field.
    pub typed: Typed,
    /// Whether it was sent.
    pub is_sent: bool,
    /// Whether typing begins here.
    is_first: bool,
    /// What suggestions are asked for with.
    pub asking: String,
}

/// Where a form stands.
#[derive(Clone, Debug)]
pub enum Place {
    /// It makes an issue of a project: its key, and whether the caller may be assigned issues there.
    New(String, bool),
    /// It changes an issue: its key, and whether the caller may be its assignee.
    Of(String, bool),
}

impl FormField {
    pub fn new(
        cx: &Cx,
        meta: FieldMeta,
        has: &Value,
        place: &Place,
        zone: &TimeZone,
    ) -> Option<Self> {
        let widget = Widget::of(&meta)?;
        let is_new = matches!(place, Place::New(..));
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
            is_first: is_new && id == "summary",
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
        let may_lack = !field.required || field.now.is_empty();
        if is_choice && !is_kept && may_lack {
            let none = if field.required {
                "Please select…"
            } else {
                "None"
            };
            field.choices.insert(0, Choice::new("", none));
        }
        // Where there is nothing to choose from there is nothing to ask.
        let is_idle = widget == Widget::Ticks && field.choices.is_empty();
        (!is_idle).then_some(field)
    }

    /// Returns whether it was sent and differs; or lacks what it must have.
    pub fn is_changed(&self) -> bool {
        let is_missing = self.required && self.widget == Widget::Select && self.typed.is_empty();
        self.is_sent && (self.typed != self.now || is_missing)
    }

    pub fn json(&self, zone: &TimeZone) -> Option<Value> {
        match self.widget {
            Widget::Comment | Widget::Files => None,
            _ => Some(self.typed.json(self.widget, &self.now, zone)),
        }
    }

    /// The name under which a form sends what the field stood with.
    pub fn stamp_name(&self) -> String {
        format!("was_{}", self.id)
    }

    pub fn stamp(&self) -> String {
        self.now.stamp()
    }

    /// Whoever chooses only what is below means what it is below of. Whom a comment was said to be for stays to be
    /// seen, even if it cannot be chosen.
    pub fn complete(&mut self) {
        if self.widget == Widget::Comment {
            let choices = std::mem::take(&mut self.choices);
            self.choices = with_chosen(choices, self.typed.first(1));
        }
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
    pub fn resolve(&mut self) {
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
    pub fn said(&self) -> String {
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
    pub fn input<'a>(&'a self, errors: &'a FieldErrors) -> Option<field::Field<'a>> {
        let (id, label) = (self.id.as_str(), self.label.as_str());
        let field = match self.widget {
            Widget::Line => field::text(id, label),
            Widget::Area => field::textarea(id, label).hint("Wiki markup can be used."),
            Widget::Number => field::decimal(id, label),
            Widget::Day => field::date(id, label),
            Widget::Moment => field::moment(id, label),
            Widget::Select | Widget::Sprint => field::select(id, label, &self.choices),
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
        let mut field = field.value(self.typed.first(0)).errors(errors);
        if self.is_first {
            field = field.autofocus();
        }
        Some(if self.required {
            field.required()
        } else {
            field
        })
    }

    /// Returns whether [`FormField::input`] is all of it.
    pub fn is_plain(&self) -> bool {
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

    pub fn has(&self, value: &str) -> bool {
        self.typed.all().iter().any(|known| known == value)
    }

    /// Returns the choice of whom a comment is for; none where there is none.
    pub fn audience<'a>(&'a self, errors: &'a FieldErrors) -> Option<field::Field<'a>> {
        if self.widget != Widget::Comment || self.choices.len() < 2 {
            return None;
        }
        let choice = field::select("commentLevel", "Visible to", &self.choices)
            .hint("Who sees the comment.")
            .value(self.typed.first(1));
        Some(choice.errors(errors))
    }

    /// Returns who else is typed as the assignee than those who can be chosen.
    pub fn other(&self) -> &str {
        let typed = self.typed.first(0);
        if self.choices.iter().any(|choice| choice.value == typed) {
            ""
        } else {
            typed
        }
    }

    pub fn is_below(&self, value: &str) -> bool {
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
