//! The names of events that a webhook may be told of.

/// A name, and whether the issue filter of a webhook applies to it.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// The name, as the reference has it.
    pub name: &'static str,
    /// What it is called on the page.
    pub label: &'static str,
    /// Whether something here causes it. The others may be registered for, as clients do, and stay silent.
    pub happens: bool,
}

const fn yes(name: &'static str, label: &'static str) -> Event {
    Event {
        name,
        label,
        happens: true,
    }
}

const fn no(name: &'static str) -> Event {
    Event {
        name,
        label: "",
        happens: false,
    }
}

/// All names.
pub const EVENTS: &[Event] = &[
    yes("jira:issue_created", "Issue created"),
    yes("jira:issue_updated", "Issue updated"),
    yes("jira:issue_deleted", "Issue deleted"),
    yes("comment_created", "Comment created"),
    yes("comment_updated", "Comment updated"),
    yes("comment_deleted", "Comment deleted"),
    yes("worklog_created", "Worklog created"),
    yes("worklog_updated", "Worklog updated"),
    yes("worklog_deleted", "Worklog deleted"),
    yes("issuelink_created", "Issue link created"),
    yes("issuelink_deleted", "Issue link deleted"),
    yes("project_created", "Project created"),
    yes("project_updated", "Project updated"),
    yes("project_deleted", "Project deleted"),
    yes("project_archived", "Project archived"),
    yes("project_restored", "Project restored"),
    yes("jira:version_created", "Version created"),
    yes("jira:version_updated", "Version updated"),
    yes("jira:version_deleted", "Version deleted"),
    yes("jira:version_moved", "Version moved"),
    yes("jira:version_released", "Version released"),
    yes("jira:version_unreleased", "Version unreleased"),
    yes("jira:version_merged", "Version merged"),
    yes("user_created", "User created"),
    yes("user_updated", "User updated"),
    yes("user_deleted", "User deleted"),
    no("jira:worklog_updated"),
    no("option_voting_changed"),
    no("option_watching_changed"),
    no("option_unassigned_issues_changed"),
    no("option_subtasks_changed"),
    no("option_attachments_changed"),
    no("option_issuelinks_changed"),
    no("option_timetracking_changed"),
    no("attachment_created"),
    no("attachment_deleted"),
    no("sprint_created"),
    no("sprint_updated"),
    no("sprint_deleted"),
    no("sprint_started"),
    no("sprint_closed"),
    no("board_created"),
    no("board_updated"),
    no("board_deleted"),
    no("board_configuration_changed"),
];

/// Returns whether there is an event of this name.
pub fn is_known(name: &str) -> bool {
    EVENTS.iter().any(|event| event.name == name)
}
