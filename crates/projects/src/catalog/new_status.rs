//! The form that adds a status, and what adding one means. Workflows take it up afterwards.

use axum::response::Response;
use base::audit::{Change, Entry, Object};
use base::guard::Global;
use base::page::field::Choice;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, Shell, field};
use base::text::{self, fold};
use base::{Cx, Error, Remembered as _, Result, Tx, messages};
use model::StatusId;
use model::permission::may::global::Administer;
use serde::Deserialize;
use serde_json::json;

use super::{Catalog, Status, StatusCategory, ops, store};
use crate::form_page::FormPage;

const LIST: &str = "/secure/admin/ViewStatuses.jspa";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    name: String,
    description: String,
    category: String,
}

pub async fn show(page: AdminPage) -> Result<Response> {
    form(&page, &Sent::default(), &FieldErrors::none())
}

fn form(page: &AdminPage, form: &Sent, errors: &FieldErrors) -> Result<Response> {
    let choices: Vec<Choice> = StatusCategory::ALL
        .iter()
        .filter(|category| **category != StatusCategory::Undefined)
        .map(|category| Choice::new(category.key(), category.name()))
        .collect();
    FormPage {
        page,
        title: "Add status",
        text: "Issues get it once a workflow has it.",
        action: "/secure/admin/AddStatus.jspa",
        hidden: &[],
        fields: vec![
            field::text("name", "Name")
                .value(&form.name)
                .max(ops::MAX_NAME)
                .errors(errors)
                .required()
                .autofocus(),
            field::textarea("description", "Description")
                .value(&form.description)
                .errors(errors),
            field::select("category", "Category", &choices)
                .value(&form.category)
                .errors(errors)
                .required(),
        ],
        errors,
        submit: "Add",
        is_danger: false,
        back: LIST,
    }
    .answer(&Shell::admin("Add status", Section::Issues, "Statuses"))
}

pub async fn add(page: AdminPage, Form(sent): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let done = create(&page, &mut tx, page.administrator(), &sent).await;
    match FieldErrors::catch(done)? {
        Ok(status) => {
            tx.commit().await?;
            page.done(LIST, &format!("{} was added.", status.name))
        }
        Err(errors) => form(&page, &sent, &errors),
    }
}

async fn create(cx: &Cx, tx: &mut Tx, _: Global<Administer>, sent: &Sent) -> Result<Status> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let name = sent.name.trim();
    if name.is_empty() || text::is_longer(name, ops::MAX_NAME) || text::has_control(name) {
        return Err(messages::catalog_name_not_valid());
    }
    let mut known = catalog.statuses.iter();
    if known.any(|known| fold(&known.name) == fold(name)) {
        return Err(messages::catalog_name_taken(name));
    }
    if text::is_longer(&sent.description, text::MAX_LONG_TEXT) {
        let problem = messages::text_too_long();
        return Err(Error::invalid_field("description", problem));
    }
    let category = StatusCategory::find(&sent.category)
        .filter(|category| *category != StatusCategory::Undefined)
        .ok_or_else(|| Error::invalid_field("category", messages::CATEGORY_UNKNOWN))?;
    let icon = match category {
        StatusCategory::Undefined | StatusCategory::New => "open",
        StatusCategory::Indeterminate => "inprogress",
        StatusCategory::Done => "closed",
    };
    let status = Status {
        id: StatusId(tx.next_id("status_id").await?),
        name: name.to_owned(),
        description: sent.description.clone(),
        icon: icon.to_owned(),
        category,
    };
    store::insert_status(tx, &status).await?;
    let entry = Entry {
        category: "workflows",
        summary: "Status created",
        object: Object {
            kind: "STATUS",
            id: status.id.to_string(),
            name: &status.name,
        },
        changes: Change::between("Name", None, Some(&status.name))
            .into_iter()
            .collect(),
    };
    tx.audit(cx, entry).await?;
    let payload = json!({ "kind": "STATUS", "id": status.id.0 });
    tx.event(cx, "catalog_changed", &payload).await?;
    Ok(status)
}

#[cfg(test)]
mod tests {
    use testkit::TestApp;

    #[tokio::test]
    async fn a_status_is_added() {
        let app = TestApp::new().await;
        let b = app.admin_browser().await;
        let list = b.get("/secure/admin/ViewStatuses.jspa").await.text;
        assert!(list.contains("/secure/admin/AddStatus!default.jspa"));
        let path = "/secure/admin/AddStatus.jspa";
        let values = [
            ("name", "Waiting"),
            ("description", "x"),
            ("category", "indeterminate"),
        ];
        assert_eq!(b.submit(path, &values).await.status, 303);
        let status = app
            .admin()
            .get("/rest/api/2/status/Waiting")
            .await
            .expect(200);
        assert_eq!(status["id"], "10100");
        assert_eq!(status["statusCategory"]["key"], "indeterminate");
        let before = app.fingerprint().await;
        for (name, category) in [("waiting", "new"), ("", "new"), ("New", "none")] {
            let values = [("name", name), ("category", category)];
            assert_eq!(b.submit(path, &values).await.status, 400);
        }
        assert_eq!(app.fingerprint().await, before);
        app.done().await;
    }
}
