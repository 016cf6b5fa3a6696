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

use super::field::{FormField, Place};
use super::value::Typed;
use super::widget::Widget;
use crate::comment::GivenComment;
use crate::issue::GivenIssue;
use crate::meta::FieldMeta;
use crate::view::visibility;

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

    /// Returns the same without the fields that look so.
    #[must_use]
    pub fn except(mut self, widget: Widget) -> Self {
        for tab in &mut self.tabs {
            tab.fields.retain(|field| field.widget != widget);
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

    /// Returns whether one of the fields looks so.
    #[must_use]
    pub fn has(&self, widget: Widget) -> bool {
        self.iter().any(|field| field.widget == widget)
    }

    /// Lets these be chosen in the fields that look so, besides none; where there are none, there is no field.
    #[must_use]
    pub fn choosing(mut self, widget: Widget, choices: &[Choice]) -> Self {
        for field in self.iter_mut().filter(|field| field.widget == widget) {
            let now = field.now.first(0).to_owned();
            field.choices = vec![Choice::new("", "None")];
            field.choices.extend_from_slice(choices);
            if field.choices.iter().all(|choice| choice.value != now) {
                field.choices.push(Choice::new(&now, &now));
            }
        }
        for tab in &mut self.tabs {
            tab.fields
                .retain(|field| field.widget != widget || field.choices.len() > 1);
        }
        self
    }

    /// Lets these be chosen as whom a comment is for.
    #[must_use]
    pub fn said_to(mut self, choices: &[Choice]) -> Self {
        let comments = self
            .iter_mut()
            .filter(|field| field.widget == Widget::Comment);
        for field in comments {
            field.choices = choices.to_vec();
        }
        self
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
            update: self.update(),
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
            update: self.update(),
        }
    }

    /// Returns the comment that was sent, and whom it is for; none if it is blank.
    #[must_use]
    pub fn comment(&self) -> Option<GivenComment> {
        let field = self
            .iter()
            .find(|field| field.widget == Widget::Comment && field.is_sent)?;
        let body = field.typed.first(0);
        if body.trim().is_empty() {
            return None;
        }
        Some(GivenComment {
            body: Some(body.to_owned()),
            visibility: visibility(field.typed.first(1)).map(Some),
        })
    }

    /// Returns what is done besides setting fields, as the API takes it.
    fn update(&self) -> Option<Map<String, Value>> {
        let comment = json!(self.comment()?);
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

/// Fields as HTML.
#[derive(Template)]
#[template(path = "issue_form_fields.html")]
pub struct Shown<'a> {
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

impl HtmlSafe for Shown<'_> {}
