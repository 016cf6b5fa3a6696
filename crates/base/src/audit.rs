//! What a change leaves behind besides its rows: an entry in the audit log and an event for others.

use std::borrow::Cow;

use crate::{Cx, Result, Tx, text};

/// An entry of the audit log.
pub struct Entry<'a> {
    /// What kind of thing was changed: `user management`, `permissions`, …
    pub category: &'a str,
    /// What was done: `User created`.
    pub summary: &'a str,
    /// What was changed: its kind, id and name.
    pub object: Object<'a>,
    /// What it was before and is now.
    pub changes: Vec<Change>,
}

/// What was changed.
pub struct Object<'a> {
    /// `USER`, `GROUP`, `SCHEME`, `PROJECT`, …
    pub kind: &'a str,
    /// Its id or key.
    pub id: String,
    /// Its name at the time.
    pub name: &'a str,
}

/// One thing that changed. A secret is never in it: that a password was changed is told by the summary.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// What changed.
    pub field_name: Cow<'static, str>,
    /// What it was.
    pub changed_from: Option<String>,
    /// What it is.
    pub changed_to: Option<String>,
}

impl Change {
    /// Returns the change of a field, or nothing if it stays as it was.
    #[must_use]
    pub fn between(field_name: &'static str, from: Option<&str>, to: Option<&str>) -> Option<Self> {
        (from != to).then(|| Self {
            field_name: field_name.into(),
            changed_from: from.map(str::to_owned),
            changed_to: to.map(str::to_owned),
        })
    }
}

impl Tx {
    /// Writes an entry into the audit log, as part of the change.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn audit(&mut self, cx: &Cx, entry: Entry<'_>) -> Result<()> {
        let id = self.next_id("audit_id").await?;
        let changes = serde_json::to_string(&entry.changes)
            .map_err(|error| crate::Error::internal("audit entry", error))?;
        let search_text = search_text(cx, &entry);
        crate::guard::load::insert_audit(self, id, cx, &entry, &changes, &search_text).await
    }

    /// Returns whether anybody is told of events by webhooks: then an event about what is deleted says
    /// what it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn has_webhooks(&mut self) -> Result<bool> {
        crate::guard::load::has_webhooks(self).await
    }

    /// Notes an event for those who are told after the commit: webhooks, mail, live pages.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn event(
        &mut self,
        cx: &Cx,
        kind: &'static str,
        payload: &serde_json::Value,
    ) -> Result<()> {
        let id = self.next_id("event_id").await?;
        crate::guard::load::insert_event(self, id, cx, kind, &payload.to_string()).await
    }
}

/// Returns all that somebody may look an entry up by, in the form in which texts are compared.
fn search_text(cx: &Cx, entry: &Entry<'_>) -> String {
    let address = cx.address.map(|address| address.to_string());
    let mut parts = vec![
        cx.actor_name(),
        address.as_deref().unwrap_or_default(),
        entry.category,
        entry.summary,
        entry.object.id.as_str(),
        entry.object.name,
    ];
    for change in &entry.changes {
        parts.push(&change.field_name);
        parts.extend(change.changed_from.as_deref());
        parts.extend(change.changed_to.as_deref());
    }
    text::fold(&parts.join("\n"))
}
