//! What the history tells of a custom field: an id where there is one, and what people read.

use std::collections::{BTreeMap, HashMap};

use base::Result;
use base::refs::{GroupsRef, Users, groups_by_ids, users_by_ids};
use jiff::tz::TimeZone;
use model::{ProjectId, VersionId};

use super::super::kind::Holds;
use super::super::{Atom, CustomFields, store};
use super::Change;
use crate::history::{Item, Name, Side};
use crate::read::{day, moment};

/// The names of what is before and after.
struct Names<'a> {
    fields: &'a CustomFields,
    users: Users,
    groups: GroupsRef,
    versions: HashMap<VersionId, String>,
    projects: BTreeMap<ProjectId, String>,
}

/// Returns an item for each change.
pub async fn items(
    tx: &mut db::Tx,
    fields: &CustomFields,
    changes: &[Change<'_>],
) -> Result<Vec<Item>> {
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let (mut users, mut groups) = (Vec::new(), Vec::new());
    let (mut versions, mut projects) = (Vec::new(), Vec::new());
    for atom in changes
        .iter()
        .flat_map(|change| change.before.iter().chain(&change.after))
    {
        match atom {
            Atom::User(id) => users.push(*id),
            Atom::Group(id) => groups.push(*id),
            Atom::Version(id) => versions.push(id.0),
            Atom::Project(id) => projects.push(id.0),
            Atom::Text(_) | Atom::Number(_) | Atom::Day(_) | Atom::Moment(_) | Atom::Option(_) => {}
        }
    }
    let projects = store::projects(tx, &projects, &[]).await?;
    let names = Names {
        fields,
        users: users_by_ids(tx, users).await?,
        groups: groups_by_ids(tx, groups).await?,
        versions: store::version_names(tx, versions).await?,
        projects: projects
            .into_iter()
            .map(|(id, _, name)| (id, name))
            .collect(),
    };
    let items = changes.iter().map(|change| Item {
        field: Name::custom(&change.field.name),
        from: names.side(change, &change.before),
        to: names.side(change, &change.after),
    });
    Ok(items.collect())
}

impl Names<'_> {
    fn side(&self, change: &Change<'_>, atoms: &[Atom]) -> Side {
        let Some(first) = atoms.first() else {
            return Side::default();
        };
        let kind = change.field.kind;
        if let Holds::Cascade = kind.holds {
            return Side::text(Some(self.cascade(atoms)));
        }
        let texts = || atoms.iter().map(|atom| self.text(atom));
        if let Holds::Label = kind.holds {
            return Side::text(Some(texts().collect::<Vec<_>>().join(" ")));
        }
        if !kind.is_list {
            return Side {
                value: self.value(first),
                text: Some(self.text(first)),
            };
        }
        let values: Vec<String> = atoms.iter().filter_map(|atom| self.value(atom)).collect();
        Side {
            value: Some(format!("[{}]", values.join(", "))),
            text: Some(texts().collect::<Vec<_>>().join(",")),
        }
    }

    /// The id or key, of what has one.
    fn value(&self, atom: &Atom) -> Option<String> {
        Some(match atom {
            Atom::Text(_) | Atom::Number(_) => return None,
            Atom::Day(day) => day.clone(),
            Atom::Moment(at) => at.to_jira(),
            Atom::Option(id) => id.to_string(),
            Atom::User(id) => self.users.get(*id)?.key.clone(),
            Atom::Group(id) => self.groups.name(*id)?.to_owned(),
            Atom::Version(id) => id.to_string(),
            Atom::Project(id) => id.to_string(),
        })
    }

    /// What people read.
    fn text(&self, atom: &Atom) -> String {
        match atom {
            Atom::Text(text) => text.clone(),
            Atom::Number(number) => number.to_string(),
            Atom::Day(text) => day(text),
            Atom::Moment(at) => moment(*at, &TimeZone::UTC),
            Atom::Option(id) => {
                let known = self.fields.option(*id);
                known.map_or_else(|| id.to_string(), |(_, _, option)| option.value.clone())
            }
            Atom::User(id) => {
                let known = self.users.get(*id);
                known.map_or_else(|| id.to_string(), |user| user.display_name.clone())
            }
            Atom::Group(id) => self.groups.name(*id).unwrap_or_default().to_owned(),
            Atom::Version(id) => self.versions.get(id).cloned().unwrap_or_default(),
            Atom::Project(id) => self.projects.get(id).cloned().unwrap_or_default(),
        }
    }

    /// Both levels in one text, as the reference writes them.
    fn cascade(&self, atoms: &[Atom]) -> String {
        let mut text = String::new();
        for (level, atom) in ["Parent values: ", "Level 1 values: "]
            .into_iter()
            .zip(atoms)
        {
            if let Atom::Option(id) = atom {
                text.push_str(&format!("{level}{}({id})", self.text(atom)));
            }
        }
        text
    }
}
