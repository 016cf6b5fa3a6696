//! How long texts made in bad faith take, at three sizes: eight times the text must take eight times
//! the time.
//!
//! `cargo bench -p markup` prints nanoseconds for each byte, for all that is done to a text together:
//! tree, HTML, text, Markdown, and wiki text of Markdown. A quadratic step would make them eight
//! times as many from the first column to the last; where they become more than four times as many,
//! three times in a row, the row is marked and the program fails.

#![expect(clippy::print_stdout, reason = "this is what it is for")]

use std::hint::black_box;
use std::time::Instant;

use markup::{from_markdown, parse, to_html};

const SIZES: [usize; 3] = [1 << 17, 1 << 18, 1 << 20];

/// The most that a byte may cost more in the largest text than in the smallest.
const MOST: f64 = 4.0;

/// What a byte may cost in any case: the first touch of new memory is not the same for all sizes.
const MEMORY: f64 = 100.0;

/// What people write.
const ORDINARY: &str = "The *roof* of OPS-1 leaks, as [~jo] wrote; see [the plan|https://b.c].\n\n\
    # Look at it\n# Mend it {code:java}\nroof.mend(); // soon\n{code}\n\n||a||b||\n|c|d|\n\n";

fn main() {
    let ordinary = made("", ORDINARY, "", 1 << 18);
    let html = measure(&ordinary, |text| {
        black_box(to_html(text, &()));
    });
    println!("HTML of what people write: {html:.0} ns/byte\n");
    println!("all there is, ns/byte at 128 KiB, 256 KiB, 1 MiB");
    let mut worst: f64 = 0.0;
    let mut n_bad = 0;
    for (start, piece, end) in TEXTS {
        let mut row = [0.0; SIZES.len()];
        let is_bad = (0..3).all(|_| {
            row = SIZES.map(|size| measure(&made(start, piece, end, size), everything));
            let [first, .., last] = row;
            last / first.max(MEMORY) > MOST
        });
        n_bad += usize::from(is_bad);
        worst = row.iter().copied().fold(worst, f64::max);
        let shown = row.map(|cost| format!("{cost:8.0}")).concat();
        let mark = if is_bad { "not linear?" } else { "" };
        println!("{shown}  {start:?} {piece:?}… {end:?} {mark}");
    }
    let n_texts = TEXTS.len();
    println!("\n{n_texts} texts, at most {worst:.0} ns/byte, {n_bad} not linear");
    if n_bad > 0 {
        std::process::exit(1);
    }
}

fn made(start: &str, piece: &str, end: &str, size: usize) -> String {
    format!("{start}{}{end}", piece.repeat(size / piece.len() + 1))
}

/// Returns the least time that a byte took of two tries.
fn measure(text: &str, work: fn(&str)) -> f64 {
    let tries = (0..2).map(|_| {
        let start = Start::now();
        work(text);
        start.nanoseconds()
    });
    tries.min().unwrap_or_default() as f64 / text.len() as f64
}

/// When something began: on Linux in time of the processor, which other programs take none of.
struct Start {
    wall: Instant,
    processor: Option<u128>,
}

impl Start {
    fn now() -> Self {
        Self {
            wall: Instant::now(),
            processor: processor(),
        }
    }

    fn nanoseconds(&self) -> u128 {
        let processor = self.processor.zip(processor());
        processor.map_or(self.wall.elapsed().as_nanos(), |(start, end)| end - start)
    }
}

fn processor() -> Option<u128> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split(' ').next()?.parse().ok()
}

fn everything(text: &str) {
    let document = parse(text);
    black_box(document.to_html(text, &()));
    black_box(document.to_text(text));
    black_box(document.to_markdown(text, &()));
    black_box(from_markdown(text));
}

/// What invites a parser to look for an end again and again, to nest, or to remember.
const TEXTS: &[(&str, &str, &str)] = &[
    ("", ORDINARY, ""),
    ("", "[", ""),
    ("", "]", ""),
    ("", "[", "a|https://b.c]"),
    ("", "[[a|", ""),
    ("[a", "[b]", "|https://b.c]"),
    ("", "[^a]", ""),
    ("", "[[^a]|", ""),
    ("", "{", ""),
    ("", "{{", ""),
    ("", "{{a ", ""),
    ("", "{code:", ""),
    ("", "{code:a", ""),
    ("", "{code:java}", ""),
    ("", "{code}a{code}", ""),
    ("", "{noformat:a}", ""),
    ("", "{quote}", ""),
    ("", "{quote}a{quote}b", ""),
    ("", "{panel}", ""),
    ("", "{panel:a=b}", ""),
    ("", "{panel:a=b}{quote}", ""),
    ("", "{panel:a=b}c{panel}", ""),
    ("", "{color:red}", ""),
    ("", "{color:red}a{color}", ""),
    ("", "{color:red}a\n", "{color}"),
    ("", "{color:red}{color:blue}{color}", ""),
    ("{color:red}", "a\n\n", "{color}"),
    ("", "{quote}{color:red}{quote}{color}", ""),
    ("", "{anchor:a", ""),
    ("", "*a", ""),
    ("", "*a ", ""),
    ("", "*_-+^~a~^+-_* ", ""),
    ("", "_a -b *c ", ""),
    ("", "{*}a", ""),
    ("", "??a ", ""),
    ("", "\\", ""),
    ("", "!a.b", ""),
    ("", "!a.b|c ", ""),
    ("", "!a.b|width=1!", ""),
    ("", "http://", ""),
    ("", "http://a)", ""),
    ("", "(http://a(", ""),
    ("", "&amp", ""),
    ("", "A_", ""),
    ("", "AB-", ""),
    ("", ":)", ""),
    ("", "--", ""),
    ("", "-- ", ""),
    ("", "* a\n", ""),
    ("", "*** a\n* b\n", ""),
    ("", "******************************** a\n* b\n", ""),
    ("", "# a\n- b\n", ""),
    ("", "|", ""),
    ("", "|a|\n", ""),
    ("|", "a|", ""),
    ("|", "a\n", "|"),
    ("", "|a\n", ""),
    ("", "|a\n* b\n", ""),
    ("", "|a\n* b\n\n", ""),
    ("", "|[a|#b]|", ""),
    ("", "|!a.b|c!", ""),
    ("", "|{quote}", ""),
    ("", "h1. a\n", ""),
    ("", "bq. {quote}\n", ""),
    ("{code:java}", "\"", "{code}"),
    ("{code:java}", "'\\'", "{code}"),
    ("{code:java}", "/*", "{code}"),
    ("{code:rust}", "'a", "{code}"),
    ("{code:xml}", "<", "{code}"),
    ("{code:xml}", "<a \"", "{code}"),
    ("{code:yaml}", "a ", "{code}"),
    ("{code:ruby}", "`\n", "{code}"),
    ("{code:diff}", "+\n", "{code}"),
    ("", ">", ""),
    ("", "> > a\n", ""),
    ("", "`", ""),
    ("", "`` ` ", ""),
    ("", "[a](", ""),
    ("", "![a](b.c ", ""),
    ("", "*a **b ", ""),
    ("", "**a *b* ", "**"),
    ("", "- ", "a"),
    ("", "  - a\n", ""),
    ("", "|a|b|\n|-|-|\n", ""),
];
