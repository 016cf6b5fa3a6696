//! A text with what was found in all of it before it is cut into lines.

use crate::MAX_DEPTH;
use crate::color::Colors;
use crate::macros::{self, Macro};

/// A text, the colors in it, and how deep in the tree its reader is.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    pub text: &'a str,
    pub colors: &'a Colors,
    /// The number of blocks around what is read.
    depth: usize,
}

impl<'a> Source<'a> {
    pub fn new(text: &'a str, colors: &'a Colors) -> Self {
        let depth = 0;
        Self {
            text,
            colors,
            depth,
        }
    }

    /// Returns the same for what is within `n` more blocks.
    pub fn deeper(self, n: usize) -> Self {
        Self {
            depth: self.depth + n,
            ..self
        }
    }

    /// Returns how many lists may be opened within one another here.
    pub fn room(self) -> usize {
        MAX_DEPTH.saturating_sub(self.depth)
    }
}

/// What crosses lines, items and cells.
#[derive(Debug, Default)]
pub struct Found {
    /// The macros that hold blocks or verbatim text, in their order.
    pub macros: Vec<Macro>,
    pub colors: Colors,
}

impl Found {
    /// Finds it all.
    pub fn of(text: &str) -> Self {
        macros::find(text)
    }
}
