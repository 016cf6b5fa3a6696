//! Jira's wiki text: text to tree, tree to HTML and to plain text.
//!
//! This crate knows the notation and nothing else. Whether `[~jo]` is somebody, and where their
//! profile is, the caller says through [`Links`]. There are no errors here: what is not notation,
//! or not balanced, is the text that it looks like.
//!
//! Every step takes time linear in the text, however it is made: whoever may comment can send a
//! megabyte of opening brackets. And HTML holds no character of the text that was not escaped.
//!
//! Start at [`parse`]; the tree is in `ast.rs`. The parser goes from the large to the small:
//! `macros.rs` finds `{quote}` and its like, `lines.rs` and `block.rs` make blocks of what is
//! around them, `inline.rs` makes text effects and links of lines. `html.rs` and `text.rs` print.

mod ast;
mod block;
mod flow;
mod html;
mod inline;
mod lines;
mod link;
mod list;
mod macros;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub use ast::{
    Block, BlockKind, Cell, Document, Effect, Inline, InlineKind, Item, ListKind, Row, Span,
};

/// The deepest nesting of lists.
///
/// Nothing else nests in its own kind, so this bounds the depth of the tree and the stacks of those
/// who walk over it.
pub const MAX_DEPTH: usize = 64;

/// What the text speaks of, and where it is.
pub trait Links {
    /// Returns the address of the user's profile and the name to show, if there is such a user.
    fn mention(&self, name: &str) -> Option<(String, String)>;
}

/// Knows nobody: mentions stay text.
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

/// Returns the text as HTML that is safe to put into a page.
pub fn to_html(text: &str, links: &dyn Links) -> String {
    html::print(&parse(text), text, links)
}

/// Returns what a reader of the rendered text would read, without the addresses of links.
pub fn to_text(text: &str) -> String {
    text::print(&parse(text), text)
}
