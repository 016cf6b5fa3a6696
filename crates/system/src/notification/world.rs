//! What is around events: each kind of thing read at once, however many events there are.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use base::guard::{self, IssueRef};
use base::{Cx, Result};
use model::{ChangeId, IssueId};
use projects::{Catalog, catalog};

use super::happening::{Happening, What};
use super::store::{self, HolderRow, IssueRow, ItemRow, SaidRow};

/// What was done to an issue at once by somebody: one mail for whoever is told of several of it.
pub struct Deed {
    pub issue: IssueId,
    pub happenings: Vec<Happening>,
}

/// What events are about, as it is now.
pub struct World {
    pub deeds: Vec<Deed>,
    /// The issues, as the policy judges them.
    pub issues: HashMap<IssueId, IssueRef>,
    /// What is said of them.
    pub rows: HashMap<IssueId, IssueRow>,
    pub comments: HashMap<i64, SaidRow>,
    pub worklogs: HashMap<i64, SaidRow>,
    pub items: HashMap<ChangeId, Vec<ItemRow>>,
    pub holders: Vec<HolderRow>,
    pub catalog: Arc<Catalog>,
}

impl World {
    /// Reads what happenings are about. Of issues that are gone nobody is told.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(cx: &Cx, tx: &mut db::Tx, happenings: Vec<Happening>) -> Result<Self> {
        let mut ids: Vec<IssueId> = happenings.iter().map(|one| one.issue).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut comments = Vec::new();
        let mut worklogs = Vec::new();
        let mut changes = Vec::new();
        for one in &happenings {
            match &one.what {
                What::Created => {}
                What::Changed { change, .. } => changes.extend(*change),
                What::Commented { comment, .. } => comments.push(*comment),
                What::Worked { worklog, .. } => worklogs.push(*worklog),
            }
        }
        let rows = store::issues(tx, &ids).await?;
        let schemes = rows.iter().filter_map(|row| row.scheme.map(|id| id.0));
        let mut schemes: Vec<i64> = schemes.collect();
        schemes.sort_unstable();
        schemes.dedup();
        let mut items: HashMap<ChangeId, Vec<ItemRow>> = HashMap::new();
        for item in store::items(tx, &changes).await? {
            items.entry(item.change).or_default().push(item);
        }
        let issues = guard::issues_to_tell(cx, tx, &ids).await?;
        Ok(Self {
            deeds: deeds(happenings),
            issues: issues.into_iter().map(|issue| (issue.id, issue)).collect(),
            rows: rows.into_iter().map(|row| (row.id, row)).collect(),
            comments: by(store::comments(tx, &comments).await?, |row| row.id),
            worklogs: by(store::worklogs(tx, &worklogs).await?, |row| row.id),
            items,
            holders: store::holders(tx, schemes).await?,
            catalog: catalog(cx, tx).await?,
        })
    }

    /// Returns what a change has changed.
    pub fn items_of(&self, change: Option<ChangeId>) -> &[ItemRow] {
        let items = change.and_then(|id| self.items.get(&id));
        items.map_or(&[], Vec::as_slice)
    }
}

fn by<K: Eq + Hash, T>(rows: Vec<T>, key: impl Fn(&T) -> K) -> HashMap<K, T> {
    rows.into_iter().map(|row| (key(&row), row)).collect()
}

/// Puts together what one did to an issue at one moment.
fn deeds(happenings: Vec<Happening>) -> Vec<Deed> {
    let mut deeds: Vec<Deed> = Vec::new();
    for one in happenings {
        let same = deeds.iter_mut().find(|deed| {
            let first = deed.happenings.first();
            deed.issue == one.issue
                && first.is_some_and(|known| known.actor == one.actor && known.at == one.at)
        });
        match same {
            Some(deed) => deed.happenings.push(one),
            None => deeds.push(Deed {
                issue: one.issue,
                happenings: vec![one],
            }),
        }
    }
    deeds
}
