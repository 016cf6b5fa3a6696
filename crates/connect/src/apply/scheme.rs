//! The steps about permission schemes.

use jira_client::{Holder, Id, Method, NewGrant, NewPermissionScheme, PermissionScheme};

use super::Run;
use crate::error::Error;
use crate::gitlab_part::Gitlab;
use crate::observe::{EXTENDED, extended};
use crate::observed::same;
use crate::plan::copy_description;
use crate::record::{Assigned, CopyMade, GrantMade, State};

impl<G: Gitlab> Run<'_, G> {
    pub(super) async fn grant(
        &mut self,
        scheme: &str,
        name: &str,
        permission: &str,
    ) -> Result<(), Error> {
        let group = self.spec.group.name.clone();
        let doing = format!("grant {permission} to {group} in “{name}”");
        self.look_at(scheme, &doing).await?;
        let there = self.grants.get(scheme).into_iter().flatten().find(|grant| {
            grant.permission == permission
                && grant.holder.kind == "group"
                && grant
                    .holder
                    .parameter
                    .as_deref()
                    .is_some_and(|name| same(name, &group))
        });
        let there = there.map(|grant| grant.id.to_string());
        let is_ours = |made: &GrantMade| {
            made.scheme == scheme && made.permission == permission && same(&made.group, &group)
        };
        // What is granted in a copy goes with the copy.
        let is_recorded = !self.file.record.is_copy(scheme);
        let known = self.file.record.grants.iter().any(is_ours);
        if there.is_some() && !known {
            return Ok(());
        }
        if is_recorded && !known {
            self.file.record.grants.push(GrantMade {
                scheme: scheme.to_owned(),
                scheme_name: name.to_owned(),
                permission: permission.to_owned(),
                group: group.clone(),
                id: None,
                state: State::Intended,
            });
        }
        let id = match there {
            Some(id) => id,
            None => {
                self.file.save()?;
                let made = self.add_grant(scheme, permission).await;
                made.map_err(|source| Error::jira(doing, source))?
            }
        };
        for made in self
            .file
            .record
            .grants
            .iter_mut()
            .filter(|made| is_ours(made))
        {
            made.id = Some(id.clone());
            made.state = State::Done;
        }
        Ok(())
    }

    async fn add_grant(
        &self,
        scheme: &str,
        permission: &str,
    ) -> Result<String, jira_client::Error> {
        let grant = NewGrant {
            holder: Holder::group(&self.spec.group.name),
            permission: permission.to_owned(),
        };
        let made = self
            .parties
            .admin
            .create_grant(&Id::from(scheme), &grant)
            .await?;
        Ok(made.id.to_string())
    }

    /// Reads the grants of a scheme as they are now, once a run.
    async fn look_at(&mut self, scheme: &str, doing: &str) -> Result<(), Error> {
        if !self.grants.contains_key(scheme) {
            let grants = self.parties.admin.grants(&Id::from(scheme)).await;
            let grants = grants.map_err(|source| Error::jira(doing, source))?;
            self.grants.insert(scheme.to_owned(), grants);
        }
        Ok(())
    }

    pub(super) async fn copy(&mut self, source: &str, name: &str) -> Result<(), Error> {
        let doing = format!("copy a permission scheme to “{name}”");
        let refused = |source| Error::jira(doing.clone(), source);
        let schemes = self
            .parties
            .admin
            .permission_schemes()
            .await
            .map_err(refused)?;
        let Some(original) = schemes.iter().find(|scheme| scheme.id == *source) else {
            return Err(Error::Changed(format!(
                "the permission scheme {source}, which was to be copied, is gone"
            )));
        };
        let wanted = self.grants_of_copy(original);
        let there = schemes.iter().find(|scheme| same(&scheme.name, name));
        if self.file.record.copy_of(source).is_none() {
            self.file.record.copies.push(CopyMade {
                source: source.to_owned(),
                name: name.to_owned(),
                id: None,
                state: State::Intended,
            });
        }
        self.file.save()?;
        let id = match there {
            Some(there) => {
                let granted: Vec<NewGrant> = there
                    .permissions
                    .iter()
                    .flatten()
                    .map(NewGrant::from)
                    .collect();
                for grant in wanted.iter().filter(|grant| !granted.contains(grant)) {
                    let made = self.parties.admin.create_grant(&there.id, grant).await;
                    made.map_err(refused)?;
                }
                there.id.to_string()
            }
            None => {
                let group = &self.spec.group.name;
                let new = NewPermissionScheme {
                    name: name.to_owned(),
                    description: Some(copy_description(&original.name, group)),
                    permissions: wanted,
                };
                let made = self.parties.admin.create_permission_scheme(&new).await;
                made.map_err(refused)?.id.to_string()
            }
        };
        self.copy_attribute(source, &id).await?;
        let made = self
            .file
            .record
            .copies
            .iter_mut()
            .find(|copy| copy.source == source);
        if let Some(made) = made {
            made.id = Some(id);
            made.state = State::Done;
        }
        Ok(())
    }

    /// Takes over that project administrators may not change workflows and screens, where that was said. A new
    /// scheme lets them.
    async fn copy_attribute(&self, source: &str, copy: &str) -> Result<(), Error> {
        if extended(self.parties.admin, source).await? != Some(false) {
            return Ok(());
        }
        let path = format!("/rest/api/2/permissionscheme/{copy}/attribute/{EXTENDED}");
        let set = self
            .parties
            .admin
            .send(Method::PUT, &path, Some(&false.into()))
            .await;
        if set.is_err() {
            self.parties.note(&format!(
                "Extended project administration is off in the original and could not be switched off in the \
                 copy: untick it on the page of permission scheme {copy}"
            ));
        }
        Ok(())
    }

    /// Returns everything the original grants, and what the group is to have.
    fn grants_of_copy(&self, original: &PermissionScheme) -> Vec<NewGrant> {
        let theirs = original.permissions.iter().flatten().map(NewGrant::from);
        let ours = self
            .spec
            .wanted_permissions()
            .into_iter()
            .map(|permission| NewGrant {
                holder: Holder::group(&self.spec.group.name),
                permission,
            });
        let mut grants: Vec<NewGrant> = Vec::new();
        for grant in theirs.chain(ours) {
            if !grants.contains(&grant) {
                grants.push(grant);
            }
        }
        grants
    }

    pub(super) async fn assign(
        &mut self,
        project: &str,
        source: &str,
        name: &str,
    ) -> Result<(), Error> {
        let doing = format!("let project {project} use the permission scheme “{name}”");
        let refused = |source| Error::jira(doing.clone(), source);
        let copy = self.id_of_copy(source, name).await?;
        let used = self.parties.admin.project_permission_scheme(project).await;
        let used = used.map_err(refused)?.id;
        let record = &mut self.file.record;
        let known = record.assigned.iter().any(|made| made.project == project);
        if used == copy {
            if let Some(made) = record
                .assigned
                .iter_mut()
                .find(|made| made.project == project)
            {
                made.state = State::Done;
            }
            return Ok(());
        }
        if used != *source {
            return Err(Error::Changed(format!(
                "project {project} was given another permission scheme since the plan was made"
            )));
        }
        if !known {
            record.assigned.push(Assigned {
                project: project.to_owned(),
                previous: source.to_owned(),
                scheme: copy.to_string(),
                state: State::Intended,
            });
        }
        self.file.save()?;
        let set = self
            .parties
            .admin
            .set_project_permission_scheme(project, &copy)
            .await;
        set.map_err(refused)?;
        let assigned = &mut self.file.record.assigned;
        if let Some(made) = assigned.iter_mut().find(|made| made.project == project) {
            made.scheme = copy.to_string();
            made.previous = source.to_owned();
            made.state = State::Done;
        }
        Ok(())
    }

    async fn id_of_copy(&mut self, source: &str, name: &str) -> Result<Id, Error> {
        let known = self
            .file
            .record
            .copy_of(source)
            .and_then(|copy| copy.id.clone());
        if let Some(id) = known {
            return Ok(Id::from(id));
        }
        // The plan found a complete copy although the record does not know its id.
        let schemes = self.parties.admin.permission_schemes().await;
        let schemes =
            schemes.map_err(|source| Error::jira(format!("find the scheme “{name}”"), source))?;
        let found = schemes.into_iter().find(|scheme| same(&scheme.name, name));
        let Some(found) = found else {
            return Err(Error::Changed(format!(
                "the permission scheme “{name}” is gone"
            )));
        };
        self.file.record.copies.retain(|copy| copy.source != source);
        self.file.record.copies.push(CopyMade {
            source: source.to_owned(),
            name: name.to_owned(),
            id: Some(found.id.to_string()),
            state: State::Done,
        });
        Ok(found.id)
    }
}
