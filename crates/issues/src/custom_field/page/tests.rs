use serde_json::json;
use testkit::{Browser, TestApp};

/// Sends a form of one of the pages.
async fn send(admin: &Browser, action: &str, fields: &[(&str, &str)], status: u16) {
    let path = format!("/secure/admin/{action}");
    let reply = admin.submit(&path, fields).await;
    assert_eq!(reply.status, status, "{action}: {}", reply.text);
}

#[tokio::test]
async fn a_field_from_its_form_to_an_issue() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let browser = app.admin_browser().await;
    let select = "com.atlassian.jira.plugin.system.customfieldtypes:cascadingselect";
    let fields = [
        ("fieldType", select),
        ("fieldName", "Place"),
        ("projects", "-1"),
    ];
    send(&browser, "CreateCustomField.jspa", &fields, 303).await;
    let list = browser.get("/secure/admin/ViewCustomFields.jspa").await;
    assert!(list.text.contains("Place"), "{}", list.text);
    let path = "/secure/admin/ConfigureCustomField!default.jspa?customFieldId=10200";
    let configure = browser.get(path).await;
    assert!(
        configure.text.contains("All projects"),
        "{}",
        configure.text
    );
    let context = ("fieldConfigId", "10300");
    for (value, parent) in [("Here", ""), ("There", ""), ("Deep", "10100")] {
        let fields = [context, ("value", value), ("parent", parent)];
        send(&browser, "EditCustomFieldOptions!add.jspa", &fields, 303).await;
    }
    for value in ["here", " ", ""] {
        send(
            &browser,
            "EditCustomFieldOptions!add.jspa",
            &[context, ("value", value)],
            400,
        )
        .await;
    }
    send(
        &browser,
        "EditCustomFieldOptions!step.jspa",
        &[context, ("up", "10101")],
        303,
    )
    .await;
    send(
        &browser,
        "EditCustomFieldOptions!edit.jspa",
        &[context, ("option", "10101"), ("value", "Nowhere")],
        303,
    )
    .await;
    send(
        &browser,
        "EditCustomFieldDefaults.jspa",
        &[context, ("default", "10102")],
        303,
    )
    .await;
    let admin = app.admin();
    let options = admin
        .get("/rest/api/2/customFields/10200/options")
        .await
        .expect(200);
    let values: Vec<_> = options["options"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["value"])
        .collect();
    assert_eq!(values, ["Nowhere", "Here", "Deep"]);
    assert_eq!(options["options"][1]["childrenIds"], json!([10102]));
    app.issue("OPS", "one").await;
    let issue = async || {
        admin.get("/rest/api/2/issue/OPS-1").await.expect(200)["fields"]["customfield_10200"]
            .clone()
    };
    assert_eq!(issue().await["child"]["value"], "Deep");
    // What is disabled stays where it is; what is deleted goes, and the default with it.
    send(
        &browser,
        "EditCustomFieldOptions!step.jspa",
        &[context, ("disable", "10100")],
        303,
    )
    .await;
    assert_eq!(issue().await["disabled"], true);
    send(
        &browser,
        "EditCustomFieldOptions!remove.jspa",
        &[context, ("option", "10100")],
        303,
    )
    .await;
    assert_eq!(issue().await, json!(null));
    app.issue("OPS", "two").await;
    let two = admin.get("/rest/api/2/issue/OPS-2").await.expect(200);
    assert_eq!(two["fields"]["customfield_10200"], json!(null));

    // A second context, for one project and type.
    let scheme = [
        ("customFieldId", "10200"),
        ("name", "Ops"),
        ("projects", "10000"),
        ("issuetypes", "10004"),
    ];
    send(&browser, "ManageConfigurationScheme.jspa", &scheme, 303).await;
    send(&browser, "ManageConfigurationScheme.jspa", &scheme, 400).await;
    let fields = admin.get("/rest/api/2/issue/OPS-2").await.expect(200)["fields"].clone();
    assert_eq!(fields.get("customfield_10200"), None);
    let own = [("customFieldId", "10200"), ("fieldConfigSchemeId", "10301")];
    send(&browser, "DeleteConfigurationScheme.jspa", &own, 303).await;
    let fields = admin.get("/rest/api/2/issue/OPS-2").await.expect(200)["fields"].clone();
    assert_eq!(fields.get("customfield_10200"), Some(&json!(null)));

    let edit = [("id", "10200"), ("name", "Spot"), ("searcher", "-1")];
    send(&browser, "EditCustomField.jspa", &edit, 303).await;
    let all = admin.get("/rest/api/2/field").await.expect(200);
    let spot = all
        .as_array()
        .unwrap()
        .iter()
        .find(|field| field["name"] == "Spot")
        .unwrap();
    assert_eq!(spot["searchable"], false);
    send(&browser, "DeleteCustomField.jspa", &[("id", "10200")], 303).await;
    send(&browser, "DeleteCustomField.jspa", &[("id", "10104")], 400).await;
    app.done().await;
}

#[tokio::test]
async fn defaults_of_other_types() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let browser = app.admin_browser().await;
    let admin = app.admin();
    for (number, (kind, good, bad, shown)) in [
        ("float", "2.5", "two", json!(2.5)),
        ("textfield", "abc", "", json!("abc")),
        ("datepicker", "2026-08-14", "soon", json!("2026-08-14")),
        ("labels", "b a", "", json!(["a", "b"])),
    ]
    .into_iter()
    .enumerate()
    {
        let kind = format!("com.atlassian.jira.plugin.system.customfieldtypes:{kind}");
        let body = json!({ "name": kind, "type": kind });
        admin.post("/rest/api/2/field", body).await.expect(201);
        let context = (10_300 + number).to_string();
        let fields = |default| [("fieldConfigId", context.as_str()), ("default", default)];
        if !bad.is_empty() {
            send(&browser, "EditCustomFieldDefaults.jspa", &fields(bad), 400).await;
        }
        send(&browser, "EditCustomFieldDefaults.jspa", &fields(good), 303).await;
        app.issue("OPS", "one").await;
        let key = format!("/rest/api/2/issue/OPS-{}", number + 1);
        let issue = admin.get(&key).await.expect(200);
        assert_eq!(
            issue["fields"][format!("customfield_{}", 10_200 + number)],
            shown,
            "{kind}"
        );
    }
    app.done().await;
}
