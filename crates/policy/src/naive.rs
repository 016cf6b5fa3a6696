//! The rules of the crate's title page once more, as loops over the configuration: slow, obvious,
//! and what the compiled policy is compared with.

use model::{
    GlobalPermission as Global, ProjectId, ProjectPermission as Permission, SecurityLevelId,
};

use crate::{Config, Holder, IssueFacts, Member, Project, Subject};

pub(crate) fn may_log_in(config: &Config, subject: &Subject) -> bool {
    let is_admin =
        global(config, subject, Global::Administer) || global(config, subject, Global::SystemAdmin);
    subject.is_active()
        && subject.id().is_some()
        && (is_admin || !subject.applications().is_empty())
}

pub(crate) fn global(config: &Config, subject: &Subject, permission: Global) -> bool {
    if !subject.is_active() {
        return false;
    }
    for grant in &config.global {
        let implied = grant.permission == Global::SystemAdmin && permission == Global::Administer;
        let is_it = grant.permission == permission || implied;
        let is_for_subject = match grant.group {
            Some(group) => subject.groups().contains(&group),
            None => ![Global::SystemAdmin, Global::Administer].contains(&grant.permission),
        };
        if is_it && is_for_subject {
            return true;
        }
    }
    false
}

pub(crate) fn project(
    config: &Config,
    subject: &Subject,
    id: ProjectId,
    permission: Permission,
) -> bool {
    let Some(project) = find(config, id) else {
        return false;
    };
    subject.is_active()
        && (!project.archived || survives_archiving(permission))
        && granted(config, subject, project, None, permission)
}

pub(crate) fn issue(
    config: &Config,
    subject: &Subject,
    id: ProjectId,
    facts: &IssueFacts<'_>,
    permission: Permission,
) -> bool {
    let Some(project) = find(config, id) else {
        return false;
    };
    let sees = granted(
        config,
        subject,
        project,
        Some(facts),
        Permission::BrowseProjects,
    );
    subject.is_active()
        && (!project.archived || survives_archiving(permission))
        && (!facts.archived
            || survives_archiving(permission)
            || permission == Permission::RestoreIssues)
        && granted(config, subject, project, Some(facts), permission)
        && (sees || permission == Permission::AssignableUser)
        && facts
            .level
            .is_none_or(|wanted| level(config, subject, id, facts, wanted))
}

pub(crate) fn administers(config: &Config, subject: &Subject, id: ProjectId) -> bool {
    find(config, id).is_some()
        && (global(config, subject, Global::Administer)
            || project(config, subject, id, Permission::AdministerProjects))
}

pub(crate) fn level(
    config: &Config,
    subject: &Subject,
    id: ProjectId,
    facts: &IssueFacts<'_>,
    wanted: SecurityLevelId,
) -> bool {
    let Some(project) = find(config, id) else {
        return false;
    };
    let mut levels = config.levels.iter();
    let level = levels.find(|l| l.id == wanted && Some(l.scheme) == project.security_scheme);
    subject.is_active()
        && level.is_some_and(|level| {
            level
                .holders
                .iter()
                .any(|holder| means(config, subject, project, Some(facts), None, holder))
        })
}

fn find(config: &Config, id: ProjectId) -> Option<&Project> {
    config.projects.iter().find(|project| project.id == id)
}

fn survives_archiving(permission: Permission) -> bool {
    permission.key().starts_with("BROWSE_") || permission.key().starts_with("VIEW_")
}

fn granted(
    config: &Config,
    subject: &Subject,
    project: &Project,
    facts: Option<&IssueFacts<'_>>,
    permission: Permission,
) -> bool {
    let Some(scheme) = config.schemes.iter().find(|s| s.id == project.scheme) else {
        return false;
    };
    scheme.grants.iter().any(|grant| {
        grant.permission == permission
            && means(
                config,
                subject,
                project,
                facts,
                Some(permission),
                &grant.holder,
            )
    })
}

fn means(
    config: &Config,
    subject: &Subject,
    project: &Project,
    facts: Option<&IssueFacts<'_>>,
    permission: Option<Permission>,
    holder: &Holder,
) -> bool {
    let Some(user) = subject.id() else {
        return *holder == Holder::Anyone;
    };
    let is_issueless = permission
        .is_some_and(|p| p == Permission::AdministerProjects || p.key().contains("SPRINT"));
    let on_issue = |ask: &dyn Fn(&IssueFacts<'_>) -> bool| facts.map_or(!is_issueless, ask);
    match holder {
        Holder::Anyone | Holder::LoggedIn => true,
        Holder::Application(key) => subject.applications().contains(key),
        Holder::Group(group) => subject.groups().contains(group),
        Holder::Role(role) => config.actors.iter().any(|actor| {
            actor.project == project.id
                && actor.role == *role
                && match actor.member {
                    Member::User(id) => id == user,
                    Member::Group(group) => subject.groups().contains(&group),
                }
        }),
        Holder::User(id) => *id == user,
        Holder::ProjectLead => project.lead == Some(user),
        Holder::Reporter => on_issue(&|facts| facts.reporter == Some(user)),
        Holder::Assignee => {
            permission != Some(Permission::AssignableUser)
                && on_issue(&|facts| facts.assignee == Some(user))
        }
        Holder::UserField(field) => on_issue(&|facts| {
            facts
                .user_fields
                .iter()
                .any(|(f, u)| f == field && *u == user)
        }),
        Holder::GroupField(field) => on_issue(&|facts| {
            facts
                .group_fields
                .iter()
                .any(|(f, g)| f == field && subject.groups().contains(g))
        }),
        Holder::ReporterWithCreate => {
            means(
                config,
                subject,
                project,
                facts,
                permission,
                &Holder::Reporter,
            ) && granted_plainly(config, subject, project, Permission::CreateIssues)
        }
        Holder::AssigneeWithAssignable => {
            means(
                config,
                subject,
                project,
                facts,
                permission,
                &Holder::Assignee,
            ) && granted_plainly(config, subject, project, Permission::AssignableUser)
        }
    }
}

/// The permission in the project, the holders that ask for a second permission left aside.
fn granted_plainly(
    config: &Config,
    subject: &Subject,
    project: &Project,
    permission: Permission,
) -> bool {
    let mut config = config.clone();
    for scheme in &mut config.schemes {
        scheme.grants.retain(|grant| {
            !matches!(
                grant.holder,
                Holder::ReporterWithCreate | Holder::AssigneeWithAssignable
            )
        });
    }
    granted(&config, subject, project, None, permission)
}
