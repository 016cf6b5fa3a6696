//! The SQL of what can be set: projects and security levels.

use base::Urls;
use base::icon::AvatarUrls;
use base::refs::ProjectShort;
use db::Tx;
use model::{AvatarId, ProjectId, SecurityLevelId};

/// A project as it is named here.
#[derive(Clone, Debug)]
pub struct ProjectRow {
    pub id: ProjectId,
    pub key: String,
    pub name: String,
    pub type_key: String,
    pub avatar: Option<AvatarId>,
}

impl ProjectRow {
    /// Returns the project as it is shown inside something else.
    pub fn short(&self, urls: &Urls) -> ProjectShort {
        ProjectShort {
            self_url: urls.api(&format!("project/{}", self.id)),
            id: self.id.to_string(),
            key: self.key.clone(),
            name: self.name.clone(),
            project_type_key: self.type_key.clone(),
            avatar_urls: AvatarUrls::of_project(urls, self.id).with(self.avatar),
        }
    }
}

/// A security level of a project's scheme.
#[derive(Clone, Debug)]
pub struct LevelRow {
    pub project: ProjectId,
    pub id: SecurityLevelId,
    pub name: String,
    pub description: String,
}

fn numbers(projects: &[ProjectId]) -> Vec<i64> {
    projects.iter().map(|id| id.0).collect()
}

/// Returns the projects of these ids, by name.
pub async fn projects(tx: &mut Tx, ids: &[ProjectId]) -> db::Result<Vec<ProjectRow>> {
    let sql = format!(
        "select p.id, p.key, p.name, p.type_key, p.avatar_id from project p where {} order by p.lower_name, p.id",
        tx.dialect().is_one_of("p.id", 1)
    );
    tx.rows(&sql, &[numbers(ids).into()], |row| {
        Ok(ProjectRow {
            id: row.take()?,
            key: row.take()?,
            name: row.take()?,
            type_key: row.take()?,
            avatar: row.take()?,
        })
    })
    .await
}

/// Returns the security levels of the projects' schemes.
pub async fn levels(tx: &mut Tx, projects: &[ProjectId]) -> db::Result<Vec<LevelRow>> {
    let sql = format!(
        "select p.id, l.id, l.name, l.description
         from security_level l join project p on p.security_scheme_id = l.scheme_id
         where {} order by p.id, l.id",
        tx.dialect().is_one_of("p.id", 1)
    );
    tx.rows(&sql, &[numbers(projects).into()], |row| {
        Ok(LevelRow {
            project: row.take()?,
            id: row.take()?,
            name: row.take()?,
            description: row.take()?,
        })
    })
    .await
}
