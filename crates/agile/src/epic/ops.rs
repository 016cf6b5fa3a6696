//! What epics mean.

use base::guard::{self, Granted, IssueRef};
use base::{Cx, Error, Result, Tx, messages};
use issues::planning::{EPIC_COLOR, EPIC_NAME, EPIC_STATUS, EPIC_TYPE};
use model::IssueId;
use model::permission::may::{BrowseProjects, EditIssues, ProjectRight};
use serde_json::{Map, Value, json};

use super::wire::GivenEpic;
use crate::issue::ops as fields;

/// The query for what is part of no epic, and no epic itself.
pub const WITHOUT: &str = "\"Epic Link\" is EMPTY AND issuetype != 10000";
/// How many colors there are.
const COLORS: i64 = 14;

/// Returns the query for what is part of an epic.
pub fn with(id: IssueId) -> String {
    format!("\"Epic Link\" = {id}")
}

/// Returns the epic.
///
/// # Errors
/// Not found, if the caller does not see it or it is no epic; Unauthorized, if they are nobody.
pub async fn see(
    cx: &Cx,
    tx: &mut db::Tx,
    key_or_id: &str,
) -> Result<Granted<IssueRef, BrowseProjects>> {
    granted(cx, tx, key_or_id).await
}

/// Returns the epic with proof that the caller may do `P` with it.
///
/// # Errors
/// As [`see`]; Forbidden, if they may not.
pub async fn granted<P: ProjectRight>(
    cx: &Cx,
    tx: &mut db::Tx,
    key_or_id: &str,
) -> Result<Granted<IssueRef, P>> {
    match guard::issue::<P>(cx, tx, key_or_id).await {
        Ok(issue) if issue.issue_type == EPIC_TYPE => Ok(issue),
        Ok(_) | Err(Error::NotFound(_)) => Err(messages::no_such_epic()),
        Err(error) => Err(error),
    }
}

/// Changes an epic, as an edit of its fields.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    epic: &Granted<IssueRef, EditIssues>,
    given: GivenEpic,
) -> Result<()> {
    let mut wanted = Map::new();
    if let Some(summary) = given.summary {
        wanted.insert("summary".to_owned(), Value::String(summary));
    }
    if let Some(name) = given.name {
        wanted.insert(
            fields::field_of_type(cx, tx, EPIC_NAME).await?,
            Value::String(name),
        );
    }
    if let Some(color) = given.color.and_then(|color| color.key) {
        let number = color
            .strip_prefix("color_")
            .and_then(|number| number.parse::<i64>().ok());
        let number = number.filter(|number| (1..=COLORS).contains(number));
        let number = number.ok_or_else(messages::epic_color_not_valid)?;
        let color = Value::String(format!("ghx-label-{number}"));
        wanted.insert(fields::field_of_type(cx, tx, EPIC_COLOR).await?, color);
    }
    if let Some(done) = given.done {
        let status = json!({ "value": if done { "Done" } else { "To Do" } });
        wanted.insert(fields::field_of_type(cx, tx, EPIC_STATUS).await?, status);
    }
    issues::issue::edit_fields(cx, tx, epic, wanted).await
}
