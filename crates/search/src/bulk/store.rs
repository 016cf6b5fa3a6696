//! The SQL of reports.

use base::blob::Stored;
use db::Tx;

use super::report::PART;

/// Returns the file of the report of this name.
pub async fn report(tx: &mut Tx, name: &str) -> db::Result<Option<Stored>> {
    tx.opt(
        "select id, name from blob where name = $1 and part = $2",
        &[name.into(), PART.into()],
        |row| {
            Ok(Stored {
                id: row.take()?,
                name: row.take()?,
            })
        },
    )
    .await
}
