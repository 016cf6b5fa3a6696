//! The pictures of users, projects and issue types: which there are, uploading one, choosing one.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/avatar/{type}/system` | to be signed in | those everybody can choose |
//! | `POST /rest/api/2/avatar/{type}/temporary` | to be signed in | an image, for what is still to be made |
//! | `POST /rest/api/2/avatar/{type}/temporaryCrop` | to be signed in | notes which part of it is meant |
//! | `GET /rest/api/2/user/avatars` | to be signed in | by `username` |
//! | `POST /rest/api/2/user/avatar/temporary` | oneself, or ADMINISTER | an image, or a form with the part `avatar` (Q-034) |
//! | `POST /rest/api/2/user/avatar` | oneself, or ADMINISTER | makes the square of it that is given an avatar |
//! | `PUT /rest/api/2/user/avatar` | oneself, or ADMINISTER | chooses one |
//! | `DELETE /rest/api/2/user/avatar/{id}` | oneself, or ADMINISTER | |
//! | `GET /rest/api/2/project/{projectIdOrKey}/avatars` | to know of the project | |
//! | `POST /rest/api/2/project/{projectIdOrKey}/avatar/temporary` | project admin | as above |
//! | `POST /rest/api/2/project/{projectIdOrKey}/avatar` | project admin | |
//! | `PUT /rest/api/2/project/{projectIdOrKey}/avatar` | project admin | |
//! | `DELETE /rest/api/2/project/{projectIdOrKey}/avatar/{id}` | project admin | |
//! | `POST /rest/api/2/issuetype/{id}/avatar/temporary` | ADMINISTER | |
//! | `POST /rest/api/2/issuetype/{id}/avatar` | ADMINISTER | |
//! | `GET /rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}` | to be signed in | the same by type |
//! | `POST /rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}/temp` | as for the type | |
//! | `POST /rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}/avatar` | as for the type | |
//! | `DELETE /rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}/avatar/{id}` | as for the type | |
//! | `GET /secure/temporaryavatar` | to be signed in | one's own image, until it is cropped |
//!
//! Pictures are shown by `system/picture`. What is uploaded is decoded and made anew (`base::picture`) and never
//! shown as it came. Differences: D-004, D-045. Quirks.

pub mod art;
mod image;
mod ops;
mod place;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::{Picture, picture};
pub use place::Kind;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const PROJECT: Needs = Needs::ProjectAdmin;
    const TYPE: Needs = Needs::Global("ADMINISTER");
    Routes::of("system/avatar")
        .get(
            "/rest/api/2/avatar/{type}/system",
            Needs::SignIn,
            rest::system,
        )
        .post(
            "/rest/api/2/avatar/{type}/temporary",
            Needs::SignIn,
            rest::upload_for_nothing,
        )
        .post(
            "/rest/api/2/avatar/{type}/temporaryCrop",
            Needs::SignIn,
            rest::crop_for_nothing,
        )
        .get("/rest/api/2/user/avatars", Needs::SignIn, rest::of_user)
        .post(
            "/rest/api/2/user/avatar/temporary",
            Needs::SignIn,
            rest::upload_for_user,
        )
        .post(
            "/rest/api/2/user/avatar",
            Needs::SignIn,
            rest::create_for_user,
        )
        .put(
            "/rest/api/2/user/avatar",
            Needs::SignIn,
            rest::choose_for_user,
        )
        .delete(
            "/rest/api/2/user/avatar/{id}",
            Needs::SignIn,
            rest::delete_of_user,
        )
        .get(
            "/rest/api/2/project/{projectIdOrKey}/avatars",
            Needs::Project("BROWSE_PROJECTS"),
            rest::of_project,
        )
        .post(
            "/rest/api/2/project/{projectIdOrKey}/avatar/temporary",
            PROJECT,
            rest::upload_for_project,
        )
        .post(
            "/rest/api/2/project/{projectIdOrKey}/avatar",
            PROJECT,
            rest::create_for_project,
        )
        .put(
            "/rest/api/2/project/{projectIdOrKey}/avatar",
            PROJECT,
            rest::choose_for_project,
        )
        .delete(
            "/rest/api/2/project/{projectIdOrKey}/avatar/{id}",
            PROJECT,
            rest::delete_of_project,
        )
        .post(
            "/rest/api/2/issuetype/{id}/avatar/temporary",
            TYPE,
            rest::upload_for_issue_type,
        )
        .post(
            "/rest/api/2/issuetype/{id}/avatar",
            TYPE,
            rest::create_for_issue_type,
        )
        .get(
            "/rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}",
            Needs::SignIn,
            rest::of_any,
        )
        .post(
            "/rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}/temp",
            Needs::SignIn,
            rest::upload_for_any,
        )
        .post(
            "/rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}/avatar",
            Needs::SignIn,
            rest::create_for_any,
        )
        .delete(
            "/rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}/avatar/{id}",
            Needs::SignIn,
            rest::delete_of_any,
        )
        .page("/secure/temporaryavatar", Needs::SignIn, rest::draft)
}
