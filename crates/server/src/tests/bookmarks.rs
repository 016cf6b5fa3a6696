//! Bookmarks of the reference's pages lead somewhere: to the page, or to the one that has taken its place. The
//! addresses are those of `jira-model` §5, each also under the other of its two spellings (`X.jspa` and
//! `X!default.jspa`).

use testkit::TestApp;

use super::form_samples::seed;
use super::forms::faults_of_page;
use super::html::Page;

/// The addresses, with what they name on the data of the seed.
const BOOKMARKS: &[&str] = &[
    "/login.jsp",
    "/secure/Logout!default.jspa",
    "/logout",
    "/secure/Dashboard.jspa",
    "/secure/MyJiraHome.jspa",
    "/secure/admin/WebSudoAuthenticate!default.jspa?webSudoDestination=/secure/admin/user/UserBrowser.jspa",
    "/secure/admin/user/UserBrowser.jspa?userSearchFilter=a&group=extras&emailFilter=a&max=20",
    "/secure/admin/user/AddUser!default.jspa",
    "/secure/admin/user/ViewUser.jspa?name=spare",
    "/secure/admin/user/EditUser!default.jspa?editName=spare",
    "/secure/admin/user/SetPassword!default.jspa?name=spare",
    "/secure/admin/user/ResetFailedLoginCount.jspa?name=spare",
    "/secure/admin/user/EditUserGroups!default.jspa?name=spare",
    "/secure/admin/user/ViewUserProjectRoles!default.jspa?name=spare",
    "/secure/admin/user/EditUserProjectRoles!default.jspa?name=spare",
    "/secure/admin/user/DeleteUser!default.jspa?name=spare",
    "/secure/admin/user/GroupBrowser.jspa",
    "/secure/admin/user/ViewGroup.jspa?name=extras",
    "/secure/admin/user/DeleteGroup!default.jspa?name=extras",
    "/secure/admin/user/BulkEditUserGroups!default.jspa?selectedGroupsStr=extras",
    "/secure/admin/user/EditNestedGroups!default.jspa",
    "/secure/project/ViewProjectRoles.jspa",
    "/secure/project/ViewDefaultProjectRoleActors.jspa?id=10002",
    "/secure/admin/ViewPermissionSchemes.jspa",
    "/secure/admin/AddPermissionScheme!default.jspa",
    "/secure/admin/EditPermissionScheme!default.jspa?schemeId=10000",
    "/secure/admin/CopyPermissionScheme!default.jspa?schemeId=10000",
    "/secure/admin/DeletePermissionScheme!default.jspa?schemeId=10000",
    "/secure/admin/EditPermissions!default.jspa?schemeId=0",
    "/secure/admin/EditPermissions!default.jspa?schemeId=10000",
    "/secure/admin/AddPermission!default.jspa?schemeId=10000&permissions=BROWSE_PROJECTS",
    "/secure/admin/AddPermission!default.jspa?schemeId=10000&permissions=10",
    "/secure/admin/DeletePermission!default.jspa?id=10000&schemeId=10000",
    "/secure/project/SelectProjectPermissionScheme!default.jspa?projectId=10000",
    "/plugins/servlet/project-config/MTX/permissions",
    "/plugins/servlet/project-config/MTX/roles",
    "/plugins/servlet/project-config/MTX/issuesecurity",
    "/plugins/servlet/project-config/MTX/notifications",
    "/plugins/servlet/project-config/MTX/summary",
    "/secure/admin/GlobalPermissions!default.jspa",
    "/secure/admin/ViewIssueSecuritySchemes.jspa",
    "/secure/admin/EditIssueSecurities!default.jspa?schemeId=10000",
    "/secure/admin/ViewNotificationSchemes.jspa",
    "/secure/admin/EditNotifications!default.jspa?schemeId=10000",
    "/secure/admin/ApplicationAccess.jspa",
    "/plugins/servlet/embedded-crowd/directories/list",
    "/secure/ViewPersonalAccessTokens.jspa",
    "/secure/Signup!default.jspa",
    "/secure/ForgotLoginDetails.jspa",
    "/secure/SetupApplicationProperties!default.jspa",
    "/secure/SetupLicense.jspa",
    "/secure/SetupAdminAccount.jspa",
    "/secure/SetupMailNotifications.jspa",
    "/secure/WelcomeToJIRA.jspa",
    "/secure/admin/PermissionHelper.jspa",
    "/status",
];

/// Returns the address in the other spelling, if it has two.
fn other(address: &str) -> Option<String> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let name = path.strip_suffix(".jspa")?;
    let other = name.strip_suffix("!default").map_or_else(
        || format!("{name}!default.jspa"),
        |name| format!("{name}.jspa"),
    );
    if query.is_empty() {
        Some(other)
    } else {
        Some(format!("{other}?{query}"))
    }
}

fn all() -> impl Iterator<Item = String> {
    let spellings = |address: &&str| [Some((*address).to_owned()), other(address)];
    BOOKMARKS.iter().flat_map(spellings).flatten()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_bookmark_leads_to_a_page() {
    let app = seed().await;
    let admin = app.admin_browser().await;
    let mut faults = Vec::new();
    for address in all() {
        let reply = admin.follow(&address).await;
        let is_page = reply.text.matches("<h1").count() == 1 || address == "/status";
        if reply.status != 200 || !is_page {
            faults.push(format!("{address}: {} {}", reply.status, reply.text));
        }
        for fault in faults_of_page(&Page::read(&reply.text)) {
            faults.push(format!("{address}: {fault}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    app.done().await;
}

/// A bookmark tells no more than the page it leads to: nobody and who may not see it are sent to sign in or
/// refused, and it never leads to another host.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_bookmark_leads_around_a_permission() {
    let app = seed().await;
    let (nobody, other) = (app.browser(), app.browser_of("outsider").await);
    let is_for_administrators = |address: &str| {
        address.starts_with("/secure/admin/")
            || address.starts_with("/secure/project/")
            || address.starts_with("/plugins/")
    };
    for address in all().filter(|address| is_for_administrators(address)) {
        let mut reply = nobody.get(&address).await;
        while reply.status == 303 && !nobody.location(&reply).starts_with("/login.jsp?") {
            let to = nobody.location(&reply);
            assert!(
                to.starts_with('/') && !to.starts_with("//"),
                "{address}: {to}"
            );
            reply = nobody.get(&to).await;
        }
        assert_eq!(reply.status, 303, "{address}");
        let refused = other.follow(&address).await.status;
        assert!(matches!(refused, 403 | 404), "{address}: {refused}");
    }
    app.done().await;
}

#[tokio::test]
async fn before_the_set_up_its_bookmarks_lead_to_its_form() {
    let app = TestApp::before_setup("http://jira.test").await;
    let nobody = app.browser();
    for address in all().filter(|address| address.contains("Setup") || address.contains("Welcome"))
    {
        let page = nobody.follow(&address).await;
        assert_eq!(page.status, 200, "{address}");
        assert!(
            page.text.contains("name=\"code\""),
            "{address}: {}",
            page.text
        );
    }
    app.done().await;
}
