//! The SQL of remote links.

use db::{Param, Tx};
use model::{IssueId, RemoteLinkId};

/// What a link says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    pub global_id: Option<String>,
    pub relationship: Option<String>,
    pub application_type: Option<String>,
    pub application_name: Option<String>,
    pub url: String,
    pub title: String,
    pub summary: Option<String>,
    pub icon_url: Option<String>,
    pub icon_title: Option<String>,
    pub is_resolved: Option<bool>,
    pub status_icon_url: Option<String>,
    pub status_icon_title: Option<String>,
    pub status_icon_link: Option<String>,
}

/// A link as it is stored.
#[derive(Clone, Debug)]
pub struct LinkRow {
    pub id: RemoteLinkId,
    pub content: Content,
}

/// What [`read`] reads, in its order.
const SELECT: &str =
    "select id, global_id, relationship, application_type, application_name, url, title, summary,
            icon_url, icon_title, is_resolved, status_icon_url, status_icon_title, status_icon_link
     from remote_link";

fn read(row: &mut db::Row<'_>) -> db::Result<LinkRow> {
    Ok(LinkRow {
        id: row.take()?,
        content: Content {
            global_id: row.take()?,
            relationship: row.take()?,
            application_type: row.take()?,
            application_name: row.take()?,
            url: row.take()?,
            title: row.take()?,
            summary: row.take()?,
            icon_url: row.take()?,
            icon_title: row.take()?,
            is_resolved: row.take()?,
            status_icon_url: row.take()?,
            status_icon_title: row.take()?,
            status_icon_link: row.take()?,
        },
    })
}

pub async fn of_issue(tx: &mut Tx, issue: IssueId) -> db::Result<Vec<LinkRow>> {
    let sql = format!("{SELECT} where issue_id = $1 order by id");
    tx.rows(&sql, &[issue.into()], read).await
}

pub async fn find(tx: &mut Tx, issue: IssueId, id: RemoteLinkId) -> db::Result<Option<LinkRow>> {
    let sql = format!("{SELECT} where issue_id = $1 and id = $2");
    tx.opt(&sql, &[issue.into(), id.into()], read).await
}

pub async fn find_by_global_id(
    tx: &mut Tx,
    issue: IssueId,
    global_id: &str,
) -> db::Result<Option<LinkRow>> {
    let sql = format!("{SELECT} where issue_id = $1 and global_id = $2");
    tx.opt(&sql, &[issue.into(), global_id.into()], read).await
}

fn params<'a>(key: i64, content: &'a Content) -> [Param<'a>; 14] {
    [
        key.into(),
        content.global_id.as_deref().into(),
        content.relationship.as_deref().into(),
        content.application_type.as_deref().into(),
        content.application_name.as_deref().into(),
        (&content.url).into(),
        (&content.title).into(),
        content.summary.as_deref().into(),
        content.icon_url.as_deref().into(),
        content.icon_title.as_deref().into(),
        content.is_resolved.into(),
        content.status_icon_url.as_deref().into(),
        content.status_icon_title.as_deref().into(),
        content.status_icon_link.as_deref().into(),
    ]
}

pub async fn insert(
    tx: &mut Tx,
    id: RemoteLinkId,
    issue: IssueId,
    content: &Content,
) -> db::Result<()> {
    let mut params = params(id.0, content).to_vec();
    params.push(issue.into());
    tx.execute(
        "insert into remote_link
             (id, global_id, relationship, application_type, application_name, url, title, summary,
              icon_url, icon_title, is_resolved, status_icon_url, status_icon_title, status_icon_link, issue_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        &params,
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, id: RemoteLinkId, content: &Content) -> db::Result<()> {
    tx.execute(
        "update remote_link
         set global_id = $2, relationship = $3, application_type = $4, application_name = $5, url = $6,
             title = $7, summary = $8, icon_url = $9, icon_title = $10, is_resolved = $11,
             status_icon_url = $12, status_icon_title = $13, status_icon_link = $14
         where id = $1",
        &params(id.0, content),
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: RemoteLinkId) -> db::Result<()> {
    tx.execute("delete from remote_link where id = $1", &[id.into()])
        .await?;
    Ok(())
}
