//! The page of one scheme: its levels, who is in each, and the forms that add one and choose the default.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::{AdminPage, FieldErrors, Form, PageCx, field};
use base::route::Routes;
use serde::Deserialize;

use super::{ADMIN, Asked, Sent, address, shell};
use crate::holder;
use crate::security::{Level, Scheme, ops, store};

/// How many projects the page names.
const MAX_PROJECTS: i64 = 20;

pub fn routes() -> Routes {
    const ADD_LEVEL: &str = "/secure/admin/EditIssueSecurities!addLevel.jspa";
    const DEFAULT: &str = "/secure/admin/EditIssueSecurities!makeDefaultLevel.jspa";
    Routes::of("projects/security")
        .page(
            "/secure/admin/EditIssueSecurities!default.jspa",
            ADMIN,
            show,
        )
        .page("/secure/admin/EditIssueSecurities.jspa", ADMIN, show)
        .page(ADD_LEVEL, ADMIN, show)
        .form(ADD_LEVEL, ADMIN, add_level)
        .page(DEFAULT, ADMIN, show)
        .form(DEFAULT, ADMIN, set_default)
}

#[derive(Template)]
#[template(path = "security_page.html")]
struct Page<'a> {
    page: &'a PageCx,
    scheme: &'a Scheme,
    projects: &'a [(String, String)],
    n_projects: i64,
    levels: &'a [InLevel],
    form: &'a Sent,
    errors: &'a FieldErrors,
}

/// A level with who is in it.
pub struct InLevel {
    pub level: Level,
    pub is_default: bool,
    /// What they are known by, and who they are.
    pub members: Vec<(String, String)>,
}

/// Returns the levels of a scheme with who is in each. Also for a project's own page.
pub async fn levels(tx: &mut db::Tx, scheme: &Scheme) -> Result<Vec<InLevel>> {
    let members = store::members_of(tx, scheme.id).await?;
    let names = holder::names(tx, members.iter().map(|member| &member.holder)).await?;
    let levels = store::levels_of(tx, scheme.id).await?;
    let levels = levels.into_iter().map(|level| {
        let of_level = members.iter().filter(|member| member.level == level.id);
        InLevel {
            is_default: scheme.default_level == Some(level.id),
            members: of_level
                .map(|member| (member.id.to_string(), names.in_words(&member.holder)))
                .collect(),
            level,
        }
    });
    Ok(levels.collect())
}

async fn show(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let sent = Sent {
        scheme_id: asked.scheme_id,
        ..Sent::default()
    };
    form(&page, &sent, &FieldErrors::none()).await
}

async fn form(page: &AdminPage, sent: &Sent, errors: &FieldErrors) -> Result<Response> {
    let mut tx = page.read().await?;
    let scheme = ops::required(&mut tx, &sent.scheme_id).await?;
    let (projects, n_projects) = store::projects_of(&mut tx, scheme.id, MAX_PROJECTS).await?;
    let main = Page {
        page,
        scheme: &scheme,
        projects: &projects,
        n_projects,
        levels: &levels(&mut tx, &scheme).await?,
        form: sent,
        errors,
    };
    page.answer_form(&shell(&scheme.name), &main, errors)
}

async fn add_level(page: AdminPage, Form(sent): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let (id, name, text) = (&sent.scheme_id, sent.name.trim(), &sent.description);
    let made = ops::add_level(&page, &mut tx, admin, id, name, text).await;
    let level = match FieldErrors::catch(made)? {
        Ok(level) => level,
        Err(errors) => {
            drop(tx);
            return form(&page, &sent, &errors.renamed("levels", "name")).await;
        }
    };
    tx.commit().await?;
    let text = format!(
        "Security level {} was added. Nobody is in it yet.",
        level.name
    );
    page.done(&address(level.scheme), &text)
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DefaultLevel {
    scheme_id: String,
    level_id: String,
}

/// Makes a level the default; without one, there is none.
async fn set_default(page: AdminPage, Form(sent): Form<DefaultLevel>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let level = Some(sent.level_id.as_str()).filter(|level| !level.is_empty());
    let scheme = ops::set_default_level(&page, &mut tx, admin, &sent.scheme_id, level).await?;
    tx.commit().await?;
    let text = if scheme.default_level.is_some() {
        "The default level was changed."
    } else {
        "New issues have no level unless they name one."
    };
    page.done(&address(scheme.id), text)
}
