//! `connect status`, `connect rotate` and `connect revoke`: what was set up, afterwards.

use std::time::Duration;

use ::connect::error::Error;
use ::connect::parties::Parties;
use ::connect::record::RecordFile;
use ::connect::revoke::{self, RevokeOptions};
use ::connect::rotate::{self, RotateOptions};
use ::connect::spec::Spec;
use ::connect::status;
use clap::Args;
use jira_client::Client;
use serde_json::json;

use super::answer::{Answer, Handed};
use super::args::{How, Known};
use super::exit::{Exit, Stop};
use super::progress::Progress;
use super::screen::Tone;
use super::secrets::Drawer;
use super::session::{self, Side};
use super::show;
use super::sources::{Admin, GitlabAccess, Handing};

/// Compare what is there with what was set up
///
/// Exit code 0 says that all is as it was set up, 2 that something has changed;
/// the changes that would put it right are shown.
///
///   bailiwick connect status --jira-url https://jira.example.com --jira-user ada
#[derive(Args)]
#[command(verbatim_doc_comment, after_help = super::exit::HELP)]
pub struct Status {
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    admin: Admin,
    #[command(flatten)]
    access: GitlabAccess,
    #[command(flatten)]
    pub how: How,

    /// Has no effect: nothing is changed
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Exchange the password or token while GitLab keeps calling
///
/// A token: a second one is made, handed to each GitLab project and group and
/// tried there, and then the old one is revoked. A password: a token leads over
/// the moment at which the old one stops and GitLab does not have the new one
/// yet. Where that is not possible, nothing is done unless --allow-gap is given.
///
///   bailiwick connect rotate --jira-url https://jira.example.com --jira-user ada \
///       --secret-file gitlab-password
#[derive(Args)]
#[command(verbatim_doc_comment, after_help = super::exit::HELP)]
pub struct Rotate {
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    admin: Admin,
    #[command(flatten)]
    access: GitlabAccess,
    #[command(flatten)]
    handing: Handing,
    #[command(flatten)]
    pub how: How,

    /// Accept that GitLab's calls may fail for a moment
    #[arg(long)]
    allow_gap: bool,

    /// Seconds to wait before the old credential stops, for calls that were begun with it
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    settle: u64,

    /// Only say what would be done
    #[arg(short = 'n', long)]
    dry_run: bool,

    /// Do it without asking
    #[arg(short = 'y', long)]
    yes: bool,
}

/// Take back everything that was made, and nothing else
///
/// What was there before stays as it was. What others have come to use since
/// stays, too, and is named.
///
///   bailiwick connect revoke --jira-url https://jira.example.com --jira-user ada --dry-run
#[derive(Args)]
#[command(verbatim_doc_comment, after_help = super::exit::HELP)]
pub struct Revoke {
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    admin: Admin,
    #[command(flatten)]
    access: GitlabAccess,
    #[command(flatten)]
    handing: Handing,
    #[command(flatten)]
    pub how: How,

    /// Leave GitLab alone: it is gone, or cannot be reached any more
    #[arg(long)]
    without_gitlab: bool,

    /// Only show what would be taken back
    #[arg(short = 'n', long)]
    dry_run: bool,

    /// Do it without asking
    #[arg(short = 'y', long)]
    yes: bool,
}

/// What the three work with.
struct Opened {
    spec: Spec,
    admin: Client,
    gitlab: Side,
    file: RecordFile,
}

/// Opens the record and signs in where it says.
fn open(
    known: &Known,
    admin: &Admin,
    access: Option<&GitlabAccess>,
    how: &How,
    answer: &mut Answer,
) -> Result<Opened, Stop> {
    let named = known.resolve()?;
    answer.about(&named);
    let file = session::record(&named, how)?;
    let Some(mut spec) = file.record.spec.clone() else {
        return Err(Error::NoRecord.into());
    };
    // Where secrets come from is said by who is here now; what was set up is in the record.
    if named.jira.admin.is_some() {
        spec.jira.admin.clone_from(&named.jira.admin);
    }
    if let (Some(recorded), Some(now)) = (&mut spec.gitlab, &named.gitlab)
        && now.token.is_some()
    {
        recorded.token.clone_from(&now.token);
    }
    let admin = session::admin(&spec, admin, how, answer)?;
    let gitlab = match access {
        Some(access) => session::gitlab(&spec, access, how, answer)?,
        None => Side::Nobody(::connect::gitlab_part::NoGitlab),
    };
    Ok(Opened {
        spec,
        admin,
        gitlab,
        file,
    })
}

impl Status {
    /// Runs the verb.
    pub async fn run(self, answer: &mut Answer) -> Result<Exit, Stop> {
        answer.document.dry_run = self.dry_run;
        let access = Some(&self.access);
        let opened = open(&self.known, &self.admin, access, &self.how, answer)?;
        let progress = Progress::new(false);
        let drawer = Drawer::new(None, None);
        let parties = Parties {
            admin: &opened.admin,
            gitlab: &opened.gitlab,
            keeper: &drawer,
            report: &progress,
            credential: None,
        };
        let status = status::status(&parties, &opened.file.record).await?;
        drop(progress);
        let screen = answer.screen;
        let since = status.credential_since.clone().unwrap_or_default();
        let head = format!(
            "GitLab's user {} at {}; its credential is from {}",
            opened.spec.user.name,
            opened.spec.jira_url(),
            if since.is_empty() {
                "nobody knows when"
            } else {
                &since
            },
        );
        answer.text(&(screen.wrap("", &head, Some(Tone::Bold)) + "\n"));
        for notice in show::notices(screen, "changed", Tone::Warn, &status.notices) {
            answer.text(&notice);
        }
        answer.text(&show::plan(screen, &status.drift));
        let is_clean = status.is_clean();
        answer.document.result = Some(json!({
            "clean": is_clean,
            "notices": status.notices,
            "credentialSince": status.credential_since,
            "record": opened.file.path(),
        }));
        answer.document.plan = Some(status.drift);
        Ok(if is_clean {
            Exit::Done
        } else {
            Exit::ChangesPending
        })
    }
}

impl Rotate {
    /// Runs the verb.
    pub async fn run(self, answer: &mut Answer) -> Result<Exit, Stop> {
        answer.document.dry_run = self.dry_run;
        let access = Some(&self.access);
        let Opened {
            mut spec,
            admin,
            gitlab,
            mut file,
        } = open(&self.known, &self.admin, access, &self.how, answer)?;
        self.handing.lay_over(&mut spec);
        let at_hand = session::at_hand(&spec, Some(&file.record), answer)?;
        let targets = spec.targets();
        if targets.is_empty() && spec.credential.store.is_none() && !self.handing.show_secret {
            return Err(Stop::new(
                Exit::Usage,
                "where does the new secret go? Nobody would learn it",
                "Give --secret-file FILE, or --show-secret.",
            ));
        }
        let names: Vec<String> = targets.iter().map(|target| target.name()).collect();
        let question = format!(
            "The credential of {} at {} is exchanged; it is handed to {}.",
            spec.user.name,
            spec.jira_url(),
            if names.is_empty() {
                "nobody but you".to_owned()
            } else {
                format!("GitLab {}", names.join(", "))
            }
        );
        answer.text(&answer.screen.wrap("~ ", &question, Some(Tone::Warn)));
        answer.document.result = Some(json!({ "targets": targets }));
        if self.dry_run {
            return Ok(Exit::ChangesPending);
        }
        if !self.yes {
            answer.confirm("Do this?")?;
        }
        let progress = Progress::new(answer.is_for_people());
        let drawer = session::drawer(&spec, &file.record, at_hand.as_ref());
        let parties = Parties {
            admin: &admin,
            gitlab: &gitlab,
            keeper: &drawer,
            report: &progress,
            credential: at_hand,
        };
        let options = RotateOptions {
            settle: Duration::from_secs(self.settle),
            allow_gap: self.allow_gap,
        };
        let rotated = rotate::rotate(&parties, &mut file, options).await;
        progress.clear();
        // Also when something failed later: it may be in force already.
        if let Some(kept) = drawer.kept() {
            let is_shown = self.handing.show_secret;
            let store = spec.credential.store.as_ref();
            answer.document.credential = Some(Handed::new(&kept, store, is_shown));
            if is_shown {
                answer.text(&format!("The new secret: {}", kept.secret().expose()));
            }
            if let Some(store) = store {
                answer.text(&format!("The new secret is in {store}."));
            }
        }
        let rotated = rotated?;
        let text = if rotated.had_gap {
            "Exchanged. For a moment calls may have failed."
        } else {
            "Exchanged; at no moment was GitLab without a credential that works."
        };
        answer.text(&answer.screen.wrap("", text, Some(Tone::Good)));
        answer.document.result = Some(json!({ "targets": targets, "hadGap": rotated.had_gap }));
        Ok(Exit::Done)
    }
}

impl Revoke {
    /// Runs the verb.
    pub async fn run(self, answer: &mut Answer) -> Result<Exit, Stop> {
        answer.document.dry_run = self.dry_run;
        let access = (!self.without_gitlab).then_some(&self.access);
        let Opened {
            mut spec,
            admin,
            gitlab,
            mut file,
        } = open(&self.known, &self.admin, access, &self.how, answer)?;
        self.handing.lay_over(&mut spec);
        let at_hand = session::at_hand(&spec, Some(&file.record), answer)?;
        let progress = Progress::new(answer.is_for_people());
        let drawer = Drawer::new(None, None);
        let parties = Parties {
            admin: &admin,
            gitlab: &gitlab,
            keeper: &drawer,
            report: &progress,
            credential: at_hand,
        };
        let members = revoke::members(&parties, &file.record).await?;
        progress.clear();
        let plan = revoke::plan_for(&file.record, &members);
        answer.text(&show::plan(answer.screen, &plan));
        let is_empty = plan.is_empty();
        answer.document.plan = Some(plan);
        if self.dry_run {
            return Ok(if is_empty {
                Exit::Done
            } else {
                Exit::ChangesPending
            });
        }
        if !self.yes {
            answer.confirm("Take this back?")?;
        }
        let options = RevokeOptions {
            without_gitlab: self.without_gitlab,
        };
        let revoked = revoke::revoke(&parties, &mut file, options).await?;
        progress.clear();
        for notice in show::notices(answer.screen, "left", Tone::Warn, &revoked.left) {
            answer.text(&notice);
        }
        let text = format!("{} things were taken back.", revoked.n_done);
        answer.text(&answer.screen.wrap("", &text, Some(Tone::Good)));
        answer.document.n_done = Some(revoked.n_done);
        answer.document.result = Some(json!({ "left": revoked.left }));
        if file.record.is_empty() {
            file.remove()?;
        }
        Ok(Exit::Done)
    }
}
