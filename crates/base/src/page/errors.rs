//! What is wrong with a form, to be shown beside its fields.

use crate::error::Problems;
use crate::{Error, Result};

/// What is wrong with a form. An empty one means nothing is, or nothing was sent yet.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors(Problems);

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
            Err(Error::Invalid(problems)) => Ok(Err(Self(problems))),
            Err(Error::Conflict(text) | Error::Gone(text)) => {
                let mut problems = Problems::default();
                problems.message(text);
                Ok(Err(Self(problems)))
            }
            Err(error) => Err(error),
        }
    }

    /// Returns what is wrong with a field.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&str> {
        let mut fields = self.0.fields.iter();
        fields
            .find(|(known, _)| known == name)
            .map(|(_, text)| text.as_str())
    }

    /// Returns the same with what is wrong with `old` said of `new`: where the operation calls a field by
    /// another name than the form.
    #[must_use]
    pub fn renamed(mut self, old: &str, new: &str) -> Self {
        for (name, _) in &mut self.0.fields {
            if name == old {
                new.clone_into(name);
            }
        }
        self
    }

    /// Returns whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the list that stands above a form, with links to the fields concerned; nothing if nothing
    /// is wrong. `{{ errors.summary() }}`.
    #[must_use]
    pub fn summary(&self) -> Summary<'_> {
        Summary(&self.0)
    }
}

impl From<Problems> for FieldErrors {
    fn from(problems: Problems) -> Self {
        Self(problems)
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
{%- for text in self.0.messages %}<li>{{ text }}</li>{% endfor -%}
{%- for (name, text) in self.0.fields %}<li><a href="#{{ name }}">{{ text }}</a></li>{% endfor -%}
</ul>
</div>
{%- endif %}"##
)]
pub struct Summary<'a>(&'a Problems);

impl askama::filters::HtmlSafe for Summary<'_> {}
