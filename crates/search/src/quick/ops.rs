//! What a quick search finds.

use base::page::menu;
use base::paging::Paging;
use base::text::fold;
use base::urls::encode;
use base::{Actor, Cx, Result, guard};
use db::Tx;
use model::{GlobalPermission, IssueKey};
use projects::catalog;

use super::smart::{self, Known};
use super::store;
use super::wire::{Group, Item};
use crate::issue_picker;
use crate::navigator::text::quoted;
use crate::query::{self, Validation};

/// How many things of a kind are suggested.
const MOST: i64 = 6;
/// How many of the words typed are looked for.
const MAX_WORDS: usize = 10;
/// How many names a word may stand for.
const MAX_NAMES: i64 = 20;

/// Returns where a quick search leads, without the context path.
///
/// # Errors
/// When the database cannot be read.
pub async fn path(cx: &Cx, tx: &mut Tx, typed: &str) -> Result<String> {
    let typed = typed.trim();
    if let Some(key) = IssueKey::parse(&typed.to_uppercase()) {
        return Ok(format!("/browse/{key}"));
    }
    let known = known(cx, tx, typed).await?;
    let jql = smart::query(typed, &known);
    Ok(if jql.is_empty() {
        "/issues/".to_owned()
    } else {
        format!("/issues/?jql={}", encode(&jql))
    })
}

async fn known(cx: &Cx, tx: &mut Tx, typed: &str) -> Result<Known> {
    let viewable = guard::viewable_projects(cx);
    let catalog = catalog(cx, tx).await?;
    let types = catalog.issue_types.iter();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut known = Known {
        projects: store::keys(tx, &viewable, &words).await?,
        types: types.map(|known| known.name.clone()).collect(),
        is_somebody: cx.user_id().is_some(),
        ..Known::default()
    };
    let components: Vec<&str> = smart::behind(typed, &["c"]).collect();
    if !components.is_empty() {
        known.components = store::components(tx, &viewable, &components, MAX_NAMES).await?;
    }
    let versions: Vec<&str> = smart::behind(typed, &["v", "ff"]).collect();
    if !versions.is_empty() {
        known.versions = store::versions(tx, &viewable, &versions, MAX_NAMES).await?;
    }
    let users: Vec<&str> = smart::behind(typed, &["r"]).collect();
    if !users.is_empty() && guard::has_global(cx, GlobalPermission::UserPicker) {
        known.users = store::users_called(tx, &users).await?;
    }
    Ok(known)
}

/// Returns what is suggested while somebody types.
///
/// # Errors
/// When the database cannot be read; Busy, if it takes too long.
pub async fn suggested(cx: &Cx, tx: &mut Tx, typed: &str) -> Result<Vec<Group>> {
    let typed = typed.trim();
    let mut groups = vec![issues(cx, tx, typed).await?];
    if typed.is_empty() {
        return Ok(groups);
    }
    let base = cx.urls().context_path();
    let viewable = guard::viewable_projects(cx);
    let projects = store::projects(tx, &viewable, typed, MOST)
        .await?
        .into_iter();
    let projects = projects.map(|(key, name)| Item {
        url: format!("{base}/browse/{}", encode(&key)),
        title: name,
        subtitle: key,
        avatar_url: String::new(),
    });
    groups.push(Group::new("projects", "Projects", projects.collect()));
    if guard::has_global(cx, GlobalPermission::UserPicker) {
        let people = store::people(tx, typed, MOST).await?.into_iter();
        let people = people.map(|(name, display)| Item {
            url: format!("{base}/secure/ViewProfile.jspa?name={}", encode(&name)),
            title: display,
            subtitle: name,
            avatar_url: String::new(),
        });
        groups.push(Group::new("people", "People", people.collect()));
    }
    if guard::has_global(cx, GlobalPermission::Administer) {
        let pages = menu::find(typed).take(MOST.unsigned_abs() as usize);
        let pages = pages.map(|item| Item {
            url: format!("{base}{}", item.path),
            title: item.label.to_owned(),
            subtitle: item.section.label().to_owned(),
            avatar_url: String::new(),
        });
        groups.push(Group::new("admin", "Administration", pages.collect()));
    }
    Ok(groups)
}

async fn issues(cx: &Cx, tx: &mut Tx, typed: &str) -> Result<Group> {
    let (name, jql) = if typed.is_empty() {
        let Actor::User(_) = &cx.actor else {
            return Ok(Group::new("issues", "Issues", Vec::new()));
        };
        let jql = "issuekey in issueHistory() ORDER BY lastViewed DESC";
        ("Recently viewed", Some(jql.to_owned()))
    } else {
        ("Issues", by_key_or_summary(typed))
    };
    let Some(jql) = jql else {
        return Ok(Group::new("issues", name, Vec::new()));
    };
    let paging = Paging {
        start_at: 0,
        max_results: MOST,
    };
    let outcome = query::find(cx, tx, &jql, Validation::Off, paging).await?;
    let found = issue_picker::suggested(cx, tx, outcome.found.ids()).await?;
    let base = cx.urls().context_path();
    let items = found.into_iter().map(|issue| Item {
        url: format!("{base}/browse/{}", issue.key),
        title: issue.summary,
        subtitle: issue.key,
        avatar_url: format!("{base}{}", issue.icon),
    });
    Ok(Group::new("issues", name, items.collect()))
}

/// What is typed may be the beginning of words in a summary, or a key.
fn by_key_or_summary(typed: &str) -> Option<String> {
    let key = IssueKey::parse(&typed.to_uppercase()).map(|key| format!("key = \"{key}\""));
    let words = fold(typed);
    let words = words.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).take(MAX_WORDS);
    let words: Vec<String> = words.map(|word| format!("{word}*")).collect();
    let summary = (!words.is_empty()).then(|| format!("summary ~ {}", quoted(&words.join(" "))));
    let ways: Vec<String> = key.into_iter().chain(summary).collect();
    (!ways.is_empty()).then(|| format!("{} ORDER BY updated DESC", ways.join(" OR ")))
}
