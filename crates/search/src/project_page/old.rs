//! Old addresses of issues and projects that people have bookmarked: each leads to the page of today, if the
//! caller may know of what it names.

use axum::response::Response;
use base::http::{Path, Query};
use base::page::PageCx;
use base::urls::encode;
use base::{Result, guard, messages};
use model::permission::may::{AdministerProjects, BrowseProjects};
use serde::Deserialize;

use super::{quoted, viewed};

/// What an old address names: an id, or a key.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Named {
    id: String,
    key: String,
    pid: String,
}

impl Named {
    fn name(&self) -> &str {
        let names = [&self.key, &self.id, &self.pid];
        names
            .into_iter()
            .find(|name| !name.is_empty())
            .map_or("", String::as_str)
    }
}

/// `/secure/ViewIssue.jspa?key=OPS-1`
pub async fn issue(page: PageCx, Query(named): Query<Named>) -> Result<Response> {
    let mut tx = page.read().await?;
    // People type keys as they like.
    let name = named.name().to_uppercase();
    let issue = guard::issue::<BrowseProjects>(&page, &mut tx, &name).await?;
    page.redirect(&format!("/browse/{}", issue.key))
}

/// `/secure/BrowseProject.jspa?id=10000`
pub async fn project(page: PageCx, Query(named): Query<Named>) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = viewed(&page, &mut tx, named.name()).await?;
    page.redirect(&format!(
        "/projects/{}/summary",
        encode(project.key.as_str())
    ))
}

/// `/browse/OPS/fixforversion/10000`
pub async fn version(page: PageCx, Path((key, id)): Path<(String, String)>) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = viewed(&page, &mut tx, &key).await?;
    page.redirect(&format!(
        "/projects/{}/versions/{}",
        project.key,
        encode(&id)
    ))
}

/// `/plugins/servlet/project-config/OPS/versions`: versions are kept where they are looked at.
pub async fn versions(page: PageCx, Path(key): Path<String>) -> Result<Response> {
    administered(&page, &key, "versions").await
}

/// `/plugins/servlet/project-config/OPS/components`
pub async fn components(page: PageCx, Path(key): Path<String>) -> Result<Response> {
    administered(&page, &key, "components").await
}

async fn administered(page: &PageCx, key: &str, part: &str) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = guard::project::<AdministerProjects>(page, &mut tx, key).await?;
    let key = encode(project.key.as_str());
    page.redirect(&format!("/projects/{key}/{part}"))
}

/// `/browse/OPS/component/10000`
pub async fn component(page: PageCx, Path((key, id)): Path<(String, String)>) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = viewed(&page, &mut tx, &key).await?;
    let found = projects::component::find(&page, &mut tx, &id).await?;
    if found.project != project.id {
        return Err(messages::no_such_component(&id));
    }
    let jql = format!(
        "project = {} AND component = {}",
        quoted(project.key.as_str()),
        quoted(&found.name)
    );
    page.redirect(&format!("/issues/?jql={}", encode(&jql)))
}
