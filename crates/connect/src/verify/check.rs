//! One check and its outcome.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::Verification;
use crate::report::{Event, Report};

/// One check.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Check {
    /// What was checked.
    pub name: String,
    /// What came of it.
    pub outcome: Outcome,
    /// What was seen.
    pub detail: String,
    /// What to do, if anything.
    pub remedy: String,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It is as it should be.
    Passed,
    /// It works, and one should know something.
    Warned,
    /// It does not work.
    Failed,
    /// It was not looked at.
    Skipped,
}

/// The checks so far.
pub(super) struct Checks<'a> {
    checks: Vec<Check>,
    begun: Instant,
    report: &'a dyn Report,
}

impl<'a> Checks<'a> {
    pub(super) fn new(report: &'a dyn Report) -> Self {
        Self {
            checks: Vec::new(),
            begun: Instant::now(),
            report,
        }
    }

    /// Begins a check: its time runs from here.
    pub(super) fn start(&mut self) {
        self.begun = Instant::now();
    }

    pub(super) fn pass(&mut self, name: &str, detail: &str) {
        self.add(name, Outcome::Passed, detail, "");
    }

    pub(super) fn warn(&mut self, name: &str, detail: &str, remedy: &str) {
        self.add(name, Outcome::Warned, detail, remedy);
    }

    pub(super) fn fail(&mut self, name: &str, detail: &str, remedy: &str) {
        self.add(name, Outcome::Failed, detail, remedy);
    }

    pub(super) fn skip(&mut self, name: &str, detail: &str) {
        self.add(name, Outcome::Skipped, detail, "");
    }

    /// Ends a check by a refusal.
    pub(super) fn refused(&mut self, name: &str, error: &jira_client::Error) {
        self.fail(name, &error.to_string(), &error.remedy());
    }

    fn add(&mut self, name: &str, outcome: Outcome, detail: &str, remedy: &str) {
        let took = match outcome {
            Outcome::Skipped => Duration::ZERO,
            _ => self.begun.elapsed(),
        };
        let check = Check {
            name: name.to_owned(),
            outcome,
            detail: detail.to_owned(),
            remedy: remedy.to_owned(),
            millis: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        };
        self.report.event(&Event::Check(&check));
        self.checks.push(check);
        self.begun = Instant::now();
    }
}

impl From<Checks<'_>> for Verification {
    fn from(checks: Checks<'_>) -> Self {
        Self {
            checks: checks.checks,
        }
    }
}
