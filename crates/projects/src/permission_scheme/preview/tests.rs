//! The pure part of the preview.

use model::{GrantId, GroupId, PermissionSchemeId, RoleId, UserId};
use policy::{Config, Member, Project, RoleActor, Scheme};

use super::*;

const FRED: UserId = UserId(1);
const WILMA: UserId = UserId(2);
const DEVS: GroupId = GroupId(10);
const ROLE: RoleId = RoleId(10002);

fn grant(permission: ProjectPermission, holder: Holder) -> Grant {
    Grant {
        id: GrantId(0),
        permission,
        holder,
    }
}

fn policy(grants: &[Grant]) -> Policy {
    let project = |id: i64| Project {
        id: ProjectId(id),
        scheme: PermissionSchemeId(0),
        lead: None,
        archived: false,
        security_scheme: None,
    };
    Policy::compile(Config {
        projects: vec![project(1), project(2)],
        schemes: vec![Scheme {
            id: PermissionSchemeId(0),
            grants: grants.to_vec(),
        }],
        // Wilma is in the role in one of the projects.
        actors: vec![RoleActor {
            project: ProjectId(2),
            role: ROLE,
            member: Member::User(WILMA),
        }],
        ..Config::default()
    })
}

fn people() -> Vec<Subject> {
    vec![
        Subject::user(FRED, true, vec![DEVS], Vec::new()),
        Subject::user(WILMA, true, Vec::new(), Vec::new()),
    ]
}

/// Gained, permission, people, projects, how many of them are blind.
type Row = (bool, &'static str, Vec<usize>, Vec<i64>, usize);

fn check(before: &[Grant], after: &[Grant]) -> Vec<Row> {
    let changed = difference(before, after);
    let both = before.iter().chain(after).cloned();
    let permissions = permissions_concerned(&changed, both);
    let projects = [ProjectId(1), ProjectId(2)];
    let found = effects(
        &policy(before),
        &policy(after),
        &projects,
        &permissions,
        &people(),
    );
    found
        .into_iter()
        .map(|effect| {
            let projects = effect.projects.iter().map(|id| id.0).collect();
            let key = effect.permission.key();
            (effect.gained, key, effect.people, projects, effect.n_blind)
        })
        .collect()
}

#[test]
fn a_grant_to_a_group_is_a_gain_in_all_projects() {
    let browse = grant(ProjectPermission::BrowseProjects, Holder::Group(DEVS));
    assert_eq!(
        check(&[], std::slice::from_ref(&browse)),
        [(true, "BROWSE_PROJECTS", vec![0], vec![1, 2], 0)]
    );
    assert_eq!(
        check(&[browse], &[]),
        [(false, "BROWSE_PROJECTS", vec![0], vec![1, 2], 0)]
    );
}

#[test]
fn a_role_counts_where_one_is_in_it() {
    let edit = grant(ProjectPermission::EditIssues, Holder::Role(ROLE));
    // She may not browse, so that she cannot use it.
    assert_eq!(
        check(&[], &[edit]),
        [(true, "EDIT_ISSUES", vec![1], vec![2], 1)]
    );
}

#[test]
fn who_holds_it_otherwise_neither_gains_nor_loses() {
    let all = grant(ProjectPermission::BrowseProjects, Holder::LoggedIn);
    let devs = grant(ProjectPermission::BrowseProjects, Holder::Group(DEVS));
    assert_eq!(
        check(std::slice::from_ref(&all), &[all.clone(), devs.clone()]),
        []
    );
    assert_eq!(
        check(&[all], &[devs]),
        [(false, "BROWSE_PROJECTS", vec![1], vec![1, 2], 0)]
    );
}

#[test]
fn holders_that_depend_on_another_permission_follow_it() {
    let reporter = grant(
        ProjectPermission::BrowseProjects,
        Holder::ReporterWithCreate,
    );
    let create = grant(ProjectPermission::CreateIssues, Holder::Group(DEVS));
    assert_eq!(
        check(std::slice::from_ref(&reporter), &[reporter.clone(), create]),
        [
            (true, "BROWSE_PROJECTS", vec![0], vec![1, 2], 0),
            (true, "CREATE_ISSUES", vec![0], vec![1, 2], 0),
        ]
    );
}

#[test]
fn long_lists_are_cut() {
    assert_eq!(
        read::listed(&["a".to_owned(), "b".to_owned()], 5),
        "a, b and 3 more"
    );
    assert_eq!(read::listed(&["a".to_owned()], 1), "a");
}
