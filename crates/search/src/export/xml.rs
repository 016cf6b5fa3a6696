//! Issues as the XML that other programs have read from issue trackers for long: RSS 0.92, with elements of its
//! own in each `item`. It is written from the JSON of the API, so that both show the same.

mod element;
mod parts;

use std::collections::BTreeSet;
use std::io::Result;
use std::sync::Arc;

use base::Urls;
use issues::field::custom::{CustomField, CustomFields};
use quick_xml::Writer;
use quick_xml::events::{BytesText, Event};
use serde_json::Value;

pub use element::{around, element, legal, list, moment, text, with};
use parts::{comment_of, custom_field, links};

use crate::navigator::cell::text_of;

/// What is written into.
pub type Xml = Writer<Vec<u8>>;

/// Which elements an item has: `field`, as often as there are.
#[derive(Clone, Debug, Default)]
pub struct Elements(BTreeSet<String>);

impl Elements {
    /// Returns those asked for; all, if none is.
    #[must_use]
    pub fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let names = names.map(str::trim).filter(|name| !name.is_empty());
        Self(names.map(str::to_ascii_lowercase).collect())
    }

    fn has(&self, name: &str) -> bool {
        self.0.is_empty() || self.0.contains(&name.to_ascii_lowercase())
    }

    fn has_custom(&self, field: &CustomField) -> bool {
        self.has("allcustom") || self.0.contains(&field.key())
    }

    fn has_time(&self, name: &str) -> bool {
        self.has("timetracking") || self.has(name)
    }
}

/// What items are written with.
#[derive(Clone, Debug)]
pub struct Items {
    /// The elements that they have.
    pub elements: Elements,
    /// The custom fields there are.
    pub custom: Arc<CustomFields>,
    /// The addresses of this server.
    pub urls: Urls,
}

impl Items {
    /// Writes the item of an issue, given as the API writes it.
    ///
    /// # Errors
    /// Never in practice.
    pub fn item(&self, xml: &mut Xml, issue: &Value) -> Result<()> {
        xml.write_event(Event::Text(BytesText::new("\n")))?;
        around(xml, "item", &[], |xml| {
            let key = text(issue, "/key");
            let summary = text(issue, "/fields/summary");
            element(xml, "title", &format!("[{key}] {summary}"))?;
            element(xml, "link", &self.urls.page(&format!("/browse/{key}")))?;
            self.facts(xml, issue)?;
            self.names(xml, issue)?;
            self.times(xml, issue)?;
            self.others(xml, issue)?;
            self.custom(xml, issue)
        })
    }

    fn facts(&self, xml: &mut Xml, issue: &Value) -> Result<()> {
        let of = |path: &str| text(issue, path);
        let has = |name: &str| self.elements.has(name);
        if has("project") {
            let (id, key) = (of("/fields/project/id"), of("/fields/project/key"));
            let attributes = [("id", id), ("key", key)];
            with(xml, "project", &attributes, of("/fields/project/name"))?;
        }
        for name in ["description", "environment"] {
            if has(name) {
                element(xml, name, of(&format!("/renderedFields/{name}")))?;
            }
        }
        if has("key") {
            with(xml, "key", &[("id", of("/id"))], of("/key"))?;
        }
        if has("summary") {
            element(xml, "summary", of("/fields/summary"))?;
        }
        for (name, field) in [("type", "issuetype"), ("priority", "priority")] {
            if has(name) && !of(&format!("/fields/{field}/id")).is_empty() {
                let of = |member: &str| of(&format!("/fields/{field}/{member}"));
                let attributes = [("id", of("id")), ("iconUrl", of("iconUrl"))];
                with(xml, name, &attributes, of("name"))?;
            }
        }
        if has("parent") && !of("/fields/parent/key").is_empty() {
            let attributes = [("id", of("/fields/parent/id"))];
            with(xml, "parent", &attributes, of("/fields/parent/key"))?;
        }
        if has("status") {
            let of = |member: &str| of(&format!("/fields/status/{member}"));
            let attributes = [
                ("id", of("id")),
                ("iconUrl", of("iconUrl")),
                ("description", of("description")),
            ];
            with(xml, "status", &attributes, of("name"))?;
            let number = issue.pointer("/fields/status/statusCategory/id");
            let number = number.map(text_of).unwrap_or_default();
            let attributes = [
                ("id", &*number),
                ("key", of("statusCategory/key")),
                ("colorName", of("statusCategory/colorName")),
            ];
            with(xml, "statusCategory", &attributes, "")?;
        }
        if has("resolution") {
            match of("/fields/resolution/id") {
                "" => with(xml, "resolution", &[("id", "-1")], "Unresolved")?,
                id => with(
                    xml,
                    "resolution",
                    &[("id", id)],
                    of("/fields/resolution/name"),
                )?,
            }
        }
        if has("security") && !of("/fields/security/id").is_empty() {
            let attributes = [("id", of("/fields/security/id"))];
            with(xml, "security", &attributes, of("/fields/security/name"))?;
        }
        for (name, nobody) in [("assignee", "Unassigned"), ("reporter", "Anonymous")] {
            if has(name) {
                match of(&format!("/fields/{name}/name")) {
                    "" => with(xml, name, &[("username", "-1")], nobody)?,
                    user => {
                        let shown = of(&format!("/fields/{name}/displayName"));
                        with(xml, name, &[("username", user)], shown)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn names(&self, xml: &mut Xml, issue: &Value) -> Result<()> {
        if self.elements.has("labels") {
            around(xml, "labels", &[], |xml| {
                for label in list(issue, "/fields/labels") {
                    element(xml, "label", label.as_str().unwrap_or_default())?;
                }
                Ok(())
            })?;
        }
        for (name, field) in [
            ("created", "created"),
            ("updated", "updated"),
            ("resolved", "resolutiondate"),
        ] {
            let at = text(issue, &format!("/fields/{field}"));
            if self.elements.has(name) && !at.is_empty() {
                element(xml, name, &moment(at))?;
            }
        }
        for (name, field) in [
            ("version", "versions"),
            ("fixVersion", "fixVersions"),
            ("component", "components"),
        ] {
            if self.elements.has(name) {
                for one in list(issue, &format!("/fields/{field}")) {
                    element(xml, name, text(one, "/name"))?;
                }
            }
        }
        if self.elements.has("due") {
            match text(issue, "/fields/duedate") {
                "" => element(xml, "due", "")?,
                day => element(xml, "due", &moment(day))?,
            }
        }
        for (name, path) in [
            ("votes", "/fields/votes/votes"),
            ("watches", "/fields/watches/watchCount"),
        ] {
            if let Some(number) = issue.pointer(path).filter(|_| self.elements.has(name)) {
                element(xml, name, &text_of(number))?;
            }
        }
        Ok(())
    }

    fn times(&self, xml: &mut Xml, issue: &Value) -> Result<()> {
        for (name, field) in [
            ("timeoriginalestimate", "timeoriginalestimate"),
            ("timeestimate", "timeestimate"),
            ("timespent", "timespent"),
            (
                "aggregatetimeoriginalestimate",
                "aggregatetimeoriginalestimate",
            ),
            ("aggregatetimeremainingestimate", "aggregatetimeestimate"),
            ("aggregatetimespent", "aggregatetimespent"),
        ] {
            let seconds = issue.pointer(&format!("/fields/{field}"));
            let seconds = seconds.filter(|seconds| seconds.is_number());
            if let Some(seconds) = seconds.filter(|_| self.elements.has_time(name)) {
                let shown = text(issue, &format!("/renderedFields/{field}"));
                with(xml, name, &[("seconds", &text_of(seconds))], shown)?;
            }
        }
        Ok(())
    }

    fn others(&self, xml: &mut Xml, issue: &Value) -> Result<()> {
        let comments = list(issue, "/fields/comment/comments");
        if self.elements.has("comments") && !comments.is_empty() {
            let rendered = list(issue, "/renderedFields/comment/comments");
            around(xml, "comments", &[], |xml| {
                for (comment, rendered) in comments.iter().zip(rendered) {
                    comment_of(xml, comment, text(rendered, "/body"))?;
                }
                Ok(())
            })?;
        }
        if self.elements.has("issuelinks") {
            links(xml, list(issue, "/fields/issuelinks"))?;
        }
        let files = list(issue, "/fields/attachment");
        if self.elements.has("attachments") {
            around(xml, "attachments", &[], |xml| {
                for file in files {
                    let size = file.get("size").map(text_of).unwrap_or_default();
                    let attributes = [
                        ("id", text(file, "/id")),
                        ("name", text(file, "/filename")),
                        ("size", &size),
                        ("author", text(file, "/author/name")),
                        ("created", &moment(text(file, "/created"))),
                    ];
                    with(xml, "attachment", &attributes, "")?;
                }
                Ok(())
            })?;
        }
        if self.elements.has("subtasks") {
            around(xml, "subtasks", &[], |xml| {
                for subtask in list(issue, "/fields/subtasks") {
                    let attributes = [("id", text(subtask, "/id"))];
                    with(xml, "subtask", &attributes, text(subtask, "/key"))?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn custom(&self, xml: &mut Xml, issue: &Value) -> Result<()> {
        let Some(fields) = issue.get("fields") else {
            return Ok(());
        };
        let all = self.custom.fields.iter();
        let asked = all.filter(|field| self.elements.has_custom(field));
        let set = asked.filter_map(|field| {
            let value = fields.get(field.key()).filter(|value| !value.is_null())?;
            Some((field, value))
        });
        let mut set = set.peekable();
        if set.peek().is_none() {
            return Ok(());
        }
        around(xml, "customfields", &[], |xml| {
            for (field, value) in set {
                let rendered = text(issue, &format!("/renderedFields/{}", field.key()));
                custom_field(xml, field, value, rendered)?;
            }
            Ok(())
        })
    }
}
