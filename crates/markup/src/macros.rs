//! Finds `{quote}`, `{code}` and `{noformat}` and the places where they end.
//!
//! This comes first, because what is between their braces crosses lines, items and cells. It makes
//! no tree and does not look at anything else; `flow.rs` turns a macro into a block.
//!
//! A marker that has no partner is text, and so is one right inside of `{{…}}`.

use crate::Span;

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
    /// With the macros in it. There is no quote among them: the second `{quote}` closes the first.
    Quote(Vec<Macro>),
    Code {
        parameters: Span,
    },
    Preformatted,
}

/// Finds the macros of a text in their order.
pub fn find(text: &str) -> Vec<Macro> {
    let mut finder = Finder {
        text,
        found: Vec::new(),
        quote: None,
        code: Closer::new("{code}"),
        preformatted: Closer::new("{noformat}"),
    };
    finder.run();
    finder.found
}

struct Finder<'a> {
    text: &'a str,
    found: Vec<Macro>,
    quote: Option<OpenQuote>,
    code: Closer,
    preformatted: Closer,
}

/// A quote that may yet be closed.
struct OpenQuote {
    span: Span,
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
        let (name, parameters) = read_marker(rest)?;
        let opening = Span::new(start, start + name.len() + parameters.len() + 2);
        let in_braces = after_brace && rest.get(opening.end - start..)?.starts_with('}');
        if in_braces {
            return None;
        }
        match name {
            "quote" if parameters.is_empty() => {
                self.quote(opening);
                Some(opening.end)
            }
            "code" => {
                let closing = self.code.after(self.text, opening.end)?;
                let parameters = Span::new(start + 1 + name.len(), opening.end - 1);
                Some(self.verbatim(MacroKind::Code { parameters }, opening, closing))
            }
            "noformat" => {
                let closing = self.preformatted.after(self.text, opening.end)?;
                Some(self.verbatim(MacroKind::Preformatted, opening, closing))
            }
            _ => None,
        }
    }

    fn quote(&mut self, marker: Span) {
        let Some(open) = self.quote.take() else {
            self.quote = Some(OpenQuote {
                span: marker,
                n_before: self.found.len(),
            });
            return;
        };
        let inner = self.found.split_off(open.n_before.min(self.found.len()));
        self.found.push(Macro {
            kind: MacroKind::Quote(inner),
            span: Span::new(open.span.start, marker.end),
            body: Span::new(open.span.end, marker.start),
        });
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

/// Returns the name and the parameters, with their colon, of the marker that `rest` starts with.
fn read_marker(rest: &str) -> Option<(&str, &str)> {
    let inside = rest.strip_prefix('{')?;
    let name = ["quote", "code", "noformat"]
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
