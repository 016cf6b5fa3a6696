//! A plan as one reads a diff, and what else a verb has to tell people.

use ::connect::plan::{Effect, Notice, Plan, Sign};
use ::connect::verify::{Check, Outcome};

use super::screen::{Row, Screen, Tone, clean, sentence};

/// Returns the plan, line by line.
pub fn plan(screen: Screen, plan: &Plan) -> String {
    let mut out = Vec::new();
    for change in &plan.changes {
        let tone = match change.sign {
            Sign::Add => Tone::Good,
            Sign::Remove => Tone::Bad,
            Sign::Change => Tone::Warn,
        };
        let sign = format!("{} ", change.sign.as_str());
        out.push(screen.wrap(&sign, &change.line, Some(tone)));
        for detail in &change.details {
            out.push(screen.wrap("    ", detail, Some(tone)));
        }
        if !change.reason.is_empty() {
            out.push(screen.wrap("    ", &change.reason, Some(Tone::Dim)));
        }
    }
    if !plan.changes.is_empty() {
        out.push(String::new());
        out.push(people(screen, &plan.people));
    }
    out.extend(notices(screen, "warning", Tone::Warn, &plan.warnings));
    out.extend(notices(screen, "not possible", Tone::Bad, &plan.refusals));
    out.push(count(screen, plan));
    out.join("\n")
}

fn count(screen: Screen, plan: &Plan) -> String {
    if plan.changes.is_empty() && plan.refusals.is_empty() {
        return screen.paint(Tone::Bold, "Nothing to do: all is as wanted.");
    }
    let n = |sign: Sign| {
        plan.changes
            .iter()
            .filter(|change| change.sign == sign)
            .count()
    };
    let text = format!(
        "{} to add, {} to change, {} to remove.",
        n(Sign::Add),
        n(Sign::Change),
        n(Sign::Remove)
    );
    screen.paint(Tone::Bold, &text)
}

/// Returns everybody who gains or loses something.
fn people(screen: Screen, people: &[Effect]) -> String {
    if people.is_empty() {
        return screen.wrap("", "Nobody else gains or loses anything.", None) + "\n";
    }
    let mut out = vec![screen.paint(Tone::Bold, "Who gains or loses what")];
    for effect in people {
        let name = if effect.display_name.is_empty() || effect.display_name == effect.person {
            effect.person.clone()
        } else {
            format!("{} ({})", effect.person, effect.display_name)
        };
        let whereabouts = if effect.projects.is_empty() {
            String::new()
        } else {
            format!(" in {}", effect.projects.join(", "))
        };
        for (verb, what, tone, unless) in [
            (
                "gains",
                &effect.gains,
                Tone::Good,
                " (unless they have it already)",
            ),
            (
                "loses",
                &effect.loses,
                Tone::Bad,
                " (unless they have it by another way, too)",
            ),
        ] {
            let perhaps = if effect.certain { "" } else { unless };
            if !what.is_empty() {
                let text = format!("{name} {verb} {}{whereabouts}{perhaps}", what.join(", "));
                out.push(screen.wrap("  ", &text, Some(tone)));
            }
        }
    }
    out.join("\n") + "\n"
}

/// Returns what one should know, each with what to do.
pub fn notices(screen: Screen, what: &str, tone: Tone, notices: &[Notice]) -> Vec<String> {
    notices
        .iter()
        .map(|notice| {
            let mut text = screen.wrap(&format!("{what}: "), &notice.text, Some(tone));
            if !notice.remedy.is_empty() {
                text.push('\n');
                text += &screen.wrap("  ", &notice.remedy, None);
            }
            text + "\n"
        })
        .collect()
}

/// Returns the checks as a table, and after it what to do about those that failed.
pub fn checks(screen: Screen, checks: &[Check]) -> String {
    let rows: Vec<Row> = checks
        .iter()
        .map(|check| {
            let (mark, tone) = mark(check.outcome);
            Row {
                mark,
                tone,
                name: check.name.clone(),
                text: check.detail.clone(),
            }
        })
        .collect();
    let mut out = vec![screen.rows(&rows)];
    for check in checks {
        if matches!(check.outcome, Outcome::Failed | Outcome::Warned) && !check.remedy.is_empty() {
            let (mark, tone) = mark(check.outcome);
            let first = format!("{mark} {}: ", clean(&check.name));
            out.push(screen.wrap(&first, &sentence(&check.remedy), Some(tone)));
        }
    }
    out.join("\n")
}

/// Returns the sign of an outcome. Words, because colors alone tell nothing to some.
pub fn mark(outcome: Outcome) -> (&'static str, Tone) {
    match outcome {
        Outcome::Passed => ("ok", Tone::Good),
        Outcome::Warned => ("warn", Tone::Warn),
        Outcome::Failed => ("FAIL", Tone::Bad),
        Outcome::Skipped => ("skip", Tone::Dim),
    }
}
