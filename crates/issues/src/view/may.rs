//! What the reader may do with the issue: asked once, so that what they may not is not offered.

use base::guard::{self, Granted, IssueRef};
use base::{Cx, Result};
use model::permission::may::BrowseProjects;
use model::{ProjectPermission as P, UserId};
use projects::catalog;

/// What the reader may do with an issue.
#[derive(Clone, Copy, Debug, Default)]
pub struct May {
    pub edit: bool,
    pub assign: bool,
    /// Whether they may assign it to themselves.
    pub assign_self: bool,
    pub modify_reporter: bool,
    pub schedule: bool,
    pub set_security: bool,
    pub comment: bool,
    pub attach: bool,
    pub link: bool,
    pub work: bool,
    pub create: bool,
    pub delete: bool,
    pub manage_watchers: bool,
    pub view_people: bool,
    /// Whether they may vote and watch at all.
    pub take_part: bool,
    /// Whether the permission helper answers them.
    pub examine: bool,
    edit_comments: Both,
    delete_comments: Both,
    edit_worklogs: Both,
    delete_worklogs: Both,
    delete_files: Both,
    caller: Option<UserId>,
}

/// Whether something may be done with what anybody made, and with one's own.
#[derive(Clone, Copy, Debug, Default)]
struct Both {
    all: bool,
    own: bool,
}

impl May {
    pub async fn read(
        cx: &Cx,
        tx: &mut db::Tx,
        issue: &Granted<IssueRef, BrowseProjects>,
    ) -> Result<Self> {
        let may = |permission| guard::may_on_issue(cx, issue, permission);
        let both = |all, own| Both {
            all: may(all),
            own: may(own),
        };
        let catalog = catalog(cx, tx).await?;
        let workflow = catalog.workflow_of(issue.workflow_scheme, issue.issue_type);
        let is_editable = workflow.is_none_or(|workflow| workflow.is_editable(issue.status));
        let is_subtask = catalog
            .issue_type(issue.issue_type)
            .is_some_and(|known| known.is_subtask);
        let is_signed_in = cx.user_id().is_some();
        Ok(Self {
            edit: is_editable && may(P::EditIssues),
            assign: may(P::AssignIssues),
            assign_self: cx.user_id().is_some()
                && issue.assignee != cx.user_id()
                && may(P::AssignIssues)
                && may(P::AssignableUser),
            modify_reporter: may(P::ModifyReporter),
            schedule: may(P::ScheduleIssues),
            set_security: may(P::SetIssueSecurity),
            comment: may(P::AddComments),
            // Their forms are for those who have signed in.
            attach: is_signed_in && may(P::CreateAttachments),
            link: is_signed_in && may(P::LinkIssues),
            work: is_signed_in && may(P::WorkOnIssues),
            create: !is_subtask && !issue.is_archived && may(P::CreateIssues),
            delete: is_signed_in && may(P::DeleteIssues),
            manage_watchers: is_signed_in && !issue.is_archived && may(P::ManageWatchers),
            view_people: may(P::ViewVotersAndWatchers),
            take_part: cx.user_id().is_some() && !issue.is_archived,
            examine: guard::administers(cx, issue.project),
            edit_comments: both(P::EditAllComments, P::EditOwnComments),
            delete_comments: both(P::DeleteAllComments, P::DeleteOwnComments),
            edit_worklogs: both(P::EditAllWorklogs, P::EditOwnWorklogs),
            delete_worklogs: both(P::DeleteAllWorklogs, P::DeleteOwnWorklogs),
            delete_files: both(P::DeleteAllAttachments, P::DeleteOwnAttachments),
            caller: cx.user_id(),
        })
    }

    fn both(&self, both: Both, author: Option<UserId>) -> bool {
        both.all || both.own && author.is_some() && author == self.caller
    }

    pub fn edit_comment(&self, author: Option<UserId>) -> bool {
        self.both(self.edit_comments, author)
    }

    pub fn delete_comment(&self, author: Option<UserId>) -> bool {
        self.both(self.delete_comments, author)
    }

    pub fn edit_worklog(&self, author: Option<UserId>) -> bool {
        self.both(self.edit_worklogs, author)
    }

    pub fn delete_worklog(&self, author: Option<UserId>) -> bool {
        self.both(self.delete_worklogs, author)
    }

    pub fn delete_file(&self, author: Option<UserId>) -> bool {
        self.both(self.delete_files, author)
    }

    /// Returns whether a field of this id may be edited, as far as it is on the screen.
    pub fn edit_field(&self, id: &str) -> bool {
        match id {
            "assignee" => self.assign,
            "reporter" => self.edit && self.modify_reporter,
            "duedate" => self.edit && self.schedule,
            "security" => self.edit && self.set_security,
            _ => self.edit,
        }
    }
}
