//! The handlers of what can be set.

use base::expand::Expand;
use base::guard;
use base::http::{Json, Path, Query, QueryPairs};
use base::icon::AvatarUrls;
use base::paging::Paging;
use base::{Cx, Result, messages};
use model::permission::may::BrowseProjects;
use model::{IssueTypeId, ProjectId, ProjectPermission};
use projects::{IssueType, IssueTypeShort};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops::{self, Read};
use super::wire::{CreateMeta, EditMeta, FieldMap, FieldMeta, MetaPage, ProjectMeta, TypeMeta};

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    start_at: Option<i64>,
    max_results: Option<i64>,
}

impl Asked {
    fn paging(&self) -> Result<Paging> {
        Paging::new(self.start_at, self.max_results, 50, 1000)
    }
}

pub async fn all(cx: Cx, asked: QueryPairs) -> Result<Json<CreateMeta>> {
    let visible = guard::viewable_projects(&cx);
    if visible.ids().is_empty() {
        cx.signed_in()?;
    }
    let may_create =
        |id: &ProjectId| guard::has_in_project(&cx, *id, ProjectPermission::CreateIssues);
    let ids: Vec<ProjectId> = visible.ids().iter().copied().filter(may_create).collect();
    let expand = asked.all("expand").collect::<Vec<_>>().join(",");
    let with_fields = Expand::parse(Some(&expand)).has("projects.issuetypes.fields");
    let named = Named::new(&asked);
    let mut tx = cx.read().await?;
    let ids: Vec<ProjectId> = if named.by_key() {
        // Keys are known only once the projects are read.
        ids
    } else {
        ids.into_iter().filter(|id| named.has_id(*id)).collect()
    };
    let mut read = Read::read(&cx, &mut tx, &ids, with_fields).await?;
    read.projects
        .retain(|project| named.has(project.id, &project.key));
    let projects = read.projects.iter().map(|project| {
        let around = read.around(&cx, project);
        let may = |permission| guard::has_in_project(&cx, project.id, permission);
        let types = around.offer.types.iter();
        let types = types
            .filter(|known| named.has_type(known))
            .map(|known| TypeMeta {
                // Here the reference leaves the avatar out; in the newer form it is there.
                issue_type: IssueTypeShort {
                    avatar_id: None,
                    ..known.short(cx.urls())
                },
                expand: with_fields.then_some("fields"),
                fields: with_fields.then(|| FieldMap(around.of_new(known, may))),
            });
        ProjectMeta {
            expand: "issuetypes",
            self_url: cx.urls().api(&format!("project/{}", project.id)),
            id: project.id.to_string(),
            key: project.key.clone(),
            name: project.name.clone(),
            avatar_urls: AvatarUrls::of_project(cx.urls(), project.id).with(project.avatar),
            issuetypes: types.collect(),
        }
    });
    Ok(Json(CreateMeta {
        expand: "projects",
        projects: projects.collect(),
    }))
}

pub async fn types(
    cx: Cx,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<MetaPage<TypeMeta>>> {
    let paging = asked.paging()?;
    let mut tx = cx.read().await?;
    let id = project(&cx, &mut tx, &key).await?;
    let catalog = projects::catalog(&cx, &mut tx).await?;
    let offers = projects::offers(&cx, &mut tx).await?;
    let types = offers.offer(&catalog, id).types;
    let types = types.into_iter().map(|known| TypeMeta {
        issue_type: known.short(cx.urls()),
        expand: None,
        fields: None,
    });
    Ok(Json(MetaPage::of(types.collect(), paging)))
}

pub async fn fields(
    cx: Cx,
    Path((key, issue_type)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<MetaPage<FieldMeta>>> {
    let paging = asked.paging()?;
    let mut tx = cx.read().await?;
    let id = project(&cx, &mut tx, &key).await?;
    let read = Read::read(&cx, &mut tx, &[id], true).await?;
    let offer = read.offers.offer(&read.catalog, id);
    let known = IssueTypeId::parse(&issue_type).filter(|id| offer.has_type(*id));
    let known = known.and_then(|id| read.catalog.issue_type(id));
    let known = known.ok_or_else(|| messages::no_createmeta_type(&issue_type))?;
    let may = |permission| guard::has_in_project(&cx, id, permission);
    let fields = read.projects.first().map_or_else(Vec::new, |project| {
        read.around(&cx, project).of_new(known, may)
    });
    Ok(Json(MetaPage::of(fields, paging)))
}

pub async fn edit(cx: Cx, Path(issue): Path<String>) -> Result<Json<EditMeta>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    ops::edit_meta(&cx, &mut tx, &issue).await.map(Json)
}

/// Returns the project; 400 for one in which the caller creates nothing, as the reference has it.
async fn project(cx: &Cx, tx: &mut db::Tx, key: &str) -> Result<ProjectId> {
    let project = guard::create_in(cx, tx, key).await?;
    project
        .map(|project| project.id)
        .ok_or_else(|| messages::no_createmeta_project(key))
}

/// What the caller asks for; nothing said is everything.
struct Named {
    ids: Vec<String>,
    keys: Vec<String>,
    types: Vec<String>,
    type_names: Vec<String>,
}

impl Named {
    fn new(asked: &QueryPairs) -> Self {
        let list = |name: &'static str| -> Vec<String> {
            let texts = asked.all(name).flat_map(|text| text.split(','));
            let texts = texts.map(str::trim).filter(|text| !text.is_empty());
            texts.map(str::to_owned).collect()
        };
        Self {
            ids: list("projectIds"),
            keys: list("projectKeys"),
            types: list("issuetypeIds"),
            // A name may have a comma in it.
            type_names: asked
                .all("issuetypeNames")
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }

    fn by_key(&self) -> bool {
        !self.keys.is_empty()
    }

    fn has_id(&self, id: ProjectId) -> bool {
        self.ids.is_empty() || self.ids.contains(&id.to_string())
    }

    fn has(&self, id: ProjectId, key: &str) -> bool {
        let has_key = self
            .keys
            .iter()
            .any(|named| named.eq_ignore_ascii_case(key));
        match (self.ids.is_empty(), self.keys.is_empty()) {
            (true, true) => true,
            (false, true) => self.has_id(id),
            (true, false) => has_key,
            (false, false) => has_key || self.has_id(id),
        }
    }

    fn has_type(&self, issue_type: &IssueType) -> bool {
        let nothing_said = self.types.is_empty() && self.type_names.is_empty();
        nothing_said
            || self.types.contains(&issue_type.id.to_string())
            || self.type_names.contains(&issue_type.name)
    }
}
