//! Several users put into or taken out of several groups, all or nothing: what the pages do.
//!
//! What is wrong is said of the fields `users` and `groups`.

use base::error::Problems;
use base::guard::{self, Global};
use base::refs::UserRef;
use base::{Cx, Error, Result, Tx, messages, text};
use model::permission::may::global::Administer;

use super::ops::{Group, NewMember, delete_member, insert_member, still_administered};
use super::store;

/// How many names a field may hold.
const MOST_NAMES: usize = 500;
/// How many memberships one request may change.
const MOST_CHANGES: usize = 2000;

/// Returns the users named in a text: by commas, semicolons or lines between them, or by blanks.
///
/// # Errors
/// Invalid, if there are none, too many, or some that do not exist.
pub async fn users_named(tx: &mut db::Tx, text: &str) -> Result<Vec<UserRef>> {
    let pieces: Vec<&str> = pieces(text, &[',', ';', '\n', '\r']).collect();
    // A name may have a blank in it, so a piece is tried as a whole first.
    let words = pieces.iter().flat_map(|piece| piece.split_whitespace());
    let asked: Vec<String> = pieces
        .iter()
        .copied()
        .chain(words)
        .map(text::fold)
        .collect();
    if asked.is_empty() {
        return Err(messages::no_users_named());
    }
    check_number("users", pieces.len(), asked.len())?;
    let known = store::users_by_names(tx, &asked).await?;
    let find = |name: &str| {
        let name = text::fold(name);
        known.iter().find(|(lower_name, _)| *lower_name == name)
    };
    let mut found: Vec<UserRef> = Vec::new();
    let mut missing: Vec<&str> = Vec::new();
    for piece in pieces {
        let parts: Vec<&str> = match find(piece) {
            Some(_) => vec![piece],
            None => piece.split_whitespace().collect(),
        };
        for part in parts {
            match find(part) {
                Some((_, user)) if found.iter().any(|one| one.id == user.id) => {}
                Some((_, user)) => found.push(user.clone()),
                None => missing.push(part),
            }
        }
    }
    if missing.is_empty() {
        Ok(found)
    } else {
        Err(messages::no_such_users_in("users", &missing))
    }
}

/// Returns the groups named in texts, each a name or several with commas between them.
///
/// # Errors
/// Invalid, if there are too many or some that do not exist.
pub async fn groups_named(tx: &mut db::Tx, texts: &[&str]) -> Result<Vec<Group>> {
    let texts = texts.iter().map(|text| text.trim());
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    // A name may have a comma in it.
    let parts = texts.iter().flat_map(|text| pieces(text, &[',']));
    let asked: Vec<String> = texts.iter().copied().chain(parts).map(text::fold).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    check_number("groups", texts.len(), asked.len())?;
    let known = store::by_names(tx, &asked).await?;
    let find = |name: &str| {
        let name = text::fold(name);
        known.iter().find(|(lower_name, _)| *lower_name == name)
    };
    let mut found: Vec<Group> = Vec::new();
    for text in texts {
        let parts: Vec<&str> = match find(text) {
            Some(_) => vec![text],
            None => pieces(text, &[',']).collect(),
        };
        for part in parts {
            match find(part) {
                Some((_, group)) if found.iter().any(|one| one.id == group.id) => {}
                Some((_, group)) => found.push(group.clone()),
                None => return Err(messages::no_such_group_in("groups", part)),
            }
        }
    }
    Ok(found)
}

fn pieces<'a>(text: &'a str, between: &'a [char]) -> impl Iterator<Item = &'a str> {
    text.split(between)
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
}

fn check_number(field: &str, n_pieces: usize, n_asked: usize) -> Result<()> {
    if n_pieces > MOST_NAMES || n_asked > 2 * MOST_NAMES {
        return Err(messages::too_many_names(field, MOST_NAMES));
    }
    Ok(())
}

/// Puts users into groups. Who is in some of the groups is put into the others.
///
/// # Errors
/// Forbidden, if a group makes system administrators and the caller is none; Invalid, if somebody is
/// in all of the groups already.
pub async fn join(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    groups: &[Group],
    users: &[UserRef],
) -> Result<()> {
    check(cx, groups, users)?;
    let members = memberships(tx, groups, users).await?;
    let is_member = |group: &Group, user: &UserRef| members.contains(&(group.id, user.id));
    let mut refused: Vec<String> = Vec::new();
    for user in users {
        if groups.iter().all(|group| is_member(group, user)) {
            refused.push(messages::already_member_text(&user.name, &names(groups)));
        }
    }
    refuse("users", &refused)?;
    for user in users {
        for group in groups {
            if !is_member(group, user) {
                insert_member(cx, tx, NewMember { group, user }).await?;
            }
        }
    }
    Ok(())
}

/// Takes users out of groups: out of those that they are in. [`Tx::change_policy`] comes before.
///
/// # Errors
/// As [`join`]; Invalid, if somebody is in none of the groups, or if nobody could administer the
/// instance any more.
pub async fn leave(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    groups: &[Group],
    users: &[UserRef],
) -> Result<()> {
    check(cx, groups, users)?;
    let members = memberships(tx, groups, users).await?;
    let is_member = |group: &Group, user: &UserRef| members.contains(&(group.id, user.id));
    let mut refused: Vec<String> = Vec::new();
    for user in users {
        if !groups.iter().any(|group| is_member(group, user)) {
            refused.push(messages::not_a_member_text(&user.name, &names(groups)));
        }
    }
    refuse("users", &refused)?;
    for user in users {
        for group in groups {
            if is_member(group, user) {
                delete_member(cx, tx, group, user).await?;
            }
        }
    }
    still_administered(tx).await
}

fn check(cx: &Cx, groups: &[Group], users: &[UserRef]) -> Result<()> {
    for group in groups {
        guard::members_of(cx, group.id)?;
    }
    if groups.len().saturating_mul(users.len()) > MOST_CHANGES {
        return Err(messages::too_many_memberships(MOST_CHANGES));
    }
    Ok(())
}

async fn memberships(
    tx: &mut db::Tx,
    groups: &[Group],
    users: &[UserRef],
) -> Result<std::collections::HashSet<(model::GroupId, model::UserId)>> {
    let groups = groups.iter().map(|group| group.id);
    let users = users.iter().map(|user| user.id);
    let found = store::memberships(tx, groups, users).await?;
    Ok(found.into_iter().collect())
}

fn refuse(field: &str, texts: &[String]) -> Result<()> {
    if texts.is_empty() {
        return Ok(());
    }
    let mut problems = Problems::default();
    problems.field(field, texts.join(" "));
    Err(Error::Invalid(problems))
}

/// Returns the names of groups with commas between them.
pub fn names(groups: &[Group]) -> String {
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    names.join(", ")
}
