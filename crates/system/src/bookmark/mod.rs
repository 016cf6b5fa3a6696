//! Old bookmarks: addresses of the reference's pages that are elsewhere here, or that have nothing behind them
//! here and say so.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET` of each `from` in [`MOVED`] | — | 303 to the page that replaces it |
//! | `GET /secure/Signup!default.jspa` | — | whom to ask for an account |
//! | `GET /secure/admin/user/EditNestedGroups!default.jspa` | Jira administrator | groups have no groups in them |
//! | `GET /secure/admin/ViewNotificationSchemes.jspa` | Jira administrator | what they do |
//! | `GET /plugins/servlet/project-config/{projectKey}/notifications` | project administrator | the same |
//!
//! Where a bookmark leads is written here and not asked of anybody, so it is told to everybody; the page it
//! leads to judges who may see it. A page that is built takes its address out of here.

mod notice;

#[cfg(test)]
mod tests;

use axum::response::Response;
use base::Result;
use base::http::QueryPairs;
use base::page::PageCx;
use base::route::{Needs, Routes};
use base::urls::encode;

/// An address and the page that has taken its place.
struct Moved {
    from: &'static str,
    to: &'static str,
    /// The parameters that go along.
    keeps: &'static [&'static str],
}

const fn moved(from: &'static str, to: &'static str, keeps: &'static [&'static str]) -> Moved {
    Moved { from, to, keeps }
}

const HOME: &str = "/";
const SET_UP: &str = "/secure/SetupAdminAccount!default.jspa";
const NOTIFICATIONS: &str = "/secure/admin/ViewNotificationSchemes.jspa";

/// The bookmarks that lead elsewhere.
const MOVED: &[Moved] = &[
    moved("/secure/Dashboard!default.jspa", HOME, &[]),
    moved("/secure/MyJiraHome!default.jspa", HOME, &[]),
    moved("/secure/WelcomeToJIRA.jspa", HOME, &[]),
    moved("/secure/WelcomeToJIRA!default.jspa", HOME, &[]),
    // The wizard has one page, which leads to the front page once it was used.
    moved("/secure/SetupApplicationProperties.jspa", SET_UP, &[]),
    moved(
        "/secure/SetupApplicationProperties!default.jspa",
        SET_UP,
        &[],
    ),
    moved("/secure/SetupLicense.jspa", SET_UP, &[]),
    moved("/secure/SetupLicense!default.jspa", SET_UP, &[]),
    moved("/secure/SetupMailNotifications.jspa", SET_UP, &[]),
    moved("/secure/SetupMailNotifications!default.jspa", SET_UP, &[]),
    moved(
        "/secure/ViewProfile!default.jspa",
        "/secure/ViewProfile.jspa",
        &["name"],
    ),
    moved(
        "/secure/ViewPersonalAccessTokens!default.jspa",
        "/secure/ViewPersonalAccessTokens.jspa",
        &[],
    ),
    moved(
        "/secure/admin/user/ViewGroup!default.jspa",
        "/secure/admin/user/ViewGroup.jspa",
        &["name"],
    ),
    moved(
        "/secure/admin/user/ResetFailedLoginCount!default.jspa",
        "/secure/admin/user/ViewUser.jspa",
        &["name"],
    ),
    moved(
        "/secure/project/ViewDefaultProjectRoleActors!default.jspa",
        "/secure/project/ViewDefaultProjectRoleActors.jspa",
        &["id"],
    ),
    moved(
        "/secure/project/AddProjectRole.jspa",
        "/secure/project/ViewProjectRoles.jspa",
        &[],
    ),
    moved(
        "/secure/project/AddProjectRole!default.jspa",
        "/secure/project/ViewProjectRoles.jspa",
        &[],
    ),
    moved(
        "/secure/admin/ViewNotificationSchemes!default.jspa",
        NOTIFICATIONS,
        &[],
    ),
    moved("/secure/admin/EditNotifications.jspa", NOTIFICATIONS, &[]),
    moved(
        "/secure/admin/EditNotifications!default.jspa",
        NOTIFICATIONS,
        &[],
    ),
];

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    let mut routes = Routes::of("system/bookmark");
    for bookmark in MOVED {
        let go =
            move |page: PageCx, query: QueryPairs| async move { lead(bookmark, &page, &query) };
        routes = routes.page(bookmark.from, Needs::Nothing, go);
    }
    routes
        .page(
            "/secure/Signup!default.jspa",
            Needs::Nothing,
            notice::sign_up,
        )
        .page("/secure/Signup.jspa", Needs::Nothing, notice::sign_up)
        .page(
            "/secure/admin/user/EditNestedGroups!default.jspa",
            ADMIN,
            notice::nested_groups,
        )
        .page(
            "/secure/admin/user/EditNestedGroups.jspa",
            ADMIN,
            notice::nested_groups,
        )
        .page(NOTIFICATIONS, ADMIN, notice::notifications)
        .page(
            "/plugins/servlet/project-config/{projectKey}/notifications",
            Needs::ProjectAdmin,
            notice::project_notifications,
        )
}

/// Goes where the bookmark leads, with those of its parameters that matter there.
fn lead(bookmark: &Moved, page: &PageCx, query: &QueryPairs) -> Result<Response> {
    let kept = bookmark.keeps.iter().filter_map(|name| {
        let value = query.first(name)?;
        Some(format!("{name}={}", encode(value)))
    });
    let kept: Vec<String> = kept.collect();
    if kept.is_empty() {
        page.redirect(bookmark.to)
    } else {
        page.redirect(&format!("{}?{}", bookmark.to, kept.join("&")))
    }
}
