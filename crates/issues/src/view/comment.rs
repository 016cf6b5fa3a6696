//! The forms of comments.

use askama::Template;
use axum::response::Response;
use base::guard::{self, Granted, IssueRef};
use base::http::Query;
use base::page::field::Choice;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, field};
use base::route::{Needs, Routes};
use base::{Result, messages};
use model::permission::may::{AddComments, BrowseProjects};
use serde::Deserialize;

use super::show::audiences;
use crate::comment::{self, CommentRow, GivenComment, Visibility};
use crate::read::Texts;

pub fn routes() -> Routes {
    const ADD: Needs = Needs::Issue("ADD_COMMENTS");
    const EDIT: Needs = Needs::Issue("EDIT_OWN_COMMENTS");
    const DELETE: Needs = Needs::Issue("DELETE_OWN_COMMENTS");
    Routes::of("issues/view")
        .page("/secure/AddComment!default.jspa", ADD, show_add)
        .form("/secure/AddComment.jspa", ADD, add)
        .page("/secure/EditComment!default.jspa", EDIT, show_edit)
        .form("/secure/EditComment.jspa", EDIT, edit)
        .page("/secure/DeleteComment!default.jspa", DELETE, show_delete)
        .form("/secure/DeleteComment.jspa", DELETE, delete)
}

/// What says which comment is meant, and what its form holds.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    id: String,
    comment_id: String,
    comment: String,
    comment_level: String,
}

#[derive(Template)]
#[template(path = "issue_comment_form.html")]
struct CommentForm<'a> {
    page: &'a PageCx,
    key: &'a str,
    title: &'a str,
    action: &'a str,
    button: &'a str,
    form: &'a Sent,
    audiences: &'a [Choice],
    errors: &'a FieldErrors,
}

#[derive(Template)]
#[template(path = "issue_comment_delete.html")]
struct DeleteForm<'a> {
    page: &'a PageCx,
    key: &'a str,
    form: &'a Sent,
    html: &'a str,
}

/// Returns whom `group:staff` or `role:Developers` is for; everybody, if it is empty.
pub fn visibility(level: &str) -> Option<Visibility> {
    if level.is_empty() {
        return None;
    }
    // What is neither is refused by who looks it up.
    let (kind, name) = level.split_once(':').unwrap_or(("", level));
    Some(Visibility {
        kind: Some(kind.to_owned()),
        value: Some(name.to_owned()),
    })
}

/// Returns how the form says whom a comment is for.
pub fn level_of<A, B>(group: Option<&(A, String)>, role: Option<&(B, String)>) -> String {
    match (group, role) {
        (Some((_, name)), _) => format!("group:{name}"),
        (None, Some((_, name))) => format!("role:{name}"),
        (None, None) => String::new(),
    }
}

/// Returns who can be chosen, and what is chosen already: somebody else may have chosen it.
pub fn with_chosen(mut audiences: Vec<Choice>, level: &str) -> Vec<Choice> {
    if !level.is_empty() && audiences.iter().all(|choice| choice.value != level) {
        let name = level.split_once(':').map_or(level, |(_, name)| name);
        audiences.push(Choice::new(level, name));
    }
    audiences
}

/// Returns who a comment can be for, for the form of whoever has signed in.
pub async fn choices(
    page: &PageCx,
    tx: &mut db::Tx,
    issue: &IssueRef,
    level: &str,
) -> Result<Vec<Choice>> {
    let known = match page.user_id() {
        Some(user) => audiences(tx, issue, user).await?,
        None => Vec::new(),
    };
    Ok(with_chosen(known, level))
}

fn path(key: &str, id: impl std::fmt::Display) -> String {
    format!("/browse/{key}?focusedCommentId={id}#comment-{id}")
}

const ADD_TITLE: &str = "Add comment";
const EDIT_TITLE: &str = "Edit comment";
const DELETE_TITLE: &str = "Delete comment";

fn add_form<'a>(
    page: &'a PageCx,
    key: &'a str,
    form: &'a Sent,
    audiences: &'a [Choice],
    errors: &'a FieldErrors,
) -> CommentForm<'a> {
    CommentForm {
        page,
        key,
        title: ADD_TITLE,
        action: "/secure/AddComment.jspa",
        button: "Comment",
        form,
        audiences,
        errors,
    }
}

fn edit_form<'a>(
    page: &'a PageCx,
    key: &'a str,
    form: &'a Sent,
    audiences: &'a [Choice],
    errors: &'a FieldErrors,
) -> CommentForm<'a> {
    CommentForm {
        title: EDIT_TITLE,
        action: "/secure/EditComment.jspa",
        button: "Save",
        ..add_form(page, key, form, audiences, errors)
    }
}

async fn show_add(page: PageCx, Query(form): Query<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<AddComments>(&page, &mut tx, &form.id).await?;
    let audiences = choices(&page, &mut tx, &issue, &form.comment_level).await?;
    let (key, errors) = (issue.key.to_string(), FieldErrors::none());
    let main = add_form(&page, &key, &form, &audiences, &errors);
    page.render(&Shell::plain(ADD_TITLE), &main)
}

async fn add(page: PageCx, form: Result<Form<Sent>>) -> Result<Response> {
    // Nobody may comment where anybody may, with the form of the page. Else they are sent to sign in.
    let Form(form) = match form {
        Ok(form) => form,
        Err(error) => {
            page.signed_in()?;
            return Err(error);
        }
    };
    let mut tx = page.write().await?;
    let issue = guard::issue::<AddComments>(&page, &mut tx, &form.id).await?;
    let key = issue.key.to_string();
    let given = GivenComment {
        body: Some(form.comment.clone()),
        visibility: visibility(&form.comment_level).map(Some),
    };
    match caught(comment::create(&page, &mut tx, &issue, &given).await)? {
        Ok(id) => {
            tx.commit().await?;
            page.done(&path(&key, id), "Your comment was added.")
        }
        Err(errors) => {
            drop(tx);
            let mut tx = page.read().await?;
            let audiences = choices(&page, &mut tx, &issue, &form.comment_level).await?;
            let main = add_form(&page, &key, &form, &audiences, &errors);
            page.refuse(&Shell::plain(ADD_TITLE), &main)
        }
    }
}

/// Sorts what came of it; a visibility that is refused is said beside its field.
fn caught<T>(result: Result<T>) -> Result<std::result::Result<T, FieldErrors>> {
    let caught = FieldErrors::catch(result)?;
    Ok(caught.map_err(|errors| errors.beside("commentLevel")))
}

/// Returns the comment and its issue, if the caller may do this with it.
async fn found(
    page: &PageCx,
    tx: &mut db::Tx,
    form: &Sent,
) -> Result<(Granted<IssueRef, BrowseProjects>, CommentRow)> {
    let issue = guard::issue::<BrowseProjects>(page, tx, &form.id).await?;
    let row = comment::find(page, tx, &issue, &form.comment_id).await?;
    Ok((issue, row))
}

async fn show_edit(page: UserPage, Query(mut form): Query<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    let (issue, row) = found(&page, &mut tx, &form).await?;
    comment::check_may_edit(&page, &issue, &row)?;
    form.comment.clone_from(&row.body);
    form.comment_level = level_of(row.group.as_ref(), row.role.as_ref());
    let audiences = choices(&page, &mut tx, &issue, &form.comment_level).await?;
    let (key, errors) = (issue.key.to_string(), FieldErrors::none());
    let main = edit_form(&page, &key, &form, &audiences, &errors);
    page.render(&Shell::plain(EDIT_TITLE), &main)
}

async fn edit(page: UserPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let (issue, row) = found(&page, &mut tx, &form).await?;
    let key = issue.key.to_string();
    // What stays as it is needs no membership: an administrator may edit what is for others.
    let before = level_of(row.group.as_ref(), row.role.as_ref());
    let given = GivenComment {
        body: Some(with_line_ends(&form.comment, &row.body)),
        visibility: (before != form.comment_level).then(|| visibility(&form.comment_level)),
    };
    let done = comment::update(&page, &mut tx, &issue, &form.comment_id, &given).await;
    match caught(done)? {
        Ok(id) => {
            tx.commit().await?;
            page.done(&path(&key, id), "The comment was changed.")
        }
        Err(errors) => {
            drop(tx);
            let mut tx = page.read().await?;
            let audiences = choices(&page, &mut tx, &issue, &form.comment_level).await?;
            let main = edit_form(&page, &key, &form, &audiences, &errors);
            page.refuse(&Shell::plain(EDIT_TITLE), &main)
        }
    }
}

/// Browsers send the ends of lines as CR LF. A text that had others keeps them, so that a form that was not
/// touched changes nothing.
pub fn with_line_ends(sent: &str, before: &str) -> String {
    if before.contains("\r\n") || !before.contains('\n') {
        sent.to_owned()
    } else {
        sent.replace("\r\n", "\n")
    }
}

async fn show_delete(page: UserPage, Query(form): Query<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    let (issue, row) = found(&page, &mut tx, &form).await?;
    let may = super::may::May::read(&page, &mut tx, &issue).await?;
    if !may.delete_comment(row.author) {
        return Err(messages::no_issue_permission(
            model::ProjectPermission::DeleteAllComments.name(),
            &issue.key.to_string(),
        ));
    }
    let texts = Texts::read(&page, &mut tx, &[issue.id], [row.body.as_str()]).await?;
    let main = DeleteForm {
        page: &page,
        key: &issue.key.to_string(),
        form: &form,
        html: &texts.html(issue.id, &row.body),
    };
    page.render(&Shell::plain(DELETE_TITLE), &main)
}

async fn delete(page: UserPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let issue = guard::issue::<BrowseProjects>(&page, &mut tx, &form.id).await?;
    comment::delete(&page, &mut tx, &issue, &form.comment_id).await?;
    tx.commit().await?;
    page.done(
        &format!("/browse/{}", issue.key),
        "The comment was deleted.",
    )
}
