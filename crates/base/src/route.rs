//! The list of routes: what the server answers, and what the tests go through.
//!
//! A route is added to an area's [`Routes`] and nowhere else; the router, the authorization matrix and
//! `compat/endpoints.tsv` all follow from that list.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::MethodRouter;

/// What a caller needs, as far as one word can say it. The guard in the handler decides; this is for
/// readers and for `compat/endpoints.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// To be signed in.
    SignIn,
    /// A global permission, by its key.
    Global(&'static str),
    /// A permission in the project concerned, by its key.
    Project(&'static str),
    /// A permission for the issue concerned, by its key.
    Issue(&'static str),
    /// To administer the project, or Jira.
    ProjectAdmin,
}

/// One route.
#[derive(Clone, Debug)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with `{name}` for its variable parts.
    pub path: &'static str,
    /// What a caller needs.
    pub needs: Needs,
    /// The folder that answers: `accounts/user`.
    pub module: &'static str,
}

/// The routes of an area, with their handlers.
#[derive(Default)]
pub struct Routes {
    list: Vec<Route>,
    router: Router,
    module: &'static str,
}

impl Routes {
    /// Returns an empty list for a resource folder.
    #[must_use]
    pub fn of(module: &'static str) -> Self {
        Self {
            module,
            ..Self::default()
        }
    }

    /// Adds a route that is read with GET.
    #[must_use]
    pub fn get<H: Handler<T, ()>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        self.add(Method::GET, path, needs, axum::routing::get(handler))
    }

    /// Adds a route that is used with POST.
    #[must_use]
    pub fn post<H: Handler<T, ()>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        self.add(Method::POST, path, needs, axum::routing::post(handler))
    }

    /// Adds a route that is used with PUT.
    #[must_use]
    pub fn put<H: Handler<T, ()>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        self.add(Method::PUT, path, needs, axum::routing::put(handler))
    }

    /// Adds a route that is used with DELETE.
    #[must_use]
    pub fn delete<H: Handler<T, ()>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        self.add(Method::DELETE, path, needs, axum::routing::delete(handler))
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        needs: Needs,
        handler: MethodRouter,
    ) -> Self {
        self.list.push(Route {
            method,
            path,
            needs,
            module: self.module,
        });
        self.router = self.router.route(path, handler);
        self
    }

    /// Adds all routes of another list.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self.router = self.router.merge(other.router);
        self
    }

    /// Returns the list.
    #[must_use]
    pub fn list(&self) -> &[Route] {
        &self.list
    }

    /// Returns the list and the router that serves it.
    pub fn into_parts(self) -> (Vec<Route>, Router) {
        (self.list, self.router)
    }
}
