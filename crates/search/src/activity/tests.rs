use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;
use testkit::{Client, Reply, TestApp};

/// Returns the texts of the elements of this name, read by a parser that refuses what is not well-formed.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut texts = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                open.push(String::from_utf8(start.name().as_ref().to_vec()).unwrap());
                text.clear();
            }
            Event::Text(part) => text.push_str(&part.decode().unwrap()),
            Event::GeneralRef(part) => {
                let part = part.decode().unwrap();
                let known = quick_xml::escape::unescape(&format!("&{part};"))
                    .unwrap()
                    .into_owned();
                text.push_str(&known);
            }
            Event::End(_) => {
                let is_it = open.pop().unwrap() == name;
                texts.extend(is_it.then(|| std::mem::take(&mut text)));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    texts
}

async fn feed(client: &Client, query: &str) -> Reply {
    let reply = client
        .get(&format!("/activity?maxResults=50&{query}"))
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply
}

fn titles(reply: &Reply) -> Vec<String> {
    let mut titles = texts(&reply.text, "title");
    assert_eq!(titles.remove(0), "Activity Stream");
    titles
}

#[tokio::test]
async fn what_happens_is_told_to_whom_it_is_shown() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("HID").await;
    let fred = app.member("fred").await;
    let key = app.issue("OPS", "Say <b> & \u{b}]]> \"quotes\"").await;
    let hidden = app.issue("HID", "Secret").await;
    app.advance(60);
    let comment = format!("/rest/api/2/issue/{key}/comment");
    fred.post(&comment, json!({"body": "Look: *bold* <script>"}))
        .await
        .expect(201);
    app.advance(60);
    let secret = json!({"body": "for administrators",
        "visibility": {"type": "group", "value": "jira-administrators"}});
    app.admin().post(&comment, secret).await.expect(201);
    app.advance(60);
    let edit = json!({"fields": {"priority": {"name": "High"}}});
    app.admin()
        .put(&format!("/rest/api/2/issue/{key}"), edit)
        .await
        .expect(204);
    let all = titles(&feed(&app.admin(), "").await);
    assert_eq!(all.len(), 5, "{all:?}");
    assert!(all[0].contains("updated OPS-1"), "{all:?}");
    assert!(all[0].ends_with("- Say <b> & ]]> \"quotes\""), "{all:?}");
    let told = feed(&fred, "").await;
    assert_eq!(titles(&told).len(), 4, "{}", told.text);
    assert!(!told.text.contains("for administrators"));
    let contents = texts(&told.text, "content");
    assert!(
        contents[0].contains("priority") && contents[0].contains("High"),
        "{contents:?}"
    );
    assert!(contents[1].contains("<b>bold</b>"), "{contents:?}");
    assert!(!contents[1].contains("<script"), "{contents:?}");

    let scheme = json!({"name": "None", "permissions": []});
    let scheme = app
        .admin()
        .post("/rest/api/2/permissionscheme", scheme)
        .await;
    let scheme = json!({"id": scheme.expect(201)["id"]});
    app.admin()
        .put("/rest/api/2/project/HID/permissionscheme", scheme)
        .await
        .expect(200);
    let told = feed(&fred, "").await;
    assert_eq!(titles(&told).len(), 3, "{}", told.text);
    assert!(!told.text.contains(&hidden) && !told.text.contains("Secret"));
    for empty in [
        "streams=key+IS+HID",
        "streams=key+IS+NOPE",
        "streams=issue-key+IS+HID-1",
    ] {
        assert_eq!(
            titles(&feed(&fred, empty).await),
            Vec::<String>::new(),
            "{empty}"
        );
    }
    let own = titles(&feed(&fred, "streams=key+IS+OPS&streams=user+IS+fred").await);
    assert_eq!(own.len(), 1, "{own:?}");
    assert!(own[0].contains("commented on"), "{own:?}");
    let others = titles(&feed(&fred, "streams=user+IS_NOT+fred").await);
    assert_eq!(others.len(), 2, "{others:?}");
    let one = fred.get("/activity?maxResults=1").await;
    assert_eq!(titles(&one).len(), 1);
    assert_eq!(
        titles(&feed(&app.anonymous(), "").await),
        Vec::<String>::new()
    );
    app.done().await;
}

#[tokio::test]
async fn a_feed_that_stays_as_it_is_is_not_sent_again() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "one").await;
    let first = feed(&app.admin(), "").await;
    assert_eq!(
        first.header("content-type"),
        "application/atom+xml; charset=utf-8"
    );
    let tag = first.header("etag").to_owned();
    let path = "/activity?maxResults=50&";
    let again = app.admin().with_header("if-none-match", &tag);
    assert_eq!(again.get(path).await.status, 304);
    app.issue("OPS", "two").await;
    assert_eq!(again.get(path).await.status, 200);
    app.done().await;
}
