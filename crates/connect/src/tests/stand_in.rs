//! What the tests against this product's own server need: the server, a GitLab that really calls it, and a
//! keeper.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use jira_client::{Client, Retries};
use serde_json::{Value, json};
use testkit::{ADMIN, Cuttable, PASSWORD, TestApp};
use tokio::sync::RwLock;

use crate::apply::{Applied, apply};
use crate::error::Error;
use crate::gitlab_part::{
    Credential, Gitlab, GitlabTarget, ObservedTarget, Settings, TargetCheck, TargetError,
};
use crate::observe::observe;
use crate::parties::{Keeper, Parties, client_as};
use crate::plan::{Plan, make};
use crate::record::{Record, RecordFile};
use crate::report::Silent;
use crate::revoke::{RevokeOptions, Revoked, revoke};
use crate::spec::{GitlabSpec, Spec};

/// A server with two projects and an issue, at a socket, and what works with it.
pub struct World {
    pub app: TestApp,
    pub jira: Cuttable,
    pub gitlab: FakeGitlab,
    pub keeper: Kept,
    pub spec: Spec,
    pub issue: String,
    folder: tempfile::TempDir,
}

impl World {
    pub async fn new(context_path: &str) -> Self {
        let (app, jira) = TestApp::cuttable(context_path).await;
        let admin = administrator(jira.url());
        for key in ["APP", "OPS"] {
            let project = json!({
                "key": key, "name": format!("Project {key}"), "projectTypeKey": "software", "lead": ADMIN,
            });
            post(&admin, "/rest/api/2/project", &project).await;
        }
        let issue = json!({ "fields": {
            "project": { "key": "APP" }, "issuetype": { "name": "Task" }, "summary": "to be mentioned",
        }});
        let issue = post(&admin, "/rest/api/2/issue", &issue).await;
        let issue = issue["key"].as_str().unwrap().to_owned();
        let fred = json!({
            "name": "fred", "password": PASSWORD, "emailAddress": "fred@example.com", "displayName": "Fred",
        });
        post(&admin, "/rest/api/2/user", &fred).await;
        let mut spec = Spec::new(jira.url());
        spec.gitlab = Some(GitlabSpec {
            url: "https://gitlab.example.com".to_owned(),
            projects: vec!["acme/app".to_owned()],
            groups: vec!["acme/tools".to_owned()],
            transition_automatic: Some(true),
            ..GitlabSpec::default()
        });
        Self {
            gitlab: FakeGitlab::new(jira.url()),
            keeper: Kept::default(),
            spec,
            issue,
            folder: tempfile::tempdir().unwrap(),
            app,
            jira,
        }
    }

    pub fn admin(&self) -> Client {
        administrator(self.jira.url())
    }

    pub fn parties<'a>(&'a self, admin: &'a Client) -> Parties<'a, FakeGitlab> {
        Parties {
            admin,
            gitlab: &self.gitlab,
            keeper: &self.keeper,
            report: &Silent,
            credential: self.keeper.kept(),
        }
    }

    pub fn file(&self) -> Result<RecordFile, Error> {
        let name = &self.spec.user.name;
        RecordFile::open(self.folder.path(), self.jira.url(), name)
    }

    pub fn record(&self) -> Record {
        let path =
            crate::record::path_in(self.folder.path(), self.jira.url(), &self.spec.user.name);
        let found = crate::record::read(&path).unwrap();
        found.unwrap_or_else(|| Record::empty(self.jira.url(), &self.spec.user.name))
    }

    pub async fn plan(&self) -> Result<Plan, Error> {
        let admin = self.admin();
        let record = self.record();
        let observed = observe(&self.parties(&admin), &self.spec, &record).await?;
        Ok(make(&self.spec, &observed, &record))
    }

    /// Plans and carries out, as the command does.
    pub async fn apply(&self) -> Result<Applied, Error> {
        let mut file = self.file()?;
        let plan = self.plan().await?;
        let admin = self.admin();
        apply(&self.parties(&admin), &self.spec, &plan, &mut file).await
    }

    /// Takes everything back, as the command does.
    pub async fn revoke(&self) -> Result<Revoked, Error> {
        let mut file = self.file()?;
        let admin = self.admin();
        let revoked = revoke(&self.parties(&admin), &mut file, RevokeOptions::default()).await?;
        if file.record.is_empty() {
            file.remove()?;
        }
        Ok(revoked)
    }

    /// Returns what differs between what was there and what is there.
    pub async fn differences(&self, before: &[String]) -> Vec<String> {
        let now = self.app.dump().await;
        let gone = before
            .iter()
            .filter(|row| !now.contains(row))
            .map(|row| format!("- {row}"));
        let come = now
            .iter()
            .filter(|row| !before.contains(row))
            .map(|row| format!("+ {row}"));
        gone.chain(come).collect()
    }
}

fn administrator(url: &str) -> Client {
    Client::builder(url)
        .credential(jira_client::Credential::basic(ADMIN, PASSWORD))
        .retries(Retries::never())
        .no_proxy()
        .build()
        .unwrap()
}

async fn post(admin: &Client, path: &str, body: &Value) -> Value {
    admin
        .send(jira_client::Method::POST, path, Some(body))
        .await
        .unwrap()
}

/// Keeps the last secret, as a file would.
#[derive(Default)]
pub struct Kept(Mutex<Option<Credential>>);

impl Kept {
    pub fn kept(&self) -> Option<Credential> {
        self.0.lock().unwrap().clone()
    }

    pub fn forget(&self) {
        *self.0.lock().unwrap() = None;
    }
}

impl Keeper for Kept {
    fn keep(&self, credential: &Credential) -> Result<(), String> {
        *self.0.lock().unwrap() = Some(credential.clone());
        Ok(())
    }
}

/// A GitLab that keeps settings and a credential for each target, and calls Jira with them.
pub struct FakeGitlab {
    anonymous: Client,
    targets: RwLock<BTreeMap<GitlabTarget, (Settings, Credential)>>,
    pub n_calls: AtomicUsize,
    pub stops: AtomicBool,
}

impl FakeGitlab {
    fn new(url: &str) -> Self {
        let anonymous = Client::builder(url).retries(Retries::never()).no_proxy();
        Self {
            anonymous: anonymous.build().unwrap(),
            targets: RwLock::default(),
            n_calls: AtomicUsize::new(0),
            stops: AtomicBool::new(false),
        }
    }

    /// Calls Jira from every target, again and again, until told to stop; returns the refusals. A hand-over
    /// waits for calls that are under way, as `settle` does for a GitLab that cannot be asked.
    pub async fn keep_calling(&self, issue: &str) -> Vec<String> {
        let mut refusals = Vec::new();
        while !self.stops.load(Ordering::SeqCst) {
            let targets = self.targets.read().await;
            for (target, (_, credential)) in targets.iter() {
                let user = client_as(&self.anonymous, credential).unwrap();
                if let Err(error) = user.issue(issue, jira_client::IssueQuery::default()).await {
                    refusals.push(format!("{}: {error}", target.name()));
                }
                self.n_calls.fetch_add(1, Ordering::SeqCst);
            }
            drop(targets);
            tokio::task::yield_now().await;
        }
        refusals
    }

    pub async fn settings(&self) -> Vec<(String, Settings)> {
        let targets = self.targets.read().await;
        targets
            .iter()
            .map(|(target, (settings, _))| (target.name(), settings.clone()))
            .collect()
    }

    pub async fn credentials(&self) -> Vec<Credential> {
        let targets = self.targets.read().await;
        targets
            .values()
            .map(|(_, credential)| credential.clone())
            .collect()
    }
}

impl Gitlab for FakeGitlab {
    async fn observe(&self, target: &GitlabTarget) -> Result<ObservedTarget, TargetError> {
        let targets = self.targets.read().await;
        let there = targets.get(target);
        Ok(ObservedTarget {
            target: target.clone(),
            active: there.is_some(),
            inherited: false,
            settings: there.map(|(settings, _)| Settings {
                // GitLab never reads this one back.
                transition_automatic: None,
                ..settings.clone()
            }),
        })
    }

    async fn put(
        &self,
        target: &GitlabTarget,
        settings: &Settings,
        credential: &Credential,
    ) -> Result<(), TargetError> {
        let mut targets = self.targets.write().await;
        targets.insert(target.clone(), (settings.clone(), credential.clone()));
        Ok(())
    }

    async fn check(&self, target: &GitlabTarget) -> Result<TargetCheck, TargetError> {
        let targets = self.targets.read().await;
        let Some((_, credential)) = targets.get(target) else {
            return Ok(TargetCheck::NotPossible {
                detail: "not set up".to_owned(),
            });
        };
        let user = client_as(&self.anonymous, credential).unwrap();
        Ok(match user.projects().await {
            Ok(projects) => TargetCheck::Passed {
                detail: format!("{} projects", projects.len()),
            },
            Err(error) => TargetCheck::Failed {
                detail: error.to_string(),
                remedy: error.remedy(),
            },
        })
    }

    async fn disable(&self, target: &GitlabTarget) -> Result<(), TargetError> {
        self.targets.write().await.remove(target);
        Ok(())
    }
}
