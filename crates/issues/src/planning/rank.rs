//! Ranks: texts like `0|i0000x:` whose order as bytes is the order of the issues.
//!
//! A rank is a number of 24 digits to the base 36, six of them before the colon; zeros at the end are left
//! out. A new issue's is made of its id: eight whole steps after the issue before, so that making an issue
//! reads and locks nothing. Ranking puts numbers in between that are no new issue's. Pure.

use model::IssueId;

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
/// Digits before the colon, and after it.
const WHOLE: usize = 6;
const PART: usize = 18;
/// One whole step.
const STEP: u128 = 36_u128.pow(18);
/// After all ranks.
const END: u128 = 36_u128.pow(24);
/// The rank of the first issue there can be, in whole steps: `i00000`.
const FIRST: u128 = 18 * 36_u128.pow(5);
const FIRST_ID: i64 = 10_000;
/// Whole steps between two issues made one after the other.
const APART: u128 = 8;

/// A place among all issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(u128);

impl Rank {
    /// Returns the rank that an issue has from the beginning.
    #[must_use]
    pub fn of_new(id: IssueId) -> Self {
        let n = u128::try_from(id.0.saturating_sub(FIRST_ID)).unwrap_or(0);
        let whole = FIRST + n * APART;
        let last = 36_u128.pow(6) - 1;
        if whole < last {
            return Self(whole * STEP);
        }
        // Past a hundred million issues: closer together, still in order.
        let past = n - (last - FIRST).div_ceil(APART);
        Self(last * STEP + (past + 1) * 36_u128.pow(5))
    }

    /// Reads a stored rank.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.strip_prefix("0|")?.split_once(':')?;
        if whole.len() != WHOLE || part.len() > PART {
            return None;
        }
        let mut number = 0;
        for digit in whole.bytes().chain(part.bytes()) {
            let value = DIGITS.iter().position(|known| *known == digit)?;
            number = number * 36 + u128::try_from(value).ok()?;
        }
        for _ in part.len()..PART {
            number *= 36;
        }
        Some(Self(number))
    }

    /// Returns whether a new issue could get it.
    fn is_of_new(self) -> bool {
        self.0.is_multiple_of(STEP) && (self.0 / STEP).abs_diff(FIRST).is_multiple_of(APART)
    }

    /// Returns the first whole step after it: what follows the last of all issues is put before that, and so
    /// before every issue still to be made.
    #[must_use]
    pub fn next_step(self) -> Self {
        Self((self.0 / STEP + 1) * STEP)
    }
}

impl std::fmt::Display for Rank {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut digits = [b'0'; WHOLE + PART];
        let mut rest = self.0;
        for digit in digits.iter_mut().rev() {
            let value = usize::try_from(rest % 36).unwrap_or(0);
            *digit = DIGITS.get(value).copied().unwrap_or(b'0');
            rest /= 36;
        }
        let text = String::from_utf8_lossy(&digits);
        let (whole, part) = text.split_at(WHOLE);
        write!(f, "0|{whole}:{}", part.trim_end_matches('0'))
    }
}

/// Returns `n` ranks in order between two others (from the very beginning and to the very end where there is
/// none), evenly and with few digits; `None` if there is no room for them.
#[must_use]
pub fn between(after: Option<Rank>, before: Option<Rank>, n: usize) -> Option<Vec<Rank>> {
    let low = after.map_or(0, |rank| rank.0);
    let high = before.map_or(END, |rank| rank.0);
    let n = u128::try_from(n).ok()?;
    let gap = high.checked_sub(low)? / (n + 1);
    // Half of a step is the room in which a number is rounded: so they stay in order and inside.
    let mut unit = 1;
    while unit * 36 * 2 <= gap && unit < STEP {
        unit *= 36;
    }
    if gap < 4 {
        return None;
    }
    let place = |k: u128| {
        let rank = Rank((low + gap * k) / unit * unit);
        if rank.is_of_new() {
            Rank(rank.0 + (unit / 2).max(1))
        } else {
            rank
        }
    };
    Some((1..=n).map(place).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(text: &str) -> Rank {
        Rank::parse(text).unwrap()
    }

    #[test]
    fn new_issues_stand_in_the_order_of_their_ids() {
        let new = |id: i64| Rank::of_new(IssueId(id)).to_string();
        assert_eq!(new(10_000), "0|i00000:");
        assert_eq!(new(10_001), "0|i00008:");
        assert_eq!(new(10_009), "0|i00020:");
        let ids = [
            10_000,
            10_001,
            99_999,
            136_000_000,
            136_059_000,
            136_060_000,
            200_000_000,
            200_000_001,
            i64::MAX / 1_000_000,
        ];
        for pair in ids.windows(2) {
            assert!(new(pair[0]) < new(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn texts_and_numbers_have_one_order() {
        for text in ["0|i00000:", "0|hzzzzz:i", "0|000000:0001", "0|zzzzzz:zzz"] {
            assert_eq!(rank(text).to_string(), text);
        }
        let texts = [
            "0|i00000:",
            "0|i00000:0i",
            "0|i00000:1",
            "0|i00000:i",
            "0|i00001:",
        ];
        for pair in texts.windows(2) {
            assert!(
                pair[0] < pair[1] && rank(pair[0]) < rank(pair[1]),
                "{pair:?}"
            );
        }
        for text in [
            "",
            "0|",
            "0|i0000:",
            "0|i00000",
            "1|i00000:",
            "0|I00000:",
            "0|i00000:-",
        ] {
            assert_eq!(Rank::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn ranks_fit_between_until_there_is_no_room() {
        let (low, mut high) = (rank("0|i00000:"), rank("0|i00008:"));
        let mut n_steps = 0;
        while let Some(found) = between(Some(low), Some(high), 1) {
            let middle = found[0];
            assert!(low < middle && middle < high && !middle.is_of_new());
            assert!(low.to_string() < middle.to_string() && middle.to_string() < high.to_string());
            high = middle;
            n_steps += 1;
        }
        assert!(n_steps > 60, "{n_steps}");
    }

    #[test]
    fn several_at_once_are_in_order_and_nobodys() {
        for (low, high) in [
            (None, None),
            (None, Some(rank("0|i00000:"))),
            (Some(rank("0|i00000:")), Some(rank("0|i00010:"))),
            (Some(rank("0|i00000:")), Some(rank("0|i00001:"))),
            (Some(rank("0|i00000:zz")), Some(rank("0|i00001:"))),
        ] {
            let found = between(low, high, 50).unwrap();
            assert_eq!(found.len(), 50);
            assert!(low.is_none_or(|low| low < found[0]));
            assert!(high.is_none_or(|high| found[49] < high));
            assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(found.iter().all(|rank| !rank.is_of_new()));
        }
        let same = Some(rank("0|i00000:i"));
        assert_eq!(between(same, same, 1), None);
        assert_eq!(between(Some(rank("0|i00001:")), same, 1), None);
    }
}
