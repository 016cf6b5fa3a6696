//! Making an issue.

use base::error::Problems;
use base::guard::{self, Granted, IssueRef, ProjectRef};
use base::{Cx, Error, Result, Tx, messages, refs};
use model::permission::may::{AddComments, BrowseProjects, CreateIssues};
use model::{IssueId, IssueKey, IssueTypeId, ProjectPermission, SecurityLevelId, UserId};
use policy::{IssueFacts, Subject};
use projects::component::Component;
use projects::screen::screens;
use projects::{Catalog, IssueType, Offer, catalog, offers};
use serde_json::json;

use super::super::given::{Given, Named, Person};
use super::super::store::{self, Kind, Place, Values};
use super::choices;
use super::lists::Lists;
use crate::again;
use crate::field::custom::{Changes, GivenCustom, Target};
use crate::screen::refuse_others;
use crate::{comment, issue_link, planning, watch, worklog};

/// Makes an issue. `problems` are those found in reading what is wanted.
///
/// # Errors
/// Invalid, with all that is wrong; a project that may not be created in is no other than one that is
/// not there.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    mut given: Given,
    mut problems: Problems,
) -> Result<(IssueId, IssueKey)> {
    let Some(project) = project(cx, tx, given.project.as_ref(), &mut problems).await? else {
        return Err(Error::Invalid(problems));
    };
    let catalog = catalog(cx, tx).await?;
    let offers = offers(cx, tx).await?;
    let mut draft = Draft {
        cx,
        project: &project,
        catalog: &catalog,
        offer: offers.offer(&catalog, project.id),
        problems,
    };
    let screens = screens(cx, tx).await?;
    let screen = screens.get(projects::screen::DEFAULT);
    refuse_others(screen, &given.named, &mut draft.problems);
    let comments = std::mem::take(&mut given.comments);
    let links = std::mem::take(&mut given.links);
    let worklogs = std::mem::take(&mut given.worklogs);
    let custom = std::mem::take(&mut given.custom);
    let (values, lists) = draft.values(tx, given).await?;
    let custom = draft.custom(tx, values.issue_type, custom).await?;
    draft.problems.check()?;

    // The counter is locked from here on: nothing slow may follow.
    let number = store::next_number(tx, project.id)
        .await?
        .ok_or(Error::Retry)?;
    let place = Place {
        id: IssueId(tx.next_id("issue_id").await?),
        project: project.id,
        number,
        creator: cx.user_id(),
        at: cx.now(),
    };
    store::insert(tx, place, &values).await.map_err(again)?;
    super::write_words(tx, place.project, place.id, &values).await?;
    lists.store(tx, place.id).await?;
    custom.store(cx, tx, place.id).await?;
    if let Some(parent) = values.parent {
        planning::follow_parent(tx, place.id, parent).await?;
    }
    watch::start(cx, tx, place.id).await?;
    let key = IssueKey {
        project: project.key.clone(),
        number,
    };
    let payload = json!({ "issue": place.id.0, "key": key.to_string(), "project": project.id.0 });
    tx.event(cx, "issue_created", &payload).await?;
    if !comments.is_empty() {
        let issue = guard::issue_by_id::<AddComments>(cx, tx, place.id).await?;
        for given in &comments {
            comment::create(cx, tx, &issue, given).await?;
        }
    }
    worklog::create_all(cx, tx, place.id, &worklogs).await?;
    issue_link::create_all(cx, tx, place.id, &links).await?;
    Ok((place.id, key))
}

async fn project(
    cx: &Cx,
    tx: &mut Tx,
    wanted: Option<&Named>,
    problems: &mut Problems,
) -> Result<Option<Granted<ProjectRef, CreateIssues>>> {
    let which = wanted.and_then(|wanted| wanted.id.as_deref().or(wanted.key.as_deref()));
    let Some(which) = which else {
        problems.field("project", messages::PROJECT_REQUIRED);
        return Ok(None);
    };
    let project = guard::create_in(cx, tx, which).await?;
    if project.is_none() {
        // The same words whether the project is missing, hidden or merely closed to the caller.
        problems.field("project", messages::CANNOT_CREATE_HERE);
    }
    Ok(project)
}

/// An issue in the making.
struct Draft<'a> {
    cx: &'a Cx,
    project: &'a Granted<ProjectRef, CreateIssues>,
    catalog: &'a Catalog,
    offer: Offer<'a>,
    problems: Problems,
}

impl<'a> Draft<'a> {
    /// Returns what to store. Where something cannot be had, that is noted and something else takes its
    /// place until the caller looks at the problems.
    async fn values(&mut self, tx: &mut Tx, given: Given) -> Result<(Values, Lists)> {
        if given.resolution.is_some() {
            self.refuse("resolution");
        }
        let kind = self.issue_type(given.issue_type.as_ref());
        let parent = self.parent(tx, kind, given.parent.as_ref()).await?;
        let summary = self.take("summary", choices::summary(given.summary.flatten()));
        let description = self.take(
            "description",
            choices::long_text(given.description.flatten()),
        );
        let environment = self.take(
            "environment",
            choices::long_text(given.environment.flatten()),
        );
        let due_date = self.take("duedate", choices::day(given.due_date.flatten()));
        if due_date.as_ref().is_some_and(Option::is_some)
            && !self.may(ProjectPermission::ScheduleIssues)
        {
            self.refuse("duedate");
        }
        let priority = match given.priority.flatten() {
            Some(wanted) => {
                let choice = choices::priority(&wanted, self.catalog, &self.offer);
                self.take("priority", choice)
            }
            None => self.offer.default_priority.map(|known| known.id),
        };
        let lists = Lists::take(tx, None, self.project.id, given.lists, &mut self.problems).await?;
        if lists.differs(Kind::FixVersion) && !self.may(ProjectPermission::ResolveIssues) {
            self.refuse(Kind::FixVersion.field());
        }
        let original = given.time.original.flatten();
        let remaining = given.time.remaining.flatten();
        let original = self.take("timetracking", choices::estimate(original.as_deref()));
        let remaining = self.take("timetracking", choices::estimate(remaining.as_deref()));
        let (original, remaining) = (original.flatten(), remaining.flatten());
        let reporter = self.reporter(tx, given.reporter).await?;
        let level = self
            .level(tx, given.security.flatten(), parent.as_ref())
            .await?;
        let facts = IssueFacts {
            reporter,
            level,
            ..IssueFacts::default()
        };
        let components = lists.components().unwrap_or_default();
        let assignee = self
            .assignee(tx, given.assignee, &components, facts)
            .await?;
        // Without a type there is a problem, and nothing is stored.
        let issue_type = kind.map_or(IssueTypeId(0), |kind| kind.id);
        let status = self
            .catalog
            .workflow_of(self.project.workflow_scheme, issue_type)
            .map(|workflow| workflow.initial)
            .ok_or_else(|| Error::internal("create issue", "the project has no workflow"))?;
        let values = Values {
            issue_type,
            status,
            status_category_changed_at: self.cx.now(),
            priority,
            resolution: None,
            resolved_at: None,
            summary: summary.unwrap_or_default(),
            description: description.flatten(),
            environment: environment.flatten(),
            due_date: due_date.flatten(),
            reporter,
            assignee,
            level,
            parent: parent.map(|parent| parent.id),
            // Who gives one of the two means both.
            original_estimate: original.or(remaining),
            remaining_estimate: remaining.or(original),
            time_spent: None,
        };
        Ok((values, lists))
    }

    /// Returns what becomes of the custom fields. Without a type nothing is said of them: it is the type that
    /// is wrong.
    async fn custom(
        &mut self,
        tx: &mut Tx,
        issue_type: IssueTypeId,
        given: GivenCustom,
    ) -> Result<Changes> {
        if self.catalog.issue_type(issue_type).is_none() {
            return Ok(Changes::default());
        }
        let target = Target {
            issue: None,
            project: self.project.id,
            issue_type,
        };
        Changes::take(self.cx, tx, target, given, &mut self.problems).await
    }

    fn take<T>(&mut self, field: &str, choice: choices::Choice<T>) -> Option<T> {
        choice
            .map_err(|problem| self.problems.field(field, problem))
            .ok()
    }

    fn refuse(&mut self, field: &str) {
        self.problems.field(field, messages::cannot_be_set(field));
    }

    fn may(&self, permission: ProjectPermission) -> bool {
        guard::has_in_project(self.cx, self.project.id, permission)
    }

    fn issue_type(&mut self, wanted: Option<&Named>) -> Option<&'a IssueType> {
        let Some(wanted) = wanted else {
            self.problems
                .field("issuetype", messages::ISSUE_TYPE_REQUIRED);
            return None;
        };
        let catalog = self.catalog;
        let found = choices::issue_type(wanted, catalog, &self.offer);
        if found.is_err() && wanted.id.is_none() && wanted.name.is_some() {
            // A name that means nothing is as good as none: the Python client's tests compare the text.
            self.problems
                .field("issuetype", messages::ISSUE_TYPE_REQUIRED);
            return None;
        }
        self.take("issuetype", found)
    }

    async fn parent(
        &mut self,
        tx: &mut Tx,
        kind: Option<&IssueType>,
        wanted: Option<&Named>,
    ) -> Result<Option<Granted<IssueRef, BrowseProjects>>> {
        let is_subtask = match (kind, wanted) {
            (None, _)
            | (
                Some(IssueType {
                    is_subtask: false, ..
                }),
                None,
            ) => return Ok(None),
            (Some(kind), _) => kind.is_subtask,
        };
        let which = wanted.and_then(|wanted| wanted.id.as_deref().or(wanted.key.as_deref()));
        let problem = match which {
            _ if !is_subtask => ("issuetype", messages::ISSUE_TYPE_NOT_VALID),
            None => ("issuetype", messages::PARENT_REQUIRED),
            Some(which) => match guard::issue::<BrowseProjects>(self.cx, tx, which).await {
                Err(Error::NotFound(_)) => ("parent", messages::NO_SUCH_PARENT),
                Err(error) => return Err(error),
                Ok(parent) if parent.project != self.project.id => {
                    ("parent", messages::PARENT_ELSEWHERE)
                }
                Ok(parent) if parent.is_archived => ("parent", messages::PARENT_IS_ARCHIVED),
                Ok(parent) if self.is_subtask(&parent) => ("parent", messages::PARENT_IS_SUBTASK),
                Ok(parent) => return Ok(Some(parent)),
            },
        };
        self.problems.field(problem.0, problem.1);
        Ok(None)
    }

    fn is_subtask(&self, issue: &IssueRef) -> bool {
        self.catalog
            .issue_type(issue.issue_type)
            .is_some_and(|kind| kind.is_subtask)
    }

    /// The caller, unless somebody else is named by who may.
    async fn reporter(&mut self, tx: &mut Tx, wanted: Option<Person>) -> Result<Option<UserId>> {
        let caller = self.cx.user_id();
        let name = match wanted {
            None | Some(Person::Automatic) => return Ok(caller),
            Some(Person::Nobody) => {
                self.problems.field("reporter", messages::REPORTER_REQUIRED);
                return Ok(caller);
            }
            Some(Person::Called(name)) => name,
        };
        let found = refs::user_by_name(tx, &name).await?;
        let found = found.filter(|user| user.active).map(|user| user.id);
        if found.is_some() && found == caller {
            return Ok(caller);
        }
        if !self.may(ProjectPermission::ModifyReporter) {
            self.refuse("reporter");
        } else if found.is_none() {
            self.problems
                .field("reporter", messages::REPORTER_NOT_VALID);
        }
        Ok(found)
    }

    /// A sub-task has its parent's level; other issues the one wanted, or the scheme's default.
    async fn level(
        &mut self,
        tx: &mut Tx,
        wanted: Option<Named>,
        parent: Option<&Granted<IssueRef, BrowseProjects>>,
    ) -> Result<Option<SecurityLevelId>> {
        if let Some(parent) = parent {
            if wanted.is_some() {
                self.refuse("security");
            }
            return Ok(parent.level);
        }
        let Some(wanted) = wanted else {
            let defaults = store::defaults(tx, self.project.id).await?;
            return Ok(defaults.and_then(|defaults| defaults.level));
        };
        if !self.may(ProjectPermission::SetIssueSecurity) {
            self.refuse("security");
            return Ok(None);
        }
        let level = choices::level(self.cx, tx, self.project.id, &wanted).await?;
        Ok(self.take("security", level))
    }

    /// Nobody names an assignee: then the project does.
    async fn assignee(
        &mut self,
        tx: &mut Tx,
        wanted: Option<Person>,
        components: &[Component],
        facts: IssueFacts<'static>,
    ) -> Result<Option<UserId>> {
        let (cx, project) = (self.cx, self.project);
        let may = |subject: &Subject| guard::may_be_assigned_new(cx, subject, project, facts);
        match wanted {
            None | Some(Person::Automatic) => {
                choices::default_assignee(tx, project.id, components, may).await
            }
            Some(_) if !self.may(ProjectPermission::AssignIssues) => {
                self.refuse("assignee");
                Ok(None)
            }
            Some(Person::Nobody) => Ok(None),
            Some(Person::Called(name)) => {
                let choice = choices::candidate(tx, &name).await?;
                let choice = choice.and_then(|candidate| {
                    let may = may(&candidate.subject);
                    candidate.chosen(may)
                });
                Ok(self.take("assignee", choice))
            }
        }
    }
}
