//! A field that an entry of the history says was changed, as people read it.

use crate::duration;
use crate::history::{ItemRow, Side};

/// Longer texts than this, in characters, are shown folded.
const LONG: usize = 160;

/// A field that was changed.
pub struct Changed {
    /// What the field is called.
    pub field: String,
    /// What it was, and what it is.
    pub from: String,
    pub to: String,
    /// Whether the texts are so long that they are shown folded.
    pub is_long: bool,
}

impl Changed {
    pub fn new(row: &ItemRow) -> Self {
        let is_time = !row.is_custom
            && matches!(
                row.field.as_str(),
                "timespent" | "timeestimate" | "timeoriginalestimate"
            );
        let told = |side: &Side| {
            let text = side
                .text
                .as_deref()
                .or(side.value.as_deref())
                .unwrap_or_default();
            match text.parse::<i64>() {
                Ok(seconds) if is_time => duration::words(seconds),
                _ => text.to_owned(),
            }
        };
        let (from, to) = (told(&row.from), told(&row.to));
        let is_long = |text: &str| text.contains('\n') || base::text::is_longer(text, LONG);
        Self {
            field: name_of(row),
            is_long: is_long(&from) || is_long(&to),
            from,
            to,
        }
    }
}

/// The history has the names of the wire; people are told those of the page.
fn name_of(row: &ItemRow) -> String {
    if row.is_custom {
        return row.field.clone();
    }
    let name = match row.field.as_str() {
        "timespent" => "Time Spent",
        "timeestimate" => "Remaining Estimate",
        "timeoriginalestimate" => "Original Estimate",
        "duedate" => "Due Date",
        "issuetype" => "Issue Type",
        "RemoteIssueLink" => "Web Link",
        "WorklogId" => "Work log",
        "Fix Version" => "Fix Version/s",
        "Version" => "Affects Version/s",
        "Component" => "Component/s",
        other => {
            let mut letters = other.chars();
            let first = letters.next().map(|c| c.to_uppercase().to_string());
            return first.unwrap_or_default() + letters.as_str();
        }
    };
    name.to_owned()
}
