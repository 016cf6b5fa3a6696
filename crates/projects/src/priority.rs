//! Priorities.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/priority` | sign-in, or a project open to anyone | |
//! | `GET /rest/api/2/priority/page` | the same | a page; `query`, `projectIds` |
//! | `GET /rest/api/2/priority/{id}` | the same | |
//!
//! Quirks: none.

use base::http::{Json, Path, QueryPairs};
use base::paging::Page;
use base::route::{Needs, Routes};
use base::{Cx, Result, messages};
use model::PriorityId;

use crate::catalog::{self, PriorityFull, catalog, paged};
use crate::offer::offers;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("projects/priority")
        .get("/rest/api/2/priority", Needs::SignIn, list)
        .get("/rest/api/2/priority/page", Needs::SignIn, page)
        .asked(paged::PAGED)
        .get("/rest/api/2/priority/{id}", Needs::SignIn, get)
}

async fn list(cx: Cx) -> Result<Json<Vec<PriorityFull>>> {
    catalog::may_see(&cx)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    Ok(Json(
        catalog
            .priorities
            .iter()
            .map(|known| known.full(cx.urls()))
            .collect(),
    ))
}

async fn page(cx: Cx, asked: QueryPairs) -> Result<Json<Page<PriorityFull>>> {
    catalog::may_see(&cx)?;
    let asked = paged::Asked::parse(&asked)?;
    let mut tx = cx.read().await?;
    let catalog = catalog(&cx, &mut tx).await?;
    let offers = offers(&cx, &mut tx).await?;
    let projects = asked.projects(&cx);
    let priorities = catalog.priorities.iter().filter(|known| {
        let is_offered = |id| offers.offer(&catalog, id).has_priority(known.id);
        asked.is_named(&known.name)
            && projects
                .as_ref()
                .is_none_or(|ids| ids.iter().copied().any(is_offered))
    });
    let priorities: Vec<_> = priorities.map(|known| known.full(cx.urls())).collect();
    Ok(Json(asked.page("priority", priorities, &cx)))
}

async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<PriorityFull>> {
    catalog::may_see(&cx)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    catalog
        .priorities
        .iter()
        .find(|known| Some(known.id) == PriorityId::parse(&id))
        .map(|known| Json(known.full(cx.urls())))
        .ok_or_else(|| messages::no_such_priority(&id))
}

#[cfg(test)]
mod tests {
    use testkit::TestApp;

    #[tokio::test]
    async fn priorities_are_as_clients_expect_them() {
        let app = TestApp::new().await;
        let fred = app.member("fred").await;
        let list = fred.get("/rest/api/2/priority").await.expect(200);
        assert_eq!(list.as_array().unwrap().len(), 5);
        let high = fred.get("/rest/api/2/priority/2").await.expect(200);
        assert_eq!(high["name"], "High");
        let keys: Vec<_> = high.as_object().unwrap().keys().cloned().collect();
        assert_eq!(
            keys,
            [
                "self",
                "statusColor",
                "description",
                "iconUrl",
                "name",
                "id"
            ]
        );
        fred.get("/rest/api/2/priority/77").await.expect(404);
        fred.get("/rest/api/2/priority/High").await.expect(404);
        app.anonymous()
            .get("/rest/api/2/priority")
            .await
            .expect(401);
        app.anonymous()
            .get("/rest/api/2/priority/2")
            .await
            .expect(401);
        app.done().await;
    }
}
