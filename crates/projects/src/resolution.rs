//! Resolutions.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/resolution` | sign-in, or a project open to anyone | |
//! | `GET /rest/api/2/resolution/page` | the same | a page; `query` |
//! | `GET /rest/api/2/resolution/{id}` | the same | |
//!
//! Quirks: none.

use base::http::{Json, Path, QueryPairs};
use base::paging::Page;
use base::route::{Needs, Routes};
use base::{Cx, Result, messages};
use model::ResolutionId;

use crate::catalog::{self, ResolutionFull, catalog, paged};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("projects/resolution")
        .get("/rest/api/2/resolution", Needs::SignIn, list)
        .get("/rest/api/2/resolution/page", Needs::SignIn, page)
        .asked(paged::PAGED)
        .get("/rest/api/2/resolution/{id}", Needs::SignIn, get)
}

async fn list(cx: Cx) -> Result<Json<Vec<ResolutionFull>>> {
    catalog::may_see(&cx)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    Ok(Json(
        catalog
            .resolutions
            .iter()
            .map(|known| known.full(cx.urls()))
            .collect(),
    ))
}

async fn page(cx: Cx, asked: QueryPairs) -> Result<Json<Page<ResolutionFull>>> {
    catalog::may_see(&cx)?;
    let asked = paged::Asked::parse(&asked)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    let resolutions = catalog.resolutions.iter();
    let resolutions = resolutions.filter(|known| asked.is_named(&known.name));
    let resolutions: Vec<_> = resolutions.map(|known| known.full(cx.urls())).collect();
    Ok(Json(asked.page("resolution", resolutions, &cx)))
}

async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<ResolutionFull>> {
    catalog::may_see(&cx)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    catalog
        .resolutions
        .iter()
        .find(|known| Some(known.id) == ResolutionId::parse(&id))
        .map(|known| Json(known.full(cx.urls())))
        .ok_or_else(|| messages::no_such_resolution(&id))
}

#[cfg(test)]
mod tests {
    use testkit::TestApp;

    #[tokio::test]
    async fn resolutions_are_as_clients_expect_them() {
        let app = TestApp::new().await;
        let fred = app.member("fred").await;
        let list = fred.get("/rest/api/2/resolution").await.expect(200);
        assert_eq!(list[0]["name"], "Done");
        let duplicate = fred.get("/rest/api/2/resolution/10002").await.expect(200);
        assert_eq!(duplicate["name"], "Duplicate");
        let keys: Vec<_> = duplicate.as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["self", "description", "name", "id"]);
        fred.get("/rest/api/2/resolution/1").await.expect(404);
        app.anonymous()
            .get("/rest/api/2/resolution")
            .await
            .expect(401);
        app.anonymous()
            .get("/rest/api/2/resolution/10002")
            .await
            .expect(401);
        app.done().await;
    }
}
