//! What administrators configured, as plain rows: the input of [`Policy::compile`](crate::Policy::compile).
//!
//! The rows are those of the database, in any order. Of two rows with the same id the first counts.

use model::{
    CustomFieldId, GlobalPermission, GrantId, GroupId, PermissionSchemeId, ProjectId,
    ProjectPermission, RoleId, SecurityLevelId, SecuritySchemeId, UserId,
};

/// Everything a decision depends on, except who asks and about which issue.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// All projects, archived ones included.
    pub projects: Vec<Project>,
    /// All permission schemes.
    pub schemes: Vec<Scheme>,
    /// Who is in which role of which project.
    pub actors: Vec<RoleActor>,
    /// All levels of all issue security schemes.
    pub levels: Vec<Level>,
    /// The global permissions.
    pub global: Vec<GlobalGrant>,
}

/// What matters of a project.
#[derive(Clone, Debug)]
pub struct Project {
    /// The project.
    pub id: ProjectId,
    /// Its permission scheme. One that is not in the configuration grants nothing.
    pub scheme: PermissionSchemeId,
    /// Its lead.
    pub lead: Option<UserId>,
    /// Whether it is put away and may only be looked at.
    pub archived: bool,
    /// Its issue security scheme, if it has one.
    pub security_scheme: Option<SecuritySchemeId>,
}

/// A permission scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The scheme.
    pub id: PermissionSchemeId,
    /// Its grants.
    pub grants: Vec<Grant>,
}

/// One grant of a scheme: this permission to these people.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The grant.
    pub id: GrantId,
    /// What is granted.
    pub permission: ProjectPermission,
    /// To whom.
    pub holder: Holder,
}

/// Whom a grant or a security level is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    // The order is that in which holders are tried: cheap tests first.
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody who is signed in: `applicationRole` without a parameter.
    LoggedIn,
    /// The lead of the project.
    ProjectLead,
    /// The reporter of the issue.
    Reporter,
    /// The assignee of the issue.
    Assignee,
    /// One user.
    User(UserId),
    /// The members of a group.
    Group(GroupId),
    /// Those who are in a role of the project, by themselves or through a group.
    Role(RoleId),
    /// The users of an application, by its key.
    Application(String),
    /// The users in a custom field of the issue.
    UserField(CustomFieldId),
    /// The members of the groups in a custom field of the issue.
    GroupField(CustomFieldId),
    /// The reporter of the issue, if `CREATE_ISSUES` is granted to them in the project.
    ReporterWithCreate,
    /// The assignee of the issue, if `ASSIGNABLE_USER` is granted to them in the project.
    AssigneeWithAssignable,
}

impl Holder {
    /// Says whether only an issue can tell who is meant.
    #[must_use]
    pub const fn depends_on_issue(&self) -> bool {
        matches!(
            self,
            Self::Reporter
                | Self::Assignee
                | Self::UserField(_)
                | Self::GroupField(_)
                | Self::ReporterWithCreate
                | Self::AssigneeWithAssignable
        )
    }
}

/// A user or group in a role of a project.
#[derive(Clone, Debug)]
pub struct RoleActor {
    /// The project.
    pub project: ProjectId,
    /// The role.
    pub role: RoleId,
    /// Who is in it.
    pub member: Member,
}

/// A user or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// A single user.
    User(UserId),
    /// All members of a group.
    Group(GroupId),
}

/// A level of an issue security scheme.
#[derive(Clone, Debug)]
pub struct Level {
    /// The level.
    pub id: SecurityLevelId,
    /// The scheme it belongs to.
    pub scheme: SecuritySchemeId,
    /// Who sees issues of this level.
    pub holders: Vec<Holder>,
}

/// A global permission, granted to a group.
#[derive(Clone, Debug)]
pub struct GlobalGrant {
    /// What is granted.
    pub permission: GlobalPermission,
    /// To whom; `None` is anyone on the web, which is ignored where
    /// [`GlobalPermission::may_be_anyone`] says no.
    pub group: Option<GroupId>,
}
