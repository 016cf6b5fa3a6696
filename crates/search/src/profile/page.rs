//! The page of a profile.

use accounts::profile::{Account, account};
use askama::Template;
use axum::response::Response;
use base::http::Query;
use base::page::{PageCx, Shell, UserPage};
use base::refs::UserRef;
use base::urls::encode;
use base::{Error, Result};
use jiff::tz::TimeZone;
use model::Timestamp;
use serde::Deserialize;

use crate::activity::{Happening, Streams, newest_in_brief};
use crate::navigator::text::value;
use crate::query::zone;

/// How much of what the user did last is shown.
const LATEST: usize = 10;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    name: String,
}

#[derive(Template)]
#[template(path = "profile.html")]
struct Profile<'a> {
    page: &'a PageCx,
    account: &'a Account,
    user: &'a UserRef,
    picture: String,
    /// Searches for their issues: label, address.
    searches: [(&'static str, String); 3],
    /// The page of their project roles, for administrators.
    roles: Option<String>,
    /// The administrator's page about the user, for administrators.
    administer: Option<String>,
    /// What they did last; none if it could not be found out in time.
    doings: Option<Vec<Doing>>,
    /// The address of the feed of what they do.
    feed: String,
}

/// Something that the user did.
struct Doing {
    done: &'static str,
    issue: String,
    key: String,
    summary: String,
    brief: String,
    when: String,
    machine: String,
}

pub async fn show(page: UserPage, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let account = account(&page, &mut tx, &asked.name).await?;
    let user = &account.user;
    let of_admin = |action: &str| {
        let path = format!(
            "/secure/admin/user/{action}.jspa?name={}",
            encode(&user.name)
        );
        account.is_administrator.then(|| page.link(&path))
    };
    // The last that is asked: after a question that took too long there is no other.
    let did = newest_in_brief(&page, &mut tx, &Streams::of_user(&user.name, LATEST)).await;
    let zone = zone(&page);
    let doings = match did {
        Ok(did) => Some(
            did.iter()
                .map(|one| Doing::new(&page, one, &zone))
                .collect(),
        ),
        Err(Error::Busy(_)) => None,
        Err(error) => return Err(error),
    };
    let profile = Profile {
        page: &page,
        account: &account,
        picture: match user.avatar {
            Some(_) => user.pictures(page.urls()).large,
            None => page.avatar(&user.key, &user.display_name),
        },
        searches: searches(&page, user),
        administer: of_admin("ViewUser"),
        roles: of_admin("ViewUserProjectRoles!default"),
        doings,
        feed: page.link(&format!(
            "/activity?maxResults=100&streams={}",
            encode(&format!("user IS {}", user.name))
        )),
        user,
    };
    let title = format!("User profile: {}", user.display_name);
    let shell = if account.is_own {
        Shell::profile(&title, "Profile")
    } else {
        Shell::plain(&title)
    };
    page.render(&shell, &profile)
}

impl Doing {
    fn new(page: &PageCx, one: &Happening, zone: &TimeZone) -> Self {
        let at = jiff::Timestamp::from_millisecond(one.at).unwrap_or(jiff::Timestamp::MAX);
        Self {
            done: one.what.done(),
            issue: page.link(&one.path()),
            key: one.key.clone(),
            summary: one.summary.clone(),
            brief: one.brief(),
            when: issues::read::moment(Timestamp(one.at), zone),
            machine: at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }
}

/// Returns the searches for a user's issues.
fn searches(page: &PageCx, user: &UserRef) -> [(&'static str, String); 3] {
    let name = value(&user.name);
    let link = |jql: String| page.link(&format!("/issues/?jql={}", encode(&jql)));
    let open = "AND resolution = Unresolved ORDER BY priority DESC, updated DESC";
    [
        (
            "Open issues assigned",
            link(format!("assignee in ({name}) {open}")),
        ),
        (
            "Open issues reported",
            link(format!("reporter in ({name}) {open}")),
        ),
        (
            "All issues reported",
            link(format!("reporter in ({name}) ORDER BY created DESC")),
        ),
    ]
}
