//! What happens meanwhile, on standard error: a moving line on a terminal, and each step that is done.

use std::io::IsTerminal as _;
use std::time::Duration;

use ::connect::report::{Event, Report, StepState};
use ::connect::verify::Outcome;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::screen::clean;
use super::show::mark;
use crate::cli::say;

/// Shows what happens.
pub struct Progress {
    bar: ProgressBar,
    /// Whether steps are told. Not where a program reads the answer.
    aloud: bool,
}

impl Progress {
    /// Returns a display. It moves only on a terminal.
    pub fn new(aloud: bool) -> Self {
        let bar = if std::io::stderr().is_terminal() {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        } else {
            ProgressBar::hidden()
        };
        Self { bar, aloud }
    }

    /// Says what is looked at.
    pub fn looking_at(&self, what: &str) {
        self.bar.set_message(clean(what));
    }

    /// Takes the moving line away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn tell(&self, line: &str) {
        if self.aloud {
            self.bar.suspend(|| say(&clean(line)));
        }
    }
}

impl Report for Progress {
    fn event(&self, event: &Event<'_>) {
        match event {
            Event::Reading { what, done, total } => {
                self.bar
                    .set_message(format!("reading {what} ({done} of {total})"));
            }
            Event::Step {
                line,
                number,
                total,
                state: StepState::Started,
                ..
            } => {
                self.bar
                    .set_message(format!("{number} of {total}: {}", clean(line)));
            }
            Event::Step {
                line,
                number,
                total,
                state: StepState::Done,
                ..
            } => {
                self.tell(&format!("  [{number}/{total}] {line}"));
            }
            Event::Check(check) => {
                self.bar.set_message(clean(&check.name));
                if check.outcome == Outcome::Failed {
                    self.tell(&format!("  {}: {}", mark(check.outcome).0, check.name));
                }
            }
            Event::Note { text } => self.tell(&format!("  {text}")),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
