//! Pictures: initials and signs drawn here, so that no page asks another host for them (D-004).
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/useravatar` | — | the `avatarId`; without one drawn by `ownerId`, our pages say the `initials` |
//! | `GET /secure/projectavatar` | — | the `avatarId`, for who may know of the project; without one drawn by `pid`, our pages say the `initials` |
//! | `GET /secure/viewavatar` | — | the `avatarId` of an `avatarType` |
//! | `GET /images/icons/{folder}/{name}` | — | issue types, statuses, priorities |
//!
//! Which avatars there are is in `system/avatar`. For the others nothing is read: an address tells no more than
//! whoever made it already knew. An avatar that is not there, or not for the caller, is drawn like none.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::http::{Path, QueryPairs};
use base::route::{Needs, Routes};
use base::{Cx, Result, messages};

use crate::avatar::{self, Kind, Picture, art};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("system/picture")
        .page("/secure/useravatar", Needs::Nothing, get_user)
        .page("/secure/projectavatar", Needs::Nothing, get_project)
        .page("/secure/viewavatar", Needs::Nothing, get_any)
        .page("/images/icons/{folder}/{name}", Needs::Nothing, get_icon)
}

/// Backgrounds with enough contrast to white.
const COLORS: [&str; 8] = [
    "#14539a", "#7a3b9c", "#a3211b", "#1d6f42", "#8a5a00", "#0b6e7f", "#5b4a9e", "#8c2f66",
];

async fn get_user(cx: Cx, query: QueryPairs) -> Result<Response> {
    if let Some(picture) = chosen(&cx, Kind::User, &query).await? {
        return Ok(picture);
    }
    let id = query.first("ownerId").unwrap_or_default();
    let initials = query.first("initials").unwrap_or_else(|| end(id));
    Ok(drawn(id, initials, true))
}

async fn get_project(cx: Cx, query: QueryPairs) -> Result<Response> {
    if let Some(picture) = chosen(&cx, Kind::Project, &query).await? {
        return Ok(picture);
    }
    let id = query.first("pid").unwrap_or_default();
    let initials = query.first("initials").unwrap_or_else(|| end(id));
    Ok(drawn(id, initials, false))
}

async fn get_any(cx: Cx, query: QueryPairs) -> Result<Response> {
    let kind = Kind::of(query.first("avatarType").unwrap_or("project"))?;
    let picture = chosen(&cx, kind, &query).await?;
    picture.ok_or_else(messages::no_such_resource)
}

/// Returns the avatar that is asked for, if there is one for the caller.
async fn chosen(cx: &Cx, kind: Kind, query: &QueryPairs) -> Result<Option<Response>> {
    let Some(id) = query.first("avatarId") else {
        return Ok(None);
    };
    let size = match query.first("size") {
        Some("xsmall") => 16,
        Some("small") => 24,
        Some("medium") => 32,
        _ => 48,
    };
    Ok(match avatar::picture(cx, kind, id, size).await? {
        Some(Picture::Drawn(name)) => art::drawn(&name, kind == Kind::User).map(svg_response),
        Some(Picture::Png(png, is_public)) => {
            // An avatar never changes: another picture is another avatar.
            let cached = if is_public {
                "public, max-age=86400"
            } else {
                "private, max-age=86400"
            };
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("image/png")),
                (header::CACHE_CONTROL, HeaderValue::from_static(cached)),
            ];
            Some((headers, png).into_response())
        }
        None => None,
    })
}

/// Returns the last two characters.
fn end(id: &str) -> &str {
    let start = id.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    id.get(start..).unwrap_or_default()
}

/// What stands on the sign of an issue type, status or priority, and its color.
const ICONS: &[(&str, &str, &str)] = &[
    ("task", "✓", "#14539a"),
    ("subtask", "↳", "#14539a"),
    ("story", "★", "#1d6f42"),
    ("bug", "●", "#a3211b"),
    ("epic", "⚡", "#7a3b9c"),
    ("open", "○", "#5b6675"),
    ("inprogress", "◐", "#14539a"),
    ("reopened", "↺", "#5b6675"),
    ("resolved", "✓", "#1d6f42"),
    ("closed", "✓", "#1d6f42"),
    ("highest", "⇈", "#a3211b"),
    ("high", "↑", "#a3211b"),
    ("medium", "=", "#8a5a00"),
    ("low", "↓", "#1d6f42"),
    ("lowest", "⇊", "#5b6675"),
];

async fn get_icon(Path((folder, name)): Path<(String, String)>) -> Result<Response> {
    let known_folder = ["issuetypes", "statuses", "priorities"].contains(&folder.as_str());
    let name = name.strip_suffix(".svg").unwrap_or_default();
    let (_, sign, color) = ICONS
        .iter()
        .find(|(known, ..)| known_folder && *known == name)
        .ok_or_else(messages::no_such_resource)?;
    Ok(svg(sign, color, 3))
}

/// Draws a sign, in a color that follows from the id.
fn drawn(id: &str, sign: &str, round: bool) -> Response {
    let number = id.bytes().fold(0_usize, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    });
    let color = COLORS
        .get(number % COLORS.len())
        .copied()
        .unwrap_or_default();
    // Only letters and digits come out of an address into the picture.
    let sign: String = sign
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(2)
        .collect();
    svg(&sign, color, if round { 24 } else { 6 })
}

fn svg(sign: &str, color: &str, corner: u32) -> Response {
    let picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\">\
         <rect width=\"48\" height=\"48\" rx=\"{corner}\" fill=\"{color}\"/>\
         <text x=\"24\" y=\"32\" font-family=\"sans-serif\" font-size=\"22\" fill=\"#fff\" text-anchor=\"middle\">{sign}</text>\
         </svg>"
    );
    svg_response(picture)
}

fn svg_response(picture: String) -> Response {
    const SVG: HeaderValue = HeaderValue::from_static("image/svg+xml");
    const DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
    (
        [(header::CONTENT_TYPE, SVG), (header::CACHE_CONTROL, DAY)],
        picture,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use testkit::TestApp;

    #[tokio::test]
    async fn a_picture_holds_nothing_of_the_address_but_letters_and_digits() {
        let app = TestApp::new().await;
        let picture = app
            .anonymous()
            .get("/secure/useravatar?size=small&ownerId=%3Cscript%3E%22x")
            .await;
        assert_eq!(
            (picture.status, picture.header("content-type")),
            (200, "image/svg+xml")
        );
        assert!(!picture.text.contains("<script"));
        let picture = app
            .anonymous()
            .get("/secure/useravatar?ownerId=JIRAUSER10000&initials=%C3%84%3Cb%3E")
            .await;
        assert!(picture.text.contains(">Äb</text>"), "{}", picture.text);
        app.anonymous()
            .get("/images/icons/issuetypes/task.svg")
            .await
            .expect(200);
        app.anonymous()
            .get("/images/icons/issuetypes/none.svg")
            .await
            .expect(404);
        app.anonymous()
            .get("/images/icons/other/task.svg")
            .await
            .expect(404);
    }
}
