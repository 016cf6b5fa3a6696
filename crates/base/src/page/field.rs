//! The fields of forms: label, input, hint and error tied together, all forms alike.
//!
//! Used in templates, as `{{ field::text("username", "Username").value(form.username).errors(errors) }}`.

use std::borrow::Borrow;

use askama::Template;
use askama::filters::HtmlSafe;

use super::FieldErrors;

/// A choice of a [`select`] or of [`radios`].
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl Choice {
    /// Returns a choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Line,
    Area,
    Tick,
    Select,
    Radios,
}

/// A field with its label. Its id is its name.
#[derive(Clone, Debug, Template)]
#[template(path = "field.html")]
pub struct Field<'a> {
    kind: Kind,
    input: &'static str,
    name: &'a str,
    id: &'a str,
    label: &'a str,
    value: &'a str,
    hint: &'a str,
    error: Option<&'a str>,
    required: bool,
    checked: bool,
    multiple: bool,
    autofocus: bool,
    autocomplete: &'a str,
    picker: &'a str,
    asking: &'a str,
    max: usize,
    choices: &'a [Choice],
    chosen: &'a [String],
}

impl HtmlSafe for Field<'_> {}

fn field<'a>(kind: Kind, input: &'static str, name: &'a str, label: &'a str) -> Field<'a> {
    Field {
        kind,
        input,
        name,
        id: name,
        label,
        value: "",
        hint: "",
        error: None,
        required: false,
        checked: false,
        multiple: false,
        autofocus: false,
        autocomplete: "",
        picker: "",
        asking: "",
        max: crate::text::MAX_LINE,
        choices: &[],
        chosen: &[],
    }
}

/// A line of text.
#[must_use]
pub fn text<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    field(Kind::Line, "text", name, label)
}

/// A search: as [`text`], with what browsers offer to clear it.
#[must_use]
pub fn search<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    field(Kind::Line, "search", name, label)
}

/// A number.
#[must_use]
pub fn number<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    field(Kind::Line, "number", name, label)
}

/// A number that need not be whole. Not `type=number`: what is wrong with it is told by us, beside the field, and
/// what was typed is kept.
#[must_use]
pub fn decimal<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    field(Kind::Line, "decimal", name, label)
}

/// A day with a time, `2026-08-14T09:30`, in the time zone of whoever types it.
#[must_use]
pub fn moment<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    field(Kind::Line, "datetime-local", name, label)
}

/// A day.
#[must_use]
pub fn date<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    field(Kind::Line, "date", name, label)
}

/// A password. Its value is never written into the page, whatever [`Field::value`] is told.
#[must_use]
pub fn password<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    let mut field = field(Kind::Line, "password", name, label);
    field.max = crate::password::MAX_PASSWORD;
    field
}

/// An address of electronic mail. Not `type=email`: what is wrong with it is told by us, beside the field.
#[must_use]
pub fn email<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    field(Kind::Line, "email", name, label)
}

/// A box to tick. Ticked, it sends `true` (or [`Field::value`]).
#[must_use]
pub fn checkbox<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    let mut field = field(Kind::Tick, "checkbox", name, label);
    field.value = "true";
    field
}

/// One of several choices.
#[must_use]
pub fn select<'a>(name: &'a str, label: &'a str, choices: &'a [Choice]) -> Field<'a> {
    let mut field = field(Kind::Select, "", name, label);
    field.choices = choices;
    field
}

/// One of a few choices, all visible; the ids are `name_value`.
#[must_use]
pub fn radios<'a>(name: &'a str, label: &'a str, choices: &'a [Choice]) -> Field<'a> {
    let mut field = field(Kind::Radios, "radio", name, label);
    field.choices = choices;
    field
}

/// A text of several lines.
#[must_use]
pub fn textarea<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    let mut field = field(Kind::Area, "", name, label);
    field.max = crate::text::MAX_LONG_TEXT;
    field
}

impl<'a> Field<'a> {
    /// What is in it (for a tick: what it sends; for choices: the one chosen).
    #[must_use]
    pub fn value(mut self, value: &'a str) -> Self {
        self.value = value;
        self
    }

    /// The choices chosen, for a select with several.
    #[must_use]
    pub fn chosen(mut self, chosen: &'a [String]) -> Self {
        self.chosen = chosen;
        self
    }

    /// Lets several choices be chosen.
    #[must_use]
    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// Whether it is ticked. Templates hand over references.
    #[must_use]
    pub fn checked(mut self, checked: impl Borrow<bool>) -> Self {
        self.checked = *checked.borrow();
        self
    }

    /// A sentence of help below it.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// What is wrong with it, looked up by its name.
    #[must_use]
    pub fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.of(self.name);
        self
    }

    /// Marks it as required. Whoever leaves it empty is told by us, beside the field, not by the browser.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Puts the cursor there when the page opens; at most one on a page.
    #[must_use]
    pub fn autofocus(mut self) -> Self {
        self.autofocus = true;
        self
    }

    /// What browsers may fill in: `username`, `current-password`, `new-password`, `email`, `name`, `off`.
    #[must_use]
    pub fn autocomplete(mut self, what: &'a str) -> Self {
        self.autocomplete = what;
        self
    }

    /// How many characters it takes.
    #[must_use]
    pub fn max(mut self, max: usize) -> Self {
        self.max = max;
        self
    }

    /// Another id than its name: where a page has two fields of one name.
    #[must_use]
    pub fn id(mut self, id: &'a str) -> Self {
        self.id = id;
        self
    }

    /// Offers suggestions while typing, with JavaScript: `users`, `groups`, and `assignable` for users who may be
    /// the assignee ([`Field::asking`] says where); with [`Field::multiple`] several names with commas between
    /// them. `labels` are always several, with blanks between them.
    #[must_use]
    pub fn picker(mut self, of: &'a str) -> Self {
        self.picker = of;
        self
    }

    /// What suggestions are asked for besides what is typed, as a query has it: `project=OPS`.
    #[must_use]
    pub fn asking(mut self, query: &'a str) -> Self {
        self.asking = query;
        self
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        if self.chosen.is_empty() {
            choice.value == self.value
        } else {
            self.chosen.contains(&choice.value)
        }
    }

    fn is_password(&self) -> bool {
        self.input == "password"
    }
}
