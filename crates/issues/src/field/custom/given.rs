//! What a caller wants a custom field to be: only its shape is looked at here.

use base::messages;
use jiff::civil::Date;
use model::{CustomFieldId, Timestamp};
use serde_json::{Map, Value};

use super::kind::Holds;

/// What to do with custom fields, in the order given.
pub type GivenCustom = Vec<(CustomFieldId, Vec<Step>)>;

/// One thing to do with a custom field.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What to do.
    pub verb: Verb,
    /// With what.
    pub value: Value,
}

/// What can be done with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Put this in the place of what is there.
    Set,
    /// Add this to what is there.
    Add,
    /// Take this from what is there.
    Remove,
}

impl Verb {
    /// Returns the verb as the API writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Add => "add",
            Self::Remove => "remove",
        }
    }

    /// Returns the verb that the API writes so.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Set, Self::Add, Self::Remove]
            .into_iter()
            .find(|verb| verb.name() == name)
    }
}

/// A value that was understood, with the names in it not looked up yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    Text(String),
    Number(f64),
    Day(String),
    Moment(Timestamp),
    Option(Named),
    /// An option and one below it.
    Below(Named, Named),
    User(Named),
    Group(Named),
    Version(Named),
    Project(Named),
}

/// Something that is named: what by, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub by: &'static str,
    pub text: String,
}

type Read<T> = Result<T, String>;

/// The longest text of a line.
const MAX_LINE: usize = base::text::MAX_LINE;
/// How many values one field takes.
pub const MOST: usize = 1000;
/// The largest number, as the reference has it: beyond it are numbers that cannot be told apart.
const MAX_NUMBER: f64 = 1e14;

/// Returns the values of a list.
pub fn list(holds: Holds, value: Value) -> Read<Vec<Wanted>> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(values) if values.len() > MOST => Err(messages::too_many_values(MOST)),
        Value::Array(values) => {
            let read = values.into_iter().map(|value| one(holds, value));
            let read: Read<Vec<_>> = read.collect();
            Ok(read?.into_iter().flatten().collect())
        }
        _ => Err(messages::NOT_AN_ARRAY.to_owned()),
    }
}

/// Returns a value, or none for null and what is as good.
pub fn one(holds: Holds, value: Value) -> Read<Option<Wanted>> {
    if value.is_null() {
        return Ok(None);
    }
    match holds {
        Holds::Line => line(value),
        Holds::LongText => long_text(value),
        Holds::Url => url(value),
        Holds::Label => label(value),
        Holds::Number => number(&value).map(Some),
        Holds::Day => day(value),
        Holds::Moment => moment(value),
        Holds::Choice => option(value),
        Holds::Cascade => cascade(value),
        Holds::User => named(value, &["name", "key"]).map(|named| named.map(Wanted::User)),
        Holds::Group => named(value, &["name"]).map(|named| named.map(Wanted::Group)),
        Holds::Version => named(value, &["id", "name"]).map(|named| named.map(Wanted::Version)),
        Holds::Project => named(value, &["id", "key"]).map(|named| named.map(Wanted::Project)),
        // Such a type reads its values itself.
        Holds::Own(_) => Ok(None),
    }
}

fn text(value: Value) -> Read<String> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(messages::NOT_A_STRING.to_owned()),
    }
}

fn line(value: Value) -> Read<Option<Wanted>> {
    let text = text(value)?;
    if base::text::is_longer(&text, MAX_LINE) {
        return Err(messages::custom_text_too_long(MAX_LINE));
    }
    // A line has no ends of lines in it; what else a text box does with them is the reference's.
    let text = text.replace(['\r', '\n'], " ");
    Ok(Some(text).filter(|text| !text.is_empty()).map(Wanted::Text))
}

fn long_text(value: Value) -> Read<Option<Wanted>> {
    let text = text(value)?;
    if base::text::is_longer(&text, base::text::MAX_LONG_TEXT) {
        return Err(messages::text_too_long());
    }
    Ok(Some(text).filter(|text| !text.is_empty()).map(Wanted::Text))
}

fn url(value: Value) -> Read<Option<Wanted>> {
    let Some(Wanted::Text(text)) = line(value)? else {
        return Ok(None);
    };
    let scheme = text
        .split_once(':')
        .map(|(scheme, rest)| (scheme, rest.len()));
    let is_address = scheme.is_some_and(|(scheme, rest)| {
        let is_safe = ["http", "https", "ftp", "file", "mailto"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known));
        is_safe && rest > 0
    });
    if is_address && !text.contains(char::is_whitespace) {
        Ok(Some(Wanted::Text(text)))
    } else {
        Err(messages::custom_url_not_valid(&text))
    }
}

fn label(value: Value) -> Read<Option<Wanted>> {
    let label = text(value)?;
    if label.is_empty() || label.contains(char::is_whitespace) || base::text::has_control(&label) {
        return Err(messages::label_has_blanks(&label));
    }
    if base::text::is_longer(&label, MAX_LINE) {
        return Err(messages::label_too_long(&label));
    }
    Ok(Some(Wanted::Text(label)))
}

fn number(value: &Value) -> Read<Wanted> {
    match value.as_f64().filter(|_| value.is_number()) {
        Some(number) if number.is_finite() && number.abs() <= MAX_NUMBER => {
            // There is one nought only.
            Ok(Wanted::Number(if number == 0.0 { 0.0 } else { number }))
        }
        Some(_) => Err(messages::CUSTOM_NUMBER_TOO_LARGE.to_owned()),
        None => Err(messages::NOT_A_NUMBER.to_owned()),
    }
}

fn day(value: Value) -> Read<Option<Wanted>> {
    let text = text(value)?;
    if text.is_empty() {
        return Ok(None);
    }
    let has_form = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match text.parse::<Date>() {
        Ok(_) if has_form => Ok(Some(Wanted::Day(text))),
        _ => Err(messages::not_a_date(&text)),
    }
}

fn moment(value: Value) -> Read<Option<Wanted>> {
    let text = text(value)?;
    if text.is_empty() {
        return Ok(None);
    }
    parse_moment(&text)
        .map(|at| Some(Wanted::Moment(at)))
        .ok_or_else(|| messages::custom_moment_not_valid(&text))
}

/// Reads `2024-03-09T13:34:56.789+0000`, which is how the reference writes it, or any other way of ISO 8601.
fn parse_moment(text: &str) -> Option<Timestamp> {
    let at = match jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%.f%z", text) {
        Ok(time) => time.to_timestamp().ok()?,
        Err(_) => text.parse().ok()?,
    };
    Some(Timestamp(at.as_millisecond()))
}

fn option(value: Value) -> Read<Option<Wanted>> {
    let named = named(value, &["id", "value"])?;
    // The reference's lists have "None" in them under this id.
    Ok(named.filter(|named| named.text != "-1").map(Wanted::Option))
}

fn cascade(value: Value) -> Read<Option<Wanted>> {
    let child = value.get("child").cloned();
    let Some(Wanted::Option(parent)) = option(value)? else {
        return Ok(None);
    };
    let child = match child {
        None | Some(Value::Null) => None,
        Some(child) => option(child)?,
    };
    Ok(Some(match child {
        Some(Wanted::Option(child)) => Wanted::Below(parent, child),
        _ => Wanted::Option(parent),
    }))
}

/// Reads something that is named by the first of these members that it has.
fn named(value: Value, members: &[&'static str]) -> Read<Option<Named>> {
    let Value::Object(object) = value else {
        return Err(messages::NOT_AN_OBJECT.to_owned());
    };
    for by in members {
        if let Some(text) = member(&object, by) {
            return Ok(Some(Named { by, text }).filter(|named| !named.text.is_empty()));
        }
        if object.get(*by).is_some_and(Value::is_null) {
            return Ok(None);
        }
    }
    Err(messages::no_member_named(members))
}

/// Returns a member as text. Ids come as strings and as numbers.
fn member(object: &Map<String, Value>, name: &str) -> Option<String> {
    match object.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(holds: Holds, value: Value) -> Read<Option<Wanted>> {
        one(holds, value)
    }

    #[test]
    fn texts_and_numbers() {
        let text = |text: &str| Ok(Some(Wanted::Text(text.to_owned())));
        assert_eq!(check(Holds::Line, json!("a\nb")), text("a b"));
        assert_eq!(check(Holds::Line, json!("")), Ok(None));
        assert_eq!(check(Holds::Line, json!(null)), Ok(None));
        assert!(check(Holds::Line, json!(5)).is_err());
        assert!(check(Holds::Line, json!("é".repeat(256))).is_err());
        assert_eq!(check(Holds::LongText, json!("a\nb")), text("a\nb"));
        assert_eq!(
            check(Holds::Url, json!("https://x.test/a")),
            text("https://x.test/a")
        );
        for bad in ["javascript:alert(1)", "x", "https:", "http://a b"] {
            assert!(check(Holds::Url, json!(bad)).is_err(), "{bad}");
        }
        assert_eq!(
            check(Holds::Number, json!(-0.0)),
            Ok(Some(Wanted::Number(0.0)))
        );
        assert!(check(Holds::Number, json!("5")).is_err());
        assert!(check(Holds::Number, json!(1e15)).is_err());
        assert!(check(Holds::Label, json!("a b")).is_err());
    }

    #[test]
    fn times() {
        assert_eq!(
            check(Holds::Day, json!("2026-02-28")),
            Ok(Some(Wanted::Day("2026-02-28".to_owned())))
        );
        assert!(check(Holds::Day, json!("2026-02-30")).is_err());
        assert_eq!(
            check(Holds::Moment, json!("1970-01-01T00:00:01.500+0000")),
            Ok(Some(Wanted::Moment(Timestamp(1500))))
        );
        assert!(check(Holds::Moment, json!("yesterday")).is_err());
    }

    #[test]
    fn what_is_named() {
        let named = |by, text: &str| Named {
            by,
            text: text.to_owned(),
        };
        assert_eq!(
            check(Holds::Choice, json!({ "id": 7, "value": "x" })),
            Ok(Some(Wanted::Option(named("id", "7"))))
        );
        assert_eq!(check(Holds::Choice, json!({ "id": "-1" })), Ok(None));
        assert!(check(Holds::Choice, json!({})).is_err());
        assert!(check(Holds::Choice, json!("x")).is_err());
        assert_eq!(
            check(
                Holds::Cascade,
                json!({ "value": "a", "child": { "id": "9" } })
            ),
            Ok(Some(Wanted::Below(named("value", "a"), named("id", "9"))))
        );
        assert_eq!(
            check(Holds::User, json!({ "name": "fred" })),
            Ok(Some(Wanted::User(named("name", "fred"))))
        );
        assert_eq!(check(Holds::User, json!({ "name": null })), Ok(None));
        assert!(list(Holds::Choice, json!({ "id": 1 })).is_err());
    }
}
