//! The handlers of custom fields.

use std::cmp::Reverse;

use base::guard::{self, ViewableProjects};
use base::http::{Json, Path, Query, QueryPairs};
use base::paging::{Page, Paging};
use base::text::fold;
use base::urls::encode;
use base::{Cx, Result, messages};
use model::{CustomFieldId, CustomFieldOptionId, GlobalPermission, IssueTypeId, ProjectId};
use projects::screen::screens;
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops;
use super::wire::{CustomFieldFull, Deleted, OptionFull, Options};
use crate::field::custom::{Context, CustomField, count_values, custom_fields};

/// How many fields a page has at most.
const MOST: i64 = 1000;

/// Passes who may see fields: whoever is signed in, and everybody where a project is open to anyone.
fn viewable(cx: &Cx) -> Result<ViewableProjects> {
    let viewable = guard::viewable_projects(cx);
    if viewable.ids().is_empty() {
        cx.signed_in()?;
    }
    Ok(viewable)
}

pub async fn list(cx: Cx, asked: QueryPairs) -> Result<Json<Page<CustomFieldFull>>> {
    let viewable = viewable(&cx)?;
    let number = |name: &str| -> Result<Option<i64>> {
        let text = asked.first(name).filter(|text| !text.is_empty());
        let number = text.map(str::parse).transpose();
        number.map_err(|_| messages::bad_query(&format!("{name} is not a number")))
    };
    let start_at = number("startAt")?.unwrap_or(0);
    let paging = Paging::new(Some(start_at), number("maxResults")?, 50, MOST)?;
    let is_admin = guard::has_global(&cx, GlobalPermission::Administer);
    let mut tx = cx.read().await?;
    let fields = custom_fields(&cx, &mut tx).await?;
    let screens = screens(&cx, &mut tx).await?;
    let sought = Sought::new(&asked);
    let mut found: Vec<&CustomField> = fields
        .fields
        .iter()
        .filter(|field| is_admin || field.is_visible(&viewable))
        .filter(|field| sought.fits(field))
        .collect();
    match (asked.first("sortColumn"), asked.first("sortOrder")) {
        (Some("id"), Some(order)) if order.eq_ignore_ascii_case("desc") => found.reverse(),
        (Some("id"), _) => {}
        (_, Some(order)) if order.eq_ignore_ascii_case("desc") => {
            found.sort_by_key(|field| Reverse((fold(&field.name), field.id)));
        }
        _ => found.sort_by_key(|field| (fold(&field.name), field.id)),
    }
    let counts = if is_admin {
        Some(count_values(&mut tx).await?)
    } else {
        None
    };
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let start = usize::try_from(paging.start_at).unwrap_or(usize::MAX);
    let n = usize::try_from(paging.max_results).unwrap_or(usize::MAX);
    let page = found.into_iter().skip(start).take(n).map(|field| {
        let counted = counts.as_ref();
        let n_values = counted.map(|counts| counts.get(&field.id).copied().unwrap_or(0));
        CustomFieldFull::new(
            field,
            &viewable,
            (screens.with(&field.key()), n_values),
            cx.urls(),
        )
    });
    let search = asked.first("search").unwrap_or_default();
    let url = format!(
        "{}?search={}",
        cx.urls().api("customFields"),
        encode(search)
    );
    Ok(Json(Page::new(&url, paging, total, page.collect())))
}

/// What the list is narrowed to.
struct Sought {
    words: String,
    projects: Vec<ProjectId>,
    types: Vec<String>,
}

impl Sought {
    fn new(asked: &QueryPairs) -> Self {
        let list = |name: &'static str| -> Vec<String> {
            let texts = asked.all(name).flat_map(|text| text.split(','));
            let texts = texts.map(str::trim).filter(|text| !text.is_empty());
            texts.map(str::to_owned).collect()
        };
        let projects = list("projectIds");
        Self {
            words: fold(asked.first("search").unwrap_or_default().trim()),
            projects: projects
                .iter()
                .filter_map(|id| ProjectId::parse(id))
                .collect(),
            types: list("types"),
        }
    }

    fn fits(&self, field: &CustomField) -> bool {
        let has_words = fold(&field.name).contains(&self.words);
        let projects = &self.projects;
        let has_project =
            projects.is_empty() || projects.iter().any(|id| field.context_in(*id).is_some());
        let types = &self.types;
        let has_type = types.is_empty() || types.iter().any(|key| key == field.kind.key);
        has_words && has_project && has_type
    }
}

#[derive(Deserialize, JsonSchema)]
pub struct Doomed {
    ids: Option<String>,
}

pub async fn delete(cx: Cx, Query(asked): Query<Doomed>) -> Result<Deleted> {
    let admin = guard::administrator(&cx)?;
    let ids = asked.ids.unwrap_or_default();
    let ids = ids.split(',').map(str::trim).filter(|id| !id.is_empty());
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    if ids.is_empty() || ids.len() > ops::MOST {
        return Err(messages::custom_field_ids_missing(ops::MOST));
    }
    let mut tx = cx.write().await?;
    let (deleted, refused) = ops::delete(&cx, &mut tx, admin, &ids).await?;
    if !deleted.is_empty() {
        tx.commit().await?;
    }
    Ok(Deleted {
        message: messages::CUSTOM_FIELDS_DELETED,
        deleted_custom_fields: deleted,
        not_deleted_custom_fields: refused,
    })
}

pub async fn options(cx: Cx, Path(id): Path<String>, asked: QueryPairs) -> Result<Json<Options>> {
    let viewable = viewable(&cx)?;
    let is_admin = guard::has_global(&cx, GlobalPermission::Administer);
    let mut tx = cx.read().await?;
    let fields = custom_fields(&cx, &mut tx).await?;
    let known = CustomFieldId::parse(&id).or_else(|| CustomField::id_of(&id));
    let field = known
        .and_then(|known| fields.get(known))
        .filter(|field| is_admin || field.is_visible(&viewable))
        .ok_or_else(|| messages::custom_field_unknown(&id))?;
    let number = |name: &str, default: usize| -> Result<usize> {
        let text = asked.first(name).filter(|text| !text.is_empty());
        let number = text.map(str::parse).transpose();
        let number = number.map_err(|_| messages::bad_query(&format!("{name} is not a number")));
        Ok(number?.unwrap_or(default))
    };
    let n = number("maxResults", 100)?.min(1000);
    let page = number("page", 1)?.max(1);
    let query = fold(asked.first("query").unwrap_or_default());
    let context = the_context(field, &asked, |context| {
        is_admin || is_visible(context, &viewable)
    });
    let found: Vec<OptionFull> = context.map_or_else(Vec::new, |context| {
        let options = context.options.iter().filter(|option| {
            let value = fold(&option.value);
            query.is_empty()
                || value.starts_with(&query)
                || value
                    .split_whitespace()
                    .any(|word| word.starts_with(&query))
        });
        options
            .map(|option| OptionFull::new(option, context, cx.urls()))
            .collect()
    });
    let total = found.len();
    let page = found.into_iter().skip((page - 1).saturating_mul(n)).take(n);
    Ok(Json(Options {
        options: page.collect(),
        total,
    }))
}

/// Returns the one context that the projects and types asked for have, if it is one.
fn the_context<'a>(
    field: &'a CustomField,
    asked: &QueryPairs,
    is_visible: impl Fn(&Context) -> bool,
) -> Option<&'a Context> {
    let ids = |name: &'static str| -> Vec<i64> {
        let texts = asked.all(name).flat_map(|text| text.split(','));
        texts.filter_map(|text| text.trim().parse().ok()).collect()
    };
    let (projects, types) = (ids("projectIds"), ids("issueTypeIds"));
    let mut contexts: Vec<&Context> = if projects.is_empty() {
        field.contexts.iter().collect()
    } else {
        let contexts = projects.iter().map(|id| field.context_in(ProjectId(*id)));
        contexts.collect::<Option<Vec<_>>>()?
    };
    contexts.retain(|context| is_visible(context));
    contexts.sort_by_key(|context| context.id);
    contexts.dedup_by_key(|context| context.id);
    let has_types = |context: &&Context| types.iter().all(|id| context.has_type(IssueTypeId(*id)));
    match contexts.as_slice() {
        [only] => Some(*only).filter(has_types),
        _ => None,
    }
}

fn is_visible(context: &Context, viewable: &ViewableProjects) -> bool {
    match &context.projects {
        None => true,
        Some(projects) => projects.iter().any(|project| viewable.has(*project)),
    }
}

pub async fn option(cx: Cx, Path(id): Path<String>) -> Result<Json<OptionFull>> {
    let viewable = viewable(&cx)?;
    let is_admin = guard::has_global(&cx, GlobalPermission::Administer);
    let mut tx = cx.read().await?;
    let fields = custom_fields(&cx, &mut tx).await?;
    let found = CustomFieldOptionId::parse(&id).and_then(|id| fields.option(id));
    let (_, context, option) = found
        .filter(|(_, context, _)| is_admin || is_visible(context, &viewable))
        .ok_or_else(|| messages::no_such_option(&id))?;
    Ok(Json(OptionFull::new(option, context, cx.urls())))
}
