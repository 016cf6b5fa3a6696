//! The handler of the search page.

use askama::Template;
use axum::response::Response;
use base::expand::Expand;
use base::http::Query;
use base::page::field::Choice;
use base::page::{PageCx, Pager, Shell, field};
use base::paging::Paging;
use base::urls::encode;
use base::{Error, Result, guard};
use issues::read;
use jql::Direction;
use model::GlobalPermission;
use projects::catalog;
use serde::Deserialize;

use super::basic::{self, Basic};
use super::cell::{Cell, Row};
use super::columns;
use super::hint::Known;
use super::source::{Builtin, Source, offered};
use super::store;
use super::text::{self, Piece};
use crate::column::Column;
use crate::filter::{self, Filter};
use crate::query::{self, Problem};

/// How many issues a page has.
pub const SIZE: i64 = 50;
/// How many projects the form offers; others are written into the query.
const MAX_PROJECTS: i64 = 500;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    jql: Option<String>,
    filter: Option<String>,
    start_index: String,
    /// Whether the form of a few fields was sent, which then is what counts.
    basic: Option<String>,
    project: String,
    #[serde(rename = "type")]
    kind: String,
    status: String,
    assignee: String,
    text: String,
}

/// A column's head.
struct Head {
    label: String,
    /// What stands there where the column is narrower than its label.
    short: Option<&'static str>,
    id: String,
    /// Where a click leads that orders the list by it.
    path: Option<String>,
    /// `ascending` or `descending`, if the list is ordered by it.
    sort: &'static str,
}

/// The list that was found.
struct Found {
    heads: Vec<Head>,
    rows: Vec<Row>,
    first: i64,
    last: i64,
    total: i64,
    pager: Pager,
    /// What may be in the way, if nothing was found: a clause, and the search without it.
    ways_out: Vec<(String, String)>,
}

/// What is wrong with the query.
struct Wrong {
    problems: Vec<Told>,
    pieces: Vec<Piece>,
}

/// One problem with it, and what may help.
struct Told {
    text: String,
    hint: Option<String>,
}

#[derive(Template)]
#[template(path = "navigator.html")]
struct Main<'a> {
    page: &'a PageCx,
    title: &'a str,
    source: &'a Source,
    builtins: Vec<&'static Builtin>,
    favourites: Vec<Filter>,
    encoded: String,
    form: Basic,
    is_simple: bool,
    projects: Vec<Choice>,
    kinds: Vec<Choice>,
    statuses: Vec<Choice>,
    assignees: Vec<Choice>,
    found: std::result::Result<Found, Wrong>,
    may_change_many: bool,
}

impl Wrong {
    fn new(jql: &str, problems: Vec<Problem>, known: &Known<'_>) -> Self {
        let pieces = text::pieces(jql, &problems);
        let problems = problems.into_iter().map(|problem| Told {
            hint: known.hint(&problem.help),
            text: problem.text,
        });
        Self {
            problems: problems.collect(),
            pieces,
        }
    }
}

impl Main<'_> {
    fn is_shown(&self, builtin: &Builtin) -> bool {
        self.source
            .builtin
            .is_some_and(|shown| shown.id == builtin.id)
    }

    fn is_filter(&self, filter: &Filter) -> bool {
        let shown = self.source.filter.as_ref();
        shown.is_some_and(|shown| shown.id == filter.id)
    }
}

/// Shows what a search finds.
pub async fn show(page: PageCx, Query(asked): Query<Asked>) -> Result<Response> {
    if asked.basic.is_some() {
        return written(&page, asked);
    }
    let mut tx = page.read().await?;
    let (jql, filter) = (asked.jql.as_deref(), asked.filter.as_deref());
    let source = Source::of(&page, &mut tx, jql, filter).await?;
    let parsed = jql::parse(&source.jql);
    let start = asked.start_index.trim().parse().unwrap_or(0).max(0);
    let paging = Paging {
        start_at: start,
        max_results: SIZE,
    };
    let found = match query::attempt(&page, &mut tx, &source.jql, paging).await? {
        Ok(outcome) if outcome.found.ids().is_empty() && start > 0 && outcome.total > 0 => {
            // Fewer than there were: the last page that there is now.
            let last = (outcome.total - 1) / SIZE * SIZE;
            return page.redirect(&source.path(last));
        }
        Ok(outcome) => {
            let columns = columns::of(&page, &mut tx, source.filter.as_ref()).await?;
            let expand = Expand::parse(Some(columns::expand(&columns)));
            let fields = columns::field_set(&columns);
            let issues =
                read::issues_by_ids(&page, &mut tx, &outcome.found, fields, &expand).await?;
            let rows = rows(&page, &issues, &columns)?;
            let n_rows = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            let ways_out = if rows.is_empty() {
                text::without_each(&source.jql, &parsed.query)
            } else {
                Vec::new()
            };
            Ok(Found {
                heads: heads(&page, &source, &parsed.query, columns),
                rows,
                first: start + 1,
                last: start + n_rows,
                total: outcome.total,
                pager: pager(&page, &source, start, outcome.total),
                ways_out,
            })
        }
        Err(problems) => Err(problems),
    };
    let basic = Basic::of(&parsed.query).filter(|_| parsed.errors.is_empty());
    let mut form = basic.clone().unwrap_or_default();
    let viewable = guard::viewable_projects(&page);
    let projects = store::projects(&mut tx, &viewable, MAX_PROJECTS).await?;
    let catalog = catalog(&page, &mut tx).await?;
    let found = match found {
        Ok(found) => Ok(found),
        Err(problems) => {
            let known = Known {
                custom: &query::searchable(&page, &mut tx).await?,
                catalog: &catalog,
                projects: &projects,
            };
            Err(Wrong::new(&source.jql, problems, &known))
        }
    };
    let projects = projects.into_iter();
    let projects = projects.map(|(key, name)| (key.clone(), format!("{name} ({key})")));
    let kinds = catalog.issue_types.iter();
    let kinds = kinds.map(|known| (known.name.clone(), known.name.clone()));
    let statuses = catalog.statuses.iter();
    let statuses = statuses.map(|known| (known.name.clone(), known.name.clone()));
    let favourites = filter::favourites(&page, &mut tx).await?;
    let me = page
        .user_id()
        .map(|_| (basic::ME.to_owned(), "Me".to_owned()));
    let nobody = (basic::NOBODY.to_owned(), "Unassigned".to_owned());
    let title = title(&source);
    let main = Main {
        page: &page,
        title: &title,
        builtins: offered(&page).collect(),
        favourites,
        encoded: encode(&source.jql),
        is_simple: basic.is_some(),
        projects: basic::choices("All projects", projects, &mut form.project),
        kinds: basic::choices("All types", kinds, &mut form.kind),
        statuses: basic::choices("Any status", statuses, &mut form.status),
        assignees: basic::choices(
            "Anybody",
            me.into_iter().chain([nobody]),
            &mut form.assignee,
        ),
        form,
        found,
        may_change_many: guard::has_global(&page, GlobalPermission::BulkChange),
        source: &source,
    };
    page.render(&Shell::plain(&title), &main)
}

/// Leads to the search that the form of a few fields has written.
fn written(page: &PageCx, asked: Asked) -> Result<Response> {
    let before = asked.jql.unwrap_or_default();
    let parsed = jql::parse(&before);
    let basic = Basic {
        project: asked.project,
        kind: asked.kind,
        status: asked.status,
        assignee: asked.assignee,
        text: asked.text,
    };
    let jql = text::ordered_as(&basic.condition(), &before, &parsed.query);
    let mut path = format!("/issues/?jql={}", encode(&jql));
    if let Some(filter) = asked.filter.filter(|id| !id.is_empty()) {
        path.push_str(&format!("&filter={}", encode(&filter)));
    }
    page.redirect(&path)
}

/// Returns what a search is called.
pub fn title(source: &Source) -> String {
    match (&source.filter, source.builtin) {
        (Some(filter), _) => filter.name.clone(),
        (None, Some(builtin)) => builtin.name.to_owned(),
        (None, None) => "Search".to_owned(),
    }
}

/// Returns the rows of issues; what they show is read off what the API writes.
pub fn rows(page: &PageCx, issues: &[read::Issue], columns: &[Column]) -> Result<Vec<Row>> {
    issues
        .iter()
        .map(|issue| {
            let issue = serde_json::to_value(issue)
                .map_err(|error| Error::internal("an issue of a list", error))?;
            Ok(Row::new(page, &issue, columns))
        })
        .collect()
}

fn heads(page: &PageCx, source: &Source, query: &jql::Query, columns: Vec<Column>) -> Vec<Head> {
    let heads = columns.into_iter().map(|column| {
        let by = column.by.as_ref();
        let sort = match by.and_then(|by| text::direction(query, by)) {
            Some(Direction::Ascending) => "ascending",
            Some(Direction::Descending) => "descending",
            None => "",
        };
        let jql = by.map(|by| text::sorted_by(&source.jql, query, by));
        Head {
            path: jql.map(|jql| page.link(&source.path_with(&jql))),
            short: match column.id.as_str() {
                // These columns show a picture.
                "issuetype" => Some("T"),
                "priority" => Some("P"),
                _ => None,
            },
            label: column.label,
            id: column.id,
            sort,
        }
    });
    heads.collect()
}

fn pager(page: &PageCx, source: &Source, start: i64, total: i64) -> Pager {
    let path = source.path(0);
    Pager::of(&page.link(&path), "startIndex", start, SIZE, total)
}
