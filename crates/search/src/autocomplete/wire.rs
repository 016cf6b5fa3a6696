//! Field and function data as JSON: member names and order of the reference.

use base::text::highlight;
use issues::field::custom::{CustomField, Holds};
use jql::{FieldName, Op, RESERVED_WORDS};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ops::Suggestion;
use crate::query::bound::{IdColumn, Set};
use crate::query::custom::{self, Searchable};
use crate::query::field::{FIELDS, Field, Kind, spelling};
use crate::query::function::{FUNCTIONS, Function, Gives};

/// What there is to write queries with.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Data {
    visible_field_names: Vec<FieldData>,
    visible_function_names: Vec<FunctionData>,
    jql_reserved_words: &'static [&'static str],
}

// The reference writes yes as a text, and no by leaving the member out.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct FieldData {
    value: String,
    display_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    auto: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    orderable: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    searchable: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cfid: Option<String>,
    operators: Vec<String>,
    types: [&'static str; 1],
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct FunctionData {
    value: String,
    display_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_list: Option<&'static str>,
    types: [&'static str; 1],
}

/// What has been written so far.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Written {
    pub field_name: Option<String>,
    pub field_value: Option<String>,
    pub predicate_name: Option<String>,
    pub predicate_value: Option<String>,
}

/// Values that begin like that.
#[derive(JsonSchema, Serialize)]
pub struct Results {
    results: Vec<ResultData>,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultData {
    value: String,
    display_name: String,
}

impl Data {
    pub fn new(custom: &Searchable) -> Self {
        // As the reference has them: by name, upper and lower case alike.
        let mut fields: Vec<FieldData> = FIELDS.iter().flat_map(FieldData::all).collect();
        fields.extend(custom.iter().map(|field| FieldData::custom(field, custom)));
        fields.sort_by_key(|field| field.display_name.to_ascii_lowercase());
        Self {
            visible_field_names: fields,
            visible_function_names: FUNCTIONS.iter().map(FunctionData::new).collect(),
            jql_reserved_words: RESERVED_WORDS,
        }
    }
}

impl FieldData {
    /// Returns an entry for each name of the field. What is a custom field to clients has its id in its entry.
    fn all(field: &'static Field) -> impl Iterator<Item = Self> {
        let id = field.number();
        field.words().map(move |name| Self {
            value: FieldName::Named(name.to_owned()).to_string(),
            display_name: match id {
                Some(id) => format!("{name} - {id}"),
                None => name.to_owned(),
            },
            auto: is(has_suggestions(field.kind)),
            orderable: is(field.sort.is_some()),
            searchable: is(field.operators().next().is_some()),
            cfid: id.map(str::to_owned),
            operators: field.operators().map(spelling).collect(),
            types: [type_of(field.kind)],
        })
    }
}

impl FieldData {
    /// Returns the entry of a custom field: under its name, if that means no other field.
    fn custom(field: &CustomField, all: &Searchable) -> Self {
        let by_id = format!("cf[{}]", field.id);
        let named = FieldName::Named(field.name.clone());
        let is_alone = Field::find(&named).is_none() && all.find(&named).len() == 1;
        let takes = custom::takes(field);
        let operators = Op::ALL.into_iter().filter(|op| takes.takes(*op));
        Self {
            value: if is_alone {
                named.to_string()
            } else {
                by_id.clone()
            },
            display_name: format!("{} - {by_id}", field.name),
            auto: is(suggested_as(field).is_some() || field.holds().has_options()),
            orderable: is(custom::sort(field).is_some()),
            searchable: Some("true"),
            cfid: Some(by_id),
            operators: operators.map(spelling).collect(),
            types: [type_of_custom(field)],
        }
    }
}

impl FunctionData {
    fn new(function: &Function) -> Self {
        let arguments = if function.n_args.0 > 0 { "\"\"" } else { "" };
        let value = format!("{}({arguments})", function.name);
        Self {
            display_name: value.clone(),
            value,
            is_list: is(function.is_list()),
            types: [match function.gives {
                Gives::Moment => "java.util.Date",
                Gives::User | Gives::Users => USER,
                Gives::Projects => "com.atlassian.jira.project.Project",
                Gives::Types => "com.atlassian.jira.issue.issuetype.IssueType",
                Gives::Components => COMPONENT,
                Gives::Version | Gives::Versions => VERSION,
                Gives::Sprints => SPRINT,
                Gives::Issues => "com.atlassian.jira.issue.Issue",
                Gives::Options => OPTION,
            }],
        }
    }
}

impl Results {
    pub fn new(found: &[Suggestion], begun: &str) -> Self {
        let results = found.iter().map(|suggestion| ResultData {
            value: if jql::needs_quotes(&suggestion.value) {
                quoted(&suggestion.value)
            } else {
                suggestion.value.clone()
            },
            // The text is escaped, so a mark-up in it is the one of the highlighting.
            display_name: highlight(&suggestion.shown, begun)
                .replace("<strong>", "<b>")
                .replace("</strong>", "</b>"),
        });
        Self {
            results: results.collect(),
        }
    }
}

/// The type of users, as clients that compare the types of fields and functions know it.
const USER: &str = "com.atlassian.jira.user.ApplicationUser";

/// Returns the kind of fields whose values are suggested alike, if there is one.
pub fn suggested_as(field: &CustomField) -> Option<Kind> {
    match field.holds() {
        Holds::User => Some(Kind::User(IdColumn::Creator)),
        Holds::Version => Some(Kind::Versions(Set::FixVersions)),
        Holds::Project => Some(Kind::Project),
        _ => None,
    }
}

fn type_of_custom(field: &CustomField) -> &'static str {
    match field.holds() {
        Holds::Number => "java.lang.Number",
        Holds::Day | Holds::Moment => "java.util.Date",
        Holds::Choice => "com.atlassian.jira.issue.customfields.option.Option",
        Holds::Cascade => OPTION,
        Holds::User => USER,
        Holds::Group => "com.atlassian.crowd.embedded.api.Group",
        Holds::Version => VERSION,
        Holds::Project => "com.atlassian.jira.project.Project",
        Holds::Label => "com.atlassian.jira.issue.label.Label",
        Holds::Line | Holds::LongText | Holds::Url | Holds::Own(_) => "java.lang.String",
    }
}

const OPTION: &str = "com.atlassian.jira.issue.customfields.option.CascadingOption";
const COMPONENT: &str = "com.atlassian.jira.bc.project.component.ProjectComponent";
const SPRINT: &str = "com.atlassian.greenhopper.service.sprint.Sprint";
const VERSION: &str = "com.atlassian.jira.project.version.Version";

fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Project => "com.atlassian.jira.project.Project",
        Kind::Issue(_) => "com.atlassian.jira.issue.Issue",
        Kind::Catalog(IdColumn::Type) => "com.atlassian.jira.issue.issuetype.IssueType",
        Kind::Catalog(IdColumn::Status) => "com.atlassian.jira.issue.status.Status",
        Kind::Catalog(IdColumn::Priority) => "com.atlassian.jira.issue.priority.Priority",
        Kind::Catalog(IdColumn::Resolution) => "com.atlassian.jira.issue.resolution.Resolution",
        Kind::Catalog(_) => "com.atlassian.jira.issue.security.IssueSecurityLevel",
        Kind::Category => "com.atlassian.jira.issue.status.category.StatusCategory",
        Kind::User(_) => USER,
        Kind::Labels => "com.atlassian.jira.issue.label.Label",
        Kind::Components => COMPONENT,
        Kind::Versions(_) => VERSION,
        Kind::Sprints => SPRINT,
        Kind::Crowd(_) => USER,
        Kind::Amount(_) => "java.lang.Number",
        Kind::Text(..) | Kind::WorkTexts | Kind::Order => "java.lang.String",
        Kind::Moment(_) | Kind::Due | Kind::WorkDates => "java.util.Date",
        Kind::Attachments => "com.atlassian.jira.issue.attachment.Attachment",
        Kind::Saved => "com.atlassian.jira.issue.search.SearchRequest",
    }
}

fn has_suggestions(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Project
            | Kind::Catalog(_)
            | Kind::Category
            | Kind::User(_)
            | Kind::Labels
            | Kind::Components
            | Kind::Versions(_)
            | Kind::Sprints
            | Kind::Crowd(_)
            | Kind::Saved
    )
}

fn is(yes: bool) -> Option<&'static str> {
    yes.then_some("true")
}

fn quoted(text: &str) -> String {
    let value = jql::Value {
        text: text.to_owned(),
        quoted: true,
        span: jql::Span::default(),
    };
    value.to_string()
}
