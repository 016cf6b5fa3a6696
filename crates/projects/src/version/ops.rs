//! What making, changing and moving a version means.

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::{self, Granted, ProjectRef};
use base::{Actor, Cx, Error, Result, Tx, messages, text};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::VersionId;
use model::permission::may::AdministerProjects;
use serde_json::json;

use super::wire::{MoveInput, VersionFull, VersionInput};
use super::{Version, store};

/// Returns a version of a project that the caller may know of.
///
/// # Errors
/// Not found; Unauthorized for anonymous callers.
pub async fn find(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Version> {
    if let Some(number) = VersionId::parse(id)
        && let Some(version) = store::by_id(tx, number).await?
        && guard::viewable_projects(cx).has(version.project)
    {
        return Ok(version);
    }
    cx.signed_in()?;
    Err(messages::no_such_version(id))
}

/// Returns a version, and its project with proof that the caller administers it.
///
/// # Errors
/// As [`find`]; Forbidden.
pub async fn find_to_change(
    cx: &Cx,
    tx: &mut db::Tx,
    id: &str,
) -> Result<(Granted<ProjectRef, AdministerProjects>, Version)> {
    let version = find(cx, tx, id).await?;
    let project = guard::project(cx, tx, &version.project.to_string()).await?;
    Ok((project, version))
}

/// Returns a version as it is shown.
pub fn show(cx: &Cx, version: &Version) -> VersionFull {
    VersionFull::new(version, today(cx), cx.urls())
}

/// Returns versions as they are shown.
#[must_use]
pub fn shown(cx: &Cx, versions: &[Version]) -> Vec<VersionFull> {
    let today = today(cx);
    let shown = versions
        .iter()
        .map(|version| VersionFull::new(version, today, cx.urls()));
    shown.collect()
}

/// Returns the day it is for the caller.
#[must_use]
pub fn today(cx: &Cx) -> Date {
    let zone = match &cx.actor {
        Actor::User(user) => TimeZone::get(&user.time_zone).unwrap_or(TimeZone::UTC),
        Actor::Anonymous | Actor::Internal(_) => TimeZone::UTC,
    };
    let now = jiff::Timestamp::from_millisecond(cx.now().0).unwrap_or(jiff::Timestamp::MAX);
    now.to_zoned(zone).date()
}

/// Makes a version, after all others of the project.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    input: VersionInput,
) -> Result<Version> {
    let blank = Version {
        id: VersionId(0),
        project: project.id,
        name: String::new(),
        description: None,
        position: 0,
        is_released: false,
        is_archived: false,
        start_date: None,
        release_date: None,
    };
    let mut version = changed(&blank, input)?;
    version.id = VersionId(tx.next_id("version_id").await?);
    version.position = store::next_position(tx, project.id).await?;
    store::insert(tx, &version).await.map_err(taken)?;
    let changes = changes(None, &version);
    audit(cx, tx, "Version created", project, &version, changes).await?;
    event(cx, tx, "version_created", &version).await?;
    Ok(version)
}

/// Changes a version. What is not given stays.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    version: &Version,
    input: VersionInput,
) -> Result<Version> {
    let Some(before) = store::lock(tx, version.id).await? else {
        return Err(messages::no_such_version(&version.id.to_string()));
    };
    let after = changed(&before, input)?;
    if after == before {
        return Ok(after);
    }
    store::update(tx, &after).await.map_err(taken)?;
    let summary = match (before.is_released, after.is_released) {
        (false, true) => "Version released",
        (true, false) => "Version unreleased",
        _ => "Version updated",
    };
    let kind = match summary {
        "Version released" => "version_released",
        "Version unreleased" => "version_unreleased",
        _ => "version_updated",
    };
    let changes = changes(Some(&before), &after);
    audit(cx, tx, summary, project, &after, changes).await?;
    event(cx, tx, kind, &after).await?;
    Ok(after)
}

/// Gives a version another place among the project's versions.
///
/// # Errors
/// Invalid; Not found for a version to stand after that is not in the project.
pub async fn move_to(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    version: &Version,
    input: &MoveInput,
) -> Result<Version> {
    store::lock_order(tx, project.id).await?;
    let all = store::of_project(tx, project.id).await?;
    let Some(place) = all.iter().position(|known| known.id == version.id) else {
        return Err(messages::no_such_version(&version.id.to_string()));
    };
    // The version it shall stand before; after all, if there is none.
    let before = match (&input.after, input.position.as_deref()) {
        (Some(link), None) => {
            let id = link.rsplit('/').next().unwrap_or_default();
            let after = all
                .iter()
                .position(|known| known.id.to_string() == id && known.id != version.id);
            let after = after.ok_or_else(|| messages::no_such_version(id))?;
            all.get(after + 1)
        }
        (None, Some("First")) => all.first(),
        (None, Some("Last")) => None,
        (None, Some("Earlier")) => all.get(place.saturating_sub(1)),
        (None, Some("Later")) => all.get(place + 2),
        _ => return Err(messages::version_move_not_valid()),
    };
    if before.is_some_and(|before| before.id == version.id) {
        return Ok(version.clone());
    }
    let position = match before {
        Some(before) => {
            store::make_room(tx, project.id, before.position).await?;
            before.position
        }
        None => store::next_position(tx, project.id).await?,
    };
    store::set_position(tx, version.id, position).await?;
    audit(cx, tx, "Version moved", project, version, Vec::new()).await?;
    event(cx, tx, "version_moved", version).await?;
    Ok(Version {
        position,
        ..version.clone()
    })
}

/// Deletes a version. What becomes of its issues was decided by whoever calls this.
///
/// # Errors
/// When the database refuses.
pub async fn remove(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    version: &Version,
) -> Result<()> {
    store::delete(tx, version.id).await?;
    audit(cx, tx, "Version deleted", project, version, Vec::new()).await?;
    event(cx, tx, "version_deleted", version).await
}

/// Deletes a version whose issues another one has now.
///
/// # Errors
/// When the database refuses.
pub async fn merged(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    version: &Version,
    into: &Version,
) -> Result<()> {
    store::delete(tx, version.id).await?;
    let change = Change::between("Merged into", None, Some(&into.name));
    let changes = change.into_iter().collect();
    audit(cx, tx, "Version merged", project, version, changes).await?;
    let payload = json!({
        "version": version.id.0, "into": into.id.0, "project": version.project.0,
    });
    tx.event(cx, "version_merged", &payload).await
}

/// Returns the version with what is given in the place of what it was.
fn changed(before: &Version, input: VersionInput) -> Result<Version> {
    let mut problems = Problems::default();
    let mut after = before.clone();
    if let Some(name) = input.name {
        name.trim().clone_into(&mut after.name);
    }
    if after.name.is_empty() || text::has_control(&after.name) {
        problems.field("name", messages::VERSION_NAME_MISSING);
    } else if text::is_longer(&after.name, text::MAX_LINE) {
        problems.field("name", messages::line_too_long("name", text::MAX_LINE));
    }
    if let Some(description) = input.description {
        if text::is_longer(&description, text::MAX_LONG_TEXT) {
            problems.field("description", messages::text_too_long());
        }
        after.description = Some(description).filter(|text| !text.is_empty());
    }
    if let Some(given) = input.start_date {
        after.start_date = day("startDate", given, &mut problems);
    }
    if let Some(given) = input.release_date {
        after.release_date = day("releaseDate", given, &mut problems);
    }
    // Days are written so that their texts compare as they do.
    if let (Some(start), Some(release)) = (&after.start_date, &after.release_date)
        && start > release
    {
        problems.field("releaseDate", messages::VERSION_ENDS_BEFORE_START);
    }
    after.is_released = input.released.unwrap_or(before.is_released);
    after.is_archived = input.archived.unwrap_or(before.is_archived);
    problems.check()?;
    Ok(after)
}

/// Reads a day. Some clients send a moment: its day counts.
fn day(field: &str, given: Option<String>, problems: &mut Problems) -> Option<String> {
    let given = given.filter(|text| !text.is_empty())?;
    let text = given.get(..10).unwrap_or(&given);
    let has_form = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let rest_is_fine = given.len() == text.len() || given.as_bytes().get(10) == Some(&b'T');
    if has_form && rest_is_fine && text.parse::<Date>().is_ok() {
        return Some(text.to_owned());
    }
    problems.field(field, messages::not_a_date(&given));
    None
}

fn changes(before: Option<&Version>, after: &Version) -> Vec<Change> {
    let flag = |is: bool| if is { "true" } else { "false" };
    let old = |of: fn(&Version) -> Option<&str>| before.and_then(of);
    let text = |name, of: fn(&Version) -> Option<&str>| Change::between(name, old(of), of(after));
    [
        text("Name", |known| Some(&known.name)),
        text("Description", |known| known.description.as_deref()),
        text("Start date", |known| known.start_date.as_deref()),
        text("Release date", |known| known.release_date.as_deref()),
        Change::between(
            "Released",
            before.map(|known| flag(known.is_released)),
            Some(flag(after.is_released)),
        ),
        Change::between(
            "Archived",
            before.map(|known| flag(known.is_archived)),
            Some(flag(after.is_archived)),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn taken(error: db::Error) -> Error {
    if error.is_unique("version.project_id,lower_name") {
        Error::invalid_field("name", messages::VERSION_NAME_TAKEN)
    } else {
        error.into()
    }
}

async fn audit(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    project: &ProjectRef,
    version: &Version,
    mut changes: Vec<Change>,
) -> Result<()> {
    changes.extend(Change::between("Project", None, Some(project.key.as_str())));
    let entry = Entry {
        category: "projects",
        summary,
        object: Object {
            kind: "VERSION",
            id: version.id.to_string(),
            name: &version.name,
        },
        changes,
    };
    tx.audit(cx, entry).await
}

async fn event(cx: &Cx, tx: &mut Tx, kind: &'static str, version: &Version) -> Result<()> {
    let payload = json!({ "version": version.id.0, "project": version.project.0 });
    tx.event(cx, kind, &payload).await
}
