//! The front page.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /` | — | set-up on the first run, else where to go from here |

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use base::guard;
use base::page::menu::{Item, Section};
use base::page::{PageCx, Shell};
use base::route::{Needs, Routes};
use base::{Actor, Result};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("system/home").page("/", Needs::Nothing, get)
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    page: &'a PageCx,
    title: &'a str,
    /// Where programs find this server.
    url: &'a str,
    user: Option<&'a str>,
    sections: Vec<(&'static str, Vec<&'static Item>)>,
}

async fn get(page: PageCx) -> Result<Response> {
    let mut tx = page.read().await?;
    if guard::is_first_run(&mut tx).await? {
        let setup = page.urls().page("/secure/SetupAdminAccount!default.jspa");
        return Ok(Redirect::to(&setup).into_response());
    }
    let user = match &page.actor {
        Actor::User(user) => Some(user.display_name.as_str()),
        Actor::Anonymous | Actor::Internal(_) => None,
    };
    let mut sections = Vec::new();
    if page.is_administrator() {
        let of = |section: Section| (section.label(), section.items().collect::<Vec<_>>());
        sections.extend(Section::ALL.map(of));
        sections.retain(|(_, items)| !items.is_empty());
    }
    let title = &page.app.settings.title;
    let home = Home {
        page: &page,
        title,
        url: page.urls().base(),
        user,
        sections,
    };
    page.render(&Shell::plain("Front page"), &home)
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
        app.done().await;
    }

    #[tokio::test]
    async fn administrators_see_where_to_administer() {
        let app = TestApp::new().await;
        app.member("fred").await;
        let page = app.browser_of("fred").await.get("/").await;
        assert!(page.text.contains("Fred Test") && !page.text.contains("admin_menu"));
        let page = app.browser_of("admin").await.get("/").await;
        assert!(page.text.contains("admin_menu") && page.text.contains("User management"));
        app.done().await;
    }

    #[tokio::test]
    async fn assets_are_kept_by_browsers_under_the_address_of_their_content() {
        let app = TestApp::new().await;
        let page = app.anonymous().get("/").await;
        for name in ["bailiwick.css", "bailiwick.js"] {
            let path = page
                .text
                .split('"')
                .find(|part| part.contains(name))
                .unwrap();
            let asset = app.anonymous().get(path).await;
            assert_eq!(asset.status, 200);
            assert!(asset.header("cache-control").contains("immutable"));
            let tag = asset.header("etag").to_owned();
            let again = app.anonymous().with_header("if-none-match", &tag);
            again.get(path).await.expect(304);
            let old = app.anonymous().get(&format!("/assets/{name}?v=0")).await;
            assert_eq!((old.status, old.header("cache-control")), (200, "no-cache"));
        }
        app.anonymous().get("/assets/other.css").await.expect(404);
        app.done().await;
    }
}
