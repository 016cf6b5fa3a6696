//! What the instance says of itself.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/serverInfo` | — | GitLab's connection test; `deploymentType` must be `Server` |
//! | `GET /rest/api/2/configuration` | signed in | which features are on |
//! | `GET /status` | — | for load balancers: `FIRST_RUN`, then `RUNNING` |

use base::guard;
use base::http::Json;
use base::route::{Needs, Routes};
use base::{Cx, Result};
use schemars::JsonSchema;
use serde::Serialize;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("system/server_info")
        .get("/rest/api/2/serverInfo", Needs::Nothing, get)
        .get(
            "/rest/api/2/configuration",
            Needs::SignIn,
            get_configuration,
        )
        .page("/status", Needs::Nothing, get_status)
}

/// When this version was made, as the reference shows the day of a build.
const BUILD_DATE: &str = "2026-11-23T00:00:00.000+0000";

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct ServerInfo {
    base_url: String,
    version: String,
    version_numbers: [u32; 3],
    deployment_type: &'static str,
    build_number: u32,
    build_date: &'static str,
    database_build_number: u32,
    server_time: String,
    scm_info: &'static str,
    server_title: String,
}

async fn get(cx: Cx) -> Json<ServerInfo> {
    // D-005: clients decide by the version what they may ask for, so it is that of the reference.
    let (major, minor, patch) = cx.app.settings.reported_version;
    let build_number = build_number((major, minor, patch));
    Json(ServerInfo {
        base_url: cx.urls().base().to_owned(),
        version: version((major, minor, patch)),
        version_numbers: [major, minor, patch],
        deployment_type: "Server",
        build_number,
        build_date: BUILD_DATE,
        database_build_number: build_number,
        server_time: cx.now().to_jira(),
        scm_info: concat!("bailiwick-", env!("CARGO_PKG_VERSION")),
        server_title: cx.app.settings.title.clone(),
    })
}

/// Returns a version as it is written.
pub(crate) fn version((major, minor, patch): (u32, u32, u32)) -> String {
    format!("{major}.{minor}.{patch}")
}

/// Returns the number of the build, whose form has changed with the versions: 820007, 9120000, 10030000.
pub(crate) fn build_number((major, minor, patch): (u32, u32, u32)) -> u32 {
    match (major, minor) {
        (..=8, _) => major * 100_000 + minor * 1000 + patch,
        (9, ..=9) => 900_000 + minor * 10_000 + patch,
        (9, _) => 9_000_000 + minor * 10_000 + patch,
        _ => major * 1_000_000 + minor * 10_000 + patch,
    }
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct Configuration {
    voting_enabled: bool,
    watching_enabled: bool,
    unassigned_issues_allowed: bool,
    sub_tasks_enabled: bool,
    issue_linking_enabled: bool,
    time_tracking_enabled: bool,
    attachments_enabled: bool,
    time_tracking_configuration: TimeTracking,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct TimeTracking {
    working_hours_per_day: f64,
    working_days_per_week: f64,
    time_format: &'static str,
    default_unit: &'static str,
}

async fn get_configuration(cx: Cx) -> Result<Json<Configuration>> {
    cx.signed_in()?;
    Ok(Json(Configuration {
        voting_enabled: true,
        watching_enabled: true,
        unassigned_issues_allowed: true,
        sub_tasks_enabled: true,
        issue_linking_enabled: true,
        time_tracking_enabled: true,
        attachments_enabled: false,
        // As `issues::duration` has it, which this area does not know.
        time_tracking_configuration: TimeTracking {
            working_hours_per_day: 8.0,
            working_days_per_week: 5.0,
            time_format: "pretty",
            default_unit: "minute",
        },
    }))
}

#[derive(JsonSchema, Serialize)]
struct Status {
    state: &'static str,
}

async fn get_status(cx: Cx) -> Result<Json<Status>> {
    let mut tx = cx.read().await?;
    let state = if guard::is_first_run(&mut tx).await? {
        "FIRST_RUN"
    } else {
        "RUNNING"
    };
    Ok(Json(Status { state }))
}

#[cfg(test)]
mod tests {
    use testkit::TestApp;

    #[tokio::test]
    async fn the_instance_says_what_clients_look_for() {
        let app = TestApp::at("http://jira.test/jira").await;
        let info = app
            .anonymous()
            .get("/jira/rest/api/2/serverInfo")
            .await
            .expect(200);
        assert_eq!(info["baseUrl"], "http://jira.test/jira");
        assert_eq!(info["deploymentType"], "Server");
        assert_eq!(info["versionNumbers"], serde_json::json!([8, 20, 7]));
        assert_eq!(info["buildNumber"], 820_007);
        assert_eq!(info["serverTime"], "2024-03-01T12:00:00.000+0000");
        let members: Vec<&String> = info.as_object().unwrap().keys().collect();
        assert_eq!(
            members,
            [
                "baseUrl",
                "version",
                "versionNumbers",
                "deploymentType",
                "buildNumber",
                "buildDate",
                "databaseBuildNumber",
                "serverTime",
                "scmInfo",
                "serverTitle"
            ]
        );
        // Outside the context path there is nothing.
        app.anonymous()
            .get("/rest/api/2/serverInfo")
            .await
            .expect(404);
        app.anonymous()
            .get("/jirarest/api/2/serverInfo")
            .await
            .expect(404);
        app.done().await;
    }

    #[test]
    fn builds_are_numbered_as_their_versions_are() {
        for (version, number) in [
            ((8, 20, 7), 820_007),
            ((9, 4, 0), 940_000),
            ((9, 12, 0), 9_120_000),
            ((10, 3, 1), 10_030_001),
        ] {
            assert_eq!(super::build_number(version), number);
        }
    }

    #[tokio::test]
    async fn a_wrong_credential_is_refused_even_where_none_is_needed() {
        let app = TestApp::new().await;
        for path in [
            "/rest/api/2/serverInfo",
            "/status",
            "/",
            "/rest/nothing/here",
            "/no/such/page",
        ] {
            let reply = app.client("admin", "wrong").get(path).await;
            assert_eq!(reply.status, 401, "{path}");
            let reply = app.anonymous().with_token("bw_wrong").get(path).await;
            assert_eq!(reply.status, 401, "{path}");
            let reply = app
                .anonymous()
                .with_header("authorization", "Digest x")
                .get(path)
                .await;
            assert_eq!(reply.status, 401, "{path}");
        }
        app.done().await;
    }

    #[tokio::test]
    async fn latest_is_the_same_resource() {
        let app = TestApp::new().await;
        for version in ["2", "latest", "2.0.alpha1"] {
            app.anonymous()
                .get(&format!("/rest/api/{version}/serverInfo"))
                .await
                .expect(200);
        }
        app.anonymous()
            .get("/rest/api/3/serverInfo")
            .await
            .expect(404);
        app.done().await;
    }

    #[tokio::test]
    async fn a_load_balancer_sees_the_state() {
        let app = TestApp::before_setup("http://jira.test").await;
        let state = app.anonymous().get("/status").await.expect(200);
        assert_eq!(state["state"], "FIRST_RUN");
        let app = TestApp::new().await;
        let state = app.anonymous().get("/status").await.expect(200);
        assert_eq!(state["state"], "RUNNING");
    }

    #[tokio::test]
    async fn the_configuration_is_for_users() {
        let app = TestApp::new().await;
        app.anonymous()
            .get("/rest/api/2/configuration")
            .await
            .expect(401);
        let configuration = app
            .admin()
            .get("/rest/api/2/configuration")
            .await
            .expect(200);
        assert_eq!(configuration["subTasksEnabled"], true);
        app.done().await;
    }
}
