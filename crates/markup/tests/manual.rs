//! The chapters of `tests/manual` are a manual of the notation, and every example in them a test.
//!
//! An example is a fenced block `wiki` (or `from-markdown`), followed by what it becomes: `html`,
//! `text`, `markdown` or `wiki-again`. `UPDATE_EXPECT=1` writes down what it becomes today; read
//! the difference before believing it.

use std::fs;
use std::path::Path;

use markup::{File, Issue, Known, References, from_markdown, to_html, to_markdown, to_text};

/// What the examples speak of: `README.md` of the manual tells their readers.
fn world() -> Known {
    let mut known = Known::default();
    let profile = "/secure/ViewProfile.jspa?name=jo".to_owned();
    known
        .people
        .insert("jo".to_owned(), (profile, "Jo Doe".to_owned()));
    for (name, is_image) in [("roof.png", true), ("plan of roof.pdf", false)] {
        let encoded = name.replace(' ', "+");
        let thumbnail = is_image.then(|| format!("/secure/thumbnail/10000/{encoded}"));
        let file = File {
            href: format!("/secure/attachment/10000/{encoded}"),
            thumbnail,
            is_image,
        };
        known.files.insert(name.to_owned(), file);
    }
    for (key, summary, is_resolved) in [("OPS-1", "Mend the roof", false), ("OPS-2", "Wait", true)]
    {
        let issue = Issue {
            href: format!("/browse/{key}"),
            summary: summary.to_owned(),
            is_resolved,
        };
        known.issues.insert(key.to_owned(), issue);
    }
    known
}

fn becomes(format: &str, source: &str, world: &Known) -> Option<String> {
    Some(match format {
        "html" => to_html(source, world),
        "text" => to_text(source),
        "markdown" => to_markdown(source, world),
        "wiki-again" => from_markdown(source),
        _ => return None,
    })
}

/// Reads a chapter; returns it with what its examples become today, and their number.
fn read(chapter: &str, world: &Known) -> (String, usize) {
    let mut out = String::new();
    let mut source = String::new();
    let mut n_examples = 0;
    let mut lines = chapter.lines();
    while let Some(line) = lines.next() {
        out.extend([line, "\n"]);
        let format = line.trim_start_matches('`');
        let fence = &line[..line.len() - format.len()];
        if fence.len() < 3 {
            continue;
        }
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        let mut body = body.join("\n");
        if format == "wiki" || format == "from-markdown" {
            source.clone_from(&body);
        } else if let Some(today) = becomes(format, &source, world) {
            n_examples += 1;
            body = today;
        }
        if !body.is_empty() {
            out.extend([&body, "\n"]);
        }
        out.extend([fence, "\n"]);
    }
    (out, n_examples)
}

#[test]
fn every_example_is_true() {
    let world = world();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manual");
    let mut n_examples = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder).expect("the manual is there") {
        let path = entry.expect("a chapter").path();
        let chapter = fs::read_to_string(&path).expect("a text");
        let (today, n_here) = read(&chapter, &world);
        n_examples += n_here;
        if today == chapter {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, today).expect("a place to write");
        } else {
            let different = chapter.lines().zip(today.lines()).enumerate();
            let first = different.into_iter().find(|(_, (a, b))| a != b);
            wrong.push(format!("{}: {first:#?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(n_examples > 100, "only {n_examples} examples were found");
}

#[test]
fn what_a_text_speaks_of_is_known_before_it_is_printed() {
    let mut references =
        References::of("[~jo] and [~jo], {color:red}*[~al]*{color}\n|OPS-1|[^a.b]|");
    let other =
        "{quote}* !c.png|thumbnail! and [!d.png!|https://e.f] OPS-7{quote}{code}OPS-9{code}";
    references.add(&markup::parse(other), other);
    let all = |names: &std::collections::BTreeSet<String>| {
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        names.join(" ")
    };
    assert_eq!(all(&references.people), "al jo");
    assert_eq!(all(&references.files), "a.b c.png d.png");
    assert_eq!(all(&references.issues), "OPS-1 OPS-7");

    let many: String = (1..=3000).map(|i| format!("[~u{i}] ")).collect();
    assert_eq!(References::of(&many).people.len(), markup::MAX_REFERENCES);
}
