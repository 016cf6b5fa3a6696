//! What the page's filter means, for the page and for what is exported from it.

use base::error::Problems;
use base::refs::user_by_name;
use base::urls::encode;
use base::{Cx, Result, messages, text};
use jiff::civil::Date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};
use model::Timestamp;
use serde::Deserialize;

use super::{Author, Filter};

/// The filter as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub filter: String,
    pub category: String,
    pub author: String,
    pub from: String,
    pub to: String,
}

impl Typed {
    /// Returns whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.pairs().iter().all(|(_, value)| value.is_empty())
    }

    /// Returns it as the query of an address, for the fields that have something in them.
    pub fn query(&self) -> String {
        let pairs = self.pairs();
        let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
        let pairs = filled.map(|(name, value)| format!("{name}={}", encode(value)));
        pairs.collect::<Vec<_>>().join("&")
    }

    fn pairs(&self) -> [(&'static str, &str); 5] {
        [
            ("filter", &self.filter),
            ("category", &self.category),
            ("author", &self.author),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }

    /// Returns what it means to its reader, whose days are those of their time zone.
    ///
    /// # Errors
    /// Invalid, with what is wrong beside the field.
    pub async fn read(&self, cx: &Cx, tx: &mut db::Tx) -> Result<Filter> {
        let zone = zone_of(cx);
        let mut problems = Problems::default();
        let mut day = |field: &str, value: &str| {
            let value = value.trim();
            if value.is_empty() {
                return None;
            }
            let day = strtime::parse("%Y-%m-%d", value).and_then(|parsed| parsed.to_date());
            if day.is_err() {
                messages::not_a_day(&mut problems, field);
            }
            day.ok()
        };
        let from = day("from", &self.from);
        let to = day("to", &self.to);
        problems.check()?;
        let author = match self.author.trim() {
            "" => None,
            name => Some(match user_by_name(tx, name).await? {
                Some(user) => Author::User(user.id),
                None => Author::Name(name.to_owned()),
            }),
        };
        Ok(Filter {
            text: text::fold(self.filter.trim()),
            category: self.category.clone(),
            author,
            from: from.and_then(|day| start_of(day, &zone)),
            before: to
                .and_then(|day| day.checked_add(1.day()).ok())
                .and_then(|day| start_of(day, &zone)),
        })
    }
}

/// Returns the time zone of who asks.
pub fn zone_of(cx: &Cx) -> TimeZone {
    let zone = cx.signed_in().ok().map(|user| user.time_zone.as_str());
    zone.and_then(|zone| TimeZone::get(zone).ok())
        .unwrap_or(TimeZone::UTC)
}

fn start_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    let start = day.to_zoned(zone.clone()).ok()?;
    Some(stamp(&start))
}

fn stamp(moment: &Zoned) -> Timestamp {
    Timestamp(moment.timestamp().as_millisecond())
}

/// Reads a moment as programs send it: with a zone in any of the usual forms, a day, or milliseconds.
pub fn moment(text: &str) -> Option<Timestamp> {
    // A plus sign that was not encoded arrives as a blank.
    let text = text.trim().replace(' ', "+");
    if let Ok(milliseconds) = text.parse() {
        return Some(Timestamp(milliseconds));
    }
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(Timestamp(moment.as_millisecond()));
    }
    for form in ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%dT%H:%M%z"] {
        if let Ok(moment) = Zoned::strptime(form, &text) {
            return Some(stamp(&moment));
        }
        let moment = strtime::parse(form, &text).and_then(|parsed| parsed.to_timestamp());
        if let Ok(moment) = moment {
            return Some(Timestamp(moment.as_millisecond()));
        }
    }
    if let Ok(moment) = text.parse::<jiff::civil::DateTime>() {
        return Some(stamp(&moment.to_zoned(TimeZone::UTC).ok()?));
    }
    let day = strtime::parse("%Y-%m-%d", &text).and_then(|parsed| parsed.to_date());
    start_of(day.ok()?, &TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_programs() {
        let noon = Some(Timestamp(1_709_294_400_000));
        for text in [
            "1709294400000",
            "2024-03-01T12:00:00.000+0000",
            "2024-03-01T12:00:00.000 0000",
            "2024-03-01T12:00:00Z",
            "2024-03-01T13:00:00+01:00",
            "2024-03-01T13:00+0100",
            "2024-03-01T12:00:00",
        ] {
            assert_eq!(moment(text), noon, "{text}");
        }
        assert_eq!(moment("2024-03-01"), Some(Timestamp(1_709_251_200_000)));
        for text in ["", "yesterday", "2024-13-01", "2024-03-01T25:00:00Z", "--"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
