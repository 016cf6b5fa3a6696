//! What GitLab writes into comments, with the titles that people give their changes.
//!
//! GitLab escapes nothing, so whatever the title is, the sentence around it must stay whole.

use super::{check, link};

const GL: &str = "https://gl.example";

fn mention(author: &str, quoted: &str) -> String {
    format!(
        "[{author}|{GL}/jo] mentioned this issue in [a commit|{GL}/g/p/-/commit/9f1c] of \
         [G / P|{GL}/g/p] on branch [main|{GL}/g/p/-/tree/main]:{{quote}}{quoted}{{quote}}"
    )
}

fn mentioned(author: &str, quoted: &str) -> String {
    format!(
        "<p>{} mentioned this issue in {} of {} on branch {}:</p>\n\n\
         <blockquote>{quoted}</blockquote>",
        link(&format!("{GL}/jo"), author),
        link(&format!("{GL}/g/p/-/commit/9f1c"), "a commit"),
        link(&format!("{GL}/g/p"), "G / P"),
        link(&format!("{GL}/g/p/-/tree/main"), "main"),
    )
}

/// Checks a title that is shown as it is, but for what HTML escapes.
#[track_caller]
fn check_title(title: &str, shown: &str) {
    check(
        &mention("Jo Doe", title),
        &mentioned("Jo Doe", &format!("<p>{shown}</p>")),
    );
}

#[test]
fn a_commit() {
    check_title("PROJ-1 fix", "PROJ-1 fix");
}

#[test]
fn nasty_titles() {
    for title in [
        "[WIP] PROJ-1: a[0] | b {c} d * e _ f ! g",
        "PROJ-1 {quote unbalanced [ ] { } * _ ! | ]]]] }}}}",
        "PROJ-1 fix {code} and {noformat} and {panel}",
        "PROJ-1 [a|b] (c_d_e, **bold**, __init__, --force)",
        "PROJ-1 *unbalanced _everywhere -and {{so +on ^and ~so ??on",
        "!PROJ-1! #PROJ-1# |PROJ-1 \\ done",
        "{{ .Values.image }",
        "[~nobody] [[PROJ-1]] [^1] [-]",
    ] {
        check_title(title, title);
    }
    check_title(
        "<script>alert(\"1\")</script>",
        "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;",
    );
    check_title("PROJ-1 *bold* title", "PROJ-1 <b>bold</b> title");
}

#[test]
fn a_title_with_the_quotes_own_marker() {
    check(
        "x:{quote}Support {quote} macro{quote}",
        "<p>x:</p>\n\n<blockquote><p>Support</p></blockquote>\n\n<p>macro{quote}</p>",
    );
}

#[test]
fn a_whole_message() {
    check(
        &mention(
            "Jo Doe",
            "PROJ-1 fix\n\nTwo\nlines.\n\n- one\n- two\n\nSigned-off-by: Jo <jo@x.y>\n",
        ),
        &mentioned(
            "Jo Doe",
            "<p>PROJ-1 fix</p>\n\n<p>Two<br/>\nlines.</p>\n\n\
             <ul class=\"alternate\" type=\"square\">\n<li>one</li>\n<li>two</li>\n</ul>\n\n\
             <p>Signed-off-by: Jo &lt;jo@x.y&gt;</p>",
        ),
    );
}

#[test]
fn authors() {
    for author in [
        "Jo_Doe_",
        "renovate[bot]",
        "Jo | Ops",
        "Jo * _ Doe",
        "Jo (she/her) {x}",
        "Jo] Doe",
    ] {
        check(
            &mention(author, "PROJ-1 fix"),
            &mentioned(author, "<p>PROJ-1 fix</p>"),
        );
    }
}

#[test]
fn other_kinds() {
    check(
        "[Jo|https://gl/jo] mentioned this issue in [merge request !7|https://gl/g/p/-/merge_requests/7] \
         of [G / Sub group / P|https://gl/g/p] on branch \
         [feature/#1-a_b_c|https://gl/g/p/-/tree/feature/%231-a%20b]:{quote}Draft: x{quote}",
        &format!(
            "<p>{} mentioned this issue in {} of {} on branch {}:</p>\n\n\
             <blockquote><p>Draft: x</p></blockquote>",
            link("https://gl/jo", "Jo"),
            link("https://gl/g/p/-/merge_requests/7", "merge request !7"),
            link("https://gl/g/p", "G / Sub group / P"),
            link(
                "https://gl/g/p/-/tree/feature/%231-a%20b",
                "feature/#1-a_b_c"
            ),
        ),
    );
    check(
        "[Jo|https://gl/jo] mentioned this issue in [a note|https://gl/g/p/-/issues/3#note_1] of \
         [P|https://gl/g/p]:{quote}Re: x{quote}",
        &format!(
            "<p>{} mentioned this issue in {} of {}:</p>\n\n<blockquote><p>Re: x</p></blockquote>",
            link("https://gl/jo", "Jo"),
            link("https://gl/g/p/-/issues/3#note_1", "a note"),
            link("https://gl/g/p", "P"),
        ),
    );
}

#[test]
fn a_solved_issue() {
    let sha = "9f1c2b3a4d5e6f708192a3b4c5d6e7f801234567";
    check(
        &format!("Issue solved with [{sha}|{GL}/g/p/-/commit/{sha}]."),
        &format!(
            "<p>Issue solved with {}.</p>",
            link(&format!("{GL}/g/p/-/commit/{sha}"), sha)
        ),
    );
}
