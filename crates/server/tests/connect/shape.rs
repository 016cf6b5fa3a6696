//! What scripts and shells rely on: exit codes of the command line, the JSON documents, what fits a narrow
//! terminal, completions and manual pages.

use serde_json::Value;

use crate::world::{World, bailiwick};

#[tokio::test(flavor = "multi_thread")]
async fn a_command_line_that_makes_no_sense_is_64_and_help_is_0() {
    for arguments in [
        &["connect"][..],
        &["connect", "nonsense"],
        &["connect", "plan", "--nonsense"],
        &["connect", "plan", "--project", "OPS"],
        &["connect", "plan", "--jira-url", "http://localhost"],
        &[
            "connect",
            "plan",
            "--jira-url",
            "http://localhost",
            "--project",
            "OPS",
            "--all-projects",
        ],
        &[
            "connect",
            "plan",
            "--jira-url",
            "not a url",
            "--project",
            "OPS",
        ],
        &["connect", "apply", "-f", "/no/such/file.toml"],
        &[
            "connect",
            "plan",
            "--jira-url",
            "http://localhost",
            "--project",
            "OPS",
            "--expires-days",
            "3",
        ],
    ] {
        let run = bailiwick(&[], arguments).await;
        assert_eq!(run.code, 64, "{arguments:?}: {run:?}");
        assert!(run.out.is_empty() && !run.err.is_empty(), "{run:?}");
    }
    for verb in [
        "gitlab", "plan", "apply", "verify", "doctor", "status", "rotate", "revoke",
    ] {
        let run = bailiwick(&[], &["connect", verb, "--help"]).await.expect(0);
        assert!(run.out.contains("Exit codes:"), "{verb}");
        assert!(run.out.contains("bailiwick connect"), "{verb}: no example");
        assert!(
            run.out.lines().all(|line| line.chars().count() <= 110),
            "{verb}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_json_document_of_a_plan() {
    let world = World::new().await;
    let run = world
        .connect(&["plan", "--project", "OPS,WEB", "--output", "json"])
        .await
        .expect(2);
    let mut document = run.json();
    document["seconds"] = Value::Null;
    let text = serde_json::to_string_pretty(&document).unwrap();
    insta::assert_snapshot!(text.replace(&world.url, "[jira]"));
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_verb_answers_one_document_whatever_happens() {
    let world = World::new().await;
    let file = world.path("password");
    let common = ["--project", "OPS", "--secret-file", &file];
    let runs = [
        (&["status"][..], &[][..], 1),
        (&["gitlab", "--yes"], &common, 0),
        (&["apply", "--yes"], &common, 0),
        (&["plan"], &common, 0),
        (&["verify"], &common, 0),
        (&["doctor"], &common, 0),
        (&["status"], &[], 0),
        (
            &[
                "rotate",
                "--yes",
                "--settle",
                "0",
                "--allow-gap",
                "--secret-file",
                &file,
            ],
            &[],
            0,
        ),
        (&["revoke", "--yes"], &[], 0),
        (&["plan", "--project", "NOPE"], &[], 7),
    ];
    for (verb, more, code) in runs {
        let arguments = [verb, more, &["--output", "json"]].concat();
        let run = world.connect(&arguments).await.expect(code);
        let document = run.json();
        assert_eq!(document["version"], 1);
        assert_eq!(document["command"], verb[0]);
        assert_eq!(document["exitCode"], code);
        assert!(document["outcome"].is_string() && document["seconds"].is_f64());
        assert_eq!(document["error"].is_object(), code != 0, "{document:#}");
    }
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_fits_a_narrow_terminal() {
    let world = World::new().await;
    let environment = [
        ("BAILIWICK_JIRA_URL", world.url.as_str()),
        ("BAILIWICK_JIRA_USER", testkit::ADMIN),
        ("BAILIWICK_JIRA_PASSWORD", testkit::PASSWORD),
        ("COLUMNS", "40"),
        ("NO_COLOR", "1"),
    ];
    for arguments in [
        &["plan", "--project", "OPS"][..],
        &["doctor", "--project", "OPS"],
    ] {
        let run = world.connect_with(&environment, arguments).await;
        for line in run.out.lines().chain(run.err.lines()) {
            let is_one_word = line.split_whitespace().count() < 2;
            assert!(line.chars().count() <= 40 || is_one_word, "{line:?}");
            assert!(!line.contains('\u{1b}'), "{line:?}");
        }
    }
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn completions_and_manual_pages() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = bailiwick(&[], &["completions", shell]).await.expect(0);
        assert!(run.out.contains("gitlab-project"), "{shell}");
    }
    bailiwick(&[], &["completions", "dos"]).await.expect(64);
    let run = bailiwick(&[], &["man"]).await.expect(0);
    assert!(
        run.out.starts_with(".ie") && run.out.contains("connect"),
        "{}",
        run.out
    );
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("man1");
    bailiwick(&[], &["man", "--dir", path.to_str().unwrap()])
        .await
        .expect(0);
    let page = std::fs::read_to_string(path.join("bailiwick-connect-plan.1")).unwrap();
    assert!(page.contains("rights"), "{page}");
}
