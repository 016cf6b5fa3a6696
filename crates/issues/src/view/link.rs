//! The forms of links, to other issues and to pages elsewhere.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::guard;
use base::http::Query;
use base::page::field::Choice;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, field};
use base::route::{Needs, Routes};
use base::{Error, Result, Tx, messages};
use model::permission::may::LinkIssues;
use serde::Deserialize;

use crate::comment::GivenComment;
use crate::issue_link::{self, GivenLink, GivenName};
use crate::link_type::{LinkTypes, link_types};
use crate::remote_link::{self, store::Content};

/// How many issues one form links to.
const MAX_ISSUES: usize = 20;

pub fn routes() -> Routes {
    const LINK: Needs = Needs::Issue("LINK_ISSUES");
    Routes::of("issues/view")
        .page("/secure/LinkJiraIssue!default.jspa", LINK, show_link)
        .form("/secure/LinkJiraIssue.jspa", LINK, link)
        .page("/secure/AddWebLink!default.jspa", LINK, show_web)
        .form("/secure/AddWebLink.jspa", LINK, link_web)
        .page("/secure/DeleteLink!default.jspa", LINK, show_delete)
        .form("/secure/DeleteLink.jspa", LINK, delete)
}

/// What the form of a link to issues holds.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    id: String,
    link_desc: String,
    issue_keys: String,
    comment: String,
}

/// What the form of a link to a page holds.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SentWeb {
    id: String,
    url: String,
    title: String,
    relationship: String,
}

/// Which link.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Which {
    id: String,
    link_id: String,
    remote_issue_link_id: String,
}

#[derive(Template)]
#[template(path = "issue_link_form.html")]
struct LinkForm<'a> {
    page: &'a PageCx,
    key: &'a str,
    form: &'a Sent,
    words: &'a [Choice],
    errors: &'a FieldErrors,
}

#[derive(Template)]
#[template(path = "issue_web_link_form.html")]
struct WebLinkForm<'a> {
    page: &'a PageCx,
    key: &'a str,
    form: &'a SentWeb,
    errors: &'a FieldErrors,
}

#[derive(Template)]
#[template(path = "issue_link_delete.html")]
struct DeleteForm<'a> {
    page: &'a PageCx,
    key: &'a str,
    form: &'a Which,
    /// What the link leads to.
    other: &'a str,
}

const TITLE: &str = "Link";
const WEB_TITLE: &str = "Link to a web page";
const DELETE_TITLE: &str = "Delete link";

/// Returns what can be said of another issue, each once: `blocks`, `is blocked by`.
fn words(types: &LinkTypes) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for known in &types.0 {
        for words in [&known.outward, &known.inward] {
            if choices.iter().all(|choice| choice.value != **words) {
                choices.push(Choice::new(words.clone(), words.clone()));
            }
        }
    }
    choices
}

async fn show_link(page: UserPage, Query(form): Query<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<LinkIssues>(&page, &mut tx, &form.id).await?;
    let words = words(&*link_types(&page, &mut tx).await?);
    let main = LinkForm {
        page: &page,
        key: &issue.key.to_string(),
        form: &form,
        words: &words,
        errors: &FieldErrors::none(),
    };
    page.render(&Shell::plain(TITLE), &main)
}

async fn link(page: UserPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let issue = guard::issue::<LinkIssues>(&page, &mut tx, &form.id).await?;
    let types = link_types(&page, &mut tx).await?;
    let key = issue.key.to_string();
    match create_all(&page, &mut tx, &key, &types, &form).await? {
        Ok(n) => {
            tx.commit().await?;
            let text = match n {
                1 => "The issues were linked.".to_owned(),
                n => format!("The issue was linked to {n} others."),
            };
            page.done(&format!("/browse/{key}#linkingmodule"), &text)
        }
        Err(problems) => {
            let main = LinkForm {
                page: &page,
                key: &key,
                form: &form,
                words: &words(&types),
                errors: &problems.into(),
            };
            page.refuse(&Shell::plain(TITLE), &main)
        }
    }
}

/// Makes a link to each issue that is named; returns how many there are, or what is wrong.
async fn create_all(
    page: &PageCx,
    tx: &mut Tx,
    key: &str,
    types: &LinkTypes,
    form: &Sent,
) -> Result<std::result::Result<usize, Problems>> {
    let mut problems = Problems::default();
    let keys = form.issue_keys.split([',', ' ']).map(str::trim);
    let keys: Vec<&str> = keys.filter(|key| !key.is_empty()).collect();
    if keys.is_empty() {
        problems.field("issueKeys", messages::NO_ISSUE_CHOSEN);
    } else if keys.len() > MAX_ISSUES {
        problems.field("issueKeys", messages::too_many_linked(MAX_ISSUES));
    }
    let outward = types.0.iter().find(|known| known.outward == form.link_desc);
    let inward = types.0.iter().find(|known| known.inward == form.link_desc);
    let Some(link_type) = outward.or(inward) else {
        problems.field("linkDesc", messages::LINK_WORDS_UNKNOWN);
        return Ok(Err(problems));
    };
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let named = |key: &str| {
        Some(GivenName {
            key: Some(key.to_owned()),
            ..GivenName::default()
        })
    };
    let mut comment = (!base::text::is_blank(&form.comment)).then(|| GivenComment {
        body: Some(form.comment.clone()),
        visibility: None,
    });
    for other in &keys {
        let (source, destination) = if outward.is_some() {
            (key, *other)
        } else {
            (*other, key)
        };
        let given = GivenLink {
            link_type: Some(GivenName {
                id: Some(link_type.id.to_string().into()),
                ..GivenName::default()
            }),
            inward_issue: named(source),
            outward_issue: named(destination),
            comment: comment.take(),
        };
        match issue_link::create(page, tx, &given).await {
            Ok(()) => {}
            // It is about the issue that was typed: the other one was found before.
            Err(Error::NotFound(text) | Error::Forbidden(text)) => {
                problems.field("issueKeys", format!("{other}: {text}"));
                return Ok(Err(problems));
            }
            Err(Error::Invalid(mut refused)) => {
                for text in std::mem::take(&mut refused.messages) {
                    refused.field("issueKeys", format!("{other}: {text}"));
                }
                return Ok(Err(refused));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(Ok(keys.len()))
}

async fn show_web(page: UserPage, Query(form): Query<SentWeb>) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<LinkIssues>(&page, &mut tx, &form.id).await?;
    let main = WebLinkForm {
        page: &page,
        key: &issue.key.to_string(),
        form: &form,
        errors: &FieldErrors::none(),
    };
    page.render(&Shell::plain(WEB_TITLE), &main)
}

async fn link_web(page: UserPage, Form(form): Form<SentWeb>) -> Result<Response> {
    let mut tx = page.write().await?;
    let issue = guard::issue::<LinkIssues>(&page, &mut tx, &form.id).await?;
    let key = issue.key.to_string();
    let relationship = Some(form.relationship.trim().to_owned());
    let content = Content {
        url: form.url.trim().to_owned(),
        title: form.title.trim().to_owned(),
        relationship: relationship.filter(|text| !text.is_empty()),
        ..Content::default()
    };
    match FieldErrors::catch(remote_link::ops::set(&page, &mut tx, &issue, content).await)? {
        Ok(_) => {
            tx.commit().await?;
            let path = format!("/browse/{key}#linkingmodule");
            page.done(&path, "The page was linked.")
        }
        Err(errors) => {
            let main = WebLinkForm {
                page: &page,
                key: &key,
                form: &form,
                errors: &errors,
            };
            page.refuse(&Shell::plain(WEB_TITLE), &main)
        }
    }
}

async fn show_delete(page: UserPage, Query(form): Query<Which>) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<LinkIssues>(&page, &mut tx, &form.id).await?;
    let other = if form.link_id.is_empty() {
        let link = remote_link::ops::find(&mut tx, &issue, &form.remote_issue_link_id).await?;
        link.content.title
    } else {
        let seen = issue_link::find(&page, &mut tx, &form.link_id).await?;
        if seen.source.id == issue.id {
            seen.destination.key.to_string()
        } else {
            seen.source.key.to_string()
        }
    };
    let main = DeleteForm {
        page: &page,
        key: &issue.key.to_string(),
        form: &form,
        other: &other,
    };
    page.render(&Shell::plain(DELETE_TITLE), &main)
}

async fn delete(page: UserPage, Form(form): Form<Which>) -> Result<Response> {
    let mut tx = page.write().await?;
    let issue = guard::issue::<LinkIssues>(&page, &mut tx, &form.id).await?;
    if form.link_id.is_empty() {
        let link = remote_link::ops::find(&mut tx, &issue, &form.remote_issue_link_id).await?;
        remote_link::ops::delete(&page, &mut tx, &issue, &link).await?;
    } else {
        let seen = issue_link::find(&page, &mut tx, &form.link_id).await?;
        issue_link::delete(&page, &mut tx, &seen).await?;
    }
    tx.commit().await?;
    let path = format!("/browse/{}#linkingmodule", issue.key);
    page.done(&path, "The link was deleted.")
}
