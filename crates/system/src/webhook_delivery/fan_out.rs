//! Events become deliveries: which webhook is told of what. All is read first; what comes of it is stored in
//! one transaction with the mark that these events are done.

use std::collections::HashSet;
use std::sync::Arc;

use base::cx::{Credential, SignedIn};
use base::refs::{UserRef, users_by_ids};
use base::urls::encode;
use base::{App, Cx, Result, guard, secret};

use super::body::World;
use super::happening::{self, Happening};
use super::store::{self, NewDelivery};
use crate::webhook::{Webhook, store as webhook_store};

/// How many events are looked at in one go.
const AT_ONCE: i64 = 100;

/// Makes deliveries of the oldest events; returns how many events those were.
pub async fn round(app: &Arc<App>, process: &str) -> Result<usize> {
    let cx = Cx::internal(app, "webhooks");
    let mut tx = cx.read().await?;
    let events = store::events(&mut tx, AT_ONCE).await?;
    if events.is_empty() {
        return Ok(0);
    }
    let webhooks = webhook_store::enabled(&mut tx).await?;
    let happenings: Vec<Happening> = events.iter().flat_map(happening::happenings).collect();
    let wanted = |happening: &Happening| {
        let name = &happening.name;
        webhooks.iter().any(|webhook| webhook.events.contains(name))
    };
    let happenings: Vec<Happening> = happenings.into_iter().filter(wanted).collect();
    let mut deliveries = Vec::new();
    if !happenings.is_empty() {
        let world = World::read(&cx, &mut tx, &happenings).await?;
        let mut scopes = Vec::new();
        for webhook in &webhooks {
            scopes.push(scope(app, &mut tx, webhook, &world).await?);
        }
        for happening in &happenings {
            let Some(told) = world.body(happening) else {
                continue;
            };
            for (webhook, scope) in webhooks.iter().zip(&scopes) {
                if !webhook.events.contains(&happening.name) || !scope.has(happening.issue) {
                    continue;
                }
                deliveries.push(NewDelivery {
                    webhook: webhook.id,
                    identifier: secret::random()?,
                    event: happening.name.clone(),
                    url: filled(&webhook.url, &told.variables),
                    body: (!webhook.exclude_body).then(|| told.text.clone()),
                });
            }
        }
    }
    drop(tx);
    let mut tx = cx.write().await?;
    if !store::still_leased(&mut tx, process, cx.now()).await? {
        return Ok(0);
    }
    store::mark_done(&mut tx, events.iter().map(|event| event.id).collect()).await?;
    store::insert(&mut tx, &deliveries, cx.now()).await?;
    tx.commit().await?;
    Ok(events.len())
}

/// Which issues a webhook is told of.
enum Scope {
    All,
    Only(HashSet<i64>),
}

impl Scope {
    /// Returns whether an event about this issue, or about none, is for the webhook.
    fn has(&self, issue: Option<i64>) -> bool {
        match (self, issue) {
            (Self::All, _) | (Self::Only(_), None) => true,
            (Self::Only(issues), Some(issue)) => issues.contains(&issue),
        }
    }
}

async fn scope(app: &Arc<App>, tx: &mut db::Tx, webhook: &Webhook, world: &World) -> Result<Scope> {
    if webhook.jql.is_empty() {
        return Ok(Scope::All);
    }
    let nobody = Scope::Only(HashSet::new());
    let Some(id) = webhook.updated_by else {
        return Ok(nobody);
    };
    let users = users_by_ids(tx, [id]).await?;
    let Some(user) = users.get(id) else {
        return Ok(nobody);
    };
    let cx = on_behalf_of(app, tx, user).await?;
    match search::matching(&cx, tx, &webhook.jql, world.issue_keys()).await {
        Ok(found) => Ok(Scope::Only(found.into_iter().map(|id| id.0).collect())),
        // What it names may be gone since it was set; then it finds nothing.
        Err(base::Error::Invalid(_)) => Ok(nobody),
        Err(error) => Err(error),
    }
}

/// Returns the context of the administrator who has set a webhook, for nothing but its query.
async fn on_behalf_of(app: &Arc<App>, tx: &mut db::Tx, user: &UserRef) -> Result<Cx> {
    let signed_in = SignedIn {
        id: user.id,
        key: user.key.clone(),
        name: user.name.clone(),
        display_name: user.display_name.clone(),
        time_zone: user.time_zone.clone(),
        by: Credential::Password,
    };
    let known = guard::signed_in(tx, signed_in).await?;
    Ok(Cx::user(app, &known, None))
}

/// Returns an address with its variables replaced; those that this event has not become nothing.
fn filled(url: &str, variables: &[(&'static str, String)]) -> String {
    let mut filled = String::with_capacity(url.len());
    let mut rest = url;
    while let Some((before, after)) = rest.split_once("${") {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push_str("${");
            rest = after;
            continue;
        };
        if let Some((_, value)) = variables.iter().find(|(known, _)| *known == name) {
            filled.push_str(&encode(value));
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn variables_are_replaced() {
        let variables = [
            ("issue.key", "OPS-1".to_owned()),
            ("modifiedUser.name", "a b&c".to_owned()),
        ];
        for (url, expected) in [
            ("http://h/${issue.key}", "http://h/OPS-1"),
            (
                "http://h/?u=${modifiedUser.name}&k=${issue.key}",
                "http://h/?u=a%20b%26c&k=OPS-1",
            ),
            ("http://h/${version.id}/x", "http://h//x"),
            ("http://h/${issue.key", "http://h/${issue.key"),
            ("http://h/", "http://h/"),
        ] {
            assert_eq!(filled(url, &variables), expected);
        }
    }
}
