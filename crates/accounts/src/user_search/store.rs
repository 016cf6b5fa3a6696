//! The SQL of looking for users.

use base::paging::Paging;
use base::{Result, text};
use db::{Dialect, Param, Tx};

use crate::user::User;
use crate::user::store::{COLUMNS, read};

/// Which users are looked for.
#[derive(Clone, Debug)]
pub struct Matching {
    /// What name, address or a word of the full name begins with.
    begins: String,
    /// The same behind a blank, for the second and later words of the full name.
    word: String,
    /// Whether active users are.
    pub active: bool,
    /// Whether inactive users are.
    pub inactive: bool,
    /// Names not to be found.
    exclude: Vec<String>,
}

impl Matching {
    /// Returns the active users whose name, address or a word of whose full name begins with
    /// `query`; with an empty one all.
    pub fn new(query: &str) -> Self {
        let contains = Dialect::like_pattern(&text::fold(query));
        let begins = contains.strip_prefix('%').unwrap_or(&contains).to_owned();
        Self {
            word: format!("% {begins}"),
            begins,
            active: true,
            inactive: false,
            exclude: Vec::new(),
        }
    }

    /// Returns the same without the users of these names.
    pub fn without<'a>(mut self, names: impl Iterator<Item = &'a str>) -> Self {
        self.exclude = names.map(text::fold).collect();
        self
    }

    fn condition(&self, dialect: Dialect) -> String {
        let excluded: Vec<String> = (0..self.exclude.len())
            .map(|n| format!(" and u.lower_name <> ${}", n + 5))
            .collect();
        format!(
            "({} or {} or {} or {}) and ((u.active and $3) or (not u.active and $4)){}",
            dialect.contains("u.lower_name", 1),
            dialect.contains("u.lower_email", 1),
            dialect.contains("u.lower_display_name", 1),
            dialect.contains("u.lower_display_name", 2),
            excluded.concat()
        )
    }

    fn params(&self) -> Vec<Param<'_>> {
        let mut params: Vec<Param<'_>> = vec![
            (&self.begins).into(),
            (&self.word).into(),
            self.active.into(),
            self.inactive.into(),
        ];
        params.extend(self.exclude.iter().map(Param::from));
        params
    }
}

/// Returns one page of the users who match, by full name.
pub async fn users(tx: &mut Tx, matching: &Matching, paging: Paging) -> Result<Vec<User>> {
    let mut params = matching.params();
    let sql = format!(
        "select {COLUMNS} from app_user u where {}
         order by u.lower_display_name, u.lower_name limit ${} offset ${}",
        matching.condition(tx.dialect()),
        params.len() + 1,
        params.len() + 2
    );
    params.push(paging.max_results.into());
    params.push(paging.start_at.into());
    Ok(tx.rows(&sql, &params, read).await?)
}

/// Returns the users after one of them, in the order of their ids.
pub async fn after(tx: &mut Tx, last: i64, most: i64) -> Result<Vec<User>> {
    let sql = format!("select {COLUMNS} from app_user u where u.id > $1 order by u.id limit $2");
    Ok(tx.rows(&sql, &[last.into(), most.into()], read).await?)
}

/// Returns how many users match.
pub async fn n_users(tx: &mut Tx, matching: &Matching) -> Result<i64> {
    let sql = format!(
        "select count(*) from app_user u where {}",
        matching.condition(tx.dialect())
    );
    Ok(tx.one(&sql, &matching.params(), |row| row.take()).await?)
}
