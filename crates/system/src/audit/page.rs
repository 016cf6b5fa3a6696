//! The page of the audit log.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::field::{self, Choice};
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, PageCx, Shell};
use jiff::tz::TimeZone;
use model::Timestamp;
use serde::Deserialize;

use super::filter::{Typed, zone_of};
use super::store::{self, Part, Place};
use super::wire::ChangedValue;
use super::{Filter, Record};

/// How many entries a page has.
const SIZE: usize = 50;
const SHELL: Shell<'static> = Shell::admin("Audit log", Section::System, "Audit log");

/// Which part is asked for: the filter's own parameters are read apart.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    typed: Typed,
    older: String,
    newer: String,
}

#[derive(Template)]
#[template(path = "audit_view.html")]
struct View<'a> {
    page: &'a PageCx,
    typed: &'a Typed,
    errors: &'a FieldErrors,
    categories: &'a [Choice],
    zone: &'a str,
    lines: &'a [Line],
    query: &'a str,
    older: Option<String>,
    newer: Option<String>,
}

/// An entry as it is shown.
struct Line {
    record: Record,
    /// For programs.
    moment: String,
    /// For people: day and time of theirs.
    shown: String,
    kind: String,
    changes: Vec<ChangedValue>,
}

pub async fn show_old(page: AdminPage) -> Result<Response> {
    page.redirect("/auditing/view")
}

pub async fn show(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let Asked {
        typed,
        older,
        newer,
    } = asked;
    let mut tx = page.read().await?;
    let categories = categories(&mut tx, &typed.category).await?;
    let (filter, errors) = match FieldErrors::catch(typed.read(&page, &mut tx).await)? {
        Ok(filter) => (Some(filter), FieldErrors::none()),
        Err(errors) => (None, errors),
    };
    let part = match (place(&older), place(&newer)) {
        (Some(than), _) => Part::OlderThan(than),
        (None, Some(than)) => Part::NewerThan(than),
        (None, None) => Part::First,
    };
    let found = match &filter {
        Some(filter) => list(&mut tx, filter, part).await?,
        None => Found::default(),
    };
    let zone = zone_of(&page);
    let query = typed.query();
    let link = |name: &str, at: &Record| {
        let place = format!("{name}={}.{}", at.at.0, at.id);
        let amp = if query.is_empty() { "" } else { "&" };
        page.link(&format!("/auditing/view?{query}{amp}{place}"))
    };
    let newer = found.records.first().filter(|_| found.has_newer);
    let newer = newer.map(|first| link("newer", first));
    let older = found.records.last().filter(|_| found.has_older);
    let older = older.map(|last| link("older", last));
    let lines: Vec<Line> = found
        .records
        .into_iter()
        .map(|record| Line::new(record, &zone))
        .collect();
    let view = View {
        page: &page,
        typed: &typed,
        errors: &errors,
        categories: &categories,
        zone: zone.iana_name().unwrap_or("UTC"),
        lines: &lines,
        query: &query,
        older,
        newer,
    };
    if filter.is_none() {
        return page.refuse(&SHELL, &view);
    }
    page.render(&SHELL, &view)
}

/// A part of the list, and whether there is more on either side.
#[derive(Default)]
struct Found {
    records: Vec<Record>,
    has_newer: bool,
    has_older: bool,
}

async fn list(tx: &mut db::Tx, filter: &Filter, part: Part) -> Result<Found> {
    // One more than is shown tells whether there are more.
    let most = i64::try_from(SIZE).unwrap_or(i64::MAX).saturating_add(1);
    let mut records = store::list(tx, filter, part, most).await?;
    let has_more = records.len() > SIZE;
    Ok(match part {
        Part::NewerThan(_) => {
            if has_more {
                records.remove(0);
            }
            Found {
                records,
                has_newer: has_more,
                has_older: true,
            }
        }
        Part::First | Part::OlderThan(_) | Part::Offset(_) => {
            records.truncate(SIZE);
            Found {
                records,
                has_newer: matches!(part, Part::OlderThan(_)),
                has_older: has_more,
            }
        }
    })
}

async fn categories(tx: &mut db::Tx, chosen: &str) -> Result<Vec<Choice>> {
    let mut names = store::categories(tx).await?;
    // One that has no entries any more stays what it was chosen to be.
    if !chosen.is_empty() && !names.iter().any(|name| name == chosen) {
        names.push(chosen.to_owned());
    }
    let all = Choice::new("", "All");
    let names = names.into_iter().map(|name| Choice::new(&name, &name));
    Ok(std::iter::once(all).chain(names).collect())
}

/// Reads the place in a link of ours; what is none begins at the newest.
fn place(text: &str) -> Option<Place> {
    let (at, id) = text.split_once('.')?;
    Some(Place {
        at: Timestamp(at.parse().ok()?),
        id: id.parse().ok()?,
    })
}

impl Line {
    fn new(record: Record, zone: &TimeZone) -> Self {
        let moment = record.at.to_jira_in(zone);
        let day = moment.get(..10).unwrap_or_default();
        let time = moment.get(11..19).unwrap_or_default();
        Self {
            shown: format!("{day} {time}"),
            kind: record.object_kind.to_lowercase().replace('_', " "),
            changes: record.changed_values(),
            moment,
            record,
        }
    }
}
