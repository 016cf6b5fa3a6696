//! Finds `{quote}`, `{panel}`, `{code}`, `{noformat}` and `{color}` and the places where they end.
//!
//! This comes first, because what is between their braces crosses lines, items and cells. It makes
//! no tree and does not look at anything else; `flow.rs` turns a macro into a block.
//!
//! A marker that has no partner is text, and so is one right inside of `{{…}}`.

use crate::Span;
use crate::color::{Colors, Seen};
use crate::source::Found;

/// The deepest nesting of panels and quotes; what is opened deeper is text.
const MAX_NESTED: usize = 6;

/// What was found, from the opening to the closing marker.
#[derive(Debug)]
pub struct Macro {
    pub kind: MacroKind,
    pub span: Span,
    /// What is between the markers.
    pub body: Span,
}

#[derive(Debug)]
pub enum MacroKind {
    /// With the macros in it. There is no quote right in it: the second `{quote}` closes the first.
    Quote(Vec<Macro>),
    Panel {
        parameters: Span,
        macros: Vec<Macro>,
    },
    Code {
        parameters: Span,
    },
    Preformatted {
        parameters: Span,
    },
}

/// Finds the macros and colors of a text in their order.
pub fn find(text: &str) -> Found {
    let mut finder = Finder {
        text,
        found: Vec::new(),
        open: Vec::new(),
        code: Closer::new("{code}"),
        preformatted: Closer::new("{noformat}"),
        colors: Vec::new(),
    };
    finder.run();
    let mut containers = Containers {
        colors: &mut finder.colors,
        n_containers: 0,
    };
    containers.mark(&finder.found, Span::new(0, text.len()), 0);
    Found {
        colors: Colors::pair(&finder.colors),
        macros: finder.found,
    }
}

struct Finder<'a> {
    text: &'a str,
    found: Vec<Macro>,
    /// Quotes and panels that may yet be closed, the outermost first.
    open: Vec<Open>,
    code: Closer,
    preformatted: Closer,
    colors: Vec<Seen>,
}

/// A quote or a panel that may yet be closed.
struct Open {
    span: Span,
    /// What stands between the name and the brace; nothing if it is a quote.
    panel: Option<Span>,
    /// How many macros were found before it.
    n_before: usize,
}

impl Finder<'_> {
    fn run(&mut self) {
        let mut position = 0;
        let mut after_brace = false;
        while let Some(rest) = self.text.get(position..) {
            let Some(offset) = rest.find(['{', '\\']) else {
                break;
            };
            after_brace &= offset == 0;
            position += offset;
            if rest.get(offset..).is_some_and(|at| at.starts_with('\\')) {
                // What follows is never a marker, so it is passed over whole.
                let escaped = rest
                    .get(offset + 1..)
                    .and_then(|after| after.chars().next());
                position += 1 + escaped.map_or(0, char::len_utf8);
                after_brace = false;
            } else if let Some(end) = self.marker(position, after_brace) {
                position = end;
                after_brace = false;
            } else {
                position += 1;
                after_brace = true;
            }
        }
    }

    /// Reads a marker and, if it is of a verbatim macro, the whole macro; returns where it ends.
    fn marker(&mut self, start: usize, after_brace: bool) -> Option<usize> {
        let rest = self.text.get(start..)?;
        let (name, written) = read_marker(rest)?;
        let opening = Span::new(start, start + name.len() + written.len() + 2);
        let in_braces = after_brace && rest.get(opening.end - start..)?.starts_with('}');
        if in_braces {
            return None;
        }
        let parameters = Span::new(opening.end - 1 - written.len(), opening.end - 1);
        let parameters = parameters.from(parameters.start + usize::from(!written.is_empty()));
        match name {
            "quote" if written.is_empty() => self.container(opening, None)?,
            "panel" => self.container(opening, Some(parameters))?,
            "color" => {
                let value = parameters.trim(self.text);
                self.colors.push(Seen {
                    span: opening,
                    value: (!value.is_empty()).then_some(value),
                    container: 0,
                });
            }
            "code" => {
                let closing = self.code.after(self.text, opening.end)?;
                return Some(self.verbatim(MacroKind::Code { parameters }, opening, closing));
            }
            "noformat" => {
                let closing = self.preformatted.after(self.text, opening.end)?;
                let kind = MacroKind::Preformatted { parameters };
                return Some(self.verbatim(kind, opening, closing));
            }
            _ => return None,
        }
        Some(opening.end)
    }

    /// Closes the innermost quote or panel, or opens another; a panel with parameters never closes.
    fn container(&mut self, marker: Span, panel: Option<Span>) -> Option<()> {
        let is_opening = panel.is_some_and(|parameters| !parameters.is_empty());
        let same = |open: &Open| open.panel.is_some() == panel.is_some();
        let place = self.open.iter().rposition(same).filter(|_| !is_opening);
        let Some(open) = place.and_then(|place| self.open.drain(place..).next()) else {
            if self.open.len() >= MAX_NESTED {
                // The outermost that is open is the least likely to be closed at all.
                self.open.remove(0);
            }
            self.open.push(Open {
                span: marker,
                panel,
                n_before: self.found.len(),
            });
            return Some(());
        };
        let macros = self.found.split_off(open.n_before.min(self.found.len()));
        let kind = match open.panel {
            Some(parameters) => MacroKind::Panel { parameters, macros },
            None => MacroKind::Quote(macros),
        };
        self.found.push(Macro {
            kind,
            span: Span::new(open.span.start, marker.end),
            body: Span::new(open.span.end, marker.start),
        });
        Some(())
    }

    fn verbatim(&mut self, kind: MacroKind, opening: Span, closing: Span) -> usize {
        self.found.push(Macro {
            kind,
            span: Span::new(opening.start, closing.end),
            body: without_outer_line_ends(self.text, Span::new(opening.end, closing.start)),
        });
        closing.end
    }
}

/// Tells the markers of colors what holds them.
struct Containers<'a> {
    colors: &'a mut [Seen],
    n_containers: usize,
}

impl Containers<'_> {
    fn mark(&mut self, macros: &[Macro], whole: Span, mut color_idx: usize) -> usize {
        let container = self.n_containers;
        self.n_containers += 1;
        for one in macros {
            color_idx = self.mark_until(one.span.start, color_idx, container);
            match &one.kind {
                MacroKind::Quote(macros) | MacroKind::Panel { macros, .. } => {
                    color_idx = self.mark(macros, one.body, color_idx);
                }
                MacroKind::Code { .. } | MacroKind::Preformatted { .. } => {}
            }
        }
        self.mark_until(whole.end, color_idx, container)
    }

    fn mark_until(&mut self, end: usize, mut color_idx: usize, container: usize) -> usize {
        while let Some(color) = self.colors.get_mut(color_idx)
            && color.span.start < end
        {
            color.container = container;
            color_idx += 1;
        }
        color_idx
    }
}

/// Returns the name and the parameters, with their colon, of the marker that `rest` starts with.
fn read_marker(rest: &str) -> Option<(&str, &str)> {
    let inside = rest.strip_prefix('{')?;
    let name = ["quote", "code", "noformat", "panel", "color"]
        .into_iter()
        .find(|name| inside.starts_with(name))?;
    let after = inside.get(name.len()..)?;
    // An opening brace ends the search, so that no part of the text is searched twice.
    let parameters = after.get(..after.find(['{', '}', '\n'])?)?;
    let closes = after.get(parameters.len()..)?.starts_with('}');
    let reads_on = parameters.is_empty() || parameters.starts_with(':');
    (closes && reads_on).then_some((name, parameters))
}

fn without_outer_line_ends(text: &str, span: Span) -> Span {
    let inside = span.slice(text);
    let body = inside
        .strip_prefix("\r\n")
        .or_else(|| inside.strip_prefix('\n'))
        .unwrap_or(inside);
    let start = span.start + inside.len() - body.len();
    let body = body.strip_suffix('\n').unwrap_or(body);
    let body = body.strip_suffix('\r').unwrap_or(body);
    Span::new(start, start + body.len())
}

/// Finds the next closing marker, and remembers it.
///
/// A text of opening markers asks as often as it is long; without the memory each of them would
/// search to the end.
struct Closer {
    marker: &'static str,
    /// The start of the next marker, once asked for; the length of the text if there is none.
    next: Option<usize>,
}

impl Closer {
    fn new(marker: &'static str) -> Self {
        Self { marker, next: None }
    }

    /// Returns the first closing marker at or after `position`, which must not go down.
    fn after(&mut self, text: &str, position: usize) -> Option<Span> {
        let start = match self.next {
            Some(next) if next >= position => next,
            _ => {
                let offset = text.get(position..)?.find(self.marker);
                offset.map_or(text.len(), |offset| position + offset)
            }
        };
        self.next = Some(start);
        (start < text.len()).then(|| Span::new(start, start + self.marker.len()))
    }
}
