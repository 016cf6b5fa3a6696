use serde_json::{Value, json};
use testkit::{Client, Reply, TestApp, form};

const TOKEN: (&str, &str) = ("x-atlassian-token", "no-check");
const KIND: (&str, &str) = ("content-type", "image/bmp");
const FORM: (&str, &str) = ("content-type", "multipart/form-data; boundary=AaB03x");

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

async fn upload(client: &Client, path: &str, image: &[u8]) -> Reply {
    let path = format!("/rest/api/2/{path}");
    client
        .raw("POST", &path, &[TOKEN, KIND], image.to_vec())
        .await
}

/// Uploads an image and makes its middle an avatar; returns it.
async fn made(client: &Client, temporary: &str, avatar: &str) -> Value {
    let cropping = upload(client, temporary, &bmp(100, 60)).await.expect(201);
    let path = format!("/rest/api/2/{avatar}");
    client.post(&path, cropping).await.expect(201)
}

/// Returns the side of a PNG.
fn side(reply: &Reply) -> u32 {
    assert_eq!(reply.header("content-type"), "image/png");
    let numbers = reply.bytes[16..24].as_chunks::<4>().0;
    assert_eq!(numbers[0], numbers[1]);
    u32::from_be_bytes(numbers[0])
}

fn names(value: &Value) -> Vec<&str> {
    let members = value.as_object().unwrap();
    members.keys().map(String::as_str).collect()
}

fn selected(avatars: &Value) -> Vec<&str> {
    let all = ["system", "custom"]
        .into_iter()
        .flat_map(|list| avatars[list].as_array().unwrap());
    let chosen = all.filter(|avatar| avatar["isSelected"] == true);
    chosen
        .map(|avatar| avatar["id"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_picture_of_oneself_from_the_upload_to_the_end() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let temporary = format!(
        "user/avatar/temporary?username=fred&filename=me.bmp&size={}",
        bmp(100, 60).len()
    );
    let cropping = upload(&fred, &temporary, &bmp(100, 60)).await.expect(201);
    assert_eq!(
        cropping,
        json!({
            "cropperWidth": 60, "cropperOffsetX": 20, "cropperOffsetY": 0,
            "url": "http://jira.test/secure/temporaryavatar?cropped=true&avatarType=user",
            "needsCropping": true,
        })
    );
    let draft = fred
        .get("/secure/temporaryavatar?cropped=true&avatarType=user")
        .await;
    assert_eq!(draft.bytes[16..24], [0, 0, 0, 100, 0, 0, 0, 60]);
    let mut given = cropping.clone();
    given["needsCropping"] = json!(false);
    let avatar = fred
        .post("/rest/api/2/user/avatar?username=fred", given)
        .await
        .expect(201);
    let link = |size: &str| {
        format!("http://jira.test/secure/useravatar?{size}avatarId=10500&ownerId=JIRAUSER10001")
    };
    assert_eq!(
        avatar,
        json!({
            "id": "10500", "owner": "fred", "isSystemAvatar": false, "isSelected": false,
            "isDeletable": true,
            "urls": {
                "16x16": link("size=xsmall&"), "24x24": link("size=small&"),
                "32x32": link("size=medium&"), "48x48": link(""),
            },
            "selected": false,
        })
    );
    assert_eq!(
        names(&avatar),
        [
            "id",
            "owner",
            "isSystemAvatar",
            "isSelected",
            "isDeletable",
            "urls",
            "selected"
        ]
    );
    // The draft is used up.
    fred.get("/secure/temporaryavatar?avatarType=user")
        .await
        .expect(404);
    fred.post("/rest/api/2/user/avatar", json!({}))
        .await
        .expect(400);
    let id = json!({ "id": "10500" });
    fred.put("/rest/api/2/user/avatar?username=fred", id)
        .await
        .expect(204);
    let me = fred.get("/rest/api/2/myself").await.expect(200);
    for (size, pixels) in [("48x48", 48), ("32x32", 32), ("24x24", 24), ("16x16", 16)] {
        let url = me["avatarUrls"][size].as_str().unwrap();
        assert!(
            url.ends_with("ownerId=JIRAUSER10001&avatarId=10500"),
            "{url}"
        );
        let picture = app
            .anonymous()
            .get(url.strip_prefix("http://jira.test").unwrap())
            .await;
        assert_eq!(side(&picture), pixels);
    }
    let avatars = fred
        .get("/rest/api/2/user/avatars?username=fred")
        .await
        .expect(200);
    assert!(avatars["system"].as_array().unwrap().len() >= 20);
    assert_eq!(selected(&avatars), ["10500"]);
    // Everywhere they are shown, without another query.
    let found = app
        .admin()
        .get("/rest/api/2/user/search?username=fred")
        .await
        .expect(200);
    assert_eq!(found[0]["avatarUrls"], me["avatarUrls"]);
    fred.delete("/rest/api/2/user/avatar/10500?username=fred")
        .await
        .expect(204);
    let me = fred.get("/rest/api/2/myself").await.expect(200);
    let url = me["avatarUrls"]["48x48"].as_str().unwrap();
    assert!(!url.contains("avatarId"), "{url}");
    fred.delete("/rest/api/2/user/avatar/10500?username=fred")
        .await
        .expect(404);
    // What is gone is drawn like none.
    let gone = app
        .anonymous()
        .get("/secure/useravatar?ownerId=JIRAUSER10001&avatarId=10500")
        .await;
    assert_eq!(gone.header("content-type"), "image/svg+xml");
    app.done().await;
}

#[tokio::test]
async fn avatars_that_everybody_can_choose() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    for (kind, page) in [
        ("user", "useravatar"),
        ("project", "projectavatar"),
        ("issuetype", "viewavatar"),
    ] {
        let path = format!("/rest/api/2/avatar/{kind}/system");
        app.anonymous().get(&path).await.expect(401);
        let list = fred.get(&path).await.expect(200);
        assert_eq!(names(&list), ["system"]);
        for avatar in list["system"].as_array().unwrap() {
            assert_eq!(avatar["isSystemAvatar"], true);
            assert_eq!(avatar["isDeletable"], false);
            let url = avatar["urls"]["48x48"].as_str().unwrap();
            assert!(
                url.starts_with(&format!("http://jira.test/secure/{page}?avatarId=")),
                "{url}"
            );
            let picture = app
                .anonymous()
                .get(url.strip_prefix("http://jira.test").unwrap())
                .await;
            assert_eq!(
                (picture.status, picture.header("content-type")),
                (200, "image/svg+xml")
            );
            assert!(
                picture.text.contains("<g fill=\"#fff\"><"),
                "{url} {}",
                picture.text
            );
        }
    }
    fred.get("/rest/api/2/avatar/nothing/system")
        .await
        .expect(404);
    let choose = |id: Value| {
        let fred = fred.clone();
        async move {
            fred.put("/rest/api/2/user/avatar?username=fred", json!({ "id": id }))
                .await
        }
    };
    // as a text or as a number.
    choose(json!("10100")).await.expect(204);
    let path = "/rest/api/2/user/avatars?username=fred";
    assert_eq!(selected(&fred.get(path).await.expect(200)), ["10100"]);
    choose(json!(10101)).await.expect(204);
    assert_eq!(selected(&fred.get(path).await.expect(200)), ["10101"]);
    for wrong in [
        json!("10200"),
        json!("99999"),
        json!("x"),
        json!(-1),
        json!(null),
        json!(""),
    ] {
        let refused = choose(wrong.clone()).await;
        assert_eq!(refused.status, 400, "{wrong}: {}", refused.text);
    }
    let refused = fred.delete("/rest/api/2/user/avatar/10101").await;
    assert_eq!(refused.status, 403);
    assert_eq!(selected(&fred.get(path).await.expect(200)), ["10101"]);
    app.done().await;
}

#[tokio::test]
async fn who_may_change_whose_picture() {
    let app = TestApp::new().await;
    let (fred, jo) = (app.member("fred").await, app.member("jo").await);
    let boss = app.jira_admin("boss").await;
    app.project("OPS").await;
    made(&fred, "user/avatar/temporary", "user/avatar").await;
    // Others, whatever they try.
    for path in ["user/avatar?username=fred", "user/avatar?username=admin"] {
        let path = format!("/rest/api/2/{path}");
        jo.put(&path, json!({ "id": "10100" })).await.expect(403);
        jo.post(&path, json!({})).await.expect(403);
    }
    upload(&jo, "user/avatar/temporary?username=fred", &bmp(9, 9))
        .await
        .expect(403);
    jo.delete("/rest/api/2/user/avatar/10500?username=fred")
        .await
        .expect(403);
    // Not even by choosing it for oneself.
    jo.put("/rest/api/2/user/avatar", json!({ "id": "10500" }))
        .await
        .expect(400);
    jo.delete("/rest/api/2/user/avatar/10500").await.expect(404);
    // An administrator may, but not with a system administrator's.
    let path = "/rest/api/2/user/avatar?username=";
    boss.put(&format!("{path}fred"), json!({ "id": "10500" }))
        .await
        .expect(204);
    boss.put(&format!("{path}admin"), json!({ "id": "10100" }))
        .await
        .expect(403);
    boss.put(&format!("{path}nobody"), json!({ "id": "10100" }))
        .await
        .expect(404);
    // Projects and issue types.
    for path in ["project/OPS/avatar", "issuetype/10002/avatar"] {
        upload(&jo, &format!("{path}/temporary"), &bmp(9, 9))
            .await
            .expect(403);
        jo.post(&format!("/rest/api/2/{path}"), json!({}))
            .await
            .expect(403);
        upload(&app.anonymous(), &format!("{path}/temporary"), &bmp(9, 9))
            .await
            .expect(401);
    }
    jo.put("/rest/api/2/project/OPS/avatar", json!({ "id": "10200" }))
        .await
        .expect(403);
    for path in [
        "user/avatar",
        "avatar/user",
        "project/NIX/avatar",
        "issuetype/1/avatar",
    ] {
        let reply = upload(&app.anonymous(), &format!("{path}/temporary"), &bmp(9, 9)).await;
        assert_eq!(reply.status, 401, "{path}: {}", reply.text);
    }
    for path in [
        "project/NIX/avatar",
        "issuetype/1/avatar",
        "issuetype/x/avatar",
        "avatar/cat",
    ] {
        let reply = upload(&app.admin(), &format!("{path}/temporary"), &bmp(9, 9)).await;
        assert_eq!(reply.status, 404, "{path}: {}", reply.text);
    }
    app.done().await;
}

#[tokio::test]
async fn a_picture_of_a_project_is_for_who_knows_of_it() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.project("OPS").await;
    let avatar = made(&admin, "project/OPS/avatar/temporary", "project/OPS/avatar").await;
    assert_eq!(avatar["owner"], "OPS");
    admin
        .put("/rest/api/2/project/OPS/avatar", avatar.clone())
        .await
        .expect(204);
    let project = admin.get("/rest/api/2/project/OPS").await.expect(200);
    let url = project["avatarUrls"]["48x48"].as_str().unwrap();
    assert_eq!(
        url,
        "http://jira.test/secure/projectavatar?pid=10000&avatarId=10500"
    );
    let path = url.strip_prefix("http://jira.test").unwrap();
    assert_eq!(side(&admin.get(path).await), 48);
    // Whoever does not know of the project is shown what they are shown for a project there is not.
    let hidden = app.anonymous().get(path).await;
    let nothing = app
        .anonymous()
        .get("/secure/projectavatar?pid=10000&avatarId=99999")
        .await;
    assert_eq!((hidden.status, &hidden.text), (200, &nothing.text));
    let avatars = admin
        .get("/rest/api/2/project/OPS/avatars")
        .await
        .expect(200);
    assert_eq!(selected(&avatars), ["10500"]);
    assert_eq!(names(&avatars), ["system", "custom"]);
    let key = app.issue("OPS", "work").await;
    let issue = admin
        .get(&format!("/rest/api/2/issue/{key}"))
        .await
        .expect(200);
    assert_eq!(
        issue["fields"]["project"]["avatarUrls"],
        project["avatarUrls"]
    );
    let any = "/rest/api/2/universal_avatar/type/project/owner";
    assert_eq!(
        admin.get(&format!("{any}/10000")).await.expect(200),
        avatars
    );
    admin
        .delete("/rest/api/2/project/OPS/avatar/10500")
        .await
        .expect(204);
    let project = admin.get("/rest/api/2/project/OPS").await.expect(200);
    assert_eq!(
        project["avatarUrls"]["48x48"],
        "http://jira.test/secure/projectavatar?pid=10000"
    );
    made(
        &admin,
        &any.replace("/rest/api/2/", "")
            .replace("owner", "owner/OPS/temp"),
        "universal_avatar/type/project/owner/OPS/avatar",
    )
    .await;
    admin
        .delete(&format!("{any}/OPS/avatar/10501"))
        .await
        .expect(204);
    admin.delete("/rest/api/2/project/OPS").await.expect(204);
    app.done().await;
}

#[tokio::test]
async fn a_picture_of_an_issue_type() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let avatar = made(
        &admin,
        "issuetype/10002/avatar/temporary",
        "issuetype/10002/avatar",
    )
    .await;
    let url = avatar["urls"]["16x16"].as_str().unwrap();
    assert_eq!(
        url,
        "http://jira.test/secure/viewavatar?size=xsmall&avatarId=10500&avatarType=issuetype"
    );
    let picture = app
        .anonymous()
        .get(url.strip_prefix("http://jira.test").unwrap())
        .await;
    assert_eq!(side(&picture), 16);
    app.anonymous()
        .get("/secure/viewavatar?avatarId=10500&avatarType=user")
        .await
        .expect(404);
    app.anonymous()
        .get("/secure/viewavatar?avatarId=10500")
        .await
        .expect(404);
    app.anonymous()
        .get("/secure/viewavatar?avatarType=cat")
        .await
        .expect(404);
    let path = "/rest/api/2/universal_avatar/type/issuetype/owner/10002";
    let list = admin.get(path).await.expect(200);
    assert_eq!(list["custom"][0]["id"], "10500");
    admin
        .delete(&format!("{path}/avatar/10500"))
        .await
        .expect(204);
    app.done().await;
}

#[tokio::test]
async fn images_that_cannot_be_used_are_refused() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let before = app.fingerprint().await;
    let temporary = "user/avatar/temporary?username=admin";
    let path = format!("/rest/api/2/{temporary}");
    let without = admin.raw("POST", &path, &[KIND], bmp(9, 9)).await;
    assert_eq!(
        (without.status, without.messages().as_str()),
        (403, "XSRF check failed")
    );
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let mut bomb = bmp(1, 1);
    bomb[18..26].copy_from_slice(&[0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0]);
    for wrong in [&b""[..], b"no image", svg, &bomb, &bmp(40, 40)[..60]] {
        let refused = upload(&admin, temporary, wrong).await;
        assert_eq!(refused.status, 400, "{}", refused.text);
    }
    let refused = upload(&admin, &format!("{temporary}&size=5"), &bmp(9, 9)).await;
    assert_eq!(refused.status, 400, "{}", refused.text);
    let none = form("file", &[("a.bmp", "image/bmp", &bmp(9, 9))]);
    admin
        .raw("POST", &path, &[TOKEN, FORM], none)
        .await
        .expect(400);
    let huge = vec![b'x'; 3 * 1024 * 1024];
    assert_eq!(upload(&admin, temporary, &huge).await.status, 413);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn a_part_is_within_its_image() {
    let app = TestApp::new().await;
    let admin = app.admin();
    upload(&admin, "user/avatar/temporary", &bmp(100, 60))
        .await
        .expect(201);
    let path = "/rest/api/2/user/avatar";
    for (x, y, side) in [
        (-1, 0, 10),
        (0, 0, 0),
        (0, 0, -5),
        (0, 0, 61),
        (91, 0, 10),
        (0, 51, 10),
        (i64::MAX, 0, i64::MAX),
    ] {
        let given = json!({ "cropperOffsetX": x, "cropperOffsetY": y, "cropperWidth": side });
        let refused = admin.post(path, given).await;
        assert_eq!(refused.status, 400, "{x} {y} {side}: {}", refused.text);
    }
    // The part may be said in a step of its own, and holds for the next one.
    let given = json!({ "cropperOffsetX": 90, "cropperOffsetY": 50, "cropperWidth": 10 });
    let noted = admin
        .post("/rest/api/2/avatar/user/temporaryCrop", given)
        .await
        .expect(201);
    assert_eq!(
        (&noted["cropperOffsetX"], &noted["needsCropping"]),
        (&json!(90), &json!(false))
    );
    let refused = admin.post(
        "/rest/api/2/avatar/user/temporaryCrop",
        json!({ "cropperWidth": 99 }),
    );
    refused.await.expect(400);
    admin.post(path, json!({})).await.expect(201);
    admin
        .post("/rest/api/2/avatar/user/temporaryCrop", json!({}))
        .await
        .expect(400);
    // An image for one thing is not made the avatar of another.
    app.project("OPS").await;
    app.project("OTHER").await;
    upload(&admin, "project/OPS/avatar/temporary", &bmp(9, 9))
        .await
        .expect(201);
    admin
        .post("/rest/api/2/project/OTHER/avatar", json!({}))
        .await
        .expect(400);
    admin
        .post("/rest/api/2/project/OPS/avatar", json!({}))
        .await
        .expect(201);
    // One without a thing of its own may be.
    upload(&admin, "avatar/project/temporary", &bmp(48, 48))
        .await
        .expect(201);
    admin
        .post("/rest/api/2/project/OTHER/avatar", json!({}))
        .await
        .expect(201);
    app.done().await;
}

#[tokio::test]
async fn a_form_is_answered_with_a_page() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let body = form("avatar", &[("a.bmp", "image/bmp", &bmp(9, 9))]);
    let path = "/rest/api/2/user/avatar/temporary?username=admin";
    let page = admin.raw("POST", path, &[TOKEN, FORM], body).await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (201, "text/html;charset=UTF-8")
    );
    assert!(
        page.text
            .starts_with("<html><body><textarea>{&quot;cropperWidth&quot;:9,"),
        "{}",
        page.text
    );
    // A second image takes the place of the first.
    upload(&admin, "user/avatar/temporary", &bmp(20, 20))
        .await
        .expect(201);
    let draft = admin.get("/secure/temporaryavatar").await;
    assert_eq!(draft.bytes[16..24], [0, 0, 0, 20, 0, 0, 0, 20]);
    // Nobody else has it.
    let fred = app.member("fred").await;
    fred.get("/secure/temporaryavatar").await.expect(404);
    // Nobody crops it for long.
    app.advance(25 * 3600);
    crate::housekeeping::sweep(app.app()).await.unwrap();
    admin.get("/secure/temporaryavatar").await.expect(404);
    admin
        .post("/rest/api/2/user/avatar", json!({}))
        .await
        .expect(400);
    app.done().await;
}

#[tokio::test]
async fn there_is_an_end_to_avatars() {
    let app = TestApp::new().await;
    let admin = app.admin();
    for _ in 0..100 {
        upload(&admin, "user/avatar/temporary", &bmp(2, 2))
            .await
            .expect(201);
        admin
            .post("/rest/api/2/user/avatar", json!({}))
            .await
            .expect(201);
    }
    upload(&admin, "user/avatar/temporary", &bmp(2, 2))
        .await
        .expect(201);
    admin
        .post("/rest/api/2/user/avatar", json!({}))
        .await
        .expect(400);
    app.done().await;
}
