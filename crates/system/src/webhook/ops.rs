//! What making, changing and deleting a webhook means.

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::Global;
use base::{Cx, Error, Result, Tx, messages, text};
use model::permission::may::global::Administer;
use reqwest::Url;

use super::store;
use super::{Secret, Webhook, event};

/// How many webhooks there are at most.
pub const MOST: i64 = 200;
/// The longest address, in characters.
const MAX_URL: usize = 2000;
/// The longest secret, in characters.
const MAX_SECRET: usize = 255;
/// The longest query, in characters.
const MAX_JQL: usize = 10_000;

/// What a webhook is to be; what is `None` stays.
#[derive(Clone, Default)]
pub struct Edit {
    /// What people call it.
    pub name: Option<String>,
    /// Where requests go.
    pub url: Option<String>,
    /// The names of its events.
    pub events: Option<Vec<String>>,
    /// Which issues it is told of.
    pub jql: Option<String>,
    /// Whether requests have no body.
    pub exclude_body: Option<bool>,
    /// Whether it is told at all.
    pub enabled: Option<bool>,
    /// What requests are signed with; empty for not at all.
    pub secret: Option<String>,
}

/// Returns the webhook of this number.
///
/// # Errors
/// Not found.
pub async fn find(tx: &mut db::Tx, _: Global<Administer>, id: &str) -> Result<Webhook> {
    let missing = || messages::no_such_webhook(id);
    let number = id.parse().map_err(|_| missing())?;
    store::get(tx, number).await?.ok_or_else(missing)
}

/// Makes a webhook.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn create(cx: &Cx, tx: &mut Tx, _: Global<Administer>, edit: Edit) -> Result<Webhook> {
    if store::count(tx).await? >= MOST {
        return Err(messages::too_many_webhooks(MOST));
    }
    let blank = Webhook {
        id: tx.next_id("webhook_id").await?,
        name: String::new(),
        url: String::new(),
        events: Vec::new(),
        jql: String::new(),
        exclude_body: false,
        enabled: true,
        secret: None,
        created_at: cx.now(),
        updated_at: cx.now(),
        updated_by: cx.user_id(),
    };
    let webhook = edited(cx, tx, &blank, edit).await?;
    store::insert(tx, &webhook).await?;
    note(cx, tx, "Webhook created", None, &webhook).await?;
    Ok(webhook)
}

/// Changes a webhook.
///
/// # Errors
/// Not found; Invalid, with all that is wrong.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    admin: Global<Administer>,
    id: &str,
    edit: Edit,
) -> Result<Webhook> {
    let before = find(tx, admin, id).await?;
    let mut webhook = edited(cx, tx, &before, edit).await?;
    webhook.updated_at = cx.now();
    webhook.updated_by = cx.user_id();
    store::update(tx, &webhook).await?;
    note(cx, tx, "Webhook updated", Some(&before), &webhook).await?;
    Ok(webhook)
}

/// Deletes a webhook, and what is yet to be told to it.
///
/// # Errors
/// Not found.
pub async fn delete(cx: &Cx, tx: &mut Tx, admin: Global<Administer>, id: &str) -> Result<Webhook> {
    let webhook = find(tx, admin, id).await?;
    store::delete(tx, webhook.id).await?;
    note(cx, tx, "Webhook deleted", Some(&webhook), &webhook).await?;
    Ok(webhook)
}

async fn edited(cx: &Cx, tx: &mut Tx, old: &Webhook, edit: Edit) -> Result<Webhook> {
    let mut new = old.clone();
    let mut problems = Problems::default();
    new.name = edit.name.unwrap_or(new.name).trim().to_owned();
    if new.name.is_empty()
        || text::is_longer(&new.name, text::MAX_LINE)
        || text::has_control(&new.name)
    {
        messages::webhook_name_not_valid(&mut problems);
    }
    new.url = edit.url.unwrap_or(new.url).trim().to_owned();
    if !is_url(&new.url) {
        messages::webhook_url_not_valid(&mut problems);
    }
    if let Some(events) = edit.events {
        new.events = Vec::new();
        for name in events {
            if !event::is_known(&name) {
                messages::no_such_webhook_event(&mut problems, &name);
            } else if !new.events.contains(&name) {
                new.events.push(name);
            }
        }
    }
    new.exclude_body = edit.exclude_body.unwrap_or(new.exclude_body);
    new.enabled = edit.enabled.unwrap_or(new.enabled);
    if let Some(secret) = edit.secret {
        if text::is_longer(&secret, MAX_SECRET) || text::has_control(&secret) {
            messages::webhook_secret_not_valid(&mut problems, MAX_SECRET);
        }
        new.secret = Some(secret).filter(|text| !text.is_empty()).map(Secret);
    }
    if let Some(jql) = edit.jql {
        new.jql = jql.trim().to_owned();
        if text::is_longer(&new.jql, MAX_JQL) {
            messages::webhook_jql_not_valid(&mut problems, &messages::query_too_long());
        } else if let Err(error) = search::check_filter(cx, tx, &new.jql).await {
            match error {
                Error::Invalid(_) => messages::webhook_jql_not_valid(&mut problems, &error),
                other => return Err(other),
            }
        }
    }
    problems.check()?;
    Ok(new)
}

/// Returns whether requests can go there: an address of the web, without a name and password in it, which
/// everybody could read who administers.
fn is_url(text: &str) -> bool {
    if text::is_longer(text, MAX_URL)
        || text.contains(char::is_whitespace)
        || text::has_control(text)
    {
        return false;
    }
    // Variables stand for keys and numbers; in the host's name none can.
    let Ok(url) = Url::parse(&text.replace("${", "").replace('}', "")) else {
        return false;
    };
    let host_has_variable = text
        .split_once("://")
        .map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default())
        .is_some_and(|host| host.contains("${"));
    matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some()
        && url.username().is_empty()
        && url.password().is_none()
        && !host_has_variable
}

async fn note(
    cx: &Cx,
    tx: &mut Tx,
    summary: &str,
    before: Option<&Webhook>,
    now: &Webhook,
) -> Result<()> {
    let old = |read: fn(&Webhook) -> String| before.map(read);
    let is_gone = summary == "Webhook deleted";
    let new = |read: fn(&Webhook) -> String| (!is_gone).then(|| read(now));
    let change = |name: &'static str, read: fn(&Webhook) -> String| {
        Change::between(name, old(read).as_deref(), new(read).as_deref())
    };
    // Not what the secret is.
    let signed = |webhook: &Webhook| webhook.secret.is_some().to_string();
    let changes = [
        change("Name", |webhook| webhook.name.clone()),
        change("URL", |webhook| webhook.url.clone()),
        change("Events", |webhook| webhook.events.join(", ")),
        change("JQL", |webhook| webhook.jql.clone()),
        change("Enabled", |webhook| webhook.enabled.to_string()),
        change("Exclude body", |webhook| webhook.exclude_body.to_string()),
        change("Signed", signed),
    ];
    let entry = Entry {
        category: "webhooks",
        summary,
        object: Object {
            kind: "WEBHOOK",
            id: now.id.to_string(),
            name: &now.name,
        },
        changes: changes.into_iter().flatten().collect(),
    };
    tx.audit(cx, entry).await
}

#[cfg(test)]
mod tests {
    use super::is_url;

    #[test]
    fn addresses() {
        for (text, fine) in [
            ("http://localhost:8080/hook", true),
            ("https://example.com/${issue.key}?p=${project.key}", true),
            ("https://${issue.key}.example.com/", false),
            ("https://user:secret@example.com/", false),
            ("ftp://example.com/", false),
            ("example.com", false),
            ("http://", false),
            ("http://a b/", false),
            ("", false),
        ] {
            assert_eq!(is_url(text), fine, "{text}");
        }
    }
}
