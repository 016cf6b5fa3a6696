//! The credentials for GitLab: the clicks of its documentation, by REST, with the least rights that suffice.

use serde_json::{Value, json};

use super::credentials::Credentials;
use super::rest::Rest;
use crate::cli::{Failure, say};

/// What the integration needs, call by call (GitLab's documentation asks for Administer Projects, which
/// is not needed and does not include any of these).
const FOR_GITLAB: [&str; 7] = [
    "BROWSE_PROJECTS",
    "ADD_COMMENTS",
    "LINK_ISSUES",
    "TRANSITION_ISSUES",
    "RESOLVE_ISSUES",
    "CLOSE_ISSUES",
    "CREATE_ISSUES",
];

/// The group that everybody who works here is in.
const PEOPLE: &str = "jira-software-users";

/// What was done, told as it happens.
pub struct Log {
    aloud: bool,
    n_done: usize,
}

impl Log {
    /// Returns an empty log.
    pub fn new(aloud: bool) -> Self {
        Self { aloud, n_done: 0 }
    }

    /// Notes a step.
    pub fn did(&mut self, what: &str) {
        self.n_done += 1;
        if self.aloud {
            say(&format!("  + {what}"));
        }
    }

    /// Returns how many steps were noted.
    pub fn n_done(&self) -> usize {
        self.n_done
    }
}

/// Makes what is not there: group, user, membership, scheme, grants, association, token.
///
/// # Errors
/// When the server refuses.
pub async fn ensure(
    admin: &Rest,
    rest: &Rest,
    credentials: &mut Credentials,
    projects: &[String],
    log: &mut Log,
) -> Result<(), Failure> {
    ensure_group(admin, &credentials.gitlab.group, log).await?;
    ensure_user(admin, credentials, log).await?;
    ensure_membership(admin, credentials, log).await?;
    ensure_may_sign_in(admin, &credentials.gitlab.group, log).await?;
    let scheme = ensure_scheme(admin, credentials, log).await?;
    for project in projects {
        ensure_association(admin, project, scheme, log).await?;
    }
    ensure_token(rest, credentials, log).await
}

async fn ensure_group(admin: &Rest, group: &str, log: &mut Log) -> Result<(), Failure> {
    match admin
        .get(&format!("/rest/api/2/group?groupname={group}"))
        .await
    {
        Ok(_) => Ok(()),
        Err(refused) if refused.is_not_found() => {
            admin
                .post("/rest/api/2/group", &json!({ "name": group }))
                .await?;
            log.did(&format!("group {group}"));
            Ok(())
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn ensure_user(
    admin: &Rest,
    credentials: &Credentials,
    log: &mut Log,
) -> Result<(), Failure> {
    let gitlab = &credentials.gitlab;
    match admin
        .get(&format!("/rest/api/2/user?username={}", gitlab.username))
        .await
    {
        Ok(_) => Ok(()),
        Err(refused) if refused.is_not_found() => {
            let user = json!({
                "name": gitlab.username,
                "password": gitlab.password,
                "emailAddress": "gitlab@example.com",
                "displayName": "GitLab",
                // Not one of the people: what it may do comes from its own group alone.
                "applicationKeys": [],
            });
            admin.post("/rest/api/2/user", &user).await?;
            log.did(&format!("user {}", gitlab.username));
            Ok(())
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn ensure_membership(
    admin: &Rest,
    credentials: &Credentials,
    log: &mut Log,
) -> Result<(), Failure> {
    let gitlab = &credentials.gitlab;
    let members = admin
        .get(&format!(
            "/rest/api/2/group/member?groupname={}",
            gitlab.group
        ))
        .await?;
    if has(&members["values"], "name", &gitlab.username) {
        return Ok(());
    }
    let path = format!("/rest/api/2/group/user?groupname={}", gitlab.group);
    admin
        .post(&path, &json!({ "name": gitlab.username }))
        .await?;
    log.did(&format!("{} in {}", gitlab.username, gitlab.group));
    Ok(())
}

/// Whoever has no application cannot sign in, so the group becomes one of the application's.
async fn ensure_may_sign_in(admin: &Rest, group: &str, log: &mut Log) -> Result<(), Failure> {
    let path = "/rest/api/2/applicationrole/jira-software";
    let role = admin.get(path).await?;
    let mut groups: Vec<Value> = role["groups"].as_array().cloned().unwrap_or_default();
    if groups.iter().any(|known| known == group) {
        return Ok(());
    }
    groups.push(group.into());
    admin
        .put(
            path,
            &json!({ "groups": groups, "defaultGroups": role["defaultGroups"] }),
        )
        .await?;
    log.did(&format!("application access for {group}"));
    Ok(())
}

/// Makes the scheme: what the default one grants, but to the people instead of to any logged-in user
/// (GitLab's user is one too), and what the integration needs to its group.
async fn ensure_scheme(
    admin: &Rest,
    credentials: &Credentials,
    log: &mut Log,
) -> Result<i64, Failure> {
    let name = &credentials.gitlab.permission_scheme;
    let schemes = admin.get("/rest/api/2/permissionscheme").await?;
    let known = schemes["permissionSchemes"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|scheme| &scheme["name"] == name);
    let id = match known {
        Some(scheme) => id_of(scheme)?,
        None => {
            let default = admin
                .get("/rest/api/2/permissionscheme/0?expand=permissions")
                .await?;
            let grants: Vec<Value> = default["permissions"]
                .as_array()
                .into_iter()
                .flatten()
                .map(for_people)
                .collect();
            let scheme = json!({
                "name": name,
                "description": "People work as by default; GitLab has what its integration needs.",
                "permissions": grants,
            });
            let made = admin.post("/rest/api/2/permissionscheme", &scheme).await?;
            log.did(&format!("permission scheme {name}"));
            id_of(&made)?
        }
    };
    let granted = admin
        .get(&format!("/rest/api/2/permissionscheme/{id}/permission"))
        .await?;
    let group = &credentials.gitlab.group;
    for permission in FOR_GITLAB {
        let there = granted["permissions"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|grant| {
                grant["permission"] == permission && &grant["holder"]["parameter"] == group
            });
        if !there {
            let grant = json!({ "holder": { "type": "group", "parameter": group }, "permission": permission });
            admin
                .post(
                    &format!("/rest/api/2/permissionscheme/{id}/permission"),
                    &grant,
                )
                .await?;
            log.did(&format!("{permission} for {group}"));
        }
    }
    Ok(id)
}

fn for_people(grant: &Value) -> Value {
    let is_any_user =
        grant["holder"]["type"] == "applicationRole" && grant["holder"]["parameter"].is_null();
    let holder = if is_any_user {
        json!({ "type": "group", "parameter": PEOPLE })
    } else {
        json!({ "type": grant["holder"]["type"], "parameter": grant["holder"]["parameter"] })
    };
    json!({ "holder": holder, "permission": grant["permission"] })
}

async fn ensure_association(
    admin: &Rest,
    project: &str,
    scheme: i64,
    log: &mut Log,
) -> Result<(), Failure> {
    let path = format!("/rest/api/2/project/{project}/permissionscheme");
    if id_of(&admin.get(&path).await?)? != scheme {
        admin.put(&path, &json!({ "id": scheme })).await?;
        log.did(&format!("the scheme for project {project}"));
    }
    Ok(())
}

async fn ensure_token(
    rest: &Rest,
    credentials: &mut Credentials,
    log: &mut Log,
) -> Result<(), Failure> {
    let gitlab = &mut credentials.gitlab;
    if !gitlab.token.is_empty()
        && rest
            .with_token(&gitlab.token)
            .get("/rest/api/2/myself")
            .await
            .is_ok()
    {
        return Ok(());
    }
    let user = rest.signed_in(&gitlab.username, &gitlab.password);
    let made = user
        .post("/rest/pat/latest/tokens", &json!({ "name": "GitLab" }))
        .await?;
    let token = made["rawToken"]
        .as_str()
        .ok_or_else(|| Failure("a token without its text".to_owned()))?;
    token.clone_into(&mut gitlab.token);
    log.did("a personal access token");
    Ok(())
}

fn id_of(value: &Value) -> Result<i64, Failure> {
    value["id"]
        .as_i64()
        .ok_or_else(|| Failure(format!("an answer without an id: {value}")))
}

fn has(list: &Value, member: &str, value: &str) -> bool {
    list.as_array()
        .into_iter()
        .flatten()
        .any(|entry| entry[member] == value)
}
