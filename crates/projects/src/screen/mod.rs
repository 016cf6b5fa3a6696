//! Screens: which fields are asked for when an issue is made, edited or moves on.
//!
//! New issues and edits have the Default Screen; a transition may have one of its own. What the API says of
//! screens is in the area of issues, which knows the fields. They are few and asked for with every issue that is
//! made or changed, so they are kept in memory ([`screens`]): whoever changes one calls `Tx::change_policy` first.

pub mod ops;
mod store;

use std::sync::Arc;

use base::{Cx, Result};
use db::Tx;
use model::{ScreenId, ScreenTabId};

pub use ops::{add_new_field, forget_fields};

/// The screen of new issues and of edits.
pub const DEFAULT: ScreenId = ScreenId(1);

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// The screen.
    pub id: ScreenId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its tabs, in their order; there is always one.
    pub tabs: Vec<Tab>,
}

/// A tab of a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// The tab.
    pub id: ScreenTabId,
    /// Its name.
    pub name: String,
    /// Its fields, in their order.
    pub fields: Vec<Placed>,
}

/// A field on a tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The field, as issues name it: `summary`, `customfield_10000`.
    pub field: String,
    /// Whether it is shown on an issue that has no value for it.
    pub show_when_empty: bool,
}

/// All screens, by name.
#[derive(Clone, Debug, Default)]
pub struct Screens(pub Vec<Screen>);

impl Screens {
    /// Returns the screen of this id.
    #[must_use]
    pub fn get(&self, id: ScreenId) -> Option<&Screen> {
        self.0.iter().find(|known| known.id == id)
    }

    /// Returns how many screens have the field.
    #[must_use]
    pub fn with(&self, field: &str) -> usize {
        self.0.iter().filter(|screen| screen.has(field)).count()
    }
}

impl Screen {
    /// Returns whether the field is on the screen.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.fields().any(|placed| placed.field == field)
    }

    /// Returns the fields of all tabs, in their order.
    pub fn fields(&self) -> impl Iterator<Item = &Placed> {
        self.tabs.iter().flat_map(|tab| &tab.fields)
    }
}

/// Returns all screens.
///
/// # Errors
/// When they have to be read and cannot be.
pub async fn screens(cx: &Cx, tx: &mut Tx) -> Result<Arc<Screens>> {
    cx.app.remembered(tx).await
}
