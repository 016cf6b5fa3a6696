//! What stands in a field of a form: from an issue's JSON, from what a form or an address sent, and back into the
//! JSON that the API takes, where the rules are.

use base::page::FormPairs;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::widget::Widget;

/// The value that says: as the project has it.
pub const AUTOMATIC: &str = "-1";

/// What stands in a field: for each of its parts the values in it, written so that the same is always written alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<Vec<String>>);

impl Typed {
    /// Returns the first value of a part, empty if there is none.
    #[must_use]
    pub fn first(&self, part: usize) -> &str {
        let values = self.0.get(part).and_then(|values| values.first());
        values.map_or("", String::as_str)
    }

    /// Returns the values of the first part.
    #[must_use]
    pub fn all(&self) -> &[String] {
        self.0.first().map_or(&[], Vec::as_slice)
    }

    /// Returns whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().flatten().all(String::is_empty)
    }

    fn one(text: impl Into<String>) -> Self {
        Self(vec![vec![text.into()]])
    }

    /// Returns what a form shows of an issue's value.
    #[must_use]
    pub fn of_json(widget: Widget, value: &Value, zone: &TimeZone) -> Self {
        let id = |value: &Value| text_of(value.get("id"));
        let name = |value: &Value| text_of(value.get("name"));
        let each = |of: &dyn Fn(&Value) -> String| -> Vec<String> {
            let values = value.as_array().map_or(&[][..], Vec::as_slice);
            values.iter().map(of).collect()
        };
        match widget {
            Widget::Line | Widget::Area | Widget::Number | Widget::Day => {
                Self::one(text_of(Some(value)))
            }
            Widget::Moment => Self::one(local(&text_of(Some(value)), zone)),
            Widget::Select | Widget::Radios => Self::one(id(value)),
            Widget::Ticks => Self(vec![sorted(each(&id))]),
            Widget::Cascade => {
                let child = value.get("child").map(id);
                Self(vec![vec![id(value)], vec![child.unwrap_or_default()]])
            }
            Widget::User | Widget::Group => Self::one(name(value)),
            Widget::Assignee => Self(vec![vec![name(value)], vec![String::new()]]),
            Widget::Users | Widget::Groups => Self::one(each(&name).join(", ")),
            Widget::Labels => Self::one(each(&|label| text_of(Some(label))).join(" ")),
            Widget::Time => {
                let part = |name: &str| vec![text_of(value.get(name))];
                Self(vec![part("originalEstimate"), part("remainingEstimate")])
            }
            Widget::Comment => Self(vec![vec![String::new()], vec![String::new()]]),
            Widget::Sprint => Self::one(open_sprint(value)),
            Widget::Files => Self(vec![Vec::new()]),
        }
    }

    /// Returns what was sent of a field; none if the form had no such field.
    #[must_use]
    pub fn of_pairs(widget: Widget, id: &str, sent: &FormPairs) -> Option<Self> {
        let parts = widget.parts(id);
        if !parts.iter().any(|part| sent.has(part)) {
            return None;
        }
        let line = |part: &String| vec![sent.first(part).trim().to_owned()];
        let words = |glue: &str, split: &dyn Fn(&str) -> Vec<String>| {
            let all: Vec<String> = sent.all(id).flat_map(split).collect();
            Self::one(all.join(glue))
        };
        Some(match widget {
            // The ends of lines are those of a browser, which no other client sends.
            Widget::Area => Self::one(sent.first(id).replace("\r\n", "\n")),
            Widget::Comment => Self(vec![
                vec![sent.first(id).replace("\r\n", "\n")],
                vec![sent.first("commentLevel").to_owned()],
            ]),
            Widget::Line => Self::one(sent.first(id)),
            Widget::Ticks => {
                let values = sent
                    .all(id)
                    .map(str::trim)
                    .filter(|value| !value.is_empty());
                Self(vec![sorted(values.map(str::to_owned).collect())])
            }
            Widget::Labels => words(" ", &|text| {
                text.split_whitespace().map(str::to_owned).collect()
            }),
            Widget::Users | Widget::Groups => words(", ", &|text| {
                let names = text.split(',').map(str::trim);
                names
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned)
                    .collect()
            }),
            Widget::Day => Self::one(day(sent.first(id).trim())),
            // A list's "None" in the reference.
            Widget::Select | Widget::Radios if sent.first(id) == "-1" => Self::one(""),
            Widget::Assignee => {
                let [chosen, other] = [
                    sent.first(id).trim(),
                    sent.first(&format!("{id}_other")).trim(),
                ];
                let who = if other.is_empty() { chosen } else { other };
                Self(vec![vec![who.to_owned()], vec![String::new()]])
            }
            _ => Self(parts.iter().map(line).collect()),
        })
    }

    /// Returns the value as the API takes it. What cannot be understood goes on as it was typed: the API says what
    /// is wrong with it.
    #[must_use]
    pub fn json(&self, widget: Widget, before: &Self, zone: &TimeZone) -> Value {
        let first = self.first(0);
        let named = |member: &str, text: &str| {
            if text.is_empty() {
                Value::Null
            } else {
                json!({ member: text })
            }
        };
        let listed = |member: &'static str| -> Value {
            let names = first.split(", ").filter(|name| !name.is_empty());
            names.map(|name| json!({ member: name })).collect()
        };
        match widget {
            Widget::Line | Widget::Area => json!(first),
            Widget::Number => match first.parse::<f64>() {
                _ if first.is_empty() => Value::Null,
                Ok(number) if number.is_finite() => json!(number),
                _ => json!(first),
            },
            Widget::Day | Widget::Moment | Widget::Sprint if first.is_empty() => Value::Null,
            Widget::Day | Widget::Sprint => json!(first),
            Widget::Moment => json!(universal(first, zone).unwrap_or_else(|| first.to_owned())),
            Widget::Select | Widget::Radios => named("id", first),
            Widget::Ticks => self.all().iter().map(|id| json!({ "id": id })).collect(),
            Widget::Cascade => {
                let mut parent = named("id", first);
                if let Some(members) = parent.as_object_mut()
                    && !self.first(1).is_empty()
                {
                    members.insert("child".to_owned(), json!({ "id": self.first(1) }));
                }
                parent
            }
            Widget::User | Widget::Group | Widget::Assignee => named("name", first),
            Widget::Users | Widget::Groups => listed("name"),
            Widget::Labels => first.split_whitespace().collect(),
            Widget::Time => {
                let mut parts = Map::new();
                for (part, name) in ["originalEstimate", "remainingEstimate"]
                    .into_iter()
                    .enumerate()
                {
                    if self.first(part) != before.first(part) {
                        parts.insert(name.to_owned(), json!(self.first(part)));
                    }
                }
                Value::Object(parts)
            }
            Widget::Comment | Widget::Files => Value::Null,
        }
    }

    /// Returns what tells one state of a field from another.
    #[must_use]
    pub fn stamp(&self) -> String {
        // FNV-1a, with an end after each value and each part.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut take =
            |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        for part in &self.0 {
            for value in part {
                value.bytes().for_each(&mut take);
                take(0xfe);
            }
            take(0xff);
        }
        format!("{hash:016x}")
    }
}

/// Returns a value as text. Numbers are written without a needless fraction.
fn text_of(value: Option<&Value>) -> String {
    match value {
        // What an issue has may come from a client that ends lines as browsers do.
        Some(Value::String(text)) => text.replace("\r\n", "\n"),
        Some(Value::Number(number)) => match number.as_f64() {
            Some(number) => format!("{number}"),
            None => number.to_string(),
        },
        _ => String::new(),
    }
}

fn sorted(mut values: Vec<String>) -> Vec<String> {
    values.sort();
    values.dedup();
    values
}

/// Returns the id of the sprint that is not closed, out of what an issue shows of its sprints.
fn open_sprint(value: &Value) -> String {
    let sprints = value.as_array().map_or(&[][..], Vec::as_slice);
    let texts = sprints.iter().filter_map(Value::as_str);
    let mut open = texts.filter_map(|text| {
        let (_, members) = text.split_once("[id=")?;
        let (id, rest) = members.split_once(',')?;
        let (_, state) = rest.split_once("state=")?;
        (!state.starts_with("CLOSED")).then_some(id)
    });
    open.next_back().unwrap_or_default().to_owned()
}

/// Returns a day as it is stored. Addresses that people have kept write it as the reference's date picker does:
/// `25/Dec/26`.
fn day(text: &str) -> String {
    match Date::strptime("%d/%b/%y", text) {
        Ok(day) => day.to_string(),
        Err(_) => text.to_owned(),
    }
}

/// Returns a moment as a field of a form has it.
fn local(text: &str, zone: &TimeZone) -> String {
    let at = jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%.f%z", text);
    match at.and_then(|at| at.to_timestamp()) {
        Ok(at) => {
            let at = at.to_zoned(zone.clone());
            at.strftime("%Y-%m-%dT%H:%M").to_string()
        }
        Err(_) => text.to_owned(),
    }
}

/// Returns what a field of a form has as a moment of the API.
fn universal(text: &str, zone: &TimeZone) -> Option<String> {
    let local: DateTime = text.parse().ok()?;
    let at: Timestamp = local.to_zoned(zone.clone()).ok()?.timestamp();
    Some(at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> FormPairs {
        let pairs = pairs.iter();
        FormPairs(
            pairs
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    /// What an issue has, shown, sent back and read, is what it was; and is told alike.
    fn check(widget: Widget, value: &Value, pairs: &[(&str, &str)]) {
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let shown = Typed::of_json(widget, value, &zone);
        let read = Typed::of_pairs(widget, "f", &sent(pairs)).unwrap();
        assert_eq!(shown, read, "{widget:?}");
        assert_eq!(shown.stamp(), read.stamp());
        let back = read.json(widget, &Typed::default(), &zone);
        let again = Typed::of_json(widget, &back, &zone);
        if widget != Widget::Moment {
            assert_eq!(again, shown, "{widget:?}: {back}");
        }
    }

    #[test]
    fn there_and_back() {
        check(Widget::Line, &json!("a"), &[("f", "a")]);
        check(Widget::Line, &Value::Null, &[("f", "")]);
        check(Widget::Area, &json!("a\r\nb"), &[("f", "a\r\nb")]);
        check(Widget::Number, &json!(1.5), &[("f", " 1.5 ")]);
        check(Widget::Number, &json!(3.0), &[("f", "3")]);
        check(Widget::Day, &json!("2026-12-25"), &[("f", "2026-12-25")]);
        check(Widget::Day, &json!("2026-12-25"), &[("f", "25/Dec/26")]);
        check(
            Widget::Moment,
            &json!("2026-12-24T23:30:00.000+0000"),
            &[("f", "2026-12-25T08:30")],
        );
        check(
            Widget::Select,
            &json!({ "id": "7", "name": "x" }),
            &[("f", "7")],
        );
        check(Widget::Select, &Value::Null, &[("f", "-1")]);
        check(
            Widget::Ticks,
            &json!([{ "id": "9" }, { "id": "10" }]),
            &[("f", ""), ("f", "9"), ("f", "10")],
        );
        check(Widget::Ticks, &json!([]), &[("f", "")]);
        check(
            Widget::Cascade,
            &json!({ "id": "1", "child": { "id": "2" } }),
            &[("f", "1"), ("f:1", "2")],
        );
        check(
            Widget::User,
            &json!({ "name": "fred", "key": "x" }),
            &[("f", " fred")],
        );
        check(
            Widget::Users,
            &json!([{ "name": "a" }, { "name": "b" }]),
            &[("f", "a,b, ")],
        );
        check(
            Widget::Labels,
            &json!(["a", "b"]),
            &[("f", " a  b "), ("f", "")],
        );
        check(
            Widget::Assignee,
            &json!({ "name": "fred" }),
            &[("f", "-1"), ("f_other", "fred")],
        );
        check(Widget::Assignee, &Value::Null, &[("f", "")]);
    }

    #[test]
    fn what_is_not_understood_goes_on_as_typed() {
        let json =
            |widget, text: &str| Typed::one(text).json(widget, &Typed::default(), &TimeZone::UTC);
        assert_eq!(json(Widget::Number, "many"), json!("many"));
        assert_eq!(json(Widget::Number, "inf"), json!("inf"));
        assert_eq!(json(Widget::Day, "soon"), json!("soon"));
        assert_eq!(json(Widget::Moment, "soon"), json!("soon"));
        assert_eq!(
            json(Widget::Moment, "2026-12-25T08:30"),
            json!("2026-12-25T08:30:00Z")
        );
    }

    #[test]
    fn a_field_that_was_not_sent_is_not_there() {
        assert_eq!(
            Typed::of_pairs(Widget::Line, "f", &sent(&[("g", "x")])),
            None
        );
        assert_ne!(
            Typed(vec![vec!["a".into(), "b".into()]]).stamp(),
            Typed::one("ab").stamp()
        );
    }
}
