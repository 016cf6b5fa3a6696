//! `bailiwick connect`: the whole credential procedure on any Jira, in one command.
//!
//! What a verb does is in the crate `connect`; here is how it is asked for and how it answers: flags,
//! secrets, text and JSON, exit codes. Nothing of this server's own is used: it works with any Jira.

mod answer;
mod apply;
mod args;
mod check;
mod exit;
mod later;
mod progress;
mod screen;
mod secrets;
mod session;
mod show;
mod sources;
#[cfg(test)]
mod tests;

use clap::{Args, Subcommand};

use self::answer::Answer;
use self::args::How;
use super::start_log;

/// Set up, check and renew the credential with which GitLab works with Jira
///
/// Works with any server that speaks Jira's REST API v2: Jira Server, Jira Data
/// Center, Bailiwick. Makes a user, a group and the grants that GitLab needs and
/// no more, hands the credential to GitLab, and proves that it works. It shows
/// what it would do before it does it, asks once, and may be interrupted and run
/// again at any point.
///
///   bailiwick connect gitlab --jira-url https://jira.example.com --jira-user ada \
///       --project OPS --gitlab-url https://gitlab.example.com --gitlab-project ops/app
///   bailiwick connect plan -f gitlab.toml
///   bailiwick connect apply -f gitlab.toml --yes --output json
///   bailiwick connect rotate --jira-url https://jira.example.com --jira-user ada
#[derive(Args)]
#[command(verbatim_doc_comment, after_help = exit::HELP)]
pub struct Connect {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Gitlab(apply::Gitlab),
    Plan(apply::Planned),
    Apply(apply::Apply),
    Verify(check::Verify),
    Doctor(check::Doctor),
    Status(later::Status),
    Rotate(later::Rotate),
    Revoke(later::Revoke),
}

impl Connect {
    /// Runs the command and returns the exit code.
    pub async fn run(self) -> u8 {
        // What people should know is told in the answer.
        start_log("error");
        match self.verb {
            Verb::Gitlab(verb) => {
                let mut answer = begin("gitlab", &verb.apply.how);
                let result = Box::pin(verb.apply.run(&mut answer)).await;
                answer.finish(result)
            }
            Verb::Apply(verb) => {
                let mut answer = begin("apply", &verb.how);
                let result = Box::pin(verb.run(&mut answer)).await;
                answer.finish(result)
            }
            Verb::Plan(verb) => {
                let mut answer = begin("plan", &verb.how);
                let result = Box::pin(verb.run(&mut answer)).await;
                answer.finish(result)
            }
            Verb::Verify(verb) => {
                let mut answer = begin("verify", &verb.how);
                let result = Box::pin(verb.run(&mut answer)).await;
                answer.finish(result)
            }
            Verb::Doctor(verb) => {
                let mut answer = begin("doctor", &verb.how);
                let result = Box::pin(verb.run(&mut answer)).await;
                answer.finish(result)
            }
            Verb::Status(verb) => {
                let mut answer = begin("status", &verb.how);
                let result = Box::pin(verb.run(&mut answer)).await;
                answer.finish(result)
            }
            Verb::Rotate(verb) => {
                let mut answer = begin("rotate", &verb.how);
                let result = Box::pin(verb.run(&mut answer)).await;
                answer.finish(result)
            }
            Verb::Revoke(verb) => {
                let mut answer = begin("revoke", &verb.how);
                let result = Box::pin(verb.run(&mut answer)).await;
                answer.finish(result)
            }
        }
    }
}

fn begin(command: &'static str, how: &How) -> Answer {
    Answer::new(command, how.output)
}
