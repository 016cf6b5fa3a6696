//! What making, changing, deleting and assigning a scheme of issue types or of priorities means.

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::Global;
use base::{Cx, Error, Remembered as _, Result, Tx, messages, text};
use model::permission::may::global::Administer;
use model::{OptionId, OptionSchemeId, ProjectId};
use serde_json::json;

use super::{Kind, Offers, Scheme, store};
use crate::catalog::Catalog;

/// What somebody wants a scheme to be. What is `None` was not said.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What is taken where nobody chooses; nothing between the quotes is nothing.
    pub default_option: Option<String>,
    /// What it lists.
    pub options: Option<Vec<String>>,
}

impl Kind {
    fn noun(self) -> &'static str {
        match self {
            Self::IssueTypes => "issue type scheme",
            Self::Priorities => "priority scheme",
        }
    }

    /// The summaries of the audit log: made, changed, deleted, assigned.
    fn summaries(self) -> [&'static str; 4] {
        match self {
            Self::IssueTypes => [
                "Issue type scheme created",
                "Issue type scheme updated",
                "Issue type scheme deleted",
                "Issue type scheme added to projects",
            ],
            Self::Priorities => [
                "Priority scheme created",
                "Priority scheme updated",
                "Priority scheme deleted",
                "Priority scheme added to projects",
            ],
        }
    }

    fn object(self) -> &'static str {
        match self {
            Self::IssueTypes => "ISSUE_TYPE_SCHEME",
            Self::Priorities => "PRIORITY_SCHEME",
        }
    }

    /// The members of the API under which the default and the list are sent.
    fn members(self) -> (&'static str, &'static str) {
        match self {
            Self::IssueTypes => ("defaultIssueTypeId", "issueTypeIds"),
            Self::Priorities => ("defaultOptionId", "optionIds"),
        }
    }

    fn is_known(self, catalog: &Catalog, option: OptionId) -> bool {
        match self {
            Self::IssueTypes => catalog.issue_type(model::IssueTypeId(option.0)).is_some(),
            Self::Priorities => catalog.priority(model::PriorityId(option.0)).is_some(),
        }
    }
}

/// Returns the scheme of this id.
///
/// # Errors
/// Not found.
pub fn find(offers: &Offers, kind: Kind, id: &str) -> Result<Scheme> {
    OptionSchemeId::parse(id)
        .and_then(|id| offers.scheme(kind, id))
        .cloned()
        .ok_or_else(|| messages::no_such_option_scheme(kind.noun(), id))
}

/// Makes a scheme.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    kind: Kind,
    fields: &Fields,
) -> Result<Scheme> {
    tx.change_policy().await?;
    let blank = Scheme {
        id: OptionSchemeId(0),
        name: String::new(),
        description: String::new(),
        is_default: false,
        default_option: None,
        options: Vec::new(),
    };
    let mut scheme = changed(tx, kind, &blank, fields).await?;
    scheme.id = store::next_id(tx, kind).await?;
    insert(cx, tx, kind, &scheme).await?;
    Ok(scheme)
}

/// Stores a scheme that was found right, and tells of it. The caller has announced the change.
pub(crate) async fn insert(cx: &Cx, tx: &mut Tx, kind: Kind, scheme: &Scheme) -> Result<()> {
    store::insert(tx, kind, scheme).await?;
    let change = Change::between("Name", None, Some(&scheme.name));
    let [summary, ..] = kind.summaries();
    audit(cx, tx, kind, summary, scheme, [change]).await?;
    event(cx, tx, "option_scheme_created", kind, scheme).await
}

/// Changes a scheme. What is not said stays.
///
/// # Errors
/// Not found; Invalid, with all that is wrong: also, if issues of its projects have what it would not
/// list any more.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    kind: Kind,
    id: &str,
    fields: &Fields,
) -> Result<Scheme> {
    tx.change_policy().await?;
    let before = find(&Offers::read(tx).await?, kind, id)?;
    let after = changed(tx, kind, &before, fields).await?;
    if after == before {
        return Ok(after);
    }
    let (_, list) = kind.members();
    if before.is_default && before.options.iter().any(|id| !after.options.contains(id)) {
        return Err(Error::invalid_field(
            list,
            messages::DEFAULT_SCHEME_HAS_EVERYTHING,
        ));
    }
    let scheme = (!before.is_default).then_some(before.id);
    let projects = store::projects_of(tx, kind, scheme).await?;
    let projects: Vec<ProjectId> = projects.into_iter().map(|(id, _)| id).collect();
    check_fits(tx, kind, &after, &projects, list).await?;
    store::update(tx, kind, &after).await?;
    let list = |scheme: &Scheme| {
        let ids: Vec<String> = scheme.options.iter().map(ToString::to_string).collect();
        ids.join(", ")
    };
    let changes = [
        Change::between("Name", Some(&before.name), Some(&after.name)),
        Change::between(
            "Description",
            Some(&before.description),
            Some(&after.description),
        ),
        Change::between("Entries", Some(&list(&before)), Some(&list(&after))),
    ];
    let [_, summary, ..] = kind.summaries();
    audit(cx, tx, kind, summary, &after, changes).await?;
    event(cx, tx, "option_scheme_updated", kind, &after).await?;
    Ok(after)
}

/// Deletes a scheme. Its projects have the default one then, which has everything.
///
/// # Errors
/// Not found; Forbidden for the default one.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    kind: Kind,
    id: &str,
) -> Result<()> {
    tx.change_policy().await?;
    let scheme = find(&Offers::read(tx).await?, kind, id)?;
    if scheme.is_default {
        return Err(messages::default_option_scheme_stays(kind.noun()));
    }
    store::delete(tx, kind, scheme.id).await?;
    let [_, _, summary, _] = kind.summaries();
    audit(cx, tx, kind, summary, &scheme, []).await?;
    event(cx, tx, "option_scheme_deleted", kind, &scheme).await
}

/// Gives projects a scheme. The caller has announced the change ([`Tx::change_policy`]) and found the
/// scheme after that.
///
/// # Errors
/// Invalid, if issues of the projects have what the scheme does not list.
pub async fn assign(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    kind: Kind,
    scheme: &Scheme,
    projects: &[ProjectId],
) -> Result<()> {
    check_fits(tx, kind, scheme, projects, "projects").await?;
    let id = (!scheme.is_default).then_some(scheme.id);
    store::assign(tx, kind, id, projects).await?;
    let ids: Vec<String> = projects.iter().map(ToString::to_string).collect();
    let change = Change::between("Projects", None, Some(&ids.join(", ")));
    let [.., summary] = kind.summaries();
    audit(cx, tx, kind, summary, scheme, [change]).await?;
    event(cx, tx, "option_scheme_assigned", kind, scheme).await
}

async fn check_fits(
    tx: &mut Tx,
    kind: Kind,
    scheme: &Scheme,
    projects: &[ProjectId],
    field: &str,
) -> Result<()> {
    let unfit = store::in_need_of_others(tx, kind, projects, &scheme.options).await?;
    if unfit.is_empty() {
        return Ok(());
    }
    let text = messages::scheme_needs_migration(&unfit.join(", "));
    Err(Error::invalid_field(field, text))
}

/// Returns the scheme with what is said in the place of what it was.
async fn changed(tx: &mut Tx, kind: Kind, before: &Scheme, fields: &Fields) -> Result<Scheme> {
    let catalog = Catalog::read(tx).await?;
    let offers = Offers::read(tx).await?;
    let mut problems = Problems::default();
    let mut after = before.clone();
    if let Some(name) = &fields.name {
        name.trim().clone_into(&mut after.name);
    }
    let is_taken = |name: &str| {
        let others = offers.of(kind).iter().filter(|other| other.id != before.id);
        others
            .map(|other| text::fold(&other.name))
            .any(|other| other == text::fold(name))
    };
    if after.name.is_empty() || text::has_control(&after.name) {
        problems.field("name", messages::SCHEME_NAME_MISSING);
    } else if text::is_longer(&after.name, text::MAX_LINE) {
        problems.field("name", messages::line_too_long("name", text::MAX_LINE));
    } else if is_taken(&after.name) {
        problems.field("name", messages::option_scheme_exists(&after.name));
    }
    if let Some(description) = &fields.description {
        if text::is_longer(description, text::MAX_LONG_TEXT) {
            problems.field("description", messages::text_too_long());
        }
        after.description.clone_from(description);
    }
    let (default, list) = kind.members();
    let known = |text: &String| {
        OptionId::parse(text)
            .filter(|id| kind.is_known(&catalog, *id))
            .ok_or_else(|| messages::nothing_to_list(text))
    };
    if let Some(wanted) = &fields.options {
        after.options.clear();
        for text in wanted {
            match known(text) {
                Ok(id) if after.options.contains(&id) => {
                    problems.field(list, messages::option_twice(text));
                }
                Ok(id) => after.options.push(id),
                Err(text) => problems.field(list, text),
            }
        }
    }
    if after.options.is_empty() {
        problems.field(list, messages::SCHEME_IS_EMPTY);
    }
    match fields.default_option.as_ref() {
        Some(text) if text.is_empty() => after.default_option = None,
        Some(text) => match known(text) {
            Ok(id) => after.default_option = Some(id),
            Err(text) => problems.field(default, text),
        },
        None => {}
    }
    if after
        .default_option
        .is_some_and(|id| !after.options.contains(&id))
    {
        problems.field(default, messages::DEFAULT_OPTION_NOT_LISTED);
    }
    problems.check()?;
    Ok(after)
}

async fn audit<const N: usize>(
    cx: &Cx,
    tx: &mut Tx,
    kind: Kind,
    summary: &'static str,
    scheme: &Scheme,
    changes: [Option<Change>; N],
) -> Result<()> {
    let entry = Entry {
        category: "projects",
        summary,
        object: Object {
            kind: kind.object(),
            id: scheme.id.to_string(),
            name: &scheme.name,
        },
        changes: changes.into_iter().flatten().collect(),
    };
    tx.audit(cx, entry).await
}

async fn event(
    cx: &Cx,
    tx: &mut Tx,
    name: &'static str,
    kind: Kind,
    scheme: &Scheme,
) -> Result<()> {
    let payload = json!({ "kind": kind.object(), "scheme": scheme.id.0 });
    tx.event(cx, name, &payload).await
}
