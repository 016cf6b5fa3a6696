//! The list of routes: what the server answers, and what the tests go through.
//!
//! A route is added to an area's [`Routes`] and nowhere else; the router, the authorization matrix and
//! `compat/endpoints.tsv` all follow from that list.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::MethodRouter;

use crate::contract::{Described, Operation};

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
    /// What it takes and answers. A page has none: its form says it.
    pub contract: Option<Contract>,
    /// Whether the handler takes the body as it comes: see [`crate::upload`].
    pub is_upload: bool,
}

/// What the OpenAPI document is told of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Contract {
    /// The function that answers, with its path in the code.
    pub handler: &'static str,
    /// Says what its types say.
    pub describe: fn(&mut Operation<'_>),
    /// The parameters that it reads from `base::http::QueryPairs`, of which its types say nothing.
    pub texts: &'static [&'static str],
}

impl Route {
    /// Returns whether the route is the one of a path that is asked.
    #[must_use]
    pub fn fits(&self, path: &str) -> bool {
        let mut asked = path.split('/');
        let mut named = self.path.split('/');
        loop {
            match (named.next(), asked.next()) {
                (None, None) => return true,
                (Some(name), Some(part)) if name.starts_with('{') || name == part => {}
                _ => return false,
            }
        }
    }
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
    pub fn get<H: Handler<T, ()> + Described<T>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        self.operation::<H, T>(Method::GET, path, needs, axum::routing::get(handler))
    }

    /// Adds a route that is used with POST.
    #[must_use]
    pub fn post<H: Handler<T, ()> + Described<T>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        self.operation::<H, T>(Method::POST, path, needs, axum::routing::post(handler))
    }

    /// Adds a route that is used with PUT.
    #[must_use]
    pub fn put<H: Handler<T, ()> + Described<T>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        self.operation::<H, T>(Method::PUT, path, needs, axum::routing::put(handler))
    }

    /// Adds a route that is used with DELETE.
    #[must_use]
    pub fn delete<H: Handler<T, ()> + Described<T>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        self.operation::<H, T>(Method::DELETE, path, needs, axum::routing::delete(handler))
    }

    fn operation<H: Described<T>, T>(
        self,
        method: Method,
        path: &'static str,
        needs: Needs,
        handler: MethodRouter,
    ) -> Self {
        let mut routes = self.add(method, path, needs, handler);
        if let Some(route) = routes.list.last_mut() {
            route.contract = Some(Contract {
                handler: std::any::type_name::<H>(),
                describe: H::describe,
                texts: &[],
            });
        }
        routes
    }

    /// Adds a route that files are sent to with POST, whose handler reads them as they come.
    #[must_use]
    pub fn upload<H: Handler<T, ()> + Described<T>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        let mut routes = self.post(path, needs, handler);
        if let Some(route) = routes.list.last_mut() {
            route.is_upload = true;
        }
        routes
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
            contract: None,
            is_upload: false,
        });
        self.router = self.router.route(path, handler);
        self
    }

    /// Adds a page.
    #[must_use]
    pub fn page<H: Handler<T, ()>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        self.add(Method::GET, path, needs, axum::routing::get(handler))
    }

    /// Adds what a page's form is sent to.
    #[must_use]
    pub fn form<H: Handler<T, ()>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        self.add(Method::POST, path, needs, axum::routing::post(handler))
    }

    /// Adds what a page's form with files is sent to, whose handler reads them as they come.
    #[must_use]
    pub fn upload_form<H: Handler<T, ()>, T: 'static>(
        self,
        path: &'static str,
        needs: Needs,
        handler: H,
    ) -> Self {
        let mut routes = self.form(path, needs, handler);
        if let Some(route) = routes.list.last_mut() {
            route.is_upload = true;
        }
        routes
    }

    /// Names the parameters of the route added last that it reads from `base::http::QueryPairs`.
    #[must_use]
    pub fn asked(mut self, texts: &'static [&'static str]) -> Self {
        if let Some(contract) = self.list.last_mut().and_then(|it| it.contract.as_mut()) {
            contract.texts = texts;
        }
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
