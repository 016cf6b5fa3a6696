//! *User directories*.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::page::menu::Section;
use base::page::{AdminPage, PageCx, Shell};

use super::store::{self, Counts};

pub const PATH: &str = "/plugins/servlet/embedded-crowd/directories/list";
const SHELL: Shell<'static> = Shell::admin(
    "User directories",
    Section::UserManagement,
    "User directories",
);

#[derive(Template)]
#[template(path = "directories.html")]
struct Directories<'a> {
    page: &'a PageCx,
    counts: Counts,
}

pub async fn show(page: AdminPage) -> Result<Response> {
    let counts = store::counts(&mut page.read().await?).await?;
    let main = Directories {
        page: &page,
        counts,
    };
    page.render(&SHELL, &main)
}
