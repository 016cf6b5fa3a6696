//! Which issues are suggested: what is asked for becomes a query, and is found as one.

use base::paging::Paging;
use base::text::fold;
use base::{Actor, Cx, Result, icon};
use db::Tx;
use model::{IssueId, IssueKey, ProjectId};

use super::store;
use super::wire::Asked;
use crate::query::{self, Validation};

/// How many issues a section has at most.
const MOST: i64 = 20;
/// How many of the words typed are looked for.
const MAX_WORDS: usize = 10;

/// Issues found in one way.
#[derive(Debug)]
pub struct Section {
    pub label: &'static str,
    pub id: &'static str,
    /// How many there are in all.
    pub total: i64,
    pub issues: Vec<Suggested>,
}

/// An issue to pick.
#[derive(Debug)]
pub struct Suggested {
    pub key: String,
    pub summary: String,
    /// The path of its type's picture.
    pub icon: String,
}

/// Returns what is suggested to the caller.
///
/// # Errors
/// When the database cannot be read; Busy, if it takes too long.
pub async fn sections(cx: &Cx, tx: &mut Tx, asked: &Asked) -> Result<Vec<Section>> {
    let narrowed = narrowed(tx, asked).await?;
    let history = match (&cx.actor, &narrowed) {
        (Actor::User(user), Some(narrowed)) => {
            let mut clauses = vec![format!("key in updatedBy({})", quoted(&user.name))];
            clauses.extend(narrowed.iter().cloned());
            Some(format!("{} ORDER BY updated DESC", clauses.join(" AND ")))
        }
        _ => None,
    };
    let mut sections = vec![section(cx, tx, ("History Search", "hs"), history).await?];
    if let Some(current) = &asked.current_jql {
        let jql = narrowed.and_then(|narrowed| within(current, narrowed));
        sections.push(section(cx, tx, ("Current Search", "cs"), jql).await?);
    }
    Ok(sections)
}

async fn section(
    cx: &Cx,
    tx: &mut Tx,
    (label, id): (&'static str, &'static str),
    jql: Option<String>,
) -> Result<Section> {
    let mut section = Section {
        label,
        id,
        total: 0,
        issues: Vec::new(),
    };
    let Some(jql) = jql else {
        return Ok(section);
    };
    let paging = Paging {
        start_at: 0,
        max_results: MOST,
    };
    let outcome = query::find(cx, tx, &jql, Validation::Off, paging).await?;
    section.total = outcome.total;
    section.issues = suggested(cx, tx, outcome.found.ids()).await?;
    Ok(section)
}

/// Returns issues that were found, as they are suggested.
///
/// # Errors
/// When the database cannot be read.
pub async fn suggested(cx: &Cx, tx: &mut Tx, ids: &[IssueId]) -> Result<Vec<Suggested>> {
    let mut rows = store::of_ids(tx, ids).await?;
    let catalog = projects::catalog(cx, tx).await?;
    let found = ids.iter().filter_map(|id| rows.remove(id));
    let issues = found
        .map(|row| Suggested {
            key: row.key,
            summary: row.summary,
            icon: catalog
                .issue_type(row.issue_type)
                .map(|known| icon::path_of_issue_type(known.avatar, &known.icon))
                .unwrap_or_default(),
        })
        .collect();
    Ok(issues)
}

/// Returns what the issues of all sections must be, as clauses; nothing if none can be so.
async fn narrowed(tx: &mut Tx, asked: &Asked) -> Result<Option<Vec<String>>> {
    let mut clauses = Vec::new();
    let typed = asked.query.as_deref().unwrap_or_default().trim();
    let current = asked.current_issue_key.as_deref().unwrap_or_default();
    let current = IssueKey::parse(&current.trim().to_uppercase());
    if !typed.is_empty() {
        let project = match (&current, &asked.current_project_id) {
            (_, Some(id)) => match ProjectId::parse(id) {
                Some(id) => store::key_of(tx, id).await?,
                None => None,
            },
            (Some(current), None) => Some(current.project.as_str().to_owned()),
            (None, None) => None,
        };
        let key = match (typed.parse::<i64>(), project) {
            (Ok(number), Some(project)) => IssueKey::parse(&format!("{project}-{number}")),
            _ => IssueKey::parse(&typed.to_uppercase()),
        };
        let key = key.map(|key| format!("key = \"{key}\""));
        let words = fold(typed);
        let words = words.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty()).take(MAX_WORDS);
        let words: Vec<String> = words.map(|word| format!("{word}*")).collect();
        let summary = (!words.is_empty()).then(|| format!("summary ~ \"{}\"", words.join(" ")));
        let ways: Vec<String> = summary.into_iter().chain(key).collect();
        if ways.is_empty() {
            return Ok(None);
        }
        clauses.push(format!("({})", ways.join(" OR ")));
    }
    if is_off(asked.show_sub_tasks.as_ref()) {
        clauses.push("issuetype in standardIssueTypes()".to_owned());
    }
    if let Some(current) = &current {
        clauses.push(format!("key != \"{current}\""));
        if is_off(asked.show_sub_task_parent.as_ref())
            && let Some(parent) = store::parent_of(tx, current).await?
        {
            clauses.push(format!("id != {parent}"));
        }
    }
    Ok(Some(clauses))
}

/// Returns the query narrowed to these clauses, if it can be read.
fn within(current: &str, narrowed: Vec<String>) -> Option<String> {
    let query = jql::parse(current).into_result().ok()?;
    let filter = query.filter.iter().map(|filter| format!("({filter})"));
    let clauses: Vec<String> = filter.chain(narrowed).collect();
    let order: Vec<String> = query.order.iter().map(ToString::to_string).collect();
    let mut jql = clauses.join(" AND ");
    if !order.is_empty() {
        jql += &format!(" ORDER BY {}", order.join(", "));
    }
    Some(jql)
}

fn is_off(flag: Option<&String>) -> bool {
    flag.is_some_and(|flag| flag.eq_ignore_ascii_case("false"))
}

fn quoted(text: &str) -> String {
    let value = jql::Value {
        text: text.to_owned(),
        quoted: true,
        span: jql::Span::default(),
    };
    value.to_string()
}
