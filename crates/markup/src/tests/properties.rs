//! What must hold for every text: it is read, what it shows was written, and its HTML is safe.
//!
//! Particular texts are in `tests.rs`.

use super::{People, html_reader, signs};
use crate::{
    Block, BlockKind, Inline, InlineKind, Item, MAX_DEPTH, Row, Span, from_markdown, parse,
    to_html, to_markdown, to_text,
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

    /// Text that Markdown is told to leave alone is text in the wiki, and in Markdown again.
    #[test]
    fn text_stays_text_on_the_way_from_markdown_and_back(text in vec(prop_oneof![
        "[a-c1 ]{1,3}",
        "[*_+^~?{}|!#&;:()/.<>=`\\\\-]",
        prop::sample::select(vec![
            "h1. ", "bq. ", "{code}", "{color:red}", "{*}", "[~jo]", "[a", "]", "!a.b!", ":)", "(x)", "--", "OPS-1",
            "&lt;", "https://a.b/-/c_d", "- ", "# ", "* ", "ä", "[^a.b]", "{{", "}}",
        ]).prop_map(str::to_owned),
    ], 0..12)) {
        let text = text.concat();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let escape = |c: char| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() };
        let markdown: String = text.chars().map(escape).collect();
        let wiki = from_markdown(&markdown);
        prop_assert_eq!(&to_text(&wiki), &text, "by {}", wiki);
        let again = to_markdown(&wiki, &());
        let back = from_markdown(&again);
        prop_assert_eq!(&to_text(&back), &text, "by {} and {}", again, back);
    }

    /// Whatever is around it, text without notation is text: markers are all that may be lost.
    #[test]
    fn nothing_but_notation_is_lost(text in vec(prop_oneof![
        "[a-z]{1,5}",
        prop::sample::select(vec![
            "*", "_", "-", "+", "^", "~", "??", "{{", "}}", "[", "]", "|", "{quote}", "{noformat}",
            "{", "}", "\\", " ", "\n", "\n\n", "* ", "# ", "||", "{color:red}", "{color}", "{panel}",
            "{*}", "{_}", "!",
        ]).prop_map(str::to_owned),
    ], 0..40)) {
        let text = text.concat();
        let letters = |s: &str| s.chars().filter(char::is_ascii_alphabetic).collect::<String>();
        let expected = letters(&text);
        let shown = letters(&to_text(&text));
        // Only the names of macros are letters that may go.
        prop_assert!(is_subsequence(&shown, &expected));
        let mut without_names = text.clone();
        for name in ["{quote}", "{noformat}", "{panel}", "{color:red}", "{color}"] {
            without_names = without_names.replace(name, "");
        }
        let without_names = letters(&without_names);
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
        "{color:red}",
        "{color:#00f}",
        "{color:expression(alert(1))}",
        "{color}",
        "{panel}",
        "{panel:title=a\"b|bgColor=red|borderStyle=dashed}",
        "{anchor:a}",
        "{anchor:\"onclick=a}",
        "{*}",
        "{_}",
        "!jo.png!",
        "!jo.png|thumbnail!",
        "!mallory.png|thumbnail!",
        "!jo.png|width=300,alt=a\"b'c,title=<d>!",
        "!jo.pdf!",
        "!https://a.b/c.png!",
        "!javascript:a.png!",
        "[^jo.pdf]",
        "[^mallory.png]",
        "[a|^jo.png]",
        "[!jo.png!|https://b.c]",
        "OPS-1",
        "OPS-2",
        "OPS-3",
        ":)",
        "(x)",
        " -- ",
        "---",
        "&copy;",
        "&quot;",
        "{noformat:title=<a>}",
        "{code:xml}",
        "<a b=\"c\">",
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
    let shown = shown.replace(signs, "");
    let written = text.replace("&lt;", "&lt;<").replace("&#x3c;", "&#x3c;<");
    let written = written
        .replace("&quot;", "&quot;\"")
        .replace("&copy;", "&copy;©");
    prop_assert!(
        is_subsequence(&shown, &written),
        "{} not in {}",
        shown,
        text
    );
    let _ = to_text(text);
    let markdown = to_markdown(text, &People);
    let back = from_markdown(&markdown);
    html_reader::read(&to_html(&back, &People)).map_err(TestCaseError::fail)?;
    let _ = from_markdown(text);

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
            BlockKind::Panel { look, blocks } => {
                let parts = [look.title, look.title_color, look.color, look.border];
                for part in parts.into_iter().flatten() {
                    check_span(part, span, text)?;
                }
                check_blocks(blocks, span, text)?
            }
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
            BlockKind::Preformatted { title, body } => {
                for part in title.iter().chain([body]) {
                    check_span(*part, span, text)?;
                }
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
            InlineKind::Text
            | InlineKind::Break
            | InlineKind::Issue
            | InlineKind::Emoticon
            | InlineKind::Dash
            | InlineKind::Entity => 0,
            InlineKind::Color { value, content } => {
                prop_assert!(!content.is_empty());
                // A color may have begun in a line above.
                check_span(*value, Span::new(0, span.end), text)?;
                check_inlines(content, span, text)?
            }
            InlineKind::Attachment { name, label } => {
                check_span(*name, span, text)?;
                check_inlines(label, span, text)?
            }
            InlineKind::Image { source, properties } => {
                let it = properties;
                let parts = [it.width, it.height, it.alt, it.title, it.align];
                for part in parts.into_iter().flatten().chain([*source]) {
                    check_span(part, span, text)?;
                }
                0
            }
            InlineKind::Anchor { name } => {
                check_span(*name, span, text)?;
                0
            }
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
