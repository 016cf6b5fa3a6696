//! Screens as the API shows and changes them.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/screens` | Jira administrator | a list; a page with `startAt` or `maxResults` |
//! | `POST /rest/api/2/screens/addToDefault/{fieldId}` | Jira administrator | 201 |
//! | `GET /rest/api/2/screens/{screenId}/availableFields` | Jira administrator | fields it does not have |
//! | `GET`, `POST /rest/api/2/screens/{screenId}/tabs` | Jira administrator | 200 for a new one |
//! | `PUT`, `DELETE /rest/api/2/screens/{screenId}/tabs/{tabId}` | Jira administrator | 412 for the last |
//! | `POST /rest/api/2/screens/{screenId}/tabs/{tabId}/move/{pos}` | Jira administrator | from 0 |
//! | `GET`, `POST /rest/api/2/screens/{screenId}/tabs/{tabId}/fields` | Jira administrator | |
//! | `DELETE /rest/api/2/screens/{screenId}/tabs/{tabId}/fields/{id}` | Jira administrator | |
//! | `POST /rest/api/2/screens/{screenId}/tabs/{tabId}/fields/{id}/move` | Jira administrator | `position` or `after` |
//! | `PUT …/fields/{id}/updateShowWhenEmptyIndicator/{newValue}` | Jira administrator | stored, shown by no page |
//!
//! A screen, tab or field that is not there is 400, as the reference has it. What a screen means for making,
//! editing and moving issues is asked of [`refuse_others`].

mod fields;
mod rest;
mod wire;

#[cfg(test)]
mod tests;

use base::error::Problems;
use base::messages;
use base::route::{Needs, Routes};
use projects::screen::Screen;

/// What may be given whatever the screen: it says which issue is meant, or is a thing beside it.
const ALWAYS: [&str; 4] = ["project", "issuetype", "parent", "comment"];

/// Notes each field that was given and is not on the screen.
pub fn refuse_others(screen: Option<&Screen>, given: &[String], problems: &mut Problems) {
    for field in given {
        if !is_on(screen, field) {
            problems.field(field, messages::cannot_be_set(field));
        }
    }
}

/// Returns whether a field can be given on the screen.
pub fn is_on(screen: Option<&Screen>, field: &str) -> bool {
    ALWAYS.contains(&field) || screen.is_some_and(|screen| is_on_own(screen, field))
}

/// Returns whether the screen itself has the field.
pub fn is_on_own(screen: &Screen, field: &str) -> bool {
    screen.has(field)
}

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const TABS: &str = "/rest/api/2/screens/{screenId}/tabs";
    const TAB: &str = "/rest/api/2/screens/{screenId}/tabs/{tabId}";
    const FIELDS: &str = "/rest/api/2/screens/{screenId}/tabs/{tabId}/fields";
    let admin = Needs::Global("ADMINISTER");
    Routes::of("issues/screen")
        .get("/rest/api/2/screens", admin, rest::list)
        .post(
            "/rest/api/2/screens/addToDefault/{fieldId}",
            admin,
            rest::add_to_default,
        )
        .get(
            "/rest/api/2/screens/{screenId}/availableFields",
            admin,
            rest::available_fields,
        )
        .get(TABS, admin, rest::list_tabs)
        .post(TABS, admin, rest::create_tab)
        .put(TAB, admin, rest::rename_tab)
        .delete(TAB, admin, rest::delete_tab)
        .post(
            "/rest/api/2/screens/{screenId}/tabs/{tabId}/move/{pos}",
            admin,
            rest::move_tab,
        )
        .get(FIELDS, admin, rest::list_fields)
        .post(FIELDS, admin, rest::add_field)
        .delete(
            "/rest/api/2/screens/{screenId}/tabs/{tabId}/fields/{id}",
            admin,
            rest::remove_field,
        )
        .post(
            "/rest/api/2/screens/{screenId}/tabs/{tabId}/fields/{id}/move",
            admin,
            rest::move_field,
        )
        .put(
            "/rest/api/2/screens/{screenId}/tabs/{tabId}/fields/{id}/updateShowWhenEmptyIndicator/{newValue}",
            admin,
            rest::set_show_when_empty,
        )
}
