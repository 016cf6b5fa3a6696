//! The handlers of security schemes and levels.

use base::guard;
use base::http::{Json, Path};
use base::{Cx, Result, messages};
use model::ProjectPermission;
use model::permission::may::AdministerProjects;

use super::wire::{LevelFull, Levels, SchemeFull, Schemes};
use super::{ops, store};

pub async fn list(cx: Cx) -> Result<Json<Schemes>> {
    guard::administrator(&cx)?;
    let schemes = store::all(&mut cx.read().await?).await?;
    let schemes = schemes.into_iter();
    Ok(Json(Schemes {
        issue_security_schemes: schemes
            .map(|scheme| SchemeFull::new(scheme, None, cx.urls()))
            .collect(),
    }))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<SchemeFull>> {
    let mut tx = cx.read().await?;
    let scheme = ops::get(&cx, &mut tx, &id).await?;
    let levels = store::levels_of(&mut tx, scheme.id).await?;
    Ok(Json(SchemeFull::new(scheme, Some(levels), cx.urls())))
}

pub async fn get_level(cx: Cx, Path(id): Path<String>) -> Result<Json<LevelFull>> {
    let mut tx = cx.read().await?;
    let level = ops::get_level(&cx, &mut tx, &id).await?;
    Ok(Json(LevelFull::new(level, cx.urls())))
}

pub async fn get_of_project(cx: Cx, Path(project): Path<String>) -> Result<Json<SchemeFull>> {
    let mut tx = cx.read().await?;
    let project = guard::project::<AdministerProjects>(&cx, &mut tx, &project).await?;
    let scheme = match project.security_scheme {
        Some(id) => store::by_id(&mut tx, id).await?,
        None => None,
    };
    let scheme =
        scheme.ok_or_else(|| messages::project_without_security_scheme(project.key.as_str()))?;
    let levels = store::levels_of(&mut tx, scheme.id).await?;
    Ok(Json(SchemeFull::new(scheme, Some(levels), cx.urls())))
}

pub async fn list_levels(cx: Cx, Path(project): Path<String>) -> Result<Json<Levels>> {
    let mut tx = cx.read().await?;
    let project = guard::project_to_view(&cx, &mut tx, &project).await?;
    let may_set = guard::has_in_project(&cx, project.id, ProjectPermission::SetIssueSecurity);
    let Some(scheme) = project.security_scheme.filter(|_| may_set) else {
        return Ok(Json(Levels { levels: Vec::new() }));
    };
    let visible = guard::visible(&cx).issues;
    let is_in = |id| {
        let project = visible.project(project.id);
        project.is_some_and(|project| project.levels.iter().any(|known| known.level == id))
    };
    let levels = store::levels_of(&mut tx, scheme).await?;
    let levels = levels.into_iter().filter(|level| is_in(level.id));
    Ok(Json(Levels {
        levels: levels
            .map(|level| LevelFull::new(level, cx.urls()))
            .collect(),
    }))
}
