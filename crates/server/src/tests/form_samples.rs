//! The forms of the pages: where each stands, how it is filled in well, and what its fields must refuse, on the
//! data of [`seed`].
//!
//! Long because it is a table with a row a form, as that of the routes.

use serde_json::json;
use testkit::{PASSWORD, TestApp};

use super::matrix_samples;

/// A form and what its fields must refuse.
#[derive(Debug)]
pub struct Sample {
    /// The page it is on.
    pub page: &'static str,
    /// Where it is sent.
    pub action: &'static str,
    /// What is filled in, so that it would be accepted.
    pub good: &'static [(&'static str, &'static str)],
    /// What must be refused beside the field, put in place of that field's good value.
    pub bad: &'static [(&'static str, Bad)],
}

/// What stands in a field and should not.
#[derive(Debug)]
pub enum Bad {
    /// Nothing is sent at all: no box is ticked.
    Absent,
    /// It is empty.
    Empty,
    /// Blanks.
    Blank,
    /// So many letters.
    Long(usize),
    /// This.
    Text(&'static str),
}

impl Bad {
    pub fn value(&self) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::Empty => Some(String::new()),
            Self::Blank => Some("  ".to_owned()),
            Self::Long(n) => Some("x".repeat(*n)),
            Self::Text(text) => Some((*text).to_owned()),
        }
    }
}

impl Sample {
    /// Returns whether this is the form that is sent to a route.
    pub fn is_for(&self, route: &str) -> bool {
        self.action == route.replace("{projectKey}", "MTX")
    }
}

use Bad::{Absent, Blank, Empty, Long, Text};

/// Longer than a line may be; than a text of several lines may be; than a password may be.
const LINE: Bad = Long(256);
const TEXT: Bad = Long(32_768);
const SECRET: Bad = Long(129);

/// Forms in which nothing is typed, with what else there is to say of them.
pub const WITHOUT_FIELDS: &[(&str, &str)] = &[
    (
        "/login.jsp",
        "says the same whatever is wrong, so nothing beside a field",
    ),
    ("/logout", "a button"),
    ("/secure/Logout.jspa", "a button"),
    ("/secure/VerifyEmail.jspa", "a button"),
    ("/secure/Unsubscribe.jspa", "buttons"),
    ("/secure/RevokePersonalAccessToken.jspa", "a button"),
    ("/secure/admin/WebSudoDrop.jspa", "a button"),
    ("/secure/admin/user/ResetFailedLoginCount.jspa", "a button"),
    ("/secure/admin/user/DeleteUser.jspa", "a button"),
    ("/plugins/servlet/webhooks/delete", "a button"),
    (
        "/secure/admin/user/EditUserProjectRoles.jspa",
        "boxes, each of which is right",
    ),
    ("/secure/admin/SendMail.jspa", "a button"),
    ("/secure/admin/DeleteMail.jspa", "a button"),
    ("/secure/admin/DeletePermissionScheme.jspa", "a button"),
    ("/secure/admin/EditPermissions.jspa", "a tick"),
    ("/secure/admin/DeleteIssueSecurityScheme.jspa", "a button"),
    (
        "/secure/admin/EditIssueSecurities!makeDefaultLevel.jspa",
        "a button",
    ),
    ("/secure/admin/DeleteIssueSecurity.jspa", "a button"),
    ("/secure/admin/workflows/EditWorkflowStep.jspa", "a button"),
    (
        "/secure/admin/workflows/DeleteWorkflowStep.jspa",
        "a button",
    ),
    ("/secure/admin/workflows/DeleteWorkflow.jspa", "a button"),
    (
        "/secure/admin/workflows/DeleteWorkflowTransitions.jspa",
        "a button",
    ),
    (
        "/secure/admin/workflows/DeleteWorkflowTransitionRule.jspa",
        "a button",
    ),
    ("/secure/admin/DeleteWorkflowScheme.jspa", "a button"),
    ("/secure/admin/PublishDraftWorkflowScheme.jspa", "a button"),
    ("/secure/admin/DiscardDraftWorkflowScheme.jspa", "a button"),
];

/// Returns the data that the forms are about: those of the matrix, a comment for the group `extras`, an
/// issue with a security level, a role that nothing names.
pub async fn seed() -> TestApp {
    let app = matrix_samples::seed().await;
    let admin = app.admin();
    admin
        .post(
            "/rest/api/2/group/user?groupname=extras",
            json!({ "name": testkit::ADMIN }),
        )
        .await
        .expect(201);
    let comment =
        json!({ "body": "for few", "visibility": { "type": "group", "value": "extras" } });
    admin
        .post("/rest/api/2/issue/MTX-1/comment", comment)
        .await
        .expect(201);
    let level = json!({ "fields": { "security": { "id": "10001" } } });
    admin
        .put("/rest/api/2/issue/MTX-2", level)
        .await
        .expect(204);
    let role = json!({ "name": "Unused", "description": "" });
    admin.post("/rest/api/2/role", role).await.expect(200);
    app
}

pub const FORMS_OF_NOBODY: &[Sample] = &[
    Sample {
        page: "/secure/ForgotLoginDetails!default.jspa",
        action: "/secure/ForgotLoginDetails.jspa",
        good: &[("username", "nobody")],
        bad: &[("username", Empty), ("username", Blank), ("username", LINE)],
    },
    Sample {
        page: "/secure/ResetPassword!default.jspa?os_username=spare&token=password",
        action: "/secure/ResetPassword.jspa",
        good: &[
            ("password", "another password"),
            ("confirm", "another password"),
        ],
        bad: &[
            ("password", Empty),
            ("password", SECRET),
            ("confirm", Empty),
            ("confirm", Text("something else")),
        ],
    },
];

pub const SET_UP: &[Sample] = &[Sample {
    page: "/secure/SetupAdminAccount!default.jspa",
    action: "/secure/SetupAdminAccount.jspa",
    good: &[
        ("code", "test-setup-code"),
        ("fullname", "Ada"),
        ("email", "ada@example.com"),
        ("username", "ada"),
        ("password", PASSWORD),
        ("confirm", PASSWORD),
    ],
    bad: &[
        ("code", Empty),
        ("code", Text("guessed")),
        ("fullname", Empty),
        ("fullname", LINE),
        ("email", Empty),
        ("email", Text("ada at example")),
        ("email", LINE),
        ("username", Empty),
        ("username", Blank),
        ("username", LINE),
        ("username", Text("<ada>")),
        ("confirm", Empty),
        ("confirm", Text("something else")),
    ],
}];

/// What every name of a thing must refuse.
macro_rules! names {
    ($field:literal, $taken:literal $(, $more:expr)*) => {
        &[
            ($field, Empty),
            ($field, Blank),
            ($field, LINE),
            ($field, Text($taken)),
            $($more),*
        ]
    };
}

pub const ADMIN_FORMS: &[Sample] = &[
    // system
    Sample {
        page: "/secure/admin/PermissionHelper.jspa",
        action: "/secure/admin/PermissionHelper.jspa",
        good: &[
            ("username", "member"),
            ("issueKey", "MTX-1"),
            ("permission", "BROWSE_PROJECTS"),
        ],
        bad: &[
            ("username", Text("nope")),
            ("username", LINE),
            ("issueKey", Empty),
            ("issueKey", Text("MTX-77")),
            ("issueKey", Text("nonsense")),
            ("issueKey", LINE),
            ("permission", Empty),
            ("permission", Text("NOPE")),
        ],
    },
    // accounts
    Sample {
        page: "/secure/admin/ApplicationAccess.jspa",
        action: "/secure/admin/ApplicationAccess.jspa",
        good: &[("group", "extras"), ("add", "true")],
        bad: &[("group", Empty), ("group", LINE), ("group", Text("nope"))],
    },
    Sample {
        page: "/secure/admin/GlobalPermissions!default.jspa",
        action: "/secure/admin/GlobalPermissions.jspa",
        good: &[("globalPermType", "BULK_CHANGE"), ("groupName", "extras")],
        bad: &[
            ("globalPermType", Empty),
            ("globalPermType", Text("NOPE")),
            ("groupName", Empty),
            ("groupName", LINE),
            ("groupName", Text("nope")),
        ],
    },
    Sample {
        page: "/secure/admin/user/GroupBrowser.jspa",
        action: "/secure/admin/user/GroupBrowser!add.jspa",
        good: &[("addName", "new")],
        bad: names!("addName", "Extras", ("addName", Text("a\u{1}b"))),
    },
    Sample {
        page: "/secure/admin/user/DeleteGroup!default.jspa?name=extras",
        action: "/secure/admin/user/DeleteGroup.jspa",
        good: &[("swapGroup", "test-admins")],
        bad: &[
            ("swapGroup", Empty),
            ("swapGroup", LINE),
            ("swapGroup", Text("nope")),
            ("swapGroup", Text("extras")),
        ],
    },
    Sample {
        page: "/secure/admin/user/BulkEditUserGroups!default.jspa?selectedGroupsStr=extras",
        action: "/secure/admin/user/BulkEditUserGroups.jspa",
        good: &[("usersToAssignStr", "member, lead"), ("assign", "true")],
        bad: &[
            ("usersToAssignStr", Empty),
            ("usersToAssignStr", Blank),
            ("usersToAssignStr", LINE),
            ("usersToAssignStr", Text("member, nope")),
            ("usersToAssignStr", Text("spare")),
        ],
    },
    Sample {
        page: "/secure/admin/user/BulkEditUserGroups!default.jspa?selectedGroupsStr=extras",
        action: "/secure/admin/user/BulkEditUserGroups.jspa",
        good: &[("usersToUnassign", "spare"), ("unassign", "true")],
        bad: &[("usersToUnassign", Absent)],
    },
    Sample {
        page: "/secure/admin/InviteUser!default.jspa",
        action: "/secure/admin/InviteUser.jspa",
        good: &[("emails", "new@example.com")],
        bad: &[
            ("emails", Empty),
            ("emails", Blank),
            ("emails", Text("nonsense")),
            ("emails", Text("spare@example.com")),
            ("emails", Long(300)),
        ],
    },
    Sample {
        page: "/secure/admin/WebSudoAuthenticate!default.jspa",
        action: "/secure/admin/WebSudoAuthenticate.jspa",
        good: &[("webSudoPassword", PASSWORD)],
        bad: &[
            ("webSudoPassword", Empty),
            ("webSudoPassword", Text("not the password")),
        ],
    },
    Sample {
        page: "/secure/EditProfile!default.jspa",
        action: "/secure/EditProfile.jspa",
        good: &[
            ("fullname", "Other"),
            ("email", "other@example.com"),
            ("password", PASSWORD),
        ],
        bad: &[
            ("fullname", Empty),
            ("fullname", Blank),
            ("fullname", LINE),
            ("email", Empty),
            ("email", Text("nonsense")),
            ("email", LINE),
            ("password", Empty),
            ("password", Text("not the password")),
        ],
    },
    Sample {
        page: "/secure/ChangePassword!default.jspa",
        action: "/secure/ChangePassword.jspa",
        good: &[
            ("current", PASSWORD),
            ("password", "another password"),
            ("confirm", "another password"),
        ],
        bad: &[
            ("current", Empty),
            ("current", Text("not the password")),
            ("password", Empty),
            ("confirm", Empty),
            ("confirm", Text("something else")),
        ],
    },
    Sample {
        page: "/secure/ViewPersonalAccessTokens.jspa",
        action: "/secure/CreatePersonalAccessToken.jspa",
        good: &[("name", "new"), ("days", "90")],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", LINE),
            ("days", Text("x")),
            ("days", Text("-1")),
        ],
    },
    Sample {
        page: "/secure/admin/user/AddUser!default.jspa",
        action: "/secure/admin/user/AddUser.jspa",
        good: &[
            ("email", "new@example.com"),
            ("fullname", "New"),
            ("username", "new"),
            ("password", "another password"),
        ],
        bad: &[
            ("email", Empty),
            ("email", Text("nonsense")),
            ("email", LINE),
            ("fullname", LINE),
            ("username", Empty),
            ("username", LINE),
            ("username", Text("Spare")),
            ("username", Text("<new>")),
            ("password", SECRET),
            ("selectedApplications", Text("nope")),
        ],
    },
    Sample {
        page: "/secure/admin/user/EditUser!default.jspa?editName=spare",
        action: "/secure/admin/user/EditUser.jspa",
        good: &[
            ("fullname", "Other"),
            ("email", "other@example.com"),
            ("username", "other"),
        ],
        bad: &[
            ("fullname", Empty),
            ("fullname", LINE),
            ("email", Empty),
            ("email", Text("nonsense")),
            ("email", LINE),
            ("username", Empty),
            ("username", LINE),
            ("username", Text("Lead")),
            ("username", Text("a<b")),
        ],
    },
    // The first administrator leads projects, and is who asks.
    Sample {
        page: "/secure/admin/user/EditUser!default.jspa?editName=admin",
        action: "/secure/admin/user/EditUser.jspa",
        good: &[("fullname", "Other"), ("active", "true")],
        bad: &[("active", Absent)],
    },
    Sample {
        page: "/secure/admin/user/SetPassword!default.jspa?name=spare",
        action: "/secure/admin/user/SetPassword.jspa",
        good: &[
            ("password", "another password"),
            ("confirm", "another password"),
        ],
        bad: &[
            ("password", Empty),
            ("password", SECRET),
            ("confirm", Empty),
            ("confirm", Text("something else")),
        ],
    },
    Sample {
        page: "/secure/admin/user/EditUserGroups!default.jspa?name=spare",
        action: "/secure/admin/user/EditUserGroups.jspa",
        good: &[("groupsToJoin", "test-admins"), ("join", "true")],
        bad: &[
            ("groupsToJoin", Empty),
            ("groupsToJoin", Blank),
            ("groupsToJoin", LINE),
            ("groupsToJoin", Text("test-admins, nope")),
            ("groupsToJoin", Text("extras")),
        ],
    },
    Sample {
        page: "/secure/admin/user/EditUserGroups!default.jspa?name=spare",
        action: "/secure/admin/user/EditUserGroups.jspa",
        good: &[("groupsToLeave", "extras"), ("leave", "true")],
        bad: &[("groupsToLeave", Absent)],
    },
    // workflows
    Sample {
        page: "/secure/admin/AddStatus!default.jspa",
        action: "/secure/admin/AddStatus.jspa",
        good: &[
            ("name", "Waiting"),
            ("description", "words"),
            ("category", "new"),
        ],
        bad: names!(
            "name",
            "done",
            ("description", TEXT),
            ("category", Text("none"))
        ),
    },
    Sample {
        page: "/secure/admin/workflows/AddNewWorkflow.jspa",
        action: "/secure/admin/workflows/AddNewWorkflow.jspa",
        good: &[
            ("name", "New"),
            ("description", "words"),
            ("initialStatus", "1"),
        ],
        bad: names!(
            "name",
            "SPARE",
            ("description", TEXT),
            ("initialStatus", Text("77"))
        ),
    },
    Sample {
        page: "/secure/admin/workflows/CloneWorkflow.jspa?workflowName=Spare",
        action: "/secure/admin/workflows/CloneWorkflow.jspa",
        good: &[("name", "New"), ("description", "words")],
        bad: names!("name", "SPARE", ("description", TEXT)),
    },
    Sample {
        page: "/secure/admin/workflows/EditWorkflow.jspa?workflowName=Spare",
        action: "/secure/admin/workflows/EditWorkflow.jspa",
        good: &[
            ("name", "New"),
            ("description", "words"),
            ("initialStatus", "3"),
        ],
        bad: names!(
            "name",
            "JIRA",
            ("description", TEXT),
            ("initialStatus", Text("77")),
            ("initialStatus", Text("5"))
        ),
    },
    Sample {
        page: "/secure/admin/workflows/AddWorkflowStep.jspa?workflowName=Spare",
        action: "/secure/admin/workflows/AddWorkflowStep.jspa",
        good: &[("status", "5")],
        bad: &[("status", Text("77")), ("status", Text("3"))],
    },
    Sample {
        page: "/secure/admin/workflows/AddWorkflowTransition.jspa?workflowName=Spare",
        action: "/secure/admin/workflows/AddWorkflowTransition.jspa",
        good: &[
            ("name", "On"),
            ("description", "words"),
            ("to", "3"),
            ("screen", "2"),
        ],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", LINE),
            ("description", TEXT),
            ("to", Text("5")),
            ("to", Text("77")),
            ("screen", Text("77")),
        ],
    },
    Sample {
        page: "/secure/admin/workflows/EditWorkflowTransition.jspa?workflowName=Spare&workflowTransition=11",
        action: "/secure/admin/workflows/EditWorkflowTransition.jspa",
        good: &[
            ("name", "On"),
            ("description", "words"),
            ("to", "3"),
            ("screen", ""),
        ],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", LINE),
            ("description", TEXT),
            ("to", Text("5")),
            ("to", Text("77")),
            ("screen", Text("77")),
        ],
    },
    Sample {
        page: "/secure/admin/workflows/AddWorkflowTransitionRule.jspa?workflowName=Spare&workflowTransition=11&kind=condition&rule=in-group",
        action: "/secure/admin/workflows/AddWorkflowTransitionRule.jspa",
        good: &[("argument", "extras")],
        bad: &[
            ("argument", Empty),
            ("argument", Text("nope")),
            ("argument", LINE),
        ],
    },
    Sample {
        page: "/secure/admin/AddWorkflowScheme!default.jspa",
        action: "/secure/admin/AddWorkflowScheme.jspa",
        good: &[
            ("name", "New"),
            ("description", "words"),
            ("defaultWorkflow", "jira"),
        ],
        bad: names!(
            "name",
            "spare workflows",
            ("description", TEXT),
            ("defaultWorkflow", Text("none"))
        ),
    },
    Sample {
        page: "/secure/admin/EditWorkflowScheme!default.jspa?schemeId=10002",
        action: "/secure/admin/EditWorkflowScheme.jspa",
        good: &[
            ("name", "New"),
            ("description", "words"),
            ("defaultWorkflow", "jira"),
        ],
        bad: names!(
            "name",
            "default workflow scheme",
            ("description", TEXT),
            ("defaultWorkflow", Text("none"))
        ),
    },
    Sample {
        page: "/secure/project/SelectProjectWorkflowScheme!default.jspa?projectId=10000",
        action: "/secure/project/SelectProjectWorkflowScheme.jspa",
        good: &[("schemeId", "10002")],
        bad: &[("schemeId", Text("77")), ("schemeId", Text("x"))],
    },
    // projects
    Sample {
        page: "/secure/admin/EditIssueType!default.jspa?id=10004",
        action: "/secure/admin/EditIssueType.jspa",
        good: &[("name", "Other"), ("description", "words")],
        bad: names!("name", "task", ("description", TEXT)),
    },
    Sample {
        page: "/secure/admin/EditStatus!default.jspa?id=3",
        action: "/secure/admin/EditStatus.jspa",
        good: &[("name", "Other"), ("description", "words")],
        bad: names!("name", "done", ("description", TEXT)),
    },
    Sample {
        page: "/secure/admin/EditPriority!default.jspa?id=2",
        action: "/secure/admin/EditPriority.jspa",
        good: &[("name", "Other"), ("description", "words")],
        bad: names!("name", "low", ("description", TEXT)),
    },
    Sample {
        page: "/secure/admin/EditResolution!default.jspa?id=10002",
        action: "/secure/admin/EditResolution.jspa",
        good: &[("name", "Other"), ("description", "words")],
        bad: names!("name", "done", ("description", TEXT)),
    },
    Sample {
        page: "/secure/project/ViewProjectRoles.jspa",
        action: "/secure/project/AddProjectRole.jspa",
        good: &[("name", "New"), ("description", "words")],
        bad: names!("name", "members", ("description", TEXT)),
    },
    Sample {
        page: "/secure/project/EditProjectRole!default.jspa?id=10100",
        action: "/secure/project/EditProjectRole.jspa",
        good: &[("name", "Other"), ("description", "words")],
        bad: names!("name", "administrators", ("description", TEXT)),
    },
    Sample {
        page: "/secure/project/DeleteProjectRole!default.jspa?id=10100",
        action: "/secure/project/DeleteProjectRole.jspa",
        good: &[("swap", "10002")],
        bad: &[
            ("swap", Empty),
            ("swap", Text("10100")),
            ("swap", Text("77777")),
            ("swap", Text("x")),
        ],
    },
    Sample {
        page: "/secure/project/ViewDefaultProjectRoleActors.jspa?id=10100",
        action: "/secure/project/ViewDefaultProjectRoleActors.jspa",
        good: &[("users", "spare"), ("groups", "extras")],
        bad: &[
            ("users", Text("spare, nope")),
            ("users", LINE),
            ("groups", Text("nope")),
            ("groups", LINE),
        ],
    },
    Sample {
        page: "/plugins/servlet/project-config/MTX/roles",
        action: "/plugins/servlet/project-config/MTX/roles",
        good: &[("users", "spare"), ("groups", "extras")],
        bad: &[
            ("users", Text("spare, nope")),
            ("users", LINE),
            ("groups", Text("nope")),
            ("groups", LINE),
        ],
    },
    Sample {
        page: "/secure/admin/AddPermissionScheme!default.jspa",
        action: "/secure/admin/AddPermissionScheme.jspa",
        good: &[("name", "New"), ("description", "words")],
        bad: names!("name", "Matrix", ("description", TEXT)),
    },
    Sample {
        page: "/secure/admin/EditPermissionScheme!default.jspa?schemeId=10000",
        action: "/secure/admin/EditPermissionScheme.jspa",
        good: &[("name", "Other"), ("description", "words")],
        bad: names!("name", "Default Permission Scheme", ("description", TEXT)),
    },
    Sample {
        page: "/secure/admin/CopyPermissionScheme!default.jspa?schemeId=10000",
        action: "/secure/admin/CopyPermissionScheme.jspa",
        good: &[("name", "Other"), ("description", "words")],
        bad: names!("name", "Matrix", ("description", TEXT)),
    },
    Sample {
        page: "/secure/admin/AddPermission!default.jspa?schemeId=10000",
        action: "/secure/admin/AddPermission.jspa",
        good: &[
            ("permissions", "MANAGE_WATCHERS"),
            ("type", "group"),
            ("group", "extras"),
        ],
        bad: &[
            ("permissions", Absent),
            ("permissions", Text("NOPE")),
            ("type", Absent),
            ("type", Text("nope")),
            ("group", Empty),
            ("group", Text("nope")),
        ],
    },
    Sample {
        page: "/secure/admin/DeletePermission!default.jspa?schemeId=10000",
        action: "/secure/admin/DeletePermission.jspa",
        good: &[("id", "10000"), ("confirmed", "true")],
        bad: &[("id", Absent)],
    },
    Sample {
        page: "/secure/project/SelectProjectPermissionScheme!default.jspa?projectId=10000",
        action: "/secure/project/SelectProjectPermissionScheme.jspa",
        good: &[("schemeId", "0"), ("confirmed", "true")],
        bad: &[
            ("schemeId", Empty),
            ("schemeId", Text("77777")),
            ("schemeId", Text("x")),
        ],
    },
    Sample {
        page: "/secure/admin/AddProject!default.jspa",
        action: "/secure/admin/AddProject.jspa",
        good: &[("name", "New"), ("key", "NEW"), ("lead", "member")],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", Long(81)),
            ("name", Text("project mtx")),
            ("key", Text("mtx")),
            ("key", Text("1X")),
            ("key", Text("A B")),
            ("key", Long(11)),
            ("lead", Empty),
            ("lead", Text("nope")),
            ("lead", LINE),
            ("description", TEXT),
            ("projectType", Text("nope")),
            ("permissionScheme", Text("77777")),
            ("permissionScheme", Text("x")),
        ],
    },
    Sample {
        page: "/secure/UpdateUserPreferences!default.jspa",
        action: "/secure/UpdateUserPreferences.jspa",
        good: &[("userNotificationsMimeType", "text")],
        bad: &[
            ("userNotificationsMimeType", Empty),
            ("userNotificationsMimeType", Text("smoke")),
        ],
    },
    Sample {
        page: "/projects/MTX/versions",
        action: "/projects/MTX/versions",
        good: &[("name", "Later"), ("releaseDate", "2030-01-02")],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", LINE),
            ("description", TEXT),
            ("startDate", Text("soon")),
            ("releaseDate", Text("2030-13-01")),
        ],
    },
    Sample {
        page: "/projects/MTX/components",
        action: "/projects/MTX/components",
        good: &[("name", "Cellar"), ("lead", "lead")],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", LINE),
            ("description", TEXT),
            ("lead", Text("nope")),
            ("assigneeType", Text("nope")),
        ],
    },
    Sample {
        page: "/projects/MTX/versions/10000/edit",
        action: "/projects/MTX/versions/10000/edit",
        good: &[("name", "Other"), ("releaseDate", "2030-01-02")],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", LINE),
            ("name", Text("2.0")),
            ("description", TEXT),
            ("startDate", Text("soon")),
            ("releaseDate", Text("2030-13-01")),
            ("place", Text("nope")),
            ("place", Text("77777")),
        ],
    },
    Sample {
        page: "/projects/MTX/versions/10000/release",
        action: "/projects/MTX/versions/10000/release",
        good: &[("releaseDate", "2030-01-02")],
        bad: &[("releaseDate", Text("soon"))],
    },
    Sample {
        page: "/projects/MTX/versions/10000/delete",
        action: "/projects/MTX/versions/10000/delete",
        good: &[],
        bad: &[],
    },
    Sample {
        page: "/projects/MTX/components/10000/edit",
        action: "/projects/MTX/components/10000/edit",
        good: &[("name", "Other"), ("lead", "lead")],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", LINE),
            ("name", Text("other part")),
            ("description", TEXT),
            ("lead", Text("nope")),
            ("assigneeType", Text("nope")),
        ],
    },
    Sample {
        page: "/projects/MTX/components/10000/delete",
        action: "/projects/MTX/components/10000/delete",
        good: &[],
        bad: &[],
    },
    Sample {
        page: "/secure/project/EditProject!default.jspa?pid=10000",
        action: "/secure/project/EditProject.jspa",
        good: &[("name", "Other"), ("lead", "lead")],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", Long(81)),
            ("name", Text("project old")),
            ("url", LINE),
            ("description", TEXT),
            ("lead", Empty),
            ("lead", Text("nope")),
            ("assigneeType", Text("nope")),
        ],
    },
    Sample {
        page: "/secure/project/DeleteProject!default.jspa?pid=10000",
        action: "/secure/project/DeleteProject.jspa",
        good: &[("key", "MTX")],
        bad: &[("key", Empty), ("key", Text("OLD"))],
    },
    Sample {
        page: "/secure/admin/AddIssueSecurityScheme!default.jspa",
        action: "/secure/admin/AddIssueSecurityScheme.jspa",
        good: &[("name", "New"), ("description", "words")],
        bad: names!("name", "secrets", ("description", TEXT)),
    },
    Sample {
        page: "/secure/admin/EditIssueSecurityScheme!default.jspa?schemeId=10000",
        action: "/secure/admin/EditIssueSecurityScheme.jspa",
        good: &[("name", "Other"), ("description", "words")],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", LINE),
            ("description", TEXT),
        ],
    },
    Sample {
        page: "/secure/admin/EditIssueSecurities!default.jspa?schemeId=10000",
        action: "/secure/admin/EditIssueSecurities!addLevel.jspa",
        good: &[("name", "New"), ("description", "words")],
        bad: names!("name", "leads", ("description", TEXT)),
    },
    Sample {
        page: "/secure/admin/EditSecurityLevel!default.jspa?levelId=10000",
        action: "/secure/admin/EditSecurityLevel.jspa",
        good: &[("name", "Other"), ("description", "words")],
        bad: names!("name", "lead", ("description", TEXT)),
    },
    Sample {
        page: "/secure/admin/DeleteIssueSecurityLevel!default.jspa?levelId=10001",
        action: "/secure/admin/DeleteIssueSecurityLevel.jspa",
        good: &[("swapLevel", "10000")],
        bad: &[
            ("swapLevel", Empty),
            ("swapLevel", Text("77777")),
            ("swapLevel", Text("10001")),
            ("swapLevel", Text("x")),
        ],
    },
    Sample {
        page: "/secure/admin/AddIssueSecurity!default.jspa?security=10000",
        action: "/secure/admin/AddIssueSecurity.jspa",
        good: &[("type", "group"), ("group", "extras")],
        bad: &[
            ("type", Absent),
            ("type", Text("nope")),
            ("group", Empty),
            ("group", Text("nope")),
            ("group", LINE),
        ],
    },
    Sample {
        page: "/secure/project/SelectProjectIssueSecurityScheme!default.jspa?projectId=10000",
        action: "/secure/project/SelectProjectIssueSecurityScheme.jspa",
        good: &[("schemeId", "-1")],
        bad: &[("schemeId", Text("77777")), ("schemeId", Text("x"))],
    },
    Sample {
        page: "/plugins/servlet/webhooks",
        action: "/plugins/servlet/webhooks",
        good: &[("name", "New"), ("url", "https://example.com/")],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", LINE),
            ("url", Empty),
            ("url", Text("example.com")),
            ("url", LINE),
            ("events", Text("nope")),
            ("jql", Text("project =")),
            ("secret", LINE),
        ],
    },
    Sample {
        page: "/plugins/servlet/webhooks/edit?id=1",
        action: "/plugins/servlet/webhooks/edit",
        good: &[("name", "Other"), ("url", "https://example.com/")],
        bad: &[
            ("name", Empty),
            ("name", Blank),
            ("name", LINE),
            ("url", Empty),
            ("url", Text("nope")),
            ("jql", Text("project =")),
        ],
    },
];
