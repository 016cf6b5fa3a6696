//! The SQL of inviting.

use std::collections::HashSet;

use base::Result;
use db::{Param, Tx};

/// What is taken.
pub struct Taken {
    /// Lower-case usernames.
    pub names: HashSet<String>,
    /// Lower-case addresses.
    pub emails: HashSet<String>,
}

/// Returns which of these lower-case texts are somebody's name or address.
pub async fn taken(tx: &mut Tx, candidates: &[String]) -> Result<Taken> {
    let places: Vec<String> = (1..=candidates.len()).map(|at| format!("${at}")).collect();
    let places = places.join(", ");
    let sql = format!(
        "select lower_name, lower_email from app_user
         where lower_name in ({places}) or lower_email in ({places})"
    );
    let params: Vec<Param<'_>> = candidates.iter().map(Param::from).collect();
    let found: Vec<(String, String)> = tx
        .rows(&sql, &params, |row| Ok((row.take()?, row.take()?)))
        .await?;
    let (names, emails) = found.into_iter().unzip();
    Ok(Taken { names, emails })
}
