//! Finds images: `!a.png!`, `!a.png|thumbnail!`, `!a.png|width=300, alt=A!`, `!https://…!`.
//!
//! An exclamation mark is first of all one: between the two of an image stands a file name with an
//! ending or an address, and no words right outside. Whether the file exists only its reader knows.

use crate::{ImageProperties, Span, link, parameters};

/// An image, from mark to mark.
pub struct Image {
    pub source: Span,
    pub properties: ImageProperties,
    pub span: Span,
}

/// The longest ending of a file name, as in `.jpeg`.
const MAX_ENDING: usize = 5;

/// Reads the image that starts at `start`, in the line of a text at `line`.
pub fn read(text: &str, line: Span, start: usize) -> Option<Image> {
    let rest = line.from(start).slice(text).strip_prefix('!')?;
    let before = Span::new(line.start, start).slice(text);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if is_word(before.chars().next_back()) {
        return None;
    }
    // The next mark ends the search, found or not: no part of a text is searched twice.
    let inside = rest.get(..rest.find(['!', '\n', '[', ']', '{', '}', '"', '<', '>'])?)?;
    let after = rest.get(inside.len()..)?.strip_prefix('!')?;
    if is_word(after.chars().next()) || inside.ends_with(char::is_whitespace) {
        return None;
    }
    let whole = Span::new(start + 1, start + 1 + inside.len());
    let (name, properties) = match inside.find('|') {
        Some(bar) => {
            let bar = whole.start + bar;
            let properties = Span::new(bar + 1, whole.end);
            (
                Span::new(whole.start, bar),
                read_properties(text, properties),
            )
        }
        None => (whole, ImageProperties::default()),
    };
    is_source(name.slice(text)).then_some(Image {
        source: name,
        properties,
        span: Span::new(start, whole.end + 1),
    })
}

/// Tells whether an image may come from there: a file name with an ending, or the web.
fn is_source(name: &str) -> bool {
    if is_web(name) {
        return !name.contains(char::is_whitespace) && link::is_allowed(name);
    }
    let Some((start, ending)) = name.rsplit_once('.') else {
        return false;
    };
    let is_ending = (1..=MAX_ENDING).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_name = !start.is_empty()
        && !start.starts_with(char::is_whitespace)
        && !start.contains(['/', '\\', ':', ';', ','])
        && !start.contains(char::is_control);
    is_ending && is_name
}

/// Tells a place on the web from the name of a file.
pub fn is_web(source: &str) -> bool {
    let starts = |scheme: &str| {
        let start = source.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("http://") || starts("https://")
}

fn read_properties(text: &str, span: Span) -> ImageProperties {
    let mut properties = ImageProperties::default();
    for parameter in parameters::read(text, span, &[',', '|']) {
        let value = Some(parameter.value);
        match parameter.name {
            None => properties.is_thumbnail |= parameter.value.slice(text) == "thumbnail",
            Some("width") => properties.width = value,
            Some("height") => properties.height = value,
            Some("alt") => properties.alt = value,
            Some("title") => properties.title = value,
            Some("align") => properties.align = value,
            Some(_) => {}
        }
    }
    properties
}

/// Returns a length as HTML has it, if it is one that a page has room for.
pub fn length(written: &str) -> Option<&str> {
    let number = written.strip_suffix("px").unwrap_or(written);
    let digits = number.strip_suffix('%').unwrap_or(number);
    let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(number)
}
