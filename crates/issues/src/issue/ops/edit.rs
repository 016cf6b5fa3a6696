//! Changing an issue: what it holds is locked, compared field by field with what is wanted, and stored
//! with its history if anything differs.

use base::error::Problems;
use base::guard::{self, Granted, IssueRef};
use base::refs::{self, users_by_ids};
use base::{Cx, Result, Tx, messages};
use model::permission::may::{AddComments, AssignIssues, EditIssues};
use model::{ProjectPermission, UserId};
use policy::Subject;
use projects::component::{self, Component};
use projects::screen::screens;
use projects::{Catalog, Offer, catalog, offers};
use serde_json::json;

use super::super::given::{Given, GivenTime, Named, Person};
use super::super::store::{self, Kind, Values};
use super::choices::{self, Choice};
use super::differences::differences;
use super::lists::Lists;
use crate::again;
use crate::field::custom::{Changes, Target};
use crate::history::{self, Item};
use crate::screen::refuse_others;
use crate::{comment, issue_link, worklog};

/// Changes an issue. `problems` are those found in reading what is wanted.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn edit(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, EditIssues>,
    mut given: Given,
    mut problems: Problems,
) -> Result<()> {
    let old = store::lock(tx, issue.id)
        .await?
        .ok_or_else(messages::no_such_issue)?;
    let catalog = catalog(cx, tx).await?;
    check_editable(&catalog, issue, &old)?;
    let screens = screens(cx, tx).await?;
    let screen = screens.get(projects::screen::DEFAULT);
    refuse_others(screen, &given.named, &mut problems);
    let offers = offers(cx, tx).await?;
    let comments = std::mem::take(&mut given.comments);
    let links = std::mem::take(&mut given.links);
    let worklogs = std::mem::take(&mut given.worklogs);
    let custom = std::mem::take(&mut given.custom);
    let mut edit = Edit {
        cx,
        issue,
        catalog: &catalog,
        offer: offers.offer(&catalog, issue.project),
        old: &old,
        new: old.clone(),
        problems,
    };
    let lists = edit.apply(tx, given).await?;
    let Edit {
        new, mut problems, ..
    } = edit;
    let target = Target::of(issue, new.issue_type);
    let custom = Changes::take(cx, tx, target, custom, &mut problems).await?;
    problems.check()?;
    lists.store(tx, issue.id).await?;
    let mut items = lists.items();
    items.extend(custom.items());
    custom.store(cx, tx, issue.id).await?;
    save(cx, tx, issue, &catalog, (&old, &new), items).await?;
    if !comments.is_empty() {
        let issue = issue.also::<AddComments>(cx)?;
        for given in &comments {
            comment::create(cx, tx, &issue, given).await?;
        }
    }
    worklog::create_all(cx, tx, issue.id, &worklogs).await?;
    issue_link::create_all(cx, tx, issue.id, &links).await
}

/// Takes over what was given on the screen of a transition: as an edit, but the right to edit is not asked for.
/// `new` is what the transition itself makes of the issue.
///
/// # Errors
/// When the database cannot be read; what is wrong with the fields is noted.
pub async fn apply_on_screen<P: Send + Sync>(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, P>,
    catalog: &Catalog,
    (old, new): (&Values, Values),
    given: Given,
    problems: &mut Problems,
) -> Result<(Values, Lists)> {
    let offers = offers(cx, tx).await?;
    let mut edit = Edit {
        cx,
        issue,
        catalog,
        offer: offers.offer(catalog, issue.project),
        old,
        new,
        problems: std::mem::take(problems),
    };
    let lists = edit.apply(tx, given).await?;
    *problems = edit.problems;
    Ok((edit.new, lists))
}

/// Refuses to edit an issue in a status in which its workflow lets nothing be edited.
fn check_editable<P>(catalog: &Catalog, issue: &Granted<IssueRef, P>, old: &Values) -> Result<()> {
    let workflow = catalog.workflow_of(issue.workflow_scheme, old.issue_type);
    if workflow.is_none_or(|workflow| workflow.is_editable(old.status)) {
        return Ok(());
    }
    let status = catalog.status(old.status);
    Err(messages::issue_not_editable(
        status.map_or("", |status| &status.name),
    ))
}

/// Makes somebody, or nobody, the assignee of an issue.
///
/// # Errors
/// Invalid, if there is no such user or they may not be the assignee.
pub async fn assign(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, AssignIssues>,
    wanted: &Person,
) -> Result<()> {
    let old = store::lock(tx, issue.id)
        .await?
        .ok_or_else(messages::no_such_issue)?;
    let catalog = catalog(cx, tx).await?;
    check_editable(&catalog, issue, &old)?;
    let mut new = old.clone();
    match assignee(cx, tx, issue, wanted, None).await? {
        Ok(assignee) => new.assignee = assignee,
        Err(problem) => return Err(base::Error::invalid_field("assignee", problem)),
    }
    save(cx, tx, issue, &catalog, (&old, &new), Vec::new()).await
}

/// Returns the assignee wanted, if they may be it. `components` are those the issue will have, if they
/// change with it.
///
/// # Errors
/// When the database cannot be read.
pub async fn assignee<P: Send + Sync>(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, P>,
    wanted: &Person,
    components: Option<Vec<Component>>,
) -> Result<Choice<Option<UserId>>> {
    let may = |subject: &Subject| guard::may_be_assigned(cx, subject, issue);
    Ok(match wanted {
        Person::Nobody => Ok(None),
        Person::Automatic => {
            let components = match components {
                Some(components) => components,
                None => components_of(tx, issue).await?,
            };
            Ok(choices::default_assignee(tx, issue.project, &components, may).await?)
        }
        Person::Called(name) => {
            let choice = choices::candidate(tx, name).await?;
            choice.and_then(|candidate| {
                let may = may(&candidate.subject);
                candidate.chosen(may).map(Some)
            })
        }
    })
}

/// Returns the components of an issue, by name.
async fn components_of(tx: &mut Tx, issue: &IssueRef) -> Result<Vec<Component>> {
    let ids = store::things_of(tx, Kind::Component, issue.id).await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut components = component::of_project(tx, issue.project).await?;
    components.retain(|known| ids.contains(&known.id.0));
    Ok(components)
}

/// Stores what an issue holds now, with the history of what became different, `items` included. Nothing
/// different: nothing stored.
///
/// # Errors
/// When the database refuses.
pub async fn save<P>(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, P>,
    catalog: &Catalog,
    (old, new): (&Values, &Values),
    mut items: Vec<Item>,
) -> Result<()> {
    let people = [old.assignee, new.assignee, old.reporter, new.reporter];
    let people = users_by_ids(tx, people.into_iter().flatten()).await?;
    let levels = if old.level == new.level {
        Vec::new()
    } else {
        store::levels(tx, issue.project).await?
    };
    items.extend(differences(old, new, catalog, &people, &levels));
    if items.is_empty() {
        return Ok(());
    }
    store::update(tx, issue.id, new, cx.now())
        .await
        .map_err(again)?;
    if old.level != new.level {
        store::update_levels_of_subtasks(tx, issue.id, new.level).await?;
    }
    if (&old.summary, &old.description, &old.environment)
        != (&new.summary, &new.description, &new.environment)
    {
        super::write_words(tx, issue.project, issue.id, new).await?;
    }
    let change = history::record(cx, tx, issue.id, &items).await?;
    let fields: Vec<&str> = items.iter().map(|item| item.field.as_str()).collect();
    let payload = json!({ "issue": issue.id.0, "fields": fields, "change": change.map(|id| id.0) });
    tx.event(cx, "issue_updated", &payload).await
}

/// An edit in the making.
struct Edit<'a, P> {
    cx: &'a Cx,
    issue: &'a Granted<IssueRef, P>,
    catalog: &'a Catalog,
    offer: Offer<'a>,
    old: &'a Values,
    new: Values,
    problems: Problems,
}

impl<P: Send + Sync> Edit<'_, P> {
    /// Takes over what is wanted, as far as it can be had; returns what becomes of the lists.
    async fn apply(&mut self, tx: &mut Tx, given: Given) -> Result<Lists> {
        // None of these is on the screen an issue is edited with.
        let elsewhere = [
            ("project", given.project.is_some()),
            ("parent", given.parent.is_some()),
            ("resolution", given.resolution.is_some()),
        ];
        for (field, is_given) in elsewhere {
            if is_given {
                self.refuse(field);
            }
        }
        if let Some(wanted) = &given.issue_type {
            self.issue_type(wanted);
        }
        if let Some(wanted) = given.summary
            && let Some(summary) = self.take("summary", choices::summary(wanted))
        {
            self.new.summary = summary;
        }
        if let Some(wanted) = given.description
            && let Some(text) = self.take("description", choices::long_text(wanted))
        {
            self.new.description = text;
        }
        if let Some(wanted) = given.environment
            && let Some(text) = self.take("environment", choices::long_text(wanted))
        {
            self.new.environment = text;
        }
        if let Some(wanted) = given.due_date {
            if let Some(day) = self.take("duedate", choices::day(wanted)) {
                self.new.due_date = day;
            }
            let differs = self.new.due_date != self.old.due_date;
            self.check_may("duedate", differs, ProjectPermission::ScheduleIssues);
        }
        if let Some(wanted) = given.priority {
            let choose = |wanted| choices::priority(&wanted, self.catalog, &self.offer);
            let priority = wanted.map(choose);
            if let Some(priority) = self.take("priority", priority.transpose()) {
                self.new.priority = priority;
            }
        }
        self.time(&given.time);
        let id = Some(self.issue.id);
        let project = self.issue.project;
        let lists = Lists::take(tx, id, project, given.lists, &mut self.problems).await?;
        let field = Kind::FixVersion.field();
        let differs = lists.differs(Kind::FixVersion);
        self.check_may(field, differs, ProjectPermission::ResolveIssues);
        self.people(tx, given.assignee, given.reporter, lists.components())
            .await?;
        if let Some(wanted) = given.security {
            self.level(tx, wanted).await?;
        }
        Ok(lists)
    }

    /// Takes over the estimates. The first estimate of work not yet begun is also what remains.
    fn time(&mut self, given: &GivenTime) {
        if let Some(wanted) = &given.original
            && let Some(original) = self.take("timetracking", choices::estimate(wanted.as_deref()))
        {
            self.new.original_estimate = original;
            let is_new = self.old.remaining_estimate.is_none() && self.old.time_spent.is_none();
            if is_new && given.remaining.is_none() {
                self.new.remaining_estimate = original;
            }
        }
        if let Some(wanted) = &given.remaining
            && let Some(remaining) = self.take("timetracking", choices::estimate(wanted.as_deref()))
        {
            self.new.remaining_estimate = remaining;
        }
    }

    fn take<T>(&mut self, field: &str, choice: Choice<T>) -> Option<T> {
        choice
            .map_err(|problem| self.problems.field(field, problem))
            .ok()
    }

    fn refuse(&mut self, field: &str) {
        self.problems.field(field, messages::cannot_be_set(field));
    }

    /// Refuses a field that would change without the permission it needs. One that stays as it is may be
    /// sent by anybody: clients send back what they have read.
    fn check_may(&mut self, field: &str, differs: bool, permission: ProjectPermission) {
        if differs && !guard::may_on_issue(self.cx, self.issue, permission) {
            self.refuse(field);
        }
    }

    /// A sub-task cannot become something else, nor something else a sub-task.
    fn issue_type(&mut self, wanted: &Named) {
        let catalog = self.catalog;
        let is_subtask = self.old.parent.is_some();
        let choice = choices::issue_type(wanted, catalog, &self.offer);
        let choice = choice.and_then(|kind| {
            // Another workflow may lack the status, and would be followed from nowhere.
            let scheme = self.issue.workflow_scheme;
            let workflow = |id| catalog.workflow_of(scheme, id).map(|known| known.id);
            let is_same = workflow(kind.id) == workflow(self.old.issue_type);
            if kind.is_subtask == is_subtask && is_same {
                Ok(kind.id)
            } else {
                Err(messages::ISSUE_TYPE_NOT_VALID.to_owned())
            }
        });
        if let Some(kind) = self.take("issuetype", choice) {
            self.new.issue_type = kind;
        }
    }

    async fn people(
        &mut self,
        tx: &mut Tx,
        new_assignee: Option<Person>,
        new_reporter: Option<Person>,
        components: Option<Vec<Component>>,
    ) -> Result<()> {
        if let Some(wanted) = new_reporter {
            let choice = match wanted {
                Person::Called(name) => refs::user_by_name(tx, &name)
                    .await?
                    .map(|user| Some(user.id))
                    .ok_or_else(|| messages::REPORTER_NOT_VALID.to_owned()),
                Person::Nobody | Person::Automatic => Err(messages::REPORTER_REQUIRED.to_owned()),
            };
            if let Some(reporter) = self.take("reporter", choice) {
                self.new.reporter = reporter;
            }
            let differs = self.new.reporter != self.old.reporter;
            self.check_may("reporter", differs, ProjectPermission::ModifyReporter);
        }
        if let Some(wanted) = new_assignee {
            if self.is_assignee(tx, &wanted).await? {
                return Ok(());
            }
            let choice = assignee(self.cx, tx, self.issue, &wanted, components).await?;
            if let Some(assignee) = self.take("assignee", choice) {
                self.new.assignee = assignee;
            }
            self.check_may("assignee", true, ProjectPermission::AssignIssues);
        }
        Ok(())
    }

    /// Returns whether the person is the assignee already: then nothing is asked, not even whether they
    /// still may be.
    async fn is_assignee(&self, tx: &mut Tx, wanted: &Person) -> Result<bool> {
        Ok(match wanted {
            Person::Nobody => self.old.assignee.is_none(),
            Person::Automatic => false,
            Person::Called(name) => refs::user_by_name(tx, name)
                .await?
                .is_some_and(|user| Some(user.id) == self.old.assignee),
        })
    }

    async fn level(&mut self, tx: &mut Tx, wanted: Option<Named>) -> Result<()> {
        if self.old.parent.is_some() {
            self.refuse("security");
            return Ok(());
        }
        if let Some(wanted) = wanted {
            let level = choices::level(self.cx, tx, self.issue.project, &wanted).await?;
            if let Some(level) = self.take("security", level) {
                self.new.level = Some(level);
            }
        } else {
            self.new.level = None;
        }
        let differs = self.new.level != self.old.level;
        self.check_may("security", differs, ProjectPermission::SetIssueSecurity);
        Ok(())
    }
}
