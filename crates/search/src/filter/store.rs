//! The SQL of filters. Who sees one is part of every statement that reads them.

mod list;
mod share;

use base::guard::{self, ViewableProjects};
use base::{Cx, Result, text};
use db::{Dialect, Row, Tx};
use model::{FilterId, GlobalPermission, ProjectId, Timestamp, UserId};

use super::ops::Filter;
use crate::query::store::writer::Writer;
pub use list::{Listed, Which, listed, n_favourites_of_others, project_called};
pub use share::{delete_share, delete_shares, put_share, role_in_project, shares};

/// Who reads filters.
pub struct Viewer {
    user: Option<UserId>,
    projects: ViewableProjects,
    is_administrator: bool,
}

impl Viewer {
    /// Returns the caller.
    #[must_use]
    pub fn of(cx: &Cx) -> Self {
        Self {
            user: cx.user_id(),
            projects: guard::viewable_projects(cx),
            is_administrator: guard::has_global(cx, GlobalPermission::Administer),
        }
    }

    /// Returns whether the caller may know of a project.
    pub fn sees(&self, project: ProjectId) -> bool {
        self.projects.has(project)
    }

    /// Writes the condition that `saved_filter f` is theirs.
    fn write_owns(&self, sql: &mut Writer) {
        match self.user {
            Some(user) => sql.push("f.owner_id = ").value(user),
            None => sql.push("1 = 0"),
        };
    }

    /// Writes the condition that `saved_filter f` is shared with them; with `edits`, so that they may
    /// change it.
    fn write_is_shared(&self, sql: &mut Writer, edits: bool) {
        let projects: Vec<i64> = self.projects.ids().iter().map(|id| id.0).collect();
        sql.push("exists (select 1 from saved_filter_share s where s.filter_id = f.id and ");
        if edits {
            sql.push("s.can_edit and ");
        }
        sql.push("(s.kind = 'global' or s.kind = 'project' and ");
        sql.is_one_of("s.project_id", &projects);
        if let Some(user) = self.user {
            sql.push(" or s.kind = 'loggedin' or s.user_id = ")
                .value(user);
            sql.push(" or s.group_id in (select m.group_id from membership m where m.user_id = ")
                .value(user);
            sql.push(
                ") or exists (select 1 from role_actor a where a.role_id = s.role_id \
                 and a.project_id = s.project_id and (a.user_id = ",
            )
            .value(user);
            sql.push(" or a.group_id in (select m.group_id from membership m where m.user_id = ")
                .value(user);
            sql.push(")))");
        }
        sql.push("))");
    }

    /// Writes the condition that they see `saved_filter f`.
    pub fn write_sees(&self, sql: &mut Writer) {
        sql.push("(");
        self.write_owns(sql);
        sql.push(" or ");
        self.write_is_shared(sql, false);
        if self.is_administrator {
            sql.push(" or exists (select 1 from saved_filter_share s where s.filter_id = f.id)");
        }
        sql.push(")");
    }
}

async fn list<T: Send>(
    tx: &mut Tx,
    sql: Writer,
    read: impl FnMut(&mut Row<'_>) -> db::Result<T> + Send,
) -> Result<Vec<T>> {
    let (sql, params) = sql.finish();
    Ok(tx.rows(&sql, &params, read).await?)
}

/// Writes the reading of filters that the viewer sees, up to further conditions.
fn select(dialect: Dialect, viewer: &Viewer) -> Writer {
    let mut sql = Writer::new(dialect);
    write_columns(&mut sql, viewer);
    sql.push(" from saved_filter f where ");
    viewer.write_sees(&mut sql);
    sql
}

/// Writes what is read of `saved_filter f`: what [`read`] takes.
fn write_columns(sql: &mut Writer, viewer: &Viewer) {
    sql.push("select f.id, f.owner_id, f.name, f.description, f.jql, (");
    viewer.write_owns(sql);
    sql.push(" or ");
    viewer.write_is_shared(sql, true);
    sql.push("), exists (select 1 from saved_filter_favourite v where v.filter_id = f.id and ");
    match viewer.user {
        Some(user) => sql.push("v.user_id = ").value(user),
        None => sql.push("1 = 0"),
    };
    sql.push(")");
}

fn read(row: &mut Row<'_>) -> db::Result<Filter> {
    Ok(Filter {
        id: row.take()?,
        owner: row.take()?,
        name: row.take()?,
        description: row.take()?,
        jql: row.take()?,
        is_editable: row.take()?,
        is_favourite: row.take()?,
    })
}

/// Returns the filter, if the viewer sees it.
pub async fn filter(tx: &mut Tx, viewer: &Viewer, id: FilterId) -> Result<Option<Filter>> {
    let mut sql = select(tx.dialect(), viewer);
    sql.push(" and f.id = ").value(id);
    Ok(list(tx, sql, read).await?.pop())
}

/// Returns the viewer's favourites that they see, by name.
pub async fn favourites(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<Filter>> {
    let Some(user) = viewer.user else {
        return Ok(Vec::new());
    };
    let mut sql = select(tx.dialect(), viewer);
    sql.push(" and f.id in (select v.filter_id from saved_filter_favourite v where v.user_id = ")
        .value(user);
    sql.push(") order by f.lower_name, f.id");
    list(tx, sql, read).await
}

/// Returns those that the viewer sees of the filters with these ids, or these names in lower case.
pub async fn named(
    tx: &mut Tx,
    viewer: &Viewer,
    ids: &[i64],
    names: Vec<String>,
) -> Result<Vec<Filter>> {
    let mut sql = select(tx.dialect(), viewer);
    sql.push(" and (").is_one_of("f.id", ids);
    sql.push(" or f.lower_name")
        .one_of_texts(names.into_iter())
        .push(") order by f.id");
    list(tx, sql, read).await
}

/// Returns the names of filters that the viewer sees and that begin so, each once.
pub async fn names_beginning(
    tx: &mut Tx,
    viewer: &Viewer,
    begun: &str,
    most: i64,
) -> Result<Vec<String>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select f.lower_name, min(f.name) from saved_filter f where ");
    viewer.write_sees(&mut sql);
    let pattern = Dialect::like_pattern(&text::fold(begun));
    let pattern = sql.bind(pattern.trim_start_matches('%').to_owned());
    sql.push(" and ").is_like("f.lower_name", pattern);
    sql.push(" group by f.lower_name order by f.lower_name limit ")
        .value(most);
    list(tx, sql, |row| {
        row.take::<String>()?;
        row.take()
    })
    .await
}

/// What a filter is.
pub struct Content<'a> {
    pub owner: UserId,
    pub name: &'a str,
    pub description: Option<&'a str>,
    pub jql: &'a str,
}

pub async fn insert(
    tx: &mut Tx,
    id: FilterId,
    content: &Content<'_>,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(
        "insert into saved_filter
         (id, owner_id, name, lower_name, description, jql, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7)",
        &[
            id.into(),
            content.owner.into(),
            content.name.into(),
            text::fold(content.name).into(),
            content.description.into(),
            content.jql.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(
    tx: &mut Tx,
    id: FilterId,
    content: &Content<'_>,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(
        "update saved_filter set owner_id = $2, name = $3, lower_name = $4, description = $5,
         jql = $6, updated_at = $7 where id = $1",
        &[
            id.into(),
            content.owner.into(),
            content.name.into(),
            text::fold(content.name).into(),
            content.description.into(),
            content.jql.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: FilterId) -> db::Result<()> {
    tx.execute("delete from saved_filter where id = $1", &[id.into()])
        .await?;
    Ok(())
}

/// Returns whether a board shows what the filter finds.
pub async fn is_shown_by_board(tx: &mut Tx, id: FilterId) -> db::Result<bool> {
    let sql = "select exists (select 1 from board b where b.filter_id = $1)";
    tx.one(sql, &[id.into()], |row| row.take()).await
}

pub async fn insert_favourite(tx: &mut Tx, user: UserId, id: FilterId) -> db::Result<()> {
    tx.execute(
        "insert into saved_filter_favourite (user_id, filter_id) values ($1, $2)",
        &[user.into(), id.into()],
    )
    .await?;
    Ok(())
}

pub async fn delete_favourite(tx: &mut Tx, user: UserId, id: FilterId) -> db::Result<()> {
    tx.execute(
        "delete from saved_filter_favourite where user_id = $1 and filter_id = $2",
        &[user.into(), id.into()],
    )
    .await?;
    Ok(())
}

/// Returns the ids of the fields that the filter shows.
pub async fn columns(tx: &mut Tx, id: FilterId) -> db::Result<Vec<String>> {
    tx.rows(
        "select field from saved_filter_column where filter_id = $1 order by position",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

/// Sets the fields that the filter shows; with none it has no columns of its own.
pub async fn set_columns(tx: &mut Tx, id: FilterId, fields: &[&str]) -> Result<()> {
    tx.execute(
        "delete from saved_filter_column where filter_id = $1",
        &[id.into()],
    )
    .await?;
    if fields.is_empty() {
        return Ok(());
    }
    let mut sql = Writer::new(tx.dialect());
    sql.push("insert into saved_filter_column (filter_id, position, field) values ");
    for (field, position) in fields.iter().zip(1_i64..) {
        sql.push(if position == 1 { "(" } else { ", (" }).value(id);
        sql.push(", ").value(position);
        sql.push(", ").value((*field).to_owned()).push(")");
    }
    let (sql, params) = sql.finish();
    tx.execute(&sql, &params).await?;
    Ok(())
}

/// Returns whether what the user saves is shared with all who sign in.
pub async fn is_shared_by_default(tx: &mut Tx, user: UserId) -> db::Result<bool> {
    let sql = "select is_shared from saved_filter_default where user_id = $1";
    let found = tx.opt(sql, &[user.into()], |row| row.take()).await?;
    Ok(found.unwrap_or(false))
}

pub async fn set_shared_by_default(tx: &mut Tx, user: UserId, shared: bool) -> db::Result<()> {
    tx.execute(
        "insert into saved_filter_default (user_id, is_shared) values ($1, $2)
         on conflict (user_id) do update set is_shared = excluded.is_shared",
        &[user.into(), shared.into()],
    )
    .await?;
    Ok(())
}
