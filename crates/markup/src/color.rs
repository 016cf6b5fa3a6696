//! `{color:red}…{color}`: which markers belong together, and what colors there are.
//!
//! A color may begin in one paragraph and end in another, so its markers are paired in the whole
//! text by `macros.rs`, and each line asks which colors it starts in.
//!
//! People write any color; a page has few. The colors of [`PALETTE`] are classes of the style sheet, which
//! makes them readable in light and in dark, and no style stands in the HTML.

use crate::{Span, color_names};

/// The deepest nesting of colors in a text; what is opened deeper is text.
pub const MAX_COLORS: usize = 8;

/// The colors that text is shown in, with what they stand for.
pub const PALETTE: [(&str, [u8; 3]); 13] = [
    ("black", [0, 0, 0]),
    ("gray", [128, 128, 128]),
    ("silver", [192, 192, 192]),
    ("white", [255, 255, 255]),
    ("red", [222, 30, 30]),
    ("orange", [255, 140, 0]),
    ("brown", [139, 90, 43]),
    ("yellow", [255, 225, 50]),
    ("green", [0, 150, 40]),
    ("teal", [0, 150, 150]),
    ("blue", [0, 40, 190]),
    ("purple", [128, 0, 160]),
    ("pink", [255, 105, 180]),
];

/// Returns the name of the color of the palette that is nearest to what was written, if that is a
/// color: `red`, `DarkRed`, `#d00`, `#dd0000`, `rgb(221, 0, 0)`.
pub fn nearest(written: &str) -> Option<&'static str> {
    Some(nearest_to(parse(written)?))
}

/// Returns the name of the color of the palette whose tint was written, which is pale as a rule:
/// `#ffffce` is a yellow, not a white.
pub fn nearest_tint(written: &str) -> Option<&'static str> {
    let wanted = parse(written)?;
    let least = wanted.into_iter().min().unwrap_or_default();
    let most = wanted.into_iter().max().unwrap_or_default();
    let range = u16::from(most - least);
    if range < LEAST_TINT {
        return Some(nearest_to(wanted));
    }
    let full = |part: u8| u8::try_from(u16::from(part - least) * 255 / range).unwrap_or(255);
    Some(nearest_to(wanted.map(full)))
}

/// How far the parts of a color are apart at least that is not a gray.
const LEAST_TINT: u16 = 20;

fn nearest_to(wanted: [u8; 3]) -> &'static str {
    let distance = |color: [u8; 3]| {
        let parts = color.iter().zip(wanted);
        parts
            .map(|(a, b)| (i32::from(*a) - i32::from(b)).pow(2))
            .sum::<i32>()
    };
    let nearest = PALETTE.iter().min_by_key(|(_, color)| distance(*color));
    nearest.map_or("black", |(name, _)| name)
}

fn parse(written: &str) -> Option<[u8; 3]> {
    let lower = written.to_ascii_lowercase();
    if let Some(digits) = lower.strip_prefix('#') {
        return hexadecimal(digits);
    }
    if let Some(inside) = lower.strip_prefix("rgb(") {
        let mut parts = inside.strip_suffix(')')?.split(',');
        let mut part = || parts.next()?.trim().parse().ok();
        return Some([part()?, part()?, part()?]);
    }
    color_names::find(&lower).or_else(|| hexadecimal(&lower))
}

fn hexadecimal(digits: &str) -> Option<[u8; 3]> {
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let all = u32::from_str_radix(digits, 16).ok()?;
    let [_, a, b, c] = all.to_be_bytes();
    match digits.len() {
        6 => Some([a, b, c]),
        3 => Some([(b & 15) * 17, (c >> 4) * 17, (c & 15) * 17]),
        _ => None,
    }
}

/// A marker that has a partner.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    pub span: Span,
    pub side: Side,
}

#[derive(Clone, Copy, Debug)]
pub enum Side {
    Opening {
        value: Span,
        /// Which color this one is in.
        outer: Option<usize>,
    },
    Closing {
        opening: usize,
    },
}

/// The markers of a text in their order.
#[derive(Debug, Default)]
pub struct Colors(Vec<Mark>);

/// A color that may yet be closed.
struct Open {
    mark_idx: usize,
    container: usize,
}

/// A marker that was read; whether it has a partner is not known.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    pub span: Span,
    /// The color; nothing closes one.
    pub value: Option<Span>,
    /// What holds it: a color does not begin in a quote and end behind it.
    pub container: usize,
}

impl Colors {
    /// Finds partners.
    pub fn pair(seen: &[Seen]) -> Self {
        let is_paired = partners(seen);
        let mut marks: Vec<Mark> = Vec::new();
        // Those that are too deep are nothing, and so are their partners.
        let mut open: Vec<Option<usize>> = Vec::new();
        for (one, _) in seen.iter().zip(is_paired).filter(|(_, paired)| *paired) {
            let side = match one.value {
                Some(_) if open.len() >= MAX_COLORS => {
                    open.push(None);
                    continue;
                }
                Some(value) => {
                    let outer = open.last().copied().flatten();
                    open.push(Some(marks.len()));
                    Side::Opening { value, outer }
                }
                None => match open.pop().flatten() {
                    Some(opening) => Side::Closing { opening },
                    None => continue,
                },
            };
            marks.push(Mark {
                span: one.span,
                side,
            });
        }
        Self(marks)
    }

    /// Returns the first marker at or after a place, by its number.
    pub fn next(&self, position: usize) -> usize {
        self.0.partition_point(|mark| mark.span.start < position)
    }

    pub fn get(&self, mark_idx: usize) -> Option<Mark> {
        self.0.get(mark_idx).copied()
    }

    /// Returns the colors that a place is in, the outermost first.
    pub fn open_at(&self, position: usize) -> Vec<Span> {
        let mut open = Vec::new();
        let last = self.next(position).checked_sub(1);
        let mut here = match last.and_then(|last| Some((last, self.get(last)?.side))) {
            Some((last, Side::Opening { .. })) => Some(last),
            Some((_, Side::Closing { opening })) => self.outer(opening),
            None => None,
        };
        while let Some(mark_idx) = here {
            if let Some(Side::Opening { value, .. }) = self.get(mark_idx).map(|mark| mark.side) {
                open.push(value);
            }
            here = self.outer(mark_idx);
        }
        open.reverse();
        open
    }

    fn outer(&self, mark_idx: usize) -> Option<usize> {
        match self.get(mark_idx)?.side {
            Side::Opening { outer, .. } => outer,
            Side::Closing { .. } => None,
        }
    }
}

/// Tells for each marker whether it has a partner in its container.
fn partners(seen: &[Seen]) -> Vec<bool> {
    let mut is_paired = vec![false; seen.len()];
    let mut open: Vec<Open> = Vec::new();
    let mut set = |mark_idx: usize| {
        if let Some(paired) = is_paired.get_mut(mark_idx) {
            *paired = true;
        }
    };
    let mut n_open_in = std::collections::BTreeMap::new();
    for (mark_idx, one) in seen.iter().enumerate() {
        let container = one.container;
        let n_here: &mut usize = n_open_in.entry(container).or_default();
        if one.value.is_some() {
            *n_here += 1;
            open.push(Open {
                mark_idx,
                container,
            });
            continue;
        }
        // Without one of its own in the container, a closing marker is text.
        if *n_here == 0 {
            continue;
        }
        while let Some(last) = open.pop() {
            if last.container != container {
                n_open_in.entry(last.container).and_modify(|n| *n -= 1);
                continue;
            }
            n_open_in.entry(container).and_modify(|n| *n -= 1);
            set(last.mark_idx);
            set(mark_idx);
            break;
        }
    }
    is_paired
}
