//! What a file is called, and what it is taken for.

use base::text::MAX_LINE;

/// What a file is called whose sender calls it nothing.
const NAMELESS: &str = "file";
/// How much of a type that is given is kept.
const MAX_TYPE: usize = 255;
/// The type of what is not known.
const UNKNOWN: &str = "application/octet-stream";

/// Returns the name under which a file is attached: what stands after the last slash of either kind, in at
/// most 255 characters with its extension, and without what cannot be seen or turns a line around.
pub fn cleaned(given: Option<&str>) -> String {
    let given = given.unwrap_or_default();
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|c| !is_hidden(*c)).collect();
    let name = seen.trim();
    if name.is_empty() || name.chars().all(|c| c == '.') {
        return NAMELESS.to_owned();
    }
    shortened(name)
}

fn is_hidden(c: char) -> bool {
    // Beside controls: marks of direction, by which `exe.gpj` is shown for what ends otherwise, and the
    // characters of no width.
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn shortened(name: &str) -> String {
    let n_chars = name.chars().count();
    if n_chars <= MAX_LINE {
        return name.to_owned();
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let extension = extension.filter(|extension| extension.chars().count() < 20);
    let end = extension.map_or_else(String::new, |extension| format!(".{extension}"));
    let n_kept = MAX_LINE - end.chars().count();
    name.chars().take(n_kept).chain(end.chars()).collect()
}

/// Returns the type of a file: the one given, unless it says nothing; then the one its name suggests.
pub fn media_type(given: Option<&str>, name: &str) -> String {
    let given = given.map(str::trim).unwrap_or_default();
    let says_something = !given.is_empty()
        && given.len() <= MAX_TYPE
        && !given.starts_with(UNKNOWN)
        && given.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if says_something {
        return given.to_owned();
    }
    let guessed = mime_guess::from_path(name).first_raw();
    guessed.unwrap_or(UNKNOWN).to_owned()
}

/// Returns a size as people read it.
pub fn size_words(bytes: i64) -> String {
    const KB: i64 = 1024;
    const MB: i64 = KB * KB;
    // In hundredths and tenths: whole numbers, rounded down.
    let hundredths = bytes.max(0) % MB * 100 / MB;
    match bytes {
        MB.. => format!("{}.{hundredths:02} MB", bytes / MB),
        KB.. => format!("{} kB", bytes / KB),
        _ => format!("0.{} kB", bytes.max(0) * 10 / KB),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere() {
        for (given, name) in [
            ("notes.txt", "notes.txt"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\win.ini", "win.ini"),
            ("a\0b\r\n.txt", "ab.txt"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("naïve – 日本.pdf", "naïve – 日本.pdf"),
            ("..", "file"),
            ("x/", "file"),
            ("  ", "file"),
            ("", "file"),
            (".gitignore", ".gitignore"),
        ] {
            assert_eq!(cleaned(Some(given)), name, "{given:?}");
        }
        assert_eq!(cleaned(None), "file");
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = cleaned(Some(&format!("{}.tar", "ä".repeat(300))));
        assert_eq!(name.chars().count(), 255);
        assert!(name.ends_with("ä.tar"));
        assert_eq!(cleaned(Some(&"x.".repeat(200))).chars().count(), 255);
    }

    #[test]
    fn a_type_is_guessed_where_none_is_given() {
        for (given, name, expected) in [
            (
                Some("text/plain; charset=utf-8"),
                "a.png",
                "text/plain; charset=utf-8",
            ),
            (Some("application/octet-stream"), "a.png", "image/png"),
            (None, "a.svg", "image/svg+xml"),
            (None, "a", UNKNOWN),
            (Some("text/\u{fc}"), "a", UNKNOWN),
        ] {
            assert_eq!(media_type(given, name), expected, "{given:?} {name}");
        }
    }

    #[test]
    fn sizes_as_people_read_them() {
        for (bytes, words) in [
            (0, "0.0 kB"),
            (331, "0.3 kB"),
            (1024, "1 kB"),
            (121_856, "119 kB"),
            (1_430_174, "1.36 MB"),
        ] {
            assert_eq!(size_words(bytes), words);
        }
    }
}
