//! What becomes of issues when their type goes.

use base::guard::Global;
use base::{Cx, Remembered as _, Result, Tx, messages};
use model::permission::may::global::Administer;
use model::{IssueTypeId, OptionId, ProjectId, WorkflowSchemeId};
use projects::issue_type::ops as types;
use projects::{Catalog, IssueType, Offers};
use serde_json::json;

use super::store;
use crate::again;
use crate::history::{self, Item, Side};

/// Returns the types that all issues of a type could have, in the order of types.
///
/// # Errors
/// When the database cannot be read.
pub async fn alternatives<'a>(
    tx: &mut db::Tx,
    catalog: &'a Catalog,
    offers: &Offers,
    issue_type: &IssueType,
) -> Result<Vec<&'a IssueType>> {
    let projects = store::projects_with(tx, issue_type.id).await?;
    Ok(fitting(catalog, offers, issue_type, &projects))
}

fn fitting<'a>(
    catalog: &'a Catalog,
    offers: &Offers,
    issue_type: &IssueType,
    projects: &[(ProjectId, WorkflowSchemeId)],
) -> Vec<&'a IssueType> {
    let all = catalog.issue_types.iter();
    // Another workflow may lack the statuses that the issues have.
    let workflow = |scheme, id| catalog.workflow_of(scheme, id).map(|known| known.id);
    let fits = |other: &&IssueType| {
        other.id != issue_type.id
            && other.is_subtask == issue_type.is_subtask
            && projects.iter().all(|(project, scheme)| {
                offers.offer(catalog, *project).has_type(other.id)
                    && workflow(*scheme, other.id) == workflow(*scheme, issue_type.id)
            })
    };
    all.filter(fits).collect()
}

/// Deletes an issue type; its issues get the one named.
///
/// # Errors
/// Not found; Invalid, if there are issues and none is named that they could have, or if a scheme would
/// list nothing.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    admin: Global<Administer>,
    id: &str,
    alternative: Option<&str>,
) -> Result<()> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let offers = Offers::read(tx).await?;
    let issue_type = types::find(&catalog, id)?;
    let only = [OptionId(issue_type.id.0)];
    if let Some(scheme) = offers.types.iter().find(|scheme| scheme.options == only) {
        return Err(messages::issue_type_is_last(&scheme.name));
    }
    let projects = store::projects_with(tx, issue_type.id).await?;
    if !projects.is_empty() {
        let wanted = alternative.filter(|id| !id.is_empty());
        let wanted =
            wanted.ok_or_else(|| messages::issue_type_needs_alternative(&issue_type.name))?;
        let id = IssueTypeId::parse(wanted);
        let fitting = fitting(&catalog, &offers, issue_type, &projects);
        let other = fitting.into_iter().find(|other| Some(other.id) == id);
        let other = other.ok_or_else(|| messages::issue_type_is_no_alternative(wanted))?;
        retype(cx, tx, issue_type, other).await?;
    }
    // Another request may have made an issue of the type meanwhile: then all of this is done again.
    types::remove(cx, tx, admin, issue_type).await
}

async fn retype(cx: &Cx, tx: &mut Tx, from: &IssueType, to: &IssueType) -> Result<()> {
    let issues = store::retype(tx, from.id, to.id, cx.now())
        .await
        .map_err(again)?;
    let item = Item {
        field: "issuetype".into(),
        from: Side::named(Some((from.id, from.name.as_str()))),
        to: Side::named(Some((to.id, to.name.as_str()))),
    };
    let items: Vec<_> = issues.iter().map(|id| (*id, vec![item.clone()])).collect();
    history::record_each(cx, tx, &items).await?;
    let issues: Vec<i64> = issues.iter().map(|id| id.0).collect();
    let payload = json!({ "issues": issues, "fields": ["issuetype"] });
    tx.event(cx, "issues_updated", &payload).await
}
