//! Searching the administrator's pages by what they are called: the page behind the `g g` dialog.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/admin/AdminSearch.jspa` | Jira administrator | `query` |
//!
//! Which pages there are stands in [`base::page::menu`]. It shows nothing but their addresses, so no secure
//! administrator session is asked for.

use askama::Template;
use axum::response::Response;
use base::http::Query;
use base::page::menu::{self, Item};
use base::page::{PageCx, Shell, field};
use base::route::{Needs, Routes};
use base::{Result, guard};
use serde::Deserialize;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("system/admin_search").page(
        "/secure/admin/AdminSearch.jspa",
        Needs::Global("ADMINISTER"),
        get,
    )
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    query: String,
}

#[derive(Template)]
#[template(path = "admin_search.html")]
struct Search<'a> {
    page: &'a PageCx,
    query: &'a str,
    found: Vec<&'static Item>,
}

async fn get(page: PageCx, Query(asked): Query<Asked>) -> Result<Response> {
    guard::administrator(&page)?;
    let search = Search {
        page: &page,
        query: &asked.query,
        found: menu::find(&asked.query).collect(),
    };
    page.render(&Shell::plain("Search admin"), &search)
}

#[cfg(test)]
mod tests {
    use testkit::TestApp;

    #[tokio::test]
    async fn pages_are_found_by_other_words_too() {
        let app = TestApp::new().await;
        let admin = app.browser_of("admin").await;
        let path = "/secure/admin/AdminSearch.jspa";
        let main = |text: &str| {
            let main = text.split("<main").nth(1).unwrap_or_default();
            main.split("</main>").next().unwrap_or_default().to_owned()
        };
        let all = main(&admin.get(path).await.text);
        assert!(all.contains("UserBrowser.jspa") && all.contains("ViewPermissionSchemes.jspa"));
        let found = main(
            &admin
                .get(&format!("{path}?query=Scheme%20ISSUES"))
                .await
                .text,
        );
        assert!(
            !found.contains("UserBrowser.jspa") && found.contains("ViewPermissionSchemes.jspa")
        );
        let none = main(&admin.get(&format!("{path}?query=%3Cnothing")).await.text);
        assert!(none.contains("&#60;nothing") && !none.contains("<li>"));
        app.member("fred").await;
        let fred = app.browser_of("fred").await;
        fred.get(path).await.expect(403);
        let nobody = app.browser().get(path).await;
        assert_eq!(nobody.status, 303);
        app.done().await;
    }
}
