//! The SQL of boards. Who sees one is who sees its filter: part of every statement that reads them.

use base::paging::Paging;
use base::{Result, text};
use db::{Dialect, Row, Tx};
use issues::planning::{EPIC_STATUS, EPIC_TYPE, SPRINT_COLUMNS, Sprint, State, read_sprint};
use model::{BoardId, FilterId, IssueId, ProjectId, Timestamp, UserId, WorkflowSchemeId};
use projects::version::Version;
use search::Writer;
use search::filter::Viewer;
use search::query::Matching;

use super::ops::{Board, Kind};

async fn list<T: Send>(
    tx: &mut Tx,
    sql: Writer,
    read: impl FnMut(&mut Row<'_>) -> db::Result<T> + Send,
) -> Result<Vec<T>> {
    let (sql, params) = sql.finish();
    Ok(tx.rows(&sql, &params, read).await?)
}

const COLUMNS: &str = "b.id, b.name, b.kind, b.filter_id, b.owner_id, b.refined_velocity, f.jql";

fn read(row: &mut Row<'_>) -> db::Result<Board> {
    Ok(Board {
        id: row.take()?,
        name: row.take()?,
        kind: Kind::find(&row.take::<String>()?).unwrap_or(Kind::Scrum),
        filter: row.take()?,
        owner: row.take()?,
        refined_velocity: row.take()?,
        jql: row.take()?,
    })
}

/// Returns the board, if the viewer sees it.
pub async fn board(tx: &mut Tx, viewer: &Viewer, id: BoardId) -> Result<Option<Board>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select ").push(COLUMNS);
    sql.push(" from board b join saved_filter f on f.id = b.filter_id where ");
    viewer.write_sees(&mut sql);
    sql.push(" and b.id = ").value(id);
    Ok(list(tx, sql, read).await?.pop())
}

/// Returns the query of a board, whoever asks: what may be done with its sprints depends on it.
pub async fn jql_of(tx: &mut Tx, id: BoardId) -> db::Result<Option<String>> {
    tx.opt(
        "select f.jql from board b join saved_filter f on f.id = b.filter_id where b.id = $1",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

/// What a list of boards is narrowed to.
#[derive(Debug, Default)]
pub struct Narrow {
    pub kinds: Vec<Kind>,
    pub name: Option<String>,
    /// These only.
    pub among: Option<Vec<i64>>,
}

fn write_narrow(sql: &mut Writer, viewer: &Viewer, narrow: &Narrow) {
    sql.push(" from board b join saved_filter f on f.id = b.filter_id where ");
    viewer.write_sees(sql);
    if !narrow.kinds.is_empty() {
        let kinds: Vec<String> = narrow
            .kinds
            .iter()
            .map(|kind| kind.word().to_owned())
            .collect();
        sql.push(" and b.kind").one_of_texts(kinds.into_iter());
    }
    if let Some(name) = &narrow.name {
        let pattern = sql.bind(Dialect::like_pattern(&text::fold(name)));
        sql.push(" and ").is_like("b.lower_name", pattern);
    }
    if let Some(among) = &narrow.among {
        sql.push(" and ").is_one_of("b.id", among);
    }
}

/// Returns a page of the boards the viewer sees, by name, and how many there are in all.
pub async fn page(
    tx: &mut Tx,
    viewer: &Viewer,
    narrow: &Narrow,
    paging: Paging,
) -> Result<(Vec<Board>, i64)> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select ").push(COLUMNS);
    write_narrow(&mut sql, viewer, narrow);
    sql.push(" order by b.lower_name, b.id limit ")
        .value(paging.max_results);
    sql.push(" offset ").value(paging.start_at);
    let boards = list(tx, sql, read).await?;
    let mut sql = Writer::new(tx.dialect());
    sql.push("select count(*)");
    write_narrow(&mut sql, viewer, narrow);
    let total = list(tx, sql, |row| row.take()).await?.pop().unwrap_or(0);
    Ok((boards, total))
}

/// Returns the queries of all boards that the viewer sees.
pub async fn queries(
    tx: &mut Tx,
    viewer: &Viewer,
    narrow: &Narrow,
) -> Result<Vec<(BoardId, String)>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select b.id, f.jql");
    write_narrow(&mut sql, viewer, narrow);
    list(tx, sql, |row| Ok((row.take()?, row.take()?))).await
}

pub async fn insert(
    tx: &mut Tx,
    id: BoardId,
    (name, kind, filter, owner): (&str, Kind, FilterId, UserId),
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(
        "insert into board (id, name, lower_name, kind, filter_id, owner_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            id.into(),
            name.into(),
            text::fold(name).into(),
            kind.word().into(),
            filter.into(),
            owner.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: BoardId) -> db::Result<()> {
    tx.execute("delete from board where id = $1", &[id.into()])
        .await?;
    Ok(())
}

pub async fn set_velocity(tx: &mut Tx, id: BoardId, value: bool) -> db::Result<()> {
    tx.execute(
        "update board set refined_velocity = $2 where id = $1",
        &[id.into(), value.into()],
    )
    .await?;
    Ok(())
}

/// Returns the projects of the issues that match.
pub async fn projects_with(tx: &mut Tx, matching: &Matching) -> Result<Vec<ProjectId>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select distinct i.project_id from issue i where ");
    matching.write(&mut sql);
    sql.push(" order by i.project_id");
    list(tx, sql, |row| row.take()).await
}

/// Returns the workflow schemes of projects.
pub async fn schemes(tx: &mut Tx, projects: &[ProjectId]) -> Result<Vec<WorkflowSchemeId>> {
    let mut sql = Writer::new(tx.dialect());
    let ids: Vec<i64> = projects.iter().map(|id| id.0).collect();
    sql.push("select distinct coalesce(workflow_scheme_id, 0) from project where ");
    sql.is_one_of("id", &ids);
    list(tx, sql, |row| row.take()).await
}

/// A project of a board.
pub struct ProjectRow {
    pub id: ProjectId,
    pub key: String,
    pub name: String,
    pub type_key: String,
}

/// Returns a page of projects, by name.
pub async fn projects(tx: &mut Tx, ids: &[i64], paging: Paging) -> Result<Vec<ProjectRow>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select id, key, name, type_key from project where ");
    sql.is_one_of("id", ids);
    sql.push(" order by lower_name, id limit ")
        .value(paging.max_results);
    sql.push(" offset ").value(paging.start_at);
    list(tx, sql, |row| {
        Ok(ProjectRow {
            id: row.take()?,
            key: row.take()?,
            name: row.take()?,
            type_key: row.take()?,
        })
    })
    .await
}

/// Returns a page of the versions of projects, with one more if there are more.
pub async fn versions(
    tx: &mut Tx,
    projects: &[ProjectId],
    released: Option<bool>,
    paging: Paging,
) -> Result<Vec<Version>> {
    let mut sql = Writer::new(tx.dialect());
    let ids: Vec<i64> = projects.iter().map(|id| id.0).collect();
    sql.push(
        "select v.id, v.project_id, v.name, v.description, v.position, v.is_released, v.is_archived, \
         v.start_date, v.release_date from version v join project p on p.id = v.project_id where ",
    );
    sql.is_one_of("v.project_id", &ids);
    if let Some(released) = released {
        sql.push(" and v.is_released = ").value(released);
    }
    sql.push(" order by p.lower_name, v.position, v.id");
    cut(&mut sql, paging);
    list(tx, sql, |row| {
        Ok(Version {
            id: row.take()?,
            project: row.take()?,
            name: row.take()?,
            description: row.take()?,
            position: row.take()?,
            is_released: row.take()?,
            is_archived: row.take()?,
            start_date: row.take()?,
            release_date: row.take()?,
        })
    })
    .await
}

fn cut(sql: &mut Writer, paging: Paging) {
    sql.push(" limit ")
        .value(paging.max_results.saturating_add(1));
    sql.push(" offset ").value(paging.start_at);
}

/// Returns a page of the sprints made on a board or with an issue of it, with one more if there are more.
pub async fn sprints(
    tx: &mut Tx,
    board: BoardId,
    matching: &Matching,
    states: &[State],
    paging: Paging,
) -> Result<Vec<Sprint>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select ").push(SPRINT_COLUMNS);
    sql.push(" from sprint s where (s.board_id = ").value(board);
    sql.push(
        " or exists (select 1 from issue_sprint t join issue i on i.id = t.issue_id \
         where t.sprint_id = s.id and ",
    );
    matching.write(&mut sql);
    sql.push("))");
    if !states.is_empty() {
        let words: Vec<String> = states.iter().map(|state| state.word().to_owned()).collect();
        sql.push(" and s.state").one_of_texts(words.into_iter());
    }
    sql.push(
        " order by case s.state when 'closed' then 0 when 'active' then 1 else 2 end, \
         s.position, s.id",
    );
    cut(&mut sql, paging);
    list(tx, sql, read_sprint).await
}

/// An epic of a board.
pub struct EpicRow {
    pub id: IssueId,
    pub key: String,
    pub summary: String,
}

/// Returns a page of the epics that match, in the order of rank, with one more if there are more.
pub async fn epics(
    tx: &mut Tx,
    matching: &Matching,
    done: Option<bool>,
    paging: Paging,
) -> Result<Vec<EpicRow>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push(
        "select i.id, p.key, i.number, i.summary from issue i join project p on p.id = i.project_id \
         where i.type_id = ",
    );
    sql.value(EPIC_TYPE).push(" and ");
    matching.write(&mut sql);
    if let Some(done) = done {
        sql.push(if done { " and " } else { " and not " });
        sql.push(
            "exists (select 1 from custom_field_value v join custom_field c on c.id = v.field_id \
             join custom_field_option o on o.id = v.option_id \
             where v.issue_id = i.id and o.value = 'Done' and c.type_key = ",
        );
        sql.value(EPIC_STATUS.to_owned()).push(")");
    }
    sql.push(" order by i.rank, i.id");
    cut(&mut sql, paging);
    list(tx, sql, |row| {
        let id = row.take()?;
        let (key, number): (String, i64) = (row.take()?, row.take()?);
        Ok(EpicRow {
            id,
            key: format!("{key}-{number}"),
            summary: row.take()?,
        })
    })
    .await
}

/// Returns whether an issue matches.
pub async fn has_issue(tx: &mut Tx, matching: &Matching, id: IssueId) -> Result<bool> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select 1 from issue i where i.id = ").value(id);
    sql.push(" and ");
    matching.write(&mut sql);
    let found: Vec<i64> = list(tx, sql, |row| row.take()).await?;
    Ok(!found.is_empty())
}
