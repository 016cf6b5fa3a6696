//! What changing an entry of the catalog means: another name, another description.

use base::audit::{Change, Entry as AuditEntry, Object};
use base::guard::Global;
use base::text::{self, fold};
use base::{Cx, Error, Remembered as _, Result, Tx, messages};
use model::permission::may::global::Administer;
use serde_json::json;

use super::{Catalog, store};

/// The longest name.
pub const MAX_NAME: usize = 60;

/// The four lists that people may put into their own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Issue types.
    IssueType,
    /// Statuses.
    Status,
    /// Priorities.
    Priority,
    /// Resolutions.
    Resolution,
}

/// An entry of one of the lists.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
}

impl Kind {
    /// Returns the entries, in their order.
    #[must_use]
    pub fn entries(self, catalog: &Catalog) -> Vec<Entry> {
        let entry = |id: i64, name: &str, description: &str| Entry {
            id,
            name: name.to_owned(),
            description: description.to_owned(),
        };
        match self {
            Self::IssueType => {
                let all = catalog.issue_types.iter();
                all.map(|one| entry(one.id.0, &one.name, &one.description))
                    .collect()
            }
            Self::Status => {
                let all = catalog.statuses.iter();
                all.map(|one| entry(one.id.0, &one.name, &one.description))
                    .collect()
            }
            Self::Priority => {
                let all = catalog.priorities.iter();
                all.map(|one| entry(one.id.0, &one.name, &one.description))
                    .collect()
            }
            Self::Resolution => {
                let all = catalog.resolutions.iter();
                all.map(|one| entry(one.id.0, &one.name, &one.description))
                    .collect()
            }
        }
    }

    fn object(self) -> (&'static str, &'static str) {
        match self {
            Self::IssueType => ("ISSUE_TYPE", "Issue type updated"),
            Self::Status => ("STATUS", "Status updated"),
            Self::Priority => ("PRIORITY", "Priority updated"),
            Self::Resolution => ("RESOLUTION", "Resolution updated"),
        }
    }
}

/// Returns the entry of this id.
///
/// # Errors
/// Not found.
pub fn find(catalog: &Catalog, kind: Kind, id: &str) -> Result<Entry> {
    let mut entries = kind.entries(catalog).into_iter();
    entries
        .find(|entry| entry.id.to_string() == id)
        .ok_or_else(|| match kind {
            Kind::IssueType => messages::no_such_issue_type(id),
            Kind::Status => messages::no_such_status(id),
            Kind::Priority => messages::no_such_priority(id),
            Kind::Resolution => messages::no_such_resolution(id),
        })
}

/// Gives an entry another name and description.
///
/// # Errors
/// Not found; Invalid, if the name is not one or is another entry's.
pub async fn change(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    kind: Kind,
    id: &str,
    name: &str,
    description: &str,
) -> Result<Entry> {
    tx.change_policy().await?;
    // As it is now and not as it is remembered: such changes wait for one another.
    let catalog = Catalog::read(tx).await?;
    let before = find(&catalog, kind, id)?;
    if text::is_blank(name)
        || text::is_longer(name, MAX_NAME)
        || name.trim() != name
        || text::has_control(name)
    {
        return Err(messages::catalog_name_not_valid());
    }
    if text::is_longer(description, text::MAX_LONG_TEXT) {
        return Err(Error::invalid_field(
            "description",
            messages::text_too_long(),
        ));
    }
    let entries = kind.entries(&catalog);
    if entries
        .iter()
        .any(|other| other.id != before.id && fold(&other.name) == fold(name))
    {
        return Err(messages::catalog_name_taken(name));
    }
    let entry = Entry {
        id: before.id,
        name: name.to_owned(),
        description: description.to_owned(),
    };
    store::update(tx, kind, &entry).await?;
    let (object, summary) = kind.object();
    let changes = [
        Change::between("Name", Some(&before.name), Some(&entry.name)),
        Change::between(
            "Description",
            Some(&before.description),
            Some(&entry.description),
        ),
    ];
    let audit = AuditEntry {
        category: "workflows",
        summary,
        object: Object {
            kind: object,
            id: entry.id.to_string(),
            name: &entry.name,
        },
        changes: changes.into_iter().flatten().collect(),
    };
    tx.audit(cx, audit).await?;
    let payload = json!({ "kind": object, "id": entry.id });
    tx.event(cx, "catalog_changed", &payload).await?;
    Ok(entry)
}
