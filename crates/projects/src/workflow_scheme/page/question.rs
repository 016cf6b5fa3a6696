//! Deleting a scheme, publishing and discarding its draft: each is asked first.

use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::{AdminPage, FieldErrors, Form};

use super::{Asked, LIST, shell};
use crate::catalog::catalog;
use crate::form_page::FormPage;
use crate::workflow_scheme::ops;

/// A question whether something is to be done to a scheme.
struct Question {
    title: &'static str,
    text: &'static str,
    action: &'static str,
    submit: &'static str,
    is_danger: bool,
}

const DELETE: Question = Question {
    title: "Delete workflow scheme",
    text: "You are about to delete this scheme. This cannot be undone.",
    action: "/secure/admin/DeleteWorkflowScheme.jspa",
    submit: "Delete",
    is_danger: true,
};
const PUBLISH: Question = Question {
    title: "Publish draft",
    text: "What the draft says takes the scheme's place, for all issues of its projects. No issue gets another status by it.",
    action: "/secure/admin/PublishDraftWorkflowScheme.jspa",
    submit: "Publish",
    is_danger: false,
};
const DISCARD: Question = Question {
    title: "Discard draft",
    text: "The draft is thrown away, and the scheme stays as it is.",
    action: "/secure/admin/DiscardDraftWorkflowScheme.jspa",
    submit: "Discard",
    is_danger: true,
};

/// Asks first.
pub async fn show_delete(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    ask(&page, &DELETE, &asked, &FieldErrors::none()).await
}

/// Asks first.
pub async fn show_publish(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    ask(&page, &PUBLISH, &asked, &FieldErrors::none()).await
}

/// Asks first.
pub async fn show_discard(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    ask(&page, &DISCARD, &asked, &FieldErrors::none()).await
}

async fn ask(
    page: &AdminPage,
    question: &Question,
    asked: &Asked,
    errors: &FieldErrors,
) -> Result<Response> {
    let catalog = catalog(page, &mut page.read().await?).await?;
    let scheme = ops::find(&catalog, &asked.scheme_id)?;
    FormPage {
        page,
        title: question.title,
        text: &format!("{}: {}", scheme.name, question.text),
        action: question.action,
        hidden: &[("schemeId", &asked.scheme_id)],
        fields: Vec::new(),
        errors,
        submit: question.submit,
        is_danger: question.is_danger,
        back: LIST,
    }
    .answer(&shell(question.title))
}

/// Deletes the scheme.
pub async fn delete(page: AdminPage, Form(form): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let done = ops::delete(&page, &mut tx, page.administrator(), &form.scheme_id).await;
    finish(&page, tx, &DELETE, &form, done, "The scheme was deleted.").await
}

/// Lets the draft take the scheme's place.
pub async fn publish(page: AdminPage, Form(form): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let done = ops::publish(&page, &mut tx, page.administrator(), &form.scheme_id).await;
    let done = done.map(|_| ());
    finish(&page, tx, &PUBLISH, &form, done, "The draft was published.").await
}

/// Throws the draft away.
pub async fn discard(page: AdminPage, Form(form): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let done = ops::delete_draft(&page, &mut tx, page.administrator(), &form.scheme_id).await;
    finish(&page, tx, &DISCARD, &form, done, "The draft was discarded.").await
}

async fn finish(
    page: &AdminPage,
    tx: base::Tx,
    question: &Question,
    form: &Asked,
    done: Result<()>,
    text: &str,
) -> Result<Response> {
    match FieldErrors::catch(done)? {
        Ok(()) => {
            tx.commit().await?;
            page.done(LIST, text)
        }
        Err(errors) => {
            drop(tx);
            ask(page, question, form, &errors).await
        }
    }
}
