//! The forms of attachments. Files come as they do by the API, with the form's token before them.

use askama::Template;
use axum::response::Response;
use base::blob;
use base::guard;
use base::http::Query;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage};
use base::route::{Needs, Routes};
use base::upload::Upload;
use base::{Error, Result, messages};
use model::ProjectPermission;
use model::permission::may::CreateAttachments;
use serde::Deserialize;

use super::may::May;
use crate::attachment::{ops, size_words};

pub fn routes() -> Routes {
    const ATTACH: Needs = Needs::Issue("CREATE_ATTACHMENTS");
    const DELETE: Needs = Needs::Issue("DELETE_OWN_ATTACHMENTS");
    Routes::of("issues/view")
        .page("/secure/AttachFile!default.jspa", ATTACH, show)
        .upload_form("/secure/AttachFile.jspa", ATTACH, attach)
        .page("/secure/DeleteAttachment!default.jspa", DELETE, show_delete)
        .form("/secure/DeleteAttachment.jspa", DELETE, delete)
}

/// Which issue.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    id: String,
}

/// Which file.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    delete_attachment_id: String,
}

#[derive(Template)]
#[template(path = "issue_attach.html")]
struct AttachForm<'a> {
    page: &'a PageCx,
    key: &'a str,
    id: &'a str,
    most: &'a str,
    errors: &'a FieldErrors,
}

#[derive(Template)]
#[template(path = "issue_attachment_delete.html")]
struct DeleteForm<'a> {
    page: &'a PageCx,
    key: &'a str,
    id: &'a str,
    name: &'a str,
}

const TITLE: &str = "Attach files";
const DELETE_TITLE: &str = "Delete attachment";

fn form<'a>(
    page: &'a PageCx,
    key: &'a str,
    id: &'a str,
    most: &'a str,
    errors: &'a FieldErrors,
) -> AttachForm<'a> {
    AttachForm {
        page,
        key,
        id,
        most,
        errors,
    }
}

/// Returns how large a file may be, in words.
fn most(page: &PageCx) -> String {
    size_words(i64::try_from(page.app.settings.max_attachment).unwrap_or(i64::MAX))
}

async fn show(page: UserPage, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<CreateAttachments>(&page, &mut tx, &asked.id).await?;
    let (key, most, errors) = (issue.key.to_string(), most(&page), FieldErrors::none());
    page.render(
        &Shell::plain(TITLE),
        &form(&page, &key, &asked.id, &most, &errors),
    )
}

async fn attach(page: UserPage, Query(asked): Query<Asked>, upload: Upload) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<CreateAttachments>(&page, &mut tx, &asked.id).await?;
    drop(tx);
    let limit = page.app.settings.max_attachment;
    let key = issue.key.to_string();
    let refused = |text: String| {
        let mut problems = base::error::Problems::default();
        problems.field("file", text);
        let (most, errors) = (most(&page), FieldErrors::from(problems));
        page.refuse(
            &Shell::plain(TITLE),
            &form(&page, &key, &asked.id, &most, &errors),
        )
    };
    let (cx, files) = match upload.receive_form(&page, "file", limit).await {
        Ok(received) => received,
        Err(Error::TooLarge(text)) => return refused(text),
        Err(error) => return Err(error),
    };
    if files.is_empty() {
        return refused(messages::NO_FILE_CHOSEN.to_owned());
    }
    let ids = ops::attach(&cx, &asked.id, files).await?;
    let text = match ids.len() {
        1 => "The file was attached.".to_owned(),
        n => format!("{n} files were attached."),
    };
    page.done(&format!("/browse/{key}#attachmentmodule"), &text)
}

async fn show_delete(page: UserPage, Query(form): Query<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    let (row, issue) = ops::find(&page, &mut tx, &form.delete_attachment_id).await?;
    let may = May::read(&page, &mut tx, &issue).await?;
    let key = issue.key.to_string();
    if !may.delete_file(row.author) {
        let lacking = ProjectPermission::DeleteAllAttachments.name();
        return Err(messages::no_issue_permission(lacking, &key));
    }
    let main = DeleteForm {
        page: &page,
        key: &key,
        id: &form.delete_attachment_id,
        name: &row.name,
    };
    page.render(&Shell::plain(DELETE_TITLE), &main)
}

async fn delete(page: UserPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let (row, issue) = ops::find(&page, &mut tx, &form.delete_attachment_id).await?;
    let files = ops::delete(&page, &mut tx, &form.delete_attachment_id).await?;
    tx.commit().await?;
    blob::discard(&page, files).await;
    let path = format!("/browse/{}#attachmentmodule", issue.key);
    page.done(&path, &format!("{} was deleted.", row.name))
}
