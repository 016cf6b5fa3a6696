//! Texts as HTML, with what they speak of: people, issues, files.

use std::collections::{BTreeMap, HashMap};

use base::guard::has_global;
use base::refs::users_by_names;
use base::urls::encode;
use base::{Cx, Result, Urls, guard};
use markup::{File, Known, Links, References};
use model::{GlobalPermission, IssueId, IssueKey};

use super::{page, store};
use crate::attachment::{self, AttachmentRow};

/// The most issues that are looked up for one answer; further keys stay the text that they are.
const MAX_ISSUES: usize = 200;
/// The most people that are.
const MAX_PEOPLE: usize = 500;

/// What the texts of an answer speak of, as far as its reader may know of it.
#[derive(Clone, Debug)]
pub struct Texts {
    urls: Urls,
    /// Whether the reader may know who there is.
    knows_people: bool,
    known: Known,
    /// Files belong to one issue each, and two issues may have files of one name.
    files: HashMap<IssueId, BTreeMap<String, File>>,
}

impl Texts {
    /// Knows nothing.
    pub fn none(urls: &Urls) -> Self {
        Self {
            urls: urls.clone(),
            knows_people: false,
            known: Known::default(),
            files: HashMap::new(),
        }
    }

    /// Reads what the texts of issues speak of: at most five statements, however many texts there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read<'a>(
        cx: &Cx,
        tx: &mut db::Tx,
        issues: &[IssueId],
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self> {
        let mut references = References::default();
        for text in texts {
            references.add(&markup::parse(text), text);
        }
        let mut read = Self::none(cx.urls());
        // To who may not browse users, a name that there is looks as one that there is not.
        read.knows_people = has_global(cx, GlobalPermission::UserPicker);
        if read.knows_people && !references.people.is_empty() {
            let names: Vec<&str> = references.people.iter().map(String::as_str).collect();
            let names = names.get(..MAX_PEOPLE).unwrap_or(&names);
            let users = users_by_names(tx, names).await?;
            for name in references.people {
                if let Some(user) = users.iter().find(|user| is_called(&user.name, &name)) {
                    let shown = (profile(cx.urls(), &user.name), user.display_name.clone());
                    read.known.people.insert(name, shown);
                }
            }
        }
        let keys = references.issues.iter();
        let keys = keys.filter_map(|key| IssueKey::parse(key)).take(MAX_ISSUES);
        let keys: Vec<IssueKey> = keys.collect();
        if !keys.is_empty() {
            read.read_issues(cx, tx, &keys).await?;
        }
        if !references.files.is_empty() {
            let attachments = attachment::of_issues(tx, issues).await?;
            for (issue, rows) in attachments {
                let files = rows
                    .iter()
                    .map(|row| (row.name.clone(), file(row, cx.urls())));
                read.files.insert(issue, files.collect());
            }
        }
        Ok(read)
    }

    async fn read_issues(&mut self, cx: &Cx, tx: &mut db::Tx, keys: &[IssueKey]) -> Result<()> {
        let rows = store::related_by_keys(tx, keys).await?;
        let ids: Vec<IssueId> = rows.iter().map(|row| row.id).collect();
        let fields = guard::field_facts(cx, tx, &ids).await?;
        for row in rows {
            if page::is_seen(cx, &row, fields.get(&row.id)) {
                let issue = markup::Issue {
                    href: self.urls.page(&format!("/browse/{}", row.key)),
                    summary: row.summary,
                    is_resolved: row.resolution.is_some(),
                };
                self.known.issues.insert(row.key, issue);
            }
        }
        Ok(())
    }

    /// Returns wiki text of an issue as HTML that is safe to put into a page.
    pub fn html(&self, issue: IssueId, text: &str) -> String {
        let files = self.files.get(&issue);
        markup::to_html(text, &Of { texts: self, files })
    }
}

/// Names are told apart without their case.
fn is_called(name: &str, wanted: &str) -> bool {
    base::text::fold(name) == base::text::fold(wanted)
}

fn profile(urls: &Urls, name: &str) -> String {
    urls.page(&format!("/secure/ViewProfile.jspa?name={}", encode(name)))
}

fn file(row: &AttachmentRow, urls: &Urls) -> File {
    let id = row.id;
    let thumbnail = format!("/secure/thumbnail/{id}/_thumb_{id}.png");
    File {
        href: urls.page(&format!("/secure/attachment/{id}/{}", encode(&row.name))),
        thumbnail: row.has_thumbnail.then(|| urls.page(&thumbnail)),
        is_image: attachment::is_shown(&row.mime_type),
    }
}

/// What the texts of one issue speak of.
struct Of<'a> {
    texts: &'a Texts,
    files: Option<&'a BTreeMap<String, File>>,
}

impl Links for Of<'_> {
    fn mention(&self, name: &str) -> Option<(String, String)> {
        match self.texts.known.mention(name) {
            None if !self.texts.knows_people => {
                Some((profile(&self.texts.urls, name), name.to_owned()))
            }
            known => known,
        }
    }

    fn attachment(&self, name: &str) -> Option<File> {
        self.files?.get(name).cloned()
    }

    fn issue(&self, key: &str) -> Option<markup::Issue> {
        self.texts.known.issue(key)
    }
}
