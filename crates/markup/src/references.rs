//! What texts speak of: people, files, issues. So that the caller finds all of it at once.
//!
//! A page with two hundred comments collects the names of all of them in [`References`], asks the
//! database three questions, and renders each with the same [`Known`].

use std::collections::{BTreeMap, BTreeSet};

use crate::{Block, BlockKind, Document, File, Inline, InlineKind, Issue, Links};

/// The most names of one sort that are collected; a text with more of them is no text.
pub const MAX_REFERENCES: usize = 2000;

/// Names that texts speak of, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// The names of users: `[~jo]`.
    pub people: BTreeSet<String>,
    /// The names of attachments: `[^a.txt]`, `!a.png!`.
    pub files: BTreeSet<String>,
    /// What has the form of an issue's key: `OPS-7`.
    pub issues: BTreeSet<String>,
}

impl References {
    /// Returns what one text speaks of.
    pub fn of(text: &str) -> Self {
        let mut references = Self::default();
        references.add(&crate::parse(text), text);
        references
    }

    /// Adds what another text speaks of.
    pub fn add(&mut self, document: &Document, text: &str) {
        self.blocks(&document.blocks, text);
    }

    fn blocks(&mut self, blocks: &[Block], text: &str) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                    self.inlines(content, text);
                }
                BlockKind::Quote(blocks) | BlockKind::Panel { blocks, .. } => {
                    self.blocks(blocks, text);
                }
                BlockKind::List { items, .. } => {
                    for item in items {
                        self.blocks(&item.blocks, text);
                    }
                }
                BlockKind::Table(rows) => {
                    for cell in rows.iter().flat_map(|row| &row.cells) {
                        self.blocks(&cell.blocks, text);
                    }
                }
                BlockKind::Code { .. } | BlockKind::Preformatted { .. } | BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline], text: &str) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Effect(_, content) | InlineKind::Color { content, .. } => {
                    self.inlines(content, text);
                }
                InlineKind::Link { label, .. } => self.inlines(label, text),
                InlineKind::Attachment { name, label } => {
                    insert(&mut self.files, name.slice(text));
                    self.inlines(label, text);
                }
                InlineKind::Image { source, .. } => {
                    let name = source.slice(text);
                    if !crate::image::is_web(name) {
                        insert(&mut self.files, name);
                    }
                }
                InlineKind::Mention { name } => insert(&mut self.people, name.slice(text)),
                InlineKind::Issue => insert(&mut self.issues, inline.span.slice(text)),
                InlineKind::Text
                | InlineKind::Break
                | InlineKind::Anchor { .. }
                | InlineKind::Emoticon
                | InlineKind::Dash
                | InlineKind::Entity => {}
            }
        }
    }
}

fn insert(names: &mut BTreeSet<String>, name: &str) {
    if names.len() < MAX_REFERENCES && !names.contains(name) {
        names.insert(name.to_owned());
    }
}

/// What was found of it. Whatever is not in here stays the text that it is.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The address of the profile and the name to show, by the name of the user.
    pub people: BTreeMap<String, (String, String)>,
    /// The attachments, by their name.
    pub files: BTreeMap<String, File>,
    /// The issues that the reader may see, by their key.
    pub issues: BTreeMap<String, Issue>,
}

impl Links for Known {
    fn mention(&self, name: &str) -> Option<(String, String)> {
        self.people.get(name).cloned()
    }

    fn attachment(&self, name: &str) -> Option<File> {
        self.files.get(name).cloned()
    }

    fn issue(&self, key: &str) -> Option<Issue> {
        self.issues.get(key).cloned()
    }
}
