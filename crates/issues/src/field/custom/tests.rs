//! Setting, showing and changing values of every type.

use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::tests::{configure, members, task};

const NEW: &str = "/rest/api/2/issue";
const ONE: &str = "/rest/api/2/issue/OPS-1";

/// An instance with the project OPS and one field of each type that administrators can make, in the order
/// of the types, and options for those that choose.
pub(crate) struct World {
    pub app: TestApp,
    ids: Vec<(&'static str, String)>,
}

impl World {
    pub async fn new() -> Self {
        let app = TestApp::new().await;
        app.project("OPS").await;
        let mut ids = Vec::new();
        for kind in super::TYPES.iter().filter(|kind| kind.is_offered) {
            let name = kind.key.rsplit(':').next().unwrap();
            let body = json!({ "name": format!("My {name}"), "type": kind.key });
            let made = app
                .admin()
                .post("/rest/api/2/field", body)
                .await
                .expect(201);
            ids.push((name, made["id"].as_str().unwrap().to_owned()));
        }
        let world = Self { app, ids };
        for (kind, first) in [
            ("select", 10500),
            ("multiselect", 10510),
            ("multicheckboxes", 10520),
            ("radiobuttons", 10530),
            ("cascadingselect", 10540),
        ] {
            let field = world.id(kind).trim_start_matches("customfield_").to_owned();
            let sql: Vec<String> = ["Red", "Green", "Blue"].iter().enumerate().map(|(n, value)| format!(
                "insert into custom_field_option (id, context_id, position, value, is_disabled)
                 select {}, id, {n}, '{value}', {} from custom_field_context where field_id = {field}", first + n, n == 2)).collect();
            configure(
                &world.app,
                &sql.iter().map(String::as_str).collect::<Vec<_>>(),
            )
            .await;
        }
        let field = world
            .id("cascadingselect")
            .trim_start_matches("customfield_")
            .to_owned();
        let sql = format!(
            "insert into custom_field_option (id, context_id, parent_id, position, value, is_disabled)
             select 10545, id, 10540, 0, 'Dark', false from custom_field_context where field_id = {field}");
        configure(&world.app, &[&sql]).await;
        world
    }

    pub fn id(&self, kind: &str) -> &str {
        &self.ids.iter().find(|(name, _)| *name == kind).unwrap().1
    }

    async fn make(&self, fields: Value) -> Value {
        let made = self.app.admin().post(NEW, task(fields)).await.expect(201);
        let path = format!("{NEW}/{}", made["key"].as_str().unwrap());
        self.app.admin().get(&path).await.expect(200)["fields"].clone()
    }
}

async fn edit(client: &Client, body: Value) {
    client.put(ONE, body).await.expect(204);
}

#[tokio::test]
async fn each_type_is_set_and_shown() {
    let world = World::new().await;
    let app = &world.app;
    app.member("fred").await;
    let admin = app.admin();
    let version = admin
        .post(
            "/rest/api/2/version",
            json!({ "name": "1.0", "project": "OPS" }),
        )
        .await
        .expect(201);
    let option = |id: i64, value: &str| {
        json!({ "self": format!("http://jira.test/rest/api/2/customFieldOption/{id}"), "value": value,
                "id": id.to_string(), "disabled": false })
    };
    let mut child = option(10540, "Red");
    child["child"] = option(10545, "Dark");
    let fred = admin_user(app, "fred").await;
    let group = json!({ "name": "jira-administrators", "self": "http://jira.test/rest/api/2/group?groupname=jira-administrators" });
    let mut short = version.clone();
    for member in ["userStartDate", "userReleaseDate", "projectId", "overdue"] {
        short.as_object_mut().unwrap().remove(member);
    }
    for (kind, given, shown) in [
        ("textfield", json!("a <b>"), json!("a <b>")),
        ("textarea", json!("*b*"), json!("*b*")),
        ("readonlyfield", json!("x"), json!("x")),
        ("float", json!(5), json!(5.0)),
        ("datepicker", json!("2026-08-14"), json!("2026-08-14")),
        (
            "datetime",
            json!("2026-08-14T11:32:11.358+0200"),
            json!("2026-08-14T09:32:11.358+0000"),
        ),
        ("select", json!({ "value": "red" }), option(10500, "Red")),
        (
            "multiselect",
            json!([{ "id": "10511" }, { "value": "Red" }, { "id": 10510 }]),
            json!([option(10510, "Red"), option(10511, "Green")]),
        ),
        (
            "multicheckboxes",
            json!([{ "value": "Green" }]),
            json!([option(10521, "Green")]),
        ),
        (
            "radiobuttons",
            json!({ "id": "10530" }),
            option(10530, "Red"),
        ),
        (
            "cascadingselect",
            json!({ "value": "Red", "child": { "value": "Dark" } }),
            child,
        ),
        ("userpicker", json!({ "name": "FRED" }), fred.clone()),
        (
            "multiuserpicker",
            json!([{ "name": "fred" }, { "name": "fred" }]),
            json!([fred]),
        ),
        (
            "grouppicker",
            json!({ "name": "jira-administrators" }),
            group.clone(),
        ),
        (
            "multigrouppicker",
            json!([{ "name": "jira-administrators" }]),
            json!([group]),
        ),
        ("version", json!({ "name": "1.0" }), short.clone()),
        (
            "multiversion",
            json!([{ "id": version["id"] }]),
            json!([short]),
        ),
        ("labels", json!(["b", "a", "b"]), json!(["a", "b"])),
        ("url", json!("https://x.test/"), json!("https://x.test/")),
    ] {
        let id = world.id(kind);
        let fields = world.make(json!({ (id): given })).await;
        assert_eq!(fields[id], shown, "{kind}");
        let none = world.make(json!({ (id): null })).await;
        assert_eq!(none[id], Value::Null, "{kind}");
    }
    let id = world.id("project");
    let fields = world.make(json!({ (id): { "key": "OPS" } })).await;
    assert_eq!(fields[id], fields["project"]);
    app.done().await;
}

async fn admin_user(app: &TestApp, name: &str) -> Value {
    let made = json!({ "reporter": { "name": name } });
    let made = app.admin().post(NEW, task(made)).await.expect(201);
    let path = format!("{NEW}/{}", made["key"].as_str().unwrap());
    app.admin().get(&path).await.expect(200)["fields"]["reporter"].clone()
}

#[tokio::test]
async fn what_cannot_be_set() {
    let world = World::new().await;
    let app = &world.app;
    let admin = app.admin();
    app.issue("OPS", "one").await;
    for (kind, given) in [
        ("textfield", json!(5)),
        ("textfield", json!("é".repeat(256))),
        ("textarea", json!("é".repeat(32_768))),
        ("float", json!("5")),
        ("float", json!(1e300)),
        ("datepicker", json!("2026-02-30")),
        ("datepicker", json!(5)),
        ("datetime", json!("yesterday")),
        ("select", json!({ "value": "Blue" })),
        ("select", json!({ "id": "10510" })),
        ("select", json!({ "value": "" , "id": "x" })),
        ("select", json!({})),
        ("select", json!("Red")),
        ("select", json!([{ "value": "Red" }])),
        ("multiselect", json!({ "value": "Red" })),
        ("multiselect", json!([{ "value": "Nope" }])),
        (
            "cascadingselect",
            json!({ "value": "Green", "child": { "value": "Dark" } }),
        ),
        ("cascadingselect", json!({ "id": "10545" })),
        ("userpicker", json!({ "name": "nobody" })),
        ("userpicker", json!("admin")),
        (
            "multiuserpicker",
            json!([{ "name": "admin" }, { "name": "nobody" }]),
        ),
        ("grouppicker", json!({ "name": "nope" })),
        ("version", json!({ "name": "nope" })),
        ("project", json!({ "key": "NOPE" })),
        ("labels", json!(["a b"])),
        ("labels", json!("a")),
        ("url", json!("javascript:alert(1)")),
    ] {
        let id = world.id(kind);
        let reply = admin.post(NEW, task(json!({ (id): given }))).await;
        assert_eq!(reply.status, 400, "{kind}: {given}");
        assert!(!reply.error(id).is_empty(), "{kind}: {}", reply.text);
        let reply = admin
            .put(ONE, json!({ "fields": { (id): given, "summary": "new" } }))
            .await;
        assert_eq!(reply.status, 400, "{kind}: {given}");
    }
    // Epic Name is for epics; 10999 is nothing.
    for id in ["customfield_10104", "customfield_10999", "customfield_x"] {
        let reply = admin.post(NEW, task(json!({ (id): "x" }))).await;
        assert_eq!(
            reply.error(id),
            format!("Field '{id}' cannot be set. It is not on the appropriate screen, or unknown.")
        );
    }
    let id = world.id("select");
    let reply = admin
        .put(
            ONE,
            json!({ "update": { (id): [{ "add": { "value": "Red" } }] } }),
        )
        .await;
    assert!(
        reply.error(id).contains("does not support"),
        "{}",
        reply.text
    );
    let reply = admin
        .put(ONE, json!({ "update": { (id): [{ "edit": {} }] } }))
        .await;
    assert!(reply.error(id).contains("cannot be set"), "{}", reply.text);
    let step = json!({ "transition": { "id": "31" }, "fields": { (id): { "value": "Red" } } });
    let reply = admin.post(&format!("{ONE}/transitions"), step).await;
    assert!(reply.error(id).contains("cannot be set"), "{}", reply.text);
    let issue = admin.get(ONE).await.expect(200);
    assert_eq!(issue["fields"]["summary"], "one");
    app.done().await;
}

#[tokio::test]
async fn an_edit_and_its_history() {
    let world = World::new().await;
    let app = &world.app;
    let admin = app.admin();
    app.member("fred").await;
    app.issue("OPS", "one").await;
    let id = |kind| world.id(kind).to_owned();
    let (line, number, choice, many, cascade) = (
        id("textfield"),
        id("float"),
        id("select"),
        id("multiselect"),
        id("cascadingselect"),
    );
    let (people, words, day) = (id("multiuserpicker"), id("labels"), id("datepicker"));
    edit(
        &admin,
        json!({ "fields": {
        (&line): "first", (&number): 2.5, (&choice): { "id": "10500" },
        (&cascade): { "id": "10540", "child": { "id": "10545" } }, (&day): "2026-08-14",
    }, "update": {
        (&many): [{ "add": { "value": "Green" } }, { "add": { "value": "Red" } }],
        (&people): [{ "set": [{ "name": "fred" }] }],
        (&words): [{ "add": "b" }, { "add": "a" }, { "remove": "b" }],
    } }),
    )
    .await;
    // Once more the same: no trace.
    edit(
        &admin,
        json!({ "fields": { (&line): "first", (&number): 2.5, (&words): ["a"] } }),
    )
    .await;
    edit(
        &admin,
        json!({ "fields": { (&line): null, (&number): 3 },
                         "update": { (&many): [{ "remove": { "value": "Green" } }] } }),
    )
    .await;
    let path = format!("{ONE}?expand=changelog,names,schema,renderedFields,editmeta");
    let issue = admin.get(&path).await.expect(200);
    let histories = issue["changelog"]["histories"].as_array().unwrap();
    assert_eq!(histories.len(), 2);
    let item = |history: usize, field: &str| {
        let items = histories[history]["items"].as_array().unwrap();
        items
            .iter()
            .find(|item| item["field"] == field)
            .unwrap()
            .clone()
    };
    let told = |field: &str, from: [Option<&str>; 2], to: [Option<&str>; 2]| {
        json!({ "field": field, "fieldtype": "custom", "from": from[0], "fromString": from[1],
                "to": to[0], "toString": to[1] })
    };
    let none = [None, None];
    for (field, to) in [
        ("My textfield", [None, Some("first")]),
        ("My float", [None, Some("2.5")]),
        ("My select", [Some("10500"), Some("Red")]),
        (
            "My multiselect",
            [Some("[10510, 10511]"), Some("Red,Green")],
        ),
        (
            "My cascadingselect",
            [
                None,
                Some("Parent values: Red(10540)Level 1 values: Dark(10545)"),
            ],
        ),
        ("My labels", [None, Some("a")]),
        ("My datepicker", [Some("2026-08-14"), Some("14/Aug/26")]),
    ] {
        assert_eq!(item(0, field), told(field, none, to));
    }
    assert_eq!(
        item(1, "My textfield"),
        told("My textfield", [None, Some("first")], none)
    );
    assert_eq!(
        item(1, "My float"),
        told("My float", [None, Some("2.5")], [None, Some("3")])
    );
    assert_eq!(
        item(1, "My multiselect"),
        told(
            "My multiselect",
            [Some("[10510, 10511]"), Some("Red,Green")],
            [Some("[10510]"), Some("Red")]
        )
    );
    assert_eq!(issue["names"][&line], "My textfield");
    assert_eq!(issue["names"].get("customfield_10104"), None);
    assert_eq!(issue["schema"][&many]["items"], "option");
    assert_eq!(issue["renderedFields"][&day], "14/Aug/26");
    assert_eq!(issue["renderedFields"][&line], "");
    assert_eq!(issue["fields"][&line], Value::Null);
    let meta = &issue["editmeta"]["fields"];
    assert_eq!(
        members(&meta[&choice]),
        [
            "required",
            "schema",
            "name",
            "fieldId",
            "operations",
            "allowedValues"
        ]
    );
    // Blue is chosen no more.
    assert_eq!(meta[&choice]["allowedValues"].as_array().unwrap().len(), 2);
    assert_eq!(
        meta[&cascade]["allowedValues"][0]["children"][0]["value"],
        "Dark"
    );
    assert_eq!(meta[&people]["operations"], json!(["add", "set", "remove"]));
    assert!(meta[&people]["autoCompleteUrl"].is_string());
    // Only what is asked for.
    let few = admin
        .get(&format!("{ONE}?fields=summary,{number}"))
        .await
        .expect(200);
    assert_eq!(members(&few["fields"]).len(), 2);
    assert_eq!(few["fields"][&number], json!(3.0));
    let rest = admin
        .get(&format!("{ONE}?fields=-{number}"))
        .await
        .expect(200);
    assert_eq!(rest["fields"].get(&number), None);
    assert_eq!(rest["fields"][&choice]["value"], "Red");
    app.done().await;
}

#[tokio::test]
async fn contexts_defaults_and_what_goes_with_what() {
    let world = World::new().await;
    let app = &world.app;
    let admin = app.admin();
    // An epic has its status; whoever makes one need not say.
    let body = json!({ "fields": { "project": { "key": "OPS" }, "issuetype": { "name": "Epic" },
                                   "summary": "large", "customfield_10104": "Large" } });
    let epic = admin.post(NEW, body).await.expect(201);
    let fields = admin
        .get(&format!("{NEW}/{}", epic["key"].as_str().unwrap()))
        .await
        .expect(200)["fields"]
        .clone();
    assert_eq!(fields["customfield_10103"]["value"], "To Do");
    assert_eq!(fields["customfield_10104"], "Large");
    assert_eq!(fields["customfield_10107"], Value::Null);
    let plain = world.make(json!({})).await;
    assert_eq!(plain.get("customfield_10103"), None);

    // What a value names goes, and the value with it.
    let (user, group, version, choice) = (
        world.id("userpicker"),
        world.id("grouppicker"),
        world.id("version"),
        world.id("cascadingselect"),
    );
    app.member("fred").await;
    admin
        .post("/rest/api/2/group", json!({ "name": "crew" }))
        .await
        .expect(201);
    let made = admin
        .post(
            "/rest/api/2/version",
            json!({ "name": "1.0", "project": "OPS" }),
        )
        .await
        .expect(201);
    world.make(json!({ (group): { "name": "crew" }, (version): { "id": made["id"] }, (user): { "name": "fred" },
                       (choice): { "id": "10540", "child": { "id": "10545" } } })).await;
    admin
        .delete("/rest/api/2/group?groupname=crew")
        .await
        .expect(200);
    admin
        .delete(&format!(
            "/rest/api/2/version/{}",
            made["id"].as_str().unwrap()
        ))
        .await
        .expect(204);
    configure(app, &["delete from custom_field_option where id = 10545"]).await;
    let fields = admin.get(&format!("{NEW}/OPS-3")).await.expect(200)["fields"].clone();
    assert_eq!(
        (&fields[group], &fields[version]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(fields[user]["name"], "fred");
    assert_eq!(
        (&fields[choice]["value"], fields[choice].get("child")),
        (&json!("Red"), None)
    );
    admin
        .delete(&format!("/rest/api/2/customFields?ids={user}"))
        .await
        .expect(200);
    let fields = admin.get(&format!("{NEW}/OPS-3")).await.expect(200)["fields"].clone();
    assert_eq!(fields.get(user), None);
    admin.delete(&format!("{NEW}/OPS-3")).await.expect(204);
    app.done().await;
}

#[tokio::test]
async fn what_the_metadata_of_new_issues_says() {
    let world = World::new().await;
    let app = &world.app;
    let choice = world.id("select");
    let sql = format!(
        "update custom_field_context set default_value = '{{\"id\":\"10500\"}}' where field_id = {}",
        choice.trim_start_matches("customfield_")
    );
    configure(app, &[&sql]).await;
    let path = "/rest/api/2/issue/createmeta?projectKeys=OPS&issuetypeNames=Task&expand=projects.issuetypes.fields";
    let meta = app.admin().get(path).await.expect(200);
    let fields = &meta["projects"][0]["issuetypes"][0]["fields"];
    assert_eq!(fields.get("customfield_10103"), None);
    let option = |id: i64, value: &str| {
        json!({ "self": format!("http://jira.test/rest/api/2/customFieldOption/{id}"), "value": value,
                "id": id.to_string(), "disabled": false })
    };
    assert_eq!(
        fields[choice],
        json!({ "required": false,
                "schema": { "type": "option", "custom": "com.atlassian.jira.plugin.system.customfieldtypes:select",
                            "customId": choice.trim_start_matches("customfield_").parse::<i64>().unwrap() },
                "name": "My select", "fieldId": choice, "hasDefaultValue": true, "operations": ["set"],
                "allowedValues": [option(10500, "Red"), option(10501, "Green")],
                "defaultValue": option(10500, "Red") })
    );
    assert_eq!(
        fields[world.id("project")]["allowedValues"][0]["key"],
        "OPS"
    );
    let page = app
        .admin()
        .get("/rest/api/2/issue/createmeta/OPS/issuetypes/10002?maxResults=1000")
        .await
        .expect(200);
    let page = page["values"].as_array().unwrap();
    assert!(page.iter().any(|field| field["fieldId"] == *choice));
    let made = world.make(json!({})).await;
    assert_eq!(made[choice]["value"], "Red");
    let made = world.make(json!({ (choice): null })).await;
    assert_eq!(made[choice], Value::Null);
    app.done().await;
}
