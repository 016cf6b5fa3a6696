//! What a type of custom fields is.

use base::guard::{Granted, IssueRef};
use base::{Cx, Result, Tx};
use model::{IssueId, IssueTypeId, ProjectId};
use serde_json::Value;

use super::config::CustomField;
use super::given::Step;
use crate::history::Item;

/// A type of custom fields: one file in `types/` each, and one line in [`TYPES`](super::TYPES).
#[derive(Debug)]
pub struct Type {
    /// The key under which programs know it.
    pub key: &'static str,
    /// The name under which people know it.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// The keys of the searchers a field of it may have; the first is the one it gets.
    pub searchers: &'static [&'static str],
    /// The type of its value in JSON and, for a list, of the entries.
    pub schema: (&'static str, Option<&'static str>),
    /// What it holds.
    pub holds: Holds,
    /// Whether it holds several.
    pub is_list: bool,
    /// What an edit can do with it, in the order of the metadata.
    pub operations: &'static [&'static str],
    /// Whether administrators can make fields of it. The product's own types have their fields already.
    pub is_offered: bool,
}

/// What a field holds: how it is sent, stored, shown and searched for.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// A line of text.
    Line,
    /// A text of several lines.
    LongText,
    /// An address of the web.
    Url,
    /// Labels.
    Label,
    /// A number.
    Number,
    /// A day.
    Day,
    /// A moment.
    Moment,
    /// An option of the context.
    Choice,
    /// An option, and perhaps one below it.
    Cascade,
    /// A user.
    User,
    /// A group.
    Group,
    /// A version of the issue's project.
    Version,
    /// A project.
    Project,
    /// Something that is kept elsewhere.
    Own(&'static dyn Own),
}

/// What comes of an asynchronous question to an [`Own`] type.
pub type Asked<'a, T> = std::pin::Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// A value that is kept elsewhere, as it is shown.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The member of `fields`.
    pub value: Value,
    /// The member of `renderedFields`.
    pub rendered: Value,
}

impl Shown {
    /// Returns a value that people read as programs do.
    pub fn plain(value: impl Into<Value>) -> Self {
        Self {
            value: value.into(),
            rendered: Value::Null,
        }
    }
}

/// The issue whose field is to be set: one that is there, or a new one.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The issue, unless it is new.
    pub issue: Option<IssueId>,
    /// Its project.
    pub project: ProjectId,
    /// Its type, as it will be.
    pub issue_type: IssueTypeId,
}

/// What setting a field that is kept elsewhere comes to.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    /// What [`Own::write`] needs to know; of the type's own making.
    pub data: Value,
    /// What the history tells of it. Nothing changes where this is empty, unless the issue is new.
    pub items: Vec<Item>,
}

/// A type whose values are not in the table of custom fields' values.
pub trait Own: std::fmt::Debug + Sync {
    /// Reads the values of issues that the caller may see, all at once. Those without one are left out.
    fn read<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut db::Tx,
        field: &'a CustomField,
        issues: &'a [IssueId],
    ) -> Asked<'a, Vec<(IssueId, Shown)>>;

    /// Finds out what setting the field would do, without doing it; or why it cannot be set so.
    fn plan<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut Tx,
        field: &'a CustomField,
        target: Target,
        steps: Vec<Step>,
    ) -> Asked<'a, std::result::Result<Planned, String>>;

    /// Stores what was planned, once the issue is there and all else is found fit.
    fn write<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut Tx,
        field: &'a CustomField,
        issue: IssueId,
        planned: Planned,
    ) -> Asked<'a, ()>;

    /// Returns what the metadata says can be chosen: nothing, unless it is few.
    fn allowed(&self, _cx: &Cx, _field: &CustomField) -> Option<Vec<Value>> {
        None
    }
}

impl Target {
    /// Returns an issue that is there, with the type it will have.
    pub fn of<P>(issue: &Granted<IssueRef, P>, issue_type: IssueTypeId) -> Self {
        Self {
            issue: Some(issue.id),
            project: issue.project,
            issue_type,
        }
    }
}

impl Holds {
    /// Returns whether it chooses from the options of a context.
    #[must_use]
    pub fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::Cascade)
    }
}

/// What is set as a whole.
pub const SET: &[&str] = &["set"];
/// What can be added to and taken from.
pub const LIST: &[&str] = &["add", "set", "remove"];

/// Writes the key of one of the types that come with the reference.
macro_rules! system {
    ($name:literal) => {
        concat!("com.atlassian.jira.plugin.system.customfieldtypes:", $name)
    };
}
pub(super) use system;

/// Writes the key of one of the types that come with Jira Software.
macro_rules! software {
    ($name:literal) => {
        concat!("com.pyxis.greenhopper.jira:", $name)
    };
}
pub(super) use software;
