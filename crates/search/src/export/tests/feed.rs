//! Feeds and pages of what a search finds.

use base::urls::encode;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;
use testkit::TestApp;

const XML: &str = "/sr/jira.issueviews:searchrequest-xml/temp/SearchRequest.xml?jqlQuery=";
const RSS: &str = "/sr/jira.issueviews:searchrequest-rss/temp/SearchRequest.xml?jqlQuery=";

/// An element by the names above it, with its attributes and its text.
type Element = (String, Vec<(String, String)>, String);

/// Reads a document: each element by the names above it, with its attributes, and its text.
fn read(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut above: Vec<String> = Vec::new();
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            event @ (Event::Start(_) | Event::Empty(_)) => {
                let is_empty = matches!(event, Event::Empty(_));
                let (Event::Start(start) | Event::Empty(start)) = event else {
                    unreachable!()
                };
                above.push(String::from_utf8(start.name().as_ref().to_vec()).unwrap());
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let name = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
                    let value = String::from_utf8(attribute.value.to_vec()).unwrap();
                    (
                        name,
                        quick_xml::escape::unescape(&value).unwrap().into_owned(),
                    )
                });
                found.push((above.join("/"), attributes.collect(), String::new()));
                if is_empty {
                    above.pop();
                } else {
                    open.push(found.len() - 1);
                }
            }
            Event::End(_) => {
                above.pop();
                open.pop();
            }
            Event::Text(text) => {
                if let Some(at) = open.last() {
                    found[*at].2.push_str(&text.decode().unwrap());
                }
            }
            Event::GeneralRef(name) => {
                let name = name.decode().unwrap().into_owned();
                let text = match quick_xml::escape::unescape(&format!("&{name};")) {
                    Ok(text) => text.into_owned(),
                    Err(error) => panic!("{name}: {error}"),
                };
                found[*open.last().unwrap()].2.push_str(&text);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(above.is_empty(), "{above:?}");
    found
}

fn texts(xml: &str, path: &str) -> Vec<String> {
    let all = read(xml).into_iter();
    let of = all.filter(|(name, ..)| name == &format!("rss/channel/{path}"));
    of.map(|(_, _, text)| text).collect()
}

fn attribute(xml: &str, path: &str, name: &str) -> String {
    let all = read(xml).into_iter();
    let mut of = all.filter(|(known, ..)| known == &format!("rss/channel/{path}"));
    let (_, attributes, _) = of.next().unwrap();
    let mut attributes = attributes.into_iter();
    attributes.find(|(known, _)| known == name).unwrap().1
}

#[tokio::test]
async fn an_item_tells_all_of_an_issue() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let kind = "com.atlassian.jira.plugin.system.customfieldtypes:float";
    let field = json!({ "name": "Size & weight", "type": kind });
    let field = admin.post("/rest/api/2/field", field).await.expect(201);
    let field = field["id"].as_str().unwrap().to_owned();
    let other = app.issue("OPS", "the other").await;
    let hostile = "]]> </title><script>alert(1)</script> & \u{1}\u{fffe}\"'";
    let body = json!({ "fields": {
        "project": { "key": "OPS" }, "issuetype": { "name": "Task" },
        "summary": hostile, "description": "*bold* <b>", "labels": ["one", "two"],
        "duedate": "2026-08-04", (&*field): 3,
    } });
    let made = admin.post("/rest/api/2/issue", body).await.expect(201);
    let key = made["key"].as_str().unwrap().to_owned();
    let issue = format!("/rest/api/2/issue/{key}");
    let comment = json!({ "body": "for *administrators*",
        "visibility": { "type": "role", "value": "Administrators" } });
    admin
        .post(&format!("{issue}/comment"), comment)
        .await
        .expect(201);
    let link = json!({ "type": { "name": "Blocks" },
        "outwardIssue": { "key": other }, "inwardIssue": { "key": key } });
    admin.post("/rest/api/2/issueLink", link).await.expect(201);

    let reply = admin.get(&format!("{XML}ORDER+BY+key+DESC")).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.header("content-type"), "text/xml; charset=utf-8");
    let xml = &reply.text;
    let is = |path: &str, expected: &[&str]| {
        assert_eq!(texts(xml, path), expected, "{path}: {xml}");
    };
    let seen = "]]> </title><script>alert(1)</script> & \"'";
    is("item/summary", &[seen, "the other"]);
    is(
        "item/title",
        &[&format!("[{key}] {seen}"), &format!("[{other}] the other")],
    );
    is("item/key", &[&key, &other]);
    is("item/labels/label", &["one", "two"]);
    is("item/due", &["Tue, 4 Aug 2026 00:00:00 +0000", ""]);
    is("item/resolution", &["Unresolved", "Unresolved"]);
    is(
        "item/customfields/customfield/customfieldname",
        &["Rank", "Size & weight", "Rank"],
    );
    let values = "item/customfields/customfield/customfieldvalues/customfieldvalue";
    assert_eq!(texts(xml, values)[1], "3.0");
    let ends = "item/issuelinks/issuelinktype/outwardlinks/issuelink/issuekey";
    is(ends, &[&other]);
    is("item/issuelinks/issuelinktype/name", &["Blocks", "Blocks"]);
    assert!(texts(xml, "item/description")[0].contains("<b>bold</b> &lt;b&gt;"));
    assert!(texts(xml, "item/comments/comment")[0].contains("<b>administrators</b>"));
    assert_eq!(
        attribute(xml, "item/comments/comment", "rolelevel"),
        "Administrators"
    );
    assert!(xml.contains(&format!("key=\"{kind}\"")), "{xml}");
    assert_eq!(attribute(xml, "issue", "total"), "2");
    assert!(!xml.contains("<script") && !xml.contains('\u{1}'), "{xml}");

    // Who is not in the role is not told of the comment.
    let fred = app.member("fred").await;
    let seen = fred.get(&format!("{XML}ORDER+BY+key+DESC")).await;
    assert_eq!(texts(&seen.text, "item/key").len(), 2);
    assert!(!seen.text.contains("administrators"), "{}", seen.text);
    // Only what is asked for.
    let path = format!("{XML}ORDER+BY+key&field=summary&field={field}&tempMax=1&pager/start=1");
    let few = admin.get(&path).await;
    assert_eq!(texts(&few.text, "item/summary").len(), 1);
    assert!(texts(&few.text, "item/key").is_empty());
    assert!(texts(&few.text, "item/description").is_empty());
    assert_eq!(attribute(&few.text, "issue", "start"), "1");
    assert!(few.text.contains("Size &amp; weight"), "{}", few.text);

    let feed = admin.get(&format!("{RSS}key={key}")).await;
    assert_eq!(feed.status, 200, "{}", feed.text);
    assert!(texts(&feed.text, "item/guid")[0].ends_with(&format!("/browse/{key}")));
    assert!(texts(&feed.text, "item/description")[0].contains("<b>bold</b>"));
    assert!(texts(&feed.text, "item/pubDate")[0].ends_with(" +0000"));
    app.done().await;
}

#[tokio::test]
async fn one_issue_as_xml_needs_to_be_seen() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("HID").await;
    let seen = app.issue("OPS", "seen").await;
    let hidden = app.issue("HID", "secret").await;
    let scheme = json!({"name": "None", "permissions": []});
    let admin = app.admin();
    let made = admin.post("/rest/api/2/permissionscheme", scheme).await;
    let scheme = json!({ "id": made.expect(201)["id"] });
    app.admin()
        .put("/rest/api/2/project/HID/permissionscheme", scheme)
        .await
        .expect(200);
    let fred = app.member("fred").await;
    for place in ["si", "sr"] {
        let path = |key: &str| format!("/{place}/jira.issueviews:issue-xml/{key}/{key}.xml");
        let reply = fred.get(&path(&seen)).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        assert_eq!(texts(&reply.text, "item/summary"), ["seen"]);
        assert_eq!(fred.get(&path(&hidden)).await.status, 404);
        assert_eq!(fred.get(&path("OPS-999")).await.status, 404);
    }
    for path in [XML, RSS] {
        let all = fred.get(path).await;
        assert!(!all.text.contains("secret"), "{}", all.text);
        assert_eq!(texts(&all.text, "item/title").len(), 1);
        let none = fred.get(&format!("{path}summary+~+nowhere")).await;
        assert!(texts(&none.text, "item/title").is_empty());
        assert_eq!(fred.get(&format!("{path}key+in+()")).await.status, 400);
    }
    app.done().await;
}

#[tokio::test]
async fn a_page_to_be_printed() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let one = app.issue("OPS", "<i>one</i>").await;
    app.issue("OPS", "two").await;
    let browser = app.admin_browser().await;
    let path = "/sr/jira.issueviews:searchrequest-printable/temp/SearchRequest.html?jqlQuery=";
    let jql = encode("project = OPS ORDER BY key");
    let page = browser.get(&format!("{path}{jql}&tempMax=1")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains(&format!("data-row=\"{one}\"")));
    assert!(page.text.contains("&#60;i&#62;one") && !page.text.contains("<i>one"));
    assert!(page.text.contains("1 of 2 issues"), "{}", page.text);
    let all = path.replace("printable", "html-all-fields");
    let all = browser.get(&format!("{all}{jql}")).await;
    assert!(all.text.contains("data-id=\"environment\""), "{}", all.text);
    assert!(!page.text.contains("data-id=\"environment\""));
    app.done().await;
}
