//! The kinds of links between issues: a name, and the words for either direction.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issueLinkType` | sign-in, or a project open to anyone | in their order: by name until it is changed |
//! | `POST /rest/api/2/issueLinkType` | Jira administrator | 201 |
//! | `GET /rest/api/2/issueLinkType/{issueLinkTypeId}` | sign-in, or a project open to anyone | |
//! | `PUT /rest/api/2/issueLinkType/{issueLinkTypeId}` | Jira administrator | what is not given stays |
//! | `DELETE /rest/api/2/issueLinkType/{issueLinkTypeId}` | Jira administrator | 204; its links go with it |
//! | `PUT /rest/api/2/issueLinkType/order` | Jira administrator | by name; `direction` `ASC` or `DESC` |
//! | `PUT /rest/api/2/issueLinkType/{issueLinkTypeId}/order` | Jira administrator | `newPosition`, from 0 |
//!
//! They are few and asked for with every issue that has links, so they are kept in memory ([`link_types`]).
//! Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use base::route::{Needs, Routes};
use base::{Cx, Result, text};
use db::Tx;
use model::LinkTypeId;

pub use wire::LinkTypeShort;

/// A kind of link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkType {
    /// The type.
    pub id: LinkTypeId,
    /// Its name.
    pub name: String,
    /// What the destination says: `is blocked by`.
    pub inward: String,
    /// What the source says: `blocks`.
    pub outward: String,
}

/// All kinds of links, in their order.
#[derive(Clone, Debug, Default)]
pub struct LinkTypes(pub Vec<LinkType>);

impl LinkTypes {
    /// Returns the type of this id.
    #[must_use]
    pub fn get(&self, id: LinkTypeId) -> Option<&LinkType> {
        self.0.iter().find(|known| known.id == id)
    }

    /// Returns the type of this name, upper and lower case alike.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&LinkType> {
        let name = text::fold(name);
        self.0.iter().find(|known| text::fold(&known.name) == name)
    }
}

/// Returns all kinds of links.
///
/// # Errors
/// When they have to be read and cannot be.
pub async fn link_types(cx: &Cx, tx: &mut Tx) -> Result<Arc<LinkTypes>> {
    cx.app.remembered(tx).await
}

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const LIST: &str = "/rest/api/2/issueLinkType";
    const ONE: &str = "/rest/api/2/issueLinkType/{issueLinkTypeId}";
    let admin = Needs::Global("ADMINISTER");
    Routes::of("issues/link_type")
        .get(LIST, Needs::SignIn, rest::list)
        .post(LIST, admin, rest::create)
        .get(ONE, Needs::SignIn, rest::get)
        .put(ONE, admin, rest::update)
        .delete(ONE, admin, rest::delete)
        .put("/rest/api/2/issueLinkType/order", admin, rest::reset_order)
        .put(
            "/rest/api/2/issueLinkType/{issueLinkTypeId}/order",
            admin,
            rest::move_to,
        )
}
