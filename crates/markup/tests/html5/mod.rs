//! What an HTML5 parser, like those of browsers, sees in the HTML of a text.
//!
//! Used by `tests/safety.rs` and by the fuzz target. It knows nothing of how the HTML is made: it
//! takes the document apart and looks at each element and attribute.

use html5ever::tendril::TendrilSink;
use html5ever::{Attribute, ParseOpts, parse_document};
use markup::{File, Issue, Links, from_markdown, parse, to_html};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Knows everybody and everything, under names that were chosen by somebody mean.
pub struct Mean;

impl Links for Mean {
    fn mention(&self, name: &str) -> Option<(String, String)> {
        let label = format!("<img src=x onerror=alert(1)>{name}");
        Some((format!("/profile?name={name}"), label))
    }

    fn attachment(&self, name: &str) -> Option<File> {
        Some(File {
            href: if name.len().is_multiple_of(3) {
                format!("javascript:{name}")
            } else {
                format!("/file/{name}")
            },
            thumbnail: Some(format!("/small/{name}\" onload=\"alert(1)")),
            is_image: name.len().is_multiple_of(2),
        })
    }

    fn issue(&self, key: &str) -> Option<Issue> {
        Some(Issue {
            href: format!("/browse/{key}"),
            summary: format!("\"><script>{key}</script>"),
            is_resolved: key.len().is_multiple_of(2),
        })
    }
}

/// Makes everything of a text that can be made of it, and looks at the HTML.
pub fn check_text(text: &str) -> Result<(), String> {
    let document = parse(text);
    check(&document.to_html(text, &Mean))?;
    check(&document.to_html(text, &()))?;
    let markdown = document.to_markdown(text, &Mean);
    check(&to_html(&document.to_text(text), &Mean))?;
    check(&to_html(&from_markdown(&markdown), &Mean))?;
    check(&to_html(&from_markdown(text), &Mean))
}

/// Returns what should not be in the HTML, if there is something.
pub fn check(html: &str) -> Result<(), String> {
    let page = format!("<!doctype html><body><div>{html}<hr id=after></div>");
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    let mut waiting: Vec<(Handle, usize)> = vec![(dom.document.clone(), 0)];
    let mut is_closed = false;
    while let Some((node, depth)) = waiting.pop() {
        match &node.data {
            NodeData::Element { name, attrs, .. } => {
                let name: &str = &name.local;
                let is_after = attrs.borrow().iter().any(|it| &*it.name.local == "id");
                if is_after {
                    // Right in the `div`, where it was put: nothing left that or was left open.
                    is_closed = depth == 4;
                } else if depth > 3 {
                    element(name, &attrs.borrow()).map_err(|wrong| format!("{wrong} in {html}"))?;
                }
            }
            NodeData::Comment { contents } => return Err(format!("a comment: {contents}")),
            NodeData::ProcessingInstruction { target, .. } => {
                return Err(format!("an instruction: {target}"));
            }
            NodeData::Document | NodeData::Doctype { .. } | NodeData::Text { .. } => {}
        }
        let children = node.children.borrow();
        waiting.extend(children.iter().map(|child| (child.clone(), depth + 1)));
    }
    if is_closed {
        Ok(())
    } else {
        Err(format!("more was opened or closed than written: {html}"))
    }
}

const ELEMENTS: [&str; 31] = [
    "a",
    "b",
    "blockquote",
    "br",
    "cite",
    "del",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "tt",
    "ul",
];

fn element(name: &str, attributes: &[Attribute]) -> Result<(), String> {
    if !ELEMENTS.contains(&name) {
        return Err(format!("<{name}>"));
    }
    for Attribute {
        name: attribute,
        value,
    } in attributes
    {
        let attribute: &str = &attribute.local;
        let is_good = match attribute {
            "href" => name == "a" && is_safe(value),
            "src" => name == "img" && value.starts_with('/') && is_safe(value),
            "class" | "title" => true,
            "rel" | "name" | "data-issue-key" => name == "a",
            "target" => name == "a" && &**value == "_blank",
            "alt" | "width" | "height" | "loading" => name == "img",
            "role" | "aria-label" => name == "span",
            "type" => name == "ul" && &**value == "square",
            _ => false,
        };
        if !is_good {
            return Err(format!("<{name} {attribute}=\"{value}\">"));
        }
    }
    Ok(())
}

/// Reads an address as browsers do: without tabs and line ends, spaces at the ends, and case.
fn is_safe(address: &str) -> bool {
    let read: String = address
        .chars()
        .filter(|c| !"\t\r\n".contains(*c))
        .collect::<String>()
        .trim_matches(|c: char| c <= ' ')
        .to_ascii_lowercase();
    let leads_within = read.starts_with('#')
        || read.starts_with('/') && !read.starts_with("//") && !read.starts_with("/\\");
    leads_within
        || ["http:", "https:", "mailto:"]
            .iter()
            .any(|it| read.starts_with(it))
}
