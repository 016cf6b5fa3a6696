//! Progress, told to whoever shows it. Nothing is printed in this crate.

use serde::Serialize;

use crate::verify::Check;

/// Whoever shows progress.
pub trait Report: Send + Sync {
    /// Is told what happens. Called often, so it returns at once.
    fn event(&self, event: &Event<'_>);
}

/// What happens.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event<'a> {
    /// Something is read that takes many requests.
    Reading {
        /// What.
        what: &'a str,
        /// How many are read.
        done: usize,
        /// How many there are.
        total: usize,
    },
    /// A step is taken.
    Step {
        /// The change's id.
        id: &'a str,
        /// What it does.
        line: &'a str,
        /// Its place, counted from 1.
        number: usize,
        /// How many steps there are.
        total: usize,
        /// How far it is.
        state: StepState,
    },
    /// A check has ended.
    Check(&'a Check),
    /// Something worth knowing.
    Note {
        /// What.
        text: &'a str,
    },
}

/// How far a step is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepState {
    /// It begins.
    Started,
    /// It is done.
    Done,
}

/// Shows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Report for Silent {
    fn event(&self, _: &Event<'_>) {}
}
