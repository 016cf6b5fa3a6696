//! Changing an issue: all fields of its screen, or one of them in its place on the issue's page.

use axum::response::Response;
use base::error::Problems;
use base::guard::{self, Granted, IssueRef};
use base::http::QueryPairs;
use base::page::{FieldErrors, FormPairs, PageCx, UserPage};
use base::{Result, messages};
use model::ProjectPermission;
use model::permission::may::EditIssues;
use projects::catalog;
use projects::screen::{self, screens};

use super::comment;
use super::field::Place;
use super::fields::Fields;
use super::page::{About, FormPage, done, issue_of};
use super::sprint;
use crate::issue::{given, ops, store};
use crate::meta::edit_meta;

/// Which form it is.
#[derive(Clone, Copy)]
struct Which<'a> {
    title: &'a str,
    kind: &'static str,
    action: &'static str,
    /// The one field it has, if it has one only.
    field: Option<&'a str>,
}

const ALL: Which<'static> = Which {
    title: "Edit issue",
    kind: "edit",
    action: "/secure/EditIssue.jspa",
    field: None,
};

const LABELS: Which<'static> = Which {
    title: "Edit labels",
    kind: "edit",
    action: "/secure/EditLabels.jspa",
    field: Some("labels"),
};

fn one(field: &str) -> Which<'_> {
    Which {
        title: "Edit field",
        kind: "field",
        action: "/secure/AjaxIssueEditAction.jspa",
        field: Some(field),
    }
}

pub async fn show(page: PageCx, QueryPairs(asked): QueryPairs) -> Result<Response> {
    form(&page, &FormPairs(asked), ALL).await
}

pub async fn show_labels(page: PageCx, QueryPairs(asked): QueryPairs) -> Result<Response> {
    form(&page, &FormPairs(asked), LABELS).await
}

pub async fn show_one(page: PageCx, QueryPairs(asked): QueryPairs) -> Result<Response> {
    let asked = FormPairs(asked);
    form(&page, &asked, one(asked.first("field"))).await
}

pub async fn update(page: UserPage, sent: FormPairs) -> Result<Response> {
    save(&page, &sent, ALL).await
}

pub async fn update_labels(page: UserPage, sent: FormPairs) -> Result<Response> {
    save(&page, &sent, LABELS).await
}

pub async fn update_one(page: UserPage, sent: FormPairs) -> Result<Response> {
    save(&page, &sent, one(sent.first("field"))).await
}

async fn form(page: &PageCx, asked: &FormPairs, which: Which<'_>) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<EditIssues>(page, &mut tx, issue_of(asked)).await?;
    let about = About::read(page, &mut tx, &issue).await?;
    let fields = read(page, &mut tx, &issue, &about, which).await?;
    shown(page, &issue, &about, &fields, (which, &FieldErrors::none())).show()
}

async fn save(page: &PageCx, sent: &FormPairs, which: Which<'_>) -> Result<Response> {
    let mut tx = page.write().await?;
    let issue = guard::issue::<EditIssues>(page, &mut tx, issue_of(sent)).await?;
    // Nobody changes it between what is compared here and what is stored.
    store::lock(&mut tx, issue.id)
        .await?
        .ok_or_else(messages::no_such_issue)?;
    let about = About::read(page, &mut tx, &issue).await?;
    let mut fields = read(page, &mut tx, &issue, &about, which).await?;
    fields.fill(sent);
    if which.field.is_none() {
        comment::check(page, &issue, &fields, sent)?;
    }
    let mut problems = Problems::default();
    let wanted = fields.differing(sent, &mut problems);
    let wanted = given::read(wanted, &mut problems);
    match FieldErrors::catch(ops::edit(page, &mut tx, &issue, wanted, problems).await)? {
        Ok(()) => {}
        Err(errors) => {
            let errors = errors.with_id("timetracking", "timetracking_originalestimate");
            return shown(page, &issue, &about, &fields, (which, &errors)).refuse();
        }
    }
    tx.commit().await?;
    done(
        page,
        sent,
        &about.path(),
        &format!("{} was changed.", about.key),
    )
}

async fn read(
    page: &PageCx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, EditIssues>,
    about: &About,
    which: Which<'_>,
) -> Result<Fields> {
    let metas = edit_meta(page, tx, issue).await?.fields.0;
    if metas.is_empty() {
        let catalog = catalog(page, tx).await?;
        let status = catalog.status(issue.status);
        return Err(messages::issue_not_editable(
            status.map_or("", |status| &status.name),
        ));
    }
    let screens = screens(page, tx).await?;
    let may_be = guard::may_on_issue(page, issue, ProjectPermission::AssignableUser);
    let place = Place::Of(about.key.clone(), may_be);
    let fields = Fields::new(
        page,
        metas,
        screens.get(screen::DEFAULT),
        &about.has,
        &place,
    );
    // Files are attached where they are shown.
    let fields = fields.without("attachment");
    let is_part = about.has.get("parent").is_some();
    let may = !is_part && guard::may_on_issue(page, issue, ProjectPermission::ScheduleIssues);
    let fields = sprint::offered(page, tx, fields, may).await?;
    let Some(field) = which.field else {
        return comment::offered(page, tx, fields, issue).await;
    };
    let fields = fields.only(&[field]);
    if fields.is_empty() || field == "comment" {
        return Err(messages::no_such_field_to_edit(field));
    }
    Ok(fields)
}

fn shown<'a>(
    page: &'a PageCx,
    issue: &'a Granted<IssueRef, EditIssues>,
    about: &'a About,
    fields: &'a Fields,
    (which, errors): (Which<'a>, &'a FieldErrors),
) -> Owned<'a> {
    let mut hidden = vec![("id", issue.id.to_string())];
    if which.kind == "field"
        && let Some(field) = which.field
    {
        hidden.push(("field", field.to_owned()));
    }
    Owned {
        page,
        about,
        fields,
        hidden,
        which,
        errors,
    }
}

/// A page with what it owns.
struct Owned<'a> {
    page: &'a PageCx,
    about: &'a About,
    fields: &'a Fields,
    hidden: Vec<(&'static str, String)>,
    which: Which<'a>,
    errors: &'a FieldErrors,
}

impl Owned<'_> {
    fn page(&self) -> FormPage<'_> {
        FormPage {
            page: self.page,
            title: self.which.title,
            kind: self.which.kind,
            issue: self.about,
            action: self.which.action,
            hidden: &self.hidden,
            fields: self.fields.shown(self.errors),
            errors: self.errors,
            submit: "Save",
            note: "",
        }
    }

    fn show(&self) -> Result<Response> {
        self.page().show()
    }

    fn refuse(&self) -> Result<Response> {
        self.page().refuse()
    }
}
