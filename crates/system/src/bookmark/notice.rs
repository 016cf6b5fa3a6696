//! Pages that say that something is not here, why, and what there is instead (D-021).

use askama::Template;
use axum::response::Response;
use base::guard;
use base::http::Path;
use base::page::menu::Section;
use base::page::{AdminPage, PageCx, Shell};
use base::{Actor, Result};
use model::permission::may::AdministerProjects;

/// A way on: label, address without the context path.
type Link = (&'static str, &'static str);

#[derive(Template)]
#[template(path = "notice.html")]
struct Notice<'a> {
    page: &'a PageCx,
    title: &'a str,
    texts: &'a [&'a str],
    links: &'a [Link],
}

const MAIL_QUEUE: Link = ("Mail queue", "/secure/admin/MailQueue.jspa");
const NOTIFICATIONS: [&str; 2] = [
    "The notification scheme of a project says who is sent email about what happens to its issues. The Default \
     Notification Scheme tells the assignee, the reporter and those who watch an issue of everything.",
    "Which schemes there are, REST says at /rest/api/2/notificationscheme, as in Jira; no page changes them yet.",
];

/// *Sign up*: for who has no account, and so for everybody.
pub async fn sign_up(page: PageCx) -> Result<Response> {
    let title = "Sign up";
    let mut links = match &page.actor {
        Actor::User(_) => vec![("Front page", "/")],
        Actor::Anonymous | Actor::Internal(_) => vec![
            ("Log in", "/login.jsp"),
            (
                "Can't access your account?",
                "/secure/ForgotLoginDetails.jspa",
            ),
        ],
    };
    if page.is_administrator() {
        links.insert(0, ("Invite users", "/secure/admin/InviteUser!default.jspa"));
    }
    let notice = Notice {
        page: &page,
        title,
        texts: &[
            "Nobody can make an account for themselves here.",
            "Ask an administrator of this site to invite you: you are then sent a link with which you choose your \
             password.",
        ],
        links: &links,
    };
    page.render(&Shell::plain(title), &notice)
}

/// *Nested groups*: groups have users in them and nothing else.
pub async fn nested_groups(page: AdminPage) -> Result<Response> {
    let title = "Nested groups";
    let notice = Notice {
        page: &page,
        title,
        texts: &[
            "Groups have users in them, not other groups. So a group's page shows all who are in it.",
            "To put the same people into several groups, select these groups together and edit their members.",
        ],
        links: &[
            ("Groups", "/secure/admin/user/GroupBrowser.jspa"),
            (
                "Bulk edit group members",
                "/secure/admin/user/BulkEditUserGroups!default.jspa",
            ),
        ],
    };
    page.render(
        &Shell::admin(title, Section::UserManagement, "Groups"),
        &notice,
    )
}

/// *Notification schemes*: what they do, and where to read them.
pub async fn notifications(page: AdminPage) -> Result<Response> {
    let title = "Notification schemes";
    let notice = Notice {
        page: &page,
        title,
        texts: &NOTIFICATIONS,
        links: &[MAIL_QUEUE],
    };
    page.render(&Shell::admin(title, Section::Issues, ""), &notice)
}

/// *Notifications* of a project: the same.
pub async fn project_notifications(page: PageCx, Path(key): Path<String>) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = guard::project::<AdministerProjects>(&page, &mut tx, &key).await?;
    let title = "Notifications";
    let links = [MAIL_QUEUE];
    let notice = Notice {
        page: &page,
        title,
        texts: &NOTIFICATIONS,
        links: if page.is_administrator() { &links } else { &[] },
    };
    let key = project.key.to_string();
    page.render(&Shell::project(title, &key, &project.name, ""), &notice)
}
