//! Running the steps of a command: headings, seconds, and the table at the end.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::Outcome;

/// The steps run so far, for the table at the end.
#[derive(Default)]
pub struct Steps {
    done: Vec<Step>,
}

struct Step {
    name: String,
    took: Duration,
    result: StepResult,
}

enum StepResult {
    Passed,
    Failed,
    Skipped(&'static str),
}

impl Steps {
    /// Runs one step under its heading and remembers how it went.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
        println!("\n=== {name}");
        let started = Instant::now();
        let outcome = work().map_err(|why| format!("{name}: {why}"));
        let result = if outcome.is_ok() {
            StepResult::Passed
        } else {
            StepResult::Failed
        };
        self.done.push(Step {
            name: name.to_owned(),
            took: started.elapsed(),
            result,
        });
        outcome
    }

    /// Says that a step is left out, and why.
    pub fn skip(&mut self, name: &str, why: &'static str) {
        println!("\n=== {name}: skipped, {why}");
        let result = StepResult::Skipped(why);
        self.done.push(Step {
            name: name.to_owned(),
            took: Duration::ZERO,
            result,
        });
    }

    /// Prints the table.
    pub fn print_summary(&self) {
        println!("\n=== summary");
        let (mut passed, mut failed, mut skipped) = (0, 0, 0);
        for step in &self.done {
            let seconds = step.took.as_secs_f64();
            match step.result {
                StepResult::Passed => {
                    passed += 1;
                    println!("{seconds:>8.1} s  ok       {}", step.name);
                }
                StepResult::Failed => {
                    failed += 1;
                    println!("{seconds:>8.1} s  FAILED   {}", step.name);
                }
                StepResult::Skipped(why) => {
                    skipped += 1;
                    println!("       -    skipped  {} ({why})", step.name);
                }
            }
        }
        println!("steps: {passed} passed, {failed} failed, {skipped} skipped");
    }
}

/// Runs a command to its end, its output going where ours goes.
pub fn command(command: &mut Command) -> Outcome {
    println!("$ {}", shown(command));
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| format!("cannot run {}: {error}", shown(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", shown(command)))
    }
}

/// Runs a command to its end and returns what it printed.
pub fn output(command: &mut Command) -> Result<String, String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cannot run {}: {error}", shown(command)))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!(
            "{} ended with {}: {}",
            shown(command),
            output.status,
            said.trim()
        ))
    }
}

/// Tells whether a command runs and succeeds, hiding what it prints.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Returns a `cargo` that works in the repository.
pub fn cargo(args: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(args).current_dir(root());
    cargo
}

/// Returns the repository's root folder.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest).to_owned()
}

/// Returns what `cargo metadata` says of the workspace's own crates.
pub fn metadata() -> Result<Value, String> {
    let text = output(&mut cargo(&[
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
        "--offline",
    ]))?;
    serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))
}

/// Builds the product and returns the path of its binary.
pub fn built_binary() -> Result<PathBuf, String> {
    command(&mut cargo(&[
        "build",
        "--package",
        "server",
        "--bin",
        "bailiwick",
    ]))?;
    let metadata = metadata()?;
    let target = metadata["target_directory"]
        .as_str()
        .ok_or("cargo metadata names no target")?;
    Ok(Path::new(target).join("debug/bailiwick"))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
