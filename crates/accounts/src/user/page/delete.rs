//! *Delete user*: what stands against it, and the deletion.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::messages::Traces;
use base::page::{AdminPage, FieldErrors, Form, PageCx};
use base::refs::UserRef;
use base::urls::encode;

use super::{BROWSER, Named, account, shell};
use crate::user::{ops, store};

#[derive(Template)]
#[template(path = "user_delete.html")]
struct Page<'a> {
    page: &'a PageCx,
    user: &'a UserRef,
    encoded: String,
    traces: Traces,
    n_groups: usize,
    is_own: bool,
    errors: &'a FieldErrors,
}

impl Page<'_> {
    fn may_be_deleted(&self) -> bool {
        !self.is_own && self.traces == Traces::default()
    }
}

pub async fn show(page: AdminPage, Query(named): Query<Named>) -> Result<Response> {
    let mut tx = page.read().await?;
    let user = named.find(&mut tx).await?;
    let errors = FieldErrors::none();
    let main = main(&page, &mut tx, &user, &errors).await?;
    page.render(&shell("Delete user"), &main)
}

pub async fn delete(page: AdminPage, Form(named): Form<Named>) -> Result<Response> {
    let mut tx = page.write().await?;
    tx.change_policy().await?;
    let user = account(&page, &mut tx, "name", &named.name).await?;
    if let Err(errors) = FieldErrors::catch(ops::delete(&page, &mut tx, &user).await)? {
        drop(tx);
        let mut tx = page.read().await?;
        let main = main(&page, &mut tx, &user, &errors).await?;
        return page.refuse(&shell("Delete user"), &main);
    }
    tx.commit().await?;
    page.done(BROWSER, &format!("User {} was deleted.", user.name))
}

async fn main<'a>(
    page: &'a PageCx,
    tx: &mut db::Tx,
    user: &'a UserRef,
    errors: &'a FieldErrors,
) -> Result<Page<'a>> {
    Ok(Page {
        page,
        encoded: encode(&user.name),
        traces: store::traces(tx, user.id).await?,
        n_groups: store::groups_of(tx, user.id).await?.len(),
        is_own: page.user_id() == Some(user.id),
        user,
        errors,
    })
}
