//! Each remedy, really applied to the configuration, changes the verdict; and none is left out.

use model::{
    GlobalPermission, GrantId, GroupId, PermissionSchemeId, ProjectId,
    ProjectPermission as Permission, RoleId, SecurityLevelId, SecuritySchemeId, UserId,
};
use proptest::prelude::*;

use super::{Change, Question, Remedy, Surroundings};
use crate::properties::{config, issue, permission, subject};
use crate::{
    Config, GlobalGrant, Grant, Holder, IssueFacts, Level, Member, Policy, Project, RoleActor,
    Scheme, Subject,
};

const OPS: ProjectId = ProjectId(10000);
const ANN: UserId = UserId(1);
const DEVELOPERS: GroupId = GroupId(1);
const ADMINS: GroupId = GroupId(2);
const STAFF: GroupId = GroupId(3);
const ROLE: RoleId = RoleId(10001);
const SECRET: SecurityLevelId = SecurityLevelId(10010);

/// Three projects on one scheme.
fn world(grants: &[(Permission, Holder)]) -> Config {
    let project = |id| Project {
        id: ProjectId(id),
        scheme: PermissionSchemeId(0),
        lead: None,
        archived: false,
        security_scheme: Some(SecuritySchemeId(1)),
    };
    let grants = (1..).zip(grants).map(|(id, (permission, holder))| Grant {
        id: GrantId(id),
        permission: *permission,
        holder: holder.clone(),
    });
    Config {
        projects: (10000..10003).map(project).collect(),
        schemes: vec![Scheme {
            id: PermissionSchemeId(0),
            grants: grants.collect(),
        }],
        levels: vec![Level {
            id: SECRET,
            scheme: SecuritySchemeId(1),
            holders: vec![Holder::Role(ROLE)],
        }],
        global: vec![GlobalGrant {
            permission: GlobalPermission::Administer,
            group: Some(ADMINS),
        }],
        ..Config::default()
    }
}

fn ann() -> Subject {
    Subject::user(ANN, true, vec![STAFF], Vec::new())
}

fn remedies(config: &Config, facts: Option<IssueFacts<'_>>, permission: Permission) -> Vec<Remedy> {
    let applications = [(ADMINS, "software".to_owned())];
    let question = Question {
        subject: &ann(),
        project: OPS,
        facts,
        permission,
    };
    let around = Surroundings {
        applications: &applications,
        projects: None,
    };
    Policy::compile(config.clone()).remedies(question, around)
}

fn changes(remedies: &[Remedy]) -> Vec<Change> {
    remedies
        .iter()
        .map(|remedy| remedy.change.clone())
        .collect()
}

#[test]
fn what_gives_least_comes_first() {
    let config = world(&[
        (Permission::BrowseProjects, Holder::Group(ADMINS)),
        (Permission::BrowseProjects, Holder::Group(DEVELOPERS)),
        (Permission::BrowseProjects, Holder::Role(ROLE)),
        (Permission::BrowseProjects, Holder::ProjectLead),
        (Permission::EditIssues, Holder::Group(DEVELOPERS)),
    ]);
    let remedies = remedies(&config, None, Permission::BrowseProjects);
    let browse = |holder| Change::Grant(Permission::BrowseProjects, holder);
    assert_eq!(
        changes(&remedies),
        [
            Change::BecomeLead,
            // The role is in the level.
            Change::JoinRole(ROLE),
            browse(Holder::User(ANN)),
            browse(Holder::Group(STAFF)),
            Change::JoinGroup(DEVELOPERS),
            Change::JoinGroup(ADMINS),
        ]
    );
    let of = |change: Change| {
        let found = remedies.iter().find(|remedy| remedy.change == change);
        found.unwrap().clone()
    };
    assert_eq!(of(Change::JoinRole(ROLE)).gives_levels, [SECRET]);
    let developers = of(Change::JoinGroup(DEVELOPERS));
    assert_eq!(developers.gives_in_project, [Permission::EditIssues]);
    assert_eq!(developers.gives_elsewhere, 2);
    let admins = of(Change::JoinGroup(ADMINS));
    assert_eq!(admins.gives_globally, [GlobalPermission::Administer]);
    assert_eq!(admins.gives_applications, ["software"]);
    assert_eq!(of(browse(Holder::Group(STAFF))).gives_elsewhere, 2);
}

#[test]
fn one_change_must_meet_all_that_is_missing() {
    let config = world(&[
        (Permission::BrowseProjects, Holder::Group(DEVELOPERS)),
        (Permission::EditIssues, Holder::Group(DEVELOPERS)),
        (Permission::EditIssues, Holder::Reporter),
    ]);
    let plain = Some(IssueFacts::default());
    let found = remedies(&config, plain, Permission::EditIssues);
    assert_eq!(changes(&found), [Change::JoinGroup(DEVELOPERS)]);
    assert_eq!(found[0].gives_in_project, [Permission::BrowseProjects]);
    let secret = Some(IssueFacts {
        level: Some(SECRET),
        ..IssueFacts::default()
    });
    assert_eq!(remedies(&config, secret, Permission::EditIssues), []);
}

#[test]
fn the_issue_itself_may_change() {
    let config = world(&[
        (Permission::BrowseProjects, Holder::Anyone),
        (Permission::EditIssues, Holder::Assignee),
        (Permission::EditIssues, Holder::ReporterWithCreate),
    ]);
    let plain = Some(IssueFacts::default());
    let found = changes(&remedies(&config, plain, Permission::EditIssues));
    assert_eq!(found[0], Change::BecomeAssignee);
    // Being the reporter is not enough without Create Issues.
    assert!(!found.contains(&Change::BecomeReporter));
    let reported = Some(IssueFacts {
        reporter: Some(ANN),
        ..IssueFacts::default()
    });
    let found = changes(&remedies(&config, reported, Permission::EditIssues));
    assert!(found.contains(&Change::Grant(Permission::CreateIssues, Holder::User(ANN))));
}

#[test]
fn nobody_can_only_be_granted_what_anyone_is() {
    let policy = Policy::compile(world(&[(
        Permission::BrowseProjects,
        Holder::Group(ADMINS),
    )]));
    let question = Question {
        subject: &Subject::anonymous(),
        project: OPS,
        facts: None,
        permission: Permission::BrowseProjects,
    };
    let around = Surroundings {
        applications: &[],
        projects: Some(&[OPS, ProjectId(10001)]),
    };
    let found = policy.remedies(question, around);
    let grant = Change::Grant(Permission::BrowseProjects, Holder::Anyone);
    assert_eq!(changes(&found), [grant]);
    assert_eq!(found[0].gives_elsewhere, 1, "only one other is counted");
}

/// The configuration, the subject and the issue as the change leaves them.
fn apply<'a>(
    change: &Change,
    mut config: Config,
    question: Question<'a>,
    applications: &[(GroupId, String)],
) -> (Config, Subject, Option<IssueFacts<'a>>) {
    let mut subject = question.subject.clone();
    let mut facts = question.facts;
    let id = question.project;
    let project = config.projects.iter_mut().find(|project| project.id == id);
    let project = project.unwrap();
    match change {
        Change::BecomeAssignee => facts.as_mut().unwrap().assignee = subject.id(),
        Change::BecomeReporter => facts.as_mut().unwrap().reporter = subject.id(),
        Change::BecomeLead => project.lead = subject.id(),
        Change::JoinRole(role) => config.actors.push(RoleActor {
            project: id,
            role: *role,
            member: Member::User(subject.id().unwrap()),
        }),
        Change::JoinGroup(group) => {
            let mut groups = subject.groups().to_vec();
            groups.push(*group);
            let given = applications.iter().filter(|(of, _)| of == group);
            let mut keys = subject.applications().to_vec();
            keys.extend(given.map(|(_, key)| key.clone()));
            subject = Subject::user(subject.id().unwrap(), subject.is_active(), groups, keys);
        }
        Change::Grant(permission, holder) => {
            let of = project.scheme;
            let scheme = config.schemes.iter_mut().find(|scheme| scheme.id == of);
            scheme.unwrap().grants.push(Grant {
                id: GrantId(1000),
                permission: *permission,
                holder: holder.clone(),
            });
        }
        Change::Admit(level, holder) => {
            let of = project.security_scheme.unwrap();
            let mut levels = config.levels.iter_mut();
            let level = levels.find(|l| l.id == *level && l.scheme == of);
            level.unwrap().holders.push(holder.clone());
        }
    }
    (config, subject, facts)
}

fn ask(config: &Config, question: Question<'_>) -> bool {
    question.answer(&Policy::compile(config.clone()))
}

proptest! {
    #[test]
    fn a_remedy_changes_the_verdict(
        config in config(),
        subject in subject(),
        issue in issue(),
        permission in permission(),
        of_issue: bool,
    ) {
        let applications = [(GroupId(1), "core".to_owned()), (GroupId(3), "software".to_owned())];
        let question = Question {
            subject: &subject,
            project: issue.project,
            facts: of_issue.then(|| issue.facts()),
            permission,
        };
        let around = Surroundings { applications: &applications, projects: None };
        let before = Policy::compile(config.clone());
        let found = before.remedies(question, around);
        if ask(&config, question) {
            prop_assert!(found.is_empty());
            return Ok(());
        }
        prop_assert!(found.is_sorted_by_key(Remedy::weight));
        for remedy in &found {
            let (config, subject, facts) = apply(&remedy.change, config.clone(), question, &applications);
            let after = Question { subject: &subject, facts, ..question };
            prop_assert!(ask(&config, after), "{:?}", remedy);
            // What it gives is told in full.
            let policy = Policy::compile(config.clone());
            let gained = |project, id| policy.project(&subject, project, id)
                && !before.project(question.subject, project, id);
            for id in Permission::ALL.iter().copied().filter(|id| *id != permission) {
                let on_issue = facts.is_some_and(|facts| policy.issue(&subject, issue.project, &facts, id))
                    && !question.facts.is_some_and(|facts| before.issue(question.subject, issue.project, &facts, id));
                if gained(issue.project, id) || on_issue {
                    prop_assert!(remedy.gives_in_project.contains(&id), "{:?} of {:?}", id, remedy);
                }
            }
            for id in GlobalPermission::ALL {
                prop_assert_eq!(
                    remedy.gives_globally.contains(id),
                    policy.global(&subject, *id) && !before.global(question.subject, *id)
                );
            }
            let elsewhere = (1..=3).map(ProjectId).filter(|id| *id != issue.project);
            let elsewhere = elsewhere.filter(|id| Permission::ALL.iter().any(|p| gained(*id, *p))).count();
            prop_assert!(elsewhere <= remedy.gives_elsewhere, "{:?}", remedy);
        }
        // None is left out.
        let (Some(user), Some(_)) = (subject.id(), before.find_project(issue.project)) else {
            return Ok(());
        };
        let groups = (1..=3).map(|id| Change::JoinGroup(GroupId(id)));
        let roles = (1..=2).map(|id| Change::JoinRole(RoleId(id)));
        let mut all: Vec<Change> = groups.chain(roles).collect();
        all.push(Change::BecomeLead);
        let project = config.projects.iter().find(|project| project.id == issue.project).unwrap();
        if config.schemes.iter().any(|scheme| scheme.id == project.scheme) {
            all.push(Change::Grant(permission, Holder::User(user)));
        }
        for change in all {
            let (config, subject, facts) = apply(&change, config.clone(), question, &applications);
            let after = Question { subject: &subject, facts, ..question };
            let helps = ask(&config, after);
            let is_found = found.iter().any(|remedy| remedy.change == change);
            prop_assert_eq!(helps, is_found, "{:?}", change);
        }
    }
}
