//! What is refused, and that nothing is left of it.

use serde_json::json;
use testkit::{Client, MAX_ATTACHMENT, Reply, TestApp, form};

use super::{ONE, attach, n_blobs, n_files, prepared, world};
use crate::tests::{grant_members, hide, revoke};

const PATH: &str = "/rest/api/2/issue/OPS-1/attachments";
const TOKEN: (&str, &str) = ("x-atlassian-token", "no-check");
const KIND: (&str, &str) = ("content-type", "multipart/form-data; boundary=AaB03x");

async fn send(client: &Client, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    client.raw("POST", PATH, headers, body.to_vec()).await
}

#[tokio::test]
async fn what_is_no_form_with_files_is_refused() {
    let app = world().await;
    let admin = app.admin();
    let fine = form("file", &[("a.txt", "text/plain", b"a")]);
    let before = app.fingerprint().await;
    for token in [
        ("x-other", "1"),
        ("x-atlassian-token", "yes"),
        ("x-atlassian-token", ""),
    ] {
        let refused = send(&admin, &[token, KIND], &fine).await;
        assert_eq!(
            (refused.status, refused.messages().as_str()),
            (403, "XSRF check failed")
        );
    }
    for kind in [
        "application/json",
        "multipart/form-data",
        "text/plain; boundary=AaB03x",
    ] {
        let refused = send(&admin, &[TOKEN, ("content-type", kind)], &fine).await;
        assert_eq!(refused.status, 415, "{kind}: {}", refused.text);
        assert!(!refused.messages().is_empty());
    }
    for broken in [
        &b""[..],
        b"no form",
        b"--AaB03x\r\n",
        b"--AaB03x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhalf a fi",
        &fine[..fine.len() - 6],
    ] {
        let refused = send(&admin, &[TOKEN, KIND], broken).await;
        assert_eq!(refused.status, 400, "{broken:?}: {}", refused.text);
    }
    // A part whose headers do not end is not kept in memory until it does.
    let mut pieces = vec![b"--AaB03x\r\nX-A: ".to_vec()];
    pieces.extend(vec![vec![b'a'; 16 * 1024]; 20]);
    let endless = admin
        .raw_in_pieces("POST", PATH, &[TOKEN, KIND], pieces)
        .await;
    assert_eq!(endless.status, 400, "{}", endless.text);
    // A file that was complete goes with the one after it that was not.
    let mut body = form(
        "file",
        &[("a.txt", "text/plain", b"a"), ("b.txt", "text/plain", b"b")],
    );
    body.truncate(body.len() - 16);
    send(&admin, &[TOKEN, KIND], &body).await.expect(400);
    assert_eq!(app.fingerprint().await, before);
    assert_eq!(n_blobs(&app).await, 0);
    app.done().await;
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let app = prepared(TestApp::with_folder(folder.path()).await).await;
    let admin = app.admin();
    let meta = admin.get("/rest/api/2/attachment/meta").await.expect(200);
    assert_eq!(
        meta,
        json!({ "enabled": true, "uploadLimit": MAX_ATTACHMENT })
    );
    let limit = usize::try_from(MAX_ATTACHMENT).unwrap();
    let largest = vec![b'x'; limit];
    attach(&admin, "largest", "text/plain", &largest).await;
    let text = format!("The field file exceeds its maximum permitted size of {limit} bytes.");
    let body = form("file", &[("more", "text/plain", &vec![b'x'; limit + 1])]);
    let pieces = body.chunks(8 * 1024).map(<[u8]>::to_vec).collect();
    let refused = admin
        .raw_in_pieces("POST", PATH, &[TOKEN, KIND], pieces)
        .await;
    assert_eq!((refused.status, refused.messages()), (413, text.clone()));
    // So large that its length alone says it.
    let length = (limit * 11).to_string();
    let headers = [TOKEN, KIND, ("content-length", length.as_str())];
    let refused = send(&admin, &headers, b"--AaB03x").await;
    assert_eq!((refused.status, refused.messages()), (413, text));
    let files: Vec<(&str, &str, &[u8])> = vec![("a", "text/plain", b"a"); 101];
    let refused = send(&admin, &[TOKEN, KIND], &form("file", &files)).await;
    assert_eq!(refused.status, 400, "{}", refused.text);
    assert_eq!((n_files(folder.path()), n_blobs(&app).await), (1, 1));
    app.done().await;
}

#[tokio::test]
async fn names_lead_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let app = prepared(TestApp::with_folder(&store).await).await;
    let admin = app.admin();
    let long = format!("{}.txt", "n".repeat(400));
    for (given, name) in [
        ("../../../escape.txt", "escape.txt".to_owned()),
        ("..\\..\\escape.txt", "escape.txt".to_owned()),
        ("/etc/passwd", "passwd".to_owned()),
        ("..", "file".to_owned()),
        ("", "file".to_owned()),
        ("日本 ü.txt", "日本 ü.txt".to_owned()),
        ("<script>alert(1)</script>.html", "script>.html".to_owned()),
        (&long, format!("{}.txt", "n".repeat(251))),
    ] {
        let made = attach(&admin, given, "text/plain", b"x").await;
        assert_eq!(made["filename"], name, "{given:?}");
        let content = made["content"].as_str().unwrap();
        let path = content.strip_prefix("http://jira.test").unwrap();
        let file = admin.get(path).await;
        assert_eq!((file.status, file.text.as_str()), (200, "x"), "{path}");
    }
    // A NUL does not get as far as a name.
    let nul = form("file", &[("a\0b.txt", "text/plain", b"x")]);
    let answer = send(&admin, &[TOKEN, KIND], &nul).await;
    assert!(
        answer.status == 400 || answer.status == 200,
        "{}",
        answer.text
    );
    assert!(!answer.text.contains("\\u0000"));
    // All that was written is in the store, under names of ours.
    assert_eq!(n_files(folder.path()), n_files(&store));
    app.done().await;
}

#[tokio::test]
async fn who_may_not_attach_attaches_nothing() {
    let app = world().await;
    let admin = app.admin();
    attach(&admin, "a.txt", "text/plain", b"a").await;
    let fred = app.member("fred").await;
    revoke(&app, "CREATE_ATTACHMENTS").await;
    let files: [(&str, &str, &[u8]); 1] = [("b.txt", "text/plain", b"b")];
    let refused = fred.attach("OPS-1", &files).await;
    assert_eq!(refused.status, 403);
    assert!(
        refused.messages().contains("Create Attachments"),
        "{}",
        refused.text
    );
    app.anonymous().attach("OPS-1", &files).await.expect(401);
    grant_members(&app, "CREATE_ATTACHMENTS").await;
    fred.attach("OPS-9", &files).await.expect(404);
    fred.attach("x", &files).await.expect(404);
    fred.attach("10000", &files).await.expect(200);
    hide(&app).await;
    fred.attach("OPS-1", &files).await.expect(404);
    for path in [
        "/rest/api/2/attachment/10000",
        "/rest/api/2/attachment/10000/expand/human",
        "/rest/api/2/attachment/10000/expand/raw",
        "/secure/attachment/10000/a.txt",
        "/secure/thumbnail/10000/a.png",
    ] {
        let hidden = fred.get(path).await;
        let missing = fred.get(&path.replace("10000", "99999")).await;
        assert_eq!((hidden.status, missing.status), (404, 404), "{path}");
        let alike = hidden.text.replace("10000", "99999");
        assert_eq!(alike, missing.text, "{path}");
        app.anonymous().get(path).await.expect(401);
        fred.get(&path.replace("10000", "x")).await.expect(404);
    }
    fred.delete("/rest/api/2/attachment/10000")
        .await
        .expect(404);
    assert_eq!(n_blobs(&app).await, 2);
    app.done().await;
}

#[tokio::test]
async fn ones_own_and_others_are_two_permissions() {
    let app = world().await;
    let fred = app.member("fred").await;
    attach(&app.admin(), "admins.txt", "text/plain", b"a").await;
    attach(&fred, "freds.txt", "text/plain", b"f").await;
    revoke(&app, "DELETE_OWN_ATTACHMENTS").await;
    revoke(&app, "DELETE_ALL_ATTACHMENTS").await;
    for (id, name) in [(10000, "Delete All"), (10001, "Delete Own")] {
        let refused = fred.delete(&format!("/rest/api/2/attachment/{id}")).await;
        assert_eq!(refused.status, 403);
        assert!(refused.messages().contains(name), "{}", refused.text);
    }
    grant_members(&app, "DELETE_OWN_ATTACHMENTS").await;
    fred.delete("/rest/api/2/attachment/10000")
        .await
        .expect(403);
    fred.delete("/rest/api/2/attachment/10001")
        .await
        .expect(204);
    app.anonymous()
        .delete("/rest/api/2/attachment/10000")
        .await
        .expect(401);
    let issue = fred.get(ONE).await.expect(200);
    assert_eq!(issue["fields"]["attachment"].as_array().unwrap().len(), 1);
    app.done().await;
}

#[tokio::test]
async fn a_store_that_cannot_be_written_leaves_no_attachment() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let app = prepared(TestApp::with_folder(&store).await).await;
    attach(&app.admin(), "a.txt", "text/plain", b"a").await;
    // A file where the folder was: nothing can be written or read there.
    std::fs::remove_dir_all(&store).unwrap();
    std::fs::write(&store, b"in the way").unwrap();
    let before = app.fingerprint().await;
    let files: [(&str, &str, &[u8]); 1] = [("b.txt", "text/plain", b"b")];
    app.admin().attach("OPS-1", &files).await.expect(503);
    assert_eq!(app.fingerprint().await, before);
    let lost = app.admin().get("/secure/attachment/10000/a.txt").await;
    assert!(matches!(lost.status, 404 | 503), "{}", lost.text);
    app.done().await;
}
