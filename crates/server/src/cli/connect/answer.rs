//! What a verb answers: text as it goes along, or one JSON document at the end, whatever happened.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use ::connect::gitlab_part::Credential;
use ::connect::plan::Plan;
use ::connect::spec::{CredentialKind, Spec};
use ::connect::verify::Check;
use serde::Serialize;
use serde_json::Value;

use super::args::Output;
use super::exit::{Exit, Stop};
use super::screen::{Screen, Tone, sentence};
use crate::cli::{print, say};

/// The version of the JSON documents. Members are added without a new one.
const VERSION: u32 = 1;

/// The JSON document. Its members are a contract, which `docs/connect.md` describes.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    version: u32,
    command: &'static str,
    outcome: Option<Exit>,
    exit_code: u8,
    seconds: f64,
    /// Whether it was only asked what would be done.
    pub dry_run: bool,
    /// Which Jira.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jira_url: Option<String>,
    /// Which user of it GitLab is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The difference between what is wanted and what is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// How many changes were made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_done: Option<usize>,
    /// What was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checks: Option<Vec<Check>>,
    /// The credential that GitLab has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential: Option<Handed>,
    /// What the verb alone has to tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Stop>,
}

/// The credential that GitLab has, as it is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Handed {
    kind: CredentialKind,
    /// Where it was written to.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_file: Option<String>,
    /// The secret itself, only if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl Handed {
    /// Returns what is told of a credential.
    pub fn new(credential: &Credential, file: Option<&String>, is_shown: bool) -> Self {
        Self {
            kind: credential.kind(),
            secret_file: file.cloned(),
            secret: is_shown.then(|| credential.secret().expose().to_owned()),
        }
    }
}

/// What a verb answers.
pub struct Answer {
    /// The document so far.
    pub document: Document,
    /// Where text goes.
    pub screen: Screen,
    is_json: bool,
    begun: Instant,
    /// How long people were waited for.
    waited: Duration,
}

impl Answer {
    /// Returns an empty answer; the clock runs from here.
    pub fn new(command: &'static str, output: Output) -> Self {
        Self {
            document: Document {
                version: VERSION,
                command,
                ..Document::default()
            },
            screen: Screen::of_stdout(),
            is_json: output == Output::Json,
            begun: Instant::now(),
            waited: Duration::ZERO,
        }
    }

    /// Notes what it is about.
    pub fn about(&mut self, spec: &Spec) {
        self.document.jira_url = Some(spec.jira_url().to_owned());
        self.document.username = Some(spec.user.name.clone());
    }

    /// Returns whether people read along.
    pub fn is_for_people(&self) -> bool {
        !self.is_json
    }

    /// Prints a text for people.
    pub fn text(&self, text: &str) {
        if !self.is_json {
            print(text);
        }
    }

    /// Does something with people, whose time does not count.
    pub fn with_people<T>(&mut self, act: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let result = act();
        self.waited += begun.elapsed();
        result
    }

    /// Asks whether to go on.
    ///
    /// # Errors
    /// When there is nobody to ask, or they say no.
    pub fn confirm(&mut self, question: &str) -> Result<(), Stop> {
        if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return Err(Stop::new(
                Exit::ChangesPending,
                "nothing was done: there are changes, and no terminal to ask at",
                "Look at the changes, then run it again with --yes.",
            ));
        }
        let said = self.with_people(|| {
            inquire::Confirm::new(question)
                .with_default(false)
                .prompt()
                .unwrap_or(false)
        });
        if said {
            return Ok(());
        }
        Err(Stop::new(Exit::ChangesPending, "nothing was done", ""))
    }

    /// Asks whether shared permission schemes are copied instead of added to. No, where there is nobody to
    /// ask: the question whether to go on comes next.
    ///
    /// # Errors
    /// When they want neither.
    pub fn chooses_copies(&mut self) -> Result<bool, Stop> {
        if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return Ok(false);
        }
        let choices = vec![
            "add the grants to the schemes in use: the other projects named above get them too",
            "copy these schemes for the projects asked for: the others stay as they are",
            "neither: stop here",
        ];
        let question = "A permission scheme is shared with other projects. What is to be done?";
        let said = self.with_people(|| inquire::Select::new(question, choices).raw_prompt());
        match said.map(|said| said.index) {
            Ok(0) => Ok(false),
            Ok(1) => Ok(true),
            _ => Err(Stop::new(Exit::ChangesPending, "nothing was done", "")),
        }
    }

    /// Returns the seconds since the beginning, without those that people took.
    pub fn seconds(&self) -> f64 {
        let passed = self.begun.elapsed().saturating_sub(self.waited);
        (passed.as_secs_f64() * 1000.0).round() / 1000.0
    }

    /// Ends the answer and returns the exit code.
    pub fn finish(mut self, result: Result<Exit, Stop>) -> u8 {
        let seconds = self.seconds();
        let (exit, stop) = match result {
            Ok(exit) => (exit, None),
            Err(stop) => (stop.exit, Some(stop)),
        };
        if let Some(stop) = &stop {
            let screen = Screen {
                // Standard error may be a file while standard output is a terminal.
                colors: self.screen.colors && std::io::stderr().is_terminal(),
                ..self.screen
            };
            say(&screen.wrap("bailiwick: ", &stop.text, Some(Tone::Bad)));
            if !stop.remedy.is_empty() {
                say(&screen.wrap("  ", &sentence(&stop.remedy), None));
            }
        }
        if self.is_json {
            self.document.outcome = Some(exit);
            self.document.exit_code = exit as u8;
            self.document.seconds = seconds;
            self.document.error = stop;
            match serde_json::to_string_pretty(&self.document) {
                Ok(text) => print(&text),
                Err(error) => say(&format!("bailiwick: {error}")),
            }
        }
        exit as u8
    }
}
