//! Jira's wiki text: text to tree, tree to HTML, to plain text and to Markdown, and Markdown back.
//!
//! This crate knows the notation and nothing else. Whether `[~jo]` is somebody, where their profile
//! is, and whether there is a file `a.png`, the caller says through [`Links`]; [`References`] tells
//! beforehand what will be asked. There are no errors here: what is not notation, or not balanced, is
//! the text that it looks like.
//!
//! Every step takes time linear in the text, however it is made: whoever may comment can send a
//! megabyte of opening brackets. And HTML holds no character of the text that was not escaped.
//!
//! Start at [`parse`]; the tree is in `ast.rs`. The parser goes from the large to the small:
//! `macros.rs` finds `{quote}` and its like, `lines.rs` and `block.rs` make blocks of what is
//! around them, `inline.rs` makes text effects and links of lines. `html.rs`, `text.rs` and
//! `markdown.rs` print; `highlight.rs` colors code. The notation itself is explained by example in
//! the chapters of `tests/manual`, which are the tests.

mod ast;
mod block;
mod color;
mod color_names;
mod flow;
mod from_markdown;
mod highlight;
mod html;
mod image;
mod inline;
mod inline_tree;
mod lines;
mod link;
mod list;
mod macros;
mod markdown;
mod parameters;
mod references;
mod source;
mod symbol;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub use ast::{
    Block, BlockKind, Cell, Document, Effect, ImageProperties, Inline, InlineKind, Item, ListKind,
    Look, Row, Span,
};
pub use from_markdown::from_markdown;
pub use references::{Known, MAX_REFERENCES, References};

/// The deepest nesting of lists, with the quotes and panels around them.
///
/// Nothing else nests without bounds, so this bounds the depth of the tree and the stacks of those
/// who walk over it.
pub const MAX_DEPTH: usize = 64;

/// The style sheet of the classes in the HTML, for the custom properties of the product's own.
pub const STYLE: &str = include_str!("markup.css");

/// What the text speaks of, and where it is.
pub trait Links {
    /// Returns the address of the user's profile and the name to show, if there is such a user.
    fn mention(&self, name: &str) -> Option<(String, String)>;

    /// Returns the attachment of that name, if there is one.
    fn attachment(&self, _name: &str) -> Option<File> {
        None
    }

    /// Returns the issue with that key, if there is one that the reader may see.
    fn issue(&self, _key: &str) -> Option<Issue> {
        None
    }
}

/// An attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its address.
    pub href: String,
    /// The address of its small picture, if it has one.
    pub thumbnail: Option<String>,
    /// Whether a browser shows it as an image.
    pub is_image: bool,
}

/// An issue that a text speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its address.
    pub href: String,
    /// Its summary.
    pub summary: String,
    /// Whether its key is struck through.
    pub is_resolved: bool,
}

/// Knows nobody and nothing: mentions, files and keys stay text.
impl Links for () {
    fn mention(&self, _name: &str) -> Option<(String, String)> {
        None
    }
}

/// Parses wiki text; any text is a document.
///
/// The tree holds no text but the places where it is, so whoever reads it needs the text too.
pub fn parse(text: &str) -> Document {
    block::parse(text)
}

impl Document {
    /// Returns the text that this is the tree of as HTML that is safe to put into a page.
    pub fn to_html(&self, text: &str, links: &dyn Links) -> String {
        html::print(self, text, links)
    }

    /// Returns what a reader of the rendered text would read.
    pub fn to_text(&self, text: &str) -> String {
        text::print(self, text)
    }

    /// Returns the text as Markdown, with nothing in it that Markdown takes for HTML.
    pub fn to_markdown(&self, text: &str, links: &dyn Links) -> String {
        markdown::print(self, text, links)
    }
}

/// Returns the text as HTML that is safe to put into a page.
pub fn to_html(text: &str, links: &dyn Links) -> String {
    parse(text).to_html(text, links)
}

/// Returns what a reader of the rendered text would read, without the addresses of links.
pub fn to_text(text: &str) -> String {
    parse(text).to_text(text)
}

/// Returns the text as Markdown.
pub fn to_markdown(text: &str, links: &dyn Links) -> String {
    parse(text).to_markdown(text, links)
}
