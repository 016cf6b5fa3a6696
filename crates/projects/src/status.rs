//! Statuses and their categories.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/status` | sign-in, or a project open to anyone | |
//! | `GET /rest/api/2/status/page` | the same | a page; `query`, `projectIds` |
//! | `GET /rest/api/2/status/{idOrName}` | the same | an id first, then a name |
//! | `GET /rest/api/2/statuscategory` | the same | |
//! | `GET /rest/api/2/statuscategory/{idOrKey}` | the same | |
//!
//! Quirks: none.

use base::http::{Json, Path, QueryPairs};
use base::paging::Page;
use base::route::{Needs, Routes};
use base::text::fold;
use base::{Cx, Result, messages};
use model::StatusId;

use crate::catalog::{self, StatusCategory, StatusCategoryShort, StatusShort, catalog, paged};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("projects/status")
        .get("/rest/api/2/status", Needs::SignIn, list)
        .get("/rest/api/2/status/page", Needs::SignIn, page)
        .asked(paged::PAGED)
        .get("/rest/api/2/status/{idOrName}", Needs::SignIn, get)
        .get("/rest/api/2/statuscategory", Needs::SignIn, list_categories)
        .get(
            "/rest/api/2/statuscategory/{idOrKey}",
            Needs::SignIn,
            get_category,
        )
}

async fn list(cx: Cx) -> Result<Json<Vec<StatusShort>>> {
    catalog::may_see(&cx)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    Ok(Json(
        catalog
            .statuses
            .iter()
            .map(|known| known.short(cx.urls()))
            .collect(),
    ))
}

async fn page(cx: Cx, asked: QueryPairs) -> Result<Json<Page<StatusShort>>> {
    catalog::may_see(&cx)?;
    let asked = paged::Asked::parse(&asked)?;
    let mut tx = cx.read().await?;
    let catalog = catalog(&cx, &mut tx).await?;
    let schemes = match asked.projects(&cx) {
        Some(projects) => Some(catalog::workflow_schemes_of(&mut tx, &projects).await?),
        None => None,
    };
    let statuses = catalog.statuses.iter().filter(|known| {
        let has_it = |workflow| catalog.statuses_of(workflow).any(|one| one.id == known.id);
        asked.is_named(&known.name)
            && schemes.as_ref().is_none_or(|schemes| {
                let types = || catalog.issue_types.iter();
                let used = schemes
                    .iter()
                    .flat_map(|id| types().map(|kind| catalog.workflow_of(*id, kind.id)));
                used.flatten().any(has_it)
            })
    });
    let statuses: Vec<_> = statuses.map(|known| known.short(cx.urls())).collect();
    Ok(Json(asked.page("status", statuses, &cx)))
}

async fn get(cx: Cx, Path(id_or_name): Path<String>) -> Result<Json<StatusShort>> {
    catalog::may_see(&cx)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    let id = StatusId::parse(&id_or_name);
    let name = fold(&id_or_name);
    catalog
        .statuses
        .iter()
        .find(|known| Some(known.id) == id)
        .or_else(|| {
            catalog
                .statuses
                .iter()
                .find(|known| fold(&known.name) == name)
        })
        .map(|known| Json(known.short(cx.urls())))
        .ok_or_else(|| messages::no_such_status(&id_or_name))
}

async fn list_categories(cx: Cx) -> Result<Json<Vec<StatusCategoryShort>>> {
    catalog::may_see(&cx)?;
    let categories = StatusCategory::ALL.into_iter();
    Ok(Json(
        categories.map(|known| known.short(cx.urls())).collect(),
    ))
}

async fn get_category(cx: Cx, Path(id_or_key): Path<String>) -> Result<Json<StatusCategoryShort>> {
    catalog::may_see(&cx)?;
    StatusCategory::find(&id_or_key)
        .map(|known| Json(known.short(cx.urls())))
        .ok_or_else(|| messages::no_such_status_category(&id_or_key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::TestApp;

    #[tokio::test]
    async fn a_status_is_found_by_id_and_by_name() {
        let app = TestApp::new().await;
        let fred = app.member("fred").await;
        let list = fred.get("/rest/api/2/status").await.expect(200);
        assert_eq!(list[0]["name"], "To Do");
        let by_id = fred.get("/rest/api/2/status/10001").await.expect(200);
        let by_name = fred.get("/rest/api/2/status/done").await.expect(200);
        assert_eq!(by_id, by_name);
        let keys: Vec<_> = by_id.as_object().unwrap().keys().cloned().collect();
        assert_eq!(
            keys,
            [
                "self",
                "description",
                "iconUrl",
                "name",
                "id",
                "statusCategory"
            ]
        );
        fred.get("/rest/api/2/status/In%20Progress")
            .await
            .expect(200);
        fred.get("/rest/api/2/status/nothing").await.expect(404);
        for path in [
            "status",
            "status/3",
            "statuscategory",
            "statuscategory/done",
        ] {
            app.anonymous()
                .get(&format!("/rest/api/2/{path}"))
                .await
                .expect(401);
        }
        app.done().await;
    }

    #[tokio::test]
    async fn the_categories_are_fixed() {
        let app = TestApp::new().await;
        let admin = app.admin();
        let list = admin.get("/rest/api/2/statuscategory").await.expect(200);
        assert_eq!(list[0]["name"], "No Category");
        let done = admin
            .get("/rest/api/2/statuscategory/done")
            .await
            .expect(200);
        assert_eq!(done["id"], json!(3));
        let keys: Vec<_> = done.as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["self", "id", "key", "colorName", "name"]);
        assert_eq!(
            admin.get("/rest/api/2/statuscategory/3").await.expect(200),
            done
        );
        admin.get("/rest/api/2/statuscategory/5").await.expect(404);
        app.done().await;
    }
}
