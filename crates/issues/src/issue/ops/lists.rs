//! The fields that hold several things: labels, components, versions. Each is changed by steps (set, add,
//! remove), one after the other, and compared with what it held.

use std::collections::{BTreeSet, HashMap};

use base::error::Problems;
use base::{Result, Tx, messages, text};
use model::{IssueId, ProjectId};
use projects::component::{self, Component};
use projects::version;

use super::super::given::{GivenLists, Named, Step};
use super::super::store::{self, Kind};
use super::choices::Choice;
use crate::history::{Item, Side};

/// Something that a list can hold.
#[derive(Clone, Debug)]
struct Thing {
    id: i64,
    name: String,
    is_archived: bool,
}

/// What becomes of a list.
struct Change {
    kind: Kind,
    before: Vec<i64>,
    after: Vec<i64>,
    /// All that the project has: who writes the history needs the names.
    things: Vec<Thing>,
}

/// What becomes of an issue's lists.
#[derive(Default)]
pub struct Lists {
    /// The labels before and after, if steps were given.
    labels: Option<(Vec<String>, Vec<String>)>,
    changes: Vec<Change>,
    /// The components of the project, if they were asked for.
    components: Vec<Component>,
}

impl Lists {
    /// Reads what the lists of an issue hold, as far as steps were given, and takes the steps. A new issue
    /// holds nothing.
    pub async fn take(
        tx: &mut Tx,
        issue: Option<IssueId>,
        project: ProjectId,
        given: GivenLists,
        problems: &mut Problems,
    ) -> Result<Self> {
        let mut lists = Self::default();
        if !given.labels.is_empty() {
            let before = match issue {
                Some(issue) => store::labels(tx, issue).await?,
                None => Vec::new(),
            };
            match after(&before, given.labels) {
                Ok(after) => lists.labels = Some((before, after)),
                Err(problem) => problems.field("labels", problem),
            }
        }
        if !given.components.is_empty() {
            lists.components = component::of_project(tx, project).await?;
            let things = lists.components.iter().map(|known| Thing {
                id: known.id.0,
                name: known.name.clone(),
                is_archived: known.is_archived,
            });
            let things = things.collect();
            lists
                .step(
                    tx,
                    issue,
                    Kind::Component,
                    (things, given.components),
                    problems,
                )
                .await?;
        }
        let versions = [
            (Kind::AffectedVersion, given.versions),
            (Kind::FixVersion, given.fix_versions),
        ];
        if versions.iter().any(|(_, steps)| !steps.is_empty()) {
            let known = version::of_project(tx, project).await?;
            let things: Vec<Thing> = known
                .into_iter()
                .map(|known| Thing {
                    id: known.id.0,
                    name: known.name,
                    is_archived: known.is_archived,
                })
                .collect();
            for (kind, steps) in versions {
                if !steps.is_empty() {
                    let things = things.clone();
                    lists
                        .step(tx, issue, kind, (things, steps), problems)
                        .await?;
                }
            }
        }
        Ok(lists)
    }

    async fn step(
        &mut self,
        tx: &mut Tx,
        issue: Option<IssueId>,
        kind: Kind,
        (things, steps): (Vec<Thing>, Vec<Step<Named>>),
        problems: &mut Problems,
    ) -> Result<()> {
        let before = match issue {
            Some(issue) => store::things_of(tx, kind, issue).await?,
            None => Vec::new(),
        };
        match after_steps(kind, &before, &things, steps) {
            Ok(after) => self.changes.push(Change {
                kind,
                before,
                after,
                things,
            }),
            Err(problem) => problems.field(kind.field(), problem),
        }
        Ok(())
    }

    /// Returns whether a list holds something else than before.
    pub fn differs(&self, kind: Kind) -> bool {
        let change = self.changes.iter().find(|change| change.kind == kind);
        change.is_some_and(|change| change.before != change.after)
    }

    /// Returns the components the issue will have, by name, if steps were given for them.
    pub fn components(&self) -> Option<Vec<Component>> {
        let change = self.changes.iter().find(|c| c.kind == Kind::Component)?;
        let has = |known: &&Component| change.after.contains(&known.id.0);
        Some(self.components.iter().filter(has).cloned().collect())
    }

    /// Returns what became different, as the history has it.
    pub fn items(&self) -> Vec<Item> {
        let labels = self.labels.as_ref().and_then(|(before, after)| {
            Item::between(
                "labels",
                Side::text(Some(before.join(" "))),
                Side::text(Some(after.join(" "))),
            )
        });
        let mut items: Vec<Item> = labels.into_iter().collect();
        for change in &self.changes {
            let side = |id: &i64| {
                let known = change.things.iter().find(|thing| thing.id == *id);
                Side::named(known.map(|thing| (thing.id, thing.name.clone())))
            };
            let gone = change.before.iter().filter(|id| !change.after.contains(id));
            let come = change.after.iter().filter(|id| !change.before.contains(id));
            let field = change.kind.in_history();
            let gone = gone.filter_map(|id| Item::between(field, side(id), Side::default()));
            let come = come.filter_map(|id| Item::between(field, Side::default(), side(id)));
            items.extend(gone.chain(come));
        }
        items
    }

    /// Stores what became different.
    pub async fn store(&self, tx: &mut Tx, issue: IssueId) -> Result<()> {
        if let Some((before, after)) = &self.labels
            && before != after
        {
            store::set_labels(tx, issue, after).await?;
        }
        for change in &self.changes {
            if change.before != change.after {
                store::set_things(tx, change.kind, issue, &change.after).await?;
            }
        }
        Ok(())
    }
}

/// Returns the ids after the steps, sorted.
fn after_steps(
    kind: Kind,
    before: &[i64],
    things: &[Thing],
    steps: Vec<Step<Named>>,
) -> Choice<Vec<i64>> {
    let mut ids: BTreeSet<i64> = before.iter().copied().collect();
    let may_add = |thing: &Thing| !thing.is_archived || before.contains(&thing.id);
    let index = Index::new(things);
    let find = |named: &Named, is_fine: &dyn Fn(&Thing) -> bool| index.find(kind, named, is_fine);
    for step in steps {
        match step {
            Step::Set(all) => {
                ids.clear();
                for named in &all {
                    ids.insert(find(named, &may_add)?);
                }
            }
            Step::Add(named) => {
                ids.insert(find(&named, &may_add)?);
            }
            Step::Remove(named) => {
                ids.remove(&find(&named, &|_| true)?);
            }
        }
    }
    Ok(ids.into_iter().collect())
}

/// Things by what they are called: a request may name thousands of them.
struct Index<'a> {
    by_id: HashMap<String, &'a Thing>,
    by_name: HashMap<String, &'a Thing>,
}

impl<'a> Index<'a> {
    fn new(things: &'a [Thing]) -> Self {
        let by_id = things.iter().map(|thing| (thing.id.to_string(), thing));
        let by_name = things.iter().map(|thing| (text::fold(&thing.name), thing));
        Self {
            by_id: by_id.collect(),
            by_name: by_name.collect(),
        }
    }

    fn find(&self, kind: Kind, named: &Named, is_fine: &dyn Fn(&Thing) -> bool) -> Choice<i64> {
        let (by, value, found) = match (&named.id, &named.name) {
            (Some(id), _) => ("id", id.as_str(), self.by_id.get(id)),
            (None, name) => {
                let name = name.as_deref().unwrap_or_default();
                ("name", name, self.by_name.get(&text::fold(name)))
            }
        };
        let found = found.filter(|thing| is_fine(thing));
        found.map(|thing| thing.id).ok_or_else(|| match kind {
            Kind::Component => messages::component_not_valid(by, value),
            Kind::FixVersion | Kind::AffectedVersion => messages::version_not_valid(by, value),
        })
    }
}

/// Returns the labels after the steps, sorted. Each is a short word without blanks, and there once.
fn after(labels: &[String], steps: Vec<Step<String>>) -> Choice<Vec<String>> {
    let mut labels: BTreeSet<String> = labels.iter().cloned().collect();
    for step in steps {
        match step {
            Step::Set(set) => {
                labels.clear();
                for label in set {
                    labels.insert(checked(label)?);
                }
            }
            Step::Add(label) => {
                labels.insert(checked(label)?);
            }
            Step::Remove(label) => {
                labels.remove(&label);
            }
        }
    }
    Ok(labels.into_iter().collect())
}

fn checked(label: String) -> Choice<String> {
    if label.is_empty() || label.contains(char::is_whitespace) || text::has_control(&label) {
        return Err(messages::label_has_blanks(&label));
    }
    if text::is_longer(&label, text::MAX_LINE) {
        return Err(messages::label_too_long(&label));
    }
    Ok(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_one_another() {
        let list = |labels: &[&str]| -> Vec<String> {
            labels.iter().map(|label| (*label).to_owned()).collect()
        };
        let steps = vec![
            Step::Set(list(&["b", "a", "b"])),
            Step::Add("c".to_owned()),
            Step::Remove("a".to_owned()),
            Step::Remove("never".to_owned()),
        ];
        assert_eq!(after(&list(&["old"]), steps), Ok(list(&["b", "c"])));
        assert!(after(&[], vec![Step::Add("a b".to_owned())]).is_err());
        assert!(after(&[], vec![Step::Add(String::new())]).is_err());
    }

    #[test]
    fn what_is_put_away_stays_and_is_not_added() {
        let thing = |id: i64, is_archived| Thing {
            id,
            name: format!("Thing {id}"),
            is_archived,
        };
        let things = [thing(1, false), thing(2, true)];
        let named = |name: &str| Named {
            name: Some(name.to_owned()),
            ..Named::default()
        };
        let check = |before: &[i64], steps| after_steps(Kind::Component, before, &things, steps);
        let set = |names: &[&str]| vec![Step::Set(names.iter().map(|name| named(name)).collect())];
        assert_eq!(check(&[2], set(&["thing 1", "THING 2"])), Ok(vec![1, 2]));
        assert_eq!(
            check(&[2], vec![Step::Remove(named("Thing 2"))]),
            Ok(vec![])
        );
        assert_eq!(
            check(&[1], set(&["Thing 2"])),
            Err("Component name 'Thing 2' is not valid".to_owned())
        );
        assert!(check(&[], vec![Step::Add(named("Thing 3"))]).is_err());
    }
}
