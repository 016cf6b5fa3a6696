//! Cases: a text as people and GitLab write it, and what it becomes.
//!
//! What must hold for every text is in `tests/properties.rs`, what must hold for texts made in bad
//! faith in `tests/adversarial.rs`.

mod adversarial;
mod gitlab;
mod html_reader;
mod properties;

use crate::{Block, BlockKind, File, Inline, InlineKind, Issue, Links, parse, to_html, to_text};

/// Knows Jo and one user with a dangerous profile, two files and a dangerous one, and two issues.
pub struct People;

impl Links for People {
    fn mention(&self, name: &str) -> Option<(String, String)> {
        let (href, label) = match name {
            "jo" => ("/secure/ViewProfile.jspa?name=jo", "Jo <Doe>"),
            "mallory" => ("javascript:alert(1)", "Mallory"),
            _ => return None,
        };
        Some((href.to_owned(), label.to_owned()))
    }

    fn attachment(&self, name: &str) -> Option<File> {
        let (href, is_image) = match name {
            "jo.png" => ("/secure/attachment/1/jo.png", true),
            "jo.pdf" => ("/secure/attachment/2/jo.pdf", false),
            "mallory.png" => ("javascript:alert(1)", true),
            _ => return None,
        };
        Some(File {
            href: href.to_owned(),
            thumbnail: is_image.then(|| href.replace("attachment", "thumbnail")),
            is_image,
        })
    }

    fn issue(&self, key: &str) -> Option<Issue> {
        let (href, is_resolved) = match key {
            "OPS-1" => ("/browse/OPS-1", false),
            "OPS-2" => ("/browse/OPS-2", true),
            "OPS-3" => ("data:text/html,a", true),
            _ => return None,
        };
        let summary = "<Quiet> \"please\"".to_owned();
        let href = href.to_owned();
        Some(Issue {
            href,
            summary,
            is_resolved,
        })
    }
}

/// Tells what is shown in the place of something else.
fn signs(c: char) -> bool {
    let is_part = |one: &crate::symbol::Emoticon| one.sign.contains(c);
    "–—".contains(c) || crate::symbol::EMOTICONS.iter().any(is_part)
}

#[track_caller]
fn check(input: &str, expected: &str) {
    assert_eq!(to_html(input, &People), expected, "for {input}");
}

/// Checks what is in the one paragraph of a text.
#[track_caller]
fn check_line(input: &str, expected: &str) {
    check(input, &format!("<p>{expected}</p>"));
}

/// Checks that nothing in a line is notation; it holds no characters that HTML escapes.
#[track_caller]
fn check_plain(input: &str) {
    check_line(input, input);
}

#[track_caller]
fn check_text(input: &str, expected: &str) {
    assert_eq!(to_text(input), expected, "for {input}");
}

fn link(href: &str, label: &str) -> String {
    let rest = if href.starts_with(['/', '#']) {
        r#"rel="nofollow""#
    } else {
        r#"class="external-link" target="_blank" rel="nofollow noopener""#
    };
    format!(r#"<a href="{href}" {rest}>{label}</a>"#)
}

#[test]
fn the_reference_products_example() {
    check(
        "h2. Context\n\nSome *wiki markup*, a [link|https://example.invalid],\nand a line break.",
        "<h2><a name=\"Context\"></a>Context</h2>\n\n<p>Some <b>wiki markup</b>, a <a \
         href=\"https://example.invalid\" class=\"external-link\" target=\"_blank\" \
         rel=\"nofollow noopener\">link</a>,<br/>\nand a line break.</p>",
    );
}

#[test]
fn paragraphs_and_lines() {
    check("", "");
    check(" \r\n\t\n ", "");
    check("a", "<p>a</p>");
    check(
        "a\nb\r\nc\n\n\n \nd",
        "<p>a<br/>\nb<br/>\nc</p>\n\n<p>d</p>",
    );
    check_line(r"a \\ b", "a <br/>\n b");
    check_line(r"a\\b", "a<br/>\nb");
    check_plain(r"\\server\share");
    check_plain(r"a \\\ b");
    check("a\n----\nb", "<p>a</p>\n\n<hr />\n\n<p>b</p>");
    check_plain("-----a");
    check_line("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;");
}

#[test]
fn headings() {
    check("h1. A *b*", "<h1><a name=\"Ab\"></a>A <b>b</b></h1>");
    check(
        "a\nh6. b\nc",
        "<p>a</p>\n\n<h6><a name=\"b\"></a>b</h6>\n\n<p>c</p>",
    );
    check("h3. \"<>", "<h3><a name=\"\"></a>&quot;&lt;&gt;</h3>");
    check_plain("h1.");
    check("h1.b", "<h1><a name=\"b\"></a>b</h1>");
    check_plain("h7. a");
    check(
        "h1. a {quote}b{quote}",
        "<h1><a name=\"a\"></a>a</h1>\n\n<blockquote><p>b</p></blockquote>",
    );
}

#[test]
fn effects() {
    check_line("*b*", "<b>b</b>");
    check_line("_i_", "<em>i</em>");
    check_line("-d-", "<del>d</del>");
    check_line("+i+", "<ins>i</ins>");
    check_line("^s^", "<sup>s</sup>");
    check_line("~s~", "<sub>s</sub>");
    check_line("??c??", "<cite>c</cite>");
    check_line("{{m}}", "<tt>m</tt>");
    check_line("a{{m n}}b", "a<tt>m n</tt>b");
    check_line("{{{m}}}", "<tt>{m}</tt>");
    check_line("(*b*, _-i-_)", "(<b>b</b>, <em><del>i</del></em>)");
    check_line("*a _b* c_", "<b>a _b</b> c_");
    check_line("3 *4 and *5*", "3 *4 and <b>5</b>");
    check_line("*ä*", "<b>ä</b>");
}

#[test]
fn what_only_looks_like_an_effect() {
    for plain in [
        "2 * 3 * 4",
        "a*b*c",
        "snake_case_name",
        "2024-01-02 - 2024-02-03",
        "**",
        "****",
        "__init__",
        "--all --help",
        "i++ and j++",
        "*",
        "a * b*",
        "*a *",
        "{{}}",
        "{{a",
        "a}}",
        "????",
        "what??",
        "?? a ??",
        "ä*b*",
        "*b*ä",
        "~/a and b/~c",
        "!image.png!",
        "{color:red}a",
        "{}",
        "{quote",
        "\\",
        "C:\\temp\\new",
    ] {
        check_plain(plain);
    }
    check("*a\nb*", "<p>*a<br/>\nb*</p>");
}

#[test]
fn escapes() {
    check_line(r"\*a\*", "*a*");
    check_line(r"*a\* b*", "<b>a* b</b>");
    check_line(
        r"\[a|https://b.c]",
        &format!("[a|{}]", link("https://b.c", "https://b.c")),
    );
    check_line(r"[a\]b|https://c.d]", &link("https://c.d", "a]b"));
    check_line(r"\{quote}a{quote}", "{quote}a{quote}");
    check_line(r"\{\{a}}", "{{a}}");
    check_line(r"\- a", "- a");
    check_line(r"\a", r"\a");
}

#[test]
fn links() {
    check_line("[https://a.b]", &link("https://a.b", "https://a.b"));
    check_line(
        "[A *b*|HTTP://a.b?c&d]",
        &link("HTTP://a.b?c&amp;d", "A <b>b</b>"),
    );
    check_line("[ a | https://a.b ]", &link("https://a.b", "a"));
    check_line(
        "[https://a.b/-/c/-/d] [x https://a.b/-/c/-/d|#e]",
        &format!(
            "{} {}",
            link("https://a.b/-/c/-/d", "https://a.b/-/c/-/d"),
            link("#e", "x https://a.b/-/c/-/d")
        ),
    );
    check_line("[|https://a.b]", &link("https://a.b", "https://a.b"));
    check_line(
        "[a b/!7#note_1|https://a.b/-/c d%20e#note_1]",
        &link("https://a.b/-/c%20d%20e#note_1", "a b/!7#note_1"),
    );
    check_line("[a|mailto:b@c.d]", &link("mailto:b@c.d", "a"));
    check_line("[a|#b]", &link("#b", "a"));
    check_line("[a|/b?c]", &link("/b?c", "a"));
    check_line("[#b]", &link("#b", "#b"));
    check_line("[feature|x|https://a.b]", &link("https://a.b", "feature|x"));
    check_line(
        "[a|https://b.c|d \"e\"]",
        "<a href=\"https://b.c\" class=\"external-link\" target=\"_blank\" \
         rel=\"nofollow noopener\" title=\"d &quot;e&quot;\">a</a>",
    );
    check_line(
        "[a|https://b.c/\"onclick=\"d]",
        &link("https://b.c/&quot;onclick=&quot;d", "a"),
    );
    check_line(
        "*[a|https://b.c]*",
        &format!("<b>{}</b>", link("https://b.c", "a")),
    );
}

#[test]
fn brackets_that_are_no_links() {
    for plain in [
        "[WIP] fix a[0]",
        "[a|b]",
        "[a|b|c]",
        "[]",
        "[|]",
        "[~]",
        "[a",
        "a]",
        "[a|javascript:b]",
        "[javascript:b]",
        "[a|//b.c]",
        "[a|/\\b.c]",
        "[a|data:text/html,b]",
        "[a| javascript:b]",
        "[a|JAVASCRIPT:b]",
        "[/ by zero]",
        "[# of users]",
        "[a | # of users]",
        "[a | / b]",
        "[/a b]",
        "[#]",
        "[a|#]",
        "[a|http://]",
        "[a|http:///b]",
        "[a|vbscript:b]",
        "[a|java\tscript:b]",
        "[a|/\tb]",
        "[^a.txt]",
        "[PROJ-1]",
    ] {
        check_plain(plain);
    }
    check("[a\nb|#c]", "<p>[a<br/>\nb|#c]</p>");
}

#[test]
fn brackets_in_and_around_links() {
    let l = |label| link("https://a.b", label);
    check_line("[see [x]|https://a.b]", &l("see [x]"));
    check_line("[fix]it|https://a.b]", &l("fix]it"));
    check_line("[1] and [x|https://a.b]", &format!("[1] and {}", l("x")));
    check_line("[1 and [x|https://a.b]", &format!("[1 and {}", l("x")));
    check_line("[x|https://a.b]]", &format!("{}]", l("x")));
    check_line(
        "[a [x|https://a.b] c|https://a.b]",
        &format!("[a {} c|{}]", l("x"), l("https://a.b")),
    );
}

#[test]
fn addresses_in_text() {
    let l = |href| link(href, href);
    check_line(
        "See https://a.b/c_d_e, or",
        &format!("See {}, or", l("https://a.b/c_d_e")),
    );
    check_line("(http://a.b)", &format!("({})", l("http://a.b")));
    check_line("http://a.b/c_(d)", &l("http://a.b/c_(d)"));
    check_line("*http://a.b/*", &format!("<b>{}</b>", l("http://a.b/")));
    check_line("http://a.b/*", &l("http://a.b/*"));
    check_line("<https://a.b>", &format!("&lt;{}&gt;", l("https://a.b")));
    check_line("mailto:a@b.c.", &format!("{}.", l("mailto:a@b.c")));
    check_line(
        "'https://a.b/?c=d&e'!",
        &format!("&#39;{}&#39;!", l("https://a.b/?c=d&amp;e")),
    );
    for plain in [
        "xhttps://a.b",
        "http://",
        "https://!",
        "http",
        "mailto:",
        "ftp://a.b",
        "a:/b",
    ] {
        check_plain(plain);
    }
}

#[test]
fn mentions() {
    check_line(
        "[~jo]: hi",
        "<a href=\"/secure/ViewProfile.jspa?name=jo\" class=\"user-hover\" rel=\"jo\">\
         Jo &lt;Doe&gt;</a>: hi",
    );
    check_plain("[~nobody]");
    // An address that may not be linked to is dropped, the name is not.
    check_line("[~mallory]", "Mallory");
    assert_eq!(to_html("[~jo]", &()), "<p>[~jo]</p>");
    check_text("[~jo]: hi", "@jo: hi");
}

#[test]
fn quotes() {
    check(
        "bq. a *b*\nc",
        "<blockquote><p>a <b>b</b></p></blockquote>\n\n<p>c</p>",
    );
    check(
        "{quote}\na\n\nb\n{quote}",
        "<blockquote><p>a</p>\n\n<p>b</p></blockquote>",
    );
    check(
        "a: {quote}b{quote} c",
        "<p>a:</p>\n\n<blockquote><p>b</p></blockquote>\n\n<p>c</p>",
    );
    check(
        "{quote}* a\n* b{quote}",
        "<blockquote><ul>\n<li>a</li>\n<li>b</li>\n</ul></blockquote>",
    );
    check("{quote}{quote}", "<blockquote></blockquote>");
    check(
        "{quote}a{quote}{quote}b",
        "<blockquote><p>a</p></blockquote>\n\n<p>{quote}b</p>",
    );
    check_line("{quote}a", "{quote}a");
    check_line("{quote:x}a{quote:x}", "{quote:x}a{quote:x}");
    check_line(
        "{{quote}} and {{quote}}",
        "<tt>quote</tt> and <tt>quote</tt>",
    );
    check_text("a:{quote}b\n\nc{quote}", "a:\n\n> b\n>\n> c");
}

#[test]
fn code() {
    let panel = |attribute, body| {
        format!(
            "<div class=\"code panel\"><div class=\"codeContent panelContent\">\n\
             <pre{attribute}>{body}</pre>\n</div></div>"
        )
    };
    check(
        "{code}\n*a* <b>\n\n {quote}\\*\n{code}",
        &panel("", "*a* &lt;b&gt;\n\n {quote}\\*"),
    );
    check("{code:java}a{code}", &panel(" class=\"code-java\"", "a"));
    check("{code:a b}c{code}", &panel("", "c"));
    check("{code}\n\na{code}", &panel("", "\n\na"));
    check(
        "a {code}b\nc{code} d",
        &format!("<p>a</p>\n\n{}\n\n<p>d</p>", panel("", "b\nc")),
    );
    check(
        "{code:title=A.java|borderStyle=solid|java}a{code}",
        "<div class=\"code panel\"><div class=\"codeHeader panelHeader\"><b>A.java</b></div>\
         <div class=\"codeContent panelContent\">\n<pre class=\"code-java\">a</pre>\n</div></div>",
    );
    check(
        "{noformat}\r\n[a|#b]\r\n{noformat}",
        "<div class=\"preformatted panel\"><div class=\"preformattedContent panelContent\">\n\
         <pre>[a|#b]</pre>\n</div></div>",
    );
    check_line("{code}a", "{code}a");
    check_line("{code}a{code:java}", "{code}a{code:java}");
    check_line("{codes}a{codes}", "{codes}a{codes}");
    check_text("{code:java|title=t}\na\n b\n{code}", "t\na\n b");
}

#[test]
fn lists() {
    check("* a\n* b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>");
    check(
        "- a\n# b",
        "<ul class=\"alternate\" type=\"square\">\n<li>a</li>\n</ul>\n\n<ol>\n<li>b</li>\n</ol>",
    );
    check(
        "* a\n** b\n*# c\n* d",
        "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol></li>\n<li>d</li>\n</ul>",
    );
    check("#* a", "<ol>\n<li><ul>\n<li>a</li>\n</ul></li>\n</ol>");
    check(
        "x\n * a\nb\n\nc",
        "<p>x</p>\n\n<ul>\n<li>a<br/>\nb</li>\n</ul>\n\n<p>c</p>",
    );
    check(
        "* a {quote}b{quote} c",
        "<ul>\n<li>a\n<blockquote><p>b</p></blockquote>\nc</li>\n</ul>",
    );
    check_line("*a* b", "<b>a</b> b");
    check_text(
        "# a\n#* b\nc\n# d\n\n- e",
        "1. a\n   * b\n     c\n2. d\n\n- e",
    );
}

#[test]
fn tables() {
    let table = |rows: &str| {
        let rows = rows
            .replace("<th>", "<th class='confluenceTh'>")
            .replace("<td>", "<td class='confluenceTd'>");
        format!(
            "<div class='table-wrap'>\n<table class='confluenceTable'><tbody>\n{rows}\
                 </tbody></table>\n</div>"
        )
    };
    check(
        "||a||*b*||\n|c|d|",
        &table("<tr>\n<th>a</th>\n<th><b>b</b></th>\n</tr>\n<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n"),
    );
    check("||a|b", &table("<tr>\n<th>a</th>\n<td>b</td>\n</tr>\n"));
    check(
        "| |a| |",
        &table("<tr>\n<td></td>\n<td>a</td>\n<td></td>\n</tr>\n"),
    );
    check(
        "|[a|#b]|c\\|d|",
        &table(&format!(
            "<tr>\n<td>{}</td>\n<td>c|d</td>\n</tr>\n",
            link("#b", "a")
        )),
    );
    check(
        "|a {quote}b|\nc{quote}|d|",
        &table("<tr>\n<td>a\n<blockquote><p>b|<br/>\nc</p></blockquote></td>\n<td>d</td>\n</tr>\n"),
    );
    check(
        "|a\nb|c|\nd",
        &format!(
            "{}\n\n<p>d</p>",
            table("<tr>\n<td>a<br/>\nb</td>\n<td>c</td>\n</tr>\n")
        ),
    );
    check_plain("||");
    check_text("||a||b||\n|c|d|", "a | b\nc | d");
}

#[test]
fn plain_text() {
    check_text("", "");
    check_text("h1. A *b*\n\n[c|https://d.e] \\* ----", "A b\n\nc * ----");
    check_text("a\n----\nbq. b", "a\n\n----\n\n> b");
}

/// Shows the shape of a tree: each node with the text that its span covers.
#[test]
fn spans() {
    fn inline(inline: &Inline, text: &str) -> String {
        let covered = inline.span.slice(text);
        match &inline.kind {
            InlineKind::Text => covered.to_owned(),
            InlineKind::Break => "/".to_owned(),
            InlineKind::Effect(effect, inside) => {
                format!("{effect:?}<{covered}>({})", inlines(inside, text))
            }
            InlineKind::Link { target, label, .. } => {
                format!(
                    "Link<{covered}>({} -> {})",
                    inlines(label, text),
                    target.slice(text)
                )
            }
            InlineKind::Mention { name } => format!("Mention<{covered}>({})", name.slice(text)),
            InlineKind::Color { value, content } => {
                let color = value.slice(text);
                format!("Color<{covered}>({color}: {})", inlines(content, text))
            }
            kind => format!(
                "{}<{covered}>",
                format!("{kind:?}").split(' ').next().unwrap()
            ),
        }
    }
    fn inlines(nodes: &[Inline], text: &str) -> String {
        let shown: Vec<_> = nodes.iter().map(|node| inline(node, text)).collect();
        shown.join(",")
    }
    fn block(block: &Block, text: &str) -> String {
        match &block.kind {
            BlockKind::Paragraph(content) => inlines(content, text),
            _ => format!("{:?}", block.span.slice(text)),
        }
    }
    let text = "a *b _c_* [d|#e]\n[~f] \\*g\n* h\n** i\nj";
    let shown: Vec<_> = parse(text).blocks.iter().map(|b| block(b, text)).collect();
    assert_eq!(
        shown,
        [
            "a ,Strong<*b _c_*>(b ,Emphasis<_c_>(c)), ,Link<[d|#e]>(d -> #e),/,Mention<[~f]>(f), ,*g",
            "\"* h\\n** i\\nj\"",
        ]
    );
}
