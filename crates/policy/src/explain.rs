//! Why a decision is what it is: the walk of [`crate::decide`] with its steps kept.
//!
//! An explanation lists every condition, also those after the first that matched, so that an
//! administrator sees all the ways somebody has a right. It holds ids, not names or sentences: what
//! the reader may see of a group or a role is not known here.

use model::{
    CustomFieldId, GlobalPermission, GrantId, GroupId, ProjectPermission, RoleId, SecurityLevelId,
};

use crate::config::Holder;

/// A verdict and all that led to it.
///
/// The verdict is yes exactly if every [`Requirement`] in it has a condition that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The verdict, the same as the one without an explanation.
    pub allowed: bool,
    /// The conditions, those of one requirement next to each other.
    pub conditions: Vec<Condition>,
}

/// One way to meet a requirement, and whether it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What it is a condition for.
    pub requirement: Requirement,
    /// Where it was configured.
    pub source: Source,
    /// Whom it is for, if it is for somebody.
    pub holder: Option<Holder>,
    /// Why it matched, or why not.
    pub why: Why,
}

impl Condition {
    /// Says whether the condition matched.
    #[must_use]
    pub const fn matched(&self) -> bool {
        self.why.matches()
    }

    /// Says whether it matched only because no issue was there to settle it.
    #[must_use]
    pub const fn optimistic(&self) -> bool {
        matches!(self.why, Why::DependsOnIssue)
    }
}

/// Something that must be met for the answer to be yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Requirement {
    /// The subject may act at all. Mentioned only where it is not met.
    ActiveSubject,
    /// There is such a project. Mentioned only where it is not met.
    ExistingProject,
    /// The project is not archived. Mentioned only where it is not met.
    LiveProject,
    /// The issue is not archived. Mentioned only where it is not met.
    LiveIssue,
    /// The subject holds the project permission.
    Permission(ProjectPermission),
    /// The subject holds the global permission.
    Global(GlobalPermission),
    /// The subject administers the project, in one way or the other.
    Administration,
    /// The subject is in the security level.
    Level(SecurityLevelId),
}

/// Where a condition was configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// Nowhere: it is a rule of the house.
    Rule,
    /// A grant of the project's permission scheme.
    Grant(GrantId),
    /// The grants of this global permission, which may imply the one asked for.
    Global(GlobalPermission),
    /// The security level.
    Level(SecurityLevelId),
}

/// Why a condition matched, or why it did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Matched: it is for everybody.
    Anyone,
    /// Matched: it is for everybody who is signed in.
    SignedIn,
    /// Matched: the subject may use the application.
    UsesApplication,
    /// Matched: the subject is a member of the group.
    MemberOfGroup(GroupId),
    /// Matched: the subject is in the role by themselves.
    InRoleAsUser(RoleId),
    /// Matched: the subject is in the role as a member of the group.
    InRoleThroughGroup(RoleId, GroupId),
    /// Matched: the subject is the user named.
    IsUser,
    /// Matched: the subject leads the project.
    IsLead,
    /// Matched: the subject reported the issue.
    IsReporter,
    /// Matched: the subject is the issue's assignee.
    IsAssignee,
    /// Matched: the subject is in the issue's custom field.
    InUserField(CustomFieldId),
    /// Matched: the subject is a member of the group, which is in the issue's custom field.
    InGroupField(CustomFieldId, GroupId),
    /// Matched for now: only an issue can tell.
    DependsOnIssue,

    /// Not matched: the subject is somebody else.
    SomebodyElse,
    /// Not matched: nobody is signed in.
    NotSignedIn,
    /// Not matched: the holder needs this permission besides, which the subject lacks.
    Lacks(ProjectPermission),
    /// Not matched: only an issue could tell, and no issue is ever asked about this permission.
    NoIssueToAsk,
    /// Not matched: being the assignee cannot be the reason to be allowed to become it.
    Circular,
    /// Not matched: this permission is not for anyone on the web, whatever is configured.
    NeverAnyone,
    /// Not matched: it is granted to nobody.
    NobodyHolds,
    /// Not matched: the level is not one of the project's security scheme.
    NotALevelOfProject,
    /// Not matched: the subject is inactive.
    Inactive,
    /// Not matched: there is no such project.
    NoSuchProject,
    /// Not matched: the project is archived.
    Archived,
    /// Not matched: the issue is archived.
    ArchivedIssue,
}

impl Why {
    /// Says whether this is a reason for yes.
    #[must_use]
    pub const fn matches(self) -> bool {
        match self {
            Self::Anyone
            | Self::SignedIn
            | Self::UsesApplication
            | Self::MemberOfGroup(_)
            | Self::InRoleAsUser(_)
            | Self::InRoleThroughGroup(..)
            | Self::IsUser
            | Self::IsLead
            | Self::IsReporter
            | Self::IsAssignee
            | Self::InUserField(_)
            | Self::InGroupField(..)
            | Self::DependsOnIssue => true,
            Self::SomebodyElse
            | Self::NotSignedIn
            | Self::Lacks(_)
            | Self::NoIssueToAsk
            | Self::Circular
            | Self::NeverAnyone
            | Self::NobodyHolds
            | Self::NotALevelOfProject
            | Self::Inactive
            | Self::NoSuchProject
            | Self::Archived
            | Self::ArchivedIssue => false,
        }
    }
}

/// What a walk does with the conditions it passes.
pub(crate) trait Recorder {
    /// Whether the walk is to pass all conditions, also when the verdict is clear.
    const EXHAUSTIVE: bool;

    /// Takes a condition; the one that has no use for it does not make it.
    fn record(&mut self, condition: impl FnOnce() -> Condition);
}

/// Decides only. The compiler leaves nothing of it.
impl Recorder for () {
    const EXHAUSTIVE: bool = false;

    fn record(&mut self, _: impl FnOnce() -> Condition) {}
}

/// Keeps all conditions.
#[derive(Default)]
pub(crate) struct Trace(Vec<Condition>);

impl Trace {
    pub(crate) fn explain(walk: impl FnOnce(&mut Self) -> bool) -> Explanation {
        let mut trace = Self::default();
        let allowed = walk(&mut trace);
        Explanation {
            allowed,
            conditions: trace.0,
        }
    }
}

impl Recorder for Trace {
    const EXHAUSTIVE: bool = true;

    fn record(&mut self, condition: impl FnOnce() -> Condition) {
        self.0.push(condition());
    }
}
