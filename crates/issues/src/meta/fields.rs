//! Which fields can be set, by whom, how and to what: the rules of making and changing issues, told.

use std::collections::HashMap;

use base::refs::ProjectShort;
use base::{Cx, Urls};
use model::{ProjectPermission, WorkflowSchemeId};
use projects::component::Component;
use projects::screen::Screen;
use projects::version::Version;
use projects::{Catalog, IssueType, Offer, Transition};
use serde::Serialize;
use serde_json::{Value, json};

use super::store::{LevelRow, ProjectRow};
use super::wire::FieldMeta;
use crate::field::custom::{self, CustomFields};
use crate::field::{Field, schema_of, schema_of_custom};
use crate::screen::is_on;
use crate::transition::offers;

/// What the fields of a project can be set to.
pub struct Around<'a> {
    pub project: &'a ProjectRow,
    pub components: Vec<&'a Component>,
    pub versions: Vec<&'a Version>,
    /// The security levels that the caller is in.
    pub levels: Vec<&'a LevelRow>,
    /// The projects that the caller may know of, if a custom field may hold one.
    pub projects: &'a [ProjectShort],
    pub custom: &'a CustomFields,
    pub cx: &'a Cx,
    pub catalog: &'a Catalog,
    /// The screen of new issues and of edits.
    pub screen: Option<&'a Screen>,
    /// The types and priorities of the project.
    pub offer: Offer<'a>,
    pub urls: &'a Urls,
}

const SET: &[&str] = &["set"];
const LIST: &[&str] = &["add", "set", "remove"];
const VERSIONS: &[&str] = &["set", "add", "remove"];
const ADD: &[&str] = &["add"];
const TIME: &[&str] = &["set", "edit"];

impl Around<'_> {
    /// Returns the fields of a new issue of a type; `may` is asked for permissions.
    pub fn of_new(
        &self,
        issue_type: &IssueType,
        may: impl Fn(ProjectPermission) -> bool,
    ) -> Vec<FieldMeta> {
        let mut fields = vec![
            self.required(Field::Summary, SET),
            FieldMeta {
                allowed_values: Some(vec![value(&issue_type.short(self.urls))]),
                ..self.required(Field::IssueType, &[])
            },
        ];
        fields.extend(self.common(&may, None));
        fields.extend(self.custom(issue_type));
        self.keep_what_is_on_the_screen(&mut fields);
        for field in &mut fields {
            field.has_default_value = Some(field.default_value.is_some());
        }
        fields.push(FieldMeta {
            allowed_values: Some(vec![value(&self.project_short())]),
            has_default_value: Some(false),
            ..self.required(Field::Project, SET)
        });
        if issue_type.is_subtask {
            fields.push(FieldMeta {
                has_default_value: Some(false),
                ..self.required(Field::Parent, SET)
            });
        }
        fields
    }

    /// Returns the fields of an issue that is there.
    pub fn of_issue(
        &self,
        key: &str,
        (scheme, issue_type): (WorkflowSchemeId, &IssueType),
        may: impl Fn(ProjectPermission) -> bool,
    ) -> Vec<FieldMeta> {
        let types = self.offer.types.iter();
        let workflow = |id| self.catalog.workflow_of(scheme, id).map(|known| known.id);
        let types = types.filter(|known| {
            known.is_subtask == issue_type.is_subtask
                && workflow(known.id) == workflow(issue_type.id)
        });
        let mut fields = vec![
            self.required(Field::Summary, SET),
            FieldMeta {
                allowed_values: Some(types.map(|known| value(&known.short(self.urls))).collect()),
                ..self.required(Field::IssueType, SET)
            },
        ];
        fields.extend(self.common(&may, Some(key)));
        fields.extend(self.custom(issue_type));
        self.keep_what_is_on_the_screen(&mut fields);
        for field in &mut fields {
            field.default_value = None;
        }
        if may(ProjectPermission::AddComments) {
            fields.push(self.field(Field::Comment, ADD));
        }
        fields
    }

    /// Returns the fields of a transition's screen, in its order.
    pub fn of_transition(
        &self,
        (key, issue_type): (&str, &IssueType),
        may: impl Fn(ProjectPermission) -> bool,
        step: &Transition,
        screen: &Screen,
    ) -> Vec<FieldMeta> {
        let resolutions = self.catalog.resolutions.iter();
        let resolutions = resolutions.filter(|known| offers(step, known.id));
        let mut known = vec![
            self.required(Field::Summary, SET),
            FieldMeta {
                allowed_values: Some(
                    resolutions
                        .map(|known| value(&known.short(self.urls)))
                        .collect(),
                ),
                ..self.required(Field::Resolution, SET)
            },
        ];
        known.extend(self.common(&may, Some(key)));
        known.extend(self.custom(issue_type));
        if may(ProjectPermission::AddComments) {
            known.push(self.field(Field::Comment, ADD));
        }
        let placed = screen.fields().filter_map(|placed| {
            let at = known
                .iter()
                .position(|field| field.field_id == placed.field.as_str())?;
            let mut field = known.swap_remove(at);
            field.default_value = None;
            Some(field)
        });
        placed.collect()
    }

    /// Returns what new issues and others have in common.
    fn common(
        &self,
        may: &impl Fn(ProjectPermission) -> bool,
        key: Option<&str>,
    ) -> Vec<FieldMeta> {
        let urls = self.urls;
        let priorities = self.offer.priorities.iter();
        let default = self.offer.default_priority;
        let components = self.components.iter().filter(|known| !known.is_archived);
        let versions = || {
            let open = self.versions.iter().filter(|known| !known.is_archived);
            Some(open.map(|known| value(&known.short(urls))).collect())
        };
        let levels = self.levels.iter().map(|level| {
            json!({
                "self": urls.api(&format!("securitylevel/{}", level.id)),
                "id": level.id.to_string(), "description": level.description, "name": level.name,
            })
        });
        let users = format!("{}/rest/api/latest/user", urls.base());
        let key = key.unwrap_or("null");
        let fields = [
            may(ProjectPermission::ModifyReporter).then(|| FieldMeta {
                auto_complete_url: Some(format!("{users}/search?username=")),
                ..self.required(Field::Reporter, SET)
            }),
            Some(FieldMeta {
                allowed_values: Some(components.map(|known| value(&known.short(urls))).collect()),
                ..self.field(Field::Components, LIST)
            }),
            Some(self.field(Field::Description, SET)),
            may(ProjectPermission::ResolveIssues).then(|| FieldMeta {
                allowed_values: versions(),
                ..self.field(Field::FixVersions, VERSIONS)
            }),
            Some(FieldMeta {
                allowed_values: Some(priorities.map(|known| value(&known.short(urls))).collect()),
                default_value: default.map(|known| value(&known.short(urls))),
                ..self.field(Field::Priority, SET)
            }),
            Some(FieldMeta {
                auto_complete_url: Some(format!(
                    "{}/rest/api/1.0/labels/suggest?query=",
                    urls.base()
                )),
                ..self.field(Field::Labels, LIST)
            }),
            Some(self.field(Field::TimeTracking, TIME)),
            (may(ProjectPermission::SetIssueSecurity) && !self.levels.is_empty()).then(|| {
                FieldMeta {
                    allowed_values: Some(levels.collect()),
                    ..self.field(Field::Security, SET)
                }
            }),
            Some(self.field(Field::Environment, SET)),
            may(ProjectPermission::CreateAttachments).then(|| self.field(Field::Attachment, &[])),
            may(ProjectPermission::ScheduleIssues).then(|| self.field(Field::DueDate, SET)),
            Some(FieldMeta {
                allowed_values: versions(),
                ..self.field(Field::Versions, VERSIONS)
            }),
            may(ProjectPermission::LinkIssues).then(|| FieldMeta {
                auto_complete_url: Some(urls.api(&format!(
                    "issue/picker?currentProjectId=&showSubTaskParent=true&showSubTasks=true\
                     &currentIssueKey={key}&query="
                ))),
                ..self.field(Field::IssueLinks, ADD)
            }),
            may(ProjectPermission::WorkOnIssues).then(|| self.field(Field::Worklog, ADD)),
            may(ProjectPermission::AssignIssues).then(|| FieldMeta {
                auto_complete_url: Some(format!(
                    "{users}/assignable/search?issueKey={key}&username="
                )),
                default_value: Some(json!({ "name": "-1" })),
                ..self.field(Field::Assignee, SET)
            }),
        ];
        fields.into_iter().flatten().collect()
    }

    /// Returns the custom fields of the type, by id.
    fn custom(&self, issue_type: &IssueType) -> Vec<FieldMeta> {
        let versions = custom::versions(&self.versions, self.urls);
        let facts = custom::Facts {
            versions: &versions,
            projects: self.projects,
        };
        let applying = self.custom.of(self.project.id, issue_type.id);
        // What no edit can set is on no screen.
        let applying = applying.filter(|(field, _)| !field.kind.operations.is_empty());
        let metas = applying.map(|(field, context)| FieldMeta {
            required: false,
            schema: schema_of_custom(field),
            name: field.name.clone().into(),
            field_id: field.key().into(),
            auto_complete_url: custom::picker(field, self.urls),
            has_default_value: None,
            operations: field.kind.operations,
            allowed_values: custom::allowed(self.cx, field, context, facts),
            default_value: custom::default_value(context, field, self.urls),
        });
        metas.collect()
    }

    /// Leaves what is on the screen, in its order, after what may be given whatever the screen.
    fn keep_what_is_on_the_screen(&self, fields: &mut Vec<FieldMeta>) {
        fields.retain(|field| is_on(self.screen, &field.field_id));
        let placed = self.screen.into_iter().flat_map(Screen::fields);
        let places: HashMap<&str, usize> = placed
            .enumerate()
            .map(|(place, placed)| (placed.field.as_str(), place))
            .collect();
        fields.sort_by_key(|field| places.get(field.field_id.as_ref()).copied());
    }

    fn required(&self, field: Field, operations: &'static [&'static str]) -> FieldMeta {
        FieldMeta {
            required: true,
            ..self.field(field, operations)
        }
    }

    fn field(&self, field: Field, operations: &'static [&'static str]) -> FieldMeta {
        FieldMeta {
            required: false,
            schema: schema_of(field),
            name: field.about().name.into(),
            field_id: field.id().into(),
            auto_complete_url: None,
            has_default_value: None,
            operations,
            allowed_values: None,
            default_value: None,
        }
    }

    fn project_short(&self) -> ProjectShort {
        self.project.short(self.urls)
    }
}

fn value(shown: &impl Serialize) -> Value {
    // Our own types: there is nothing in them that JSON could not hold.
    serde_json::to_value(shown).unwrap_or_default()
}
