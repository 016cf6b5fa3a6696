//! Names of what stands around issues: components, versions, kinds of links.

use std::collections::BTreeSet;

use base::text::fold;
use issues::planning::State;

use crate::query::bound::Insight;

/// What to look up.
#[derive(Debug, Default)]
pub struct WantedTracker {
    /// Names or ids of components, as they were written.
    pub components: BTreeSet<String>,
    /// Whether anybody's components are asked for.
    pub leads: bool,
    /// Names or ids of versions, as they were written; with them come all of the same projects.
    pub versions: BTreeSet<String>,
    /// Whether all versions are wanted.
    pub all_versions: bool,
    /// Names or ids of sprints, as they were written.
    pub sprints: BTreeSet<String>,
    /// Whether all sprints are wanted.
    pub all_sprints: bool,
    /// Whether kinds of links are named.
    pub link_types: bool,
    /// Whether voters or watchers are asked for.
    pub insight: bool,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Tracker {
    /// The components, of projects that the caller may know of.
    pub components: Vec<Component>,
    /// The versions, likewise, in the order of their projects and their own.
    pub versions: Vec<Version>,
    /// The sprints, of those that the caller may know of.
    pub sprints: Vec<Sprint>,
    /// All kinds of links, if any is named.
    pub link_types: Vec<LinkType>,
    /// Of which issues the caller may know voters and watchers.
    pub insight: Insight,
}

/// A component.
#[derive(Debug)]
pub struct Component {
    pub id: i64,
    /// Its name in lower case.
    pub name: String,
    pub lead: Option<i64>,
}

/// A version.
#[derive(Debug)]
pub struct Version {
    pub id: i64,
    pub project: i64,
    /// Its name in lower case.
    pub name: String,
    /// Its place in the project's order.
    pub position: i64,
    pub is_released: bool,
    pub is_archived: bool,
}

/// A sprint.
#[derive(Debug)]
pub struct Sprint {
    pub id: i64,
    /// Its name in lower case.
    pub name: String,
    pub state: State,
}

/// A kind of links.
#[derive(Debug)]
pub struct LinkType {
    pub id: i64,
    /// What the source does, in lower case.
    pub outward: String,
    /// What is done to the destination, in lower case.
    pub inward: String,
}

impl Tracker {
    /// Returns the components of this name, or else the one of this id.
    #[must_use]
    pub fn components(&self, text: &str) -> Vec<i64> {
        let all = self.components.iter();
        named_or_numbered(all.map(|known| (known.id, &*known.name)), text)
    }

    /// Returns the sprints of this name, or else the one of this id; a number is an id first.
    #[must_use]
    pub fn sprints(&self, text: &str) -> Vec<i64> {
        let number: Option<i64> = text.parse().ok();
        let mut all = self.sprints.iter();
        if let Some(known) = all.find(|known| Some(known.id) == number) {
            return vec![known.id];
        }
        let all = self.sprints.iter();
        named_or_numbered(all.map(|known| (known.id, &*known.name)), text)
    }

    /// Returns the versions of this name, or else the one of this id.
    #[must_use]
    pub fn versions(&self, text: &str) -> Vec<&Version> {
        let all = self.versions.iter();
        let ids = named_or_numbered(all.map(|known| (known.id, &*known.name)), text);
        let all = self.versions.iter();
        all.filter(|known| ids.contains(&known.id)).collect()
    }
}

fn named_or_numbered<'a>(
    all: impl Iterator<Item = (i64, &'a str)> + Clone,
    text: &str,
) -> Vec<i64> {
    let name = fold(text);
    let named = all.clone().filter(|(_, known)| *known == name);
    let named: Vec<i64> = named.map(|(id, _)| id).collect();
    if !named.is_empty() {
        return named;
    }
    let number: Option<i64> = text.parse().ok();
    let numbered = all.filter(|(id, _)| Some(*id) == number);
    numbered.map(|(id, _)| id).collect()
}
