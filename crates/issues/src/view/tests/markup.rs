//! Texts of the page: what others write is shown as they mean it, and never runs.

use serde_json::json;

use super::{id_of, say, world};

const PAGE: &str = "/browse/OPS-1";

/// What GitLab writes when a commit, a merge request or a note mentions an issue, and how it is to be read:
/// titles are not escaped, so some are read as notation, and all of them stay what they are about.
#[tokio::test]
async fn gitlabs_comments_are_shown_as_it_means_them() {
    let app = world().await;
    let admin = app.admin();
    let mention = |title: &str| {
        format!(
            "[Jo Doe|https://gl.test/jo] mentioned this issue in [a commit|https://gl.test/g/p/-/commit/9f1c] of \
             [G / P|https://gl.test/g/p] on branch [main|https://gl.test/g/p/-/tree/main]:{{quote}}{title}{{quote}}"
        )
    };
    let shown = |title: &str| {
        let link = |to: &str, text: &str| {
            format!(
                "<a href=\"https://gl.test/{to}\" class=\"external-link\" target=\"_blank\" rel=\"nofollow noopener\">{text}</a>"
            )
        };
        format!(
            "<div class=\"markup\"><p>{} mentioned this issue in {} of {} on branch {}:</p>\n\n<blockquote><p>{title}</p></blockquote></div>",
            link("jo", "Jo Doe"),
            link("g/p/-/commit/9f1c", "a commit"),
            link("g/p", "G / P"),
            link("g/p/-/tree/main", "main"),
        )
    };
    let own = "<a href=\"http://jira.test/browse/OPS-1\" title=\"Renew the certificate\" class=\"issue-link\" data-issue-key=\"OPS-1\">OPS-1</a>";
    for (title, html) in [
        ("OPS-1 fix", format!("{own} fix")),
        (
            "OPS-1 [x] {y} a * b_c !d | e",
            format!("{own} [x] {{y}} a * b_c !d | e"),
        ),
        ("OPS-1 *unbalanced", format!("{own} *unbalanced")),
        (
            "OPS-1 use arr[0] and {a, b}",
            format!("{own} use arr[0] and {{a, b}}"),
        ),
        ("OPS-1 wow! | really!", format!("{own} wow! | really!")),
        (
            "OPS-1 <script>alert(1)</script>",
            format!("{own} &lt;script&gt;alert(1)&lt;/script&gt;"),
        ),
    ] {
        let id = say(&admin, "OPS-1", &mention(title)).await;
        let page = app.browser_of("fred").await.get(PAGE).await;
        let at = page.text.find(&format!("id=\"comment-{id}\"")).unwrap();
        let rest = &page.text[at..];
        let comment = &rest[..rest.find("</article>").unwrap()];
        assert!(comment.contains(&shown(&html)), "{title}\n{comment}");
    }
    say(
        &admin,
        "OPS-1",
        "Issue solved with [9f1c|https://gl.test/g/p/-/commit/9f1c].",
    )
    .await;
    let page = app.browser_of("fred").await.get(PAGE).await;
    let solved = "<p>Issue solved with <a href=\"https://gl.test/g/p/-/commit/9f1c\" class=\"external-link\" target=\"_blank\" rel=\"nofollow noopener\">9f1c</a>.</p>";
    assert!(page.text.contains(solved), "{}", page.text);
    app.done().await;
}

#[tokio::test]
async fn the_api_renders_as_the_page_does() {
    let app = world().await;
    let admin = app.admin();
    let name = [("a.png", "image/png", &include_bytes!("dot.png")[..])];
    let file = admin.attach("OPS-1", &name).await.expect(200);
    let file = file[0]["id"].as_str().unwrap();
    let text = "See OPS-1, [~fred], [~nobody], [^a.png] and !a.png|thumbnail!";
    let body = json!({ "fields": { "description": text } });
    admin.put("/rest/api/2/issue/OPS-1", body).await.expect(204);
    say(&admin, "OPS-1", text).await;
    let path = "/rest/api/2/issue/OPS-1?expand=renderedFields";
    let issue = admin.get(path).await.expect(200);
    let html = issue["renderedFields"]["description"].as_str().unwrap();
    for part in [
        "href=\"http://jira.test/browse/OPS-1\"",
        "href=\"http://jira.test/secure/ViewProfile.jspa?name=fred\"",
        ">Fred Test</a>",
        "[~nobody]",
        &format!("http://jira.test/secure/attachment/{file}/a.png"),
        &format!("http://jira.test/secure/thumbnail/{file}/_thumb_{file}.png"),
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    let comments = &issue["renderedFields"]["comment"]["comments"];
    assert_eq!(comments[0]["body"], html);
    let path = "/rest/api/2/issue/OPS-1/comment/10000?expand=renderedBody";
    let comment = admin.get(path).await.expect(200);
    assert_eq!(comment["renderedBody"], html);
    let page = app.admin_browser().await.get(PAGE).await;
    assert_eq!(page.text.matches(html).count(), 2, "{}", page.text);
    app.done().await;
}

#[tokio::test]
async fn nothing_that_is_written_runs() {
    let app = world().await;
    let admin = app.admin();
    let payloads = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'-alert(1)-'",
        "</title></textarea></style><svg onload=alert(1)>",
        "[x|javascript:alert(1)]",
        "!javascript:alert(1)!",
        "{{constructor.constructor('alert(1)')()}}",
    ];
    for (n, payload) in payloads.iter().enumerate() {
        let project = json!({ "key": format!("X{n}"), "name": format!("{n}{payload}"),
                              "projectTypeKey": "software", "lead": "admin" });
        admin.post("/rest/api/2/project", project).await.expect(201);
        let key = app.issue(&format!("X{n}"), payload).await;
        for what in ["component", "version"] {
            let body = json!({ "name": payload, "project": format!("X{n}") });
            admin
                .post(&format!("/rest/api/2/{what}"), body)
                .await
                .expect(201);
        }
        let label = payload.replace(' ', "_");
        let fields = json!({ "fields": {
            "description": payload, "environment": payload, "labels": [label],
            "components": [{ "name": payload }], "fixVersions": [{ "name": payload }],
        } });
        admin
            .put(&format!("/rest/api/2/issue/{key}"), fields)
            .await
            .expect(204);
        say(&admin, &key, payload).await;
        let work = json!({ "timeSpent": "1h", "comment": payload });
        let path = format!("/rest/api/2/issue/{key}/worklog");
        admin.post(&path, work).await.expect(201);
        let remote = json!({ "relationship": payload, "application": { "name": payload },
            "object": { "url": format!("https://gl.test/{payload}"), "title": payload, "summary": payload } });
        let path = format!("/rest/api/2/issue/{key}/remotelink");
        admin.post(&path, remote).await.expect(201);
        admin
            .attach(&key, &[(payload, "text/plain", b"x")])
            .await
            .expect(200);
        let id = id_of(&app, &key).await;
        let browser = app.admin_browser().await;
        let tab = "com.atlassian.jira.plugin.system.issuetabpanels:all-tabpanel";
        for path in [
            format!("/browse/{key}?page={tab}"),
            format!("/browse/{key}?page={payload}&start={payload}&focusedCommentId={payload}")
                .replace(' ', "%20"),
            format!(
                "/secure/EditComment!default.jspa?id={id}&commentId={}",
                10_000 + n
            ),
            format!(
                "/secure/DeleteComment!default.jspa?id={id}&commentId={}",
                10_000 + n
            ),
            format!(
                "/secure/AddComment!default.jspa?id={id}&comment={}",
                base::urls::encode(payload)
            ),
        ] {
            let page = browser.get(&path.replace(['<', '>', '"'], "")).await;
            assert_eq!(page.status, 200, "{path}: {}", page.text);
            for bad in [
                "<script>alert",
                "<img src=x",
                "<svg onload",
                "href=\"javascript:",
                "src=\"javascript:",
                " onerror=alert(1)>",
            ] {
                assert!(!page.text.contains(bad), "{payload} on {path}: {bad}");
            }
        }
    }
    app.done().await;
}
