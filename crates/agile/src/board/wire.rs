//! Boards as JSON: member names and order of the reference.

use base::Urls;
use issues::planning::Epic;
use model::{CustomFieldId, IssueId, StatusId, VersionId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ops::{self, Kind};
use crate::wire::link;

/// A board.
#[derive(Serialize, JsonSchema)]
pub struct Board {
    id: i64,
    #[serde(rename = "self")]
    self_url: String,
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
}

impl Board {
    pub fn new(board: &ops::Board, urls: &Urls) -> Self {
        Self {
            id: board.id.0,
            self_url: link(urls, &format!("board/{}", board.id)),
            name: board.name.clone(),
            kind: board.kind.word(),
        }
    }
}

/// What making a board takes.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GivenBoard {
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub filter_id: Option<Number>,
}

/// A number; clients send some as texts.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Number {
    Number(i64),
    Text(String),
}

impl Number {
    /// Returns the digits.
    pub fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// A setting that is on or off.
#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Flag {
    pub value: Option<bool>,
}

/// How a board is set up.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Configuration {
    id: i64,
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "self")]
    self_url: String,
    filter: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub_query: Option<SubQuery>,
    column_config: Columns,
    #[serde(skip_serializing_if = "Option::is_none")]
    estimation: Option<Estimation>,
    ranking: Ranking,
}

#[derive(Serialize, JsonSchema)]
struct Reference {
    id: String,
    #[serde(rename = "self")]
    self_url: String,
}

#[derive(Serialize, JsonSchema)]
struct SubQuery {
    query: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Columns {
    columns: Vec<Column>,
    constraint_type: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct Column {
    name: &'static str,
    statuses: Vec<Reference>,
}

#[derive(Serialize, JsonSchema)]
struct Estimation {
    #[serde(rename = "type")]
    kind: &'static str,
    field: EstimationField,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct EstimationField {
    field_id: String,
    display_name: String,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Ranking {
    rank_custom_field_id: i64,
}

impl Configuration {
    /// Returns the form of a board with these columns; estimated by this field, if it is estimated.
    pub fn new(
        board: &ops::Board,
        columns: Vec<(&'static str, Vec<StatusId>)>,
        estimation: Option<(CustomFieldId, String)>,
        rank: CustomFieldId,
        urls: &Urls,
    ) -> Self {
        let status = |id: StatusId| Reference {
            id: id.to_string(),
            self_url: urls.api(&format!("status/{id}")),
        };
        let column = |(name, statuses): (&'static str, Vec<StatusId>)| Column {
            name,
            statuses: statuses.into_iter().map(status).collect(),
        };
        Self {
            id: board.id.0,
            name: board.name.clone(),
            kind: board.kind.word(),
            self_url: link(urls, &format!("board/{}/configuration", board.id)),
            filter: Reference {
                id: board.filter.to_string(),
                self_url: urls.api(&format!("filter/{}", board.filter)),
            },
            sub_query: board.kind.sub_query().map(|query| SubQuery { query }),
            column_config: Columns {
                columns: columns.into_iter().map(column).collect(),
                constraint_type: match board.kind {
                    Kind::Scrum => "none",
                    Kind::Kanban => "issueCount",
                },
            },
            estimation: estimation.map(|(id, name)| Estimation {
                kind: "field",
                field: EstimationField {
                    field_id: format!("customfield_{id}"),
                    display_name: name,
                },
            }),
            ranking: Ranking {
                rank_custom_field_id: rank.0,
            },
        }
    }
}

/// An epic.
#[derive(Serialize, JsonSchema)]
pub struct EpicBean {
    id: i64,
    key: String,
    #[serde(rename = "self")]
    self_url: String,
    name: String,
    summary: String,
    color: Color,
    done: bool,
}

#[derive(Serialize, JsonSchema)]
struct Color {
    key: String,
}

impl EpicBean {
    pub fn new(id: IssueId, key: String, summary: String, epic: &Epic, urls: &Urls) -> Self {
        Self {
            id: id.0,
            key,
            self_url: link(urls, &format!("epic/{id}")),
            name: epic.name.clone().unwrap_or_default(),
            summary,
            color: Color {
                key: format!("color_{}", epic.color),
            },
            done: epic.is_done,
        }
    }
}

/// A version of one of a board's projects.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VersionBean {
    #[serde(rename = "self")]
    pub self_url: String,
    pub id: i64,
    pub project_id: i64,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub archived: bool,
    pub released: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_date: Option<String>,
}

impl VersionBean {
    pub fn new(version: projects::version::Version, urls: &Urls) -> Self {
        let at = |day: Option<String>| day.map(|day| format!("{day}T00:00:00.000Z"));
        let VersionId(id) = version.id;
        Self {
            self_url: urls.api(&format!("version/{id}")),
            id,
            project_id: version.project.0,
            name: version.name,
            description: version.description,
            archived: version.is_archived,
            released: version.is_released,
            start_date: at(version.start_date),
            release_date: at(version.release_date),
        }
    }
}
