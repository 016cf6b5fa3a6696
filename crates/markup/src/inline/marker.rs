//! Pairs the markers of a line: of effects by what is around them, of colors as `color.rs` found them.

use super::{Reader, effect, is_word};
use crate::inline_tree::{Mark, Side, Token};
use crate::{Effect, Span, color};

impl Reader<'_> {
    /// Reads a marker of a color that has a partner.
    pub(super) fn color(&mut self, position: usize) -> Option<usize> {
        let colors = self.source.colors;
        while colors.get(self.color_idx)?.span.start < position {
            self.color_idx += 1;
        }
        let found = colors
            .get(self.color_idx)
            .filter(|mark| mark.span.start == position)?;
        match found.side {
            color::Side::Opening { value, .. } => self.open_color(value, found.span),
            color::Side::Closing { .. } => self.close_color(found.span),
        }
        Some(found.span.end)
    }

    pub(super) fn open_color(&mut self, value: Span, span: Span) {
        let mark = Mark::Color(value);
        self.open.push((mark, self.tokens.len()));
        let side = Some(Side::Opening);
        self.tokens.push(Token::Marker { mark, side, span });
    }

    /// Closes the innermost color, if it was not opened in a label before.
    fn close_color(&mut self, span: Span) {
        let is_color = |(mark, _): &(Mark, usize)| matches!(mark, Mark::Color(_));
        if let Some(place) = self.open.iter().rposition(is_color)
            // What was opened within cannot be closed outside, so it is dropped too.
            && let Some((mark, _)) = self.open.drain(place..).next()
        {
            let side = Some(Side::Closing);
            self.tokens.push(Token::Marker { mark, side, span });
        }
    }

    pub(super) fn marker(&mut self, position: usize, first: char) -> Option<usize> {
        let mut after = self.rest(position).chars().skip(1);
        let before = self.before(position);
        let mut is_forced = false;
        let (effect, end) = match (first, effect(first)) {
            ('{', _) => match after.next() {
                Some('{') => (Effect::Monospaced, position + 2),
                // `a{*}b{*}c`: an effect in the middle of a word.
                Some(inner) if after.next() == Some('}') => {
                    is_forced = true;
                    (effect(inner)?, position + 3)
                }
                _ => return None,
            },
            ('}', _) if after.next() == Some('}') && after.next() != Some('}') => {
                (Effect::Monospaced, position + 2)
            }
            ('?', _) if after.next() == Some('?') => (Effect::Citation, position + 2),
            (_, Some(effect)) => (effect, position + 1),
            _ => return None,
        };
        let follows = self.rest(end).chars().next();
        let is_text = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let (opens, closes) = match first {
            _ if is_forced => (true, true),
            // Braces are clear enough without looking around them.
            '{' => (true, false),
            '}' => (false, true),
            // `--all`, `__init__` and `**` are words of other languages.
            _ if before == Some(first) || follows == Some(first) => return None,
            _ => (
                !is_word(before) && is_text(follows),
                is_text(before) && !is_word(follows),
            ),
        };
        let span = Span::new(position, end);
        let mark = Mark::Effect { effect, is_forced };
        let side = (closes && self.close(mark)).then_some(Side::Closing);
        if side.is_none() {
            if !opens {
                return None;
            }
            // The nearest opening marker is the one that is meant: `3 *4 and *bold*`.
            let from = self.reachable();
            if let Some(same) = self.find(mark, from) {
                self.open.remove(same);
            }
            self.open.push((mark, self.tokens.len()));
        }
        self.tokens.push(Token::Marker { mark, side, span });
        Some(end)
    }

    /// Returns where in `open` those are that may be closed here: not outside of a color.
    fn reachable(&self) -> usize {
        let is_color = |(mark, _): &(Mark, usize)| matches!(mark, Mark::Color(_));
        self.open.iter().rposition(is_color).map_or(0, |i| i + 1)
    }

    fn find(&self, mark: Mark, from: usize) -> Option<usize> {
        let same = |(_, (open, _)): &(usize, &(Mark, usize))| *open == mark;
        let mut open = self.open.iter().enumerate().skip(from);
        open.find(same).map(|(place, _)| place)
    }

    /// Gives the opening marker its side; tells whether there is one, with something after it.
    fn close(&mut self, mark: Mark) -> bool {
        let n_tokens = self.tokens.len();
        let place = self.find(mark, self.reachable());
        // What was opened within cannot be closed outside, so it is dropped too.
        let opening = place.and_then(|place| self.open.drain(place..).next());
        let Some((_, token_idx)) = opening.filter(|(_, token_idx)| token_idx + 1 < n_tokens) else {
            return false;
        };
        if let Some(Token::Marker { side, .. }) = self.tokens.get_mut(token_idx) {
            *side = Some(Side::Opening);
        }
        true
    }
}
