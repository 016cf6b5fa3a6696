//! Finds links, mentions and attachments, and decides which addresses may be linked to.
//!
//! Brackets are first of all brackets: `[WIP] fix a[0]` is a title. Only those with an allowed
//! address, a mention or a file mean anything. `inline.rs` makes nodes of what is found here.

use crate::Span;

/// The beginnings of addresses that leave this site.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// Tells whether a link may lead there: to the web, to a mailbox or within this site.
///
/// The text is compared as it is, before anything is decoded, so that nothing can hide a scheme.
pub fn is_allowed(target: &str) -> bool {
    // Browsers drop tabs and line ends from addresses, and so would see another one than we do.
    if target.contains(char::is_control) {
        return false;
    }
    // `[a | # of b]` and `[a | / b]` are words, not places within this site.
    let is_name = |name: &str| !name.starts_with(char::is_whitespace);
    if let Some(path) = target.strip_prefix('/') {
        // Two slashes, or what browsers take for them, would leave the site.
        !path.starts_with(['/', '\\']) && is_name(path)
    } else if let Some(anchor) = target.strip_prefix('#') {
        !anchor.is_empty() && is_name(anchor)
    } else {
        after_scheme(target).is_some()
    }
}

/// Tells a place within this site from those that leave it.
pub fn is_within(target: &str) -> bool {
    target.starts_with(['/', '#'])
}

/// Returns what follows the scheme, if that is allowed and something follows.
fn after_scheme(target: &str) -> Option<&str> {
    SCHEMES.into_iter().find_map(|scheme| {
        let (start, rest) = target.split_at_checked(scheme.len())?;
        let names = !rest.is_empty() && !rest.starts_with(['/', ' ']);
        (start.eq_ignore_ascii_case(scheme) && names).then_some(rest)
    })
}

/// A link, a mention or an attachment in brackets.
#[derive(Debug)]
pub struct Bracketed {
    pub kind: BracketedKind,
    /// Where it is, with the brackets.
    pub span: Span,
}

#[derive(Debug)]
pub enum BracketedKind {
    Link {
        target: Span,
        label: Span,
        tip: Option<Span>,
    },
    Mention {
        name: Span,
    },
    Attachment {
        name: Span,
        label: Span,
    },
}

/// Finds the links, mentions and attachments in a part of a text, in their order.
///
/// A label may hold brackets that are balanced, as in GitLab's `[renovate[bot]|https://…]`, or that
/// are only closed; an address may hold none.
pub fn find(text: &str, span: Span) -> Vec<Bracketed> {
    let mut finder = Finder {
        text,
        found: Vec::new(),
        open: Vec::new(),
        balanced: None,
        last_bracket: span.start,
        bars: (None, None),
    };
    let mut is_escaped = false;
    for (at, byte) in (span.start..).zip(span.slice(text).bytes()) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'[' => finder.open(at),
            b']' => finder.close(at),
            b'|' => finder.bars = (finder.bars.1, Some(at)),
            b'\n' => finder.end_line(at),
            _ => {}
        }
    }
    finder.found
}

/// What was seen so far of a line.
///
/// An address has no brackets in it. So it is looked for from each closing bracket back to the last
/// bars after the last bracket, and no part of the text is looked at for two brackets.
struct Finder<'a> {
    text: &'a str,
    found: Vec<Bracketed>,
    /// Opening brackets without a partner.
    open: Vec<usize>,
    /// The last opening bracket whose partner closed no link.
    balanced: Option<usize>,
    last_bracket: usize,
    /// The last but one and the last bar since then.
    bars: (Option<usize>, Option<usize>),
}

impl Finder<'_> {
    fn open(&mut self, at: usize) {
        self.open.push(at);
        self.last_bracket = at;
        self.bars = (None, None);
    }

    fn close(&mut self, at: usize) {
        if let Some(opening) = self.open.pop().or(self.balanced.take()) {
            self.balanced = Some(opening);
            if let Some(kind) = self.kind(opening, at) {
                if matches!(kind, BracketedKind::Link { .. }) {
                    // A link inside of a link would be none.
                    self.open.clear();
                    self.balanced = None;
                }
                // Anything else inside of a label is words: `[fix [^a-z]|https://…]`.
                let is_inside = |found: &Bracketed| found.span.start >= opening;
                while self.found.pop_if(|found| is_inside(found)).is_some() {}
                let span = Span::new(opening, at + 1);
                self.found.push(Bracketed { kind, span });
            }
        }
        self.last_bracket = at;
        self.bars = (None, None);
    }

    fn end_line(&mut self, at: usize) {
        self.open.clear();
        self.balanced = None;
        self.last_bracket = at;
        self.bars = (None, None);
    }

    fn kind(&self, opening: usize, closing: usize) -> Option<BracketedKind> {
        let label_to = |bar, target: Span| {
            let label = self.trimmed(opening + 1, bar);
            if label.is_empty() { target } else { label }
        };
        match self.bars {
            (second, Some(last)) => {
                let target = self.trimmed(last + 1, closing);
                if is_allowed(target.slice(self.text)) {
                    let label = label_to(last, target);
                    let tip = None;
                    return Some(BracketedKind::Link { target, label, tip });
                }
                if let Some(name) = self.file(target) {
                    let label = label_to(last, name);
                    return Some(BracketedKind::Attachment { name, label });
                }
                let second = second?;
                let tip = Some(target);
                let target = self.trimmed(second + 1, last);
                let label = label_to(second, target);
                is_allowed(target.slice(self.text)).then_some(BracketedKind::Link {
                    target,
                    label,
                    tip,
                })
            }
            _ if self.last_bracket == opening => self.alone(opening, closing),
            _ => None,
        }
    }

    /// Reads brackets without a bar.
    fn alone(&self, opening: usize, closing: usize) -> Option<BracketedKind> {
        let target = self.trimmed(opening + 1, closing);
        let inside = target.slice(self.text);
        if inside.len() > 1 && inside.starts_with('~') {
            let name = target.from(target.start + 1);
            return Some(BracketedKind::Mention { name });
        }
        if let Some(name) = self.file(target) {
            return Some(BracketedKind::Attachment { name, label: name });
        }
        // Without a label `[/a b]` is more likely words than a place within this site.
        let is_place = inside.len() > 1 && !inside.contains(char::is_whitespace);
        let is_target = is_allowed(inside) && (is_place || after_scheme(inside).is_some());
        is_target.then_some(BracketedKind::Link {
            target,
            label: target,
            tip: None,
        })
    }

    /// Returns the name of the file that `^file` speaks of.
    fn file(&self, target: Span) -> Option<Span> {
        let name = target.slice(self.text).strip_prefix('^')?;
        let is_name = !name.is_empty() && !name.starts_with(char::is_whitespace);
        is_name.then(|| target.from(target.start + 1))
    }

    fn trimmed(&self, start: usize, end: usize) -> Span {
        Span::new(start, end).trim(self.text)
    }
}

/// Returns the address that a part of a text starts with, if it does so with one that needs no
/// brackets to be seen.
///
/// Text effects that are open may end with it: `is_open` tells by their marker.
pub fn bare(rest: &str, is_open: impl Fn(char) -> bool) -> Option<&str> {
    after_scheme(rest)?;
    let is_outside = |c: char| c.is_whitespace() || c.is_control() || r#"[]{}|<>"\"#.contains(c);
    let mut address = rest.split(is_outside).next()?;
    let n_of = |wanted| address.chars().filter(|c| *c == wanted).count();
    let mut n_unopened = n_of(')').saturating_sub(n_of('('));
    // A sentence may end after an address, and a parenthesis may be around it.
    while let Some(last) = address.chars().next_back() {
        match last {
            ')' if n_unopened > 0 => n_unopened -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' => {}
            _ if is_open(last) => {}
            _ => break,
        }
        let shorter = address.len() - last.len_utf8();
        address = address.get(..shorter)?;
    }
    is_allowed(address).then_some(address)
}
