//! The SQL of lists of filters.

use base::{Result, text};
use db::{Dialect, Row, Tx};
use model::{FilterId, ProjectId, UserId};

use super::{Viewer, list, read};
use crate::filter::ops::Filter;
use crate::query::store::writer::Writer;

/// Which filters a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The viewer's own.
    Own,
    /// The viewer's favourites.
    Favourites,
    /// All that the viewer sees.
    All,
}

/// A filter of a list.
#[derive(Debug)]
pub struct Listed {
    pub filter: Filter,
    pub n_favourites: i64,
    pub n_shares: i64,
}

/// Returns a page of the filters that the viewer sees and whose names contain a text, and how many there are.
pub async fn listed(
    tx: &mut Tx,
    viewer: &Viewer,
    (which, name): (Which, &str),
    (start, size): (i64, i64),
) -> Result<(Vec<Listed>, i64)> {
    let mut sql = Writer::new(tx.dialect());
    super::write_columns(&mut sql, viewer);
    sql.push(
        ", (select count(*) from saved_filter_favourite v where v.filter_id = f.id), \
         (select count(*) from saved_filter_share s where s.filter_id = f.id) from saved_filter f where ",
    );
    write_which(&mut sql, viewer, which, name);
    sql.push(" order by f.lower_name, f.id limit ").value(size);
    sql.push(" offset ").value(start);
    let found = list(tx, sql, read_listed).await?;
    let mut sql = Writer::new(tx.dialect());
    sql.push("select count(*) from saved_filter f where ");
    write_which(&mut sql, viewer, which, name);
    let total: Vec<i64> = list(tx, sql, |row| row.take()).await?;
    Ok((found, total.first().copied().unwrap_or(0)))
}

fn read_listed(row: &mut Row<'_>) -> db::Result<Listed> {
    Ok(Listed {
        filter: read(row)?,
        n_favourites: row.take()?,
        n_shares: row.take()?,
    })
}

fn write_which(sql: &mut Writer, viewer: &Viewer, which: Which, name: &str) {
    viewer.write_sees(sql);
    match (which, viewer.user) {
        (Which::All, _) => {}
        (Which::Own, _) => {
            sql.push(" and ");
            viewer.write_owns(sql);
        }
        (Which::Favourites, Some(user)) => {
            sql.push(
                " and f.id in (select v.filter_id from saved_filter_favourite v where v.user_id = ",
            )
            .value(user)
            .push(")");
        }
        (Which::Favourites, None) => {
            sql.push(" and 1 = 0");
        }
    }
    if !name.is_empty() {
        let pattern = sql.bind(Dialect::like_pattern(&text::fold(name)));
        sql.push(" and ").is_like("f.lower_name", pattern);
    }
}

/// Returns of how many people the filter is a favourite, without one of them.
pub async fn n_favourites_of_others(
    tx: &mut Tx,
    id: FilterId,
    but: Option<UserId>,
) -> db::Result<i64> {
    let sql = "select count(*) from saved_filter_favourite where filter_id = $1 and user_id <> $2";
    let but = but.map_or(0, |user| user.0);
    tx.one(sql, &[id.into(), but.into()], |row| row.take())
        .await
}

/// Returns the project of this key; whether it may be known is asked by whoever uses it.
pub async fn project_called(tx: &mut Tx, key: &str) -> db::Result<Option<ProjectId>> {
    let sql = "select id from project where key = $1";
    tx.opt(sql, &[key.to_uppercase().into()], |row| row.take())
        .await
}
