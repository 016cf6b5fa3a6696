//! The handlers of attachments.

use base::blob::{self, Owner};
use base::http::{Json, NoContent, Path};
use base::refs::users_by_ids;
use base::upload::Upload;
use base::{Cx, Result, guard, messages};
use model::permission::may::CreateAttachments;

use super::archive::{self, Listing};
use super::ops;
use super::store::{self, AttachmentRow};
use super::wire::{Attachment, ForPeople, ForPrograms, Meta};

/// The part of the form that brings a file.
const PART: &str = "file";
/// The largest archive that is read to list what is in it, in bytes.
const MAX_ARCHIVE: i64 = 32 * 1024 * 1024;

pub async fn meta(cx: Cx) -> Json<Meta> {
    Json(Meta {
        enabled: true,
        upload_limit: cx.app.settings.max_attachment,
    })
}

pub async fn create(
    cx: Cx,
    Path(issue): Path<String>,
    upload: Upload,
) -> Result<Json<Vec<Attachment>>> {
    upload.check_token()?;
    let mut tx = cx.read().await?;
    guard::issue::<CreateAttachments>(&cx, &mut tx, &issue).await?;
    drop(tx);
    let limit = cx.app.settings.max_attachment;
    let (cx, files) = upload.receive(&cx, PART, limit).await?;
    let ids = ops::attach(&cx, &issue, files).await?;
    let mut tx = cx.read().await?;
    let ids = ids.into_iter().map(|id| id.0).collect();
    let rows = store::by_ids(&mut tx, ids).await?;
    let authors = rows.iter().filter_map(|row| row.author);
    let users = users_by_ids(&mut tx, authors).await?;
    let listed = |row| Attachment::listed(row, &users, cx.urls());
    Ok(Json(rows.iter().map(listed).collect()))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<Attachment>> {
    let mut tx = cx.read().await?;
    let (row, _) = ops::find(&cx, &mut tx, &id).await?;
    let users = users_by_ids(&mut tx, row.author).await?;
    Ok(Json(Attachment::alone(&row, &users, cx.urls())))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let files = ops::delete(&cx, &mut tx, &id).await?;
    tx.commit().await?;
    blob::discard(&cx, files).await;
    Ok(NoContent)
}

pub async fn expand_for_people(cx: Cx, Path(id): Path<String>) -> Result<Json<ForPeople>> {
    let (row, listing) = expand(&cx, &id).await?;
    Ok(Json(ForPeople::new(&row, listing)))
}

pub async fn expand_for_programs(cx: Cx, Path(id): Path<String>) -> Result<Json<ForPrograms>> {
    let (_, listing) = expand(&cx, &id).await?;
    Ok(Json(ForPrograms::new(listing)))
}

async fn expand(cx: &Cx, id: &str) -> Result<(AttachmentRow, Listing)> {
    let mut tx = cx.read().await?;
    let (row, _) = ops::find(cx, &mut tx, id).await?;
    let stored = blob::part_of(&mut tx, Owner::Attachment(row.id), "content").await?;
    drop(tx);
    if row.size > MAX_ARCHIVE {
        return Err(messages::archive_too_large());
    }
    let stored = stored.ok_or_else(messages::file_is_lost)?;
    let bytes = blob::read(cx, &stored).await?;
    Ok((row, archive::list(&bytes)))
}
