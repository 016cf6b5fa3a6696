//! Which values are suggested.

use base::text::fold;
use base::{Cx, Result, guard};
use db::Tx;
use issues::field::custom::CustomField;
use jql::FieldName;
use model::{GlobalPermission, IssueId};
use projects::StatusCategory;

use super::store;
use super::wire::{Written, suggested_as};
use crate::filter::store::{Viewer, names_beginning};
use crate::query;
use crate::query::bound::IdColumn;
use crate::query::field::{Field, Kind};

/// How many are suggested at once: as the reference.
const MOST: usize = 15;

/// A value that could be meant.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The value.
    pub value: String,
    /// What people are shown.
    pub shown: String,
}

impl Suggestion {
    fn of(name: impl Into<String>) -> Self {
        let value = name.into();
        Self {
            shown: value.clone(),
            value,
        }
    }
}

/// Returns labels that begin so, of issues that the caller sees; without those that one issue has.
///
/// # Errors
/// When the database cannot be read.
pub async fn labels_beginning(
    cx: &Cx,
    tx: &mut Tx,
    begun: &str,
    without: Option<IssueId>,
) -> Result<Vec<String>> {
    let sight = query::sight_of(cx, tx).await?;
    let found = store::labels(tx, &sight, begun, without, MOST).await?;
    Ok(found.into_iter().map(|label| label.value).collect())
}

/// Returns what has been begun, and the values that go on like that, of those that the caller may know of.
///
/// # Errors
/// When the database cannot be read.
pub async fn suggest<'w>(
    cx: &Cx,
    tx: &mut Tx,
    written: &'w Written,
) -> Result<(&'w str, Vec<Suggestion>)> {
    let name = written.field_name.clone().unwrap_or_default();
    let name = field_name(name.trim_matches('"'));
    let field = Field::find(&name);
    if field.is_none() {
        let custom = query::searchable(cx, tx).await?;
        if let Some(custom) = custom.find(&name).first() {
            let begun = written.field_value.as_deref().unwrap_or_default();
            let begun = begun.trim_matches('"');
            return Ok((begun, of_custom(cx, tx, custom, begun).await?));
        }
    }
    let value = written.field_value.as_deref().unwrap_or_default();
    let (kind, begun) = match written
        .predicate_name
        .as_deref()
        .map(str::to_ascii_lowercase)
    {
        Some(predicate) if predicate == "by" => (
            Some(Kind::User(IdColumn::Creator)),
            written.predicate_value.as_deref().unwrap_or_default(),
        ),
        Some(predicate) if predicate == "from" || predicate == "to" => (
            field
                .filter(|field| field.has_history)
                .map(|field| field.kind),
            written.predicate_value.as_deref().unwrap_or_default(),
        ),
        _ => (field.map(|field| field.kind), value),
    };
    let begun = begun.trim_matches('"');
    let found = match kind {
        Some(kind) => of_kind(cx, tx, kind, begun).await?,
        None => Vec::new(),
    };
    Ok((begun, found))
}

/// Reads the name of a field: `cf[10200]` is a custom field by its number.
fn field_name(text: &str) -> FieldName {
    let number = text
        .strip_prefix("cf[")
        .and_then(|rest| rest.strip_suffix(']'));
    match number.and_then(|number| number.parse().ok()) {
        Some(number) => FieldName::Custom(number),
        None => FieldName::Named(text.to_owned()),
    }
}

async fn of_custom(
    cx: &Cx,
    tx: &mut Tx,
    field: &CustomField,
    begun: &str,
) -> Result<Vec<Suggestion>> {
    if let Some(kind) = suggested_as(field) {
        return of_kind(cx, tx, kind, begun).await;
    }
    // Options of hidden projects are not told.
    let viewable = guard::viewable_projects(cx);
    let contexts = field.contexts.iter().filter(|context| {
        let projects = context.projects.as_ref();
        projects.is_none_or(|projects| projects.iter().any(|project| viewable.has(*project)))
    });
    let folded = fold(begun);
    let mut options: Vec<&String> = contexts
        .flat_map(|context| &context.options)
        .map(|option| &option.value)
        .filter(|value| fold(value).starts_with(&folded))
        .collect();
    options.dedup();
    Ok(of_names(options.into_iter().take(MOST)))
}

async fn of_kind(cx: &Cx, tx: &mut Tx, kind: Kind, begun: &str) -> Result<Vec<Suggestion>> {
    let catalog = async |tx: &mut Tx| projects::catalog(cx, tx).await;
    let all: Vec<Suggestion> = match kind {
        Kind::Project => store::projects(tx, &guard::viewable_projects(cx)).await?,
        Kind::Catalog(IdColumn::Type) => {
            of_names(catalog(tx).await?.issue_types.iter().map(|t| &t.name))
        }
        Kind::Catalog(IdColumn::Status) => {
            of_names(catalog(tx).await?.statuses.iter().map(|s| &s.name))
        }
        Kind::Catalog(IdColumn::Priority) => {
            of_names(catalog(tx).await?.priorities.iter().map(|p| &p.name))
        }
        Kind::Catalog(IdColumn::Resolution) => {
            let catalog = catalog(tx).await?;
            let mut all = of_names(catalog.resolutions.iter().map(|r| &r.name));
            all.push(Suggestion::of("Unresolved"));
            all
        }
        Kind::Catalog(IdColumn::ProjectCategory) => {
            let categories = projects::category::categories(cx, tx).await?;
            of_names(categories.0.iter().map(|known| &known.name))
        }
        Kind::Catalog(_) => store::levels(tx, &query::levels_of(cx)).await?,
        Kind::Category => StatusCategory::ALL
            .into_iter()
            .map(|category| Suggestion::of(category.name()))
            .collect(),
        Kind::Components => store::components(tx, &guard::viewable_projects(cx)).await?,
        Kind::Versions(_) => store::versions(tx, &guard::viewable_projects(cx)).await?,
        Kind::Sprints => {
            let sight = query::sight_of(cx, tx).await?;
            store::sprints(tx, &Viewer::of(cx), &sight).await?
        }
        Kind::User(_) | Kind::Crowd(_) => {
            let browses = guard::has_global(cx, GlobalPermission::UserPicker);
            return if browses {
                store::users(tx, begun, MOST).await
            } else {
                Ok(Vec::new())
            };
        }
        Kind::Labels => {
            let sight = query::sight_of(cx, tx).await?;
            return store::labels(tx, &sight, begun, None, MOST).await;
        }
        Kind::Saved => {
            let viewer = Viewer::of(cx);
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            let names = names_beginning(tx, &viewer, begun, most).await?;
            return Ok(of_names(names.iter()));
        }
        Kind::Issue(_)
        | Kind::Text(..)
        | Kind::Moment(_)
        | Kind::Due
        | Kind::WorkDates
        | Kind::WorkTexts
        | Kind::Attachments
        | Kind::Amount(_)
        | Kind::Order => Vec::new(),
    };
    let begun = fold(begun);
    let fitting = all.into_iter().filter(|suggestion| {
        let shown = fold(&suggestion.shown);
        // The key stands in parentheses after a project's name.
        shown.starts_with(&begun)
            || shown.contains(&format!("({begun}"))
            || shown.contains(&format!(" {begun}"))
    });
    Ok(fitting.take(MOST).collect())
}

fn of_names<'n>(names: impl Iterator<Item = &'n String>) -> Vec<Suggestion> {
    names.map(Suggestion::of).collect()
}
