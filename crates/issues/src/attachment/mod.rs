//! Files attached to issues.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/attachment/meta` | — | whether files may be attached, and how large |
//! | `POST /rest/api/2/issue/{issueIdOrKey}/attachments` | CREATE_ATTACHMENTS | 200 with a list; `X-Atlassian-Token` needed |
//! | `GET /rest/api/2/attachment/{id}` | BROWSE_PROJECTS | without its id (Q-032) |
//! | `DELETE /rest/api/2/attachment/{id}` | DELETE_ALL_ATTACHMENTS, or DELETE_OWN_ATTACHMENTS for one's own | 204 |
//! | `GET /rest/api/2/attachment/{id}/expand/human` | BROWSE_PROJECTS | what is in an archive |
//! | `GET /rest/api/2/attachment/{id}/expand/raw` | BROWSE_PROJECTS | the same for programs |
//! | `GET /secure/attachment/{id}/{filename}` | BROWSE_PROJECTS | the file; whatever the name says |
//! | `GET /secure/thumbnail/{id}/{filename}` | BROWSE_PROJECTS | a PNG made here |
//!
//! Differences: D-042 (413), D-043 (what browsers show), D-044 (archives). Quirks. The order in
//! which files and rows are written and deleted: `base::blob`.

mod archive;
mod download;
mod name;
pub(crate) mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use download::is_shown;
pub(crate) use name::size_words;
pub(crate) use store::{AttachmentRow, of_issues};
pub(crate) use wire::Attachment;

const ONE: &str = "/rest/api/2/attachment/{id}";
const BROWSE: Needs = Needs::Issue("BROWSE_PROJECTS");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("issues/attachment")
        .get("/rest/api/2/attachment/meta", Needs::Nothing, rest::meta)
        .upload(
            "/rest/api/2/issue/{issueIdOrKey}/attachments",
            Needs::Issue("CREATE_ATTACHMENTS"),
            rest::create,
        )
        .get(ONE, BROWSE, rest::get)
        .delete(ONE, Needs::Issue("DELETE_OWN_ATTACHMENTS"), rest::delete)
        .get(
            "/rest/api/2/attachment/{id}/expand/human",
            BROWSE,
            rest::expand_for_people,
        )
        .get(
            "/rest/api/2/attachment/{id}/expand/raw",
            BROWSE,
            rest::expand_for_programs,
        )
        .page("/secure/attachment/{id}/{filename}", BROWSE, download::get)
        .page(
            "/secure/thumbnail/{id}/{filename}",
            BROWSE,
            download::get_thumbnail,
        )
}
