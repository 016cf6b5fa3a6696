//! The pages of bulk changes.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::expand::Expand;
use base::guard;
use base::http::Query;
use base::page::field::Choice;
use base::page::{FieldErrors, FormPairs, PageCx, Shell, UserPage, field};
use base::paging::Paging;
use base::{Cx, Error, Result, messages};
use issues::field::FieldSet;
use issues::read;
use model::permission::may::global::BulkChange;
use projects::catalog;
use serde::Deserialize;
use serde_json::Value;

use super::form::{self, NAMES, Wanted};
use super::ops::{self, Mode};
use super::report::{self, Refused, Report};
use super::{CHOOSE, MOST, OPERATION, PERFORM, PREVIEW, REPORT};
use crate::navigator::source::Source;
use crate::navigator::text::quoted;
use crate::query::{self, Validation};

const SHELL: Shell<'static> = Shell::plain("Bulk change");

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    jql_query: Option<String>,
    filter: Option<String>,
}

/// An issue that could be changed.
struct Row {
    key: String,
    summary: String,
    status: String,
    /// Why it is not.
    reason: Option<String>,
}

#[derive(Template)]
#[template(path = "bulk_choose.html")]
struct ChooseIssues<'a> {
    page: &'a PageCx,
    action: &'static str,
    rows: Vec<Row>,
    total: i64,
    back: String,
}

/// Shows the issues that a search finds, to be ticked.
pub async fn choose(page: UserPage, Query(asked): Query<Asked>) -> Result<Response> {
    guard::global::<BulkChange>(&page)?;
    let mut tx = page.read().await?;
    let (jql, filter) = (asked.jql_query.as_deref(), asked.filter.as_deref());
    let source = Source::of(&page, &mut tx, jql, filter).await?;
    let (issues, total) = found(&page, &mut tx, &source.jql, "").await?;
    let main = ChooseIssues {
        page: &page,
        action: OPERATION,
        rows: issues.iter().map(Row::of).collect(),
        total,
        back: source.path(0),
    };
    page.render(&SHELL, &main)
}

impl Row {
    fn of(issue: &Value) -> Self {
        let text = |path: &str| {
            let found = issue.pointer(path).and_then(Value::as_str);
            found.unwrap_or_default().to_owned()
        };
        Self {
            key: text("/key"),
            summary: text("/fields/summary"),
            status: text("/fields/status/name"),
            reason: None,
        }
    }
}

/// Returns what is shown of the issues that a search finds, and how many there are.
async fn found(cx: &Cx, tx: &mut db::Tx, jql: &str, expand: &str) -> Result<(Vec<Value>, i64)> {
    let paging = Paging {
        start_at: 0,
        max_results: i64::try_from(MOST).unwrap_or(i64::MAX),
    };
    let outcome = query::find(cx, tx, jql, Validation::Strict, paging).await?;
    let fields = FieldSet::parse(["summary,status"], FieldSet::NONE);
    let expand = Expand::parse(Some(expand));
    let issues = read::issues_by_ids(cx, tx, &outcome.found, fields, &expand).await?;
    let issues: std::result::Result<Vec<Value>, _> =
        issues.iter().map(serde_json::to_value).collect();
    let issues = issues.map_err(|error| Error::internal("issues to change", error))?;
    Ok((issues, outcome.total))
}

/// Returns the issues that were ticked, as far as the caller sees them.
async fn ticked(cx: &Cx, tx: &mut db::Tx, sent: &FormPairs, expand: &str) -> Result<Vec<Value>> {
    let keys = sent
        .all("issue")
        .filter(|key| model::IssueKey::parse(key).is_some());
    let keys: Vec<String> = keys.map(quoted).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    if keys.len() > MOST {
        return Err(messages::bulk_too_many(MOST));
    }
    let jql = format!("issuekey in ({}) ORDER BY key", keys.join(", "));
    let paging = Paging {
        start_at: 0,
        max_results: i64::try_from(MOST).unwrap_or(i64::MAX),
    };
    // Those that are gone meanwhile, or never were to be seen, are not there.
    let outcome = query::find(cx, tx, &jql, Validation::Off, paging).await?;
    let fields = FieldSet::parse(["summary,status"], FieldSet::NONE);
    let expand = Expand::parse(Some(expand));
    let issues = read::issues_by_ids(cx, tx, &outcome.found, fields, &expand).await?;
    let issues: std::result::Result<Vec<Value>, _> =
        issues.iter().map(serde_json::to_value).collect();
    issues.map_err(|error| Error::internal("issues to change", error))
}

#[derive(Template)]
#[template(path = "bulk_operation.html")]
struct Operation<'a> {
    page: &'a PageCx,
    action: &'static str,
    rows: Vec<Row>,
    operations: [Choice; 6],
    priorities: Vec<Choice>,
    transitions: Vec<Choice>,
    sent: &'a FormPairs,
    errors: &'a FieldErrors,
}

/// Asks what is to be done with the issues that were ticked.
pub async fn operation(page: UserPage, sent: FormPairs) -> Result<Response> {
    guard::global::<BulkChange>(&page)?;
    let mut tx = page.read().await?;
    let issues = ticked(&page, &mut tx, &sent, "transitions").await?;
    if issues.is_empty() {
        return page.done(CHOOSE, "Tick the issues to change first.");
    }
    operation_form(&page, &mut tx, (&issues, &sent), &FieldErrors::none()).await
}

async fn operation_form(
    page: &PageCx,
    tx: &mut db::Tx,
    (issues, sent): (&[Value], &FormPairs),
    errors: &FieldErrors,
) -> Result<Response> {
    let catalog = catalog(page, tx).await?;
    let keep = std::iter::once(Choice::new("", "As it is"));
    let priorities = catalog.priorities.iter();
    let priorities = priorities.map(|one| Choice::new(one.name.clone(), one.name.clone()));
    let main = Operation {
        page,
        action: PREVIEW,
        rows: issues.iter().map(Row::of).collect(),
        operations: [
            Choice::new("edit", "Edit fields"),
            Choice::new("transition", "Transition"),
            Choice::new("comment", "Comment"),
            Choice::new("watch", "Watch"),
            Choice::new("unwatch", "Stop watching"),
            Choice::new("delete", "Delete"),
        ],
        priorities: keep.chain(priorities).collect(),
        transitions: transitions(issues),
        sent,
        errors,
    };
    page.answer_form(&SHELL, &main, errors)
}

/// Returns the steps that some of the issues can take, with how many can.
fn transitions(issues: &[Value]) -> Vec<Choice> {
    let mut steps: Vec<(String, usize)> = Vec::new();
    for issue in issues {
        let of_issue = issue.get("transitions").and_then(Value::as_array);
        for step in of_issue.into_iter().flatten() {
            let text = |path: &str| {
                step.pointer(path)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            };
            let (name, to) = (text("/name"), text("/to/name"));
            let value = if name == to {
                format!("{} {name}", text("/id"))
            } else {
                format!("{} {name} ({to})", text("/id"))
            };
            match steps.iter_mut().find(|(known, _)| *known == value) {
                Some((_, n)) => *n += 1,
                None => steps.push((value, 1)),
            }
        }
    }
    let choices = steps.into_iter().map(|(value, n)| {
        let name = value.split_once(' ').map_or("", |(_, name)| name);
        let label = format!("{name}: {n} of {} issues", issues.len());
        Choice::new(value, label)
    });
    choices.collect()
}

#[derive(Template)]
#[template(path = "bulk_preview.html")]
struct Preview<'a> {
    page: &'a PageCx,
    action: &'static str,
    told: Vec<String>,
    /// What is sent again to have it done.
    carried: Vec<(&'a str, &'a str)>,
    willing: Vec<Row>,
    refused: Vec<Row>,
    is_deletion: bool,
}

/// Shows what would come of it.
pub async fn preview(page: UserPage, sent: FormPairs) -> Result<Response> {
    guard::global::<BulkChange>(&page)?;
    let mut tx = page.read().await?;
    let issues = ticked(&page, &mut tx, &sent, "transitions").await?;
    if issues.is_empty() {
        return page.done(CHOOSE, "Tick the issues to change first.");
    }
    let wanted = match form::read(&sent) {
        Ok(wanted) => wanted,
        Err((name, text)) => {
            let mut problems = Problems::default();
            problems.field(name, text);
            let errors = FieldErrors::from(problems).with_id("operation", "operation_edit");
            return operation_form(&page, &mut tx, (&issues, &sent), &errors).await;
        }
    };
    drop(tx);
    let (willing, refused) = done(&page, &issues, &wanted, Mode::Preview).await?;
    let names = NAMES.iter().filter(|name| sent.has(name));
    let main = Preview {
        page: &page,
        action: PERFORM,
        told: wanted.told,
        carried: names.map(|name| (*name, sent.first(name))).collect(),
        willing,
        refused,
        is_deletion: sent.first("operation") == "delete",
    };
    page.render(&SHELL, &main)
}

/// Does it, or finds out what would come of it: the issues it is done to, and those that are refused.
async fn done(
    cx: &Cx,
    issues: &[Value],
    wanted: &Wanted,
    mode: Mode,
) -> Result<(Vec<Row>, Vec<Row>)> {
    let mut rows: Vec<Row> = issues.iter().map(Row::of).collect();
    let keys: Vec<String> = rows.iter().map(|row| row.key.clone()).collect();
    let came = ops::each(cx, &keys, &wanted.deed, mode).await?;
    for (row, came) in rows.iter_mut().zip(came) {
        row.reason = came.err();
    }
    Ok(rows.into_iter().partition(|row| row.reason.is_none()))
}

/// Does it, and leads to what came of it.
pub async fn perform(page: UserPage, sent: FormPairs) -> Result<Response> {
    guard::global::<BulkChange>(&page)?;
    let user = page.signed_in()?.id;
    let mut tx = page.read().await?;
    let issues = ticked(&page, &mut tx, &sent, "").await?;
    drop(tx);
    let Ok(wanted) = form::read(&sent) else {
        return page.done(CHOOSE, "Nothing was changed: choose what to do first.");
    };
    let (done, refused) = done(&page, &issues, &wanted, Mode::Perform).await?;
    let mut report = Report::new(user, wanted.told);
    report.is_deletion = sent.first("operation") == "delete";
    report.done = done.into_iter().map(|row| row.key).collect();
    let refused = refused.into_iter().map(|row| Refused {
        key: row.key,
        summary: row.summary,
        reason: row.reason.unwrap_or_default(),
    });
    report.refused = refused.collect();
    match report::keep(&page, &report).await {
        Ok(name) => page.redirect(&format!("{REPORT}?report={name}")),
        // It is done all the same: to say that it failed would have it done again.
        Err(error) => {
            tracing::error!(?error, "the report of a bulk change could not be kept");
            page.done("/issues/", &report.outcome())
        }
    }
}

/// Which report is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Kept {
    report: String,
}

#[derive(Template)]
#[template(path = "bulk_report.html")]
struct Shown<'a> {
    page: &'a PageCx,
    outcome: String,
    report: Report,
}

/// Says what came of it.
pub async fn report(page: PageCx, Query(asked): Query<Kept>) -> Result<Response> {
    guard::global::<BulkChange>(&page)?;
    let Some(report) = report::find(&page, &asked.report).await? else {
        let text = "The report of that bulk change is not kept any more.";
        return page.done("/issues/", text);
    };
    let main = Shown {
        page: &page,
        outcome: report.outcome(),
        report,
    };
    page.render(&SHELL, &main)
}
