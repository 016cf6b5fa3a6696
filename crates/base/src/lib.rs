//! What every area needs: who asks ([`Cx`]), what they may ([`guard`]), how a change is made ([`Tx`]), how
//! an answer or a refusal looks ([`error`], [`http`]), and the short forms of users and projects ([`refs`]).
//!
//! Not here: any resource of its own. An area's handler reads: extract ([`http`]) → [`guard`] → its own
//! `ops` in one [`Tx`] → its own `wire`.

pub mod app;
pub mod attempts;
pub mod audit;
pub mod blob;
pub mod contract;
pub mod credentials;
pub mod csv;
pub mod cx;
pub mod error;
pub mod expand;
pub mod guard;
pub mod http;
pub mod icon;
pub mod mail;
pub mod page;
pub mod paging;
pub mod password;
pub mod picture;
pub mod property;
pub mod refs;
pub mod remembered;
pub mod route;
pub mod schema;
pub mod secret;
pub mod text;
pub mod tx;
pub mod upload;
pub mod urls;

pub use app::{App, Settings};
pub use cx::{Actor, Cx, SignedIn};
pub use error::{Error, Result, messages};
pub use remembered::Remembered;
pub use tx::Tx;
pub use urls::Urls;
