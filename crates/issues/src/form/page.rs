//! What the pages with a form about an issue share: the page, who may send it, what an issue has.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use base::expand::Expand;
use base::guard::{self, Granted, IssueRef};
use base::page::{FieldErrors, FormPairs, PageCx, Shell};
use base::{Cx, Error, Result};
use model::ProjectPermission;
use serde_json::Value;

use super::fields::Shown;
use crate::field::{Field, FieldSet, schema_of};
use crate::meta::FieldMeta;
use crate::read;

/// What the reference calls an issue in the parameters of its pages.
const ISSUE: [&str; 3] = ["id", "issueId", "key"];

/// A page with a form about an issue.
#[derive(Template)]
#[template(path = "issue_form.html")]
pub struct FormPage<'a> {
    pub page: &'a PageCx,
    pub title: &'a str,
    /// What the script does with it: `edit`, `field`, `step`, `assign`.
    pub kind: &'static str,
    pub issue: &'a About,
    pub action: &'static str,
    /// What is sent besides.
    pub hidden: &'a [(&'static str, String)],
    pub fields: Shown<'a>,
    pub errors: &'a FieldErrors,
    /// The label of the button.
    pub submit: &'a str,
    /// A sentence above the fields, empty for none.
    pub note: &'a str,
}

/// The issue that a form is about.
#[derive(Clone, Debug)]
pub struct About {
    pub key: String,
    pub summary: String,
    /// Its `fields`, as the API shows them to the caller.
    pub has: Value,
}

impl About {
    /// Reads what the issue has.
    ///
    /// # Errors
    /// Not found, if it was deleted since.
    pub async fn read<P>(cx: &Cx, tx: &mut db::Tx, issue: &Granted<IssueRef, P>) -> Result<Self> {
        let shown = FieldSet::parse(
            ["-comment,-worklog,-attachment,-issuelinks,-subtasks"],
            FieldSet::all(),
        );
        let read = read::issue(cx, tx, issue, shown, &Expand::default()).await?;
        let read =
            serde_json::to_value(&read).map_err(|error| Error::internal("an issue", error))?;
        let has = read.get("fields").cloned().unwrap_or_default();
        let summary = has
            .get("summary")
            .and_then(Value::as_str)
            .unwrap_or_default();
        Ok(Self {
            key: issue.key.to_string(),
            summary: summary.to_owned(),
            has,
        })
    }

    /// Returns the address of its page, without the context path.
    pub fn path(&self) -> String {
        format!("/browse/{}", self.key)
    }
}

impl FormPage<'_> {
    /// Shows the form.
    ///
    /// # Errors
    /// When the template fails.
    pub fn show(&self) -> Result<Response> {
        self.page.render(&Shell::plain(self.title), self)
    }

    /// Shows the form again with what is wrong.
    ///
    /// # Errors
    /// When the template fails.
    pub fn refuse(&self) -> Result<Response> {
        self.page.refuse(&Shell::plain(self.title), self)
    }
}

/// Returns which issue is asked for by a page's parameters.
pub fn issue_of(asked: &FormPairs) -> &str {
    let mut named = ISSUE.iter().map(|name| asked.first(name));
    named.find(|value| !value.is_empty()).unwrap_or_default()
}

/// Returns the metadata of a field that no screen has: a comment, or the assignee where nothing else is asked.
pub fn meta_of(field: Field) -> FieldMeta {
    FieldMeta {
        required: false,
        schema: schema_of(field),
        name: field.about().name.into(),
        field_id: field.id().into(),
        auto_complete_url: None,
        has_default_value: None,
        operations: &[],
        allowed_values: None,
        default_value: None,
    }
}

/// Answers that it was done: goes there, or tells the script to.
///
/// # Errors
/// Never in practice.
pub fn done(page: &PageCx, sent: &FormPairs, path: &str, text: &str) -> Result<Response> {
    let mut response = page.done(path, text)?;
    if sent.has("dialog") {
        *response.status_mut() = StatusCode::CREATED;
    }
    Ok(response)
}

/// The context of a form that makes an issue: of somebody who may create issues somewhere, signed in or not. Others
/// are sent to sign in before the form is looked at.
pub struct Creator(pub PageCx);

impl<S: Sync> FromRequestParts<S> for Creator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let cx = Cx::from_request_parts(parts, state).await?;
        if !guard::has_somewhere(&cx, ProjectPermission::CreateIssues) {
            cx.signed_in()?;
        }
        Ok(Self(PageCx::from_request_parts(parts, state).await?))
    }
}
