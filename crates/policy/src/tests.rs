//! The rules of the title page as cases: a small world, one change to it, and who may do what then.

use model::{
    CustomFieldId, GlobalPermission as Global, GrantId, GroupId, PermissionSchemeId, ProjectId,
    ProjectPermission as Permission, RoleId, SecurityLevelId, SecuritySchemeId, UserId,
};

use crate::{
    Config, GlobalGrant, Grant, Holder, IssueFacts, Level, Member, Policy, Project, Requirement,
    RoleActor, Scheme, Source, Subject, Why,
};

const OPS: ProjectId = ProjectId(10000);
const ANN: UserId = UserId(1);
const BEN: UserId = UserId(2);
const DEVELOPERS: GroupId = GroupId(1);
const ADMINS: GroupId = GroupId(2);
const DEVELOPER_ROLE: RoleId = RoleId(10001);
const SECRET: SecurityLevelId = SecurityLevelId(10010);
const REVIEWERS: CustomFieldId = CustomFieldId(10100);

/// A world with one project and the grants given.
fn world(grants: &[(Permission, Holder)]) -> Config {
    let grants = (1..).zip(grants).map(|(id, (permission, holder))| Grant {
        id: GrantId(id),
        permission: *permission,
        holder: holder.clone(),
    });
    Config {
        projects: vec![Project {
            id: OPS,
            scheme: PermissionSchemeId(0),
            lead: None,
            archived: false,
            security_scheme: Some(SecuritySchemeId(10000)),
        }],
        schemes: vec![Scheme {
            id: PermissionSchemeId(0),
            grants: grants.collect(),
        }],
        levels: vec![Level {
            id: SECRET,
            scheme: SecuritySchemeId(10000),
            holders: Vec::new(),
        }],
        ..Config::default()
    }
}

fn browse(holder: Holder) -> Config {
    world(&[(Permission::BrowseProjects, holder)])
}

fn ann() -> Subject {
    Subject::user(ANN, true, Vec::new(), vec!["software".to_owned()])
}

fn ann_in(group: GroupId) -> Subject {
    Subject::user(ANN, true, vec![group], vec!["software".to_owned()])
}

/// Says whether the subject sees the project, and whether they see the issue; by the way the ways
/// to ask must agree.
#[track_caller]
fn sees(config: &Config, subject: &Subject, facts: IssueFacts<'_>) -> (bool, bool) {
    let policy = Policy::compile(config.clone());
    let project = policy.project(subject, OPS, Permission::BrowseProjects);
    let issue = policy.issue(subject, OPS, &facts, Permission::BrowseProjects);
    let visibility = policy.visibility(subject);
    assert_eq!(visibility.admits(subject, OPS, &facts), issue);
    let explanation = policy.explain_issue(subject, OPS, &facts, Permission::BrowseProjects);
    assert_eq!(explanation.allowed, issue);
    (project, issue)
}

const BOTH: (bool, bool) = (true, true);
const NEITHER: (bool, bool) = (false, false);
const ONLY_PROJECT: (bool, bool) = (true, false);

fn reported_by(user: UserId) -> IssueFacts<'static> {
    IssueFacts {
        reporter: Some(user),
        ..IssueFacts::default()
    }
}

fn secret() -> IssueFacts<'static> {
    IssueFacts {
        level: Some(SECRET),
        ..IssueFacts::default()
    }
}

#[test]
fn holders_that_need_no_issue() {
    let plain = IssueFacts::default();
    let nobody = Subject::anonymous();
    assert_eq!(sees(&world(&[]), &ann(), plain), NEITHER);
    assert_eq!(sees(&browse(Holder::Anyone), &nobody, plain), BOTH);
    assert_eq!(sees(&browse(Holder::LoggedIn), &nobody, plain), NEITHER);
    assert_eq!(sees(&browse(Holder::LoggedIn), &ann(), plain), BOTH);
    assert_eq!(sees(&browse(Holder::User(ANN)), &ann(), plain), BOTH);
    assert_eq!(sees(&browse(Holder::User(BEN)), &ann(), plain), NEITHER);
    assert_eq!(
        sees(&browse(Holder::Group(DEVELOPERS)), &ann(), plain),
        NEITHER
    );
    assert_eq!(
        sees(
            &browse(Holder::Group(DEVELOPERS)),
            &ann_in(DEVELOPERS),
            plain
        ),
        BOTH
    );
    let software = Holder::Application("software".to_owned());
    assert_eq!(sees(&browse(software), &ann(), plain), BOTH);
    let core = Holder::Application("core".to_owned());
    assert_eq!(sees(&browse(core), &ann(), plain), NEITHER);
}

#[test]
fn the_lead_is_of_this_project() {
    let mut config = browse(Holder::ProjectLead);
    assert_eq!(sees(&config, &ann(), IssueFacts::default()), NEITHER);
    config.projects[0].lead = Some(ANN);
    assert_eq!(sees(&config, &ann(), IssueFacts::default()), BOTH);
}

#[test]
fn roles_are_of_this_project_and_reached_through_groups() {
    let mut config = browse(Holder::Role(DEVELOPER_ROLE));
    let elsewhere = ProjectId(10001);
    let member = Member::User(ANN);
    config.actors = vec![RoleActor {
        project: elsewhere,
        role: DEVELOPER_ROLE,
        member,
    }];
    assert_eq!(sees(&config, &ann(), IssueFacts::default()), NEITHER);
    config.actors = vec![RoleActor {
        project: OPS,
        role: DEVELOPER_ROLE,
        member,
    }];
    assert_eq!(sees(&config, &ann(), IssueFacts::default()), BOTH);
    let member = Member::Group(DEVELOPERS);
    config.actors = vec![RoleActor {
        project: OPS,
        role: DEVELOPER_ROLE,
        member,
    }];
    assert_eq!(sees(&config, &ann(), IssueFacts::default()), NEITHER);
    assert_eq!(
        sees(&config, &ann_in(DEVELOPERS), IssueFacts::default()),
        BOTH
    );
}

#[test]
fn holders_that_need_an_issue_count_without_one() {
    let config = browse(Holder::Reporter);
    assert_eq!(sees(&config, &ann(), reported_by(ANN)), BOTH);
    assert_eq!(sees(&config, &ann(), reported_by(BEN)), ONLY_PROJECT);
    let assigned = IssueFacts::default().assigned_to(ANN);
    assert_eq!(sees(&browse(Holder::Assignee), &ann(), assigned), BOTH);
    assert_eq!(
        sees(&browse(Holder::Assignee), &ann(), reported_by(ANN)),
        ONLY_PROJECT
    );

    let reviewed = IssueFacts {
        user_fields: &[(REVIEWERS, ANN)],
        ..IssueFacts::default()
    };
    let config = browse(Holder::UserField(REVIEWERS));
    assert_eq!(sees(&config, &ann(), reviewed), BOTH);
    assert_eq!(sees(&config, &ann(), IssueFacts::default()), ONLY_PROJECT);

    let reviewed = IssueFacts {
        group_fields: &[(REVIEWERS, DEVELOPERS)],
        ..IssueFacts::default()
    };
    let config = browse(Holder::GroupField(REVIEWERS));
    assert_eq!(sees(&config, &ann_in(DEVELOPERS), reviewed), BOTH);
    assert_eq!(sees(&config, &ann(), reviewed), ONLY_PROJECT);
}

#[test]
fn nobody_is_not_the_reporter_of_an_issue_without_one() {
    let nobody = Subject::anonymous();
    assert_eq!(
        sees(&browse(Holder::Reporter), &nobody, IssueFacts::default()),
        NEITHER
    );
    assert_eq!(
        sees(&browse(Holder::Assignee), &nobody, IssueFacts::default()),
        NEITHER
    );
}

#[test]
fn a_reporter_who_could_create() {
    let with_create = (Permission::BrowseProjects, Holder::ReporterWithCreate);
    let create = (Permission::CreateIssues, Holder::Group(DEVELOPERS));
    let config = world(&[with_create, create]);
    assert_eq!(sees(&config, &ann_in(DEVELOPERS), reported_by(ANN)), BOTH);
    assert_eq!(
        sees(&config, &ann_in(DEVELOPERS), reported_by(BEN)),
        ONLY_PROJECT
    );
    assert_eq!(sees(&config, &ann(), reported_by(ANN)), NEITHER);
}

#[test]
fn a_permission_that_would_be_its_own_reason_is_not_held() {
    let create = (Permission::CreateIssues, Holder::ReporterWithCreate);
    let assign = (Permission::AssignableUser, Holder::AssigneeWithAssignable);
    let policy = Policy::compile(world(&[create, assign]));
    assert!(!policy.project(&ann(), OPS, Permission::CreateIssues));
    assert!(!policy.project(&ann(), OPS, Permission::AssignableUser));
    let policy = Policy::compile(world(&[(Permission::AssignableUser, Holder::Assignee)]));
    let facts = IssueFacts::default().assigned_to(ANN);
    assert!(!policy.issue(&ann(), OPS, &facts, Permission::AssignableUser));
}

#[test]
fn the_reporter_does_not_administer_the_project() {
    let grants = [Permission::AdministerProjects, Permission::ManageSprints]
        .map(|permission| (permission, Holder::Reporter));
    let policy = Policy::compile(world(&grants));
    assert!(!policy.administers(&ann(), OPS));
    assert!(!policy.project(&ann(), OPS, Permission::ManageSprints));
    let explanation = policy.explain_project(&ann(), OPS, Permission::ManageSprints);
    assert_eq!(explanation.conditions[0].why, Why::NoIssueToAsk);
}

#[test]
fn what_one_does_not_see_one_does_not_touch() {
    let edit = (Permission::EditIssues, Holder::LoggedIn);
    let assignable = (Permission::AssignableUser, Holder::LoggedIn);
    let seen = (Permission::BrowseProjects, Holder::Reporter);
    let policy = Policy::compile(world(&[edit, assignable, seen]));
    assert!(policy.issue(&ann(), OPS, &reported_by(ANN), Permission::EditIssues));
    assert!(!policy.issue(&ann(), OPS, &reported_by(BEN), Permission::EditIssues));
    assert!(policy.issue(&ann(), OPS, &reported_by(BEN), Permission::AssignableUser));
}

#[test]
fn a_security_level_spares_nobody() {
    let edit = (Permission::EditIssues, Holder::LoggedIn);
    let mut config = world(&[(Permission::BrowseProjects, Holder::LoggedIn), edit]);
    config.global = vec![GlobalGrant {
        permission: Global::SystemAdmin,
        group: Some(ADMINS),
    }];
    config.projects[0].lead = Some(ANN);
    let admin = ann_in(ADMINS);
    assert_eq!(sees(&config, &admin, secret()), ONLY_PROJECT);

    config.levels[0].holders = vec![Holder::ProjectLead];
    assert_eq!(sees(&config, &admin, secret()), BOTH);
    config.levels[0].holders = vec![Holder::Reporter];
    assert_eq!(sees(&config, &admin, secret()), ONLY_PROJECT);
    let policy = Policy::compile(config.clone());
    let reported = IssueFacts {
        reporter: Some(ANN),
        ..secret()
    };
    assert!(policy.issue(&admin, OPS, &reported, Permission::EditIssues));
    assert!(!policy.issue(&admin, OPS, &secret(), Permission::EditIssues));

    // A level of another scheme is nobody's, whoever its holders are.
    config.levels[0] = Level {
        id: SECRET,
        scheme: SecuritySchemeId(10001),
        holders: vec![Holder::Anyone],
    };
    assert_eq!(sees(&config, &admin, secret()), ONLY_PROJECT);
}

#[test]
fn a_level_is_asked_about_before_it_is_set() {
    let mut config = browse(Holder::LoggedIn);
    config.levels[0].holders = vec![Holder::Group(DEVELOPERS)];
    let policy = Policy::compile(config);
    let facts = IssueFacts::default();
    assert!(policy.level(&ann_in(DEVELOPERS), OPS, &facts, SECRET));
    assert!(!policy.level(&ann(), OPS, &facts, SECRET));
    assert!(!policy.level(&ann_in(DEVELOPERS), OPS, &facts, SecurityLevelId(1)));
}

#[test]
fn global_permissions() {
    let grant = |permission, group| GlobalGrant { permission, group };
    let config = Config {
        global: vec![
            grant(Global::SystemAdmin, Some(ADMINS)),
            grant(Global::BulkChange, Some(DEVELOPERS)),
            grant(Global::UserPicker, None),
            grant(Global::Administer, None),
        ],
        ..world(&[])
    };
    let policy = Policy::compile(config);
    assert!(policy.global(&ann_in(ADMINS), Global::SystemAdmin));
    assert!(
        policy.global(&ann_in(ADMINS), Global::Administer),
        "it is implied"
    );
    assert!(
        !policy.global(&ann_in(ADMINS), Global::BulkChange),
        "nothing else is"
    );
    assert!(policy.global(&ann_in(DEVELOPERS), Global::BulkChange));
    assert!(policy.global(&Subject::anonymous(), Global::UserPicker));
    assert!(
        !policy.global(&ann(), Global::Administer),
        "not for anyone on the web"
    );
    assert!(policy.administers(&ann_in(ADMINS), OPS));
    assert!(
        !policy.project(&ann_in(ADMINS), OPS, Permission::BrowseProjects),
        "not for free"
    );
}

#[test]
fn who_may_log_in() {
    let mut config = world(&[]);
    config.global = vec![GlobalGrant {
        permission: Global::SystemAdmin,
        group: Some(ADMINS),
    }];
    let policy = Policy::compile(config);
    assert!(policy.may_log_in(&ann()));
    assert!(!policy.may_log_in(&Subject::anonymous()));
    assert!(!policy.may_log_in(&Subject::user(
        ANN,
        false,
        vec![ADMINS],
        vec!["core".to_owned()]
    )));
    assert!(!policy.may_log_in(&Subject::user(ANN, true, vec![DEVELOPERS], Vec::new())));
    assert!(policy.may_log_in(&Subject::user(ANN, true, vec![ADMINS], Vec::new())));
}

#[test]
fn an_archived_project_is_looked_at_only() {
    let grants: Vec<_> = Permission::ALL
        .iter()
        .map(|p| (*p, Holder::LoggedIn))
        .collect();
    let mut config = world(&grants);
    config.global = vec![GlobalGrant {
        permission: Global::Administer,
        group: Some(ADMINS),
    }];
    config.projects[0].archived = true;
    let policy = Policy::compile(config);
    let facts = IssueFacts::default();
    let left = Permission::ALL
        .iter()
        .filter(|p| policy.issue(&ann(), OPS, &facts, **p));
    let left: Vec<_> = left.map(|p| p.key()).collect();
    let looking = [
        "BROWSE_PROJECTS",
        "VIEW_DEV_TOOLS",
        "VIEW_READONLY_WORKFLOW",
        "BROWSE_PROJECT_ARCHIVE",
        "VIEW_VOTERS_AND_WATCHERS",
    ];
    assert_eq!(left, looking);
    assert!(!policy.administers(&ann(), OPS));
    assert!(
        policy.administers(&ann_in(ADMINS), OPS),
        "somebody must be able to restore it"
    );
}

#[test]
fn an_archived_issue_is_looked_at_and_restored() {
    let grants: Vec<_> = Permission::ALL
        .iter()
        .map(|p| (*p, Holder::LoggedIn))
        .collect();
    let policy = Policy::compile(world(&grants));
    let facts = IssueFacts {
        archived: true,
        ..IssueFacts::default()
    };
    let left = Permission::ALL
        .iter()
        .filter(|p| policy.issue(&ann(), OPS, &facts, **p));
    let left: Vec<_> = left.map(|p| p.key()).collect();
    let looking = [
        "BROWSE_PROJECTS",
        "VIEW_DEV_TOOLS",
        "VIEW_READONLY_WORKFLOW",
        "RESTORE_ISSUES",
        "BROWSE_PROJECT_ARCHIVE",
        "VIEW_VOTERS_AND_WATCHERS",
    ];
    assert_eq!(left, looking);
    let explained = policy.explain_issue(&ann(), OPS, &facts, Permission::EditIssues);
    assert!(!explained.allowed);
}

#[test]
fn a_project_that_is_not_there_allows_nothing() {
    let mut config = browse(Holder::Anyone);
    config.global = vec![GlobalGrant {
        permission: Global::SystemAdmin,
        group: Some(ADMINS),
    }];
    let policy = Policy::compile(config);
    let admin = ann_in(ADMINS);
    assert!(!policy.project(&admin, ProjectId(7), Permission::BrowseProjects));
    assert!(!policy.administers(&admin, ProjectId(7)));
    let explanation = policy.explain_administers(&admin, ProjectId(7));
    assert_eq!(explanation.conditions[0].why, Why::NoSuchProject);
}

#[test]
fn an_explanation_lists_every_way() {
    let browse = Permission::BrowseProjects;
    let mut config = world(&[
        (browse, Holder::Role(DEVELOPER_ROLE)),
        (browse, Holder::User(BEN)),
        (browse, Holder::LoggedIn),
        (browse, Holder::Reporter),
    ]);
    let member = Member::Group(DEVELOPERS);
    config.actors = vec![RoleActor {
        project: OPS,
        role: DEVELOPER_ROLE,
        member,
    }];
    let policy = Policy::compile(config);
    let subject = ann_in(DEVELOPERS);

    let explanation = policy.explain_issue(&subject, OPS, &secret(), browse);
    assert!(!explanation.allowed);
    let grant = |id| Source::Grant(GrantId(id));
    let granted = Requirement::Permission(browse);
    let lines = explanation
        .conditions
        .iter()
        .map(|c| (c.requirement, c.source, c.why));
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            (granted, grant(3), Why::SignedIn),
            (granted, grant(4), Why::SomebodyElse),
            (granted, grant(2), Why::SomebodyElse),
            (
                granted,
                grant(1),
                Why::InRoleThroughGroup(DEVELOPER_ROLE, DEVELOPERS)
            ),
            (Requirement::Level(SECRET), Source::Rule, Why::NobodyHolds),
        ]
    );

    let explanation = policy.explain_project(&subject, OPS, browse);
    let optimistic = explanation.conditions.iter().filter(|c| c.optimistic());
    let optimistic: Vec<_> = optimistic.map(|c| c.holder.clone()).collect();
    assert_eq!(optimistic, [Some(Holder::Reporter)]);
}

#[test]
fn visibility_of_several_ways_at_once() {
    let browse = Permission::BrowseProjects;
    let mut config = world(&[
        (browse, Holder::Reporter),
        (browse, Holder::UserField(REVIEWERS)),
        (browse, Holder::Group(ADMINS)),
    ]);
    config.levels[0].holders = vec![Holder::Assignee];
    let policy = Policy::compile(config);

    let visibility = policy.visibility(&ann());
    let seen = visibility.project(OPS).expect("a reporter may be anyone");
    assert!(!seen.issues.all && seen.issues.as_reporter && !seen.issues.as_assignee);
    assert_eq!(seen.issues.user_fields, [REVIEWERS]);
    assert!(seen.levels[0].issues.as_assignee);
    assert_eq!(seen.whole_levels().count(), 0);

    let visibility = policy.visibility(&ann_in(ADMINS));
    let seen = visibility.project(OPS).expect("the group is granted");
    assert!(seen.issues.all && !seen.issues.as_reporter && seen.issues.user_fields.is_empty());

    assert!(policy.visibility(&Subject::anonymous()).projects.is_empty());
}
