//! What a new project may start with: the templates there are.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/project-templates/latest/templates` | Jira administrator | by project type |
//!
//! A project made with a template (`projectTemplateKey`) has an issue type scheme of its own, named after its
//! key and the template; without one it has the default scheme. Quirks: none.

use base::guard;
use base::http::Json;
use base::route::{Needs, Routes};
use base::{Cx, Result};
use model::OptionId;
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::Catalog;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("projects/template").get(
        "/rest/project-templates/latest/templates",
        Needs::Global("ADMINISTER"),
        list,
    )
}

/// A template.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    /// Its key, as clients send it.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// The type of its projects.
    pub type_key: &'static str,
    /// What stands behind the project's key in the name of the project's issue type scheme.
    pub scheme: &'static str,
    /// The ids of its issue types; the first is the default one.
    types: &'static [i64],
}

const TASK: i64 = 10002;
const SUBTASK: i64 = 10003;
const STORY: i64 = 10001;
const BUG: i64 = 10004;
const EPIC: i64 = 10000;
const SOFTWARE: &[i64] = &[TASK, SUBTASK, STORY, BUG, EPIC];
const AGILE: &[i64] = &[STORY, TASK, SUBTASK, BUG, EPIC];
const BUSINESS: &[i64] = &[TASK, SUBTASK];

/// All templates, in the order of their types.
pub const ALL: [Template; 6] = [
    Template {
        key: "com.atlassian.jira-core-project-templates:jira-core-project-management",
        name: "Project management",
        description: "Work with a goal and a date: tasks that are planned, done and reported.",
        type_key: "business",
        scheme: "Project Management Issue Type Scheme",
        types: BUSINESS,
    },
    Template {
        key: "com.atlassian.jira-core-project-templates:jira-core-task-management",
        name: "Task management",
        description: "A list of tasks, for one person or a few.",
        type_key: "business",
        scheme: "Task Management Issue Type Scheme",
        types: BUSINESS,
    },
    Template {
        key: "com.atlassian.jira-core-project-templates:jira-core-process-management",
        name: "Process management",
        description: "Work that goes through the same steps each time.",
        type_key: "business",
        scheme: "Process Management Issue Type Scheme",
        types: BUSINESS,
    },
    Template {
        key: "com.pyxis.greenhopper.jira:gh-scrum-template",
        name: "Scrum software development",
        description: "Software, planned and delivered in sprints.",
        type_key: "software",
        scheme: "Scrum Issue Type Scheme",
        types: AGILE,
    },
    Template {
        key: "com.pyxis.greenhopper.jira:gh-kanban-template",
        name: "Kanban software development",
        description: "Software, as a steady flow of work with a limit to what is begun.",
        type_key: "software",
        scheme: "Kanban Issue Type Scheme",
        types: AGILE,
    },
    Template {
        key: "com.pyxis.greenhopper.jira:basic-software-development-template",
        name: "Basic software development",
        description: "Software: what is to be built and what is to be mended.",
        type_key: "software",
        scheme: "Software Development Issue Type Scheme",
        types: SOFTWARE,
    },
];

impl Template {
    /// Returns the template of this key.
    #[must_use]
    pub fn find(key: &str) -> Option<&'static Self> {
        ALL.iter().find(|known| known.key == key)
    }

    /// Returns those of its issue types that are there still.
    #[must_use]
    pub fn types(&self, catalog: &Catalog) -> Vec<OptionId> {
        let is_there = |id: &i64| catalog.issue_type(model::IssueTypeId(*id)).is_some();
        let types = self.types.iter().copied().filter(is_there);
        types.map(OptionId).collect()
    }
}

/// All templates as they are shown.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct Templates {
    project_templates_grouped_by_type: Vec<OfType>,
}

/// The templates of a type of projects.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct OfType {
    project_type_key: &'static str,
    project_templates: Vec<TemplateFull>,
}

/// A template as it is shown.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct TemplateFull {
    project_template_module_complete_key: &'static str,
    name: &'static str,
    description: &'static str,
    project_type_key: &'static str,
}

async fn list(cx: Cx) -> Result<Json<Templates>> {
    guard::administrator(&cx)?;
    let of_type = |project_type_key: &'static str| OfType {
        project_type_key,
        project_templates: ALL
            .iter()
            .filter(|known| known.type_key == project_type_key)
            .map(|known| TemplateFull {
                project_template_module_complete_key: known.key,
                name: known.name,
                description: known.description,
                project_type_key: known.type_key,
            })
            .collect(),
    };
    Ok(Json(Templates {
        project_templates_grouped_by_type: vec![of_type("business"), of_type("software")],
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::TestApp;

    #[tokio::test]
    async fn there_are_six_templates() {
        let app = TestApp::new().await;
        let path = "/rest/project-templates/latest/templates";
        let all = app.admin().get(path).await.expect(200);
        let groups = all["projectTemplatesGroupedByType"].as_array().unwrap();
        let names: Vec<_> = groups
            .iter()
            .flat_map(|group| group["projectTemplates"].as_array().unwrap())
            .map(|template| template["name"].as_str().unwrap())
            .collect();
        assert_eq!(
            names,
            [
                "Project management",
                "Task management",
                "Process management",
                "Scrum software development",
                "Kanban software development",
                "Basic software development",
            ]
        );
        app.member("fred").await.get(path).await.expect(403);
        app.anonymous().get(path).await.expect(401);
        app.done().await;
    }

    #[tokio::test]
    async fn a_project_made_with_a_template_has_a_scheme_of_its_own() {
        let app = TestApp::new().await;
        let admin = app.admin();
        let new = |key: &str, template: &str| json!({ "key": key, "name": key, "lead": "admin", "projectTemplateKey": template });
        let basic = "com.pyxis.greenhopper.jira:basic-software-development-template";
        let task = "com.atlassian.jira-core-project-templates:jira-core-task-management";
        let list = "/rest/api/2/project";
        admin.post(list, new("OPS", basic)).await.expect(201);
        admin.post(list, new("BUS", task)).await.expect(201);
        let reply = admin.post(list, new("NEW", "none")).await;
        assert!(reply.error("projectTemplateKey").contains("none"));
        reply.expect(400);
        let names = |project: serde_json::Value| {
            let types = project["issueTypes"].as_array().unwrap().clone();
            let names = types.iter().map(|known| known["name"].as_str().unwrap());
            names.collect::<Vec<_>>().join(", ")
        };
        let project = admin.get("/rest/api/2/project/OPS").await.expect(200);
        assert_eq!(project["projectTypeKey"], "software");
        assert_eq!(names(project), "Task, Sub-task, Story, Bug, Epic");
        let project = admin.get("/rest/api/2/project/BUS").await.expect(200);
        assert_eq!(project["projectTypeKey"], "business");
        assert_eq!(names(project), "Task, Sub-task");
        let schemes = "/rest/api/2/issuetypescheme";
        let all = admin.get(schemes).await.expect(200);
        let all = all["schemes"].as_array().unwrap();
        let all: Vec<_> = all
            .iter()
            .map(|known| known["name"].as_str().unwrap())
            .collect();
        assert_eq!(
            all,
            [
                "BUS: Task Management Issue Type Scheme",
                "Default Issue Type Scheme",
                "OPS: Software Development Issue Type Scheme",
            ]
        );
        // The scheme of a deleted project stays; another project of that key gets one of its own.
        admin.delete("/rest/api/2/project/OPS").await.expect(204);
        admin.post(list, new("OPS", basic)).await.expect(201);
        let all = admin.get(schemes).await.expect(200);
        assert_eq!(
            all["schemes"][3]["name"],
            "OPS: Software Development Issue Type Scheme 2"
        );
        app.done().await;
    }
}
