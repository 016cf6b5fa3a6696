//! The product: routes put together, requests answered, the command line.
//!
//! Not here: any resource; those are in the areas. A request's way: [`listen`] → [`answer`] (path, credential,
//! limits, a second try) → the area's handler.

pub mod answer;
mod background;
pub mod cli;
mod compress;
pub mod config;
pub mod listen;
pub mod mail;
pub mod openapi;
mod refusal_page;

mod xsrf;

#[cfg(test)]
mod tests;

pub use answer::Server;

use base::route::Routes;

/// Returns every route the server has.
#[must_use]
pub fn routes() -> Routes {
    accounts::routes()
        .and(projects::routes())
        .and(issues::routes())
        .and(search::routes())
        .and(agile::routes())
        .and(system::routes())
        .and(openapi::routes())
}
