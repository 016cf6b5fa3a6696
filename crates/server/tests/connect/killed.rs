//! The program killed by `kill -9` after every single step in turn, and run again: the same end state, and from
//! there back to what was before. At every request, and for rotating and revoking too, the tests of the
//! crate `connect` do the same without processes.

use serde_json::Value;
use testkit::Cut;

use crate::world::{GitLab, World};

/// What there is in the end, without what differs from run to run: passwords and ids.
async fn end_state(world: &World, gitlab: &GitLab, secret: &str) -> Vec<String> {
    let admin = world.app.admin();
    let get = async |path: &str| admin.get(&format!("/rest/api/2/{path}")).await.expect(200);
    let mut state = Vec::new();
    let user = get("user?username=gitlab&expand=groups").await;
    state.push(format!("{} {}", user["active"], user["groups"]));
    let grants = get("permissionscheme/0/permission").await;
    let grants = grants["permissions"].as_array().unwrap();
    let holder = |grant: &&Value| grant["holder"]["parameter"] == "gitlab-developers";
    let ours = grants.iter().filter(holder);
    let mut ours: Vec<String> = ours.map(|grant| grant["permission"].to_string()).collect();
    ours.sort();
    state.extend(ours);
    let role = get("applicationrole/jira-software").await;
    state.push(role["groups"].to_string());
    // What GitLab has last been given works, and is in the file.
    let password = world.secret(secret);
    let puts = gitlab.puts();
    assert_eq!(puts.last().unwrap()["password"], password);
    let client = world.app.client("gitlab", &password);
    client.get("/rest/api/2/myself").await.expect(200);
    let integrations = gitlab.kept.lock().unwrap().integrations.clone();
    state.extend(integrations.iter().map(|(at, is)| format!("{at} {is}")));
    state
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_every_step_and_run_again() {
    let (world, jira) = World::cuttable().await;
    let gitlab = GitLab::new().await;
    let gitlab_url = gitlab.server.uri();
    let before = world.app.dump().await;
    let arguments = |secret_file: &str| -> Vec<String> {
        let arguments = [
            "gitlab",
            "--project",
            "OPS",
            "--gitlab-url",
            &gitlab_url,
            "--gitlab-project",
            "acme/app",
            "--yes",
            "--secret-file",
            secret_file,
        ];
        arguments.iter().map(|&it| it.to_owned()).collect()
    };
    let run_again = async |secret: &str| {
        let arguments = arguments(&world.path(secret));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let run = world.connect(&arguments).await.expect(0);
        assert!(run.out.contains("Verified as gitlab"), "{}", run.out);
        end_state(&world, &gitlab, secret).await
    };
    let take_back = async |at: &str| {
        world.connect(&["revoke", "--yes"]).await.expect(0);
        let after = world.app.dump().await;
        assert!(after == before, "{at}: revoking left something");
        gitlab.kept.lock().unwrap().integrations.clear();
    };

    jira.cut(None);
    let expected = run_again("whole").await;
    let steps: Vec<Cut> = jira
        .cuts()
        .into_iter()
        .filter(|cut| matches!(cut, Cut::After(_)))
        .collect();
    assert!(steps.len() >= 10, "{steps:?}");
    take_back("whole").await;

    for (idx, step) in steps.into_iter().enumerate() {
        let secret = format!("secret-{idx}");
        let file = arguments(&world.path(&secret));
        let file: Vec<&str> = file.iter().map(String::as_str).collect();
        jira.cut(Some(step));
        world.killed(&file, jira.reached()).await;
        jira.cut(None);
        assert_eq!(run_again(&secret).await, expected, "{step:?}");
        take_back(&format!("{step:?}")).await;
    }
    for is_done in [false, true] {
        let secret = format!("gitlab-{is_done}");
        let file = arguments(&world.path(&secret));
        let file: Vec<&str> = file.iter().map(String::as_str).collect();
        let reached = gitlab.hang_at_next_put(is_done).await;
        world.killed(&file, reached.notified()).await;
        assert_eq!(run_again(&secret).await, expected, "at GitLab: {is_done}");
        take_back(&secret).await;
    }
    world.done().await;
}
