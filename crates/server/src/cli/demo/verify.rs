//! Proves the credentials: as GitLab's user, the requests that GitLab makes.

use serde_json::{Value, json};

use super::credentials::Credentials;
use super::rest::Rest;
use crate::cli::Failure;

/// Tests the connection and what may be read, by password and by token; and, unless that was done before,
/// comments on the issue, links it and moves it.
///
/// # Errors
/// When anything does not work: the text names the request.
pub async fn verify(
    rest: &Rest,
    url: &str,
    credentials: &Credentials,
    projects: &[String],
    issue: &str,
    tries_writing: bool,
) -> Result<(), Failure> {
    let gitlab = &credentials.gitlab;
    for client in [
        rest.signed_in(&gitlab.username, &gitlab.password),
        rest.with_token(&gitlab.token),
    ] {
        let info = client.get("/rest/api/2/serverInfo").await?;
        expect(
            info["baseUrl"] == url && info["deploymentType"] == "Server",
            "serverInfo",
            &info,
        )?;
        let myself = client.get("/rest/api/2/myself").await?;
        expect(myself["name"] == gitlab.username, "myself", &myself)?;
    }
    let client = rest.signed_in(&gitlab.username, &gitlab.password);
    for project in projects {
        let path = format!("/rest/api/2/mypermissions?projectKey={project}");
        let permissions = client.get(&path).await?;
        let may = |key: &str| permissions["permissions"][key]["havePermission"] == true;
        let enough = [
            "BROWSE_PROJECTS",
            "ADD_COMMENTS",
            "LINK_ISSUES",
            "TRANSITION_ISSUES",
        ]
        .iter()
        .all(|key| may(key));
        expect(enough, "mypermissions", &permissions)?;
        expect(
            !may("ADMINISTER_PROJECTS") && !may("DELETE_ISSUES"),
            "mypermissions (too much)",
            &permissions,
        )?;
    }
    let path = format!("/rest/api/2/issue/{issue}");
    let found = client.get(&format!("{path}?expand=transitions")).await?;
    let self_url = found["self"].as_str().unwrap_or_default();
    expect(
        self_url.starts_with(&format!("{url}/rest/api/2/issue/")),
        "issue.self",
        &found["self"],
    )?;
    if tries_writing {
        write(&client, &path, &found).await?;
    }
    Ok(())
}

async fn write(client: &Rest, path: &str, issue: &Value) -> Result<(), Failure> {
    let comment = "[Demo|https://gitlab.example.com/demo] mentioned this issue in \
                   [a commit|https://gitlab.example.com/demo/-/commit/9f1c2d3] of \
                   [Demo / Project|https://gitlab.example.com/demo]:{quote}DEMO-1 try it{quote}";
    let made = client
        .post(&format!("{path}/comment"), &json!({ "body": comment }))
        .await?;
    expect(made["body"] == comment, "the comment", &made)?;
    let link = json!({
        "GlobalID": "GitLab",
        "relationship": "mentioned on",
        "object": {
            "url": "https://gitlab.example.com/demo/-/commit/9f1c2d3",
            "title": "Commit - DEMO-1 try it",
            "status": { "resolved": false },
            "icon": { "title": "GitLab", "url16x16": "https://gitlab.example.com/assets/favicon.png" },
        },
    });
    client.post(&format!("{path}/remotelink"), &link).await?;
    let links = client.get(&format!("{path}/remotelink")).await?;
    expect(
        links[0]["object"]["url"] == link["object"]["url"],
        "the remote link",
        &links,
    )?;

    // There and back, so that the issue is open for GitLab to close.
    let transitions = issue["transitions"].as_array().cloned().unwrap_or_default();
    for category in ["done", "new"] {
        let transition = transitions
            .iter()
            .find(|transition| transition["to"]["statusCategory"]["key"] == category);
        let Some(transition) = transition else {
            return Err(Failure(format!(
                "no transition into {category}: {}",
                issue["transitions"]
            )));
        };
        let body = json!({ "transition": { "id": transition["id"] } });
        client.post(&format!("{path}/transitions"), &body).await?;
        let moved = client.get(path).await?;
        let resolved = !moved["fields"]["resolution"].is_null();
        expect(
            resolved == (category == "done"),
            "the resolution",
            &moved["fields"]["resolution"],
        )?;
    }
    Ok(())
}

fn expect(fine: bool, what: &str, got: &Value) -> Result<(), Failure> {
    if fine {
        Ok(())
    } else {
        Err(Failure(format!(
            "verification failed: {what} is not as it should be: {got}"
        )))
    }
}
