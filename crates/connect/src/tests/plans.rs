//! Plans, each from a Jira as it may be found, and as a person reads them.
//!
//! `+` comes, `-` goes, `~` becomes another; `@` who gains or loses; `!` a warning; `x` a refusal.

use super::jira820::Jira;
use crate::plan::make;
use crate::record::{Made, Record, State};
use crate::rights::Rights;
use crate::spec::{Access, CredentialKind, Projects, SchemeChoice, Spec};

/// What people have in the scheme of these tests.
const PEOPLE: [&str; 4] = [
    "BROWSE_PROJECTS projectRole:10001",
    "ADD_COMMENTS projectRole:10001",
    "ADMINISTER_PROJECTS projectRole:10002",
    "LINK_ISSUES group:jira-software-users",
];

fn only(spec: &mut Spec, keys: &[&str]) {
    spec.jira.projects = Projects::Keys(keys.iter().map(|key| (*key).to_owned()).collect());
}

#[tokio::test]
async fn on_a_fresh_jira_everything_is_made() {
    let jira = Jira::new()
        .await
        .scheme(0, "Default Permission Scheme", &PEOPLE)
        .project("APP", 0);
    let plan = jira.plan(&jira.spec()).await;
    jira.reads(
        &plan,
        "
+ group gitlab-developers
+ user gitlab (GitLab, gitlab@example.com)
+ Browse Projects to group gitlab-developers in permission scheme “Default Permission Scheme”
+ Add Comments to group gitlab-developers in permission scheme “Default Permission Scheme”
+ Link Issues to group gitlab-developers in permission scheme “Default Permission Scheme”
+ Transition Issues to group gitlab-developers in permission scheme “Default Permission Scheme”
+ Resolve Issues to group gitlab-developers in permission scheme “Default Permission Scheme”
+ Close Issues to group gitlab-developers in permission scheme “Default Permission Scheme”
+ user gitlab in group gitlab-developers
+ group gitlab-developers may use Jira Software
+ a new password of gitlab: 40 random letters and digits
@ gitlab gains Browse Projects, Add Comments, Link Issues, Transition Issues, Resolve Issues, Close Issues in APP
@ gitlab gains signing in to Jira Software
",
    );
    let calls: Vec<String> = plan
        .changes
        .iter()
        .map(|change| format!("{} {}", change.call.method, change.call.path))
        .collect();
    assert_eq!(calls[2], "POST /rest/api/2/permissionscheme/0/permission");
    assert!(plan.changes.iter().all(|change| !change.needs.is_empty()));
}

#[tokio::test]
async fn the_documented_rights_add_administer_projects_and_extra_adds_more() {
    let jira = Jira::new()
        .await
        .scheme(0, "Default Permission Scheme", &PEOPLE)
        .project("APP", 0);
    let mut spec = jira.spec();
    spec.permissions.rights = Rights::Documented;
    spec.permissions.extra = vec!["CREATE_ISSUES".to_owned(), "FLY".to_owned()];
    let plan = jira.plan(&spec).await;
    let has = |text: &str| {
        plan.changes
            .iter()
            .any(|change| change.line.starts_with(text))
    };
    assert!(has("Administer Projects to group"));
    assert!(has("Create Issues to group"));
    assert_eq!(plan.refusals[0].text, "this Jira knows no permission FLY");
}

#[tokio::test]
async fn a_shared_scheme_is_warned_of_and_the_members_of_an_existing_group_are_named() {
    let jira = Jira::new()
        .await
        .user(
            "fred",
            "Fred",
            true,
            &["jira-software-users", "gitlab-developers"],
        )
        .user("old", "Olga Old", false, &["gitlab-developers"])
        .group("gitlab-developers", &["fred", "old"])
        .scheme(0, "Default Permission Scheme", &PEOPLE)
        .role("APP", 10_001, &[], &["jira-software-users"])
        .project("APP", 0)
        .project("OPS", 0);
    let mut spec = jira.spec();
    only(&mut spec, &["APP"]);
    let plan = jira.plan(&spec).await;
    // Fred browses and comments in APP by the role, and links by his group. Olga is inactive.
    jira.reads(
        &plan,
        "
+ user gitlab (GitLab, gitlab@example.com)
+ Browse Projects to group gitlab-developers in permission scheme “Default Permission Scheme”
+ Add Comments to group gitlab-developers in permission scheme “Default Permission Scheme”
+ Link Issues to group gitlab-developers in permission scheme “Default Permission Scheme”
+ Transition Issues to group gitlab-developers in permission scheme “Default Permission Scheme”
+ Resolve Issues to group gitlab-developers in permission scheme “Default Permission Scheme”
+ Close Issues to group gitlab-developers in permission scheme “Default Permission Scheme”
+ user gitlab in group gitlab-developers
+ group gitlab-developers may use Jira Software
+ a new password of gitlab: 40 random letters and digits
@ gitlab gains Browse Projects, Add Comments in APP
@ gitlab gains Browse Projects, Add Comments in OPS (perhaps)
@ fred gains Browse Projects, Add Comments in OPS (perhaps)
@ gitlab gains Link Issues, Transition Issues, Resolve Issues, Close Issues in APP, OPS
@ fred gains Transition Issues, Resolve Issues, Close Issues in APP, OPS
@ gitlab gains signing in to Jira Software
! scheme-shared: the permission scheme “Default Permission Scheme” is also used by OPS, which was not asked for: the group gains the same there
! group-has-members: the group gitlab-developers exists and has other members, who gain what it is granted: fred
",
    );
}

#[tokio::test]
async fn a_copy_leaves_other_projects_alone() {
    let jira = Jira::new()
        .await
        .scheme(0, "Default Permission Scheme", &PEOPLE)
        .scheme(10_100, "Default Permission Scheme (gitlab-developers)", &[])
        .project("APP", 0)
        .project("WEB", 0)
        .project("OPS", 0);
    let mut spec = jira.spec();
    only(&mut spec, &["APP", "WEB"]);
    spec.permissions.scheme = SchemeChoice::Copy;
    let plan = jira.plan(&spec).await;
    // Somebody else's scheme has the name already: it is left alone.
    jira.reads(
        &plan,
        "
+ group gitlab-developers
+ user gitlab (GitLab, gitlab@example.com)
+ permission scheme “Default Permission Scheme (gitlab-developers 2)”, a complete copy of “Default Permission Scheme” (4 grants)
    + Browse Projects to group gitlab-developers
    + Add Comments to group gitlab-developers
    + Link Issues to group gitlab-developers
    + Transition Issues to group gitlab-developers
    + Resolve Issues to group gitlab-developers
    + Close Issues to group gitlab-developers
~ project APP uses permission scheme “Default Permission Scheme (gitlab-developers 2)” instead of “Default Permission Scheme”
~ project WEB uses permission scheme “Default Permission Scheme (gitlab-developers 2)” instead of “Default Permission Scheme”
+ user gitlab in group gitlab-developers
+ group gitlab-developers may use Jira Software
+ a new password of gitlab: 40 random letters and digits
@ gitlab gains Browse Projects, Add Comments, Link Issues, Transition Issues, Resolve Issues, Close Issues in APP
@ gitlab gains Browse Projects, Add Comments, Link Issues, Transition Issues, Resolve Issues, Close Issues in WEB
@ gitlab gains signing in to Jira Software
",
    );
}

#[tokio::test]
async fn what_is_there_already_is_not_planned_again() {
    let grants = [
        "BROWSE_PROJECTS group:gitlab-developers",
        "ADD_COMMENTS group:gitlab-developers",
        "LINK_ISSUES group:GitLab-Developers",
        "TRANSITION_ISSUES group:gitlab-developers",
        "RESOLVE_ISSUES group:gitlab-developers",
        "CLOSE_ISSUES group:gitlab-developers",
    ];
    let jira = Jira::new()
        .await
        .user(
            "gitlab",
            "GitLab",
            true,
            &["jira-software-users", "gitlab-developers"],
        )
        .group("gitlab-developers", &["gitlab"])
        .scheme(0, "Default Permission Scheme", &grants)
        .project("APP", 0);
    let spec = jira.spec();
    let plan = jira.plan(&spec).await;
    jira.reads(
        &plan,
        "
~ a new password of gitlab: 40 random letters and digits
@ gitlab loses signing in with the present password
! user-exists: gitlab exists already and was not made by this program: GitLab (in jira-software-users and gitlab-developers). GitLab will act as this user, with everything the user may do
! password-replaced: gitlab exists, and gets a new password: whoever uses the present one is signed out
",
    );
    // The same user, made by this program and with a credential that was handed out: nothing is left to do.
    let mut record = Record::empty(spec.jira_url(), "gitlab");
    record.user = Some(Made {
        name: "gitlab".to_owned(),
        state: State::Done,
    });
    record.credential = Some(crate::record::CredentialMade {
        kind: CredentialKind::Password,
        made: true,
        token: None,
        fingerprint: None,
        replaces: None,
        state: State::Done,
        since: "2026-01-01T00:00:00Z".to_owned(),
    });
    let observed = jira.observed(&spec, &record).await;
    let plan = make(&spec, &observed, &record);
    assert!(plan.is_empty() && plan.warnings.is_empty(), "{plan:?}");
}

/// GitLab's own instructions, followed to the letter.
#[tokio::test]
async fn the_traps_of_the_documented_clicks_are_named() {
    let jira = Jira::new()
        .await
        .user("gitlab", "GitLab", true, &["gitlab-developers"])
        .group("gitlab-developers", &["gitlab"])
        .scheme(0, "Default Permission Scheme", &PEOPLE)
        .scheme(
            10_000,
            "GitLab scheme",
            &["ADMINISTER_PROJECTS group:gitlab-developers"],
        )
        .scheme(
            10_001,
            "Used one",
            &["ADMINISTER_PROJECTS group:gitlab-developers"],
        )
        .project("APP", 0)
        .project("OPS", 10_001);
    let mut spec = jira.spec();
    only(&mut spec, &["APP"]);
    let plan = jira.plan(&spec).await;
    let codes: Vec<&str> = plan.warnings.iter().map(|notice| notice.code).collect();
    assert!(codes.contains(&"administers-without-browsing"), "{codes:?}");
    assert!(codes.contains(&"scheme-unused"), "{codes:?}");
}

#[tokio::test]
async fn what_any_logged_in_user_may_do_is_said() {
    let jira = Jira::new()
        .await
        .scheme(
            0,
            "Default Permission Scheme",
            &[
                "BROWSE_PROJECTS applicationRole",
                "EDIT_ISSUES applicationRole",
                "DELETE_ISSUES projectRole:10002",
            ],
        )
        .project("APP", 0);
    let plan = jira.plan(&jira.spec()).await;
    let notice = plan
        .warnings
        .iter()
        .find(|notice| notice.code == "everybody-may")
        .unwrap();
    assert!(
        notice.text.ends_with("so may GitLab's: Edit Issues"),
        "{}",
        notice.text
    );
    // Browsing is nothing new to who signs in.
    assert!(
        !plan
            .people
            .iter()
            .any(|effect| effect.gains.contains(&"Browse Projects".to_owned()))
    );
}

#[tokio::test]
async fn the_other_ways_to_sign_in() {
    let jira = Jira::new()
        .await
        .scheme(0, "Default Permission Scheme", &PEOPLE)
        .project("APP", 0);
    let mut spec = jira.spec();
    spec.permissions.access = Access::Default;
    spec.credential.kind = CredentialKind::Token;
    spec.credential.expires_days = Some(90);
    let plan = jira.plan(&spec).await;
    let lines: Vec<&str> = plan
        .changes
        .iter()
        .map(|change| change.line.as_str())
        .collect();
    assert!(lines.contains(&"user gitlab may use Jira Software: in jira-software-users"));
    assert!(lines.contains(&"a personal access token of gitlab, good for 90 days"));

    spec.permissions.access = Access::None;
    let plan = jira.plan(&spec).await;
    let notice = plan
        .warnings
        .iter()
        .find(|notice| notice.code == "no-application")
        .unwrap();
    assert!(
        notice.remedy.contains("jira-software-users"),
        "{}",
        notice.remedy
    );
}

#[tokio::test]
async fn an_archived_project_is_left_alone() {
    let jira = Jira::new()
        .await
        .scheme(0, "Default Permission Scheme", &PEOPLE)
        .scheme(1, "Old scheme", &PEOPLE)
        .project("APP", 0)
        .archived_project("OLD", 1);
    let mut spec = jira.spec();
    only(&mut spec, &["APP", "OLD"]);
    let plan = jira.plan(&spec).await;
    assert!(plan.refusals.is_empty());
    assert!(
        !plan
            .changes
            .iter()
            .any(|change| change.line.contains("Old scheme"))
    );
    assert!(plan.warnings.iter().any(|notice| notice.code == "archived"));
}
