//! Where secrets come from and where they go: never by the command line, never seen unless asked for.

use std::os::unix::fs::PermissionsExt as _;

use testkit::{ADMIN, PASSWORD};

use crate::world::{Run, World, mode};

/// Makes a plan with the administrator's password from these flags alone.
async fn plan_with(world: &World, arguments: &[&str]) -> Run {
    let arguments = [&["plan", "--project", "OPS"][..], arguments].concat();
    let environment = [
        ("BAILIWICK_JIRA_URL", world.url.as_str()),
        ("BAILIWICK_JIRA_USER", ADMIN),
    ];
    world.connect_with(&environment, &arguments).await
}

fn write(world: &World, name: &str, text: &str, mode: u32) -> String {
    let path = world.path(name);
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_everybody_can_read_is_refused() {
    let world = World::new().await;
    let open = write(&world, "open", PASSWORD, 0o644);
    let run = plan_with(&world, &["--jira-password-file", &open])
        .await
        .expect(64);
    run.says("everybody on this machine can read");
    let closed = write(&world, "closed", &format!("{PASSWORD}\nnot this\n"), 0o600);
    plan_with(&world, &["--jira-password-file", &closed])
        .await
        .expect(2);
    let empty = write(&world, "empty", "\n", 0o600);
    let run = plan_with(&world, &["--jira-password-file", &empty])
        .await
        .expect(64);
    run.says("is empty");
    plan_with(&world, &["--jira-password-file", "/no/such/file"])
        .await
        .expect(64);
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_manager_prints_it_and_nobody_sees_it_in_the_process_list() {
    let world = World::new().await;
    let closed = write(&world, "closed", &format!("{PASSWORD}\n"), 0o600);
    let seen = world.path("seen");
    // The parent of the command is the program itself.
    let command = format!("tr '\\0' ' ' < /proc/$PPID/cmdline > '{seen}'; cat '{closed}'");
    plan_with(&world, &["--jira-password-command", &command])
        .await
        .expect(2);
    let seen = std::fs::read_to_string(seen).unwrap();
    assert!(
        seen.contains("connect plan") && !seen.contains(PASSWORD),
        "{seen}"
    );

    let run = plan_with(&world, &["--jira-password-command", "exit 3"])
        .await
        .expect(64);
    run.says("failed");
    let run = plan_with(&world, &["--jira-password-command", "true"])
        .await
        .expect(64);
    run.says("is empty");
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_terminal_nobody_is_asked() {
    let world = World::new().await;
    let run = plan_with(&world, &[]).await.expect(64);
    run.says("there is no terminal to ask at");
    run.says("BAILIWICK_JIRA_PASSWORD");
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_no_flag_for_a_secret() {
    let world = World::new().await;
    for flag in [
        "--jira-password=hunter2",
        "--gitlab-token=hunter2",
        "--password=hunter2",
    ] {
        let run = plan_with(&world, &[flag]).await.expect(64);
        assert!(!run.err.contains("hunter2"), "{}", run.err);
    }
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_nobody_would_learn_is_not_made() {
    let world = World::new().await;
    let before = world.app.fingerprint().await;
    let run = world
        .connect(&["gitlab", "--project", "OPS", "--yes"])
        .await
        .expect(64);
    run.says("--secret-file");
    assert_eq!(world.app.fingerprint().await, before);
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_printed_only_if_asked_for() {
    let world = World::new().await;
    let arguments = [
        "gitlab",
        "--project",
        "OPS",
        "--show-secret",
        "--yes",
        "--output",
        "json",
    ];
    let document = world.connect(&arguments).await.expect(0).json();
    let secret = document["credential"]["secret"].as_str().unwrap();
    let reply = world
        .app
        .client("gitlab", secret)
        .get("/rest/api/2/myself")
        .await;
    reply.expect(200);
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_something_else_is_not_overwritten() {
    let world = World::new().await;
    let file = write(&world, "password", "my shopping list\n", 0o600);
    let before = world.app.fingerprint().await;
    let arguments = [
        "gitlab",
        "--project",
        "OPS",
        "--secret-file",
        &file,
        "--yes",
    ];
    let run = world.connect(&arguments).await.expect(64);
    run.says("it is not overwritten");
    assert_eq!(world.app.fingerprint().await, before);
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text, "my shopping list\n");
    assert_eq!(mode(&file), 0o600);
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_changed_since_is_not_overwritten() {
    let world = World::new().await;
    let file = world.path("password");
    let arguments = [
        "gitlab",
        "--project",
        "OPS",
        "--secret-file",
        &file,
        "--yes",
    ];
    world.connect(&arguments).await.expect(0);
    write(&world, "password", "my shopping list\n", 0o600);
    let rotate = [
        "rotate",
        "--secret-file",
        &file,
        "--settle",
        "0",
        "--allow-gap",
        "--yes",
    ];
    let run = world.connect(&rotate).await.expect(1);
    run.says("it is not overwritten");
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        "my shopping list\n"
    );
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_given_password_is_used() {
    let world = World::new().await;
    let file = write(&world, "mine", "a password of my own 42\n", 0o600);
    let run = world
        .connect(&[
            "gitlab",
            "--project",
            "OPS",
            "--credential-file",
            &file,
            "--yes",
        ])
        .await
        .expect(0);
    assert!(!run.out.contains("of my own") && !run.err.contains("of my own"));
    let reply = world
        .app
        .client("gitlab", "a password of my own 42")
        .get("/rest/api/2/myself")
        .await;
    reply.expect(200);
    world.done().await;
}
