//! What inviting means.

use std::collections::HashSet;

use base::error::Problems;
use base::guard::Global;
use base::{Cx, Error, Result, Tx, messages, text};
use model::permission::may::global::Administer;

use super::store;
use crate::mail_link;
use crate::user::{self, NewUser, User, rules};

/// The field that problems are told of.
pub const EMAILS: &str = "emails";
/// How many people can be invited at a time.
const MOST: usize = 50;

/// Returns the addresses in a text, which stand on lines of their own or between commas, semicolons or
/// blanks; each once, however it is written.
pub fn addresses(text: &str) -> Vec<&str> {
    let mut seen = HashSet::new();
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .filter(|address| !address.is_empty() && seen.insert(text::fold(address)))
        .collect()
}

/// Makes an account for each address, with the default applications, and sends each the link to choose
/// its password. The username is what stands before the `@`, or the whole address where that is taken.
///
/// # Errors
/// Invalid, if an address is none or somebody has it already: nobody is invited then.
pub async fn invite(
    cx: &Cx,
    tx: &mut Tx,
    administrator: Global<Administer>,
    addresses: &[&str],
) -> Result<Vec<User>> {
    check(addresses)?;
    let mut candidates = Vec::new();
    for address in addresses {
        candidates.push(text::fold(address));
        candidates.push(text::fold(local_part(address)));
    }
    let taken = store::taken(tx, &candidates).await?;
    let has_account: Vec<String> = addresses
        .iter()
        .filter(|address| {
            let address = text::fold(address);
            taken.emails.contains(&address) || taken.names.contains(&address)
        })
        .map(|&address| address.to_owned())
        .collect();
    if !has_account.is_empty() {
        return Err(refused(messages::addresses_taken(&has_account)));
    }
    let mut names = taken.names;
    let mut users = Vec::new();
    for &address in addresses {
        let local = text::fold(local_part(address));
        let is_free = names.insert(local.clone()) && is_name(&local);
        let new = NewUser {
            name: &if is_free { local } else { text::fold(address) },
            email: address,
            display_name: local_part(address),
            password: None,
        };
        let made = user::create(cx, tx, administrator, &new, None).await;
        let made = made.map_err(|error| match error {
            // Somebody took the name since we looked, or it cannot be one.
            Error::Invalid(_) => refused(messages::addresses_not_valid(&[address])),
            other => other,
        })?;
        mail_link::send_invitation(cx, tx, administrator, &made.user).await?;
        users.push(made);
    }
    Ok(users)
}

fn check(addresses: &[&str]) -> Result<()> {
    if addresses.is_empty() {
        return Err(refused(messages::NOBODY_INVITED));
    }
    if addresses.len() > MOST {
        return Err(refused(messages::too_many_invited(MOST)));
    }
    let is_wrong = |address: &&&str| {
        let mut problems = Problems::default();
        rules::check_email(address, &mut problems);
        !problems.is_empty()
    };
    let wrong: Vec<&str> = addresses.iter().filter(is_wrong).copied().collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(refused(messages::addresses_not_valid(&wrong)))
    }
}

fn local_part(address: &str) -> &str {
    address.split('@').next().unwrap_or_default()
}

fn is_name(name: &str) -> bool {
    let mut problems = Problems::default();
    rules::check_name(name, &mut problems);
    problems.is_empty()
}

fn refused(text: impl Into<String>) -> Error {
    Error::invalid_field(EMAILS, text)
}
