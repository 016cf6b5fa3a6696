//! Taking back what was done with permission schemes.

use jira_client::{Id, OrAbsent as _};

use super::{Run, line};
use crate::error::Error;
use crate::gitlab_part::Gitlab;
use crate::observe::schemes_of;
use crate::observed::same;

impl<G: Gitlab> Run<'_, G> {
    /// Gives projects the schemes back that they used before.
    pub(super) async fn assignments(&mut self) -> Result<(), Error> {
        while let Some(made) = self.file.record.assigned.first().cloned() {
            let project = &made.project;
            let refused = |source| {
                Error::jira(
                    format!("give project {project} its permission scheme back"),
                    source,
                )
            };
            let admin = self.parties.admin;
            let used = admin.project_permission_scheme(project).await.or_absent();
            let used = used.map_err(refused)?;
            match used {
                Some(used) if used.id == made.scheme.as_str() => {
                    let (id, line) = line::assigned(&made);
                    self.begin(&id, &line)?;
                    let previous = Id::from(made.previous.as_str());
                    let set = admin
                        .set_project_permission_scheme(project, &previous)
                        .await;
                    match set {
                        Ok(_) => self.end(&id, &line),
                        Err(error) if error.is_not_found() => self.leave(
                            "previous-scheme-gone",
                            format!(
                                "the permission scheme that project {project} used before is gone"
                            ),
                            "Choose one for it; until then it keeps the copy.",
                        ),
                        Err(error) => return Err(refused(error)),
                    }
                }
                // Never given, or given back by an earlier run.
                Some(used) if used.id == made.previous.as_str() => {}
                Some(_) => self.leave(
                    "scheme-exchanged",
                    format!(
                        "project {project} was given another permission scheme since, and keeps it"
                    ),
                    "",
                ),
                None => {}
            }
            self.file.record.assigned.remove(0);
        }
        Ok(())
    }

    /// Deletes the copies that no project uses.
    pub(super) async fn copies(&mut self) -> Result<(), Error> {
        if self.file.record.copies.is_empty() {
            return Ok(());
        }
        let admin = self.parties.admin;
        let refused = |source| Error::jira("delete copies of permission schemes", source);
        // Jira gives the default scheme to projects whose scheme is deleted, so all of them are asked.
        let projects = admin.projects().await.map_err(refused)?;
        let keys = projects.into_iter().map(|project| project.key).collect();
        let used = schemes_of(self.parties, keys).await?;
        let schemes = admin.permission_schemes().await.map_err(refused)?;
        while let Some(made) = self.file.record.copies.first().cloned() {
            // A copy whose id the record does not know was made by a run that was killed.
            let there = schemes.iter().find(|scheme| match &made.id {
                Some(id) => scheme.id == id.as_str(),
                None => same(&scheme.name, &made.name),
            });
            if let Some(there) = there {
                let users: Vec<&str> = used
                    .iter()
                    .filter(|(_, scheme)| there.id == scheme.as_str())
                    .map(|(key, _)| key.as_str())
                    .collect();
                if users.is_empty() {
                    let (id, line) = line::copy(&made);
                    self.begin(&id, &line)?;
                    let gone = admin.delete_permission_scheme(&there.id).await;
                    gone.or_absent().map_err(refused)?;
                    self.end(&id, &line);
                } else {
                    let text = format!(
                        "the permission scheme “{}” stays: {} uses it",
                        made.name,
                        users.join(", ")
                    );
                    self.leave("copy-used", text, "Give the project another scheme first.");
                }
            }
            self.file.record.copies.remove(0);
        }
        Ok(())
    }

    /// Takes the grants out of schemes that were there before.
    pub(super) async fn grants(&mut self) -> Result<(), Error> {
        while let Some(first) = self.file.record.grants.first().cloned() {
            let scheme = Id::from(first.scheme.as_str());
            let refused = |source| {
                Error::jira(
                    format!("take grants out of “{}”", first.scheme_name),
                    source,
                )
            };
            let admin = self.parties.admin;
            let there = admin.grants(&scheme).await.or_absent().map_err(refused)?;
            let there = there.unwrap_or_default();
            while let Some(at) = self
                .file
                .record
                .grants
                .iter()
                .position(|made| made.scheme == first.scheme)
            {
                let made = self.file.record.grants.remove(at);
                let grant = there.iter().find(|grant| {
                    grant.permission == made.permission
                        && grant.holder.kind == "group"
                        && grant
                            .holder
                            .parameter
                            .as_deref()
                            .is_some_and(|name| same(name, &made.group))
                });
                let Some(grant) = grant else { continue };
                let (id, line) = line::grant(&made);
                // Until it is gone it stays in the record.
                self.file.record.grants.insert(at, made);
                self.begin(&id, &line)?;
                let gone = admin.delete_grant(&scheme, &grant.id).await;
                gone.or_absent().map_err(refused)?;
                self.end(&id, &line);
                self.file.record.grants.remove(at);
            }
        }
        Ok(())
    }

    /// Returns the schemes that grant a group something, in words.
    pub(super) async fn schemes_naming(&self, group: &str) -> Result<Vec<String>, Error> {
        let schemes = self.parties.admin.permission_schemes().await;
        let schemes = schemes.map_err(|source| {
            Error::jira(
                format!("look where the group {group} is granted something"),
                source,
            )
        })?;
        let names = schemes.into_iter().filter(|scheme| {
            scheme.permissions.iter().flatten().any(|grant| {
                grant.holder.kind == "group"
                    && grant
                        .holder
                        .parameter
                        .as_deref()
                        .is_some_and(|name| same(name, group))
            })
        });
        Ok(names
            .map(|scheme| format!("permission scheme “{}”", scheme.name))
            .collect())
    }
}
