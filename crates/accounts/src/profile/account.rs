//! What a user's profile tells its reader of the account. The page stands in a later area, which knows what the user
//! did, too.

use base::Result;
use base::guard;
use base::page::PageCx;
use base::refs::UserRef;
use model::GlobalPermission;

use crate::user::{self, Which};
use crate::{mail_link, myself};

/// What a profile tells of an account.
#[derive(Debug)]
pub struct Account {
    /// Whose profile it is.
    pub user: UserRef,
    /// Their groups, for themselves and administrators.
    pub groups: Option<Vec<String>>,
    /// Whether it is the reader's own.
    pub is_own: bool,
    /// Whether the address was shown to be the user's; nobody else is told.
    pub is_verified: bool,
    /// Whether the reader is an administrator.
    pub is_administrator: bool,
}

/// Reads what the profile of the user of this name tells; one's own, if the name is empty.
///
/// # Errors
/// Unauthorized; Not found.
pub async fn account(page: &PageCx, tx: &mut db::Tx, name: &str) -> Result<Account> {
    let caller = page.signed_in()?;
    let user = if name.is_empty() {
        myself::find(page, tx).await?
    } else {
        user::find(tx, Which::Name(name)).await?
    }
    .user;
    let is_own = user.id == caller.id;
    let is_administrator = guard::has_global(page, GlobalPermission::Administer);
    let groups = if is_own || is_administrator {
        let groups = user::store::groups_of(tx, user.id).await?;
        Some(groups.into_iter().map(|(_, name)| name).collect())
    } else {
        None
    };
    Ok(Account {
        groups,
        is_own,
        is_verified: is_own && mail_link::verified_at(tx, &user).await?.is_some(),
        is_administrator,
        user,
    })
}
