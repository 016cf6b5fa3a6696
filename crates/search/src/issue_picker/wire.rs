//! Suggested issues as JSON: member names and order of the reference.

use base::text::highlight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ops::Section;

/// What is asked for.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    pub query: Option<String>,
    #[serde(rename = "currentJQL")]
    pub current_jql: Option<String>,
    pub current_issue_key: Option<String>,
    pub current_project_id: Option<String>,
    pub show_sub_tasks: Option<String>,
    pub show_sub_task_parent: Option<String>,
}

/// What is suggested.
#[derive(JsonSchema, Serialize)]
pub struct Picked {
    sections: Vec<SectionData>,
}

#[derive(JsonSchema, Serialize)]
struct SectionData {
    label: &'static str,
    sub: String,
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    msg: Option<&'static str>,
    issues: Vec<IssueData>,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct IssueData {
    key: String,
    key_html: String,
    /// Below the address of the server.
    img: String,
    summary: String,
    summary_text: String,
}

impl Picked {
    pub fn new(sections: &[Section], query: &str) -> Self {
        let sections = sections.iter().map(|section| SectionData {
            label: section.label,
            sub: format!(
                "Showing {} of {} matching issues",
                section.issues.len(),
                section.total
            ),
            id: section.id,
            msg: section
                .issues
                .is_empty()
                .then_some("No matching issues found"),
            issues: section
                .issues
                .iter()
                .map(|issue| IssueData {
                    key: issue.key.clone(),
                    key_html: highlight(&issue.key, query),
                    img: issue.icon.clone(),
                    summary: highlight(&issue.summary, query),
                    summary_text: issue.summary.clone(),
                })
                .collect(),
        });
        Self {
            sections: sections.collect(),
        }
    }
}
