//! Nonsense gets a clear refusal in Jira's shape, and nothing is half done.

use serde_json::{Value, json};
use testkit::{Reply, TestApp};

use super::matrix_samples::{SAMPLES, Sample, seed};

/// Returns what is wrong with a refusal, if anything is.
fn fault(reply: &Reply) -> Option<String> {
    if !(400..500).contains(&reply.status) {
        return Some(format!("status {}: {}", reply.status, reply.text));
    }
    // A page says it to people, where a screen reader finds it.
    if reply.header("content-type").starts_with("text/html") {
        let says_it = reply.text.contains("role=\"alert\"");
        return (!says_it).then(|| format!("no alert: {}", reply.text));
    }
    // Making many issues says what is wrong with each of them.
    if reply.body["issues"].is_array() {
        let says_it = reply.body["errors"].as_array().is_some_and(|errors| {
            let is_told = |error: &Value| error["elementErrors"]["errors"].is_object();
            !errors.is_empty() && errors.iter().all(is_told)
        });
        return (!says_it).then(|| format!("shape: {}", reply.text));
    }
    let has_shape = reply.body["errorMessages"].is_array() && reply.body["errors"].is_object();
    let says_something = !reply.messages().is_empty()
        || reply.body["errors"]
            .as_object()
            .is_some_and(|errors| !errors.is_empty());
    (!has_shape || !says_something).then(|| format!("shape: {}", reply.text))
}

/// Returns what a body's members may be replaced with.
fn nonsense() -> Vec<Value> {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    vec![
        json!(null),
        json!(-1),
        json!(1.5),
        json!(true),
        json!([]),
        json!({}),
        json!([[[]]]),
        json!("\u{0}"),
        json!("x".repeat(40_000)),
        json!(9_223_372_036_854_775_807_i64),
        deep,
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_are_no_json_are_refused_by_every_route() {
    let app = seed().await;
    let admin = app.admin();
    let before = app.fingerprint().await;
    let mut faults = Vec::new();
    // These take plain text, too.
    let is_plain = |sample: &&Sample| {
        ["issue/archive", "settings/baseUrl", "licenseValidator"]
            .iter()
            .any(|route| sample.route.ends_with(route))
    };
    for sample in SAMPLES
        .iter()
        .filter(|sample| sample.body.is_some() && sample.is_json && !is_plain(sample))
    {
        let bodies: [&[u8]; 8] = [
            b"{",
            b"[]x",
            b"\"text\"",
            b"\xff\xfe",
            b"{\"name\": \"\\u0000\"}",
            b"{\"name\": \"\x00\"}",
            b"{\"name\": NaN}",
            b"nul",
        ];
        for body in bodies {
            // A text is as good a value of a property as any.
            if body == b"\"text\"" && sample.route.ends_with("/{propertyKey}") {
                continue;
            }
            let headers = [("content-type", "application/json")];
            let reply = admin
                .raw(sample.method, sample.url, &headers, body.to_vec())
                .await;
            if let Some(fault) = fault(&reply) {
                faults.push(format!(
                    "{} {} {:?}: {fault}",
                    sample.method,
                    sample.url,
                    String::from_utf8_lossy(body)
                ));
            }
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let headers = [("content-type", "application/json")];
        let reply = admin
            .raw(sample.method, sample.url, &headers, deep.into_bytes())
            .await;
        faults.extend(
            fault(&reply).map(|fault| format!("{} {} deep: {fault}", sample.method, sample.url)),
        );
        let reply = admin
            .raw(
                sample.method,
                sample.url,
                &[("content-type", "text/html")],
                b"{}".to_vec(),
            )
            .await;
        faults.extend(
            (reply.status != 415)
                .then(|| format!("{} {}: {}", sample.method, sample.url, reply.status)),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_of_ten_megabytes_is_refused_by_every_route() {
    let app = seed().await;
    let admin = app.admin();
    let body = format!("{{\"name\": \"{}\"}}", "x".repeat(10 * 1024 * 1024)).into_bytes();
    for sample in SAMPLES {
        // Files have a limit of their own.
        if sample.body.is_none() || sample.is_multipart() {
            continue;
        }
        let reply = admin
            .raw(
                sample.method,
                sample.url,
                &[("content-type", "application/json")],
                body.clone(),
            )
            .await;
        assert_eq!(reply.status, 413, "{} {}", sample.method, sample.url);
        assert_eq!(fault(&reply), None);
    }
    app.done().await;
}

/// Each member of each body, one after the other, is replaced by what it should not be. Some of it is
/// allowed (a description may be null); nothing may fail with a 5xx.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_of_the_wrong_kind_never_break_anything() {
    let seeded = seed().await;
    let mut faults = Vec::new();
    for sample in SAMPLES.iter().filter(|sample| sample.is_json) {
        let Some(body) = sample
            .body
            .map(|body| serde_json::from_str::<Value>(body).unwrap())
        else {
            continue;
        };
        let app = seeded.fork().await;
        let admin = app.admin();
        for path in member_paths(&body) {
            for wrong in nonsense() {
                let mut changed = body.clone();
                *changed.pointer_mut(&path).unwrap() = wrong.clone();
                let before = app.fingerprint().await;
                let reply = match sample.method {
                    "POST" => admin.post(sample.url, changed).await,
                    _ => admin.put(sample.url, changed).await,
                };
                let what = format!(
                    "{} {} {path} = {:.60}",
                    sample.method,
                    sample.url,
                    wrong.to_string()
                );
                if reply.status >= 500 {
                    faults.push(format!("{what}: {} {}", reply.status, reply.text));
                } else if reply.status >= 400 {
                    faults.extend(fault(&reply).map(|fault| format!("{what}: {fault}")));
                    if app.fingerprint().await != before {
                        faults.push(format!("{what}: refused, and yet something changed"));
                    }
                }
            }
        }
        app.done().await;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns the JSON pointers of all members, nested ones included.
fn member_paths(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), value))
            .collect(),
        Value::Array(entries) => entries
            .iter()
            .enumerate()
            .map(|(n, value)| (n.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    let mut paths = Vec::new();
    for (name, child) in children {
        let path = format!("/{name}");
        paths.extend(
            member_paths(child)
                .into_iter()
                .map(|rest| format!("{path}{rest}")),
        );
        paths.push(path);
    }
    paths
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parameters_that_mean_nothing_are_refused() {
    let app = seed().await;
    let admin = app.admin();
    let mut faults = Vec::new();
    for sample in SAMPLES.iter().filter(|sample| sample.method == "GET") {
        let (path, _) = sample.url.split_once('?').unwrap_or((sample.url, ""));
        for query in [
            "startAt=x&maxResults=x",
            "startAt=-1",
            "maxResults=-1",
            "startAt=99999999999999999999",
            "startAt=9223372036854775807&maxResults=9223372036854775807",
            "expand=%ff%fe,,,*",
            "username=%25&groupname=%27&query=%27%22%3B--&jql=%00",
            "jql=((((((((((",
            "includeInactive=perhaps",
            "fields=*all,-,--,%20",
        ] {
            for query in [
                query.to_owned(),
                format!(
                    "{}&{query}",
                    sample.url.split_once('?').map_or("", |(_, own)| own)
                ),
            ] {
                let reply = admin.get(&format!("{path}?{query}")).await;
                if reply.status >= 500 || (reply.status >= 400 && fault(&reply).is_some()) {
                    faults.push(format!("{path}?{query}: {} {}", reply.status, reply.text));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    app.done().await;
}

/// Ids and keys that lead nowhere, in every place of every path.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_ids_are_not_found() {
    let seeded = seed().await;
    let mut faults = Vec::new();
    for sample in SAMPLES {
        let variable = sample
            .route
            .split('/')
            .zip(sample.url.split('?').next().unwrap_or_default().split('/'));
        for (place, (name, own)) in variable
            .enumerate()
            // Any text is the key of a property or of a link that is made, and a file is had by its id.
            .filter(|(_, (name, _))| {
                name.starts_with('{')
                    && !matches!(*name, "{propertyKey}" | "{filename}")
                    && (sample.method != "POST" || *name != "{globalId}")
                    // What is exported need not be saved: any name of a file will do.
                    && !matches!(*name, "{of}" | "{file}")
            })
        {
            for wrong in [
                "999999999",
                "-1",
                "0x10",
                "NOPE-1",
                "99999999999999999999",
                "%F0%9F%A6%80",
                "%2e%2e",
                "'",
                "%FF",
            ] {
                let url: Vec<&str> = sample
                    .url
                    .split('/')
                    .enumerate()
                    .map(|(n, part)| if n == place { wrong } else { part })
                    .collect();
                let mut url = url.join("/");
                if let (false, Some((_, query))) = (url.contains('?'), sample.url.split_once('?')) {
                    url = format!("{url}?{query}");
                }
                let app = &seeded;
                let body = sample.body.unwrap_or_default().as_bytes().to_vec();
                let content_type = if sample.is_json {
                    "application/json"
                } else {
                    "text/plain"
                };
                let reply = app
                    .admin()
                    .raw(sample.method, &url, &[("content-type", content_type)], body)
                    .await;
                // A page that leads on leaves it to the other one to say so.
                let leads_on = reply.status == 303 && !url.starts_with("/rest/");
                if !(400..500).contains(&reply.status) && !leads_on {
                    faults.push(format!(
                        "{} {url} ({name}, not {own}): {} {}",
                        sample.method, reply.status, reply.text
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    seeded.done().await;
}

#[tokio::test]
async fn an_unknown_address_and_an_unknown_method_are_refused_in_shape() {
    let app = TestApp::new().await;
    for reply in [
        app.admin().get("/rest/api/2/nothing").await,
        app.admin().get("/nothing").await,
        app.admin()
            .raw("PATCH", "/rest/api/2/user", &[], Vec::new())
            .await,
        app.admin()
            .raw("POST", "/rest/api/2/serverInfo", &[], Vec::new())
            .await,
    ] {
        assert_eq!(fault(&reply), None);
        assert!(matches!(reply.status, 404 | 405));
    }
    app.done().await;
}

#[tokio::test]
async fn a_long_address_is_refused_with_what_to_do_instead() {
    let app = TestApp::new().await;
    let jql = vec!["key%3DOPS-1"; 2_000].join("+or+");
    let path = format!("/rest/api/2/search?jql={jql}");
    let refused = app.admin().get(&path).await.expect(414);
    assert_eq!(
        refused["errorMessages"],
        json!([
            "The address is too long. It may have 16384 bytes; send a long query as the body of a POST."
        ])
    );
    app.done().await;
}

#[tokio::test]
async fn a_method_that_is_not_there_is_answered_with_those_that_are() {
    let app = TestApp::new().await;
    let admin = app.admin();
    for method in ["OPTIONS", "PATCH", "TRACE"] {
        let reply = admin
            .raw(method, "/rest/api/latest/group", &[], Vec::new())
            .await;
        assert_eq!(reply.status, 405);
        let mut allowed: Vec<&str> = reply.header("allow").split(',').map(str::trim).collect();
        allowed.sort_unstable();
        assert_eq!(allowed, ["DELETE", "GET", "HEAD", "POST"], "{method}");
    }
    app.done().await;
}

#[tokio::test]
async fn a_body_that_comes_slowly_keeps_no_right_alive() {
    use axum::body::{Body, Bytes};
    use axum::http::Request;

    let app = TestApp::new().await;
    app.jira_admin("boss").await;
    let (sender, receiver) = tokio::sync::oneshot::channel::<Bytes>();
    let (head, told) = tokio::sync::oneshot::channel::<()>();
    let mut head = Some(head);
    let body = futures_util::stream::once(async move {
        let _ = head.take().unwrap().send(());
        receiver.await
    });
    let request = Request::post("/rest/api/2/group")
        .header(
            "authorization",
            "Basic Ym9zczpjb3JyZWN0IGhvcnNlIGJhdHRlcnk=",
        )
        .header("content-type", "application/json")
        .body(Body::from_stream(body))
        .unwrap();
    let server = std::sync::Arc::clone(&app.server);
    let answer = tokio::spawn(async move { server.answer(request, None).await });
    // Asked for the body, so the credential was looked at.
    told.await.unwrap();
    let path = "/rest/api/2/group/user?groupname=test-admins&username=boss";
    app.admin().delete(path).await.expect(200);
    sender
        .send(Bytes::from_static(br#"{"name": "late"}"#))
        .unwrap();
    assert_eq!(answer.await.unwrap().status().as_u16(), 403);
    app.done().await;
}
