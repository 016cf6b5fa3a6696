//! One user, and the count of their failed sign-ins.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::{AdminPage, Form, PageCx, destination};
use base::refs::UserRef;
use base::urls::encode;
use model::Timestamp;
use serde::Deserialize;

use super::store::{self, Login};
use super::{Named, account, shell, view_path, when};
use crate::mail_link;
use crate::user::{ops, store as users};

/// What *Reset failed login count* sends: who, and where it was pressed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Reset {
    name: String,
    #[serde(rename = "returnUrl")]
    back: String,
}

#[derive(Template)]
#[template(path = "user_view.html")]
struct View<'a> {
    page: &'a PageCx,
    user: &'a UserRef,
    encoded: String,
    picture: String,
    login: Login,
    verified: Option<String>,
    groups: Vec<Group>,
    applications: Vec<String>,
    /// Whether this is the caller: who can neither deactivate nor delete themselves.
    is_own: bool,
}

impl View<'_> {
    fn last(&self) -> String {
        recorded(self.login.last_at)
    }

    fn previous(&self) -> String {
        recorded(self.login.previous_at)
    }

    fn last_failed(&self) -> String {
        recorded(self.login.last_failed_at)
    }
}

fn recorded(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "Not recorded".to_owned(), when)
}

struct Group {
    name: String,
    encoded: String,
}

pub async fn show(page: AdminPage, Query(named): Query<Named>) -> Result<Response> {
    let mut tx = page.read().await?;
    let user = named.find(&mut tx).await?;
    let groups = users::groups_of(&mut tx, user.id).await?;
    let applications = users::applications_of(&mut tx, user.id).await?;
    let view = View {
        page: &page,
        encoded: encode(&user.name),
        picture: user.pictures(page.urls()).large,
        login: store::login(&mut tx, user.id).await?,
        verified: mail_link::verified_at(&mut tx, &user).await?.map(when),
        groups: groups
            .into_iter()
            .map(|(_, name)| Group {
                encoded: encode(&name),
                name,
            })
            .collect(),
        applications: applications.into_iter().map(|(_, name)| name).collect(),
        is_own: page.user_id() == Some(user.id),
        user: &user,
    };
    let title = format!("User: {}", user.display_name);
    page.render(&shell(&title), &view)
}

pub async fn reset_failed_logins(page: AdminPage, Form(form): Form<Reset>) -> Result<Response> {
    let mut tx = page.write().await?;
    let user = account(&page, &mut tx, "name", &form.name).await?;
    ops::reset_failed_logins(&page, &mut tx, &user).await?;
    tx.commit().await?;
    let back = destination::own(&form.back).map_or_else(|| view_path(&user.name), str::to_owned);
    let text = format!("The failed logins of {} are counted anew.", user.name);
    page.done(&back, &text)
}
