//! The handlers of issue types.

use base::guard;
use base::http::{Body, Created, Json, Path, QueryPairs};
use base::paging::Page;
use base::{Cx, Result, messages};
use model::IssueTypeId;

use super::ops;
use super::wire::IssueTypeInput;
use crate::catalog::{self, IssueTypeShort, catalog, paged};
use crate::offer::offers;

pub async fn list(cx: Cx) -> Result<Json<Vec<IssueTypeShort>>> {
    catalog::may_see(&cx)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    let types = catalog.issue_types.iter();
    Ok(Json(types.map(|known| known.short(cx.urls())).collect()))
}

pub async fn page(cx: Cx, asked: QueryPairs) -> Result<Json<Page<IssueTypeShort>>> {
    catalog::may_see(&cx)?;
    let asked = paged::Asked::parse(&asked)?;
    let mut tx = cx.read().await?;
    let catalog = catalog(&cx, &mut tx).await?;
    let offers = offers(&cx, &mut tx).await?;
    let projects = asked.projects(&cx);
    let types = catalog.issue_types.iter().filter(|known| {
        let is_offered = |id| offers.offer(&catalog, id).has_type(known.id);
        asked.is_named(&known.name)
            && projects
                .as_ref()
                .is_none_or(|ids| ids.iter().copied().any(is_offered))
    });
    let types: Vec<_> = types.map(|known| known.short(cx.urls())).collect();
    Ok(Json(asked.page("issuetype", types, &cx)))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<IssueTypeShort>> {
    catalog::may_see(&cx)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    let found = IssueTypeId::parse(&id).and_then(|id| catalog.issue_type(id));
    found
        .map(|known| Json(known.short(cx.urls())))
        .ok_or_else(|| messages::no_such_issue_type(&id))
}

pub async fn create(cx: Cx, Body(input): Body<IssueTypeInput>) -> Result<Created<IssueTypeShort>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let made = ops::create(&cx, &mut tx, admin, input.into()).await?;
    tx.commit().await?;
    Ok(Created(made.short(cx.urls())))
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<IssueTypeInput>,
) -> Result<Json<IssueTypeShort>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let changed = ops::update(&cx, &mut tx, admin, &id, input.into()).await?;
    tx.commit().await?;
    Ok(Json(changed.short(cx.urls())))
}

impl From<IssueTypeInput> for ops::Fields {
    fn from(input: IssueTypeInput) -> Self {
        Self {
            name: input.name,
            description: input.description,
            kind: input.kind,
        }
    }
}
