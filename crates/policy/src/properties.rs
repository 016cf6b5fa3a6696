//! What must hold for every configuration: the policy agrees with the naive reading of the rules,
//! with its own explanations and with its visibility, and granting more never takes anything away.

use model::{
    CustomFieldId, GlobalPermission, GrantId, GroupId, PermissionSchemeId, ProjectId,
    ProjectPermission as Permission, RoleId, SecurityLevelId, SecuritySchemeId, UserId,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::{
    Config, Explanation, GlobalGrant, Grant, Holder, IssueFacts, Level, Member, Policy, Project,
    RoleActor, Scheme, Subject, naive,
};

// The worlds are small, so that names meet: a group in a grant is often one the subject is in. The
// number one above what is configured stands for what does not exist.

fn user() -> impl Strategy<Value = UserId> {
    (1..=3_i64).prop_map(UserId)
}

fn group() -> impl Strategy<Value = GroupId> {
    (1..=3_i64).prop_map(GroupId)
}

fn project_id() -> impl Strategy<Value = ProjectId> {
    (1..=3_i64).prop_map(ProjectId)
}

fn field() -> impl Strategy<Value = CustomFieldId> {
    (1..=2_i64).prop_map(CustomFieldId)
}

fn role() -> impl Strategy<Value = RoleId> {
    (1..=2_i64).prop_map(RoleId)
}

fn level_id() -> impl Strategy<Value = SecurityLevelId> {
    (1..=3_i64).prop_map(SecurityLevelId)
}

fn application() -> impl Strategy<Value = String> {
    select(vec!["core", "software"]).prop_map(str::to_owned)
}

/// One permission of every sort the rules tell apart.
pub(crate) fn permission() -> impl Strategy<Value = Permission> {
    select(vec![
        Permission::BrowseProjects,
        Permission::BrowseProjects,
        Permission::CreateIssues,
        Permission::EditIssues,
        Permission::AssignableUser,
        Permission::AdministerProjects,
        Permission::ManageSprints,
        Permission::ViewDevTools,
    ])
}

fn holder() -> impl Strategy<Value = Holder> {
    prop_oneof![
        Just(Holder::Anyone),
        Just(Holder::LoggedIn),
        Just(Holder::ProjectLead),
        Just(Holder::Reporter),
        Just(Holder::Assignee),
        Just(Holder::ReporterWithCreate),
        Just(Holder::AssigneeWithAssignable),
        user().prop_map(Holder::User),
        group().prop_map(Holder::Group),
        role().prop_map(Holder::Role),
        application().prop_map(Holder::Application),
        field().prop_map(Holder::UserField),
        field().prop_map(Holder::GroupField),
    ]
}

fn grant() -> impl Strategy<Value = Grant> {
    (1..=99_i64, permission(), holder()).prop_map(|(id, permission, holder)| Grant {
        id: GrantId(id),
        permission,
        holder,
    })
}

fn member() -> impl Strategy<Value = Member> {
    prop_oneof![
        user().prop_map(Member::User),
        group().prop_map(Member::Group)
    ]
}

fn actor() -> impl Strategy<Value = RoleActor> {
    (project_id(), role(), member()).prop_map(|(project, role, member)| RoleActor {
        project,
        role,
        member,
    })
}

fn global_grant() -> impl Strategy<Value = GlobalGrant> {
    (select(GlobalPermission::ALL), option::of(group()))
        .prop_map(|(permission, group)| GlobalGrant { permission, group })
}

fn project() -> impl Strategy<Value = Project> {
    let archived = proptest::bool::weighted(0.2);
    // Ids repeat now and then: of two rows the first counts.
    (
        1..=2_i64,
        1..=3_i64,
        option::of(user()),
        archived,
        option::of(1..=2_i64),
    )
        .prop_map(|(id, scheme, lead, archived, security_scheme)| Project {
            id: ProjectId(id),
            scheme: PermissionSchemeId(scheme),
            lead,
            archived,
            security_scheme: security_scheme.map(SecuritySchemeId),
        })
}

fn scheme() -> impl Strategy<Value = Scheme> {
    (1..=2_i64, vec(grant(), 0..10)).prop_map(|(id, grants)| Scheme {
        id: PermissionSchemeId(id),
        grants,
    })
}

fn level() -> impl Strategy<Value = Level> {
    (level_id(), 1..=2_i64, vec(holder(), 0..4)).prop_map(|(id, scheme, holders)| Level {
        id,
        scheme: SecuritySchemeId(scheme),
        holders,
    })
}

pub(crate) fn config() -> impl Strategy<Value = Config> {
    (
        vec(project(), 0..4),
        vec(scheme(), 0..4),
        vec(actor(), 0..6),
        vec(level(), 0..6),
        vec(global_grant(), 0..5),
    )
        .prop_map(|(projects, schemes, actors, levels, global)| Config {
            projects,
            schemes,
            actors,
            levels,
            global,
        })
}

pub(crate) fn subject() -> impl Strategy<Value = Subject> {
    let someone = (
        user(),
        proptest::bool::weighted(0.9),
        vec(group(), 0..3),
        vec(application(), 0..2),
    );
    prop_oneof![
        1 => Just(Subject::anonymous()),
        6 => someone.prop_map(|(user, active, groups, applications)| {
            Subject::user(user, active, groups, applications)
        }),
    ]
}

#[derive(Clone, Debug)]
pub(crate) struct Issue {
    pub(crate) project: ProjectId,
    reporter: Option<UserId>,
    assignee: Option<UserId>,
    level: Option<SecurityLevelId>,
    archived: bool,
    user_fields: Vec<(CustomFieldId, UserId)>,
    group_fields: Vec<(CustomFieldId, GroupId)>,
}

impl Issue {
    pub(crate) fn facts(&self) -> IssueFacts<'_> {
        IssueFacts {
            reporter: self.reporter,
            assignee: self.assignee,
            level: self.level,
            archived: self.archived,
            user_fields: &self.user_fields,
            group_fields: &self.group_fields,
        }
    }
}

pub(crate) fn issue() -> impl Strategy<Value = Issue> {
    (
        project_id(),
        option::of(user()),
        option::of(user()),
        option::of(level_id()),
        proptest::bool::weighted(0.2),
        vec((field(), user()), 0..3),
        vec((field(), group()), 0..3),
    )
        .prop_map(
            |(project, reporter, assignee, level, archived, user_fields, group_fields)| Issue {
                project,
                reporter,
                assignee,
                level,
                archived,
                user_fields,
                group_fields,
            },
        )
}

/// A few questions for one policy.
fn questions() -> impl Strategy<Value = Vec<(Subject, Issue)>> {
    vec((subject(), issue()), 1..6)
}

/// Everything the policy says of the subject and the issue, in a fixed order.
fn answers(policy: &Policy, subject: &Subject, issue: &Issue) -> Vec<bool> {
    let facts = issue.facts();
    let mut answers = vec![
        policy.may_log_in(subject),
        policy.administers(subject, issue.project),
        policy
            .visibility(subject)
            .admits(subject, issue.project, &facts),
    ];
    for level in 1..=3 {
        answers.push(policy.level(subject, issue.project, &facts, SecurityLevelId(level)));
    }
    for permission in GlobalPermission::ALL {
        answers.push(policy.global(subject, *permission));
    }
    for permission in Permission::ALL {
        answers.push(policy.project(subject, issue.project, *permission));
        answers.push(policy.issue(subject, issue.project, &facts, *permission));
    }
    answers
}

fn naive_answers(config: &Config, subject: &Subject, issue: &Issue) -> Vec<bool> {
    let facts = issue.facts();
    let mut answers = vec![
        naive::may_log_in(config, subject),
        naive::administers(config, subject, issue.project),
        naive::issue(
            config,
            subject,
            issue.project,
            &facts,
            Permission::BrowseProjects,
        ),
    ];
    for level in 1..=3 {
        answers.push(naive::level(
            config,
            subject,
            issue.project,
            &facts,
            SecurityLevelId(level),
        ));
    }
    for permission in GlobalPermission::ALL {
        answers.push(naive::global(config, subject, *permission));
    }
    for permission in Permission::ALL {
        answers.push(naive::project(config, subject, issue.project, *permission));
        answers.push(naive::issue(
            config,
            subject,
            issue.project,
            &facts,
            *permission,
        ));
    }
    answers
}

/// The verdict a reader of the conditions alone comes to.
fn verdict_of(explanation: &Explanation) -> bool {
    let conditions = &explanation.conditions;
    !conditions.is_empty()
        && conditions.iter().all(|condition| {
            let of_same = conditions
                .iter()
                .filter(|c| c.requirement == condition.requirement);
            of_same.into_iter().any(|c| c.matched())
        })
}

#[derive(Clone, Debug)]
enum Addition {
    Grant(Grant),
    Actor(RoleActor),
    LevelHolder(Holder),
    Global(GlobalGrant),
}

fn addition() -> impl Strategy<Value = Addition> {
    prop_oneof![
        grant().prop_map(Addition::Grant),
        actor().prop_map(Addition::Actor),
        holder().prop_map(Addition::LevelHolder),
        global_grant().prop_map(Addition::Global),
    ]
}

fn add(mut config: Config, addition: Addition) -> Config {
    match addition {
        Addition::Grant(grant) => {
            for scheme in &mut config.schemes {
                scheme.grants.push(grant.clone());
            }
        }
        Addition::Actor(actor) => config.actors.push(actor),
        Addition::LevelHolder(holder) => {
            for level in &mut config.levels {
                level.holders.push(holder.clone());
            }
        }
        Addition::Global(grant) => config.global.push(grant),
    }
    config
}

proptest! {
    #[test]
    fn decides_as_the_rules_say(config in config(), questions in questions()) {
        let policy = Policy::compile(config.clone());
        for (subject, issue) in &questions {
            prop_assert_eq!(
                answers(&policy, subject, issue),
                naive_answers(&config, subject, issue),
                "{:?} on {:?}", subject, issue
            );
        }
    }

    #[test]
    fn explains_what_it_decides(config in config(), questions in questions()) {
        let policy = Policy::compile(config);
        for (subject, issue) in &questions {
            let facts = issue.facts();
            let id = issue.project;
            let mut pairs = vec![
                (policy.administers(subject, id), policy.explain_administers(subject, id)),
            ];
            for permission in GlobalPermission::ALL {
                let decision = policy.global(subject, *permission);
                pairs.push((decision, policy.explain_global(subject, *permission)));
            }
            for permission in Permission::ALL {
                let permission = *permission;
                let decision = policy.project(subject, id, permission);
                pairs.push((decision, policy.explain_project(subject, id, permission)));
                let decision = policy.issue(subject, id, &facts, permission);
                let explanation = policy.explain_issue(subject, id, &facts, permission);
                prop_assert!(explanation.conditions.iter().all(|c| !c.optimistic()));
                pairs.push((decision, explanation));
            }
            for (decision, explanation) in pairs {
                prop_assert_eq!(decision, explanation.allowed, "{:?}", &explanation);
                prop_assert_eq!(decision, verdict_of(&explanation), "{:?}", &explanation);
            }
        }
    }

    #[test]
    fn sees_what_it_may_browse(config in config(), questions in questions()) {
        let policy = Policy::compile(config);
        for (subject, issue) in &questions {
            let facts = issue.facts();
            let visibility = policy.visibility(subject);
            prop_assert_eq!(
                visibility.admits(subject, issue.project, &facts),
                policy.issue(subject, issue.project, &facts, Permission::BrowseProjects),
                "{:?} sees {:?}, asked for {:?}", subject, &visibility, issue
            );
            prop_assert_eq!(
                visibility.project(issue.project).is_some(),
                policy.project(subject, issue.project, Permission::BrowseProjects)
            );
        }
    }

    #[test]
    fn granting_more_takes_nothing_away(
        config in config(),
        addition in addition(),
        questions in questions(),
    ) {
        let before = Policy::compile(config.clone());
        let after = Policy::compile(add(config, addition));
        for (subject, issue) in &questions {
            let before = answers(&before, subject, issue);
            let after = answers(&after, subject, issue);
            prop_assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
        }
    }

    #[test]
    fn joining_a_group_takes_nothing_away(
        config in config(),
        joined in group(),
        questions in questions(),
    ) {
        let policy = Policy::compile(config);
        for (subject, issue) in &questions {
            let Some(user) = subject.id() else { continue };
            let mut groups = subject.groups().to_vec();
            groups.push(joined);
            let applications = subject.applications().to_vec();
            let member = Subject::user(user, subject.is_active(), groups, applications);
            let before = answers(&policy, subject, issue);
            let after = answers(&policy, &member, issue);
            prop_assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
        }
    }

    #[test]
    fn the_inactive_may_nothing(config in config(), issue in issue(), user in user(), groups in vec(group(), 0..4)) {
        let policy = Policy::compile(config);
        let subject = Subject::user(user, false, groups, vec!["core".to_owned()]);
        prop_assert!(answers(&policy, &subject, &issue).iter().all(|answer| !answer));
    }

    #[test]
    fn what_nobody_signed_in_may_everybody_may(config in config(), subject in subject(), issue in issue()) {
        prop_assume!(subject.is_active());
        let policy = Policy::compile(config);
        let anonymous = answers(&policy, &Subject::anonymous(), &issue);
        let signed_in = answers(&policy, &subject, &issue);
        prop_assert!(anonymous.iter().zip(&signed_in).all(|(nobody, someone)| nobody <= someone));
    }
}
