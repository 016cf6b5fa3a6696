//! What must hold for every text: it is read, what it shows was written, and its HTML is safe.
//!
//! Particular texts are in `tests.rs`.

use super::{People, html_reader};
use crate::{
    Block, BlockKind, Inline, InlineKind, Item, MAX_DEPTH, Row, Span, parse, to_html, to_text,
};
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_text_is_safe(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_notation_is_safe(text in notation()) {
        check(&text)?;
    }

    #[test]
    fn words_are_kept(words in vec("[a-z]{1,8}[.,;:]?", 1..20)) {
        // The first word could be `bq.`.
        let text = format!("so {}", words.join(" "));
        prop_assert_eq!(to_text(&text), text.clone());
        prop_assert_eq!(to_html(&text, &()), format!("<p>{text}</p>"));
    }

    /// Whatever is around it, text without notation is text: markers are all that may be lost.
    #[test]
    fn nothing_but_notation_is_lost(text in vec(prop_oneof![
        "[a-z]{1,5}",
        prop::sample::select(vec![
            "*", "_", "-", "+", "^", "~", "??", "{{", "}}", "[", "]", "|", "{quote}", "{noformat}",
            "{", "}", "\\", " ", "\n", "\n\n", "* ", "# ", "||",
        ]).prop_map(str::to_owned),
    ], 0..40)) {
        let text = text.concat();
        let letters = |s: &str| s.chars().filter(char::is_ascii_alphabetic).collect::<String>();
        let expected = letters(&text);
        let shown = letters(&to_text(&text));
        // Only the names of macros are letters that may go.
        prop_assert!(is_subsequence(&shown, &expected));
        let without_names = letters(&text.replace("{quote}", "").replace("{noformat}", ""));
        prop_assert!(is_subsequence(&without_names, &shown), "{} in {}", without_names, shown);
    }
}

/// Texts made of what means something, and of what means something in HTML.
fn notation() -> impl Strategy<Value = String> {
    let pieces = vec![
        "*",
        "_",
        "-",
        "+",
        "^",
        "~",
        "??",
        "{{",
        "}}",
        "{",
        "}",
        "[",
        "]",
        "|",
        "||",
        "\\",
        "\\\\",
        "!",
        "#",
        "(",
        ")",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        "* ",
        "** ",
        "# ",
        "- ",
        "*# ",
        "----",
        "h1. ",
        "h3. ",
        "bq. ",
        "{quote}",
        "{code}",
        "{code:java}",
        "{code:title=a|c}",
        "{code:a b\"}",
        "{noformat}",
        "[~jo]",
        "[~mallory]",
        "[~",
        "[a|https://b.c]",
        "[#a]",
        "|https://a.b]",
        "|/a b]",
        "|//a]",
        "|/\\",
        "https://a.b/c_d",
        "http://",
        "mailto:a@b.c",
        "javascript:alert(1)",
        "|javascript:a]",
        "<script>",
        "</script>",
        "\" onclick=\"a",
        "'",
        "<",
        ">",
        "&",
        "&lt;",
        "&#x3c;",
        "a",
        "b c",
        "ä",
        "\u{a0}",
        "\u{0}",
        "😀",
    ];
    vec(prop::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let html = to_html(text, &People);
    let shown = html_reader::read(&html);
    prop_assert!(shown.is_ok(), "{:?} in {}", shown, html);
    prop_assert!(!html.to_ascii_lowercase().contains("<script"));

    // Without people, everything that is shown is from the text and in its order.
    let shown = html_reader::read(&to_html(text, &())).map_err(TestCaseError::fail)?;
    prop_assert!(is_subsequence(&shown, text), "{} not in {}", shown, text);
    let _ = to_text(text);

    let whole = Span::new(0, text.len());
    let depth = check_blocks(&parse(text).blocks, whole, text)?;
    prop_assert!(depth <= MAX_DEPTH + 20);
    Ok(())
}

/// Compares without white space: line ends are made for the eye.
fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut whole = whole.chars();
    part.chars()
        .filter(|c| !c.is_whitespace())
        .all(|wanted| whole.any(|c| c == wanted))
}

/// Checks that spans are in their parents, in order and between characters; returns the depth.
pub fn check_blocks(blocks: &[Block], outer: Span, text: &str) -> Result<usize, TestCaseError> {
    let mut from = outer.start;
    let mut depth = 0;
    for Block { kind, span } in blocks {
        let span = *span;
        check_span(span, Span::new(from, outer.end), text)?;
        from = span.end;
        let inner = match kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                prop_assert!(!content.is_empty());
                check_inlines(content, span, text)?
            }
            BlockKind::Quote(blocks) => check_blocks(blocks, span, text)?,
            BlockKind::Code {
                language,
                title,
                body,
            } => {
                for part in language.iter().chain(title).chain([body]) {
                    check_span(*part, span, text)?;
                }
                0
            }
            BlockKind::Preformatted(body) => {
                check_span(*body, span, text)?;
                0
            }
            BlockKind::List { items, .. } => {
                prop_assert!(!items.is_empty());
                let blocks = items.iter().map(|Item { blocks }| blocks.as_slice());
                check_parts(blocks, span, text)?
            }
            BlockKind::Table(rows) => {
                prop_assert!(rows.iter().all(|row| !row.cells.is_empty()));
                let cells = rows.iter().flat_map(|Row { cells }| cells);
                check_parts(cells.map(|cell| cell.blocks.as_slice()), span, text)?
            }
            BlockKind::Rule => 0,
        };
        depth = depth.max(inner + 1);
    }
    Ok(depth)
}

fn check_parts<'a>(
    parts: impl Iterator<Item = &'a [Block]>,
    mut outer: Span,
    text: &str,
) -> Result<usize, TestCaseError> {
    let mut depth = 0;
    for blocks in parts {
        depth = depth.max(check_blocks(blocks, outer, text)?);
        outer.start = blocks.last().map_or(outer.start, |last| last.span.end);
    }
    Ok(depth)
}

fn check_inlines(inlines: &[Inline], outer: Span, text: &str) -> Result<usize, TestCaseError> {
    let mut from = outer.start;
    let mut depth = 0;
    for Inline { kind, span } in inlines {
        let span = *span;
        check_span(span, Span::new(from, outer.end), text)?;
        from = span.end;
        let inner = match kind {
            InlineKind::Text | InlineKind::Break => 0,
            InlineKind::Effect(_, inside) => {
                prop_assert!(!inside.is_empty());
                check_inlines(inside, span, text)?
            }
            InlineKind::Link { target, label, tip } => {
                check_span(*target, span, text)?;
                if let Some(tip) = tip {
                    check_span(*tip, span, text)?;
                }
                check_inlines(label, span, text)?
            }
            InlineKind::Mention { name } => {
                check_span(*name, span, text)?;
                0
            }
        };
        depth = depth.max(inner + 1);
    }
    Ok(depth)
}

fn check_span(span: Span, outer: Span, text: &str) -> Result<(), TestCaseError> {
    let is_inside = outer.start <= span.start && span.start <= span.end && span.end <= outer.end;
    prop_assert!(is_inside, "{:?} not in {:?} of {:?}", span, outer, text);
    prop_assert!(
        text.get(span.start..span.end).is_some(),
        "{:?} of {:?}",
        span,
        text
    );
    Ok(())
}
