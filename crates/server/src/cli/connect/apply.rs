//! `connect gitlab`, `connect apply` and `connect plan`: from what is wanted to working credentials.

use ::connect::apply::{self, Applied};
use ::connect::gitlab_part::Credential;
use ::connect::observe::observe;
use ::connect::parties::Parties;
use ::connect::plan::{self, Action, Plan};
use ::connect::record::RecordFile;
use ::connect::spec::{CredentialKind, SchemeChoice, Spec};
use ::connect::verify::{self, VerifyOptions};
use clap::Args;

use super::answer::{Answer, Handed};
use super::args::{How, Wanted};
use super::exit::{Exit, Stop};
use super::progress::Progress;
use super::screen::Tone;
use super::session::{self, Side};
use super::show;
use super::sources::{Admin, GitlabAccess, Handing};

/// Make credentials for GitLab: plan, ask, apply, verify
///
/// Shows what it would change and who would gain or lose what, asks once, does
/// it, and then makes, as the new user, the requests that GitLab makes. A second
/// run finds nothing to do and only verifies.
///
///   bailiwick connect gitlab --jira-url https://jira.example.com --jira-user ada \
///       --project OPS,WEB --secret-file gitlab-password
///   BAILIWICK_JIRA_TOKEN=… BAILIWICK_GITLAB_TOKEN=… bailiwick connect gitlab \
///       --jira-url https://jira.example.com --project OPS --token --yes \
///       --gitlab-url https://gitlab.example.com --gitlab-group ops
#[derive(Args)]
#[command(verbatim_doc_comment, after_help = super::exit::HELP)]
pub struct Gitlab {
    #[command(flatten)]
    pub apply: Apply,
}

/// The same from a file: plan, ask, apply, verify
///
///   bailiwick connect apply -f gitlab.toml
///   bailiwick connect apply -f gitlab.toml --yes --output json
#[derive(Args)]
#[command(verbatim_doc_comment, after_help = super::exit::HELP)]
pub struct Apply {
    #[command(flatten)]
    pub wanted: Wanted,
    #[command(flatten)]
    pub admin: Admin,
    #[command(flatten)]
    pub access: GitlabAccess,
    #[command(flatten)]
    pub handing: Handing,
    #[command(flatten)]
    pub how: How,

    /// Only show what would be done
    #[arg(short = 'n', long)]
    pub dry_run: bool,

    /// Do it without asking
    #[arg(short = 'y', long)]
    pub yes: bool,

    /// Issue on which a comment, a remote link and a transition are tried; they are taken back
    #[arg(long, value_name = "KEY")]
    pub smoke: Option<String>,
}

/// Show what would be changed, and who would gain or lose what
///
///   bailiwick connect plan --jira-url https://jira.example.com --jira-user ada --project OPS
///   bailiwick connect plan -f gitlab.toml --output json
#[derive(Args)]
#[command(verbatim_doc_comment, after_help = super::exit::HELP)]
pub struct Planned {
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    admin: Admin,
    #[command(flatten)]
    access: GitlabAccess,
    #[command(flatten)]
    handing: Handing,
    #[command(flatten)]
    pub how: How,

    /// Has no effect: a plan changes nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl Planned {
    /// Runs the verb.
    pub async fn run(self, answer: &mut Answer) -> Result<Exit, Stop> {
        let apply = Apply {
            wanted: self.wanted,
            admin: self.admin,
            access: self.access,
            handing: self.handing,
            how: self.how,
            dry_run: true,
            yes: false,
            smoke: None,
        };
        apply.run(answer).await
    }
}

impl Apply {
    /// Runs the verb.
    pub async fn run(self, answer: &mut Answer) -> Result<Exit, Stop> {
        answer.document.dry_run = self.dry_run;
        let mut spec = self.wanted.spec()?;
        self.handing.lay_over(&mut spec);
        answer.about(&spec);
        let admin = session::admin(&spec, &self.admin, &self.how, answer)?;
        let gitlab = session::gitlab(&spec, &self.access, &self.how, answer)?;
        let mut file = session::record(&spec, &self.how)?;
        let at_hand = session::at_hand(&spec, Some(&file.record), answer)?;
        let progress = Progress::new(answer.is_for_people());
        let drawer = session::drawer(&spec, &file.record, at_hand.as_ref());
        let parties = Parties {
            admin: &admin,
            gitlab: &gitlab,
            keeper: &drawer,
            report: &progress,
            credential: at_hand.clone(),
        };
        let mut plan = make_plan(&parties, &spec, &file).await?;
        progress.clear();
        show_plan(answer, &plan, &spec);
        if self.may_choose(&plan) && answer.chooses_copies()? {
            spec.permissions.scheme = SchemeChoice::Copy;
            plan = make_plan(&parties, &spec, &file).await?;
            progress.clear();
            show_plan(answer, &plan, &spec);
        }
        if !plan.refusals.is_empty() {
            return Err(::connect::Error::Refused(plan.refusals).into());
        }
        if self.dry_run {
            return Ok(if plan.is_empty() {
                Exit::Done
            } else {
                Exit::ChangesPending
            });
        }
        self.refuse_to_lose(&plan, &spec)?;
        if !plan.is_empty() && !self.yes {
            answer.confirm("Do this?")?;
        }
        let applied = apply::apply(&parties, &spec, &plan, &mut file).await;
        progress.clear();
        // Also when something failed later: it may be in force already.
        let kept = drawer.kept();
        self.hand_over(answer, &spec, kept.as_ref());
        let Applied {
            credential, n_done, ..
        } = applied?;
        answer.document.n_done = Some(n_done);
        let credential = credential.or(kept).or(at_hand);
        self.verify(&parties, &spec, credential, answer).await
    }

    /// Tells whether somebody is there who has not yet said where the grants go, and for whom it matters.
    fn may_choose(&self, plan: &Plan) -> bool {
        let matters = plan
            .warnings
            .iter()
            .any(|warning| warning.code == "scheme-shared");
        matters
            && plan.refusals.is_empty()
            && self.wanted.scheme.is_none()
            && self.wanted.file.is_none()
            && !self.yes
            && !self.dry_run
    }

    /// Refuses to make a secret that nobody would learn.
    fn refuse_to_lose(&self, plan: &Plan, spec: &Spec) -> Result<(), Stop> {
        let is_made = plan
            .changes
            .iter()
            .any(|change| matches!(change.action, Action::Credential));
        let is_given = spec.credential.from.is_some();
        let goes_somewhere = spec.credential.store.is_some()
            || self.handing.show_secret
            || !spec.targets().is_empty();
        if !is_made || is_given || goes_somewhere {
            return Ok(());
        }
        Err(Stop::new(
            Exit::Usage,
            "where does the new password go? Nobody would learn it",
            "Give --secret-file FILE, or --show-secret, or name GitLab (--gitlab-url and \
             --gitlab-project or --gitlab-group), which then has it.",
        ))
    }

    /// Tells what became of the secret.
    fn hand_over(&self, answer: &mut Answer, spec: &Spec, kept: Option<&Credential>) {
        let Some(credential) = kept else {
            return;
        };
        let store = spec.credential.store.as_ref();
        let is_shown = self.handing.show_secret;
        answer.document.credential = Some(Handed::new(credential, store, is_shown));
        let what = match credential.kind() {
            CredentialKind::Password => "password",
            CredentialKind::Token => "personal access token",
        };
        if let Some(file) = store {
            answer.text(&format!("The {what} is in {file}."));
        }
        if is_shown {
            answer.text(&format!(
                "The {what} of {}: {}",
                spec.user.name,
                credential.secret().expose()
            ));
        }
    }

    /// Makes the requests that GitLab makes, and has GitLab make one.
    async fn verify(
        &self,
        parties: &Parties<'_, Side>,
        spec: &Spec,
        credential: Option<Credential>,
        answer: &mut Answer,
    ) -> Result<Exit, Stop> {
        let mut checks = Vec::new();
        if let Some(credential) = &credential {
            let options = VerifyOptions {
                issue: self.smoke.clone(),
                smoke: self.smoke.is_some(),
            };
            let found =
                verify::verify(parties.admin, spec, credential, &options, parties.report).await?;
            checks.extend(found.checks);
        }
        let targets = spec.targets();
        let live = verify::verify_targets(parties.gitlab, &targets, parties.report).await;
        let gitlab_is_good = live.is_good();
        checks.extend(live.checks);
        let is_good = super::check::all_good(&checks);
        if checks.is_empty() {
            answer.text(
                "Not verified: the password or token is not at hand (--secret-file, --credential-file).",
            );
            return Ok(Exit::Done);
        }
        answer.text(&show::checks(answer.screen, &checks));
        answer.document.checks = Some(checks);
        if !is_good {
            let exit = if gitlab_is_good {
                Exit::NotVerified
            } else {
                Exit::GitlabFailed
            };
            return Err(Stop::new(
                exit,
                "a check failed",
                "`bailiwick connect doctor` looks for the cause.",
            ));
        }
        let seconds = answer.seconds();
        let text = if credential.is_some() {
            format!(
                "Verified as {} in {seconds:.2} seconds, from the beginning to here.",
                spec.user.name
            )
        } else {
            format!("Verified through GitLab in {seconds:.2} seconds.")
        };
        let text = answer.screen.wrap("", &text, Some(Tone::Good));
        answer.text(&text);
        if targets.is_empty() {
            let text = paste(spec, self.handing.show_secret);
            answer.text(&text);
        }
        Ok(Exit::Done)
    }
}

/// Says what to type into GitLab's form, where that is left to people.
fn paste(spec: &Spec, is_shown: bool) -> String {
    let secret = match &spec.credential.store {
        _ if is_shown => "as above".to_owned(),
        Some(file) => format!("in {file}"),
        None => "the one you have given".to_owned(),
    };
    let login = match spec.credential.kind {
        CredentialKind::Password => format!(
            "  Authentication method    Basic\n  Username                 {}\n  Password                 \
             {secret}",
            spec.user.name
        ),
        CredentialKind::Token => format!(
            "  Authentication method    Jira personal access token\n  Token                    {secret}"
        ),
    };
    format!(
        "\nGitLab: Settings > Integrations > Jira issues\n  Web URL                  {}\n{login}",
        spec.jira_url()
    )
}

async fn make_plan(
    parties: &Parties<'_, Side>,
    spec: &Spec,
    file: &RecordFile,
) -> Result<Plan, Stop> {
    let observed = observe(parties, spec, &file.record).await?;
    Ok(plan::make(spec, &observed, &file.record))
}

/// Shows the plan. What makes it impossible is told by the refusal that follows; where next to nothing could be
/// read, there is nothing else to show.
fn show_plan(answer: &mut Answer, plan: &Plan, spec: &Spec) {
    answer.document.plan = Some(plan.clone());
    let is_blind = |code| matches!(code, "not-administrator" | "cloud");
    let mut refusals = plan.refusals.iter();
    if refusals.any(|refusal| is_blind(refusal.code)) {
        return;
    }
    let shown = Plan {
        refusals: Vec::new(),
        ..plan.clone()
    };
    if plan.is_empty() && !plan.refusals.is_empty() {
        return;
    }
    let head = format!("GitLab's user {} at {}", spec.user.name, spec.jira_url());
    let head = answer.screen.wrap("", &head, Some(Tone::Bold));
    answer.text(&format!("{head}\n"));
    answer.text(&show::plan(answer.screen, &shown));
}
