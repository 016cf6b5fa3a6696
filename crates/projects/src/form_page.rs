//! A page that is one form: what most pages of workflows and their schemes are.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::page::field::Field;
use base::page::{FieldErrors, PageCx, Shell};

/// A page with one form.
#[derive(Template)]
#[template(path = "form_page.html")]
pub struct FormPage<'a> {
    /// The context of the page.
    pub page: &'a PageCx,
    /// Its heading.
    pub title: &'a str,
    /// What the form is for; empty if that needs no word.
    pub text: &'a str,
    /// Where it is sent, without the context path.
    pub action: &'a str,
    /// What is sent unseen.
    pub hidden: &'a [(&'a str, &'a str)],
    /// What is filled in.
    pub fields: Vec<Field<'a>>,
    /// What is wrong.
    pub errors: &'a FieldErrors,
    /// The words on the button.
    pub submit: &'a str,
    /// Whether the button takes something away for good.
    pub is_danger: bool,
    /// Where to go instead, without the context path.
    pub back: &'a str,
}

impl FormPage<'_> {
    /// Answers with the page: 400 if something is wrong with the form.
    ///
    /// # Errors
    /// When the template fails.
    pub fn answer(&self, shell: &Shell<'_>) -> Result<Response> {
        if self.errors.is_empty() {
            self.page.render(shell, self)
        } else {
            self.page.refuse(shell, self)
        }
    }
}
