//! The administrator's pages, in one table: the gear menu, the side bars and the search-admin palette all
//! follow from it. A page that is built gets its line here; a test of the server asks each address.

/// A part of the administration, as the gear menu has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// *Applications*.
    Applications,
    /// *Projects*.
    Projects,
    /// *Issues*.
    Issues,
    /// *User management*.
    UserManagement,
    /// *System*.
    System,
}

impl Section {
    /// All of them, in the menu's order.
    pub const ALL: [Self; 5] = [
        Self::Applications,
        Self::Projects,
        Self::Issues,
        Self::UserManagement,
        Self::System,
    ];

    /// Returns its label.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Applications => "Applications",
            Self::Projects => "Projects",
            Self::Issues => "Issues",
            Self::UserManagement => "User management",
            Self::System => "System",
        }
    }

    /// Returns its pages.
    pub fn items(self) -> impl Iterator<Item = &'static Item> {
        MENU.iter().filter(move |item| item.section == self)
    }
}

/// A page of the administration.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Where it stands.
    pub section: Section,
    /// What it is called; a page names itself by it to be marked in the side bar.
    pub label: &'static str,
    /// Its address.
    pub path: &'static str,
    /// Other words under which people look for it.
    pub words: &'static str,
}

const fn item(
    section: Section,
    label: &'static str,
    path: &'static str,
    words: &'static str,
) -> Item {
    Item {
        section,
        label,
        path,
        words,
    }
}

/// The pages of the administration, in the order of the side bars.
pub const MENU: &[Item] = &[
    item(
        Section::Applications,
        "Application access",
        "/secure/admin/ApplicationAccess.jspa",
        "roles licenses seats log in default groups",
    ),
    item(
        Section::UserManagement,
        "Users",
        "/secure/admin/user/UserBrowser.jspa",
        "user browser people accounts create invite",
    ),
    item(
        Section::UserManagement,
        "Groups",
        "/secure/admin/user/GroupBrowser.jspa",
        "group browser members bulk edit",
    ),
    item(
        Section::UserManagement,
        "Invite users",
        "/secure/admin/InviteUser!default.jspa",
        "invitation email people add create",
    ),
    item(
        Section::UserManagement,
        "User directories",
        "/plugins/servlet/embedded-crowd/directories/list",
        "ldap crowd active directory internal",
    ),
    item(
        Section::Issues,
        "Permission schemes",
        "/secure/admin/ViewPermissionSchemes.jspa",
        "grants rights access",
    ),
    item(
        Section::Issues,
        "Issue security schemes",
        "/secure/admin/ViewIssueSecuritySchemes.jspa",
        "levels secret hidden",
    ),
    item(
        Section::Issues,
        "Workflows",
        "/secure/admin/workflows/ListWorkflows.jspa",
        "transitions conditions post functions status",
    ),
    item(
        Section::Issues,
        "Workflow schemes",
        "/secure/admin/ViewWorkflowSchemes.jspa",
        "project issue type draft publish",
    ),
    item(
        Section::Issues,
        "Issue types",
        "/secure/admin/ViewIssueTypes.jspa",
        "bug task story epic sub-task",
    ),
    item(
        Section::Issues,
        "Statuses",
        "/secure/admin/ViewStatuses.jspa",
        "open in progress done category",
    ),
    item(
        Section::Issues,
        "Priorities",
        "/secure/admin/ViewPriorities.jspa",
        "urgent high low",
    ),
    item(
        Section::Issues,
        "Resolutions",
        "/secure/admin/ViewResolutions.jspa",
        "done duplicate fixed",
    ),
    item(
        Section::Issues,
        "Custom fields",
        "/secure/admin/ViewCustomFields.jspa",
        "contexts options select list number date picker default",
    ),
    item(
        Section::Projects,
        "Projects",
        "/secure/project/ViewProjects.jspa",
        "all list lead scheme",
    ),
    item(
        Section::System,
        "Project roles",
        "/secure/project/ViewProjectRoles.jspa",
        "default members people administrators",
    ),
    item(
        Section::Issues,
        "Permission helper",
        "/secure/admin/PermissionHelper.jspa",
        "why explain may who can cannot access denied",
    ),
    item(
        Section::System,
        "Audit log",
        "/auditing/view",
        "history changes who when export security",
    ),
    item(
        Section::System,
        "Global permissions",
        "/secure/admin/GlobalPermissions!default.jspa",
        "administrators browse users bulk change security",
    ),
    item(
        Section::System,
        "Webhooks",
        "/plugins/servlet/webhooks",
        "hooks integrations callback http events tell",
    ),
    item(
        Section::System,
        "Mail queue",
        "/secure/admin/MailQueue.jspa",
        "email smtp outgoing sent queued invitations links",
    ),
];

/// Returns the pages that fit what was typed: each of its words occurs in label, section or other words.
pub fn find(query: &str) -> impl Iterator<Item = &'static Item> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    MENU.iter().filter(move |item| {
        let text = format!("{} {} {}", item.label, item.section.label(), item.words).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    })
}
