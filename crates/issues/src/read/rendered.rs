//! `renderedFields`: texts as HTML and times as people read them; all else is null, as the reference has it.

use jiff::tz::TimeZone;
use model::Timestamp;
use serde::{Serialize, Serializer, ser::SerializeMap as _};

use super::page::Page;
use super::store::IssueRow;
use super::times::{self, TimeTracking};
use super::wire::Shown;
use crate::attachment::Attachment;
use crate::comment::{Comment, CommentPage};
use crate::duration;
use crate::field::Field;
use crate::worklog::{Worklog, WorklogPage};

/// The rendered fields of an issue.
pub struct Rendered<'a> {
    pub page: &'a Page,
    pub issue: &'a IssueRow,
}

impl Serialize for Rendered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (page, issue) = (self.page, self.issue);
        let text = |text: &Option<String>| {
            text.as_deref()
                .map_or_else(String::new, |text| page.texts.html(issue.id, text))
        };
        let time = |at: Timestamp| moment(at, &page.zone);
        let mut map = serializer.serialize_map(None)?;
        for member in super::wire::members_of(page, issue) {
            let field = match member {
                Shown::System(field) => field,
                Shown::Custom(field) => {
                    let value = page.custom.rendered(issue.id, field, page.with());
                    map.serialize_entry(&field.key(), &value)?;
                    continue;
                }
            };
            let id = field.id();
            match field {
                Field::Description => map.serialize_entry(id, &text(&issue.description))?,
                Field::Environment => map.serialize_entry(id, &text(&issue.environment))?,
                Field::Created => map.serialize_entry(id, &time(issue.created_at))?,
                Field::Updated => map.serialize_entry(id, &time(issue.updated_at))?,
                Field::ResolutionDate => map.serialize_entry(id, &issue.resolved_at.map(time))?,
                Field::DueDate => {
                    map.serialize_entry(id, &issue.due_date.as_deref().map(day))?;
                }
                Field::TimeTracking => {
                    map.serialize_entry(id, &TimeTracking::new(issue.times, duration::words))?;
                }
                Field::TimeSpent
                | Field::AggregateTimeSpent
                | Field::TimeEstimate
                | Field::AggregateTimeOriginalEstimate
                | Field::TimeOriginalEstimate
                | Field::AggregateTimeEstimate => {
                    let seconds = times::seconds(page, issue, field);
                    map.serialize_entry(id, &seconds.map(duration::words))?;
                }
                Field::Attachment => {
                    let files = super::wire::list(&page.attachments, issue).iter();
                    let files = files
                        .map(|row| Attachment::rendered(row, &page.users, &page.urls, &page.zone));
                    map.serialize_entry(id, &files.collect::<Vec<_>>())?;
                }
                Field::Worklog => {
                    let (worklogs, total) = super::wire::worklogs_of(page, issue);
                    let worklogs = worklogs
                        .iter()
                        .map(|row| Worklog::rendered(row, page.with()));
                    map.serialize_entry(id, &WorklogPage::first(worklogs.collect(), total))?;
                }
                Field::Comment => {
                    let comments = page.comments.get(&issue.id).map_or(&[][..], Vec::as_slice);
                    let comments = comments
                        .iter()
                        .map(|row| Comment::rendered(row, page.with()));
                    map.serialize_entry(id, &CommentPage::all(comments.collect()))?;
                }
                _ => map.serialize_entry(id, &())?,
            }
        }
        map.end()
    }
}

/// Returns a moment as people read it, in the reference's default form: `14/Aug/26 11:32 AM`.
pub fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
    moment
        .to_zoned(zone.clone())
        .strftime("%d/%b/%y %-I:%M %p")
        .to_string()
}

/// Returns a day, stored as `2026-08-14`, as people read it.
pub fn day(text: &str) -> String {
    text.parse::<jiff::civil::Date>().map_or_else(
        |_| text.to_owned(),
        |date| date.strftime("%d/%b/%y").to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_read_them() {
        assert_eq!(
            moment(Timestamp(1_709_991_296_789), &TimeZone::UTC),
            "09/Mar/24 1:34 PM"
        );
        assert_eq!(day("2026-08-04"), "04/Aug/26");
        assert_eq!(day("someday"), "someday");
    }
}
