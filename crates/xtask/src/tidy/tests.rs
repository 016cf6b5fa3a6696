use serde_json::json;

use super::*;

#[test]
fn the_house_is_tidy() {
    let findings = findings_of_this_repository().unwrap();
    let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(
        list.is_empty(),
        "{} findings:\n{}\n",
        list.len(),
        list.join("\n")
    );
}

/// Runs a rule on files made up here and compares its messages, each with its line.
fn check(
    rule: impl Fn(&Repository, &mut Vec<Finding>),
    files: &[(&str, &str)],
    expected: &[(usize, &str)],
) {
    let mut repository = Repository {
        files: Vec::new(),
        folders: BTreeSet::new(),
        others: BTreeSet::new(),
    };
    for (path, text) in files {
        repository.files.push(File {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        });
    }
    let mut findings = Vec::new();
    rule(&repository, &mut findings);
    findings.sort();
    let found: Vec<(usize, &str)> = findings
        .iter()
        .map(|f| (f.line, f.message.as_str()))
        .collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for ((line, message), (expected_line, start)) in found.iter().zip(expected) {
        assert!(
            line == expected_line && message.starts_with(start),
            "{line}: {message}"
        );
    }
}

const LIB: &str = "crates/base/src/lib.rs";

#[test]
fn text_has_an_end_and_no_stray_white_space() {
    check(text::check, &[(LIB, "//! Title.\n")], &[]);
    check(
        text::check,
        &[(LIB, "a \n\tb\nc")],
        &[
            (0, "the last line has no end"),
            (1, "white space at the end"),
            (2, "a tab"),
        ],
    );
    check(text::check, &[("logo.svg", "a \t\nb")], &[]);
}

#[test]
fn files_stay_short_unless_generated_or_tests() {
    let long = "x\n".repeat(801);
    check(text::check, &[(LIB, &long)], &[(0, "801 lines")]);
    check(text::check, &[("crates/base/src/tests.rs", &long)], &[]);
    check(
        text::check,
        &[("docs/matrix.md", &format!("<!-- @generated -->\n{long}"))],
        &[],
    );
}

#[test]
fn unfinished_business_has_an_issue() {
    let open_end = concat!("TO", "DO");
    check(
        text::check,
        &[(LIB, &format!("// {open_end}(#12): more\n"))],
        &[],
    );
    check(
        text::check,
        &[(LIB, &format!("// {open_end}: more\n"))],
        &[(1, "`")],
    );
    check(text::check, &[(LIB, concat!("to", "do!()\n"))], &[(1, "`")]);
}

#[test]
fn modules_open_with_a_title() {
    check(source::check, &[(LIB, "//! Title.\n")], &[]);
    check(
        source::check,
        &[(LIB, "#![allow(dead_code)]\n\n//! Title.\n")],
        &[],
    );
    check(
        source::check,
        &[(LIB, "use std::fmt;\n")],
        &[(1, "opens without")],
    );
    check(
        source::check,
        &[("crates/base/src/tests.rs", "use super::*;\n")],
        &[],
    );
}

#[test]
fn drivers_environment_and_clock_have_their_places() {
    let env = "//! T.\nlet home = std::env::var(\"HOME\");\n";
    check(
        source::check,
        &[(LIB, env)],
        &[(2, "reads the environment")],
    );
    check(source::check, &[("crates/server/src/config.rs", env)], &[]);
    let driver = "//! T.\nuse rusqlite::Row;\n";
    check(source::check, &[(LIB, driver)], &[(2, "names rusqlite")]);
    check(source::check, &[("crates/db/src/lib.rs", driver)], &[]);
    check(
        source::check,
        &[(
            LIB,
            "//! Not rusqlite.\nlet a = \"rusqlite\"; // rusqlite\n",
        )],
        &[],
    );
    let clock = "//! T.\nlet now = Instant::now();\n";
    check(
        source::check,
        &[("crates/jql/src/lib.rs", clock)],
        &[(2, "`jql` is pure")],
    );
    check(source::check, &[(LIB, clock)], &[]);
}

#[test]
fn rust_is_taken_apart() {
    fn strings(text: &str) -> Vec<String> {
        source::Rust::read(text)
            .strings
            .into_iter()
            .map(|(_, string)| string)
            .collect()
    }
    assert_eq!(strings(r#"f("a", b"b\"c") // "no""#), ["a", r#"b\"c"#]);
    assert_eq!(
        strings("r#\"one \"two\" three\"# + br\"four\""),
        ["one \"two\" three", "four"]
    );
    assert_eq!(
        strings(r#"/* "no" /* */ "no" */ '"' '\'' 'a "life" \u"#),
        ["life"]
    );
    assert_eq!(strings("for \"in\""), ["in"]);
    assert_eq!(strings("let unfinished = \"to the end"), ["to the end"]);
    let rust = source::Rust::read("a // é\n\"b\nc\" d");
    assert_eq!(rust.code, "a     \n\" \n \" d");
    assert_eq!(rust.strings, [(2, "b\nc".to_owned())]);
}

#[test]
fn sql_is_in_stores() {
    let one = |sql: &str| sql::statements(&format!("f(\"{sql}\")")).len();
    assert_eq!(one("select id from issue where id = $1"), 1);
    assert_eq!(one("\\\n    update issue\n set summary = $1"), 1);
    assert_eq!(one("insert into issue (id) values ($1)"), 1);
    assert_eq!(one("delete from issue"), 1);
    assert_eq!(one("with open as (select 1) select * from open"), 1);
    assert_eq!(one("select a project"), 0);
    assert_eq!(one("update the scheme"), 0);
    assert_eq!(one("with as many as you like"), 0);
    assert_eq!(
        sql::statements("f()\n#[cfg(test)]\nmod tests {\n\"delete from issue\""),
        [0; 0]
    );

    let text = "//! T.\nconst A: &str = \"delete from issue\";\n";
    check(
        sql::check,
        &[("crates/issues/src/issue/rest.rs", text)],
        &[(2, "SQL outside a store")],
    );
    for path in [
        "crates/issues/src/issue/store.rs",
        "crates/base/src/refs/user.rs",
        "crates/db/src/tx.rs",
    ] {
        check(sql::check, &[(path, text)], &[]);
    }
}

#[test]
fn crates_import_downwards() {
    fn edge(from: &str, to: &str, kind: Option<&str>) -> Vec<String> {
        let package = |name: &str| json!({"name": name, "dependencies": []});
        let metadata = json!({"packages": [
            {"name": from, "dependencies": [{"name": to, "kind": kind}]},
            package("model"), package("db"), package("base"), package("accounts"), package("projects"),
            package("issues"), package("jira-client"), package("connect"), package("testkit"),
        ]});
        let mut findings = Vec::new();
        tiers::check(&tiers::crates(&metadata), &mut findings);
        findings
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }
    let fine = [
        ("policy", "model"),
        ("base", "db"),
        ("issues", "accounts"),
        ("connect", "jira-client"),
        ("server", "connect"),
        ("testkit", "issues"),
        ("db", "rusqlite"),
    ];
    for (from, to) in fine {
        assert!(edge(from, to, None).is_empty(), "{from} → {to}");
    }
    let wrong = [
        ("base", "accounts"),
        ("accounts", "projects"),
        ("jql", "model"),
        ("policy", "db"),
        ("issues", "testkit"),
        ("connect", "model"),
        ("jql", "tokio"),
        ("base", "rusqlite"),
        ("misc", "model"),
    ];
    for (from, to) in wrong {
        assert_eq!(edge(from, to, None).len(), 1, "{from} → {to}");
    }
    assert!(edge("accounts", "testkit", Some("dev")).is_empty());
}

#[test]
fn documents_name_what_is_there() {
    let found = |text| {
        documents::paths(text)
            .into_iter()
            .map(|(_, path)| path)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found("see `crates/base/src` and `STYLE.md`"),
        ["crates/base/src", "STYLE.md"]
    );
    assert_eq!(
        found("[here](docs/a.md#top) [there](https://example.org)"),
        ["docs/a.md"]
    );
    assert_eq!(
        found("`store.rs` `crates/<area>/src` `application/json` `Tx`"),
        [""; 0]
    );
    assert_eq!(found("```\n`crates/none`\n```\n"), [""; 0]);
    let text = "`crates/none` is not there, `compat/quirks.md` is\n";
    check(
        documents::check,
        &[("README.md", text), ("compat/quirks.md", "")],
        &[(1, "names `crates/none`")],
    );
}

#[test]
fn cited_numbers_are_explained() {
    let book = "# Quirks\n\n## Q-001 One\n\n## Q-003 Three\n\n## Q-002 Two\n";
    let code = "//! Q-001 Q-0010 SEQ-001\n// Q-004: why\n";
    check(
        compat::check,
        &[("compat/quirks.md", book), (LIB, code)],
        &[(7, "Q-002 is out of order"), (2, "cites Q-004")],
    );
}

#[test]
fn the_list_of_operations_is_well_formed() {
    let header = "# about\nmethod\tpath\tstate\tpermission\tmodule\n";
    let module = ("crates/system/src/server_info.rs", "//! T.\n");
    let list = |rows: &str| format!("{header}{rows}\n");
    let one = |rows: &str, expected: &[(usize, &str)]| {
        check(
            compat::check,
            &[("compat/endpoints.tsv", &list(rows)), module],
            expected,
        );
    };
    one("GET\t/a\tserved\tnone\tsystem::server_info", &[]);
    one("GET\t/a\tmissing\t\t", &[]);
    one(
        "GET\t/a\tmissing\t\t\nGET\t/a\tmissing\t\t",
        &[(4, "GET /a is listed twice")],
    );
    one("GET\t/a\tsoon\t\t", &[(3, "the state is \"soon\"")]);
    one("GET\t/a\tserved\t\t", &[(3, "is served, but no module")]);
    one(
        "GET\t/a\tserved\t\tsystem::gone",
        &[(3, "is served by `system::gone`")],
    );
    one("GET\t/a", &[(3, "2 columns")]);
}

#[test]
fn a_resource_has_a_title_page_and_tests() {
    let folder = "crates/projects/src/component";
    let (page, rest, tests) = (
        format!("{folder}/mod.rs"),
        format!("{folder}/rest.rs"),
        format!("{folder}/tests.rs"),
    );
    let title = "//! Components.\n//!\n//! | operation | permission |\n//! |---|---|\n\
                 //! | GET /rest/api/2/component/{key} | BROWSE_PROJECTS |\n";
    let endpoints = |state: &str| {
        format!(
            "# a\nmethod\tpath\tstate\tpermission\tmodule\nGET\t/rest/api/2/component/{{id}}\t{state}\t\t\n"
        )
    };
    let list = "compat/endpoints.tsv";
    let (served, missing) = (endpoints("served"), endpoints("missing"));
    check(
        resources::check,
        &[(&page, title), (&rest, ""), (&tests, ""), (list, &served)],
        &[],
    );
    check(
        resources::check,
        &[(&page, title), (&rest, ""), (&tests, ""), (list, &missing)],
        &[(
            5,
            "serves GET /rest/api/2/component/{key}, which compat/endpoints.tsv calls missing",
        )],
    );
    check(
        resources::check,
        &[(&page, "//! T.\n"), (&rest, "")],
        &[
            (0, "a resource without tests.rs"),
            (1, "a title page without operations"),
        ],
    );
    assert_eq!(
        resources::listed_operations("//! | `GET /a` | x |\n//! GET /b\n"),
        [(1, "GET", "/a")]
    );
    assert!(resources::same_path(
        "/rest/api/2/role/{id}",
        "/role/{roleId}"
    ));
}
