//! The SQL of the directory.

use base::Result;
use db::Tx;

/// What the directory holds.
pub struct Counts {
    pub n_users: i64,
    pub n_active: i64,
    pub n_groups: i64,
}

pub async fn counts(tx: &mut Tx) -> Result<Counts> {
    Ok(tx
        .one(
            "select (select count(*) from app_user), (select count(*) from app_user where active),
                 (select count(*) from user_group)",
            &[],
            |row| {
                Ok(Counts {
                    n_users: row.take()?,
                    n_active: row.take()?,
                    n_groups: row.take()?,
                })
            },
        )
        .await?)
}
