//! The tree of a text: blocks that hold blocks or inlines, each with the place where it stands.
//!
//! It holds places, not text: what a node shows is what its span covers. So no node can show what
//! nobody wrote. It is made by `block.rs` and `inline.rs`, printed by `html.rs`, `text.rs` and
//! `markdown.rs`.

/// A range of bytes in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns the part of the text that the span covers, or nothing if it is not of that text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Returns the span without white space at its ends.
    pub(crate) fn trim(self, text: &str) -> Self {
        let inside = self.slice(text);
        let trimmed = inside.trim_start();
        let start = self.start + inside.len() - trimmed.len();
        Self::new(start, start + trimmed.trim_end().len())
    }

    /// Returns the span from `start`, or its empty end if that is not in it.
    pub(crate) fn from(self, start: usize) -> Self {
        Self::new(start.clamp(self.start, self.end), self.end)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// A whole text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks in the order of the text.
    pub blocks: Vec<Block>,
}

/// A part of a text that stands on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is and holds.
    pub kind: BlockKind,
    /// Where it was written.
    pub span: Span,
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Lines of text.
    Paragraph(Vec<Inline>),
    /// `h1. ` to `h6. `.
    Heading {
        /// From 1, the largest, to 6.
        level: u8,
        /// The text of the heading.
        content: Vec<Inline>,
    },
    /// `{quote}…{quote}` or `bq. `.
    Quote(Vec<Block>),
    /// `{code}…{code}`.
    Code {
        /// The name of the language, as it was written.
        language: Option<Span>,
        /// What to show above the code.
        title: Option<Span>,
        /// The code, without the line ends next to the braces.
        body: Span,
    },
    /// `{noformat}…{noformat}`.
    Preformatted {
        /// What to show above the text.
        title: Option<Span>,
        /// The text, without the line ends next to the braces.
        body: Span,
    },
    /// `{panel}…{panel}`.
    Panel {
        /// What it looks like.
        look: Look,
        /// What is in it.
        blocks: Vec<Block>,
    },
    /// Lines that start with `*`, `-` or `#`.
    List {
        /// What its items are marked with.
        kind: ListKind,
        /// The items, one at least.
        items: Vec<Item>,
    },
    /// Lines that start with `|`; the rows, one at least.
    Table(Vec<Row>),
    /// `----`.
    Rule,
}

/// What was said about a panel, each as it was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// What to show above it.
    pub title: Option<Span>,
    /// The color behind the title.
    pub title_color: Option<Span>,
    /// The color behind the content.
    pub color: Option<Span>,
    /// The style of the border.
    pub border: Option<Span>,
}

/// What the items of a list are marked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// `*`: bullets.
    Bullet,
    /// `-`: squares or dashes.
    Dash,
    /// `#`: numbers.
    Numbered,
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What it says, then the lists below it; nothing if only a list below it was written.
    pub blocks: Vec<Block>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The cells; rows of one table may have different numbers of them.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Whether it was opened by `||`.
    pub is_header: bool,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What it is and holds.
    pub kind: InlineKind,
    /// Where it was written.
    pub span: Span,
}

/// The kinds of inlines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// The text that the span covers.
    Text,
    /// The end of a line, or `\\`.
    Break,
    /// Text that looks different.
    Effect(Effect, Vec<Inline>),
    /// `{color:red}…{color}`.
    Color {
        /// The color, as it was written.
        value: Span,
        /// What has the color.
        content: Vec<Inline>,
    },
    /// `[text|target]`, `[target]` or a target alone.
    Link {
        /// An address that `link.rs` allows.
        target: Span,
        /// What to click on: text with effects and colors, or one image.
        label: Vec<Inline>,
        /// `[text|target|tip]`.
        tip: Option<Span>,
    },
    /// `[~name]`.
    Mention {
        /// The name between the tilde and the bracket.
        name: Span,
    },
    /// `[^file]` or `[text|^file]`.
    Attachment {
        /// The name of the file.
        name: Span,
        /// What to click on.
        label: Vec<Inline>,
    },
    /// `!file!` or `!file|properties!`.
    Image {
        /// The name of an attachment, or an address of the web.
        source: Span,
        /// How it is shown.
        properties: ImageProperties,
    },
    /// `{anchor:name}`.
    Anchor {
        /// The name that links may lead to.
        name: Span,
    },
    /// The key of an issue: `OPS-7`.
    Issue,
    /// A face or a sign: `:)`, `(x)`. What it is tells `symbol::emoticon`.
    Emoticon,
    /// Two or three hyphens between spaces.
    Dash,
    /// A character by its name or number: `&copy;`.
    Entity,
}

/// How an image is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImageProperties {
    /// Whether it is shown small, and large after a click.
    pub is_thumbnail: bool,
    /// The width: a number of pixels or a percentage.
    pub width: Option<Span>,
    /// The height, likewise.
    pub height: Option<Span>,
    /// What to read out in its place.
    pub alt: Option<Span>,
    /// What to show under the pointer.
    pub title: Option<Span>,
    /// The side it stands on: `left`, `right` or `center`.
    pub align: Option<Span>,
}

/// How text can look different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// `*bold*`.
    Strong,
    /// `_italic_`.
    Emphasis,
    /// `-struck through-`.
    Deleted,
    /// `+underlined+`.
    Inserted,
    /// `^raised^`.
    Superscript,
    /// `~lowered~`.
    Subscript,
    /// `??cited??`.
    Citation,
    /// `{{mono}}`.
    Monospaced,
}
