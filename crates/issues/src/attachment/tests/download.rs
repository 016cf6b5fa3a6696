//! The files on their way out.

use testkit::Client;

use super::{attach, bmp, world};

async fn get(client: &Client, path: &str, headers: &[(&str, &str)]) -> testkit::Reply {
    client.raw("GET", path, headers, Vec::new()).await
}

#[tokio::test]
async fn nothing_runs_in_what_is_shown() {
    let app = world().await;
    let admin = app.admin();
    let script = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (name, kind, shown) in [
        ("a.svg", "image/svg+xml", false),
        ("a.html", "text/html", false),
        ("a.pdf", "application/pdf", false),
        ("a.xml", "text/xml", false),
        ("a.png", "image/png", true),
        ("a.jpg", "IMAGE/JPEG; x=y", true),
        ("a.txt", "text/plain", false),
    ] {
        let made = attach(&admin, name, kind, script).await;
        let path = format!("/secure/attachment/{}/{name}", made["id"].as_str().unwrap());
        let file = admin.get(&path).await;
        assert_eq!(file.status, 200);
        assert_eq!(file.bytes, script);
        let disposition = file.header("content-disposition");
        let expected = if shown { "inline" } else { "attachment" };
        assert_eq!(
            disposition,
            format!("{expected}; filename=\"{name}\"; filename*=UTF-8''{name}")
        );
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(
            file.header("content-security-policy"),
            "sandbox; default-src 'none'"
        );
        assert_eq!(file.header("cache-control"), "private, no-cache");
    }
    app.done().await;
}

#[tokio::test]
async fn a_name_cannot_break_out_of_its_header() {
    let app = world().await;
    let admin = app.admin();
    let made = attach(&admin, "ü%22;x=y.txt", "text/plain", b"x").await;
    let content = made["content"].as_str().unwrap();
    let path = content.strip_prefix("http://jira.test").unwrap();
    let file = admin.get(path).await;
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"__22_x=y.txt\"; filename*=UTF-8''%C3%BC%2522%3Bx%3Dy.txt"
    );
    // Whatever the address says, the file is that of the id.
    let other = admin.get("/secure/attachment/10000/other.html").await;
    assert_eq!(other.header("content-type"), "text/plain");
    app.done().await;
}

#[tokio::test]
async fn a_file_can_be_had_in_parts_and_kept() {
    let app = world().await;
    let admin = app.admin();
    let content: Vec<u8> = (0..=255).cycle().take(600_000).collect();
    attach(&admin, "a.bin", "application/x-a", &content).await;
    let path = "/secure/attachment/10000/a.bin";
    let all = admin.get(path).await;
    assert_eq!(all.header("content-length"), "600000");
    assert_eq!(all.header("accept-ranges"), "bytes");
    assert!(all.bytes == content);
    let part = get(&admin, path, &[("range", "bytes=300000-300009")]).await;
    assert_eq!(part.status, 206);
    assert_eq!(part.bytes, content[300_000..300_010]);
    assert_eq!(part.header("content-range"), "bytes 300000-300009/600000");
    assert_eq!(part.header("content-length"), "10");
    let nothing = get(&admin, path, &[("range", "bytes=600000-")]).await;
    assert_eq!(
        (nothing.status, nothing.header("content-range")),
        (416, "bytes */600000")
    );
    let tag = all.header("etag").to_owned();
    let known = get(&admin, path, &[("if-none-match", &tag)]).await;
    assert_eq!((known.status, known.bytes.len()), (304, 0));
    let stale = [("range", "bytes=0-9"), ("if-range", "\"other\"")];
    assert_eq!(get(&admin, path, &stale).await.status, 200);
    let fresh = [("range", "bytes=0-9"), ("if-range", tag.as_str())];
    assert_eq!(get(&admin, path, &fresh).await.status, 206);
    let head = admin.raw("HEAD", path, &[], Vec::new()).await;
    assert_eq!((head.status, head.bytes.len()), (200, 0));
    attach(&admin, "b.bmp", "image/bmp", &bmp(9, 9)).await;
    let small = admin.get("/secure/thumbnail/10001/x").await;
    let tag = small.header("etag").to_owned();
    let known = get(
        &admin,
        "/secure/thumbnail/10001/x",
        &[("if-none-match", &tag)],
    )
    .await;
    assert_eq!(known.status, 304);
    app.done().await;
}
