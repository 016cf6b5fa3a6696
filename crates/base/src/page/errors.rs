//! What is wrong with a form, to be shown beside its fields.

use crate::error::Problems;
use crate::{Error, Result};

/// What is wrong with a form. An empty one means nothing is, or nothing was sent yet.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors {
    problems: Problems,
    /// The ids of fields that are not called as their ids: name, id.
    ids: Vec<(String, String)>,
}

impl FieldErrors {
    /// Returns an empty one: for the form as it is first shown.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Sorts what came out of an operation: `Ok(Ok(value))`, `Ok(Err(errors))` for what the form is to be
    /// shown again with (400, 409 and 410), `Err` for everything else.
    ///
    /// # Errors
    /// What is not the form's fault.
    pub fn catch<T>(result: Result<T>) -> Result<std::result::Result<T, Self>> {
        match result {
            Ok(value) => Ok(Ok(value)),
            Err(Error::Invalid(problems)) => Ok(Err(problems.into())),
            Err(Error::Conflict(text) | Error::Gone(text)) => {
                let mut problems = Problems::default();
                problems.message(text);
                Ok(Err(problems.into()))
            }
            Err(error) => Err(error),
        }
    }

    /// Returns what is wrong with a field.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&str> {
        let mut fields = self.problems.fields.iter();
        fields
            .find(|(known, _)| known == name)
            .map(|(_, text)| text.as_str())
    }

    /// Returns the same with what is wrong with `old` said of `new`: where the operation calls a field by
    /// another name than the form.
    #[must_use]
    pub fn renamed(mut self, old: &str, new: &str) -> Self {
        for (name, _) in &mut self.problems.fields {
            if name == old {
                new.clone_into(name);
            }
        }
        self
    }

    /// Returns the same with what was said of the whole said of this field: where only it can be meant.
    #[must_use]
    pub fn beside(mut self, name: &str) -> Self {
        for text in std::mem::take(&mut self.problems.messages) {
            self.problems.field(name, text);
        }
        self
    }

    /// Returns the same with the summary's link to a field leading to `id`: where it has another one than its
    /// name ([`super::field::Field::id`]).
    #[must_use]
    pub fn with_id(mut self, name: &str, id: &str) -> Self {
        self.ids.push((name.to_owned(), id.to_owned()));
        self
    }

    /// Returns whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// Returns the list that stands above a form, with links to the fields concerned; nothing if nothing
    /// is wrong. `{{ errors.summary() }}`.
    #[must_use]
    pub fn summary(&self) -> Summary<'_> {
        Summary(self)
    }
}

impl From<Problems> for FieldErrors {
    fn from(problems: Problems) -> Self {
        Self {
            problems,
            ids: Vec::new(),
        }
    }
}

/// What is wrong with a form, as a list.
#[derive(askama::Template)]
#[template(
    ext = "html",
    source = r##"{% if !self.0.is_empty() -%}
<div class="problems" role="alert">
<p>Nothing was changed yet:</p>
<ul>
{%- for text in self.0.problems.messages %}<li>{{ text }}</li>{% endfor -%}
{%- for (name, text) in self.0.problems.fields %}<li><a href="#{{ self.id(name) }}">{{ text }}</a></li>{% endfor -%}
</ul>
</div>
{%- endif %}"##
)]
pub struct Summary<'a>(&'a FieldErrors);

impl<'a> Summary<'a> {
    fn id(&self, name: &'a str) -> &'a str {
        let mut ids = self.0.ids.iter();
        let known = ids.find(|(known, _)| known == name);
        known.map_or(name, |(_, id)| id)
    }
}

impl askama::filters::HtmlSafe for Summary<'_> {}
