//! Whatever is written: an HTML5 parser finds no script, style, frame or event in the HTML, no
//! address but of the web, mail and this site, and nothing that leaves its place.

mod html5;

use html5::{check, check_text};
use proptest::collection::vec;
use proptest::prelude::*;

/// What means something here, in Markdown or in HTML.
const PIECES: &str = r##"* _ - + ^ ~ ?? {{ }} { } [ ] | || \ \\ ! # ( ) ---- -- --- {*} {_} ` ``` > >> ~~ ** __ 1. - [ ]
h1. bq. {quote} {code} {code:xml} {code:java|title=<a>} {noformat} {panel} {panel:title=a"b|bgColor=red} {color:red} {color}
{color:"><script>} {anchor:a} {anchor:x"onclick=a} [~jo] [~"onclick=a] [^a.png] [a|^b] !a.png! !a.png|thumbnail! !ab.png|width=3,alt="b!
!http://a.b/c.png! [a|https://b.c] [a|https://b.c|d"e] [#a] |#b] |https://a.b] |javascript:alert(1)] |//a.b] |/\a.b] |data:text/html,<script>]
[a](javascript:alert(1)) [a](https://b.c "d") ![a](b.png) <https://a.b> <javascript:alert(1)> javascript: JAVASCRIPT: java&#115;cript:
https://a.b/c_d http:// mailto:a@b OPS-1 A-1 :) (x) &copy; &lt; &#60; &#x3c; &quot; &#34; <script> </script> <style> <iframe> <!-- --> <![CDATA[ ]]>
<svg/onload=alert(1)> <img/src=x/onerror=alert(1)> "onmouseover="alert(1) ' " < > & = a b ä 😀 </p> </div> </pre> </a> <p> <div> <plaintext> <math> <template> <textarea> <title>"##;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn notation_is_safe(pieces in vec((0..200_usize, 0..8_u8), 0..50)) {
        let all: Vec<&str> = PIECES.split_whitespace().collect();
        let mut text = String::new();
        for (piece, between) in pieces {
            text.push_str(all[piece % all.len()]);
            text.push_str(["", "", "", " ", "\n", "\n\n", "\t", "a"][usize::from(between)]);
        }
        check_text(&text).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn anything_is_safe(text in any::<String>()) {
        check_text(&text).map_err(TestCaseError::fail)?;
    }
}

/// Payloads that people try on wikis.
#[test]
fn payloads_are_safe() {
    for payload in [
        "!image.png|width=100,height=\"100\"onerror=alert(1)!",
        "!image.png\"onerror=alert(1)//.png!",
        "!http://a.b/\"onerror=alert(1).png!",
        "[a|http://b.c\"onclick=alert(1)]",
        "[a|http://b.c'onclick='alert(1)]",
        "[<script>alert(1)</script>|http://b.c]",
        "[a|http://b.c|\" onclick=alert(1) \"]",
        "[a|javascript://a.b/%0aalert(1)]",
        "[a|JaVaScRiPt:alert(1)]",
        "[a|java\tscript:alert(1)]",
        "[a|\u{1}javascript:alert(1)]",
        "[a|&#106;avascript:alert(1)]",
        "[a|vbscript:a]",
        "[a|data:text/html;base64,PHNjcmlwdD4=]",
        "[a|http:javascript:alert(1)]",
        "[a|/\t/b.c]",
        "[^\"><script>alert(1)</script>]",
        "[~\"><script>alert(1)</script>]",
        "{color:red;background:url(javascript:alert(1))}a{color}",
        "{color:\"onclick=alert(1)}a{color}",
        "{panel:title=<script>alert(1)</script>|bgColor=\"onclick=alert(1)}a{panel}",
        "{panel:borderStyle=none\"onclick=\"alert(1)}a{panel}",
        "{code:java\"onclick=\"alert(1)}a{code}",
        "{code:title=</b><script>alert(1)</script>}a{code}",
        "{code:xml}</pre><script>alert(1)</script>{code}",
        "{noformat}</pre><script>alert(1)</script>{noformat}",
        "{anchor:\"><script>alert(1)</script>}",
        "h1. \"><script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "{html}<script>alert(1)</script>{html}",
        "|<td onclick=alert(1)>|",
        "http://a.b/<script>alert(1)</script>",
        "http://a.b/\"onclick=alert(1)",
        "mailto:a@b\"onclick=alert(1)",
        "OPS-1\"><script>",
    ] {
        check_text(payload).expect(payload);
    }
}

#[test]
fn the_check_sees_what_is_wrong() {
    for wrong in [
        "<script>a</script>",
        "<p onclick=\"a\">",
        "<img src=\"https://a.b\">",
        "<a href=\"java\tscript:a\">b</a>",
        "<a href=\" javascript:a\">b</a>",
        "<a href=\"//a.b\">b</a>",
        "<p style=\"a\">b</p>",
        "<iframe></iframe>",
        "<svg></svg>",
        "</div>",
        "<!-- a -->",
        "<b>",
        "<textarea>",
        "<div>",
    ] {
        assert!(check(wrong).is_err(), "{wrong}");
    }
    assert_eq!(check("<p>a <b>b</b></p>"), Ok(()));
}
