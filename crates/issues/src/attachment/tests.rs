mod download;
mod refusals;

use std::path::Path;

use base::Cx;
use base::blob;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::tests::{history, members, task};

const ONE: &str = "/rest/api/2/issue/OPS-1";

async fn world() -> TestApp {
    prepared(TestApp::new().await).await
}

async fn prepared(app: TestApp) -> TestApp {
    app.project("OPS").await;
    app.issue("OPS", "work").await;
    app
}

/// Attaches one file; returns how it is shown.
async fn attach(client: &Client, name: &str, kind: &str, content: &[u8]) -> Value {
    let made = client.attach("OPS-1", &[(name, kind, content)]).await;
    made.expect(200)[0].clone()
}

/// Returns an image of this size: a BMP, whose form is simple enough to be written by hand.
fn bmp(width: u32, height: u32) -> Vec<u8> {
    let row = (width * 3).div_ceil(4) * 4;
    let mut image = b"BM".to_vec();
    image.extend((54 + row * height).to_le_bytes());
    image.extend([0; 4]);
    for number in [
        54,
        40,
        width,
        height,
        1 | 24 << 16,
        0,
        row * height,
        0,
        0,
        0,
        0,
    ] {
        image.extend(number.to_le_bytes());
    }
    image.resize(usize::try_from(54 + row * height).unwrap(), 0x7f);
    image
}

/// Returns an archive of empty files that each claim to be of a size.
fn zip(files: &[(&str, u32)]) -> Vec<u8> {
    let (mut archive, mut list) = (Vec::new(), Vec::new());
    for (name, size) in files {
        let offset = u32::try_from(archive.len()).unwrap();
        let length = u16::try_from(name.len()).unwrap();
        let mut common = Vec::new();
        common.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        common.extend([0; 8]);
        common.extend(size.to_le_bytes());
        common.extend(length.to_le_bytes());
        common.extend([0, 0]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&common);
        archive.extend(name.as_bytes());
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&common);
        list.extend([0; 10]);
        list.extend(offset.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let n_files = u16::try_from(files.len()).unwrap();
    let offset = u32::try_from(archive.len()).unwrap();
    let length = u32::try_from(list.len()).unwrap();
    archive.extend(list);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(n_files.to_le_bytes());
    archive.extend(n_files.to_le_bytes());
    archive.extend(length.to_le_bytes());
    archive.extend(offset.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

async fn n_blobs(app: &TestApp) -> i64 {
    let mut tx = app.app().db.read().await.unwrap();
    tx.one("select count(*) from blob", &[], |row| row.take())
        .await
        .unwrap()
}

fn n_files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let count = |entry: std::fs::DirEntry| match entry.file_type().unwrap().is_dir() {
        true => n_files(&entry.path()),
        false => 1,
    };
    entries.map(count).sum()
}

#[tokio::test]
async fn a_file_is_attached_as_the_reference_shows_it() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.advance(60);
    let made = attach(&fred, "a note.txt", "text/plain", b"hello").await;
    assert_eq!(
        members(&made),
        [
            "self", "id", "filename", "author", "created", "size", "mimeType", "content"
        ]
    );
    assert_eq!(made["self"], "http://jira.test/rest/api/2/attachment/10000");
    assert_eq!(made["id"], "10000");
    assert_eq!(made["filename"], "a note.txt");
    assert_eq!(made["author"]["name"], "fred");
    assert_eq!(made["created"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(made["size"], 5);
    assert_eq!(made["mimeType"], "text/plain");
    assert_eq!(
        made["content"],
        "http://jira.test/secure/attachment/10000/a%20note.txt"
    );
    let alone = fred.get("/rest/api/2/attachment/10000").await.expect(200);
    assert_eq!(
        members(&alone),
        [
            "self", "filename", "author", "created", "size", "mimeType", "content"
        ]
    );
    let issue = fred
        .get(&format!("{ONE}?expand=renderedFields"))
        .await
        .expect(200);
    assert_eq!(issue["fields"]["attachment"], json!([made]));
    assert_eq!(issue["fields"]["updated"], "2024-03-01T12:01:00.000+0000");
    let rendered = &issue["renderedFields"]["attachment"][0];
    assert_eq!(rendered["size"], "0.0 kB");
    assert_eq!(rendered["created"], "01/Mar/24 12:01 PM");
    let found = fred
        .get("/rest/api/2/search?jql=key=OPS-1&fields=attachment")
        .await
        .expect(200);
    assert_eq!(
        found["issues"][0]["fields"],
        json!({ "attachment": [made] })
    );
    let issue = fred
        .get(&format!("{ONE}?expand=changelog"))
        .await
        .expect(200);
    let item = &issue["changelog"]["histories"][0]["items"][0];
    let expected = json!({
        "field": "Attachment", "fieldtype": "jira", "from": null, "fromString": null,
        "to": "10000", "toString": "a note.txt",
    });
    assert_eq!(*item, expected);
    app.done().await;
}

#[tokio::test]
async fn several_files_come_at_once_and_other_parts_are_passed_over() {
    let app = world().await;
    let admin = app.admin();
    let mut body = testkit::form(
        "comment",
        &[("x", "text/plain", b"not a file of the issue")],
    );
    body.truncate(body.len() - "--AaB03x--\r\n".len());
    body.extend(testkit::form(
        "file",
        &[
            ("empty.txt", "text/plain", b""),
            ("data", "application/octet-stream", b"\0\r\n--AaB03\r\n\xff"),
            ("page.html", "application/octet-stream", b"<p>"),
        ],
    ));
    // In pieces of every kind of boundary: the reader must not depend on where they lie.
    let pieces = body.chunks(7).map(<[u8]>::to_vec).collect();
    let headers = [
        ("x-atlassian-token", "nocheck"),
        ("content-type", "multipart/form-data; boundary=\"AaB03x\""),
    ];
    let path = format!("{ONE}/attachments");
    let made = admin.raw_in_pieces("POST", &path, &headers, pieces).await;
    let made = made.expect(200);
    let shown: Vec<(&str, i64, &str)> = made
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            (
                file["filename"].as_str().unwrap(),
                file["size"].as_i64().unwrap(),
                file["mimeType"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("empty.txt", 0, "text/plain"),
            ("data", 13, "application/octet-stream"),
            ("page.html", 3, "text/html"),
        ]
    );
    let data = admin.get("/secure/attachment/10001/data").await;
    assert_eq!(data.bytes, b"\0\r\n--AaB03\r\n\xff");
    let empty = admin.get("/secure/attachment/10000/empty.txt").await;
    assert_eq!((empty.status, empty.bytes.len()), (200, 0));
    assert_eq!(
        history(&app, "OPS-1").await,
        [["Attachment"; 3].map(str::to_owned)]
    );
    // a form without such a part attaches nothing, and says so.
    let none = admin.raw(
        "POST",
        &path,
        &headers,
        testkit::form("files", &[("x", "a/b", b"x")]),
    );
    assert_eq!(none.await.expect(200), json!([]));
    app.done().await;
}

#[tokio::test]
async fn many_attach_at_the_same_time() {
    let app = world().await;
    let uploads: Vec<_> = (0..8_u8)
        .map(|n| {
            let admin = app.admin();
            tokio::spawn(async move {
                let content = vec![n; 50_000];
                let name = format!("{n}.bin");
                attach(&admin, &name, "application/x-test", &content).await
            })
        })
        .collect();
    for (n, upload) in uploads.into_iter().enumerate() {
        let made = upload.await.unwrap();
        let path = format!("/secure/attachment/{}/x", made["id"].as_str().unwrap());
        let content = app.admin().get(&path).await.bytes;
        assert_eq!(content, vec![u8::try_from(n).unwrap(); 50_000]);
    }
    let issue = app.admin().get(ONE).await.expect(200);
    assert_eq!(issue["fields"]["attachment"].as_array().unwrap().len(), 8);
    app.done().await;
}

#[tokio::test]
async fn an_image_gets_a_thumbnail() {
    let app = world().await;
    let made = attach(&app.admin(), "big.bmp", "image/bmp", &bmp(400, 100)).await;
    let thumbnail = "http://jira.test/secure/thumbnail/10000/_thumb_10000.png";
    assert_eq!(made["thumbnail"], thumbnail);
    assert_eq!(members(&made).last(), Some(&"thumbnail"));
    let small = app
        .admin()
        .get("/secure/thumbnail/10000/_thumb_10000.png")
        .await;
    assert_eq!(
        (small.status, small.header("content-type")),
        (200, "image/png")
    );
    // Width and height in the header of the PNG.
    assert_eq!(small.bytes[16..24], [0, 0, 0, 200, 0, 0, 0, 50]);
    // What only says that it is an image has none, and is attached all the same; nor has a bomb.
    for (name, content) in [
        ("fake.png", b"not an image".to_vec()),
        ("bomb.bmp", {
            let mut bomb = bmp(1, 1);
            bomb[18..26].copy_from_slice(&[0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0]);
            bomb
        }),
    ] {
        let made = attach(&app.admin(), name, "image/png", &content).await;
        assert!(made.get("thumbnail").is_none(), "{name}");
        let path = format!("/secure/thumbnail/{}/x.png", made["id"].as_str().unwrap());
        app.admin().get(&path).await.expect(404);
    }
    app.done().await;
}

#[tokio::test]
async fn an_archive_is_listed_and_never_unpacked() {
    let app = world().await;
    let admin = app.admin();
    let content = zip(&[
        ("folder/", 0),
        ("folder/picture.jpg", 121_856),
        ("../../escape.txt", 4_294_967_294),
    ]);
    attach(&admin, "files.zip", "application/zip", &content).await;
    let people = admin.get("/rest/api/2/attachment/10000/expand/human").await;
    let expected = json!({
        "id": 10000, "name": "files.zip",
        "entries": [
            { "path": "folder/picture.jpg", "index": 1, "size": "119 kB", "mediaType": "image/jpeg",
              "label": "folder/picture.jpg" },
            { "path": "../../escape.txt", "index": 2, "size": "4095.99 MB", "mediaType": "text/plain",
              "label": "../../escape.txt" },
        ],
        "totalEntryCount": 2, "mediaType": "application/zip",
    });
    assert_eq!(people.expect(200), expected);
    let programs = admin.get("/rest/api/2/attachment/10000/expand/raw").await;
    let expected = json!({
        "entries": [
            { "entryIndex": 1, "name": "folder/picture.jpg", "size": 121_856, "mediaType": "image/jpeg" },
            { "entryIndex": 2, "name": "../../escape.txt", "size": 4_294_967_294_i64, "mediaType": "text/plain" },
        ],
        "totalEntryCount": 2,
    });
    assert_eq!(programs.expect(200), expected);
    // Many entries are counted, and not all shown.
    let names: Vec<String> = (0..5000).map(|n| format!("{n}")).collect();
    let files: Vec<(&str, u32)> = names.iter().map(|name| (name.as_str(), 1)).collect();
    attach(&admin, "many.zip", "application/zip", &zip(&files)).await;
    let many = admin
        .get("/rest/api/2/attachment/10001/expand/raw")
        .await
        .expect(200);
    assert_eq!(many["totalEntryCount"], 5000);
    assert_eq!(many["entries"].as_array().unwrap().len(), 1000);
    // What is cut off, or no archive, has nothing in it.
    for content in [&zip(&[("a", 1)])[..60], b"plain"] {
        let made = attach(&admin, "no.zip", "application/zip", content).await;
        let id = made["id"].as_str().unwrap();
        let path = format!("/rest/api/2/attachment/{id}/expand/raw");
        let listed = admin.get(&path).await.expect(200);
        assert_eq!(listed, json!({ "entries": [], "totalEntryCount": 0 }));
    }
    app.done().await;
}

#[tokio::test]
async fn an_attachment_goes_with_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let app = prepared(TestApp::with_folder(folder.path()).await).await;
    let admin = app.admin();
    attach(&admin, "big.bmp", "image/bmp", &bmp(300, 300)).await;
    assert_eq!(n_files(folder.path()), 2);
    admin
        .delete("/rest/api/2/attachment/10000")
        .await
        .expect(204);
    assert_eq!((n_files(folder.path()), n_blobs(&app).await), (0, 0));
    admin.get("/rest/api/2/attachment/10000").await.expect(404);
    admin
        .get("/secure/attachment/10000/big.bmp")
        .await
        .expect(404);
    admin
        .delete("/rest/api/2/attachment/10000")
        .await
        .expect(404);
    assert_eq!(
        history(&app, "OPS-1").await,
        [["Attachment"], ["Attachment"]]
    );
    let issue = admin
        .get(&format!("{ONE}?expand=changelog"))
        .await
        .expect(200);
    let item = &issue["changelog"]["histories"][1]["items"][0];
    assert_eq!(
        (&item["fromString"], &item["to"]),
        (&json!("big.bmp"), &Value::Null)
    );
    app.done().await;
}

#[tokio::test]
async fn what_nobody_refers_to_is_swept_away_after_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let app = prepared(TestApp::with_folder(folder.path()).await).await;
    let admin = app.admin();
    let cx = Cx::internal(app.app(), "test");
    attach(&admin, "kept.txt", "text/plain", b"kept").await;
    // As after a kill between the file and the row that refers to it.
    blob::write_whole(&cx, "content", b"orphan".to_vec())
        .await
        .unwrap();
    // As after a kill in the middle of the file: the row is there, the file is not.
    drop(blob::create(&cx, "content").await.unwrap());
    // The same once a part of it was written: nobody is left to tidy up.
    let mut killed = blob::create(&cx, "content").await.unwrap();
    killed.write(vec![0; 600_000].into()).await.unwrap();
    std::mem::forget(killed);
    // Whatever takes issues away takes their attachments along, and knows nothing of files.
    admin
        .post("/rest/api/2/issue", task(json!({})))
        .await
        .expect(201);
    admin
        .attach("OPS-2", &[("gone.txt", "text/plain", b"gone")])
        .await
        .expect(200);
    admin.delete("/rest/api/2/issue/OPS-2").await.expect(204);
    assert_eq!((n_files(folder.path()), n_blobs(&app).await), (4, 5));
    app.advance(23 * 3600);
    assert_eq!(blob::sweep(&cx, cx.now()).await.unwrap(), 0);
    app.advance(2 * 3600);
    assert_eq!(blob::sweep(&cx, cx.now()).await.unwrap(), 4);
    assert_eq!((n_files(folder.path()), n_blobs(&app).await), (1, 1));
    let kept = admin.get("/secure/attachment/10000/kept.txt").await;
    assert_eq!(kept.text, "kept");
    admin.delete("/rest/api/2/project/OPS").await.expect(204);
    app.advance(3600);
    assert_eq!(blob::sweep(&cx, cx.now()).await.unwrap(), 1);
    assert_eq!((n_files(folder.path()), n_blobs(&app).await), (0, 0));
    app.done().await;
}

#[tokio::test]
async fn every_node_has_the_same_files() {
    let app = world().await;
    let other = app.second_node().await;
    attach(&app.admin(), "a.txt", "text/plain", b"shared").await;
    let read = other.admin().get("/secure/attachment/10000/a.txt").await;
    assert_eq!(read.text, "shared");
    app.done().await;
}

#[tokio::test]
async fn an_issue_that_is_sent_back_with_its_attachments_keeps_them() {
    let app = world().await;
    let admin = app.admin();
    let made = attach(&admin, "a.txt", "text/plain", b"a").await;
    let fields = json!({ "fields": { "summary": "new", "attachment": [made] } });
    admin.put(ONE, fields).await.expect(204);
    let update = json!({ "update": { "attachment": [{ "set": [] }] } });
    admin.put(ONE, update).await.expect(204);
    let fields = json!({ "attachment": [made] });
    admin
        .post("/rest/api/2/issue", task(fields))
        .await
        .expect(201);
    for (key, n_files) in [("OPS-1", 1), ("OPS-2", 0)] {
        let issue = admin
            .get(&format!("/rest/api/2/issue/{key}"))
            .await
            .expect(200);
        let files = issue["fields"]["attachment"].as_array().unwrap();
        assert_eq!(files.len(), n_files, "{key}");
    }
    app.done().await;
}
