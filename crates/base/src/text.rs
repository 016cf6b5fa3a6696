//! Rules for text that people send: lengths, blanks, what the storage cannot hold.

/// The longest text of a field with several lines, in characters: the reference's default.
pub const MAX_LONG_TEXT: usize = 32_767;
/// The longest text of a field with one line.
pub const MAX_LINE: usize = 255;

/// Returns whether `text` has more than `most` characters.
#[must_use]
pub fn is_longer(text: &str, most: usize) -> bool {
    // Most texts are so short that counting bytes is enough.
    text.len() > most && text.chars().count() > most
}

/// Returns whether `text` has nothing in it but blanks.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Returns `text` in the form in which names are compared.
#[must_use]
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// Returns whether `text` has a character that would break a line or a terminal.
#[must_use]
pub fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

/// Returns `text` with the characters that mean something in HTML written as entities.
#[must_use]
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns `text` escaped for HTML, with every place where `query` occurs set in bold: how pickers show
/// what matched.
#[must_use]
pub fn highlight(text: &str, query: &str) -> String {
    let (folded, query) = (fold(text), fold(query));
    // Folding can change lengths (İ becomes two characters); positions fit only where it does not.
    if query.is_empty() || folded.len() != text.len() {
        return escape_html(text);
    }
    let mut html = String::new();
    let mut at = 0;
    while let Some(found) = folded[at..].find(&query).map(|found| at + found) {
        let end = found + query.len();
        if !text.is_char_boundary(found) || !text.is_char_boundary(end) {
            break;
        }
        html.push_str(&escape_html(&text[at..found]));
        html.push_str("<strong>");
        html.push_str(&escape_html(&text[found..end]));
        html.push_str("</strong>");
        at = end;
    }
    html.push_str(&escape_html(text.get(at..).unwrap_or_default()));
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matched_is_bold_and_the_rest_is_escaped() {
        assert_eq!(
            highlight("Fred <F>", "f"),
            "<strong>F</strong>red &lt;<strong>F</strong>&gt;"
        );
        assert_eq!(highlight("Fred", ""), "Fred");
        assert_eq!(highlight("ǅx", "x"), "ǅ<strong>x</strong>");
        assert_eq!(highlight("İx", "x"), "İx");
    }
}
