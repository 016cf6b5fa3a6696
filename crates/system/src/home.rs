//! The front page, and the style sheet that all pages share.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /` | — | set-up on the first run, else what this is |
//! | `GET /assets/bailiwick.css` | — | |

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::guard;
use base::route::{Needs, Routes};
use base::{Actor, Cx, Error, Result};

const CSS: &str = include_str!("../assets/bailiwick.css");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("system/home").get("/", Needs::Nothing, get).get(
        "/assets/bailiwick.css",
        Needs::Nothing,
        get_css,
    )
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    title: &'a str,
    base: &'a str,
    user: Option<&'a str>,
}

async fn get(cx: Cx) -> Result<Response> {
    let mut tx = cx.read().await?;
    if guard::is_first_run(&mut tx).await? {
        return Ok(
            Redirect::to(&cx.urls().page("/secure/SetupAdminAccount!default.jspa")).into_response(),
        );
    }
    let user = match &cx.actor {
        Actor::User(user) => Some(user.display_name.as_str()),
        Actor::Anonymous | Actor::Internal(_) => None,
    };
    render(&Home {
        title: &cx.app.settings.title,
        base: cx.urls().base(),
        user,
    })
}

async fn get_css() -> Response {
    const CSS_TYPE: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");
    ([(header::CONTENT_TYPE, CSS_TYPE)], CSS).into_response()
}

/// Returns a page.
pub(crate) fn render(page: &impl Template) -> Result<Response> {
    let html = page
        .render()
        .map_err(|error| Error::internal("page", error))?;
    Ok(Html(html).into_response())
}

#[cfg(test)]
mod tests {
    use testkit::TestApp;

    #[tokio::test]
    async fn the_front_page_is_a_page_without_foreign_parts() {
        let app = TestApp::at("http://jira.test/jira").await;
        let page = app.anonymous().get("/jira/").await;
        assert_eq!(page.status, 200);
        assert!(
            page.header("content-security-policy")
                .contains("default-src 'none'")
        );
        for part in page
            .text
            .split(['"', '\''])
            .filter(|part| part.starts_with("http"))
        {
            assert!(part.starts_with("http://jira.test/jira"), "{part}");
        }
        app.anonymous().get("/jira").await.expect(200);
        app.anonymous()
            .get("/jira/assets/bailiwick.css")
            .await
            .expect(200);
    }
}
