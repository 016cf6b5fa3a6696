//! A server on a port, for clients that are other people's, or that bring their own HTTP.

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::TestApp;

/// A server that listens on a port of its own, and knows its address. It stops when this is dropped.
pub struct Listening {
    /// The server.
    pub app: TestApp,
    /// Its address, with the context path and without a slash at its end.
    pub url: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl TestApp {
    /// Starts a server with its first administrator that listens on a free port of this machine, under a
    /// context path, which is empty or begins with a slash.
    pub async fn listening(context_path: &str) -> Listening {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let url = format!("http://{address}{context_path}");
        let app = Self::at(&url).await;
        let (stop, stopped) = oneshot::channel();
        let server = Arc::clone(&app.server);
        let serving = tokio::spawn(async move {
            let stop = async move {
                // Dropped is as good as told.
                let _ = stopped.await;
            };
            server::listen::serve(server, listener, stop).await;
        });
        Listening {
            app,
            url,
            stop,
            serving,
        }
    }
}

impl Listening {
    /// Stops, and checks what must be true of the database at any time. Called at the end of each test.
    pub async fn done(self) {
        drop(self.stop);
        self.serving.await.unwrap();
        self.app.done().await;
    }
}
