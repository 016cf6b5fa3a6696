//! Where to go after signing in: addresses of our own only.

/// Returns the path to go to after signing in or confirming, if it is one of ours: a path from the root,
/// without the context path, that no browser takes for another host's.
#[must_use]
pub fn own(asked: &str) -> Option<&str> {
    let is_plain = |c: char| !c.is_control() && c != '\\' && c != '\u{7f}';
    let is_own = asked.starts_with('/')
        && !asked.starts_with("//")
        && asked.len() <= 2000
        && asked.chars().all(is_plain);
    is_own.then_some(asked)
}

/// Returns the path as a `Location` header has it: what is not ASCII, and blanks, percent-encoded.
#[must_use]
pub fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_our_own() {
        for path in [
            "/",
            "/secure/Dashboard.jspa",
            "/a?b=c&d=%2F%2Fx#e",
            "/a//b",
            "/ä b",
        ] {
            assert_eq!(own(path), Some(path));
        }
        for path in [
            "",
            "a",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/x\r\nSet-Cookie: a=b",
            " /x",
            "http://evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "/a\0b",
        ] {
            assert_eq!(own(path), None, "{path:?}");
        }
        assert_eq!(own(&format!("/{}", "a".repeat(2000))), None);
        assert_eq!(encoded("/ä b?c=%20&d=\"<"), "/%C3%A4%20b?c=%20&d=%22%3C");
    }
}
