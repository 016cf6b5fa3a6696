//! The permissions themselves, a row for each, in the order of the scheme page.
//!
//! Names and numbers are the reference's, since clients know them; descriptions are our own. A row
//! is read by [`super`] for the enums and by [`super::may`] for the markers.

/// Calls the macro named with every project permission:
/// `Variant: Category, legacy id, key, old key, name, description;`.
macro_rules! for_each_project_permission {
    ($callback:ident) => { $callback! {
        AdministerProjects: Project, 23, "ADMINISTER_PROJECTS", Some("PROJECT_ADMIN"),
            "Administer Projects", "Configure the project: its details, components, versions and people in roles.";
        BrowseProjects: Project, 10, "BROWSE_PROJECTS", Some("BROWSE"),
            "Browse Projects", "See the project and its issues. Other permissions on an issue need this one.";
        ManageSprints: Project, -1, "MANAGE_SPRINTS_PERMISSION", None,
            "Manage Sprints", "Create, change and delete the sprints of the project's boards.";
        StartStopSprints: Project, -1, "START_STOP_SPRINTS_PERMISSION", None,
            "Start/Complete Sprints", "Begin a planned sprint and close a running one.";
        EditSprintNameAndGoal: Project, -1, "EDIT_SPRINT_NAME_AND_GOAL_PERMISSION", None,
            "Edit Sprints", "Reword the name and the goal of a sprint.";
        ViewDevTools: Project, 29, "VIEW_DEV_TOOLS", Some("VIEW_VERSION_CONTROL"),
            "View Development Tools", "See the commits, reviews and builds that belong to an issue.";
        ViewReadonlyWorkflow: Project, 45, "VIEW_READONLY_WORKFLOW", Some("VIEW_WORKFLOW_READONLY"),
            "View Read-Only Workflow", "Look at the drawing of the workflow an issue follows.";

        AssignableUser: Issue, 17, "ASSIGNABLE_USER", None,
            "Assignable User", "Be chosen as the assignee of an issue.";
        AssignIssues: Issue, 13, "ASSIGN_ISSUES", Some("ASSIGN_ISSUE"),
            "Assign Issues", "Choose who is the assignee of an issue.";
        ArchiveIssues: Issue, -1, "ARCHIVE_ISSUES", None,
            "Archive Issues", "Put single issues of the project away into the archive.";
        RestoreIssues: Issue, -1, "RESTORE_ISSUES", None,
            "Restore Issues", "Bring archived issues of the project back.";
        BrowseProjectArchive: Issue, -1, "BROWSE_PROJECT_ARCHIVE", None,
            "Browse Project Archive", "See the archived issues of the project.";
        CloseIssues: Issue, 18, "CLOSE_ISSUES", Some("CLOSE_ISSUE"),
            "Close Issues", "Close issues, usually once the solution has been checked.";
        CreateIssues: Issue, 11, "CREATE_ISSUES", Some("CREATE_ISSUE"),
            "Create Issues", "Add new issues to the project.";
        DeleteIssues: Issue, 16, "DELETE_ISSUES", Some("DELETE_ISSUE"),
            "Delete Issues", "Remove issues for good, with all that belongs to them.";
        EditIssues: Issue, 12, "EDIT_ISSUES", Some("EDIT_ISSUE"),
            "Edit Issues", "Change the fields of an issue.";
        LinkIssues: Issue, 21, "LINK_ISSUES", Some("LINK_ISSUE"),
            "Link Issues", "Connect issues with each other, where linking is switched on.";
        ModifyReporter: Issue, 30, "MODIFY_REPORTER", None,
            "Modify Reporter", "Name somebody else as the reporter, when creating or editing an issue.";
        MoveIssues: Issue, 25, "MOVE_ISSUES", Some("MOVE_ISSUE"),
            "Move Issues", "Take issues to another project, given the right to create them there, or to another workflow.";
        ResolveIssues: Issue, 14, "RESOLVE_ISSUES", Some("RESOLVE_ISSUE"),
            "Resolve Issues", "Resolve and reopen issues, and set the versions they are fixed in.";
        ScheduleIssues: Issue, 28, "SCHEDULE_ISSUES", Some("SCHEDULE_ISSUE"),
            "Schedule Issues", "See and set the day an issue is due.";
        SetIssueSecurity: Issue, 26, "SET_ISSUE_SECURITY", None,
            "Set Issue Security", "Choose the security level that decides who sees an issue.";
        TransitionIssues: Issue, 46, "TRANSITION_ISSUES", Some("TRANSITION_ISSUE"),
            "Transition Issues", "Take issues from one status to the next.";

        ManageWatchers: VotersAndWatchers, 32, "MANAGE_WATCHERS", Some("MANAGE_WATCHER_LIST"),
            "Manage Watchers", "Add and remove other people as watchers of an issue.";
        ViewVotersAndWatchers: VotersAndWatchers, 31, "VIEW_VOTERS_AND_WATCHERS", None,
            "View Voters and Watchers", "See who voted for an issue and who watches it.";

        AddComments: Comments, 15, "ADD_COMMENTS", Some("COMMENT_ISSUE"),
            "Add Comments", "Comment on issues.";
        DeleteAllComments: Comments, 36, "DELETE_ALL_COMMENTS", Some("COMMENT_DELETE_ALL"),
            "Delete All Comments", "Remove comments, whoever wrote them.";
        DeleteOwnComments: Comments, 37, "DELETE_OWN_COMMENTS", Some("COMMENT_DELETE_OWN"),
            "Delete Own Comments", "Remove the comments one wrote.";
        EditAllComments: Comments, 34, "EDIT_ALL_COMMENTS", Some("COMMENT_EDIT_ALL"),
            "Edit All Comments", "Change comments, whoever wrote them.";
        EditOwnComments: Comments, 35, "EDIT_OWN_COMMENTS", Some("COMMENT_EDIT_OWN"),
            "Edit Own Comments", "Change the comments one wrote.";

        CreateAttachments: Attachments, 19, "CREATE_ATTACHMENTS", Some("CREATE_ATTACHMENT"),
            "Create Attachments", "Attach files to issues.";
        DeleteAllAttachments: Attachments, 38, "DELETE_ALL_ATTACHMENTS", Some("ATTACHMENT_DELETE_ALL"),
            "Delete All Attachments", "Remove attached files, whoever added them.";
        DeleteOwnAttachments: Attachments, 39, "DELETE_OWN_ATTACHMENTS", Some("ATTACHMENT_DELETE_OWN"),
            "Delete Own Attachments", "Remove the files one attached.";

        WorkOnIssues: TimeTracking, 20, "WORK_ON_ISSUES", Some("WORK_ISSUE"),
            "Work On Issues", "Log the time spent on an issue.";
        DeleteAllWorklogs: TimeTracking, 43, "DELETE_ALL_WORKLOGS", Some("WORKLOG_DELETE_ALL"),
            "Delete All Worklogs", "Remove logged work, whoever logged it.";
        DeleteOwnWorklogs: TimeTracking, 42, "DELETE_OWN_WORKLOGS", Some("WORKLOG_DELETE_OWN"),
            "Delete Own Worklogs", "Remove the work one logged.";
        EditAllWorklogs: TimeTracking, 41, "EDIT_ALL_WORKLOGS", Some("WORKLOG_EDIT_ALL"),
            "Edit All Worklogs", "Change logged work, whoever logged it.";
        EditOwnWorklogs: TimeTracking, 40, "EDIT_OWN_WORKLOGS", Some("WORKLOG_EDIT_OWN"),
            "Edit Own Worklogs", "Change the work one logged.";
    } };
}

/// Calls the macro named with every global permission: `Variant: legacy id, key, name, description;`.
macro_rules! for_each_global_permission {
    ($callback:ident) => { $callback! {
        SystemAdmin: 44, "SYSTEM_ADMIN",
            "Jira System Administrators", "Do everything an administrator may, and what touches the server itself, such as import and mail.";
        Administer: 0, "ADMINISTER",
            "Jira Administrators", "Administer users, projects, schemes and fields, but not the server itself.";
        UserPicker: 27, "USER_PICKER",
            "Browse Users", "Look people up by name: pick them in a field, mention them, share with them.";
        CreateSharedObjects: 22, "CREATE_SHARED_OBJECTS",
            "Create Shared Objects", "Share filters and dashboards with others, and create boards.";
        ManageGroupFilterSubscriptions: 24, "MANAGE_GROUP_FILTER_SUBSCRIPTIONS",
            "Manage Group Filter Subscriptions", "Have the results of a filter mailed to a whole group.";
        BulkChange: 33, "BULK_CHANGE",
            "Bulk Change", "Change many issues in one operation.";
        BrowseArchive: -1, "BROWSE_ARCHIVE",
            "Browse Archive", "See the archived issues of all projects one may browse.";
    } };
}
