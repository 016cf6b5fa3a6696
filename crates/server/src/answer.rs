//! Answers a request: its path is brought to one form, its credential to a context, and the area's
//! handler does the rest.

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use accounts::authenticate::{self, CookieRule};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base::error::RunAgain;
use base::http::MAX_BODY;
use base::route::Route;
use base::upload::Recheck;
use base::{App, Cx, Error, messages};
use futures_util::FutureExt as _;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tower::ServiceExt as _;

use crate::compress::{compress, takes_gzip};
use crate::refusal_page::readable;
use crate::xsrf;

/// How often a request is run when other changes are in its way.
const TRIES: u32 = 6;
/// How long a request may take in all, its body's arrival included.
const TIME: Duration = Duration::from_secs(60);
/// The same for a request that brings files.
const UPLOAD_TIME: Duration = Duration::from_secs(600);

/// The longest path with its query, in bytes. Proxies pass on half of it, the reference takes as much as they do.
const MAX_ADDRESS: usize = 16 * 1024;

/// Paths that mean the same as others: prefix written, prefix meant.
const ALIASES: [(&str, &str); 5] = [
    ("/rest/api/latest/", "/rest/api/2/"),
    ("/rest/api/2.0.alpha1/", "/rest/api/2/"),
    ("/rest/auth/latest/", "/rest/auth/1/"),
    ("/rest/pat/1.0/", "/rest/pat/latest/"),
    ("/rest/agile/latest/", "/rest/agile/1.0/"),
];

/// The server, ready to answer.
pub struct Server {
    app: Arc<App>,
    router: Router,
    /// Those whose handlers read the body as it comes.
    uploads: Vec<Route>,
    n_requests: AtomicU64,
}

impl Server {
    /// Returns a server for an application.
    #[must_use]
    pub fn new(app: Arc<App>) -> Self {
        let (mut routes, router) = crate::routes().into_parts();
        routes.retain(|route| route.is_upload);
        let router = router
            .fallback(async || messages::no_such_resource())
            .method_not_allowed_fallback(async || Error::MethodNotAllowed(String::new()))
            // The limit is ours, in `read_body`; axum's own would answer without our envelope.
            .layer(axum::extract::DefaultBodyLimit::disable());
        Self {
            app,
            router,
            uploads: routes,
            n_requests: AtomicU64::new(0),
        }
    }

    /// Returns the application.
    #[must_use]
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Answers a request that came from `peer`.
    pub async fn answer(&self, request: Request<Body>, peer: Option<IpAddr>) -> Response {
        let number = self.n_requests.fetch_add(1, Ordering::Relaxed);
        let method = request.method().clone();
        let path = request.uri().path().to_owned();
        let time = match self.own_uri(request.uri()) {
            Ok(uri) if self.is_upload(&method, uri.path()) => UPLOAD_TIME,
            _ => TIME,
        };
        let takes_gzip = takes_gzip(request.headers());
        let answered = self.answer_in_time(request, peer);
        let answered = AssertUnwindSafe(tokio::time::timeout(time, answered))
            .catch_unwind()
            .await;
        let mut response = match answered {
            Ok(Ok(response)) => response,
            Ok(Err(_)) => messages::query_too_long().into_response(),
            Err(_) => {
                Error::Internal(format!("panic while answering {method} {path}")).into_response()
            }
        };
        finish(&mut response, number);
        let response = compress(response, takes_gzip).await;
        // Only the path: a query may hold what somebody searches for.
        tracing::debug!(%method, path, status = response.status().as_u16(), "answered");
        response
    }

    async fn answer_in_time(&self, request: Request<Body>, peer: Option<IpAddr>) -> Response {
        let (mut parts, body) = request.into_parts();
        let nobody = Cx::anonymous(&self.app, peer);
        match self.own_uri(&parts.uri) {
            Ok(uri) => parts.uri = uri,
            Err(error) => return readable(error.into_response(), &nobody, &parts).await,
        }
        let rule = cookie_rule(&parts.method, parts.uri.path());
        let cx = match authenticate::authenticate(&self.app, &parts.headers, peer, rule).await {
            Ok(cx) => cx,
            Err(refused) => return readable(refused.into_response(), &nobody, &parts).await,
        };
        let checked = xsrf::check(&cx, &parts);
        if checked.is_ok() && self.is_upload(&parts.method, parts.uri.path()) {
            let recheck = self.recheck(&parts.headers, peer, rule);
            parts.extensions.insert(recheck);
            return self.answer_upload(cx, parts, body).await;
        }
        let body = match checked {
            Ok(()) => read_body(&parts.headers, body).await,
            Err(error) => Err(error),
        };
        let body = match body {
            Ok(body) => body,
            Err(error) => {
                let response = readable(error.into_response(), &cx, &parts).await;
                return with_user(response, &cx);
            }
        };
        // A body may take its time, which its sender chooses: what they lost meanwhile they have lost.
        let cx = if body.is_empty() {
            cx
        } else {
            match authenticate::authenticate(&self.app, &parts.headers, peer, rule).await {
                Ok(cx) => cx,
                Err(refused) => return readable(refused.into_response(), &nobody, &parts).await,
            }
        };
        parts.extensions.insert(cx.clone());
        let mut tries = 0;
        loop {
            tries += 1;
            let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
            let response = match self.router.clone().oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            if response.extensions().get::<RunAgain>().is_none() || tries == TRIES {
                return with_user(readable(response, &cx, &parts).await, &cx);
            }
            // Apart from one another, so that the same two do not meet again.
            let spread = self.n_requests.load(Ordering::Relaxed) % 7;
            tokio::time::sleep(Duration::from_millis(u64::from(tries) * 5 + spread * 3)).await;
        }
    }

    fn is_upload(&self, method: &Method, path: &str) -> bool {
        let mut uploads = self.uploads.iter();
        uploads.any(|route| route.method == *method && route.fits(path))
    }

    /// Answers a request whose handler reads the body itself. It is run once: the body comes only once, and
    /// the handler runs its change again by itself where others were in its way.
    async fn answer_upload(&self, cx: Cx, mut parts: Parts, body: Body) -> Response {
        parts.extensions.insert(cx.clone());
        let request = Request::from_parts(parts.clone(), body);
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        with_user(readable(response, &cx, &parts).await, &cx)
    }

    fn recheck(&self, headers: &HeaderMap, peer: Option<IpAddr>, rule: CookieRule) -> Recheck {
        let (app, headers) = (Arc::clone(&self.app), headers.clone());
        Recheck(Arc::new(move || {
            let (app, headers) = (Arc::clone(&app), headers.clone());
            Box::pin(async move {
                let cx = authenticate::authenticate(&app, &headers, peer, rule).await;
                cx.map_err(|refused| refused.error)
            })
        }))
    }

    /// Returns the URI without the context path and with aliases resolved.
    fn own_uri(&self, uri: &Uri) -> Result<Uri, Error> {
        let path_and_query = uri
            .path_and_query()
            .map_or("/", axum::http::uri::PathAndQuery::as_str);
        if path_and_query.len() > MAX_ADDRESS {
            return Err(messages::address_too_long(MAX_ADDRESS));
        }
        if path_and_query.contains("%00") {
            return Err(messages::nul_character());
        }
        let own = path_and_query
            .strip_prefix(self.app.settings.urls.context_path())
            .filter(|own| own.is_empty() || own.starts_with(['/', '?']))
            .ok_or_else(messages::no_such_resource)?;
        let own = if own.starts_with('/') {
            own.to_owned()
        } else {
            format!("/{own}")
        };
        let own = without_last_slash(own);
        let own = ALIASES
            .iter()
            .find_map(|(alias, meant)| own.strip_prefix(alias).map(|rest| format!("{meant}{rest}")))
            .unwrap_or(own);
        own.parse().map_err(|_| messages::no_such_resource())
    }
}

/// Takes the slash off the end of a REST path: `user/?username=x` is sent by Python's `jira`, and never
/// answered with a redirection, which would turn a DELETE into a GET.
fn without_last_slash(mut own: String) -> String {
    let end = own.find('?').unwrap_or(own.len());
    if own.starts_with("/rest/") && own[..end].ends_with('/') {
        own.remove(end - 1);
    }
    own
}

/// A session that has ended is told to a program by a 401; a person's page is simply shown as to nobody,
/// and signing in must be possible with an old cookie in the browser.
fn cookie_rule(method: &Method, path: &str) -> CookieRule {
    let signs_in = method == Method::POST && path == "/rest/auth/1/session";
    if path.starts_with("/rest/") && !signs_in {
        CookieRule::MustBeValid
    } else {
        CookieRule::MayBeStale
    }
}

async fn read_body(headers: &HeaderMap, body: Body) -> Result<Bytes, Error> {
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > MAX_BODY) {
        return Err(messages::body_too_large(MAX_BODY));
    }
    match Limited::new(body, MAX_BODY).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(messages::body_too_large(MAX_BODY)),
        Err(_) => Err(messages::bad_json("the body could not be read")),
    }
}

/// Adds who the answer is for, as clients look there to learn whether their credential counted.
fn with_user(mut response: Response, cx: &Cx) -> Response {
    const USER: HeaderName = HeaderName::from_static("x-ausername");
    const REASON: HeaderName = HeaderName::from_static("x-seraph-loginreason");
    // Names may have any letter, header values may not.
    if let Ok(name) = HeaderValue::from_str(&base::urls::encode(cx.actor_name())) {
        response.headers_mut().insert(USER, name);
    }
    if cx.user_id().is_some() && !response.headers().contains_key(&REASON) {
        response
            .headers_mut()
            .insert(REASON, HeaderValue::from_static("OK"));
    }
    response
}

/// Adds what every answer has.
fn finish(response: &mut Response, number: u64) {
    // The reference answers 405 with a list of methods; axum has set `Allow` already.
    if response.status() == StatusCode::METHOD_NOT_ALLOWED
        && response
            .headers()
            .get(header::ALLOW)
            .is_some_and(HeaderValue::is_empty)
    {
        response.headers_mut().remove(header::ALLOW);
    }
    let is_json = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|content_type| content_type.as_bytes().starts_with(b"application/json"));
    let headers = response.headers_mut();
    let mut add = |name: &'static str, value: &'static str| {
        headers
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    };
    add("x-content-type-options", "nosniff");
    add("x-frame-options", "SAMEORIGIN");
    add("referrer-policy", "strict-origin-when-cross-origin");
    if is_json {
        add("content-security-policy", "sandbox");
        add("cache-control", "no-cache, no-store, no-transform");
    } else {
        add(
            "content-security-policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; \
             form-action 'self'; frame-ancestors 'self'; base-uri 'none'",
        );
    }
    add("vary", "X-AUSERNAME, Cookie");
    if let Ok(number) = HeaderValue::from_str(&format!("x{number}")) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-arequestid"), number);
    }
}
