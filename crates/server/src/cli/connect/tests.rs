use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use ::connect::error::Error;
use ::connect::gitlab_part::Credential;
use ::connect::parties::Keeper as _;
use ::connect::plan::{Call, Change, Effect, Notice, Plan, Sign};
use ::connect::spec::{Projects, SchemeChoice};
use clap::Parser as _;
use jira_client::Secret;

use super::args::Wanted;
use super::exit::{Exit, Stop};
use super::screen::{Row, Screen, Tone};
use super::secrets::Drawer;
use super::show;

const WIDE: Screen = Screen {
    width: 80,
    colors: false,
};
const NARROW: Screen = Screen {
    width: 40,
    colors: false,
};
const COLORS: Screen = Screen {
    width: 80,
    colors: true,
};

fn plan() -> Plan {
    let change = |sign, line: &str, details: &[&str]| Change {
        id: "x".to_owned(),
        sign,
        line: line.to_owned(),
        details: details.iter().map(|&line| line.to_owned()).collect(),
        reason: "because it is needed".to_owned(),
        call: Call {
            method: "POST",
            path: "/rest/api/2/group".to_owned(),
        },
        needs: "",
        effects: Vec::new(),
        action: ::connect::plan::Action::CreateGroup,
    };
    Plan {
        changes: vec![
            change(Sign::Add, "group gitlab-developers", &[]),
            change(Sign::Change, "GitLab project acme/app", &["url: a → b"]),
            change(Sign::Remove, "user \u{202e}\u{1b}[31mgitlab", &[]),
        ],
        warnings: vec![Notice {
            code: "scheme-shared",
            text: "the permission scheme “Default” is also used by WEB".to_owned(),
            remedy: "Copy it.".to_owned(),
        }],
        refusals: Vec::new(),
        people: vec![Effect {
            person: "jo".to_owned(),
            display_name: "Jo Doe".to_owned(),
            gains: vec!["Browse Projects".to_owned()],
            loses: vec!["Link Issues".to_owned()],
            projects: vec!["OPS".to_owned(), "WEB".to_owned()],
            certain: false,
        }],
    }
}

#[test]
fn a_plan_reads_like_a_diff() {
    assert_eq!(
        show::plan(WIDE, &plan()),
        "\
+ group gitlab-developers
    because it is needed
~ GitLab project acme/app
    url: a → b
    because it is needed
- user  [31mgitlab
    because it is needed

Who gains or loses what
  jo (Jo Doe) gains Browse Projects in OPS, WEB (unless they have it already)
  jo (Jo Doe) loses Link Issues in OPS, WEB (unless they have it by another way,
  too)

warning: the permission scheme “Default” is also used by WEB
  Copy it.

1 to add, 1 to change, 1 to remove."
            .replace("user  [31m", "user [31m")
    );
}

#[test]
fn a_narrow_screen_is_kept_to() {
    let text = show::plan(NARROW, &plan());
    assert!(
        text.lines().all(|line| line.chars().count() <= 40),
        "{text}"
    );
    let rows = [Row {
        mark: "FAIL",
        tone: Tone::Bad,
        name: "gitlab-calls-jira".to_owned(),
        text: "a connection error occurred while connecting to Jira".to_owned(),
    }];
    let text = NARROW.rows(&rows);
    assert!(
        text.lines().all(|line| line.chars().count() <= 40),
        "{text}"
    );
    let text = WIDE.rows(&rows);
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert_eq!(text.lines().count(), 1, "{text}");
}

#[test]
fn colors_come_only_where_they_are_wanted() {
    assert!(!show::plan(WIDE, &plan()).contains('\u{1b}'));
    let text = show::plan(COLORS, &plan());
    assert!(
        text.contains("\u{1b}[32m+ group gitlab-developers\u{1b}[0m"),
        "{text}"
    );
    assert!(text.contains("\u{1b}[33m~ GitLab project"), "{text}");
    assert!(!text.contains('\u{202e}'), "{text}");
    // What a name brings along is not obeyed: only our own codes are there.
    assert!(!text.contains("\u{1b}[31mgitlab"), "{text}");
    let row = Row {
        mark: "ok",
        tone: Tone::Good,
        name: "x".to_owned(),
        text: "y".to_owned(),
    };
    assert!(COLORS.rows(&[row]).contains('\u{1b}'));
}

#[test]
fn every_refusal_has_its_exit_code() {
    let jira = |error| {
        Stop::from(Error::Jira {
            doing: "x".to_owned(),
            source: Box::new(error),
        })
        .exit
    };
    let operation = std::sync::Arc::new(jira_client::Operation {
        what: "make the user",
        method: "POST".to_owned(),
        path: "/rest/api/2/user".to_owned(),
        needs: "",
        caller: None,
    });
    let messages = Vec::new();
    assert_eq!(
        jira(jira_client::Error::ReadOnlyDirectory {
            operation: operation.clone(),
            messages: messages.clone(),
        }),
        Exit::MissingRights
    );
    assert_eq!(
        jira(jira_client::Error::MissingPermission {
            operation: operation.clone(),
            messages: messages.clone(),
        }),
        Exit::MissingRights
    );
    assert_eq!(
        jira(jira_client::Error::InvalidToken {
            messages: messages.clone(),
        }),
        Exit::CredentialRefused
    );
    assert_eq!(
        jira(jira_client::Error::Unavailable {
            operation: operation.clone(),
            status: 503,
            retry_after_seconds: None,
        }),
        Exit::JiraNotReached
    );
    assert_eq!(
        jira(jira_client::Error::Server {
            operation,
            status: 500,
            messages,
        }),
        Exit::Failed
    );
    let refused = |code| {
        Stop::from(Error::Refused(vec![Notice {
            code,
            text: String::new(),
            remedy: String::new(),
        }]))
        .exit
    };
    assert_eq!(refused("not-administrator"), Exit::MissingRights);
    assert_eq!(refused("no-project"), Exit::NotPossible);
    assert_eq!(Stop::from(Error::NoRecord).exit, Exit::Failed);
}

fn password(text: &str) -> Credential {
    Credential::Password {
        username: "gitlab".to_owned(),
        password: Secret::new(text),
    }
}

#[test]
fn a_drawer_replaces_its_own_and_nothing_else() {
    let folder = tempfile::TempDir::new().unwrap();
    let path: PathBuf = folder.path().join("secret");
    let read = || std::fs::read_to_string(&path).unwrap();
    let drawer = Drawer::new(Some(path.clone()), None);
    drawer.keep(&password("one")).unwrap();
    assert_eq!(read(), "one\n");
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // The same once more, and its own next one.
    drawer.keep(&password("one")).unwrap();
    drawer.keep(&password("two")).unwrap();
    assert_eq!(read(), "two\n");
    let shown = drawer.kept().map(|kept| kept.secret().expose().to_owned());
    assert_eq!(shown.as_deref(), Some("two"));

    let other = Drawer::new(Some(path.clone()), None);
    let refused = other.keep(&password("three")).unwrap_err();
    assert!(refused.contains("not overwritten"), "{refused}");
    assert!(!refused.contains("three"), "{refused}");
    assert_eq!(read(), "two\n");
    assert!(other.kept().is_none());
    let knows = Drawer::new(Some(path.clone()), Some(Secret::new("two")));
    knows.keep(&password("three")).unwrap();
    assert_eq!(read(), "three\n");
    // Nothing half written is left beside it.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[derive(clap::Parser)]
struct Line {
    #[command(flatten)]
    wanted: Wanted,
}

#[test]
fn a_flag_comes_before_the_file() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("gitlab.toml");
    let text = "version = 1\n[jira]\nurl = \"https://jira.example.com\"\nprojects = [\"A1\", \"B1\"]\n\
                [permissions]\nscheme = \"copy\"\n\
                [gitlab]\nurl = \"https://gitlab.example.com\"\nprojects = [\"acme/app\"]\n";
    std::fs::write(&file, text).unwrap();
    let line = |more: &[&str]| {
        let file = file.to_str().unwrap();
        let arguments = ["x", "-f", file].into_iter().chain(more.iter().copied());
        Line::try_parse_from(arguments)
            .unwrap()
            .wanted
            .spec()
            .unwrap()
    };
    let spec = line(&[]);
    assert_eq!(spec.permissions.scheme, SchemeChoice::Copy);
    assert_eq!(
        spec.jira.projects,
        Projects::Keys(vec!["A1".to_owned(), "B1".to_owned()])
    );
    let spec = line(&[
        "--scheme",
        "grant",
        "--project",
        "OPS",
        "--user",
        "bot",
        "--gitlab-group",
        "acme",
        "--close-issues",
    ]);
    assert_eq!(spec.permissions.scheme, SchemeChoice::Grant);
    assert_eq!(spec.jira.projects, Projects::Keys(vec!["OPS".to_owned()]));
    assert_eq!(spec.user.name, "bot");
    let gitlab = spec.gitlab.unwrap();
    assert_eq!(gitlab.url, "https://gitlab.example.com");
    assert!(gitlab.projects.is_empty());
    assert_eq!(gitlab.groups, ["acme"]);
    assert_eq!(gitlab.transition_automatic, Some(true));
}
