//! Code that has no words: markup with tags, and differences between two texts.

use super::{Cutter, Kind};

/// Takes markup apart: `<a b="c">`, comments and what is quoted.
pub fn tags(code: &str) -> Vec<(Kind, &str)> {
    let mut cutter = Cutter::new(code);
    let mut position = 0;
    while let Some(offset) = cutter.rest(position).find('<') {
        let start = position + offset;
        let rest = cutter.rest(start);
        position = if let Some(length) = enclosed(rest, "<!--", "-->") {
            cutter.cut(Kind::Comment, start, start + length);
            start + length
        } else if let Some(length) = enclosed(rest, "<![CDATA[", "]]>") {
            cutter.cut(Kind::Quote, start, start + length);
            start + length
        } else if is_tag(rest) {
            tag(&mut cutter, start)
        } else {
            start + 1
        };
    }
    cutter.finish()
}

/// Returns the length of what starts so, to its end or to that of the code.
fn enclosed(rest: &str, opening: &str, closing: &str) -> Option<usize> {
    let inside = rest.strip_prefix(opening)?;
    let length = inside.find(closing);
    Some(length.map_or(rest.len(), |n| opening.len() + n + closing.len()))
}

fn is_tag(rest: &str) -> bool {
    let mut inside = rest.chars().skip(1).peekable();
    inside.next_if(|c| "/!?".contains(*c));
    inside.next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

/// Reads a tag; returns where it ends.
fn tag(cutter: &mut Cutter<'_>, start: usize) -> usize {
    let is_name = |c: char| c.is_alphanumeric() || "_-.:".contains(c);
    let is_marked = cutter.rest(start + 1).starts_with(['/', '!', '?']);
    let mut position = start + 1 + usize::from(is_marked);
    let name = cutter.rest(position);
    position += name.find(|c| !is_name(c)).unwrap_or(name.len());
    cutter.cut(Kind::Tag, start, position);
    while let Some(next) = cutter.rest(position).chars().next() {
        let rest = cutter.rest(position);
        match next {
            '>' => {
                cutter.cut(Kind::Tag, position, position + 1);
                return position + 1;
            }
            '/' | '?' if rest.get(1..).is_some_and(|at| at.starts_with('>')) => {
                cutter.cut(Kind::Tag, position, position + 2);
                return position + 2;
            }
            // The tag before was never closed.
            '<' => return position,
            '"' | '\'' => {
                let inside = rest.get(1..).unwrap_or_default();
                let length = inside.find(next).map_or(rest.len(), |n| n + 2);
                cutter.cut(Kind::Quote, position, position + length);
                position += length;
            }
            _ if is_name(next) => {
                let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                cutter.cut(Kind::Attribute, position, position + length);
                position += length;
            }
            _ => position += next.len_utf8(),
        }
    }
    position
}

/// Takes a difference apart, which has a mark at the start of each line.
pub fn difference(code: &str) -> Vec<(Kind, &str)> {
    let mut cutter = Cutter::new(code);
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let end = start + line.len();
        let without_end = start + line.trim_end_matches('\n').len();
        let starts = |marks: &[&str]| marks.iter().any(|mark| line.starts_with(mark));
        let kind = if starts(&["+++", "---", "diff ", "index "]) {
            Kind::Comment
        } else if starts(&["@@"]) {
            Kind::Macro
        } else if starts(&["+", ">"]) {
            Kind::Inserted
        } else if starts(&["-", "<"]) {
            Kind::Deleted
        } else {
            Kind::Plain
        };
        if kind != Kind::Plain {
            cutter.cut(kind, start, without_end);
        }
        start = end;
    }
    cutter.finish()
}
