//! The SQL of the audit log.

use db::{Dialect, Param, Result, Row, Tx};
use model::Timestamp;

use super::{Author, Filter, Record};

/// Where a part of the list begins or ends: an entry's time and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub at: Timestamp,
    pub id: i64,
}

/// Which part of the list is asked for; the newest entry is the first.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// The newest.
    First,
    /// Those after this one in the list.
    OlderThan(Place),
    /// Those before this one in the list, next to it.
    NewerThan(Place),
    /// Those from this place on, counted.
    Offset(i64),
}

/// What [`read`] reads, in its order.
const COLUMNS: &str = "a.id, a.at, u.key, a.actor_name, a.address, a.category, a.summary, a.object_kind, \
                       a.object_id, a.object_name, a.changes";

/// Returns at most `most` entries that pass the filter, the newest first.
pub async fn list(tx: &mut Tx, filter: &Filter, part: Part, most: i64) -> Result<Vec<Record>> {
    let (mut conditions, mut params) = conditions(filter, tx.dialect());
    let mut place = |sign: &str, place: Place| {
        let n = params.len();
        conditions.push(format!("(a.at, a.id) {sign} (${}, ${})", n + 1, n + 2));
        params.push(place.at.into());
        params.push(place.id.into());
    };
    let (mut order, mut offset) = ("desc", 0);
    match part {
        Part::First => {}
        Part::OlderThan(than) => place("<", than),
        Part::NewerThan(than) => {
            place(">", than);
            order = "asc";
        }
        Part::Offset(n) => offset = n,
    }
    let n = params.len();
    let sql = format!(
        "select {COLUMNS} from audit a left join app_user u on u.id = a.actor_id {}
         order by a.at {order}, a.id {order} limit ${} offset ${}",
        condition(&conditions),
        n + 1,
        n + 2
    );
    params.extend([most.into(), offset.into()]);
    let mut records = tx.scan(sql, params, read).await?;
    if order == "asc" {
        records.reverse();
    }
    Ok(records)
}

/// Returns how many entries pass the filter.
pub async fn count(tx: &mut Tx, filter: &Filter) -> Result<i64> {
    let (conditions, params) = conditions(filter, tx.dialect());
    let sql = format!("select count(*) from audit a {}", condition(&conditions));
    let counts = tx.scan(sql, params, |row| row.take::<i64>()).await?;
    Ok(counts.first().copied().unwrap_or(0))
}

/// Returns the categories there are entries of. Goes from one to the next by the index, since the log is
/// long and the categories are few.
pub async fn categories(tx: &mut Tx) -> Result<Vec<String>> {
    tx.rows(
        "with recursive c (category) as (
             select min(category) from audit
             union all
             select (select min(a.category) from audit a where a.category > c.category)
             from c where c.category is not null
         )
         select category from c where category is not null order by category",
        &[],
        |row| row.take(),
    )
    .await
}

fn condition(conditions: &[String]) -> String {
    if conditions.is_empty() {
        return String::new();
    }
    format!("where {}", conditions.join(" and "))
}

fn conditions(filter: &Filter, dialect: Dialect) -> (Vec<String>, Vec<Param<'static>>) {
    let mut conditions = Vec::new();
    let mut params: Vec<Param<'static>> = Vec::new();
    let mut add = |condition: &dyn Fn(usize) -> String, param: Param<'static>| {
        params.push(param);
        conditions.push(condition(params.len()));
    };
    if !filter.text.is_empty() {
        let pattern = Dialect::like_pattern(&filter.text);
        add(&|n| dialect.contains("a.search_text", n), pattern.into());
    }
    if !filter.category.is_empty() {
        add(
            &|n| format!("a.category = ${n}"),
            filter.category.clone().into(),
        );
    }
    match &filter.author {
        Some(Author::User(id)) => add(&|n| format!("a.actor_id = ${n}"), (*id).into()),
        Some(Author::Name(name)) => add(&|n| format!("a.actor_name = ${n}"), name.clone().into()),
        None => {}
    }
    if let Some(from) = filter.from {
        add(&|n| format!("a.at >= ${n}"), from.into());
    }
    if let Some(before) = filter.before {
        add(&|n| format!("a.at < ${n}"), before.into());
    }
    (conditions, params)
}

fn read(row: &mut Row<'_>) -> Result<Record> {
    Ok(Record {
        id: row.take()?,
        at: row.take()?,
        actor_key: row.take()?,
        actor_name: row.take()?,
        address: row.take()?,
        category: row.take()?,
        summary: row.take()?,
        object_kind: row.take()?,
        object_id: row.take()?,
        object_name: row.take()?,
        changes: row.take()?,
    })
}
