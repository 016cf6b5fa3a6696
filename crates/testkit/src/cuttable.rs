//! A server on a port that can stop a program at any of its requests, as `kill -9` would: what the program
//! has sent is done or not, and its next step never comes.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Method, Request};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::TestApp;

/// A server on a port of its own; gone when dropped.
pub struct Cuttable {
    url: String,
    gate: Arc<Gate>,
    serving: JoinHandle<()>,
}

/// Where a program is stopped: at its request of this number, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Before the server has seen the request.
    Before(usize),
    /// After the server has done what it says, and before its answer.
    After(usize),
}

#[derive(Default)]
struct Gate {
    cut: Mutex<Option<Cut>>,
    methods: Mutex<Vec<Method>>,
    reached: Notify,
}

impl TestApp {
    /// Starts a server with its first administrator that listens on a free port of this machine, under a
    /// context path, which is empty or begins with a slash; its connections can be cut.
    pub async fn cuttable(context_path: &str) -> (Self, Cuttable) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}{context_path}", listener.local_addr().unwrap());
        let app = Self::at(&url).await;
        let gate = Arc::new(Gate::default());
        let server = Arc::clone(&app.server);
        let entrance = Arc::clone(&gate);
        let serving = tokio::spawn(async move {
            loop {
                let Ok((stream, peer)) = listener.accept().await else {
                    continue;
                };
                let _ = stream.set_nodelay(true);
                let server = Arc::clone(&server);
                let gate = Arc::clone(&entrance);
                let service = service_fn(move |request: Request<Incoming>| {
                    let server = Arc::clone(&server);
                    let gate = Arc::clone(&gate);
                    async move {
                        let number = gate.enter(request.method());
                        gate.stop_at(Cut::Before(number)).await;
                        let request = request.map(Body::new);
                        let answer = server.answer(request, Some(peer.ip())).await;
                        gate.stop_at(Cut::After(number)).await;
                        Ok::<_, Infallible>(answer)
                    }
                });
                tokio::spawn(
                    hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service),
                );
            }
        });
        let cuttable = Cuttable { url, gate, serving };
        (app, cuttable)
    }
}

impl Cuttable {
    /// Returns the server's address, with the context path and without a slash at its end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Says where the program that comes next is stopped, or nowhere; its requests are counted anew.
    pub fn cut(&self, cut: Option<Cut>) {
        *self.gate.cut.lock().unwrap() = cut;
        self.gate.methods.lock().unwrap().clear();
    }

    /// Returns every place at which stopping the program that has just run would make a difference: before each
    /// request, and after each that changes something. Where only questions were asked nothing is lost,
    /// so of those before the first change there is one.
    #[must_use]
    pub fn cuts(&self) -> Vec<Cut> {
        let methods = self.gate.methods.lock().unwrap();
        let first_change = methods.iter().position(|method| method != Method::GET);
        let mut cuts = vec![Cut::Before(0)];
        for (number, method) in methods
            .iter()
            .enumerate()
            .skip(first_change.unwrap_or(usize::MAX))
        {
            cuts.push(Cut::Before(number));
            if method != Method::GET {
                cuts.push(Cut::After(number));
            }
        }
        cuts
    }

    /// Is ready once the program has come to where it is stopped. Its request is never answered: whoever
    /// drops the program then has killed it.
    pub async fn reached(&self) {
        self.gate.reached.notified().await;
    }
}

impl Drop for Cuttable {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Gate {
    fn enter(&self, method: &Method) -> usize {
        let mut methods = self.methods.lock().unwrap();
        methods.push(method.clone());
        methods.len() - 1
    }

    async fn stop_at(&self, here: Cut) {
        let is_here = *self.cut.lock().unwrap() == Some(here);
        if is_here {
            self.reached.notify_one();
            std::future::pending::<()>().await;
        }
    }
}
