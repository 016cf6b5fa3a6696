//! The SQL of avatars.

use base::picture::Square;
use db::{Param, Result, Row, Tx};
use model::{AvatarId, Timestamp, UserId};

use super::place::Kind;

/// An avatar.
#[derive(Clone, Debug)]
pub struct AvatarRow {
    pub id: AvatarId,
    /// What it is called if it is drawn here; such a one belongs to nobody.
    pub drawing: Option<String>,
    /// What it belongs to.
    pub owner: Option<i64>,
}

/// An image that is still to be cropped.
#[derive(Clone, Debug)]
pub struct DraftRow {
    pub id: i64,
    pub owner: Option<i64>,
    pub width: i64,
    pub height: i64,
    /// The part that is meant, if that was said.
    pub square: Option<(i64, i64, i64)>,
}

/// Returns the column that names an avatar's owner, and the owner's table.
fn of_kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::User => ("user_id", "app_user"),
        Kind::Project => ("project_id", "project"),
        Kind::IssueType => ("issue_type_id", "issue_type"),
    }
}

pub async fn system(tx: &mut Tx, kind: Kind) -> Result<Vec<AvatarRow>> {
    let (owner, _) = of_kind(kind);
    let sql = format!(
        "select id, drawing, {owner} from avatar where kind = $1 and drawing is not null order by id"
    );
    tx.rows(&sql, &[kind.name().into()], read).await
}

pub async fn custom(tx: &mut Tx, kind: Kind, of: i64) -> Result<Vec<AvatarRow>> {
    let (owner, _) = of_kind(kind);
    let sql = format!("select id, drawing, {owner} from avatar where {owner} = $1 order by id");
    tx.rows(&sql, &[of.into()], read).await
}

pub async fn find(tx: &mut Tx, kind: Kind, id: AvatarId) -> Result<Option<AvatarRow>> {
    let (owner, _) = of_kind(kind);
    let sql = format!("select id, drawing, {owner} from avatar where id = $1 and kind = $2");
    tx.opt(&sql, &[id.into(), kind.name().into()], read).await
}

fn read(row: &mut Row<'_>) -> Result<AvatarRow> {
    Ok(AvatarRow {
        id: row.take()?,
        drawing: row.take()?,
        owner: row.take()?,
    })
}

pub async fn insert(tx: &mut Tx, id: AvatarId, kind: Kind, of: i64, now: Timestamp) -> Result<()> {
    let (owner, _) = of_kind(kind);
    let sql = format!("insert into avatar (id, kind, {owner}, created_at) values ($1, $2, $3, $4)");
    let params = [id.into(), kind.name().into(), of.into(), now.into()];
    tx.execute(&sql, &params).await?;
    Ok(())
}

/// Deletes an avatar; whatever has chosen it has none then.
pub async fn delete(tx: &mut Tx, id: AvatarId) -> Result<bool> {
    let n_deleted = tx
        .execute("delete from avatar where id = $1", &[id.into()])
        .await?;
    Ok(n_deleted > 0)
}

pub async fn choose(tx: &mut Tx, kind: Kind, of: i64, id: AvatarId) -> Result<()> {
    let (_, table) = of_kind(kind);
    let sql = format!("update {table} set avatar_id = $2 where id = $1");
    tx.execute(&sql, &[of.into(), id.into()]).await?;
    Ok(())
}

pub async fn draft(tx: &mut Tx, uploader: UserId, kind: Kind) -> Result<Option<DraftRow>> {
    tx.opt(
        "select id, owner_id, width, height, crop_x, crop_y, crop_side from avatar_draft
         where uploader_id = $1 and kind = $2",
        &[uploader.into(), kind.name().into()],
        |row| {
            let draft = DraftRow {
                id: row.take()?,
                owner: row.take()?,
                width: row.take()?,
                height: row.take()?,
                square: None,
            };
            let square: (Option<i64>, Option<i64>, Option<i64>) =
                (row.take()?, row.take()?, row.take()?);
            Ok(DraftRow {
                square: square
                    .0
                    .zip(square.1)
                    .zip(square.2)
                    .map(|((x, y), side)| (x, y, side)),
                ..draft
            })
        },
    )
    .await
}

pub async fn insert_draft(
    tx: &mut Tx,
    draft: &DraftRow,
    uploader: UserId,
    kind: Kind,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "insert into avatar_draft (id, uploader_id, kind, owner_id, width, height, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            draft.id.into(),
            uploader.into(),
            kind.name().into(),
            draft.owner.into(),
            draft.width.into(),
            draft.height.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn set_square(tx: &mut Tx, draft: i64, square: Square) -> Result<()> {
    let params: [Param<'_>; 4] = [
        draft.into(),
        i64::from(square.x).into(),
        i64::from(square.y).into(),
        i64::from(square.side).into(),
    ];
    tx.execute(
        "update avatar_draft set crop_x = $2, crop_y = $3, crop_side = $4 where id = $1",
        &params,
    )
    .await?;
    Ok(())
}

/// Deletes a draft; returns whether it was there.
pub async fn delete_draft(tx: &mut Tx, draft: i64) -> Result<bool> {
    let n_deleted = tx
        .execute("delete from avatar_draft where id = $1", &[draft.into()])
        .await?;
    Ok(n_deleted > 0)
}
