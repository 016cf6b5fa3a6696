//! What a project offers its issues: which types and which priorities, in which order, and which of them
//! is taken where nobody chooses.
//!
//! Both are said by schemes that work alike, so there is one piece of code for the two [`Kind`]s; the
//! resources are [`issue_type_scheme`](crate::issue_type_scheme) and
//! [`priority_scheme`](crate::priority_scheme). Exactly one scheme of each kind is the default one: it has
//! everything there is, and a project without another scheme uses it. Asked for with nearly every issue,
//! they are kept in memory with the catalog ([`offers`]).

pub(crate) mod ops;
pub(crate) mod store;

use std::collections::HashMap;
use std::sync::Arc;

use base::{Cx, Result};
use db::Tx;
use model::{IssueTypeId, OptionId, OptionSchemeId, PriorityId, ProjectId};

use crate::catalog::{Catalog, IssueType, Priority};

/// What a scheme is a list of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Issue types.
    IssueTypes,
    /// Priorities.
    Priorities,
}

/// A list of issue types or priorities that projects share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// The scheme.
    pub id: OptionSchemeId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether projects without another one use it.
    pub is_default: bool,
    /// What is taken where nobody chooses.
    pub default_option: Option<OptionId>,
    /// What it lists, in its order.
    pub options: Vec<OptionId>,
}

/// All schemes of issue types and priorities, and which projects have which.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    /// The issue type schemes, by name.
    pub types: Vec<Scheme>,
    /// The priority schemes, by name.
    pub priorities: Vec<Scheme>,
    /// The projects that have another scheme than the default one.
    chosen: HashMap<ProjectId, Chosen>,
}

/// The schemes of a project that are not the default ones.
#[derive(Clone, Copy, Debug, Default)]
struct Chosen {
    types: Option<OptionSchemeId>,
    priorities: Option<OptionSchemeId>,
}

/// What one project offers.
#[derive(Clone, Debug)]
pub struct Offer<'a> {
    /// Its issue types, in the order of its scheme.
    pub types: Vec<&'a IssueType>,
    /// Its priorities, in the order of its scheme.
    pub priorities: Vec<&'a Priority>,
    /// The priority of issues that name none.
    pub default_priority: Option<&'a Priority>,
}

/// Returns all schemes of issue types and priorities.
///
/// # Errors
/// When they have to be read and cannot be.
pub async fn offers(cx: &Cx, tx: &mut Tx) -> Result<Arc<Offers>> {
    cx.app.remembered(tx).await
}

impl Offers {
    /// Returns the schemes of a kind, by name.
    #[must_use]
    pub fn of(&self, kind: Kind) -> &[Scheme] {
        match kind {
            Kind::IssueTypes => &self.types,
            Kind::Priorities => &self.priorities,
        }
    }

    /// Returns the scheme of this id.
    #[must_use]
    pub fn scheme(&self, kind: Kind, id: OptionSchemeId) -> Option<&Scheme> {
        self.of(kind).iter().find(|known| known.id == id)
    }

    /// Returns the scheme that a project uses.
    #[must_use]
    pub fn scheme_of(&self, kind: Kind, project: ProjectId) -> Option<&Scheme> {
        let chosen = self.chosen.get(&project).copied().unwrap_or_default();
        let chosen = match kind {
            Kind::IssueTypes => chosen.types,
            Kind::Priorities => chosen.priorities,
        };
        match chosen {
            Some(id) => self.scheme(kind, id),
            None => self.of(kind).iter().find(|known| known.is_default),
        }
    }

    /// Returns what a project offers.
    #[must_use]
    pub fn offer<'a>(&self, catalog: &'a Catalog, project: ProjectId) -> Offer<'a> {
        let types = self.scheme_of(Kind::IssueTypes, project);
        let types = types.map_or(&[][..], |scheme| &scheme.options);
        let types = types.iter().map(|id| catalog.issue_type(IssueTypeId(id.0)));
        let scheme = self.scheme_of(Kind::Priorities, project);
        let priorities = scheme.map_or(&[][..], |scheme| &scheme.options);
        let priority = |id: &OptionId| catalog.priority(PriorityId(id.0));
        let default = scheme.and_then(|scheme| scheme.default_option);
        Offer {
            types: types.flatten().collect(),
            priorities: priorities.iter().filter_map(priority).collect(),
            default_priority: default.as_ref().and_then(priority),
        }
    }
}

impl Offer<'_> {
    /// Returns whether the project has issues of this type.
    #[must_use]
    pub fn has_type(&self, id: IssueTypeId) -> bool {
        self.types.iter().any(|known| known.id == id)
    }

    /// Returns whether the project's issues may have this priority.
    #[must_use]
    pub fn has_priority(&self, id: PriorityId) -> bool {
        self.priorities.iter().any(|known| known.id == id)
    }
}
