//! An explanation in words.

use base::guard::Examination;
use base::guard::Examined;
use base::{Result, refs};
use model::{GroupId, ProjectPermission, RoleId, SecurityLevelId};
use policy::{Change, Condition, Holder, Requirement, Why};
use projects::holder::{self, Names};

use super::store;

/// All the names an explanation needs.
pub struct Words<'a> {
    pub examined: &'a Examined<'a>,
    /// What the user is called: `Fred Test (fred)`.
    pub subject: String,
    pub scheme: String,
    names: Names,
    levels: Vec<(SecurityLevelId, String)>,
    applications: Vec<(String, String)>,
}

/// A requirement with the ways to meet it.
pub struct Part {
    pub title: String,
    pub is_met: bool,
    /// Whether it is met in one way only.
    pub hangs_on_one: bool,
    pub ways: Vec<Way>,
}

/// A condition.
pub struct Way {
    pub matched: bool,
    /// Whether only an issue could tell.
    pub perhaps: bool,
    /// Whom it is for; empty for a rule of the house.
    pub holder: String,
    pub why: String,
}

impl<'a> Words<'a> {
    pub async fn of(
        tx: &mut db::Tx,
        examined: &'a Examined<'a>,
        examination: &Examination,
    ) -> Result<Self> {
        let mut holders: Vec<Holder> = Vec::new();
        for condition in &examination.explanation.conditions {
            holders.extend(condition.holder.clone());
            match condition.why {
                Why::MemberOfGroup(group)
                | Why::InRoleThroughGroup(_, group)
                | Why::InGroupField(_, group) => holders.push(Holder::Group(group)),
                _ => {}
            }
        }
        for remedy in &examination.remedies {
            match &remedy.change {
                Change::JoinGroup(group) => holders.push(Holder::Group(*group)),
                Change::JoinRole(role) => holders.push(Holder::Role(*role)),
                Change::Grant(_, holder) | Change::Admit(_, holder) => holders.push(holder.clone()),
                Change::BecomeAssignee | Change::BecomeReporter | Change::BecomeLead => {}
            }
        }
        let project = examined.project;
        Ok(Self {
            examined,
            subject: match examined.user {
                Some(user) => name_of(user),
                None => "Anonymous".to_owned(),
            },
            scheme: store::scheme_name(tx, project.permission_scheme).await?,
            names: holder::names(tx, holders.iter()).await?,
            levels: match project.security_scheme {
                Some(scheme) => store::levels(tx, scheme).await?,
                None => Vec::new(),
            },
            applications: store::applications(tx).await?,
        })
    }

    /// Returns the requirements in the order in which they are asked.
    pub fn parts(&self, conditions: &[Condition]) -> Vec<Part> {
        let parts = conditions.chunk_by(|a, b| a.requirement == b.requirement);
        let parts = parts.filter_map(|conditions| {
            let requirement = conditions.first()?.requirement;
            let n_met = conditions.iter().filter(|c| c.matched()).count();
            Some(Part {
                title: self.title(requirement),
                is_met: n_met > 0,
                hangs_on_one: n_met == 1,
                ways: conditions
                    .iter()
                    .map(|condition| self.way(condition))
                    .collect(),
            })
        });
        parts.collect()
    }

    fn title(&self, requirement: Requirement) -> String {
        match requirement {
            Requirement::ActiveSubject => "An active account".to_owned(),
            Requirement::ExistingProject => "A project".to_owned(),
            Requirement::LiveProject => "A project that is not archived".to_owned(),
            Requirement::LiveIssue => "An issue that is not archived".to_owned(),
            Requirement::Permission(permission) => format!(
                "The '{}' permission, granted by {}",
                permission.name(),
                self.scheme
            ),
            Requirement::Global(permission) => {
                format!("The global permission '{}'", permission.name())
            }
            Requirement::Administration => "Administration of the project".to_owned(),
            Requirement::Level(level) => format!(
                "The security level '{}' of {}",
                self.level(level),
                self.place()
            ),
        }
    }

    fn way(&self, condition: &Condition) -> Way {
        let holder = condition.holder.as_ref();
        Way {
            matched: condition.matched(),
            perhaps: condition.optimistic(),
            holder: holder.map_or_else(String::new, |holder| self.names.in_words(holder)),
            why: self.why(condition),
        }
    }

    fn why(&self, condition: &Condition) -> String {
        let subject = &self.subject;
        let project = &self.examined.project.key;
        match condition.why {
            Why::Anyone => "It is for everybody, signed in or not.".to_owned(),
            Why::SignedIn => "It is for everybody who is signed in.".to_owned(),
            Why::UsesApplication => format!("{subject} has access to this application."),
            Why::MemberOfGroup(id) => {
                format!("{subject} is a member of the group {}.", self.group(id))
            }
            Why::InRoleAsUser(id) => {
                format!("{subject} is in the role {} of {project}.", self.role(id))
            }
            Why::InRoleThroughGroup(role, group) => format!(
                "{subject} is in the role {} of {project} as a member of the group {}.",
                self.role(role),
                self.group(group)
            ),
            Why::IsUser => format!("{subject} is this user."),
            Why::IsLead => format!("{subject} leads {project}."),
            Why::IsReporter => format!("{subject} is the reporter of {}.", self.place()),
            Why::IsAssignee => format!("{subject} is the assignee of {}.", self.place()),
            Why::InUserField(_) => format!("{subject} is in this field of {}.", self.place()),
            Why::InGroupField(_, id) => format!(
                "{subject} is a member of the group {}, which is in this field of {}.",
                self.group(id),
                self.place()
            ),
            Why::DependsOnIssue => {
                "It depends on the issue: enter the key of one to have it settled.".to_owned()
            }
            Why::SomebodyElse => self.why_not(condition.holder.as_ref()),
            Why::NotSignedIn => "It is only for people who are signed in.".to_owned(),
            Why::Lacks(permission) => format!(
                "{subject} would also need the '{}' permission in {project}.",
                permission.name()
            ),
            Why::NoIssueToAsk => {
                "It matches nobody: this permission is about the project, and only an issue could tell who is meant."
                    .to_owned()
            }
            Why::Circular => {
                "Being the assignee cannot be the reason to be allowed to become it.".to_owned()
            }
            Why::NeverAnyone => "This permission is never for everybody.".to_owned(),
            Why::NobodyHolds => match condition.requirement {
                Requirement::Level(_) => "Nobody is in this security level.".to_owned(),
                _ => "It is granted to nobody.".to_owned(),
            },
            Why::NotALevelOfProject => {
                format!("The level is not one of the security scheme of {project}, so nobody is in it.")
            }
            Why::Inactive => format!(
                "The account of {subject} is inactive, so nothing else counts. Activate it first."
            ),
            Why::NoSuchProject => "There is no such project.".to_owned(),
            Why::Archived => format!(
                "{project} is archived and can only be looked at. A Jira administrator can restore it."
            ),
            Why::ArchivedIssue => {
                "The issue is archived and can only be looked at, until somebody restores it."
                    .to_owned()
            }
        }
    }

    fn why_not(&self, holder: Option<&Holder>) -> String {
        let subject = &self.subject;
        let project = &self.examined.project.key;
        match holder {
            Some(Holder::Group(id)) => {
                format!(
                    "{subject} is not a member of the group {}.",
                    self.group(*id)
                )
            }
            Some(Holder::Role(id)) => {
                format!(
                    "{subject} is not in the role {} of {project}.",
                    self.role(*id)
                )
            }
            Some(Holder::Application(_)) => format!("{subject} has no access to this application."),
            Some(Holder::ProjectLead) => format!("{subject} does not lead {project}."),
            Some(Holder::Reporter | Holder::ReporterWithCreate) => {
                format!("{subject} is not the reporter of {}.", self.place())
            }
            Some(Holder::Assignee | Holder::AssigneeWithAssignable) => {
                format!("{subject} is not the assignee of {}.", self.place())
            }
            Some(Holder::UserField(_) | Holder::GroupField(_)) => {
                format!("{subject} is not in this field of {}.", self.place())
            }
            _ => format!("{subject} is somebody else."),
        }
    }

    /// Returns what is asked about: the issue, or the project.
    pub fn place(&self) -> String {
        match self.examined.issue {
            Some(issue) => issue.key.to_string(),
            None => self.examined.project.key.to_string(),
        }
    }

    pub fn group(&self, id: GroupId) -> &str {
        self.names.groups.name(id).unwrap_or("(deleted)")
    }

    pub fn role(&self, id: RoleId) -> &str {
        self.names.role(id).map_or("(deleted)", |role| &role.name)
    }

    pub fn level(&self, id: SecurityLevelId) -> &str {
        let mut levels = self.levels.iter();
        let level = levels.find(|(known, _)| *known == id);
        level.map_or("(deleted)", |(_, name)| name)
    }

    pub fn application<'b>(&'b self, key: &'b str) -> &'b str {
        let mut applications = self.applications.iter();
        let application = applications.find(|(known, _)| known == key);
        application.map_or(key, |(_, name)| name)
    }

    /// Returns the verdict: `Fred (fred) does not have the 'Edit Issues' permission`.
    pub fn verdict(&self, allowed: bool, permission: ProjectPermission) -> String {
        let has = if allowed { "has" } else { "does not have" };
        format!(
            "{} {has} the '{}' permission",
            self.subject,
            permission.name()
        )
    }
}

fn name_of(user: &refs::UserRef) -> String {
    if user.display_name == user.name {
        return user.name.clone();
    }
    format!("{} ({})", user.display_name, user.name)
}
