//! What uploading, making, choosing and deleting avatars means.

use axum::body::Bytes;
use base::audit::{Change, Entry, Object};
use base::blob::{self, Owner, Stored};
use base::guard;
use base::{Cx, Result, Tx, messages};
use model::{AvatarId, ProjectId, UserId};
use serde_json::json;

use super::place::{Kind, Mine, Place};
use super::store::{self, AvatarRow, DraftRow};
use super::wire::GivenCropping;

/// How many avatars may be uploaded for one thing.
const MOST: usize = 100;

/// Stores an image to be cropped, in the place of the one the caller uploaded before; for something, or for
/// what is still to be made. Returns it and what took its place before.
///
/// # Errors
/// Invalid, if it is no image of the four kinds or too large; Unauthorized.
pub async fn upload(cx: &Cx, kind: Kind, place: Option<&Mine>, image: Bytes) -> Result<DraftRow> {
    let uploader = cx.signed_in()?.id;
    let made = cx.app.pictures.draft(image).await?;
    let made = made.ok_or_else(messages::not_an_avatar_image)?;
    let file = blob::write_whole(cx, "draft", made.png).await?;
    let mut tx = cx.write().await?;
    let mut old = Vec::new();
    if let Some(draft) = store::draft(&mut tx, uploader, kind).await? {
        old = blob::of_owner(&mut tx, Owner::Draft(draft.id)).await?;
        store::delete_draft(&mut tx, draft.id).await?;
    }
    let draft = DraftRow {
        id: tx.next_id("avatar_draft_id").await?,
        owner: place.map(|place| place.id),
        width: made.width.into(),
        height: made.height.into(),
        square: None,
    };
    store::insert_draft(&mut tx, &draft, uploader, kind, cx.now())
        .await
        .map_err(in_between)?;
    blob::keep(&mut tx, &[(file.id, Owner::Draft(draft.id))]).await?;
    tx.commit().await?;
    discard(cx, old).await;
    Ok(draft)
}

/// Two uploads of the same user at once: one is run again, and takes the other's place.
fn in_between(error: db::Error) -> base::Error {
    if error.is_unique("avatar_draft.uploader_id,kind") {
        return base::Error::Retry;
    }
    error.into()
}

/// Returns the caller's image of a kind.
///
/// # Errors
/// Invalid, if there is none; Unauthorized.
pub async fn draft(cx: &Cx, tx: &mut db::Tx, kind: Kind) -> Result<DraftRow> {
    let uploader = cx.signed_in()?.id;
    let draft = store::draft(tx, uploader, kind).await?;
    draft.ok_or_else(messages::no_avatar_draft)
}

/// Notes which part of the caller's image is meant.
///
/// # Errors
/// Invalid, if there is none or the part is not within it.
pub async fn crop(cx: &Cx, tx: &mut Tx, kind: Kind, given: &GivenCropping) -> Result<DraftRow> {
    let mut draft = draft(cx, tx, kind).await?;
    let square = given.square(&draft).ok_or_else(messages::bad_cropping)?;
    store::set_square(tx, draft.id, square).await?;
    draft.square = Some((square.x.into(), square.y.into(), square.side.into()));
    Ok(draft)
}

/// Makes a part of the caller's image an avatar.
///
/// # Errors
/// Invalid, if there is no image, or none for this, or the part is not within it.
pub async fn create(cx: &Cx, place: &Mine, given: &GivenCropping) -> Result<AvatarRow> {
    let mut tx = cx.read().await?;
    let draft = draft(cx, &mut tx, place.kind).await?;
    if draft.owner.is_some_and(|owner| owner != place.id) {
        return Err(messages::no_avatar_draft());
    }
    if store::custom(&mut tx, place.kind, place.id).await?.len() >= MOST {
        return Err(messages::too_many_avatars(MOST));
    }
    let square = given.square(&draft).ok_or_else(messages::bad_cropping)?;
    let file = blob::part_of(&mut tx, Owner::Draft(draft.id), "draft").await?;
    drop(tx);
    let file = file.ok_or_else(messages::no_avatar_draft)?;
    let bytes = blob::read(cx, &file).await?;
    let made = cx.app.pictures.avatar(bytes, square).await?;
    let mut files = Vec::new();
    for (size, png) in made.ok_or_else(messages::bad_cropping)? {
        files.push(blob::write_whole(cx, &size.to_string(), png).await?);
    }
    let mut tx = cx.write().await?;
    let id = AvatarId(tx.next_id("avatar_id").await?);
    store::insert(&mut tx, id, place.kind, place.id, cx.now()).await?;
    let files: Vec<_> = files
        .iter()
        .map(|file| (file.id, Owner::Avatar(id)))
        .collect();
    blob::keep(&mut tx, &files).await?;
    if !store::delete_draft(&mut tx, draft.id).await? {
        return Err(messages::no_avatar_draft());
    }
    audit(cx, &mut tx, place, "Avatar uploaded", id).await?;
    tx.commit().await?;
    blob::discard(cx, vec![file]).await;
    Ok(AvatarRow {
        id,
        drawing: None,
        owner: Some(place.id),
    })
}

/// Chooses an avatar: one that everybody can choose, or one of its own.
///
/// # Errors
/// Invalid, if there is no such one.
pub async fn choose(cx: &Cx, tx: &mut Tx, place: &Mine, id: &str) -> Result<()> {
    let found = match AvatarId::parse(id) {
        Some(id) => store::find(tx, place.kind, id).await?,
        None => None,
    };
    let is_fine = |row: &AvatarRow| row.drawing.is_some() || row.owner == Some(place.id);
    let Some(avatar) = found.filter(is_fine) else {
        return Err(messages::avatar_cannot_be_chosen());
    };
    store::choose(tx, place.kind, place.id, avatar.id).await?;
    audit(cx, tx, place, "Avatar chosen", avatar.id).await
}

/// Deletes an avatar; returns its files, which can be removed once that is committed.
///
/// # Errors
/// Not found; Forbidden for one that everybody can choose.
pub async fn delete(cx: &Cx, tx: &mut Tx, place: &Mine, id: &str) -> Result<Vec<(String, Stored)>> {
    let found = match AvatarId::parse(id) {
        Some(id) => store::find(tx, place.kind, id).await?,
        None => None,
    };
    let avatar = found.ok_or_else(|| messages::no_such_avatar(id))?;
    if avatar.drawing.is_some() {
        return Err(messages::system_avatar_stays());
    }
    if avatar.owner != Some(place.id) {
        return Err(messages::no_such_avatar(id));
    }
    let files = blob::of_owner(tx, Owner::Avatar(avatar.id)).await?;
    if !store::delete(tx, avatar.id).await? {
        return Err(messages::no_such_avatar(id));
    }
    audit(cx, tx, place, "Avatar deleted", avatar.id).await?;
    Ok(files)
}

/// Removes the files of what is gone.
pub async fn discard(cx: &Cx, files: Vec<(String, Stored)>) {
    let files = files.into_iter().map(|(_, stored)| stored);
    blob::discard(cx, files.collect()).await;
}

async fn audit(
    cx: &Cx,
    tx: &mut Tx,
    place: &Place,
    summary: &'static str,
    id: AvatarId,
) -> Result<()> {
    let (category, kind) = match place.kind {
        Kind::User => ("user management", "USER"),
        Kind::Project => ("projects", "PROJECT"),
        Kind::IssueType => ("issue types", "ISSUE_TYPE"),
    };
    let change = Change::between("Avatar", None, Some(&id.to_string()));
    let entry = Entry {
        category,
        summary,
        object: Object {
            kind,
            id: place.key.clone(),
            name: &place.name,
        },
        changes: change.into_iter().collect(),
    };
    tx.audit(cx, entry).await?;
    let payload = json!({ "type": place.kind.name(), "owner": place.id, "avatar": id.0 });
    tx.event(cx, "avatar_changed", &payload).await
}

/// A picture as it is shown.
pub enum Picture {
    /// Drawn here, by its name.
    Drawn(String),
    /// A PNG that was uploaded and made anew; and whether everybody may see it.
    Png(Bytes, bool),
}

/// Returns an avatar's picture, if there is such an avatar and the caller may see it. Those of projects are
/// for who may know of the project.
///
/// # Errors
/// When the database or the store cannot be read.
pub async fn picture(cx: &Cx, kind: Kind, id: &str, size: u32) -> Result<Option<Picture>> {
    let Some(id) = AvatarId::parse(id) else {
        return Ok(None);
    };
    let mut tx = cx.read().await?;
    let Some(avatar) = store::find(&mut tx, kind, id).await? else {
        return Ok(None);
    };
    if let Some(drawing) = avatar.drawing {
        return Ok(Some(Picture::Drawn(drawing)));
    }
    let project = avatar
        .owner
        .filter(|_| kind == Kind::Project)
        .map(ProjectId);
    if project.is_some_and(|project| !guard::viewable_projects(cx).has(project)) {
        return Ok(None);
    }
    let file = blob::part_of(&mut tx, Owner::Avatar(id), &size.to_string()).await?;
    drop(tx);
    match file {
        Some(file) => {
            let png = blob::read(cx, &file).await?;
            Ok(Some(Picture::Png(png, kind != Kind::Project)))
        }
        None => Ok(None),
    }
}

/// Returns the image that a user has uploaded and not cropped yet.
///
/// # Errors
/// Not found.
pub async fn draft_image(cx: &Cx, uploader: UserId, kind: Kind) -> Result<Bytes> {
    let mut tx = cx.read().await?;
    let draft = store::draft(&mut tx, uploader, kind).await?;
    let draft = draft.ok_or_else(messages::no_such_resource)?;
    let file = blob::part_of(&mut tx, Owner::Draft(draft.id), "draft").await?;
    drop(tx);
    blob::read(cx, &file.ok_or_else(messages::no_such_resource)?).await
}
