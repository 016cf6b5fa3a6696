//! Whether what is wanted can be had: texts, days, and things that are named.
//!
//! Each function answers with what to store or with the text to refuse it by, so that an answer can name
//! all that is wrong at once.

use base::refs::{self, UserRef};
use base::{Cx, Result, guard, messages, text};
use jiff::civil::Date;
use model::{IssueTypeId, PriorityId, ProjectId, ResolutionId, SecurityLevelId, UserId};
use policy::Subject;
use projects::component::{AssigneeType, Component};
use projects::{Catalog, IssueType, Offer, Resolution};

use super::super::given::Named;
use super::super::store;
use crate::duration;

/// What was wanted, or why it cannot be had.
pub type Choice<T> = std::result::Result<T, String>;

pub fn summary(wanted: Option<String>) -> Choice<String> {
    let summary = wanted
        .filter(|summary| !text::is_blank(summary))
        .ok_or_else(|| messages::SUMMARY_MISSING.to_owned())?;
    if summary.contains(['\n', '\r']) {
        return Err(messages::SUMMARY_HAS_NEWLINES.to_owned());
    }
    if text::is_longer(&summary, text::MAX_LINE) {
        return Err(messages::SUMMARY_TOO_LONG.to_owned());
    }
    Ok(summary)
}

pub fn long_text(wanted: Option<String>) -> Choice<Option<String>> {
    if wanted
        .as_deref()
        .is_some_and(|wanted| text::is_longer(wanted, text::MAX_LONG_TEXT))
    {
        return Err(messages::text_too_long());
    }
    Ok(wanted)
}

/// A day is stored as it is shown: `2026-08-14`.
pub fn day(wanted: Option<String>) -> Choice<Option<String>> {
    let Some(wanted) = wanted else {
        return Ok(None);
    };
    let has_form = wanted.len() == 10 && wanted.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match wanted.parse::<Date>() {
        Ok(_) if has_form => Ok(Some(wanted)),
        _ => Err(messages::not_a_date(&wanted)),
    }
}

pub fn priority(wanted: &Named, catalog: &Catalog, offer: &Offer<'_>) -> Choice<PriorityId> {
    let found = match (&wanted.id, &wanted.name) {
        (Some(id), _) => PriorityId::parse(id).and_then(|id| catalog.priority(id)),
        (None, Some(name)) => catalog.priority_named(name),
        (None, None) => None,
    };
    found
        .filter(|known| offer.has_priority(known.id))
        .map(|known| known.id)
        .ok_or_else(|| messages::PRIORITY_NOT_VALID.to_owned())
}

pub fn issue_type<'a>(
    wanted: &Named,
    catalog: &'a Catalog,
    offer: &Offer<'_>,
) -> Choice<&'a IssueType> {
    let found = match (&wanted.id, &wanted.name) {
        (Some(id), _) => IssueTypeId::parse(id).and_then(|id| catalog.issue_type(id)),
        (None, Some(name)) => catalog.issue_type_named(name),
        (None, None) => None,
    };
    found
        .filter(|known| offer.has_type(known.id))
        .ok_or_else(|| messages::ISSUE_TYPE_NOT_VALID.to_owned())
}

pub fn resolution<'a>(wanted: &Named, catalog: &'a Catalog) -> Choice<&'a Resolution> {
    let found = match (&wanted.id, &wanted.name) {
        (Some(id), _) => ResolutionId::parse(id).and_then(|id| catalog.resolution(id)),
        (None, Some(name)) => catalog.resolution_named(name),
        (None, None) => None,
    };
    found.ok_or_else(|| messages::RESOLUTION_NOT_VALID.to_owned())
}

/// Returns the security level wanted, if it is one of the project's that the caller is in.
pub async fn level(
    cx: &Cx,
    tx: &mut db::Tx,
    project: ProjectId,
    wanted: &Named,
) -> Result<Choice<SecurityLevelId>> {
    let levels = store::levels(tx, project).await?;
    let found = match (&wanted.id, &wanted.name) {
        (Some(id), _) => levels.iter().find(|(known, _)| known.to_string() == *id),
        (None, Some(name)) => levels.iter().find(|(_, known)| known == name),
        (None, None) => None,
    };
    let visible = guard::visible(cx);
    let is_in = |level: &SecurityLevelId| {
        visible
            .issues
            .project(project)
            .is_some_and(|project| project.levels.iter().any(|known| known.level == *level))
    };
    Ok(found
        .map(|(level, _)| *level)
        .filter(is_in)
        .ok_or_else(|| messages::LEVEL_NOT_VALID.to_owned()))
}

/// Somebody who could become the assignee, if the guard says so of them.
pub struct Candidate {
    pub user: UserRef,
    /// What the guard is asked about: it is the user who must hold the permission, not the caller.
    pub subject: Subject,
}

impl Candidate {
    /// Returns the user, if they may be the assignee.
    pub fn chosen(self, may: bool) -> Choice<UserId> {
        if may {
            Ok(self.user.id)
        } else {
            Err(messages::user_not_assignable(&self.user.name))
        }
    }
}

/// Returns the user of this name.
pub async fn candidate(tx: &mut db::Tx, name: &str) -> Result<Choice<Candidate>> {
    let Some(user) = refs::user_by_name(tx, name).await? else {
        return Ok(Err(messages::user_does_not_exist(name)));
    };
    let subject = guard::subject_of(tx, user.id).await?;
    Ok(Ok(Candidate { user, subject }))
}

/// Returns the user who gets the issues of a project that name no assignee, if it has one and they may:
/// `may` is asked about them. The first of the issue's components that has a word in it decides before the
/// project does.
pub async fn default_assignee(
    tx: &mut db::Tx,
    project: ProjectId,
    components: &[Component],
    may: impl Fn(&Subject) -> bool + Send,
) -> Result<Option<UserId>> {
    let Some(defaults) = store::defaults(tx, project).await? else {
        return Ok(None);
    };
    let leads = components.iter().filter_map(|known| known.lead);
    let subjects = guard::subjects_of(tx, leads.chain([defaults.lead])).await?;
    let may = |id: &UserId| subjects.get(id).is_some_and(&may);
    let decides = components
        .iter()
        .find(|known| known.assignee_type != AssigneeType::ProjectDefault);
    let chosen = match decides.map(|known| (known.assignee_type, known.lead)) {
        Some((AssigneeType::Unassigned, _)) => return Ok(None),
        Some((AssigneeType::ComponentLead, lead)) => lead.filter(&may),
        Some((AssigneeType::ProjectLead, _)) => Some(defaults.lead).filter(&may),
        Some((AssigneeType::ProjectDefault, _)) | None => None,
    };
    let of_project = (defaults.assignee_type == "PROJECT_LEAD").then_some(defaults.lead);
    Ok(chosen.or_else(|| of_project.filter(&may)))
}

/// Returns the seconds of an estimate; nothing takes it away.
pub fn estimate(wanted: Option<&str>) -> Choice<Option<i64>> {
    wanted
        .map(|text| duration::parse(text).ok_or_else(|| messages::estimate_not_valid(text)))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let check = |text: &str| day(Some(text.to_owned()));
        assert_eq!(check("2026-02-28"), Ok(Some("2026-02-28".to_owned())));
        for text in [
            "2026-02-30",
            "2026-2-3",
            "26-02-03",
            "2026-02-03T00:00",
            "20260203",
            "-",
        ] {
            assert!(check(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn summaries() {
        let check = |text: &str| summary(Some(text.to_owned()));
        assert!(check("x").is_ok());
        assert!(check(&"é".repeat(255)).is_ok());
        assert_eq!(
            check(&"é".repeat(256)),
            Err(messages::SUMMARY_TOO_LONG.to_owned())
        );
        assert_eq!(check(" \t"), Err(messages::SUMMARY_MISSING.to_owned()));
        assert_eq!(
            check("a\nb"),
            Err(messages::SUMMARY_HAS_NEWLINES.to_owned())
        );
    }
}
