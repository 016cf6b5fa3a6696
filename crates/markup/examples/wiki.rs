//! Reads texts from standard input, parted by NUL, and prints what becomes of each, parted by NUL.
//!
//! `cargo run -p markup --example wiki -- html|text|markdown|from-markdown < a.wiki`. People, files
//! and issues exist, whatever they are called. `compat/clients/wiki` compares with it.

#![expect(clippy::print_stdout, reason = "this is what it is for")]

use std::io::Read;

use markup::{File, Issue, Links, from_markdown, to_html, to_markdown, to_text};

struct All;

impl Links for All {
    fn mention(&self, name: &str) -> Option<(String, String)> {
        Some((
            format!("/secure/ViewProfile.jspa?name={name}"),
            name.to_owned(),
        ))
    }

    fn attachment(&self, name: &str) -> Option<File> {
        Some(File {
            href: format!("/secure/attachment/1/{name}"),
            thumbnail: Some(format!("/secure/thumbnail/1/{name}")),
            is_image: name.ends_with(".png"),
        })
    }

    fn issue(&self, key: &str) -> Option<Issue> {
        Some(Issue {
            href: format!("/browse/{key}"),
            summary: String::new(),
            is_resolved: false,
        })
    }
}

fn main() -> std::io::Result<()> {
    let format = std::env::args().nth(1).unwrap_or_default();
    let mut all = String::new();
    std::io::stdin().read_to_string(&mut all)?;
    let texts = all.split('\0').map(|text| match format.as_str() {
        "text" => to_text(text),
        "markdown" => to_markdown(text, &All),
        "from-markdown" => from_markdown(text),
        _ => to_html(text, &All),
    });
    print!("{}", texts.collect::<Vec<_>>().join("\0"));
    Ok(())
}
