//! The handlers of sessions.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::AppendHeaders;
use base::http::{Body, Json, NoContent, Path};
use base::{Cx, Result, guard};

use super::wire::{CurrentUser, LoginInfo, Session, SignIn, SignedIn};
use super::{cookie, ops, store};
use crate::authenticate::{Refused, SESSION_COOKIE};
use crate::user::{self, Which};

type SetCookies = AppendHeaders<[(HeaderName, HeaderValue); 2]>;

pub async fn create(
    cx: Cx,
    Body(sign_in): Body<SignIn>,
) -> std::result::Result<(SetCookies, Json<SignedIn>), Refused> {
    let name = sign_in.username.as_deref().unwrap_or_default();
    let password = sign_in.password.as_deref().unwrap_or_default();
    let opened = ops::open(&cx, name, password).await?;
    let cookies = AppendHeaders([
        (
            header::SET_COOKIE,
            cookie::session_cookie(cx.urls(), &opened.secret)?,
        ),
        (
            header::SET_COOKIE,
            cookie::xsrf_cookie(cx.urls(), &opened.xsrf_token)?,
        ),
    ]);
    let signed_in = SignedIn {
        login_info: LoginInfo::new(&opened.login),
        session: Session {
            name: SESSION_COOKIE,
            value: opened.secret,
        },
    };
    Ok((cookies, Json(signed_in)))
}

pub async fn get(cx: Cx) -> Result<Json<CurrentUser>> {
    let user = cx.signed_in()?;
    let mut tx = cx.read().await?;
    let login = store::login(&mut tx, user.id).await?;
    Ok(Json(CurrentUser::new(&user.name, &login, cx.urls())))
}

pub async fn delete(cx: Cx) -> Result<([(HeaderName, HeaderValue); 1], NoContent)> {
    ops::close(&cx).await?;
    Ok((
        [(header::SET_COOKIE, cookie::cleared(cx.urls())?)],
        NoContent,
    ))
}

/// Ends all sessions of a user, whose tokens and password stay good.
pub async fn end_all(cx: Cx, Path(username): Path<String>) -> Result<StatusCode> {
    guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let user = user::find(&mut tx, Which::Name(&username)).await?;
    let user = guard::account(&cx, &mut tx, user.user).await?;
    ops::end_all(&cx, &mut tx, &user).await?;
    tx.commit().await?;
    Ok(StatusCode::OK)
}
