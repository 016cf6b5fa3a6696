mod bulk;
mod create;
mod edit;
mod show;

use testkit::TestApp;

use crate::tests::configure;

/// An instance with the project OPS and the issue OPS-1.
async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    configure(&app, &["update project set assignee_type = 'UNASSIGNED'"]).await;
    app.issue("OPS", "the first").await;
    app
}

const ONE: &str = "/rest/api/2/issue/OPS-1";
const NEW: &str = "/rest/api/2/issue";
