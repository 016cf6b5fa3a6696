//! The SQL of link types.

use base::{Remembered, Result, text};
use db::Tx;
use model::{IssueId, LinkTypeId, Timestamp};

use super::{LinkType, LinkTypes};

impl Remembered for LinkTypes {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let types = tx
            .rows(
                "select id, name, inward, outward from issue_link_type
                 order by position, lower_name, id",
                &[],
                |row| {
                    Ok(LinkType {
                        id: row.take()?,
                        name: row.take()?,
                        inward: row.take()?,
                        outward: row.take()?,
                    })
                },
            )
            .await?;
        Ok(Self(types))
    }
}

pub async fn insert(tx: &mut Tx, link_type: &LinkType) -> db::Result<()> {
    tx.execute(
        // Where all have the place 0 they stand by name; where they have places, this one is the last.
        "insert into issue_link_type (id, name, lower_name, inward, outward, position)
         values ($1, $2, $3, $4, $5,
                 (select case when max(t.position) > 0 then max(t.position) + 1 else 0 end
                  from issue_link_type t))",
        &[
            link_type.id.into(),
            (&link_type.name).into(),
            text::fold(&link_type.name).into(),
            (&link_type.inward).into(),
            (&link_type.outward).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Gives the types the order of a list; those that are not in it stand first, by name.
pub async fn set_order(tx: &mut Tx, order: &[LinkTypeId]) -> db::Result<()> {
    let sql = format!(
        "update issue_link_type
         set position = coalesce((select o.place from {} where o.value = issue_link_type.id), 0)",
        tx.dialect().numbered(1)
    );
    let order: Vec<i64> = order.iter().map(|id| id.0).collect();
    tx.execute(&sql, &[order.into()]).await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, link_type: &LinkType) -> db::Result<()> {
    tx.execute(
        "update issue_link_type set name = $2, lower_name = $3, inward = $4, outward = $5
         where id = $1",
        &[
            link_type.id.into(),
            (&link_type.name).into(),
            text::fold(&link_type.name).into(),
            (&link_type.inward).into(),
            (&link_type.outward).into(),
        ],
    )
    .await?;
    Ok(())
}

/// A link of a type, with the keys of its issues.
pub struct Ends {
    pub source: (IssueId, String),
    pub destination: (IssueId, String),
}

pub async fn links_of(tx: &mut Tx, id: LinkTypeId) -> db::Result<Vec<Ends>> {
    tx.rows(
        "select s.id, sp.key, s.number, d.id, dp.key, d.number
         from issue_link l
         join issue s on s.id = l.source_id join project sp on sp.id = s.project_id
         join issue d on d.id = l.destination_id join project dp on dp.id = d.project_id
         where l.type_id = $1 order by l.id",
        &[id.into()],
        |row| {
            Ok(Ends {
                source: read_end(row)?,
                destination: read_end(row)?,
            })
        },
    )
    .await
}

fn read_end(row: &mut db::Row<'_>) -> db::Result<(IssueId, String)> {
    let id = row.take()?;
    let (project, number): (String, i64) = (row.take()?, row.take()?);
    Ok((id, format!("{project}-{number}")))
}

/// Deletes a type with its links, and notes that their issues changed.
pub async fn delete(tx: &mut Tx, id: LinkTypeId, at: Timestamp) -> db::Result<()> {
    tx.execute(
        "update issue set updated_at = $2
         where id in (select l.source_id from issue_link l where l.type_id = $1)
            or id in (select l.destination_id from issue_link l where l.type_id = $1)",
        &[id.into(), at.into()],
    )
    .await?;
    tx.execute("delete from issue_link where type_id = $1", &[id.into()])
        .await?;
    tx.execute("delete from issue_link_type where id = $1", &[id.into()])
        .await?;
    Ok(())
}
