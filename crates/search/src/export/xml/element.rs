//! Elements of XML, and what stands in them.

use std::io::Result;

use quick_xml::events::BytesText;
use serde_json::Value;

use super::Xml;

/// Writes an element that has a text.
///
/// # Errors
/// Never in practice.
pub fn element(xml: &mut Xml, name: &str, text: &str) -> Result<()> {
    with(xml, name, &[], text)
}

/// Writes an element that has attributes and a text.
///
/// # Errors
/// Never in practice.
pub fn with(xml: &mut Xml, name: &str, attributes: &[(&str, &str)], text: &str) -> Result<()> {
    let attributes: Vec<(&str, String)> = attributes
        .iter()
        .map(|(name, value)| (*name, legal(value)))
        .collect();
    let attributes = attributes.iter().map(|(name, value)| (*name, &**value));
    let element = xml.create_element(name).with_attributes(attributes);
    if text.is_empty() {
        element.write_empty()?;
    } else {
        element.write_text_content(BytesText::new(&legal(text)))?;
    }
    Ok(())
}

/// Writes an element around others.
///
/// # Errors
/// Never in practice.
pub fn around(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    inner: impl FnOnce(&mut Xml) -> Result<()>,
) -> Result<()> {
    let attributes: Vec<(&str, String)> = attributes
        .iter()
        .map(|(name, value)| (*name, legal(value)))
        .collect();
    let attributes = attributes.iter().map(|(name, value)| (*name, &**value));
    let element = xml.create_element(name).with_attributes(attributes);
    element.write_inner_content(inner)?;
    Ok(())
}

/// Takes out the characters that no XML may have, however they are written.
#[must_use]
pub fn legal(text: &str) -> String {
    let is_legal = |c: &char| {
        matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().filter(is_legal).collect()
}

/// Returns a moment of the API as mails and feeds write it: `Mon, 23 Nov 2026 14:40:06 +0000`.
#[must_use]
pub fn moment(text: &str) -> String {
    let read = jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%.f%z", text);
    let moment = read.and_then(|read| read.to_zoned());
    match moment {
        Ok(moment) => moment.strftime("%a, %-d %b %Y %H:%M:%S %z").to_string(),
        // A day has no time.
        Err(_) => match text.parse::<jiff::civil::Date>() {
            Ok(day) => day.strftime("%a, %-d %b %Y 00:00:00 +0000").to_string(),
            Err(_) => text.to_owned(),
        },
    }
}

/// Returns a text in a value of the API.
#[must_use]
pub fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    let found = value.pointer(path).and_then(Value::as_str);
    found.unwrap_or_default()
}

/// Returns a list in a value of the API.
#[must_use]
pub fn list<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    let found = value.pointer(path).and_then(Value::as_array);
    found.map_or(&[], Vec::as_slice)
}
