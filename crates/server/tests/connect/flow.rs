//! From nothing to working credentials, a second time, exchanged, and back to nothing.

use serde_json::{Value, json};

use crate::world::{GitLab, World, mode};

#[tokio::test(flavor = "multi_thread")]
async fn from_nothing_to_verified_and_a_second_run_changes_nothing() {
    for context_path in ["", "/jira"] {
        let world = World::at(context_path).await;
        let gitlab = GitLab::new().await;
        let secret_file = world.path("password");
        let gitlab_url = gitlab.server.uri();
        let arguments = [
            "gitlab",
            "--project",
            "OPS,WEB",
            "--gitlab-url",
            &gitlab_url,
            "--gitlab-project",
            "acme/app",
            "--secret-file",
            &secret_file,
            "--smoke",
            "OPS-1",
            "--yes",
        ];
        let run = world.connect(&arguments).await.expect(0);
        assert!(run.out.contains("Verified as gitlab in "), "{}", run.out);
        assert_eq!(mode(&secret_file), 0o600);
        let secret = world.secret("password");
        assert!(secret.len() >= 20);
        assert!(!run.out.contains(&secret) && !run.err.contains(&secret));
        let puts = gitlab.puts();
        assert_eq!(puts.len(), 1);
        assert_eq!(puts[0]["password"], secret);
        assert_eq!(puts[0]["url"], world.url);
        assert_eq!(puts[0]["username"], "gitlab");
        // What was tried on the issue is gone again.
        let admin = world.app.admin();
        let issue = format!("{context_path}/rest/api/2/issue/OPS-1");
        let comments = admin.get(&format!("{issue}/comment")).await.expect(200);
        assert_eq!(comments["total"], 0);
        let links = admin.get(&format!("{issue}/remotelink")).await.expect(200);
        assert_eq!(links, json!([]));

        let before = world.app.fingerprint().await;
        let run = world
            .connect(&arguments[..arguments.len() - 3])
            .await
            .expect(0);
        assert!(run.out.contains("Nothing to do"), "{}", run.out);
        assert!(run.out.contains("Verified as gitlab"), "{}", run.out);
        assert_eq!(world.app.fingerprint().await, before);
        assert_eq!(gitlab.puts().len(), 1);
        world.done().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_changes_nothing_and_says_so_by_its_code() {
    let world = World::new().await;
    let before = world.app.fingerprint().await;
    let run = world.connect(&["plan", "--project", "OPS"]).await.expect(2);
    assert!(run.out.contains("+ user gitlab"), "{}", run.out);
    // The scheme is WEB's, too, which nobody asked for.
    assert!(run.out.contains("WEB"), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'), "colors in a pipe");
    world
        .connect(&["gitlab", "--project", "OPS", "--dry-run"])
        .await
        .expect(2);
    // Nobody is there to ask.
    let run = world
        .connect(&["gitlab", "--project", "OPS", "--show-secret"])
        .await
        .expect(2);
    run.says("run it again with --yes");
    assert_eq!(world.app.fingerprint().await, before);
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_says_what_is_wanted() {
    let world = World::new().await;
    let text = format!(
        "version = 1\n[jira]\nurl = \"{}\"\nprojects = [\"OPS\"]\n[user]\nname = \"bot\"\n\
         [group]\nname = \"bots\"\n[permissions]\nscheme = \"copy\"\n[credential]\nkind = \"token\"\n",
        world.url
    );
    let file = world.path("gitlab.toml");
    std::fs::write(&file, text).unwrap();
    let token = world.path("token");
    let arguments = [
        "apply",
        "-f",
        &file,
        "--yes",
        "--secret-file",
        &token,
        "--output",
        "json",
    ];
    let document = world.connect(&arguments).await.expect(0).json();
    assert_eq!(document["outcome"], "done");
    assert_eq!(document["username"], "bot");
    assert_eq!(
        document["credential"],
        json!({ "kind": "token", "secretFile": token })
    );
    let bot = world.app.anonymous().with_token(&world.secret("token"));
    assert_eq!(
        bot.get("/rest/api/2/myself").await.expect(200)["name"],
        "bot"
    );
    // The other project's scheme is untouched.
    let scheme = world
        .app
        .admin()
        .get("/rest/api/2/project/WEB/permissionscheme")
        .await;
    assert_eq!(scheme.expect(200)["id"], 0);
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn drift_is_seen_and_put_right() {
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
    let document = world
        .connect(&["status", "--output", "json"])
        .await
        .expect(0)
        .json();
    assert_eq!(document["result"]["clean"], true);

    let admin = world.app.admin();
    let path = "/rest/api/2/permissionscheme/0/permission";
    let grants = admin.get(path).await.expect(200);
    let grant = grants["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|grant| {
            grant["permission"] == "LINK_ISSUES"
                && grant["holder"]["parameter"] == "gitlab-developers"
        })
        .unwrap();
    admin
        .delete(&format!("{path}/{}", grant["id"]))
        .await
        .expect(204);

    let run = world.connect(&["status"]).await.expect(2);
    assert!(run.out.contains("+ Link Issues"), "{}", run.out);
    world.connect(&arguments).await.expect(0);
    world.connect(&["status"]).await.expect(0);
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_exchanged_and_everything_is_taken_back() {
    let world = World::new().await;
    let gitlab = GitLab::new().await;
    let file = world.path("password");
    let gitlab_url = gitlab.server.uri();
    world
        .connect(&[
            "gitlab",
            "--project",
            "OPS",
            "--gitlab-url",
            &gitlab_url,
            "--gitlab-project",
            "acme/app",
            "--secret-file",
            &file,
            "--yes",
        ])
        .await
        .expect(0);
    let old = world.secret("password");
    let rotate = [
        "rotate",
        "--secret-file",
        &file,
        "--settle",
        "0",
        "--output",
        "json",
    ];
    let plan = world.connect(&[&rotate[..], &["--dry-run"]].concat()).await;
    assert_eq!(plan.expect(2).json()["dryRun"], true);
    let document = world
        .connect(&[&rotate[..], &["--yes"]].concat())
        .await
        .expect(0)
        .json();
    assert_eq!(document["result"]["hadGap"], false);
    let new = world.secret("password");
    assert_ne!(old, new);
    assert_eq!(gitlab.puts().last().unwrap()["password"], new);
    let myself = "/rest/api/2/myself";
    world
        .app
        .client("gitlab", &old)
        .get(myself)
        .await
        .expect(401);
    world
        .app
        .client("gitlab", &new)
        .get(myself)
        .await
        .expect(200);

    let run = world.connect(&["revoke", "--dry-run"]).await.expect(2);
    assert!(run.out.contains("- user gitlab"), "{}", run.out);
    world.connect(&["revoke", "--yes"]).await.expect(0);
    world
        .app
        .client("gitlab", &new)
        .get(myself)
        .await
        .expect(401);
    let group = "/rest/api/2/group?groupname=gitlab-developers";
    world.app.admin().get(group).await.expect(404);
    assert!(
        gitlab
            .kept
            .lock()
            .unwrap()
            .integrations
            .iter()
            .all(|(_, it)| it["active"] == false)
    );
    // Nothing is recorded any more, and nothing can be taken back twice.
    world
        .connect(&["revoke", "--yes"])
        .await
        .expect(1)
        .says("nothing is recorded");
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_finds_what_is_wrong() {
    let world = World::new().await;
    let gitlab = GitLab::new().await;
    let file = world.path("password");
    let gitlab_url = gitlab.server.uri();
    let common = [
        "--project",
        "OPS",
        "--gitlab-url",
        &gitlab_url,
        "--gitlab-project",
        "acme/app",
        "--secret-file",
        &file,
    ];
    world
        .connect(&[&["gitlab"][..], &common, &["--yes"]].concat())
        .await
        .expect(0);
    let doctor = [
        &["doctor"][..],
        &common,
        &["--issue", "OPS-1", "--output", "json"],
    ]
    .concat();
    let document = world.connect(&doctor).await.expect(0).json();
    let findings = document["result"]["findings"].as_array().unwrap().clone();
    assert!(findings.len() > 20);
    assert!(
        findings.iter().all(|finding| finding["outcome"] != "fail"),
        "{findings:#?}"
    );

    // Somebody has set another password in the meantime.
    let path = "/rest/api/2/user/password?username=gitlab";
    let body = json!({ "password": "something quite different" });
    world.app.admin().put(path, body).await.expect(204);
    let run = world.connect(&doctor).await.expect(5);
    let document: Value = run.json();
    let credential = document["result"]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["id"] == "credential")
        .unwrap();
    assert_eq!(credential["outcome"], "fail");
    let verify = [&["verify"][..], &common].concat();
    world.connect(&verify).await.expect(5);
    world.done().await;
}
