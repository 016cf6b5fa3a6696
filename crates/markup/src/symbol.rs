//! What is one sign on the page and several characters in the text: faces, dashes, characters by
//! name; and the keys of issues.

/// A face or a sign.
#[derive(Debug, PartialEq, Eq)]
pub struct Emoticon {
    /// How it is written.
    pub written: &'static str,
    /// What it is called, in words that can be read out.
    pub name: &'static str,
    /// The character that shows it.
    pub sign: &'static str,
}

const fn emoticon(written: &'static str, name: &'static str, sign: &'static str) -> Emoticon {
    Emoticon {
        written,
        name,
        sign,
    }
}

/// All of them; what starts with another comes before it.
pub const EMOTICONS: [Emoticon; 27] = [
    emoticon(":)", "smile", "🙂"),
    emoticon(":-)", "smile", "🙂"),
    emoticon(":(", "sad", "🙁"),
    emoticon(":-(", "sad", "🙁"),
    emoticon(":P", "tongue", "😛"),
    emoticon(":p", "tongue", "😛"),
    emoticon(":D", "laugh", "😀"),
    emoticon(";)", "wink", "😉"),
    emoticon(";-)", "wink", "😉"),
    emoticon("(y)", "thumbs up", "👍"),
    emoticon("(n)", "thumbs down", "👎"),
    emoticon("(i)", "information", "ℹ️"),
    emoticon("(/)", "check mark", "✅"),
    emoticon("(x)", "cross mark", "❌"),
    emoticon("(!)", "warning", "⚠️"),
    emoticon("(+)", "plus", "➕"),
    emoticon("(-)", "minus", "➖"),
    emoticon("(?)", "question", "❓"),
    emoticon("(on)", "light on", "💡"),
    emoticon("(off)", "light off", "🌙"),
    emoticon("(*)", "star", "⭐"),
    emoticon("(*r)", "red star", "⭐"),
    emoticon("(*g)", "green star", "⭐"),
    emoticon("(*b)", "blue star", "⭐"),
    emoticon("(*y)", "yellow star", "⭐"),
    emoticon("(flag)", "flag", "🚩"),
    emoticon("(flagoff)", "flag off", "🏳️"),
];

/// Returns the face or sign that `rest` starts with.
pub fn emoticon_at(rest: &str) -> Option<&'static Emoticon> {
    EMOTICONS.iter().find(|one| rest.starts_with(one.written))
}

/// Returns the dash for as many hyphens.
pub fn dash(written: &str) -> &'static str {
    if written.len() == 2 { "–" } else { "—" }
}

/// Returns the length of the key of an issue that `rest` starts with: `OPS-7`.
pub fn issue_key(rest: &str) -> Option<usize> {
    let is_project = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
    let n_project = rest.bytes().position(|b| !is_project(b))?;
    let number = rest.get(n_project..)?.strip_prefix('-')?;
    let is_digit = |b: u8| b.is_ascii_digit();
    let n_digits = number.bytes().position(|b| !is_digit(b));
    let n_digits = n_digits.unwrap_or(number.len());
    let is_number = (1..=18).contains(&n_digits) && !number.starts_with('0');
    let mut after = number.get(n_digits..)?.chars();
    let ends = match after.next() {
        // `ISO-8859-1` is no issue.
        Some('-') => !after.next().is_some_and(char::is_alphanumeric),
        Some(c) => !c.is_alphanumeric() && c != '_',
        None => true,
    };
    (n_project >= 2 && is_number && ends).then_some(n_project + 1 + n_digits)
}

/// Returns the character whose name or number `rest` starts with, and the length of that:
/// `&copy;`, `&#169;`, `&#xa9;`.
pub fn entity_at(rest: &str) -> Option<(char, usize)> {
    let inside = rest.strip_prefix('&')?;
    let is_name = |b: u8| b.is_ascii_alphanumeric() || b == b'#';
    let n_name = inside.bytes().take(9).position(|b| !is_name(b))?;
    let name = inside.get(..n_name)?;
    if !inside.get(n_name..)?.starts_with(';') {
        return None;
    }
    let decoded = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => ENTITIES.iter().find(|(one, _)| *one == name)?.1,
    };
    Some((decoded, n_name + 2))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    // What is no character to look at is no way to write one.
    char::from_u32(code).filter(|c| !c.is_control())
}

const ENTITIES: [(&str, char); 36] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("middot", '·'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("times", '×'),
    ("divide", '÷'),
    ("micro", 'µ'),
    ("para", '¶'),
    ("sect", '§'),
    ("euro", '€'),
    ("pound", '£'),
    ("cent", '¢'),
    ("yen", '¥'),
    ("larr", '←'),
    ("rarr", '→'),
    ("uarr", '↑'),
    ("darr", '↓'),
    ("ne", '≠'),
];
