//! `connect verify` and `connect doctor`: does it work, and if not, why?

use ::connect::doctor::{self, Finding, Subject};
use ::connect::gitlab_part::Credential;
use ::connect::spec::{Projects, SecretSource, Spec};
use ::connect::verify::{self, Check, Outcome, VerifyOptions};
use clap::Args;
use jira_client::Client;
use serde_json::json;

use super::answer::Answer;
use super::args::{How, Wanted};
use super::exit::{Exit, Stop};
use super::progress::Progress;
use super::screen::{Row, Screen, Tone};
use super::session::{self, Side};
use super::show;
use super::sources::{Admin, GitlabAccess, Handing};

/// Make the requests that GitLab makes, as GitLab's user
///
/// The test of the connection, the permissions in each project, reading issues as
/// GitLab does; with --smoke also a comment, a remote link and a transition,
/// which are taken back. Nothing is set up.
///
///   bailiwick connect verify --jira-url https://jira.example.com --project OPS \
///       --credential-file gitlab-password --smoke OPS-1
#[derive(Args)]
#[command(verbatim_doc_comment, after_help = super::exit::HELP)]
pub struct Verify {
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    handing: Handing,
    #[command(flatten)]
    admin: Admin,
    #[command(flatten)]
    access: GitlabAccess,
    #[command(flatten)]
    pub how: How,

    /// Issue on which a comment, a remote link and a transition are tried; they are taken back
    #[arg(long, value_name = "KEY")]
    smoke: Option<String>,

    /// Only say what would be asked; with --smoke, write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl Verify {
    /// Runs the verb.
    pub async fn run(self, answer: &mut Answer) -> Result<Exit, Stop> {
        answer.document.dry_run = self.dry_run;
        let mut spec = self.wanted.spec()?;
        self.handing.lay_over(&mut spec);
        answer.about(&spec);
        let credential = match session::at_hand(&spec, None, answer)? {
            Some(credential) => credential,
            None => {
                spec.credential.from = Some(SecretSource::Prompt);
                session::at_hand(&spec, None, answer)?
                    .ok_or_else(|| Stop::usage("the credential is not given".to_owned()))?
            }
        };
        let admin = optional_admin(&spec, &self.admin, &self.how, answer)?;
        let jira = match admin {
            Some(admin) => admin,
            None => session::anonymous(&spec, &self.how)?,
        };
        let gitlab = session::gitlab(&spec, &self.access, &self.how, answer)?;
        let progress = Progress::new(false);
        let options = VerifyOptions {
            smoke: self.smoke.is_some() && !self.dry_run,
            issue: self.smoke,
        };
        let found = verify::verify(&jira, &spec, &credential, &options, &progress).await?;
        let mut checks = found.checks;
        let live = verify::verify_targets(&gitlab, &spec.targets(), &progress).await;
        let gitlab_is_good = live.is_good();
        checks.extend(live.checks);
        drop(progress);
        answer.text(&show::checks(answer.screen, &checks));
        let is_good = all_good(&checks);
        answer.document.checks = Some(checks);
        if is_good {
            let text = format!("Verified in {:.2} seconds.", answer.seconds());
            let text = answer.screen.paint(Tone::Good, &text);
            answer.text(&text);
            return Ok(Exit::Done);
        }
        Err(Stop::new(
            if gitlab_is_good {
                Exit::NotVerified
            } else {
                Exit::GitlabFailed
            },
            "a check failed",
            "`bailiwick connect doctor` looks for the cause.",
        ))
    }
}

/// Returns whether no check failed.
pub fn all_good(checks: &[Check]) -> bool {
    checks.iter().all(|check| check.outcome != Outcome::Failed)
}

/// Returns Jira as its administrator, if one was named.
fn optional_admin(
    spec: &Spec,
    admin: &Admin,
    how: &How,
    answer: &mut Answer,
) -> Result<Option<Client>, Stop> {
    let source = admin.source(spec);
    if source.token.is_none() && (source.username.is_none() || source.password.is_none()) {
        return Ok(None);
    }
    session::admin(spec, admin, how, answer).map(Some)
}

/// Look for the known troubles between GitLab and Jira
///
/// Goes through what is known to go wrong, and tells for each what was seen and
/// what to do. Changes nothing, and sends no password twice that was refused. The
/// more is given, the more it can look at: the credential that GitLab has, an
/// administrator of Jira, a token for GitLab, an issue.
///
///   bailiwick connect doctor --jira-url https://jira.example.com --project OPS
///   bailiwick connect doctor -f gitlab.toml --credential-file gitlab-password --smoke OPS-1
#[derive(Args)]
#[command(verbatim_doc_comment, after_help = super::exit::HELP)]
pub struct Doctor {
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    handing: Handing,
    #[command(flatten)]
    admin: Admin,
    #[command(flatten)]
    access: GitlabAccess,
    #[command(flatten)]
    pub how: How,

    /// Issue that gives trouble; it is read, never written to
    #[arg(long, value_name = "KEY", visible_alias = "issue")]
    smoke: Option<String>,

    /// Has no effect: the doctor changes nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl Doctor {
    /// Runs the verb.
    pub async fn run(mut self, answer: &mut Answer) -> Result<Exit, Stop> {
        answer.document.dry_run = self.dry_run;
        // Whoever looks for trouble need not know which projects there are.
        if self.wanted.file.is_none() && self.wanted.projects.is_empty() {
            self.wanted.all_projects = true;
        }
        let mut spec = self.wanted.spec()?;
        self.handing.lay_over(&mut spec);
        answer.about(&spec);
        let jira = session::anonymous(&spec, &self.how)?;
        let credential = session::at_hand(&spec, None, answer)?;
        let admin = optional_admin(&spec, &self.admin, &self.how, answer)?;
        let side = self.gitlab(&spec, answer)?;
        let progress = Progress::new(false);
        let projects = projects(&spec, &jira, credential.as_ref(), admin.as_ref()).await;
        let permissions = spec.wanted_permissions();
        let targets = spec.targets();
        let subject = Subject {
            jira: &jira,
            credential: credential.as_ref(),
            admin: admin.as_ref(),
            username: &spec.user.name,
            projects: &projects,
            permissions: &permissions,
            issue: self.smoke.as_deref(),
            gitlab: match &side {
                Side::Real(gitlab) => Some(gitlab),
                Side::Nobody(_) => None,
            },
            targets: &targets,
        };
        let findings = doctor::examine(subject, |finding| progress.looking_at(finding.id)).await;
        drop(progress);
        answer.text(&show_findings(answer.screen, &findings));
        let n_failed = findings
            .iter()
            .filter(|finding| finding.outcome == doctor::Outcome::Fail)
            .count();
        answer.document.result = Some(json!({ "findings": findings }));
        if n_failed == 0 {
            return Ok(Exit::Done);
        }
        Err(Stop::new(
            Exit::NotVerified,
            format!("{n_failed} of the checks found trouble"),
            "",
        ))
    }

    /// Returns GitLab, if there is a token for it: without one only Jira is looked at.
    fn gitlab(&self, spec: &Spec, answer: &mut Answer) -> Result<Side, Stop> {
        let is_given = spec
            .gitlab
            .as_ref()
            .is_some_and(|gitlab| self.access.source(gitlab) != SecretSource::Prompt);
        if is_given {
            session::gitlab(spec, &self.access, &self.how, answer)
        } else {
            Ok(Side::Nobody(::connect::gitlab_part::NoGitlab))
        }
    }
}

/// Returns the keys of the projects that GitLab works with; of all, the ones that somebody sees.
async fn projects(
    spec: &Spec,
    jira: &Client,
    credential: Option<&Credential>,
    admin: Option<&Client>,
) -> Vec<String> {
    if let Projects::Keys(keys) = &spec.jira.projects {
        return keys.clone();
    }
    let as_user = credential.and_then(|known| ::connect::parties::client_as(jira, known).ok());
    let Some(client) = admin.or(as_user.as_ref()) else {
        return Vec::new();
    };
    match client.projects().await {
        Ok(projects) => projects.into_iter().map(|project| project.key).collect(),
        Err(_) => Vec::new(),
    }
}

/// Returns what was found: all in a table, then what to do.
fn show_findings(screen: Screen, findings: &[Finding]) -> String {
    let (skipped, seen): (Vec<&Finding>, Vec<&Finding>) = findings
        .iter()
        .partition(|finding| finding.outcome == doctor::Outcome::Skipped);
    let rows: Vec<Row> = seen
        .iter()
        .map(|finding| {
            let (mark, tone) = mark(finding.outcome);
            Row {
                mark,
                tone,
                name: finding.id.to_owned(),
                text: finding.detail.clone(),
            }
        })
        .collect();
    let mut out = vec![screen.rows(&rows)];
    // Many are skipped for the same reason, which is said once.
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for finding in skipped {
        match reasons.iter_mut().find(|(why, _)| *why == finding.detail) {
            Some((_, ids)) => ids.push(finding.id),
            None => reasons.push((&finding.detail, vec![finding.id])),
        }
    }
    if !reasons.is_empty() {
        out.push(String::new());
    }
    for (why, ids) in reasons {
        let text = format!("{}: {why}", ids.join(", "));
        out.push(screen.wrap("skip ", &text, Some(Tone::Dim)));
    }
    for finding in findings {
        if finding.remedy.is_empty() {
            continue;
        }
        let (mark, tone) = mark(finding.outcome);
        let head = format!("{mark} {}: in GitLab \"{}\"", finding.id, finding.symptom);
        out.push(String::new());
        out.push(screen.wrap("", &head, Some(tone)));
        out.push(screen.wrap("  cause:  ", &finding.detail, None));
        out.push(screen.wrap("  remedy: ", &finding.remedy, None));
    }
    out.join("\n")
}

fn mark(outcome: doctor::Outcome) -> (&'static str, Tone) {
    show::mark(match outcome {
        doctor::Outcome::Ok => Outcome::Passed,
        doctor::Outcome::Warn => Outcome::Warned,
        doctor::Outcome::Fail => Outcome::Failed,
        doctor::Outcome::Skipped => Outcome::Skipped,
    })
}
