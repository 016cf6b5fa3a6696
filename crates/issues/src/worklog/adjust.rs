//! What logging work does to the estimate of what remains.

use base::error::Problems;
use base::messages;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::duration;

/// What the caller says of it.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    pub adjust_estimate: Option<String>,
    pub new_estimate: Option<String>,
    pub reduce_by: Option<String>,
    pub increase_by: Option<String>,
}

/// What becomes of the estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjust {
    /// It follows the work.
    Auto,
    /// It stays.
    Leave,
    /// It is this now.
    New(i64),
    /// It is so much less, or more, than before.
    By(i64),
}

impl Adjust {
    /// Returns what is asked for where work is added or changed: an amount reduces the estimate.
    pub fn reducing(asked: &Asked, problems: &mut Problems) -> Self {
        Self::read(asked, asked.reduce_by.as_deref(), "reduceBy", problems, -1)
    }

    /// Returns what is asked for where work is taken away: an amount increases the estimate.
    pub fn increasing(asked: &Asked, problems: &mut Problems) -> Self {
        let by = asked.increase_by.as_deref();
        Self::read(asked, by, "increaseBy", problems, 1)
    }

    fn read(
        asked: &Asked,
        by: Option<&str>,
        by_name: &str,
        problems: &mut Problems,
        sign: i64,
    ) -> Self {
        match asked.adjust_estimate.as_deref() {
            None | Some("" | "auto") => Self::Auto,
            Some("leave") => Self::Leave,
            Some("new") => match asked.new_estimate.as_deref().and_then(duration::parse) {
                Some(seconds) => Self::New(seconds),
                None => {
                    problems.field("newEstimate", messages::NEW_ESTIMATE_NOT_VALID);
                    Self::Leave
                }
            },
            Some("manual") => match by.and_then(duration::parse) {
                Some(seconds) => Self::By(sign * seconds),
                None => {
                    problems.field(by_name, messages::ADJUSTMENT_NOT_VALID);
                    Self::Leave
                }
            },
            Some(_) => {
                problems.field("adjustEstimate", messages::ADJUST_ESTIMATE);
                Self::Leave
            }
        }
    }

    /// Returns the estimate after `worked` more seconds (or fewer, below zero).
    pub fn after(self, estimate: Option<i64>, worked: i64) -> Option<i64> {
        let moved = |by: i64| Some(estimate.unwrap_or(0).saturating_add(by).max(0));
        match self {
            Self::Auto => moved(-worked),
            Self::Leave => estimate,
            Self::New(seconds) => Some(seconds),
            Self::By(seconds) => moved(seconds),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_follows() {
        let check = |adjust: Adjust, estimate, worked, after| {
            assert_eq!(adjust.after(estimate, worked), after, "{adjust:?}");
        };
        check(Adjust::Auto, Some(7200), 3600, Some(3600));
        check(Adjust::Auto, Some(3600), 7200, Some(0));
        check(Adjust::Auto, None, 7200, Some(0));
        check(Adjust::Auto, Some(0), -3600, Some(3600));
        check(Adjust::Leave, None, 7200, None);
        check(Adjust::New(60), Some(1), 7200, Some(60));
        check(Adjust::By(-60), Some(100), 7200, Some(40));
        check(Adjust::By(60), None, -7200, Some(60));
    }
}
