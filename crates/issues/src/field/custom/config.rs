//! The custom fields there are, as they were when read: where each applies, and what can be chosen.

use std::collections::HashMap;

use base::guard::ViewableProjects;
use base::text::fold;
use model::{CustomFieldContextId, CustomFieldId, CustomFieldOptionId, IssueTypeId, ProjectId};
use serde_json::Value;

use super::kind::{Holds, Type};

/// All custom fields.
#[derive(Clone, Debug, Default)]
pub struct CustomFields {
    /// The fields, by id.
    pub fields: Vec<CustomField>,
    /// Where each option is: the places of its field, its context and itself.
    options: HashMap<CustomFieldOptionId, (usize, usize, usize)>,
}

/// A custom field.
#[derive(Clone, Debug)]
pub struct CustomField {
    /// The field.
    pub id: CustomFieldId,
    /// Its type.
    pub kind: &'static Type,
    /// The key of what searches in it; without one it cannot be searched by.
    pub searcher: Option<String>,
    /// Its name, which other fields may have, too.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether it belongs to the product.
    pub is_locked: bool,
    /// Where it applies, by id.
    pub contexts: Vec<Context>,
}

/// Where a field applies, and how it is there.
#[derive(Clone, Debug)]
pub struct Context {
    /// The context.
    pub id: CustomFieldContextId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The projects, sorted; none for all that no other context of the field has.
    pub projects: Option<Vec<ProjectId>>,
    /// The types of issues, sorted; none for all.
    pub types: Option<Vec<IssueTypeId>>,
    /// What new issues get, as the API sets it.
    pub default: Option<Value>,
    /// What can be chosen, in order; of a cascade each option with those below it behind it.
    pub options: Vec<Opt>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opt {
    /// The option.
    pub id: CustomFieldOptionId,
    /// The option it is below.
    pub parent: Option<CustomFieldOptionId>,
    /// What people read.
    pub value: String,
    /// Whether it is chosen no more.
    pub is_disabled: bool,
}

impl CustomFields {
    /// Returns these fields, to be asked for.
    #[must_use]
    pub fn new(mut fields: Vec<CustomField>) -> Self {
        fields.sort_by_key(|field| field.id);
        let mut options = HashMap::new();
        for (field_idx, field) in fields.iter().enumerate() {
            for (context_idx, context) in field.contexts.iter().enumerate() {
                for (idx, option) in context.options.iter().enumerate() {
                    options.insert(option.id, (field_idx, context_idx, idx));
                }
            }
        }
        Self { fields, options }
    }

    /// Returns the field of this id.
    #[must_use]
    pub fn get(&self, id: CustomFieldId) -> Option<&CustomField> {
        let at = self
            .fields
            .binary_search_by_key(&id, |field| field.id)
            .ok()?;
        self.fields.get(at)
    }

    /// Returns the fields of this name, upper and lower case alike.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &CustomField> {
        let name = fold(name);
        self.fields
            .iter()
            .filter(move |field| fold(&field.name) == name)
    }

    /// Returns an option with its field and its context.
    #[must_use]
    pub fn option(&self, id: CustomFieldOptionId) -> Option<(&CustomField, &Context, &Opt)> {
        let (field, context, option) = self.options.get(&id)?;
        let field = self.fields.get(*field)?;
        let context = field.contexts.get(*context)?;
        Some((field, context, context.options.get(*option)?))
    }

    /// Returns the place of an option among those of its context.
    #[must_use]
    pub fn place(&self, id: CustomFieldOptionId) -> Option<usize> {
        self.options.get(&id).map(|(_, _, place)| *place)
    }

    /// Returns the fields that apply to issues of the type in the project, each with the context.
    pub fn of(
        &self,
        project: ProjectId,
        issue_type: IssueTypeId,
    ) -> impl Iterator<Item = (&CustomField, &Context)> {
        self.fields.iter().filter_map(move |field| {
            let context = field.context(project, issue_type)?;
            Some((field, context))
        })
    }
}

impl CustomField {
    /// Returns its id as the API writes it.
    #[must_use]
    pub fn key(&self) -> String {
        format!("customfield_{}", self.id)
    }

    /// Returns the field that an id written by the API means.
    #[must_use]
    pub fn id_of(key: &str) -> Option<CustomFieldId> {
        CustomFieldId::parse(key.strip_prefix("customfield_")?)
    }

    /// Returns the context that a project is in, whatever the types.
    #[must_use]
    pub fn context_in(&self, project: ProjectId) -> Option<&Context> {
        let own = self.contexts.iter().find(|context| {
            let projects = context.projects.as_ref();
            projects.is_some_and(|projects| projects.binary_search(&project).is_ok())
        });
        own.or_else(|| {
            self.contexts
                .iter()
                .find(|context| context.projects.is_none())
        })
    }

    /// Returns the context of issues of the type in the project, if the field applies to them.
    #[must_use]
    pub fn context(&self, project: ProjectId, issue_type: IssueTypeId) -> Option<&Context> {
        self.context_in(project)
            .filter(|context| context.has_type(issue_type))
    }

    /// Returns whether it applies in one of the projects. A field of all projects is known to everybody.
    #[must_use]
    pub fn is_visible(&self, viewable: &ViewableProjects) -> bool {
        self.contexts.iter().any(|context| match &context.projects {
            None => true,
            Some(projects) => projects.iter().any(|project| viewable.has(*project)),
        })
    }

    /// Returns whether a query can name it.
    #[must_use]
    pub fn is_searchable(&self) -> bool {
        self.searcher.is_some()
    }

    /// Returns all its options.
    pub fn options(&self) -> impl Iterator<Item = &Opt> {
        self.contexts.iter().flat_map(|context| &context.options)
    }

    /// Returns what the type holds.
    #[must_use]
    pub fn holds(&self) -> Holds {
        self.kind.holds
    }
}

impl Context {
    /// Returns whether it is for issues of the type.
    #[must_use]
    pub fn has_type(&self, issue_type: IssueTypeId) -> bool {
        self.types
            .as_ref()
            .is_none_or(|types| types.binary_search(&issue_type).is_ok())
    }

    /// Returns the options below another one; with none, those that are below none.
    pub fn below(&self, parent: Option<CustomFieldOptionId>) -> impl Iterator<Item = &Opt> {
        self.options
            .iter()
            .filter(move |option| option.parent == parent)
    }
}
