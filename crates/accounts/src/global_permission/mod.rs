//! Which groups hold which global permissions.
//!
//! No routes: the reference has a page for it and no REST resource. Pages, commands and tests call
//! [`list`], [`grant`] and [`revoke`].

mod ops;
mod store;

#[cfg(test)]
mod tests;

pub use ops::{Granted, grant, list, revoke};
