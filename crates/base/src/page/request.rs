//! The context of a request for a page.

use std::ops::Deref;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::GlobalPermission;
use model::permission::may::global::Administer;

use super::shell::{self, Shell};
use super::{FieldErrors, cookie, destination};
use crate::guard::{self, Global};
use crate::urls::encode;
use crate::{Cx, Error, Result, secret};

/// For how many seconds the text of what was done waits to be shown.
const FLASH_SECONDS: u32 = 60;
/// How long it may be, in bytes: browsers keep cookies of 4096.
const MAX_FLASH: usize = 2000;

/// The context of a request for a page: a [`Cx`] with what the shell and forms need.
#[derive(Clone)]
pub struct PageCx {
    cx: Cx,
    token: String,
    token_is_new: bool,
    flash: Option<String>,
    path: String,
    secure: bool,
}

impl Deref for PageCx {
    type Target = Cx;

    fn deref(&self) -> &Cx {
        &self.cx
    }
}

impl PageCx {
    /// Returns the context of a request with these headers.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(cx: Cx, headers: &HeaderMap, uri: &Uri) -> Result<Self> {
        let secure = guard::has_global(&cx, GlobalPermission::Administer)
            && guard::has_secure_session(&cx).await?;
        Self::with(cx, headers, uri, secure)
    }

    /// The same where the database is not to be asked: for pages that say it cannot be reached.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn without_database(cx: Cx, headers: &HeaderMap, uri: &Uri) -> Result<Self> {
        Self::with(cx, headers, uri, false)
    }

    fn with(cx: Cx, headers: &HeaderMap, uri: &Uri, secure: bool) -> Result<Self> {
        let sent = cookie::value(headers, cookie::XSRF_COOKIE).filter(|token| is_plain(token));
        let token = match sent {
            Some(token) => token.to_owned(),
            None => secret::random()?,
        };
        let path = uri
            .path_and_query()
            .map_or("/", axum::http::uri::PathAndQuery::as_str);
        Ok(Self {
            cx,
            token,
            token_is_new: sent.is_none(),
            flash: cookie::value(headers, cookie::FLASH_COOKIE).and_then(read_flash),
            path: path.to_owned(),
            secure,
        })
    }

    /// Returns the value of the hidden field `atl_token` that each form has.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Returns what stands before each address in a page: the context path, empty or `/jira`.
    #[must_use]
    pub fn base(&self) -> &str {
        self.cx.urls().context_path()
    }

    /// Returns the address of a page: `link("/secure/Dashboard.jspa")`.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base())
    }

    /// Returns the address of a style sheet or script that only some pages have, with the context path.
    ///
    /// # Errors
    /// When there is none of this name: a mistake in a template.
    pub fn asset(&self, name: &str) -> askama::Result<String> {
        let path = super::asset::path_of(name).ok_or(askama::Error::Fmt)?;
        Ok(self.link(&path))
    }

    /// Returns the address of a user's picture with their initials, with the context path.
    #[must_use]
    pub fn avatar(&self, key: &str, display_name: &str) -> String {
        let path = format!(
            "/secure/useravatar?ownerId={}&initials={}",
            encode(key),
            encode(&initials(display_name))
        );
        self.link(&path)
    }

    /// Returns path and query of this request, without the context path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns what was done before, to be shown once.
    #[must_use]
    pub fn flash(&self) -> Option<&str> {
        self.flash.as_deref()
    }

    /// Returns whether the session is a secure administrator session.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Returns whether the caller is a Jira administrator: for what is shown or left out by it.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        guard::has_global(&self.cx, GlobalPermission::Administer)
    }

    /// Answers with a page.
    ///
    /// # Errors
    /// When the template fails.
    pub fn render(&self, shell: &Shell<'_>, main: &impl Template) -> Result<Response> {
        self.respond(StatusCode::OK, shell, main)
    }

    /// Answers 400 with the form that could not be done.
    ///
    /// # Errors
    /// When the template fails.
    pub fn refuse(&self, shell: &Shell<'_>, main: &impl Template) -> Result<Response> {
        self.respond(StatusCode::BAD_REQUEST, shell, main)
    }

    /// Answers with a form: a refusal, if something is wrong with what was filled in.
    ///
    /// # Errors
    /// When the template fails.
    pub fn answer_form(
        &self,
        shell: &Shell<'_>,
        main: &impl Template,
        errors: &FieldErrors,
    ) -> Result<Response> {
        if errors.is_empty() {
            self.render(shell, main)
        } else {
            self.refuse(shell, main)
        }
    }

    /// Answers with a page under any status.
    ///
    /// # Errors
    /// When the template fails.
    pub fn respond(
        &self,
        status: StatusCode,
        shell: &Shell<'_>,
        main: &impl Template,
    ) -> Result<Response> {
        let html = shell::render(self, shell, main)?;
        let mut response = (status, Html(html)).into_response();
        let headers = response.headers_mut();
        // A page shows what its reader may see, and a token: no cache keeps it.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.token_is_new {
            let set = cookie::set(self.urls(), cookie::XSRF_COOKIE, &self.token, "")?;
            headers.append(header::SET_COOKIE, set);
        }
        if self.flash.is_some() {
            let gone = cookie::set(
                self.urls(),
                cookie::FLASH_COOKIE,
                "",
                "; HttpOnly; Max-Age=0",
            )?;
            headers.append(header::SET_COOKIE, gone);
        }
        Ok(response)
    }

    /// Answers that something was done: goes to `path` (without the context path), where `text` is shown
    /// once.
    ///
    /// # Errors
    /// Never in practice.
    pub fn done(&self, path: &str, text: &str) -> Result<Response> {
        let mut response = self.redirect(path)?;
        let more = format!("; HttpOnly; Max-Age={FLASH_SECONDS}");
        let set = cookie::set(
            self.urls(),
            cookie::FLASH_COOKIE,
            &URL_SAFE_NO_PAD.encode(shortened(text)),
            &more,
        )?;
        response.headers_mut().append(header::SET_COOKIE, set);
        Ok(response)
    }

    /// Goes to `path` (without the context path).
    ///
    /// # Errors
    /// Never in practice.
    pub fn redirect(&self, path: &str) -> Result<Response> {
        redirect(&self.cx, path)
    }
}

/// Goes to `path` (without the context path).
///
/// # Errors
/// Never in practice.
pub(super) fn redirect(cx: &Cx, path: &str) -> Result<Response> {
    let to = destination::encoded(&format!("{}{path}", cx.urls().context_path()));
    let to = HeaderValue::from_str(&to).map_err(|error| Error::internal("redirect", error))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response())
}

/// Returns the first letters of the first and the last word.
fn initials(name: &str) -> String {
    let first_of = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let mut letters = name.split_whitespace().filter_map(first_of);
    let ends = [letters.next(), letters.next_back()];
    ends.into_iter()
        .flatten()
        .flat_map(char::to_uppercase)
        .collect()
}

fn is_plain(token: &str) -> bool {
    token.len() <= 200
        && token
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.|".contains(&byte))
}

fn read_flash(value: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
    String::from_utf8(bytes).ok()
}

fn shortened(text: &str) -> &str {
    let mut end = text.len().min(MAX_FLASH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

impl<S: Sync> FromRequestParts<S> for PageCx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let cx = Cx::from_request_parts(parts, state).await?;
        Self::of(cx, &parts.headers, &parts.uri).await
    }
}

/// The context of a request for a page whose caller has signed in. Nobody is sent to do so, before a form is
/// even looked at.
#[derive(Clone)]
pub struct UserPage {
    page: PageCx,
}

impl Deref for UserPage {
    type Target = PageCx;

    fn deref(&self) -> &PageCx {
        &self.page
    }
}

impl<S: Sync> FromRequestParts<S> for UserPage {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        Cx::from_request_parts(parts, state).await?.signed_in()?;
        let page = PageCx::from_request_parts(parts, state).await?;
        Ok(Self { page })
    }
}

/// The context of a request for a page of the administration: the caller is a Jira administrator, who has
/// shown the password within the last ten minutes or shows it with each request. Nobody is sent to sign
/// in, an administrator without a secure administrator session to confirm, others are refused.
#[derive(Clone)]
pub struct AdminPage {
    page: PageCx,
    administrator: Global<Administer>,
}

impl Deref for AdminPage {
    type Target = PageCx;

    fn deref(&self) -> &PageCx {
        &self.page
    }
}

impl AdminPage {
    /// Returns the proof that the caller is a Jira administrator.
    #[must_use]
    pub fn administrator(&self) -> Global<Administer> {
        self.administrator
    }
}

impl<S: Sync> FromRequestParts<S> for AdminPage {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &S,
    ) -> std::result::Result<Self, Response> {
        let cx = Cx::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let administrator = guard::administrator(&cx).map_err(IntoResponse::into_response)?;
        let is_kept = guard::keep_secure_session(&cx)
            .await
            .map_err(IntoResponse::into_response)?;
        if !is_kept {
            return Err(confirm_first(&cx, parts).unwrap_or_else(IntoResponse::into_response));
        }
        let page = PageCx::of(cx, &parts.headers, &parts.uri)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self {
            page,
            administrator,
        })
    }
}

/// Sends an administrator to confirm. Afterwards a page is opened as asked; a form is opened again.
fn confirm_first(cx: &Cx, parts: &Parts) -> Result<Response> {
    let asked = if parts.method.is_safe() {
        parts
            .uri
            .path_and_query()
            .map(|asked| asked.as_str().to_owned())
    } else {
        referer(cx, &parts.headers)
    };
    let asked = asked.unwrap_or_else(|| "/".to_owned());
    redirect(
        cx,
        &format!(
            "/secure/admin/WebSudoAuthenticate!default.jspa?webSudoDestination={}",
            encode(&asked)
        ),
    )
}

/// Returns the own page a request came from, without the context path.
#[must_use]
pub fn referer(cx: &Cx, headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let path = referer.strip_prefix(cx.urls().base())?;
    destination::own(path).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_names() {
        for (name, letters) in [
            ("Ada Admin", "AA"),
            ("fred", "F"),
            ("Jean-Luc (JL) Picard", "JP"),
            ("ädam 'öst", "ÄÖ"),
            ("  ", ""),
            ("!!", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }

    #[test]
    fn what_was_done_is_told_whole_or_cut_between_characters() {
        assert_eq!(shortened("done"), "done");
        let long = "ä".repeat(MAX_FLASH);
        assert_eq!(shortened(&long).len(), MAX_FLASH);
        let odd = format!("x{long}");
        assert_eq!(shortened(&odd).len(), MAX_FLASH - 1);
        assert_eq!(
            read_flash(&URL_SAFE_NO_PAD.encode("ä<")).as_deref(),
            Some("ä<")
        );
        assert_eq!(read_flash("%%%"), None);
    }
}
