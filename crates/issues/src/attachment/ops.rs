//! What attaching and removing files means.

use base::blob::{self, Owner, Stored};
use base::guard::{self, Granted, IssueRef};
use base::upload::Received;
use base::{Cx, Error, Result, Tx, messages, picture};
use model::permission::may::{BrowseProjects, CreateAttachments};
use model::{AttachmentId, ProjectPermission};
use serde_json::json;

use super::name::{cleaned, media_type};
use super::store::{self, AttachmentRow};
use crate::history::{Item, Side};
use crate::issue::ops::changed;

/// How often the change is run when others are in its way.
const TRIES: u32 = 6;
/// The types of images that thumbnails are made of.
const THUMBNAILED: [&str; 7] = [
    "image/png",
    "image/x-png",
    "image/jpeg",
    "image/pjpeg",
    "image/gif",
    "image/bmp",
    "image/x-ms-bmp",
];

/// A file in the store that is to be attached.
struct NewFile {
    name: String,
    mime_type: String,
    size: i64,
    content: Stored,
    thumbnail: Option<Stored>,
}

/// Attaches files that have come; returns their ids. If that is refused, the files are removed again.
///
/// # Errors
/// Not found, Unauthorized, Forbidden: as it was before the files came, or has become meanwhile.
pub async fn attach(cx: &Cx, issue: &str, received: Vec<Received>) -> Result<Vec<AttachmentId>> {
    if received.is_empty() {
        return Ok(Vec::new());
    }
    let mut files = Vec::with_capacity(received.len());
    for file in received {
        files.push(prepared(cx, file).await?);
    }
    let mut tries = 0;
    loop {
        tries += 1;
        let done = async {
            let mut tx = cx.write().await?;
            let issue = guard::issue::<CreateAttachments>(cx, &mut tx, issue).await?;
            let ids = insert(cx, &mut tx, &issue, &files).await?;
            Ok((tx, ids))
        };
        match done.await {
            // Whether a commit that failed was one after all is not known: the files stay, and are swept
            // away later if nothing refers to them.
            Ok((tx, ids)) => match tx.commit().await {
                Ok(()) => return Ok(ids),
                Err(Error::Retry) if tries < TRIES => {}
                Err(error) => return Err(error),
            },
            Err(Error::Retry) if tries < TRIES => {}
            Err(error) => {
                let files = files.into_iter();
                let files = files.flat_map(|file| [Some(file.content), file.thumbnail]);
                blob::discard(cx, files.flatten().collect()).await;
                return Err(error);
            }
        }
    }
}

/// Names a file that has come, and makes its thumbnail.
async fn prepared(cx: &Cx, file: Received) -> Result<NewFile> {
    let name = cleaned(file.name.as_deref());
    let mime_type = media_type(file.content_type.as_deref(), &name);
    let is_image = THUMBNAILED.contains(&essence(&mime_type).as_str());
    let mut thumbnail = None;
    if is_image && file.size > 0 && file.size <= picture::MAX_BYTES {
        let bytes = blob::read(cx, &file.stored).await?;
        if let Some(png) = cx.app.pictures.thumbnail(bytes).await? {
            thumbnail = Some(blob::write_whole(cx, "thumbnail", png).await?);
        }
    }
    Ok(NewFile {
        name,
        mime_type,
        size: i64::try_from(file.size).unwrap_or(i64::MAX),
        content: file.stored,
        thumbnail,
    })
}

/// Returns a type without its parameters.
pub fn essence(mime_type: &str) -> String {
    let essence = mime_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

async fn insert(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, CreateAttachments>,
    files: &[NewFile],
) -> Result<Vec<AttachmentId>> {
    let ids = tx.next_ids("attachment_id", files.len()).await?;
    let ids: Vec<AttachmentId> = ids.into_iter().map(AttachmentId).collect();
    let mut rows = Vec::with_capacity(files.len());
    let mut kept = Vec::with_capacity(files.len() * 2);
    let mut items = Vec::with_capacity(files.len());
    for (id, file) in ids.iter().zip(files) {
        rows.push(AttachmentRow {
            id: *id,
            issue: issue.id,
            author: cx.user_id(),
            name: file.name.clone(),
            mime_type: file.mime_type.clone(),
            size: file.size,
            has_thumbnail: file.thumbnail.is_some(),
            created_at: cx.now(),
        });
        let stored = [Some(&file.content), file.thumbnail.as_ref()];
        let owned = stored.into_iter().flatten();
        kept.extend(owned.map(|stored| (stored.id, Owner::Attachment(*id))));
        items.push(item(*id, &file.name));
    }
    changed(cx, tx, issue.id, &items).await?;
    store::insert(tx, &rows).await?;
    blob::keep(tx, &kept).await?;
    event(cx, tx, "attachment_created", issue.id.0, &ids).await?;
    Ok(ids)
}

/// The entry of the history that says that a file was attached.
fn item(id: AttachmentId, name: &str) -> Item {
    Item {
        field: "Attachment".into(),
        from: Side::default(),
        to: Side::named(Some((id, name))),
    }
}

/// Returns an attachment of an issue that the caller may see.
///
/// # Errors
/// Not found; Unauthorized for anonymous callers.
pub async fn find(
    cx: &Cx,
    tx: &mut db::Tx,
    id: &str,
) -> Result<(AttachmentRow, Granted<IssueRef, BrowseProjects>)> {
    let found = match AttachmentId::parse(id) {
        Some(id) => store::find(tx, id).await?,
        None => None,
    };
    let Some(row) = found else {
        cx.signed_in()?;
        return Err(messages::no_such_attachment(id));
    };
    let issue = guard::issue_by_id(cx, tx, row.issue).await;
    let issue = issue.map_err(|error| match error {
        Error::NotFound(_) => messages::no_such_attachment(id),
        error => error,
    })?;
    Ok((row, issue))
}

/// Removes an attachment from its issue; returns its files, which can be removed once that is committed.
///
/// # Errors
/// Not found; Forbidden without the permission for one's own or all.
pub async fn delete(cx: &Cx, tx: &mut Tx, id: &str) -> Result<Vec<Stored>> {
    let (row, issue) = find(cx, tx, id).await?;
    let is_own = row.author.is_some() && row.author == cx.user_id();
    let (all, own) = (
        ProjectPermission::DeleteAllAttachments,
        ProjectPermission::DeleteOwnAttachments,
    );
    let may = |permission| guard::may_on_issue(cx, &issue, permission);
    if !(may(all) || is_own && may(own)) {
        cx.signed_in()?;
        let lacking = if is_own { own } else { all };
        let key = issue.key.to_string();
        return Err(messages::no_issue_permission(lacking.name(), &key));
    }
    let files = blob::of_owner(tx, Owner::Attachment(row.id)).await?;
    changed(cx, tx, issue.id, &[item(row.id, &row.name).reversed()]).await?;
    if !store::delete(tx, row.id).await? {
        return Err(messages::no_such_attachment(id));
    }
    event(cx, tx, "attachment_deleted", issue.id.0, &[row.id]).await?;
    Ok(files.into_iter().map(|(_, stored)| stored).collect())
}

async fn event(
    cx: &Cx,
    tx: &mut Tx,
    kind: &'static str,
    issue: i64,
    ids: &[AttachmentId],
) -> Result<()> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let payload = json!({ "issue": issue, "attachments": ids });
    tx.event(cx, kind, &payload).await
}
