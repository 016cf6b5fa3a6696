//! What is shown to people: how wide, in which colors, and text that fits.

use std::io::IsTerminal as _;

use comfy_table::presets::NOTHING;
use comfy_table::{Cell, Color, ContentArrangement, Table};

/// The width where nobody says how wide the screen is, as in a pipe or a log.
const WIDTH: usize = 100;
/// Narrower than this nothing is made.
const NARROWEST: usize = 24;
/// Narrower than this the columns of a table would be.
const NARROW: usize = 60;

/// Where text goes.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// How many characters fit into a line.
    pub width: usize,
    /// Whether it shows colors.
    pub colors: bool,
}

/// What a text is about, and so its color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something comes, or is well.
    Good,
    /// Something becomes another, or one should know.
    Warn,
    /// Something goes, or fails.
    Bad,
    /// Less important.
    Dim,
    /// A heading.
    Bold,
}

impl Screen {
    /// Returns standard output as it is: colors on a terminal, unless `NO_COLOR` is set.
    pub fn of_stdout() -> Self {
        let is_terminal = std::io::stdout().is_terminal();
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let said = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok());
        let seen = Table::new().width().map(usize::from);
        Self {
            width: said.or(seen).unwrap_or(WIDTH).max(NARROWEST),
            colors: is_terminal && !no_color && !is_dumb,
        }
    }

    /// Returns the text in its color.
    pub fn paint(self, tone: Tone, text: &str) -> String {
        if !self.colors || text.is_empty() {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Good => "32",
            Tone::Warn => "33",
            Tone::Bad => "31",
            Tone::Dim => "2",
            Tone::Bold => "1",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Returns the text as lines that fit, the first after `first` and the others after as many blanks.
    pub fn wrap(self, first: &str, text: &str, tone: Option<Tone>) -> String {
        let indent = first.chars().count();
        let room = self.width.saturating_sub(indent).max(NARROWEST / 2);
        let mut lines: Vec<String> = Vec::new();
        for paragraph in clean(text).split('\n') {
            let mut line = String::new();
            for word in paragraph.split_whitespace() {
                let length = line.chars().count();
                if length > 0 && length + 1 + word.chars().count() > room {
                    lines.push(std::mem::take(&mut line));
                }
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            lines.push(line);
        }
        let blanks = " ".repeat(indent);
        let mut shown = String::new();
        for (idx, line) in lines.iter().enumerate() {
            if idx > 0 {
                shown.push('\n');
            }
            let before = if idx == 0 { first } else { &blanks };
            let whole = format!("{before}{line}");
            let whole = whole.trim_end();
            shown += &tone.map_or_else(|| whole.to_owned(), |tone| self.paint(tone, whole));
        }
        shown
    }

    /// Returns rows of a mark, a name and a text: a table, or where that does not fit, one after the other.
    pub fn rows(self, rows: &[Row]) -> String {
        if self.width < NARROW {
            let lines = rows.iter().map(|row| {
                let text = format!("{}: {}", row.name, row.text);
                self.wrap(&format!("{:<5}", row.mark), &text, Some(row.tone))
            });
            return lines.collect::<Vec<_>>().join("\n");
        }
        let mut table = Table::new();
        table
            .load_style(NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(self.width).unwrap_or(u16::MAX));
        if self.colors {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        for row in rows {
            table.add_row([
                Cell::new(row.mark).fg(color(row.tone)),
                Cell::new(clean(&row.name)),
                Cell::new(clean(&row.text)),
            ]);
        }
        table.trim_fmt()
    }
}

/// A row: a mark, a name and a text.
pub struct Row {
    /// The mark.
    pub mark: &'static str,
    /// Its color.
    pub tone: Tone,
    /// What it is about.
    pub name: String,
    /// What is to be said.
    pub text: String,
}

/// Returns the color of a cell.
fn color(tone: Tone) -> Color {
    match tone {
        Tone::Good => Color::Green,
        Tone::Warn => Color::Yellow,
        Tone::Bad => Color::Red,
        Tone::Dim | Tone::Bold => Color::Reset,
    }
}

/// Returns advice as a sentence: with a capital and a full stop.
pub fn sentence(text: &str) -> String {
    let mut chars = text.trim_end().chars();
    let mut sentence: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    sentence.push_str(chars.as_str());
    if !sentence.is_empty() && !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

/// Returns the text without what a terminal would obey: names and messages come from other servers.
pub fn clean(text: &str) -> String {
    // The latter turn the direction of writing around, so that one reads what is not there.
    let is_obeyed = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
    };
    text.chars()
        .map(|c| if is_obeyed(c) { ' ' } else { c })
        .collect()
}
