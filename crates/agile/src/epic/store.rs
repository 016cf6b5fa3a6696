//! The SQL of epics.

use db::Tx;
use model::IssueId;

pub async fn summary(tx: &mut Tx, id: IssueId) -> db::Result<Option<String>> {
    let sql = "select summary from issue where id = $1";
    tx.opt(sql, &[id.into()], |row| row.take()).await
}
