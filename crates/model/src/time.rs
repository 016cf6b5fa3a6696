//! Points in time: milliseconds since the epoch inside, Jira's text outside.

use jiff::tz::TimeZone;

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z: the precision of the reference's answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Returns the moment `seconds` later.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Returns the form the API uses, in UTC: `2024-03-09T13:34:56.789+0000`.
    #[must_use]
    pub fn to_jira(self) -> String {
        self.to_jira_in(&TimeZone::UTC)
    }

    /// Returns the form the API uses, in the zone given: `2024-03-09T14:34:56.789+0100`.
    #[must_use]
    pub fn to_jira_in(self, zone: &TimeZone) -> String {
        let moment = jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::MAX);
        moment
            .to_zoned(zone.clone())
            .strftime("%Y-%m-%dT%H:%M:%S.%3f%z")
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_form() {
        assert_eq!(
            Timestamp(1_709_991_296_789).to_jira(),
            "2024-03-09T13:34:56.789+0000"
        );
        assert_eq!(Timestamp(0).to_jira(), "1970-01-01T00:00:00.000+0000");
        assert_eq!(Timestamp(-1).to_jira(), "1969-12-31T23:59:59.999+0000");
    }
}
