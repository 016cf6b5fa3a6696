//! Dates in a query: absolute ones, spans from now, and the functions that give a moment.
//!
//! All are read in the caller's time zone. A day without a time is its first moment, as in the reference:
//! `created <= "2024-01-31"` does not find what was made later that day.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ToSpan, Zoned};

/// Now, where the caller is.
#[derive(Clone, Debug)]
pub struct Now(Zoned);

/// A moment that the calendar gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// This moment.
    Now,
    /// The first moment of the present day, week, month or year.
    StartOf(Unit),
    /// The last one.
    EndOf(Unit),
}

/// A unit of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Now {
    /// Returns the moment as somebody in the zone sees it.
    #[must_use]
    pub fn new(now: model::Timestamp, zone: TimeZone) -> Self {
        let now = Timestamp::from_millisecond(now.0).unwrap_or(Timestamp::UNIX_EPOCH);
        Self(now.to_zoned(zone))
    }

    /// Returns where the caller is.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        self.0.time_zone().clone()
    }

    /// Returns the moment that a value stands for: `2024-01-31`, `2024/01/31 10:30`, `-5d`, `4w 2d`, or a
    /// number of milliseconds since the epoch.
    #[must_use]
    pub fn value(&self, text: &str) -> Option<Zoned> {
        let text = text.trim();
        if let Ok(millis) = text.parse::<u64>() {
            let at = Timestamp::from_millisecond(i64::try_from(millis).ok()?).ok()?;
            return Some(at.to_zoned(self.0.time_zone().clone()));
        }
        match span(text) {
            Some(span) => self.0.checked_add(span).ok(),
            None => self.absolute(text),
        }
    }

    /// Returns the moment that a function gives, moved by its argument; nothing if that is no span.
    #[must_use]
    pub fn call(&self, boundary_of: Boundary, argument: Option<&str>) -> Option<Zoned> {
        let (unit, is_end) = match boundary_of {
            Boundary::Now => return Some(self.0.clone()),
            Boundary::StartOf(unit) => (unit, false),
            Boundary::EndOf(unit) => (unit, true),
        };
        let Some(argument) = argument else {
            return boundary(&self.0, unit, is_end);
        };
        let (n, by) = increment(argument.trim())?;
        let span = times(by.unwrap_or(unit), n)?;
        if by.is_none_or(|by| by == unit) {
            // The end of the month before the 15th of March is the 29th of February: so the month is
            // found first, and its end after that.
            boundary(&self.0.checked_add(span).ok()?, unit, is_end)
        } else {
            boundary(&self.0, unit, is_end)?.checked_add(span).ok()
        }
    }

    fn absolute(&self, text: &str) -> Option<Zoned> {
        let (day, time) = text.split_once(' ').unwrap_or((text, "0:0"));
        let separator = if day.contains('/') { '/' } else { '-' };
        let mut parts = day.split(separator);
        let year = digits(parts.next()?, 4)?;
        let month = digits(parts.next()?, 2)?;
        let date = Date::new(
            year,
            i8::try_from(month).ok()?,
            i8::try_from(digits(parts.next()?, 2)?).ok()?,
        )
        .ok()?;
        let (hour, minute) = time.trim().split_once(':')?;
        let time = Time::new(
            i8::try_from(digits(hour, 2)?).ok()?,
            i8::try_from(digits(minute, 2)?).ok()?,
            0,
            0,
        )
        .ok()?;
        if parts.next().is_some() {
            return None;
        }
        date.to_datetime(time)
            .to_zoned(self.0.time_zone().clone())
            .ok()
    }
}

/// Returns the first and the last moment of the day, in milliseconds since the epoch.
#[must_use]
pub fn day_of(at: &Zoned) -> Option<(i64, i64)> {
    let first = boundary(at, Unit::Day, false)?;
    let last = boundary(at, Unit::Day, true)?;
    Some((
        first.timestamp().as_millisecond(),
        last.timestamp().as_millisecond(),
    ))
}

/// Reads a number of at most `most` digits.
fn digits(text: &str, most: usize) -> Option<i16> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && text.len() <= most {
        text.parse().ok()
    } else {
        None
    }
}

/// Reads `-5d` or `4w 2d`: weeks, days of 24 hours, hours, minutes.
fn span(text: &str) -> Option<SignedDuration> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest.trim_start()),
        None => (1, text.strip_prefix('+').unwrap_or(text).trim_start()),
    };
    if rest.is_empty() {
        return None;
    }
    let mut seconds = 0_i64;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, after) = rest.split_at(end);
        let mut after = after.chars();
        let unit = match after.next()?.to_ascii_lowercase() {
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            'w' => 7 * 86_400,
            _ => return None,
        };
        let part = number.parse::<i64>().ok()?.checked_mul(unit)?;
        seconds = seconds.checked_add(part)?;
        rest = after.as_str().trim_start();
    }
    Some(SignedDuration::from_secs(sign * seconds))
}

/// Reads the argument of a function: `-1`, `+2w`, `3M`.
fn increment(text: &str) -> Option<(i32, Option<Unit>)> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (number, unit) = rest.split_at(end);
    let unit = match unit {
        "" => None,
        "y" | "Y" => Some(Unit::Year),
        "M" => Some(Unit::Month),
        "w" | "W" => Some(Unit::Week),
        "d" | "D" => Some(Unit::Day),
        "h" | "H" => Some(Unit::Hour),
        "m" => Some(Unit::Minute),
        _ => return None,
    };
    let number: i32 = number.parse().ok()?;
    Some((sign * number, unit))
}

fn times(unit: Unit, n: i32) -> Option<Span> {
    let span = Span::new();
    match unit {
        Unit::Minute => span.try_minutes(n),
        Unit::Hour => span.try_hours(n),
        Unit::Day => span.try_days(n),
        Unit::Week => span.try_weeks(n),
        Unit::Month => span.try_months(n),
        Unit::Year => span.try_years(n),
    }
    .ok()
}

fn boundary(at: &Zoned, unit: Unit, is_end: bool) -> Option<Zoned> {
    let day = at.date();
    let first = match unit {
        Unit::Minute | Unit::Hour | Unit::Day => day,
        // The reference asks the locale; its default one begins the week on Sunday.
        Unit::Week => {
            let since = day.weekday().since(Weekday::Sunday);
            day.checked_sub(since.days()).ok()?
        }
        Unit::Month => day.first_of_month(),
        Unit::Year => day.first_of_year(),
    };
    let first = if is_end {
        first.checked_add(times(unit, 1)?).ok()?
    } else {
        first
    };
    let start = first
        .to_zoned(at.time_zone().clone())
        .and_then(|start| start.start_of_day())
        .ok()?;
    if is_end {
        start.checked_sub(1.millisecond()).ok()
    } else {
        Some(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Friday, 2024-03-15 13:45 in Berlin, where summer time begins on the 31st.
    fn now() -> Now {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        Now::new(model::Timestamp(1_710_506_700_000), zone)
    }

    #[track_caller]
    fn check(found: Option<Zoned>, expected: &str) {
        let found = found.map(|at| at.strftime("%Y-%m-%d %H:%M:%S.%3f %z").to_string());
        assert_eq!(found.as_deref().unwrap_or("nothing"), expected);
    }

    #[test]
    fn absolute() {
        check(now().value("2024-01-31"), "2024-01-31 00:00:00.000 +0100");
        check(now().value("2024/7/1"), "2024-07-01 00:00:00.000 +0200");
        check(
            now().value("2024/01/31 10:30"),
            "2024-01-31 10:30:00.000 +0100",
        );
        check(now().value("0"), "1970-01-01 01:00:00.000 +0100");
        for text in [
            "",
            "today",
            "2024-02-30",
            "2024-13-01",
            "2024-01",
            "2024-01-01-01",
            "2024-01-01 25:00",
            "2024-01-01 10",
            "20240-01-01",
            "99999999999999999999",
            "2024-01/01",
        ] {
            check(now().value(text), "nothing");
        }
    }

    #[test]
    fn spans() {
        check(now().value("-5d"), "2024-03-10 13:45:00.000 +0100");
        check(now().value("4w 2d"), "2024-04-14 14:45:00.000 +0200");
        check(now().value("-1h30m"), "2024-03-15 12:15:00.000 +0100");
        check(now().value("+1w"), "2024-03-22 13:45:00.000 +0100");
        for text in [
            "-",
            "d",
            "-5",
            "-5x",
            "5d5",
            "-99999999999999w",
            "-999999999w",
        ] {
            check(now().value(text), "nothing");
        }
    }

    #[test]
    fn functions() {
        let call = |boundary, argument| now().call(boundary, argument);
        check(call(Boundary::Now, None), "2024-03-15 13:45:00.000 +0100");
        check(
            call(Boundary::StartOf(Unit::Day), None),
            "2024-03-15 00:00:00.000 +0100",
        );
        check(
            call(Boundary::StartOf(Unit::Day), Some("-1d")),
            "2024-03-14 00:00:00.000 +0100",
        );
        check(
            call(Boundary::StartOf(Unit::Day), Some("+4h")),
            "2024-03-15 04:00:00.000 +0100",
        );
        check(
            call(Boundary::EndOf(Unit::Day), None),
            "2024-03-15 23:59:59.999 +0100",
        );
        check(
            call(Boundary::StartOf(Unit::Week), None),
            "2024-03-10 00:00:00.000 +0100",
        );
        check(
            call(Boundary::EndOf(Unit::Week), None),
            "2024-03-16 23:59:59.999 +0100",
        );
        check(
            call(Boundary::StartOf(Unit::Month), Some("-1")),
            "2024-02-01 00:00:00.000 +0100",
        );
        check(
            call(Boundary::EndOf(Unit::Month), Some("-1M")),
            "2024-02-29 23:59:59.999 +0100",
        );
        check(
            call(Boundary::EndOf(Unit::Month), None),
            "2024-03-31 23:59:59.999 +0200",
        );
        check(
            call(Boundary::StartOf(Unit::Year), None),
            "2024-01-01 00:00:00.000 +0100",
        );
        check(
            call(Boundary::EndOf(Unit::Year), Some("1")),
            "2025-12-31 23:59:59.999 +0100",
        );
        check(call(Boundary::StartOf(Unit::Day), Some("x")), "nothing");
        check(
            call(Boundary::StartOf(Unit::Day), Some("99999999999")),
            "nothing",
        );
        check(
            call(Boundary::StartOf(Unit::Year), Some("30000")),
            "nothing",
        );
    }
}
