//! Giving an issue to somebody.

use axum::response::Response;
use base::guard::{self, Granted, IssueRef};
use base::http::QueryPairs;
use base::page::{FieldErrors, FormPairs, PageCx, UserPage};
use base::{Result, Tx};
use model::ProjectPermission;
use model::permission::may::{AddComments, AssignIssues};

use super::comment as comment_field;
use super::field::Place;
use super::fields::Fields;
use super::page::{About, FormPage, done, issue_of, meta_of};
use crate::comment;
use crate::field::Field;
use crate::issue::given::Person;
use crate::issue::ops;

pub async fn show(page: PageCx, QueryPairs(asked): QueryPairs) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<AssignIssues>(&page, &mut tx, issue_of(&FormPairs(asked))).await?;
    let about = About::read(&page, &mut tx, &issue).await?;
    let fields = fields(&page, &mut tx, &issue, &about).await?;
    form(&page, &issue, &about, &fields, &FieldErrors::none(), false)
}

pub async fn update(page: UserPage, sent: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let issue = guard::issue::<AssignIssues>(&page, &mut tx, issue_of(&sent)).await?;
    let about = About::read(&page, &mut tx, &issue).await?;
    let mut fields = fields(&page, &mut tx, &issue, &about).await?;
    fields.fill(&sent);
    comment_field::check(&page, &issue, &fields, &sent)?;
    match FieldErrors::catch(store(&page, &mut tx, &issue, &fields).await)? {
        Ok(()) => {}
        Err(errors) => return form(&page, &issue, &about, &fields, &errors, true),
    }
    tx.commit().await?;
    done(
        &page,
        &sent,
        &about.path(),
        &format!("{} was assigned.", about.key),
    )
}

async fn store(
    page: &PageCx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, AssignIssues>,
    fields: &Fields,
) -> Result<()> {
    if let Some(name) = fields.text("assignee") {
        let wanted = Person::called(Some(name.to_owned()));
        ops::assign(page, tx, issue, &wanted).await?;
    }
    if let Some(given) = fields.comment() {
        let issue = issue.also::<AddComments>(page)?;
        comment::create(page, tx, &issue, &given).await?;
    }
    Ok(())
}

async fn fields(
    page: &PageCx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, AssignIssues>,
    about: &About,
) -> Result<Fields> {
    let mut metas = vec![meta_of(Field::Assignee)];
    if guard::may_on_issue(page, issue, ProjectPermission::AddComments) {
        metas.push(meta_of(Field::Comment));
    }
    let may_be = guard::may_on_issue(page, issue, ProjectPermission::AssignableUser);
    let place = Place::Of(about.key.clone(), may_be);
    let fields = Fields::new(page, metas, None, &about.has, &place);
    comment_field::offered(page, tx, fields, issue).await
}

fn form(
    page: &PageCx,
    issue: &Granted<IssueRef, AssignIssues>,
    about: &About,
    fields: &Fields,
    errors: &FieldErrors,
    is_refused: bool,
) -> Result<Response> {
    let form = FormPage {
        page,
        title: "Assign issue",
        kind: "assign",
        issue: about,
        action: "/secure/AssignIssue.jspa",
        hidden: &[("id", issue.id.to_string())],
        fields: fields.shown(errors),
        errors,
        submit: "Assign",
        note: "",
    };
    if is_refused {
        form.refuse()
    } else {
        form.show()
    }
}
