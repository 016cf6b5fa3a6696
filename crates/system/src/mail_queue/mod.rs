//! The administrator's page of the mail that waits and was sent.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/admin/MailQueue.jspa` | Jira administrator | `filter`, `state`, `start` |
//! | `GET /secure/admin/ViewMail.jspa` | Jira administrator | `id`; the link for who may change that account |
//! | `POST /secure/admin/SendMail.jspa` | Jira administrator | tries it again at once |
//! | `POST /secure/admin/DeleteMail.jspa` | Jira administrator | |
//!
//! Where no mail server is set up, this is how links reach people: an administrator copies them. What
//! queues mail is `base::mail`, what sends it `server::mail`.

mod ops;
mod page;
mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("system/mail_queue")
        .page("/secure/admin/MailQueue.jspa", ADMIN, page::list)
        .page("/secure/admin/MailQueue!default.jspa", ADMIN, page::list)
        .page("/secure/admin/ViewMail.jspa", ADMIN, page::show)
        .form("/secure/admin/SendMail.jspa", ADMIN, page::send)
        .form("/secure/admin/DeleteMail.jspa", ADMIN, page::delete)
}
