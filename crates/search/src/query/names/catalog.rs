//! Kinds of things of which there are few: statuses, priorities and their like.

use base::text::fold;
use projects::StatusCategory;

/// All things of a kind of which there are few.
#[derive(Debug, Default)]
pub struct Catalog(pub Vec<Entry>);

/// One thing of such a kind.
#[derive(Debug)]
pub struct Entry {
    /// Its id.
    pub id: i64,
    /// Its name in lower case.
    pub name: String,
    /// Its place in the order that the administrator chose.
    pub position: usize,
    /// Of a status: its category.
    pub category: Option<StatusCategory>,
    /// Of a type: whether its issues are parts of others.
    pub is_subtask: bool,
}

impl Catalog {
    /// Returns the things of these ids and names, in this order.
    pub fn of<'a>(entries: impl IntoIterator<Item = (i64, &'a str)>) -> Self {
        let entries = entries.into_iter().enumerate();
        Self(
            entries
                .map(|(position, (id, name))| Entry {
                    id,
                    name: fold(name),
                    position,
                    category: None,
                    is_subtask: false,
                })
                .collect(),
        )
    }

    /// Returns the things of this name, or else of this id.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<&Entry> {
        let name = fold(text);
        let named: Vec<&Entry> = self.0.iter().filter(|entry| entry.name == name).collect();
        if !named.is_empty() {
            return named;
        }
        let id: Option<i64> = text.parse().ok();
        self.0.iter().filter(|entry| Some(entry.id) == id).collect()
    }
}
