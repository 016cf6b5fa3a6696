//! Makes a tree of the tokens that `inline.rs` cuts a line into.

use crate::{Effect, Inline, InlineKind, Span};

/// A part of a line.
pub enum Token {
    Node(Inline),
    Marker {
        mark: Mark,
        side: Option<Side>,
        span: Span,
    },
}

/// What a marker begins or ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Effect {
        effect: Effect,
        /// `{*}`: whatever is around it.
        is_forced: bool,
    },
    /// With the color, as it was written.
    Color(Span),
}

/// Which side of its effect a marker is on, once it is known to have one.
#[derive(Clone, Copy)]
pub enum Side {
    Opening,
    Closing,
}

/// Makes a tree of tokens; the markers that have a side are balanced.
pub fn tree(tokens: Vec<Token>) -> Vec<Inline> {
    let mut outer: Vec<(Span, Vec<Inline>)> = Vec::new();
    let mut current = Vec::new();
    for token in tokens {
        match token {
            Token::Node(node) if node.kind == InlineKind::Text => {
                push_text(&mut current, node.span);
            }
            Token::Node(node) => current.push(node),
            Token::Marker { mark, side, span } => match side {
                None => push_text(&mut current, span),
                Some(Side::Opening) => outer.push((span, std::mem::take(&mut current))),
                Some(Side::Closing) => {
                    let Some((opening, before)) = outer.pop() else {
                        continue;
                    };
                    let content = std::mem::replace(&mut current, before);
                    close(&mut current, mark, opening, content, span);
                }
            },
        }
    }
    current
}

/// Adds what stands between two markers.
fn close(
    current: &mut Vec<Inline>,
    mark: Mark,
    opening: Span,
    content: Vec<Inline>,
    closing: Span,
) {
    let kind = match mark {
        // Only a color can be empty that has markers around it; it leaves nothing to see.
        Mark::Color(_) if content.is_empty() => return,
        Mark::Effect { .. } if content.is_empty() => {
            push_text(current, opening);
            push_text(current, closing);
            return;
        }
        Mark::Color(value) => InlineKind::Color { value, content },
        Mark::Effect { effect, .. } => InlineKind::Effect(effect, content),
    };
    let span = Span::new(opening.start, closing.end);
    current.push(Inline { kind, span });
}

/// Adds text, to the text before it if there is no gap.
fn push_text(inlines: &mut Vec<Inline>, span: Span) {
    match inlines.last_mut() {
        _ if span.is_empty() => {}
        Some(last) if last.kind == InlineKind::Text && last.span.end == span.start => {
            last.span.end = span.end;
        }
        _ => inlines.push(Inline {
            kind: InlineKind::Text,
            span,
        }),
    }
}
