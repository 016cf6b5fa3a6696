//! How the issues of a file are written.

use base::expand::Expand;
use base::{Error, Result, csv};
use issues::field::FieldSet;
use serde_json::Value;

use super::xml::{self, Items, Xml, around, element, moment, text};
use crate::column::Column;
use crate::navigator::{cell, columns};

/// How issues are written.
#[derive(Clone, Debug)]
pub enum Format {
    /// A line for each issue, with these columns.
    Csv(Vec<Column>),
    /// As the API writes them.
    Json,
    /// An item for each issue.
    Xml(Items, Channel),
    /// What a reader of feeds shows of each issue.
    Rss(Items, Channel),
}

/// What stands above the items of a feed.
#[derive(Clone, Debug)]
pub struct Channel {
    /// What it is.
    pub title: String,
    /// The page that shows the same.
    pub link: String,
    /// Which issues are in it, if they were searched: from, to, of how many.
    pub part: Option<(i64, i64, i64)>,
}

/// Where in the file a piece is.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Whether nothing was written before it.
    pub is_first: bool,
    /// Whether nothing comes after it.
    pub is_last: bool,
}

impl Format {
    /// Returns the fields that are read.
    #[must_use]
    pub fn fields(&self) -> FieldSet {
        match self {
            Self::Csv(columns) => columns::field_set(columns),
            Self::Json => FieldSet::navigable(),
            Self::Xml(..) => FieldSet::all(),
            Self::Rss(..) => {
                FieldSet::parse(["summary,description,created,reporter"], FieldSet::NONE)
            }
        }
    }

    /// Returns what is expanded of each issue.
    #[must_use]
    pub fn expand(&self) -> Expand {
        Expand::parse(Some(match self {
            Self::Csv(columns) => columns::expand(columns),
            Self::Json => "",
            Self::Xml(..) | Self::Rss(..) => "renderedFields",
        }))
    }

    /// Returns the type of the file, and what becomes of it.
    #[must_use]
    pub const fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Self::Csv(_) => (
                "text/csv; charset=utf-8",
                "attachment; filename=\"issues.csv\"",
            ),
            Self::Json => (
                "application/json; charset=utf-8",
                "attachment; filename=\"issues.json\"",
            ),
            Self::Xml(..) | Self::Rss(..) => ("text/xml; charset=utf-8", "inline"),
        }
    }

    /// Writes a piece of the file.
    ///
    /// # Errors
    /// Never in practice.
    pub fn write(&self, issues: &[Value], place: Place) -> Result<String> {
        match self {
            Self::Csv(columns) => Ok(lines(columns, issues, place)),
            Self::Json => objects(issues, place),
            Self::Xml(items, channel) => feed(channel, "0.92", issues, place, |xml, issue| {
                items.item(xml, issue)
            }),
            Self::Rss(items, channel) => feed(channel, "2.0", issues, place, |xml, issue| {
                entry(items, xml, issue)
            }),
        }
    }
}

fn lines(columns: &[Column], issues: &[Value], place: Place) -> String {
    let mut text = String::new();
    if place.is_first {
        // Spreadsheets take a file for Latin-1 that does not begin so.
        text.push('\u{feff}');
        csv::write_line(&mut text, columns.iter().map(|column| &*column.label));
    }
    for issue in issues {
        let cells = columns.iter().map(|column| cell::shown(issue, column));
        let cells: Vec<String> = cells.collect();
        csv::write_line(&mut text, cells.iter().map(String::as_str));
    }
    text
}

fn objects(issues: &[Value], place: Place) -> Result<String> {
    let mut text = String::new();
    text.push_str(if place.is_first { "{\"issues\":[" } else { "" });
    for (position, issue) in issues.iter().enumerate() {
        let is_first = place.is_first && position == 0;
        text.push_str(if is_first { "\n" } else { ",\n" });
        let issue = serde_json::to_string(issue);
        text.push_str(&issue.map_err(|error| Error::internal("an export", error))?);
    }
    text.push_str(if place.is_last { "\n]}\n" } else { "" });
    Ok(text)
}

/// Writes a piece of a feed: its beginning and its end are not in one piece, so that they are written by hand.
fn feed(
    channel: &Channel,
    version: &str,
    issues: &[Value],
    place: Place,
    item: impl Fn(&mut Xml, &Value) -> std::io::Result<()>,
) -> Result<String> {
    let write = || -> std::io::Result<String> {
        let mut xml = Xml::new(Vec::new());
        if place.is_first {
            element(&mut xml, "title", &channel.title)?;
            element(&mut xml, "link", &channel.link)?;
            element(&mut xml, "description", "Issues, as programs read them")?;
            element(&mut xml, "language", "en-us")?;
            if let Some((start, end, total)) = channel.part {
                let part = [start, end, total].map(|number| number.to_string());
                let [start, end, total] = &part;
                let attributes = [("start", &**start), ("end", end), ("total", total)];
                xml::with(&mut xml, "issue", &attributes, "")?;
            }
        }
        for issue in issues {
            item(&mut xml, issue)?;
        }
        String::from_utf8(xml.into_inner()).map_err(std::io::Error::other)
    };
    let written = write().map_err(|error| Error::internal("a feed of issues", error))?;
    let head =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"{version}\"><channel>");
    let head = if place.is_first { head } else { String::new() };
    let end = if place.is_last {
        "\n</channel></rss>\n"
    } else {
        ""
    };
    Ok(format!("{head}{written}{end}"))
}

fn entry(items: &Items, xml: &mut Xml, issue: &Value) -> std::io::Result<()> {
    let (key, summary) = (text(issue, "/key"), text(issue, "/fields/summary"));
    let link = items.urls.page(&format!("/browse/{key}"));
    around(xml, "item", &[], |xml| {
        element(xml, "title", &format!("[{key}] {summary}"))?;
        element(xml, "link", &link)?;
        xml::with(xml, "guid", &[("isPermaLink", "true")], &link)?;
        let html = text(issue, "/renderedFields/description");
        element(xml, "description", html)?;
        element(xml, "author", text(issue, "/fields/reporter/displayName"))?;
        element(xml, "pubDate", &moment(text(issue, "/fields/created")))
    })
}
