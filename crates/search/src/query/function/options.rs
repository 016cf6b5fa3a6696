//! The function that gives options of a field with two levels.

use super::{Function, Gives, Meaning, nothing_wanted};

/// `cascadeOption(Red)`, `cascadeOption(Red, Dark)`, `cascadeOption(Red, none)`: an option, with any below it,
/// with one, or with none.
pub const CASCADE_OPTION: Function = Function {
    name: "cascadeOption",
    n_args: (1, 2),
    gives: Gives::Options,
    want: nothing_wanted,
    call: |call, _| {
        let texts = call.args.iter().map(|value| value.text.clone());
        Ok(Meaning::Texts(texts.collect()))
    },
};
