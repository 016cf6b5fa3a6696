//! How long something takes, as people write it (`1w 2d 3h 4m`) and as it is stored: in seconds.
//!
//! A day of work has eight hours and a week five days, as in a new instance of the reference. Not here:
//! what is estimated and what was spent, which is in [`issue`](crate::issue) and [`worklog`](crate::worklog).

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
/// The seconds of a day of work.
pub const DAY: i64 = HOURS_PER_DAY * HOUR;
const WEEK: i64 = DAYS_PER_WEEK * DAY;
/// How many hours are worked on a day.
pub const HOURS_PER_DAY: i64 = 8;
/// How many days are worked in a week.
pub const DAYS_PER_WEEK: i64 = 5;

/// The longest time there is: some two thousand years of work. Sums of a few of them still fit a number.
const MOST: i64 = 4_000_000_000_000;
/// The longest text of a time.
const MAX_TEXT: usize = 64;

/// The units, the longest first: letter, name, seconds.
const UNITS: [(char, &str, i64); 4] = [
    ('w', "week", WEEK),
    ('d', "day", DAY),
    ('h', "hour", HOUR),
    ('m', "minute", MINUTE),
];

/// Returns the seconds of a time such as `1w 2d`, `1.5h`, `3h30m` or `2 hours`. A number without a unit
/// counts minutes.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let mut rest = text.trim();
    if rest.is_empty() || rest.len() > MAX_TEXT || !rest.is_ascii() {
        return None;
    }
    let mut seconds = 0_i64;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
        let (number, after) = rest.split_at(end.unwrap_or(rest.len()));
        let after = after.trim_start();
        let end = after.find(|c: char| !c.is_ascii_alphabetic());
        let (unit, after) = after.split_at(end.unwrap_or(after.len()));
        let product = times(number, seconds_of(unit)?)?;
        seconds = seconds.checked_add(product).filter(|sum| *sum <= MOST)?;
        rest = after.trim_start();
    }
    Some(seconds)
}

fn seconds_of(unit: &str) -> Option<i64> {
    if unit.is_empty() {
        return Some(MINUTE);
    }
    let unit = unit.to_ascii_lowercase();
    let known = UNITS.iter().find(|(letter, name, _)| {
        let singular = unit.strip_suffix('s').unwrap_or(&unit);
        unit.chars().eq([*letter]) || singular == *name
    });
    known.map(|(_, _, seconds)| *seconds)
}

/// Returns a decimal number of units in seconds, rounded down.
fn times(number: &str, unit: i64) -> Option<i64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && part.is_empty() || part.contains('.') || part.len() > 9 {
        return None;
    }
    let digits = |text: &str| {
        if text.is_empty() {
            Some(0)
        } else {
            text.parse::<i64>().ok()
        }
    };
    let scale = 10_i64.checked_pow(u32::try_from(part.len()).ok()?)?;
    let fraction = digits(part)?.checked_mul(unit)? / scale;
    digits(whole)?
        .checked_mul(unit)?
        .checked_add(fraction)
        .filter(|seconds| *seconds <= MOST)
}

/// Returns whether these seconds can be stored.
#[must_use]
pub fn is_storable(seconds: i64) -> bool {
    (0..=MOST).contains(&seconds)
}

/// Returns the short form: `1w 2d 3h 4m`, `0m`.
#[must_use]
pub fn short(seconds: i64) -> String {
    let parts: Vec<String> = parts(seconds)
        .map(|(n, letter, _)| format!("{n}{letter}"))
        .collect();
    join(&parts, " ", "0m")
}

/// Returns the form in words: `1 hour, 30 minutes`, `0 minutes`.
#[must_use]
pub fn words(seconds: i64) -> String {
    let parts = parts(seconds).map(|(n, _, name)| {
        let s = if n == 1 { "" } else { "s" };
        format!("{n} {name}{s}")
    });
    join(&parts.collect::<Vec<_>>(), ", ", "0 minutes")
}

fn parts(seconds: i64) -> impl Iterator<Item = (i64, char, &'static str)> {
    let mut rest = seconds.max(0);
    let parts = UNITS.iter().map(move |(letter, name, unit)| {
        let n = rest / unit;
        rest %= unit;
        (n, *letter, *name)
    });
    parts.filter(|(n, _, _)| *n > 0)
}

fn join(parts: &[String], between: &str, none: &str) -> String {
    if parts.is_empty() {
        none.to_owned()
    } else {
        parts.join(between)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_time() {
        let check =
            |text: &str, expected: Option<i64>| assert_eq!(parse(text), expected, "{text:?}");
        check("2h", Some(2 * HOUR));
        check("1d 2h", Some(10 * HOUR));
        check("1w 2d 3h 4m", Some(WEEK + 2 * DAY + 3 * HOUR + 4 * MINUTE));
        check("1h30m", Some(90 * MINUTE));
        check("90", Some(90 * MINUTE));
        check("1.5h", Some(90 * MINUTE));
        check(".5H", Some(30 * MINUTE));
        check("2 hours 1 Minute", Some(121 * MINUTE));
        check("0m", Some(0));
        check(" 1 d ", Some(DAY));
        for text in [
            "",
            " ",
            "h",
            "-1h",
            "1x",
            "1h x",
            "1..2h",
            ".",
            "1h,2m",
            "１h",
            "1e3h",
            "1 2 h x",
            "99999999999999999999m",
            "9999999999999w",
            "0.0000000001h",
        ] {
            check(text, None);
        }
        check(&"1m ".repeat(40), None);
    }

    #[test]
    fn how_times_are_told() {
        assert_eq!(short(5400), "1h 30m");
        assert_eq!(short(10 * HOUR), "1d 2h");
        assert_eq!(short(0), "0m");
        assert_eq!(short(59), "0m");
        assert_eq!(short(-5), "0m");
        assert_eq!(words(5400), "1 hour, 30 minutes");
        assert_eq!(words(WEEK + 2 * DAY), "1 week, 2 days");
        assert_eq!(words(0), "0 minutes");
        for seconds in [
            0,
            MINUTE,
            HOUR,
            DAY,
            WEEK,
            WEEK * 3 + DAY * 4 + HOUR * 7 + 59 * MINUTE,
        ] {
            assert_eq!(parse(&short(seconds)), Some(seconds));
            assert!(is_storable(seconds));
        }
        assert!(!is_storable(-1) && !is_storable(i64::MAX));
    }
}
