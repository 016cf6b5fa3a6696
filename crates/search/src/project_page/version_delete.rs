//! The form that deletes a version: how many issues have it, and what they get in its place.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::guard::ProjectRef;
use base::http::Path;
use base::page::{FieldErrors, FormPairs, PageCx, Shell, UserPage, field};
use issues::version::{self as held, InCustomField, Places};
use projects::version::{self, Version};

use super::Head;
use super::release::to_change;

const FIX: &str = "moveFixIssuesTo";
const AFFECTED: &str = "moveAffectedIssuesTo";
/// What the names of custom fields begin with; their number follows.
const CUSTOM: &str = "customfield_";

#[derive(Template)]
#[template(path = "project_version_delete.html")]
struct Page<'a> {
    page: &'a PageCx,
    head: Head,
    name: &'a str,
    address: String,
    places: Vec<Place>,
    choices: Vec<field::Choice>,
    errors: &'a FieldErrors,
}

/// A field that has the version in issues.
struct Place {
    name: String,
    label: String,
    value: String,
}

pub async fn show(page: PageCx, Path((key, id)): Path<(String, String)>) -> Result<Response> {
    let mut tx = page.read().await?;
    let (project, found) = to_change(&page, &mut tx, &key, &id).await?;
    let (sent, errors) = (FormPairs(Vec::new()), FieldErrors::none());
    shown(&page, &mut tx, (&project, &found), (&sent, &errors)).await
}

async fn shown(
    page: &PageCx,
    tx: &mut db::Tx,
    (project, found): (&ProjectRef, &Version),
    (sent, errors): (&FormPairs, &FieldErrors),
) -> Result<Response> {
    let head = Head::new(page, project, "Versions");
    let in_use = held::usage(page, tx, found.id).await?;
    let own = in_use.custom.into_iter().map(|one| {
        let label = format!("with it as {}", one.name);
        (format!("{CUSTOM}{}", one.field), label, one.n_issues)
    });
    let both = [
        (FIX, "to be fixed in it", in_use.fixed),
        (AFFECTED, "affected by it", in_use.affected),
    ];
    let both = both.map(|(name, label, n)| (name.to_owned(), label.to_owned(), n));
    let places = both.into_iter().chain(own);
    let place = |(name, label, n_issues): (String, String, i64)| {
        let issues = if n_issues == 1 { "issue" } else { "issues" };
        Place {
            label: format!("{n_issues} {issues} {label}"),
            value: sent.first(&name).to_owned(),
            name,
        }
    };
    let mut choices = vec![field::Choice::new("", "Take the version away")];
    let all = version::of_project(tx, project.id).await?;
    let others = all.iter().rev();
    let others = others.filter(|one| one.id != found.id && !one.is_archived);
    let to = |one: &Version| {
        let label = format!("Move to {}", one.name);
        field::Choice::new(one.id.to_string(), label)
    };
    choices.extend(others.map(to));
    let main = Page {
        page,
        name: &found.name,
        address: head.at(page, &format!("versions/{}", found.id)),
        places: places
            .filter(|(_, _, n_issues)| *n_issues > 0)
            .map(place)
            .collect(),
        choices,
        errors,
        head,
    };
    let shell = Shell::plain("Delete version");
    page.answer_form(&shell, &main, errors)
}

pub async fn remove(
    page: UserPage,
    Path((key, id)): Path<(String, String)>,
    sent: FormPairs,
) -> Result<Response> {
    let mut tx = page.write().await?;
    let (project, found) = to_change(&page, &mut tx, &key, &id).await?;
    let named = |name: &str| Some(sent.first(name).to_owned()).filter(|id| !id.is_empty());
    let custom: Vec<(&str, InCustomField)> = sent.0.iter().filter_map(in_custom_field).collect();
    // Which of them is meant is not said.
    let name = custom.first().map_or(FIX, |(name, _)| *name).to_owned();
    let places = Places {
        fix: named(FIX),
        affected: named(AFFECTED),
        custom: custom.into_iter().map(|(_, given)| given).collect(),
    };
    let deleted = held::delete(&page, &mut tx, &project, &found, &places).await;
    if let Err(errors) = FieldErrors::catch(deleted)? {
        drop(tx);
        let mut tx = page.read().await?;
        let errors = errors.renamed("customFieldReplacementList", &name);
        return shown(&page, &mut tx, (&project, &found), (&sent, &errors)).await;
    }
    tx.commit().await?;
    let head = Head::new(&page, &project, "Versions");
    let text = format!("Version {} was deleted.", found.name);
    page.done(&head.path("versions"), &text)
}

/// Returns what a custom field gets in the version's place, if that is what was sent.
fn in_custom_field((name, value): &(String, String)) -> Option<(&str, InCustomField)> {
    let custom_field_id = name.strip_prefix(CUSTOM)?.parse().ok()?;
    if value.is_empty() {
        return None;
    }
    let given = InCustomField {
        custom_field_id,
        // No version has the number 0: what is no number is refused as what names none.
        move_to: Some(value.parse().unwrap_or(0)),
    };
    Some((name, given))
}
