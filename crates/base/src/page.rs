//! Pages for people: the shell every page is put into, and what forms need.
//!
//! A page is a handler and an askama template for its main part, which has the page's one `h1`:
//!
//! ```ignore
//! #[derive(Template)]
//! #[template(path = "group_add.html")]
//! struct AddGroup<'a> { page: &'a PageCx, form: &'a Sent, errors: &'a FieldErrors }
//!
//! async fn add(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
//!     let mut tx = page.write().await?;
//!     match FieldErrors::catch(ops::create(&page, &mut tx, page.administrator(), &form.name).await)? {
//!         Ok(_) => {}
//!         Err(errors) => return page.refuse(&SHELL, &AddGroup { page: &page, form: &form, errors: &errors }),
//!     }
//!     tx.commit().await?;
//!     page.done("/secure/admin/user/GroupBrowser.jspa", "Group devs was created.")
//! }
//! ```
//!
//! [`PageCx`] is a [`Cx`] that also knows what a page shows: the token for forms, the text of what was done
//! before. [`UserPage`] is one whose caller has signed in, [`AdminPage`] one whose caller is a Jira administrator
//! with a secure administrator session.
//! [`Form`] and [`FormPairs`] read what a form sends and refuse what no form of ours sent. [`field`] makes
//! fields, [`FieldErrors`] what is wrong with them, [`Pager`] the links below a list, [`menu`] has the
//! administrator's pages in one table.
//!
//! Not here: refusals of whole requests, which the server turns into pages (`server::answer`).

pub mod asset;
pub mod cookie;
pub mod destination;
mod errors;
pub mod field;
pub(crate) mod form;
pub mod menu;
mod pager;
mod request;
mod shell;

#[cfg(test)]
mod tests;

pub use errors::{FieldErrors, Summary};
pub use form::{Form, FormPairs, TOKEN_FIELD};
pub use pager::Pager;
pub use request::{AdminPage, PageCx, UserPage, referer};
pub use shell::{Area, Shell};
