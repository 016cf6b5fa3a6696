//! Texts made in bad faith: a lot of what invites a parser to look for the end again and
//! again, and nesting without bounds.
//!
//! There is no clock here: that the time is linear is shown by `benches/linear.rs`. What is asserted is
//! that nothing was lost or blown up.

use super::properties::check_blocks;
use super::{check_plain, html_reader};
use crate::{BlockKind, MAX_DEPTH, Span, from_markdown, html, parse, text, to_html};

/// How long these texts are: without optimization a megabyte takes its time.
const LARGE: usize = 1 << 16;

/// Reads a lot of `piece` between two ends; returns its HTML.
#[track_caller]
fn read(start: &str, piece: &str, end: &str) -> String {
    read_sized(start, piece, end, LARGE)
}

#[track_caller]
fn read_sized(start: &str, piece: &str, end: &str, size: usize) -> String {
    let made = |size: usize| format!("{start}{}{end}", piece.repeat(size / piece.len() + 1));
    let text = made(size);
    let document = parse(&text);
    let html = html::print(&document, &text, &());
    let n_times = html.len() / text.len();
    assert!(n_times < 64, "{piece:?} became {n_times} times longer");
    let n_times = text::print(&document, &text).len() / text.len();
    assert!(n_times < 8, "{piece:?} became {n_times} times longer");
    let markdown = document.to_markdown(&text, &());
    let n_times = markdown.len() / text.len();
    assert!(n_times < 128, "{piece:?} became {n_times} times longer");
    from_markdown(&text);

    // A few of them are as good to look at as many.
    let text = made(1 << 12);
    html_reader::read(&to_html(&text, &())).expect("safe HTML");
    let depth = check_blocks(&parse(&text).blocks, Span::new(0, text.len()), &text);
    assert!(depth.expect("good spans") <= MAX_DEPTH + 20);
    html
}

#[test]
fn what_never_ends_is_text() {
    for piece in [
        "[",
        "]",
        "{",
        "}",
        "[[a|",
        "[a|b",
        "{{a ",
        "??a ",
        "*a",
        "*a*a",
        "_a ",
        "-a -b ",
        "[http://",
        "{code:",
        "{code:a",
        "{code:java}",
        "{noformat:a}",
        "\\",
        "\\\\\\",
        "h1.",
        "[a]",
        "[[a]]",
        "[a|b]",
        "|b]",
        "]|x",
        "[ ]|",
        "{quote:",
        "{color}",
        "{color:red}",
        "{panel:a=b}",
        "{anchor:a",
        "{anchor",
        "!a.b",
        "!a.b|c ",
        "!",
        "!!",
        "&",
        "&#",
        "&amp",
        "A",
        "A_",
        "AB-",
        "{*}",
        "(",
        ":",
        "a{b}",
        "a {{",
    ] {
        let html = read("x", piece, "");
        // Backslashes are notation, and addresses are links.
        if !piece.contains(['\\', '/']) {
            let text = format!("x{}", piece.repeat(LARGE / piece.len() + 1));
            let escaped = text.trim_end().replace('&', "&amp;");
            assert!(html == format!("<p>{escaped}</p>"), "for {piece}");
        }
    }
}

#[test]
fn what_ends_at_last_is_found() {
    assert!(read("", "[", "a|https://b.c]").ends_with(">a</a></p>"));
    assert!(read("[a", "[b]", "|https://b.c]").ends_with("[b]</a></p>"));
    assert!(read("{code}", "{code:java}", "{code}").starts_with("<div class=\"code panel\">"));
    assert!(read("*a ", "_b ", "c*").starts_with("<p><b>a _b"));
    assert!(read("*", "a ", "b*").ends_with("a b</b></p>"));
    assert!(read("{{", "{{a", "}}").ends_with("<tt>a</tt></p>"));
    assert!(read("{quote}", "a\n", "{quote}").starts_with("<blockquote><p>a<br/>\na"));
    assert!(read("|", "a|", "").contains("<td class='confluenceTd'>a</td>"));
    assert!(read("|", "a\n", "|").contains("<br/>\na</td>"));
    assert!(read("[a|", "https://b.c|", "https://b.c]").ends_with("|https://b.c</a></p>"));
}

#[test]
fn what_is_repeated_is_read_once() {
    for piece in [
        "{quote}",
        "{quote}a{quote}b",
        "{code}",
        "{code}a{code}",
        "{quote}{code}",
        "{noformat}{code}",
        "*a* ",
        "*_-+^~a~^+-_* ",
        "{{a}}",
        "[a|#b]",
        "[~jo]",
        "[~",
        "http://a.b ",
        "http://a)",
        "mailto:",
        "http://",
        "http://!",
        "*http://a* ",
        "(http://a(",
        "\\*",
        "\\\\ ",
        "a\n",
        "\n",
        "a\n\n",
        "* a\n",
        "*** a\n* b\n",
        "# a\n- b\n",
        "|a\n",
        "|a|\n",
        "||a||\n",
        "|a\nb\n",
        "|[a|#b]|",
        "|{quote}|",
        "* {quote}\n",
        "bq. a\n",
        "bq. {quote}\n",
        "h1. a\n",
        "h1. {code}\n",
        "----\n",
        "[a|#b|c]",
        "|{code}a{code}|\n",
        "ä*",
        "\u{a0}",
        " ",
        "{quote}* a\n|b\n",
        "-- a\n",
        "{color:red}a{color}",
        "{color:red}a{color}\n",
        "{color:red}*a",
        "*{color:red}a*{color}",
        "{color:red}{color:blue}{color}",
        "[{color:red}a|#b]",
        "[!a.png!|#b]",
        "!a.png!",
        "!a.png|width=1,width=1!",
        "|!a.png|thumbnail!|\n",
        "|a\n* b\n",
        "|a\n* b|\n",
        "|* a|",
        "[^a]",
        "[[^a]|",
        "{panel}",
        "{panel:title=a}",
        "{panel}{quote}",
        "{panel:title=a}\n{quote}\n",
        "{panel:title=a}b{panel}",
        "{anchor:a}",
        "OPS-1 ",
        "OPS-1-",
        "A-1_",
        ":) ",
        "(x)",
        "-- ",
        " --- ",
        "&copy;",
        "{*}a{*}b",
        "{code:java}'\"a{code}",
        "h1. {color:red}a\n",
        "`",
        "> ",
        "[a](",
    ] {
        read_sized("", piece, "", LARGE / 2);
        read_sized("a ", piece, " b", LARGE / 2);
    }
}

#[test]
fn lists_have_a_bounded_depth() {
    let deepest = format!("{} a", "*".repeat(MAX_DEPTH));
    let document = parse(&deepest);
    assert!(matches!(document.blocks[0].kind, BlockKind::List { .. }));
    assert_eq!(to_html(&deepest, &()).matches("<ul>").count(), MAX_DEPTH);
    check_plain(&format!("{} a", "*".repeat(MAX_DEPTH + 1)));
    read("", &format!("{deepest}\n"), "");
    read("", &format!("{deepest}\n* b\n"), "");
    read("", &format!("{deepest}\n\n"), "");
}
