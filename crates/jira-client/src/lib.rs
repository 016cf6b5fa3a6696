//! A typed async client of the REST API (version 2) that Jira Server, Jira Data Center and Bailiwick speak:
//! users, groups, permission schemes, projects, roles, issues, personal access tokens.
//!
//! A [`Client`] holds one server and one [`Credential`]. Its calls are methods, sorted into the modules
//! by what they are about; each says which permission it needs. What is not typed goes through
//! [`Client::send`]. Every refusal is an [`Error`] of its own, and [`Error::remedy`] says what to do.
//!
//! ```no_run
//! # async fn example() -> Result<(), jira_client::Error> {
//! use jira_client::{Client, Credential, UserRef};
//!
//! let admin = Client::builder("https://jira.example.com")
//!     .credential(Credential::basic("admin", "secret"))
//!     .build()?;
//! let gitlab = admin.user(UserRef::Name("gitlab")).await?;
//! println!("{} is in {:?}", gitlab.display_name, gitlab.group_names());
//! # Ok(())
//! # }
//! ```
//!
//! # What it promises
//!
//! - A password or token that the server refused is never sent again by the same [`Client`] or a clone of
//!   it: later calls fail at once, with the same error. Until the server has accepted the credential once,
//!   calls wait for one another, so that a wrong one costs one failed login whatever runs in parallel.
//! - What may have been done is not asked for again: see [`Retries`].
//! - No redirect is followed: the credential goes to the host it was meant for, and nowhere else.
//! - An answer is read up to a limit. Unknown members are ignored and missing ones tolerated, so that one
//!   client suits the versions 8 to 10.
//! - No secret appears in an error, a `Debug` text or a log.

mod application_role;
mod base_url;
mod builder;
mod call;
mod comment;
mod diagnose;
mod error;
mod group;
mod id;
mod issue;
mod lookout;
mod no_answer;
mod page;
mod permission;
mod project;
mod remedy;
mod remote_link;
mod retry;
mod role;
mod scheme;
mod search;
mod secret;
mod server;
mod tls;
mod token;
mod transition;
mod transport;
mod user;
mod user_search;

pub use application_role::{ApplicationRole, ApplicationRoleChange};
pub use builder::{Builder, Credential};
pub use comment::{Comment, CommentVisibility, Comments, NewComment};
pub use error::{Error, HtmlKind, Operation, OrAbsent, Result, TlsFault, UnreachableCause};
pub use group::{Group, GroupSuggestion, GroupSuggestions, Members};
pub use id::Id;
pub use issue::{CreatedIssue, Issue, IssueQuery};
pub use page::Page;
pub use permission::{MyPermission, Permission, PermissionScope};
pub use project::{IssueType, Project};
pub use remote_link::{
    CreatedRemoteLink, RemoteLink, RemoteLinkIcon, RemoteLinkObject, RemoteLinkStatus,
};
pub use reqwest::Method;
pub use retry::Retries;
pub use role::{ProjectRole, Role, RoleActor, RoleMember};
pub use scheme::{
    Grant, Holder, NewGrant, NewPermissionScheme, PermissionScheme, PermissionSchemeChange,
};
pub use search::{Found, Search};
pub use secret::Secret;
pub use server::{LoginInfo, ServerInfo, Session};
pub use token::{CreatedToken, NewToken, Token};
pub use transition::{DoTransition, Status, StatusCategory, Transition};
pub use transport::Client;
pub use user::{Named, Names, NewUser, User, UserChange, UserRef};
pub use user_search::{SuggestedUser, UserSearch, UserSuggestions};

#[cfg(test)]
mod tests;
