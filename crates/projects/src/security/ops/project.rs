//! Which issue security scheme a project uses, and what becomes of the levels of its issues with another.

use base::audit::{Change, Entry, Object};
use base::guard::{self, Global, Granted, ProjectRef, View};
use base::{Cx, Error, Result, Tx, messages};
use model::SecurityLevelId;
use model::permission::may::global::Administer;
use serde_json::json;

use crate::security::{Level, Scheme, store};

/// Which level those issues get that have this one now; none is no level.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// The level they have.
    pub from: Option<SecurityLevelId>,
    /// The level they get.
    pub to: Option<SecurityLevelId>,
}

/// Makes a project use a scheme, or none. Issues without a level stay so unless the moves say otherwise.
///
/// # Errors
/// Not found; Invalid, if issues have a level of which the moves say nothing, or get one that is not the
/// scheme's.
pub async fn associate(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    project: &Granted<ProjectRef, View>,
    scheme: Option<&Scheme>,
    moves: &[Move],
) -> Result<()> {
    tx.change_policy().await?;
    // Read again, now that such changes wait for this one.
    let project = guard::project_to_view(cx, tx, project.key.as_str()).await?;
    if project.security_scheme == scheme.map(|scheme| scheme.id) {
        return Ok(());
    }
    let levels_before = match project.security_scheme {
        Some(id) => store::levels_of(tx, id).await?,
        None => Vec::new(),
    };
    let (before, levels_after) = (
        match project.security_scheme {
            Some(id) => store::by_id(tx, id).await?,
            None => None,
        },
        match scheme {
            Some(scheme) => store::levels_of(tx, scheme.id).await?,
            None => Vec::new(),
        },
    );
    let mut changes = Vec::new();
    changes.extend(Change::between(
        "Issue security scheme",
        before.as_ref().map(|scheme| scheme.name.as_str()),
        scheme.map(|scheme| scheme.name.as_str()),
    ));
    // Those without a level first: what loses its level now is not among them.
    let mut issues = store::issues_by_level(tx, project.id).await?;
    issues.sort_unstable();
    for (from, n_issues) in issues {
        let wanted = moves.iter().find(|wanted| wanted.from == from);
        let to = match (wanted, from) {
            (Some(wanted), _) => wanted.to,
            (None, None) => None,
            (None, Some(_)) => return Err(Error::invalid(messages::LEVEL_MOVE_MISSING)),
        };
        if to.is_some_and(|to| !levels_after.iter().any(|level| level.id == to)) {
            return Err(Error::invalid(messages::LEVEL_MOVE_MISSING));
        }
        if to == from {
            continue;
        }
        store::move_issues_in(tx, project.id, from, to).await?;
        let had = format!("{n_issues} with {}", named(&levels_before, from));
        let has = named(&levels_after, to);
        changes.extend(Change::between("Level of issues", Some(&had), Some(has)));
    }
    store::assign(tx, project.id, scheme.map(|scheme| scheme.id)).await?;
    let entry = Entry {
        category: "projects",
        summary: "Project updated",
        object: Object {
            kind: "PROJECT",
            id: project.id.to_string(),
            name: &project.name,
        },
        changes,
    };
    tx.audit(cx, entry).await?;
    let payload = json!({ "project": project.id.0, "key": project.key.as_str() });
    tx.event(cx, "project_updated", &payload).await
}

fn named(levels: &[Level], id: Option<SecurityLevelId>) -> &str {
    let level = levels.iter().find(|level| Some(level.id) == id);
    level.map_or("none", |level| &level.name)
}
