//! How users are found by what they may do.

use base::guard;
use base::paging::Paging;
use base::{Result, messages};
use model::ProjectPermission;
use policy::Subject;

use super::store::{self, Matching};
use crate::user::User;

/// How many users are judged at a time: enough that few rounds are needed, and few enough that the
/// first page of a large directory does not read all of it.
const ROUND: i64 = 500;

/// Returns one page of the matching users whom `judge` admits.
///
/// # Errors
/// When the database cannot be read.
pub async fn admitted(
    tx: &mut db::Tx,
    matching: &Matching,
    paging: Paging,
    judge: impl Fn(&Subject) -> bool,
) -> Result<Vec<User>> {
    let wanted = usize::try_from(paging.max_results).unwrap_or_default();
    let mut skip = paging.start_at;
    let mut found = Vec::new();
    let mut round = Paging {
        start_at: 0,
        max_results: ROUND,
    };
    // Three queries a round: only the compiled policy can judge, so it cannot be a condition in
    // SQL.
    while found.len() < wanted {
        let users = store::users(tx, matching, round).await?;
        let subjects = guard::subjects_of(tx, users.iter().map(|user| user.user.id)).await?;
        let is_last = users.len() < usize::try_from(ROUND).unwrap_or_default();
        for user in users {
            if !subjects.get(&user.user.id).is_some_and(&judge) {
                continue;
            }
            if skip > 0 {
                skip -= 1;
            } else if found.len() < wanted {
                found.push(user);
            }
        }
        if is_last {
            break;
        }
        round.start_at += ROUND;
    }
    Ok(found)
}

/// Returns the permissions of these keys, old keys too.
///
/// # Errors
/// Invalid, if there is none or one is unknown.
pub fn permissions(keys: Option<&str>) -> Result<Vec<ProjectPermission>> {
    let keys = keys.unwrap_or_default().split(',').map(str::trim);
    let keys = keys.filter(|key| !key.is_empty());
    let permissions: Result<Vec<ProjectPermission>> = keys
        .map(|key| {
            ProjectPermission::from_any_key(key).ok_or_else(|| messages::no_such_permission(key))
        })
        .collect();
    let permissions = permissions?;
    if permissions.is_empty() {
        return Err(messages::missing_parameter("permissions"));
    }
    Ok(permissions)
}
