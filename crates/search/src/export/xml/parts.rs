//! What an item has several of.

use std::io::Result;

use issues::field::custom::{CustomField, Holds};
use serde_json::Value;

use super::{Xml, around, element, moment, text, with};
use crate::navigator::cell::text_of;

/// Writes a comment, of which the text is HTML.
pub fn comment_of(xml: &mut Xml, comment: &Value, html: &str) -> Result<()> {
    let created = moment(text(comment, "/created"));
    let mut attributes = vec![
        ("id", text(comment, "/id")),
        ("author", text(comment, "/author/name")),
        ("created", &*created),
    ];
    let value = text(comment, "/visibility/value");
    match text(comment, "/visibility/type") {
        "group" => attributes.push(("grouplevel", value)),
        "role" => attributes.push(("rolelevel", value)),
        _ => {}
    }
    with(xml, "comment", &attributes, html)
}

/// Writes the links of an issue, those of a type and direction together.
pub fn links(xml: &mut Xml, links: &[Value]) -> Result<()> {
    if links.is_empty() {
        return Ok(());
    }
    let mut types: Vec<(&str, &Value)> = Vec::new();
    for kind in links.iter().filter_map(|link| link.get("type")) {
        if types.iter().all(|(id, _)| *id != text(kind, "/id")) {
            types.push((text(kind, "/id"), kind));
        }
    }
    around(xml, "issuelinks", &[], |xml| {
        for (id, kind) in types {
            let of_type = || links.iter().filter(|link| text(link, "/type/id") == id);
            around(xml, "issuelinktype", &[("id", id)], |xml| {
                element(xml, "name", text(kind, "/name"))?;
                for (name, member, told) in [
                    ("outwardlinks", "outwardIssue", "/outward"),
                    ("inwardlinks", "inwardIssue", "/inward"),
                ] {
                    let mut ends = of_type().filter_map(|link| link.get(member)).peekable();
                    if ends.peek().is_none() {
                        continue;
                    }
                    around(xml, name, &[("description", text(kind, told))], |xml| {
                        for end in ends {
                            around(xml, "issuelink", &[], |xml| {
                                let attributes = [("id", text(end, "/id"))];
                                with(xml, "issuekey", &attributes, text(end, "/key"))
                            })?;
                        }
                        Ok(())
                    })?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })
}

/// Writes the values of a custom field.
pub fn custom_field(
    xml: &mut Xml,
    field: &CustomField,
    value: &Value,
    rendered: &str,
) -> Result<()> {
    let id = field.key();
    let attributes = [("id", &*id), ("key", field.kind.key)];
    around(xml, "customfield", &attributes, |xml| {
        element(xml, "customfieldname", &field.name)?;
        around(xml, "customfieldvalues", &[], |xml| {
            let values = match value {
                Value::Array(values) => values.as_slice(),
                one => std::slice::from_ref(one),
            };
            for value in values {
                let shown = match (field.holds(), value) {
                    (Holds::LongText, _) => rendered.to_owned(),
                    (Holds::Day | Holds::Moment, Value::String(at)) => moment(at),
                    (Holds::User, user) => text(user, "/name").to_owned(),
                    (Holds::Number, Value::Number(number)) => number.to_string(),
                    // The option below it has an element of its own.
                    (Holds::Cascade, value) => text(value, "/value").to_owned(),
                    (_, value) => text_of(value),
                };
                let is_option = matches!(field.holds(), Holds::Choice | Holds::Cascade);
                let attributes = [("key", text(value, "/id"))];
                let attributes = attributes.iter().filter(|_| is_option).copied();
                let attributes: Vec<(&str, &str)> = attributes.collect();
                with(xml, "customfieldvalue", &attributes, &shown)?;
                if let Some(child) = value.get("child") {
                    let attributes = [("key", text(child, "/id")), ("cascade-level", "1")];
                    with(xml, "customfieldvalue", &attributes, &text_of(child))?;
                }
            }
            Ok(())
        })
    })
}
