//! A server that answers as Jira Server 8.20.7 does: members, nulls and statuses as recorded.

use jira_client::{Client, Credential, Retries};
use serde_json::{Value, json};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::gitlab_part::NoGitlab;
use crate::observe::observe;
use crate::observed::Observed;
use crate::parties::{NoKeeper, Parties};
use crate::plan::{Plan, make};
use crate::record::Record;
use crate::report::Silent;
use crate::spec::Spec;

/// A Jira to be answered for.
pub struct Jira {
    pub server: MockServer,
    base_url: Option<String>,
    rights: Vec<&'static str>,
    users: Vec<Value>,
    group: Option<(String, Vec<String>)>,
    applications: Value,
    schemes: Vec<Value>,
    projects: Vec<(String, i64, bool)>,
    roles: Vec<(String, Value)>,
}

const PERMISSIONS: [&str; 12] = [
    "BROWSE_PROJECTS",
    "ADD_COMMENTS",
    "LINK_ISSUES",
    "TRANSITION_ISSUES",
    "RESOLVE_ISSUES",
    "CLOSE_ISSUES",
    "ADMINISTER_PROJECTS",
    "CREATE_ISSUES",
    "EDIT_ISSUES",
    "DELETE_ISSUES",
    "ADMINISTER",
    "SYSTEM_ADMIN",
];

impl Jira {
    /// A fresh Jira Software: one administrator, no project.
    pub async fn new() -> Self {
        Self {
            server: MockServer::start().await,
            base_url: None,
            rights: vec!["ADMINISTER", "SYSTEM_ADMIN"],
            users: Vec::new(),
            group: None,
            applications: json!([{
                "key": "jira-software", "groups": ["jira-administrators", "jira-software-users"],
                "name": "Jira Software", "defaultGroups": ["jira-software-users"],
                "selectedByDefault": true, "defined": true, "numberOfSeats": 25,
                "remainingSeats": 20, "userCount": 5, "userCountDescription": "users",
                "hasUnlimitedSeats": false, "platform": false,
            }]),
            schemes: Vec::new(),
            projects: Vec::new(),
            roles: Vec::new(),
        }
    }

    pub fn says_it_is_at(mut self, url: &str) -> Self {
        self.base_url = Some(url.to_owned());
        self
    }

    pub fn without_rights(mut self) -> Self {
        self.rights.clear();
        self
    }

    pub fn user(mut self, name: &str, display_name: &str, active: bool, groups: &[&str]) -> Self {
        let url = self.server.uri();
        let items: Vec<Value> = groups
            .iter()
            .map(|group| json!({ "name": group, "self": format!("{url}/rest/api/2/group?groupname={group}") }))
            .collect();
        let is_user = groups.contains(&"jira-software-users");
        let roles = if is_user {
            vec![json!({ "key": "jira-software", "name": "Jira Software" })]
        } else {
            Vec::new()
        };
        self.users.push(json!({
            "self": format!("{url}/rest/api/2/user?username={name}"),
            "key": format!("key-{name}"), "name": name,
            "emailAddress": format!("{name}@example.com"),
            "avatarUrls": { "48x48": format!("{url}/secure/useravatar?avatarId=10122") },
            "displayName": display_name, "active": active, "deleted": false,
            "timeZone": "Etc/UTC", "locale": "en_US",
            "groups": { "size": items.len(), "items": items },
            "applicationRoles": { "size": roles.len(), "items": roles },
            "expand": "groups,applicationRoles",
        }));
        self
    }

    pub fn group(mut self, name: &str, members: &[&str]) -> Self {
        let members = members.iter().map(|name| (*name).to_owned()).collect();
        self.group = Some((name.to_owned(), members));
        self
    }

    pub fn seats(mut self, remaining: i64) -> Self {
        self.applications[0]["remainingSeats"] = remaining.into();
        self
    }

    /// A scheme; each grant is `PERMISSION holder` or `PERMISSION holder:parameter`.
    pub fn scheme(mut self, id: i64, name: &str, grants: &[&str]) -> Self {
        let url = self.server.uri();
        let grants: Vec<Value> = grants
            .iter()
            .enumerate()
            .map(|(idx, grant)| {
                let (permission, holder) = grant.split_once(' ').unwrap();
                let holder = match holder.split_once(':') {
                    Some((kind, parameter)) => json!({ "type": kind, "parameter": parameter }),
                    None => json!({ "type": holder }),
                };
                let grant = 10_000 + id * 100 + i64::try_from(idx).unwrap();
                json!({
                    "id": grant,
                    "self": format!("{url}/rest/api/2/permissionscheme/{id}/permission/{grant}"),
                    "holder": holder, "permission": permission,
                })
            })
            .collect();
        self.schemes.push(json!({
            "expand": "permissions,user,group,projectRole,field,all", "id": id,
            "self": format!("{url}/rest/api/2/permissionscheme/{id}"), "name": name,
            "description": "", "permissions": grants,
        }));
        self
    }

    pub fn project(mut self, key: &str, scheme: i64) -> Self {
        self.projects.push((key.to_owned(), scheme, false));
        self
    }

    /// An archived project: in no list, but there for who asks for it.
    pub fn archived_project(mut self, key: &str, scheme: i64) -> Self {
        self.projects.push((key.to_owned(), scheme, true));
        self
    }

    pub fn role(mut self, project: &str, id: i64, users: &[&str], groups: &[&str]) -> Self {
        let actor = |kind: &str, name: &str| json!({ "id": 1, "displayName": name, "type": format!("atlassian-{kind}-role-actor"), "name": name });
        let users = users.iter().map(|name| actor("user", name));
        let groups = groups.iter().map(|name| actor("group", name));
        let role = json!({
            "self": "", "name": "Developers", "id": id, "description": "",
            "actors": users.chain(groups).collect::<Vec<_>>(),
        });
        self.roles
            .push((format!("/rest/api/2/project/{project}/role/{id}"), role));
        self
    }

    async fn answers(&self, at: &str, parameter: Option<(&str, &str)>, status: u16, body: &Value) {
        let mock = Mock::given(method("GET")).and(path(at));
        let answer = ResponseTemplate::new(status)
            .set_body_json(body)
            .insert_header("X-AUSERNAME", "admin");
        match parameter {
            Some((name, value)) => mock.and(query_param(name, value)).respond_with(answer),
            None => mock.respond_with(answer),
        }
        .mount(&self.server)
        .await;
    }

    /// Begins to answer.
    pub async fn open(&self) {
        let url = self.server.uri();
        let base = self.base_url.clone().unwrap_or_else(|| url.clone());
        let info = json!({
            "baseUrl": base, "version": "8.20.7", "versionNumbers": [8, 20, 7],
            "deploymentType": "Server", "buildNumber": 820_007,
            "buildDate": "2022-03-16T00:00:00.000+0000", "databaseBuildNumber": 820_007,
            "serverTime": "2026-08-14T11:32:14.465+0000",
            "scmInfo": "98f6b160ab2ff5d8f9ec9088d10ba11ef78e8764", "serverTitle": "Jira",
        });
        self.answers("/rest/api/2/serverInfo", None, 200, &info)
            .await;
        let myself = json!({
            "self": format!("{url}/rest/api/2/user?username=admin"), "key": "JIRAUSER10000",
            "name": "admin", "displayName": "Ada Admin", "active": true, "deleted": false,
            "groups": { "size": 2, "items": [] }, "applicationRoles": { "size": 1, "items": [] },
        });
        self.answers("/rest/api/2/myself", None, 200, &myself).await;
        let rights: serde_json::Map<String, Value> = PERMISSIONS
            .iter()
            .map(|key| {
                let right = json!({
                    "id": "1", "key": key, "name": key, "type": "GLOBAL", "description": "",
                    "havePermission": self.rights.contains(key),
                });
                ((*key).to_owned(), right)
            })
            .collect();
        let rights = json!({ "permissions": rights });
        self.answers("/rest/api/2/mypermissions", None, 200, &rights)
            .await;
        self.people().await;
        self.answers("/rest/api/2/applicationrole", None, 200, &self.applications)
            .await;
        let schemes = json!({ "permissionSchemes": self.schemes });
        self.answers("/rest/api/2/permissionscheme", None, 200, &schemes)
            .await;
        self.projects().await;
        for (at, role) in &self.roles {
            self.answers(at, None, 200, role).await;
        }
    }

    async fn people(&self) {
        for user in &self.users {
            let name = user["name"].as_str().unwrap();
            self.answers("/rest/api/2/user", Some(("username", name)), 200, user)
                .await;
        }
        let refusal =
            json!({ "errorMessages": ["The user named 'gitlab' does not exist"], "errors": {} });
        self.answers("/rest/api/2/user", None, 404, &refusal).await;
        match &self.group {
            Some((group, members)) => {
                let values: Vec<Value> = members
                    .iter()
                    .map(|name| {
                        let known = self.users.iter().find(|user| user["name"] == name.as_str());
                        let mut user = known.unwrap().clone();
                        for left_out in ["groups", "applicationRoles", "expand"] {
                            user.as_object_mut().unwrap().remove(left_out);
                        }
                        user
                    })
                    .collect();
                let page = json!({
                    "self": "", "maxResults": 50, "startAt": 0, "total": values.len(),
                    "isLast": true, "values": values,
                });
                let named = Some(("groupname", group.as_str()));
                self.answers("/rest/api/2/group/member", named, 200, &page)
                    .await;
            }
            None => {
                let refusal = json!({ "errorMessages": ["The group named 'x' does not exist."], "errors": {} });
                self.answers("/rest/api/2/group/member", None, 404, &refusal)
                    .await;
            }
        }
    }

    async fn projects(&self) {
        let url = self.server.uri();
        let mut list = Vec::new();
        for (idx, (key, scheme, archived)) in self.projects.iter().enumerate() {
            let project = json!({
                "expand": "description,lead,url,projectKeys",
                "self": format!("{url}/rest/api/2/project/{}", 10_000 + idx),
                "id": (10_000 + idx).to_string(), "key": key, "name": format!("Project {key}"),
                "projectTypeKey": "software", "archived": archived,
                "lead": { "name": "ada", "key": "key-ada", "displayName": "Ada", "active": true },
            });
            if *archived {
                self.answers(&format!("/rest/api/2/project/{key}"), None, 200, &project)
                    .await;
            } else {
                list.push(project);
            }
            let mut used = self
                .schemes
                .iter()
                .find(|known| known["id"] == *scheme)
                .unwrap()
                .clone();
            used.as_object_mut().unwrap().remove("permissions");
            let at = format!("/rest/api/2/project/{key}/permissionscheme");
            self.answers(&at, None, 200, &used).await;
        }
        self.answers("/rest/api/2/project", None, 200, &list.into())
            .await;
    }

    pub fn admin(&self) -> Client {
        Client::builder(&self.server.uri())
            .credential(Credential::basic("admin", "secret"))
            .retries(Retries::never())
            .no_proxy()
            .build()
            .unwrap()
    }

    pub fn spec(&self) -> Spec {
        Spec::new(&self.server.uri())
    }

    pub async fn observed(&self, spec: &Spec, record: &Record) -> Observed {
        self.open().await;
        let admin = self.admin();
        let parties = Parties {
            admin: &admin,
            gitlab: &NoGitlab,
            keeper: &NoKeeper,
            report: &Silent,
            credential: None,
        };
        observe(&parties, spec, record).await.unwrap()
    }

    pub async fn plan(&self, spec: &Spec) -> Plan {
        let record = Record::empty(spec.jira_url(), &spec.user.name);
        let observed = self.observed(spec, &record).await;
        // What is recorded today must be the same when a test reads it tomorrow.
        let text = serde_json::to_string(&observed).unwrap();
        assert_eq!(serde_json::from_str::<Observed>(&text).unwrap(), observed);
        make(spec, &observed, &record)
    }

    /// Checks what the plan says, as one reads it.
    #[track_caller]
    pub fn reads(&self, plan: &Plan, expected: &str) {
        let got = show(plan).replace(&self.server.uri(), "JIRA");
        assert_eq!(got.trim(), expected.trim(), "\n--- got ---\n{got}");
    }
}

/// Returns a plan as one reads it.
pub fn show(plan: &Plan) -> String {
    let mut lines = Vec::new();
    for change in &plan.changes {
        lines.push(format!("{} {}", change.sign.as_str(), change.line));
        lines.extend(change.details.iter().map(|detail| format!("    {detail}")));
    }
    for effect in &plan.people {
        let maybe = if effect.certain { "" } else { " (perhaps)" };
        let what = |verb: &str, things: &[String]| match things {
            [] => String::new(),
            things => format!(" {verb} {}", things.join(", ")),
        };
        let projects = match effect.projects.as_slice() {
            [] => String::new(),
            projects => format!(" in {}", projects.join(", ")),
        };
        lines.push(format!(
            "@ {}{}{}{projects}{maybe}",
            effect.person,
            what("gains", &effect.gains),
            what("loses", &effect.loses)
        ));
    }
    for notice in &plan.warnings {
        lines.push(format!("! {}: {}", notice.code, notice.text));
    }
    for notice in &plan.refusals {
        lines.push(format!("x {}: {}", notice.code, notice.text));
    }
    lines.join("\n")
}
