//! Reads what is there, with as few requests as Jira's API allows, and gets along with a Jira that lacks an
//! operation: what could not be read is noted as a gap.
//!
//! Nine requests say everything but which project uses which scheme; that takes one request a project,
//! eight at a time. With copies of schemes only the wanted projects matter, so only they are asked about.

mod convert;
mod people;

use std::collections::BTreeSet;

use jira_client::{Client, OrAbsent as _, PermissionScope, UserRef};
use tokio::task::JoinSet;

use crate::error::Error;
use crate::gitlab_part::Gitlab;
use crate::observed::{Gap, Group, Me, Observed, Project, Server};
use crate::parties::Parties;
use crate::record::Record;
use crate::report::Event;
use crate::spec::{Projects, SchemeChoice, Spec};

/// How many requests are under way at once.
const AT_ONCE: usize = 8;

/// Reads everything a plan needs to know.
///
/// # Errors
/// When Jira or GitLab cannot be reached or refuses; a lack of rights is no error but part of the answer.
pub async fn observe<G: Gitlab>(
    parties: &Parties<'_, G>,
    spec: &Spec,
    record: &Record,
) -> Result<Observed, Error> {
    let admin = parties.admin;
    let mut observed = Observed {
        server: server(admin).await?,
        at_hand: parties
            .credential
            .as_ref()
            .filter(|given| record.may_be_in_use(given.secret()))
            .map(|given| given.kind()),
        ..Observed::default()
    };
    me(admin, &mut observed).await?;
    if !observed.me.is_admin || observed.server.deployment_type == "Cloud" {
        // Nothing else may be read; the plan says so.
        return Ok(observed);
    }
    let name = &spec.user.name;
    let found = admin.user(UserRef::Name(name)).await.or_absent();
    let found = found.map_err(|source| Error::jira(format!("look for user {name}"), source))?;
    observed.user = found
        .filter(|user| !user.deleted)
        .map(|user| convert::person(&user, true));
    observed.group = group(admin, &spec.group.name).await?;
    applications(admin, &mut observed).await?;
    schemes(parties, spec, record, &mut observed).await?;
    people::read(parties, spec, &mut observed).await?;
    for target in spec.targets() {
        let there = parties.gitlab.observe(&target).await;
        let there = there.map_err(|source| Error::Gitlab {
            target: target.name(),
            source,
        })?;
        observed.targets.push(there);
    }
    Ok(observed)
}

async fn server(admin: &Client) -> Result<Server, Error> {
    let info = admin.server_info().await;
    let info = info.map_err(|source| {
        // The first request shows both, whether somebody is there and whether they let one in.
        let is_refused = source.is_credential_refused();
        Error::jira(
            if is_refused {
                "sign in to Jira"
            } else {
                "reach Jira"
            },
            source,
        )
    })?;
    Ok(Server {
        url: admin.base_url().to_owned(),
        base_url: info.base_url,
        version: info.version,
        version_numbers: info.version_numbers.into_iter().map(u64::from).collect(),
        deployment_type: info.deployment_type.unwrap_or_default(),
    })
}

async fn me(admin: &Client, observed: &mut Observed) -> Result<(), Error> {
    let refused = |source| Error::jira("sign in to Jira", source);
    observed.me.name = admin.myself().await.map_err(refused)?.name;
    let rights = admin.my_permissions(PermissionScope::Anywhere, None).await;
    let rights = rights.map_err(|source| Error::jira("read the administrator's rights", source))?;
    let has = |key: &str| rights.get(key).is_some_and(|right| right.have_permission);
    observed.me = Me {
        name: observed.me.name.clone(),
        is_admin: has("ADMINISTER") || has("SYSTEM_ADMIN"),
        is_system_admin: has("SYSTEM_ADMIN"),
    };
    let keys = rights
        .into_iter()
        .filter(|(_, right)| !right.deprecated_key)
        .map(|(key, _)| key);
    observed.permissions = keys.collect();
    Ok(())
}

async fn group(admin: &Client, name: &str) -> Result<Option<Group>, Error> {
    let found = admin.all_group_members(name, true).await.or_absent();
    let found = found.map_err(|source| Error::jira(format!("read the group {name}"), source))?;
    Ok(found.map(|members| Group {
        name: name.to_owned(),
        n_members: members.len() as u64,
        members: members
            .iter()
            .map(|member| convert::person(member, false))
            .collect(),
    }))
}

async fn applications(admin: &Client, observed: &mut Observed) -> Result<(), Error> {
    match admin.application_roles().await {
        Ok(roles) => {
            observed.applications = Some(roles.iter().map(convert::application).collect());
            Ok(())
        }
        // Old and cut-down servers do without; signing in will show whether the user may.
        Err(error) if is_lacking(&error) => {
            observed.gaps.push(Gap {
                what: "which groups may sign in".to_owned(),
                why: error.to_string(),
            });
            Ok(())
        }
        Err(source) => Err(Error::jira("read the applications", source)),
    }
}

/// Returns whether a refusal means that this Jira lacks the operation, or keeps it from this caller.
fn is_lacking(error: &jira_client::Error) -> bool {
    matches!(
        error,
        jira_client::Error::NotSupported { .. }
            | jira_client::Error::NotFound { .. }
            | jira_client::Error::MissingPermission { .. }
            | jira_client::Error::SecureSessionRequired { .. }
    )
}

async fn schemes<G: Gitlab>(
    parties: &Parties<'_, G>,
    spec: &Spec,
    record: &Record,
    observed: &mut Observed,
) -> Result<(), Error> {
    let admin = parties.admin;
    let schemes = admin.permission_schemes().await;
    let schemes = schemes.map_err(|source| Error::jira("read the permission schemes", source))?;
    observed.schemes = schemes.iter().map(convert::scheme).collect();
    let projects = admin.projects().await;
    let projects = projects.map_err(|source| Error::jira("read the projects", source))?;
    observed.projects = projects.iter().map(convert::project).collect();
    for key in wanted_keys(spec) {
        if observed.projects.iter().any(|project| project.key == *key) {
            continue;
        }
        // An archived project is in no list.
        let found = admin.project(key).await.or_absent();
        let found = found.map_err(|source| Error::jira(format!("read project {key}"), source))?;
        observed.projects.extend(found.iter().map(convert::project));
    }
    let matters = |project: &Project| match spec.permissions.scheme {
        SchemeChoice::Grant => true,
        SchemeChoice::Copy => {
            spec.jira.projects == Projects::All
                || wanted_keys(spec).contains(&project.key)
                || record
                    .assigned
                    .iter()
                    .any(|made| made.project == project.key)
        }
    };
    let keys: Vec<String> = observed
        .projects
        .iter()
        .filter(|project| matters(project))
        .map(|project| project.key.clone())
        .collect();
    let used = schemes_of(parties, keys).await?;
    for (key, scheme) in used {
        let project = observed
            .projects
            .iter_mut()
            .find(|project| project.key == key);
        if let Some(project) = project {
            project.scheme = Some(scheme);
        }
    }
    attributes(admin, spec, observed).await
}

fn wanted_keys(spec: &Spec) -> &[String] {
    match &spec.jira.projects {
        Projects::All => &[],
        Projects::Keys(keys) => keys,
    }
}

/// Returns the id of the scheme each project uses.
pub(crate) async fn schemes_of<G: Gitlab>(
    parties: &Parties<'_, G>,
    keys: Vec<String>,
) -> Result<Vec<(String, String)>, Error> {
    let total = keys.len();
    let mut waiting = keys.into_iter();
    let mut under_way = JoinSet::new();
    let mut used = Vec::with_capacity(total);
    loop {
        while under_way.len() < AT_ONCE
            && let Some(key) = waiting.next()
        {
            let admin = parties.admin.clone();
            under_way.spawn(async move {
                let scheme = admin.project_permission_scheme(&key).await.or_absent();
                (key, scheme)
            });
        }
        let Some(answered) = under_way.join_next().await else {
            return Ok(used);
        };
        let (key, scheme) = answered.map_err(|error| Error::Changed(error.to_string()))?;
        let scheme = scheme.map_err(|source| {
            Error::jira(
                format!("read which permission scheme project {key} uses"),
                source,
            )
        })?;
        // Deleted since the list was read: then it matters no more.
        if let Some(scheme) = scheme {
            used.push((key, scheme.id.to_string()));
        }
        parties.report.event(&Event::Reading {
            what: "which project uses which permission scheme",
            done: used.len(),
            total,
        });
    }
}

/// Reads what a copy of a scheme would have to take over beside the grants.
async fn attributes(admin: &Client, spec: &Spec, observed: &mut Observed) -> Result<(), Error> {
    if spec.permissions.scheme != SchemeChoice::Copy {
        return Ok(());
    }
    let wanted = |project: &&Project| match &spec.jira.projects {
        Projects::All => true,
        Projects::Keys(keys) => keys.contains(&project.key),
    };
    let used: BTreeSet<String> = observed
        .projects
        .iter()
        .filter(wanted)
        .filter_map(|project| project.scheme.clone())
        .collect();
    for scheme in observed
        .schemes
        .iter_mut()
        .filter(|scheme| used.contains(&scheme.id))
    {
        scheme.extended_administration = extended(admin, &scheme.id).await?;
    }
    Ok(())
}

/// The attribute that says whether project administrators may change workflows and screens.
pub(crate) const EXTENDED: &str = "ADMINISTER_PROJECTS.extended.enabled";

/// Reads the attribute; none where this Jira does not say.
pub(crate) async fn extended(admin: &Client, scheme: &str) -> Result<Option<bool>, Error> {
    let path = format!("/rest/api/2/permissionscheme/{scheme}/attribute/{EXTENDED}");
    match admin.send(jira_client::Method::GET, &path, None).await {
        Ok(answer) => Ok(answer.get("value").and_then(|value| match value {
            serde_json::Value::Bool(value) => Some(*value),
            serde_json::Value::String(text) => text.parse().ok(),
            _ => None,
        })),
        // The operation came late; before, only the page knows.
        Err(error) if is_lacking(&error) => Ok(None),
        Err(source) => Err(Error::jira("read the scheme's attributes", source)),
    }
}
