//! The SQL of the search page: what its form offers.

use base::Result;
use base::guard::ViewableProjects;
use db::Tx;

use crate::query::store::scan;
use crate::query::store::writer::Writer;

/// Returns key and name of some of these projects, by name, without those that are archived.
pub async fn projects(
    tx: &mut Tx,
    viewable: &ViewableProjects,
    most: i64,
) -> Result<Vec<(String, String)>> {
    if viewable.ids().is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = viewable.ids().iter().map(|id| id.0).collect();
    let mut sql = Writer::new(tx.dialect());
    sql.push("select p.key, p.name from project p where not p.is_archived and ")
        .is_one_of("p.id", &ids)
        .push(" order by p.lower_name, p.id limit ")
        .value(most);
    scan(tx, sql, |row| Ok((row.take()?, row.take()?))).await
}
