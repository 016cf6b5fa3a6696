//! Every form of a page, sent with nonsense: refused beside the field concerned, with all that was typed kept but
//! passwords, and nothing changed. The forms stand in [`super::form_samples`].

use base::urls::encode;
use testkit::{Browser, PASSWORD, Reply, TestApp};

use super::form_samples::{
    ADMIN_FORMS, Bad, FORMS_OF_NOBODY, SET_UP, Sample, WITHOUT_FIELDS, seed,
};
use super::html::{Form, Page};

/// Returns whether this is a form of the areas whose pages are tried here.
fn is_tried(module: &str) -> bool {
    let areas = ["accounts/", "projects/", "system/"];
    areas.iter().any(|area| module.starts_with(area))
}

#[test]
fn every_form_has_a_sample() {
    let (routes, _) = crate::routes().into_parts();
    let known = |path: &str| {
        let mut samples = ADMIN_FORMS.iter().chain(FORMS_OF_NOBODY).chain(SET_UP);
        samples.any(|sample| sample.is_for(path))
            || WITHOUT_FIELDS.iter().any(|(without, _)| *without == path)
    };
    let missing: Vec<&str> = routes
        .iter()
        .filter(|route| route.method == "POST" && !route.path.starts_with("/rest/"))
        .filter(|route| is_tried(route.module) && !known(route.path))
        .map(|route| route.path)
        .collect();
    assert!(
        missing.is_empty(),
        "no sample in form_samples.rs for {missing:#?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_for_administrators_and_users() {
    let app = seed().await;
    let admin = app.admin_browser().await;
    try_all(&app, &admin, ADMIN_FORMS).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_for_nobody() {
    let app = seed().await;
    try_all(&app, &app.browser(), FORMS_OF_NOBODY).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_form_of_the_set_up() {
    let app = TestApp::before_setup("http://jira.test").await;
    try_all(&app, &app.browser(), SET_UP).await;
}

async fn try_all(app: &TestApp, browser: &Browser, samples: &[Sample]) {
    let mut faults = Vec::new();
    for sample in samples {
        let before = app.fingerprint().await;
        let mut told = |what: &str, fault: String| {
            faults.push(format!("{} {what}: {fault}", sample.action));
        };
        let shown = browser.get(sample.page).await;
        assert_eq!(shown.status, 200, "{}: {}", sample.page, shown.text);
        let page = Page::read(&shown.text);
        for fault in faults_of_page(&page) {
            told("as it is first shown", fault);
        }
        let Some(form) = form_of(&page, sample) else {
            told("", format!("there is no such form on {}", sample.page));
            continue;
        };
        let values = page.values(form);
        for (field, bad) in sample.bad {
            let sent = filled(&values, sample, Some((field, bad)));
            let reply = send(browser, form, &sent).await;
            let what = format!("{field} {bad:?}");
            for fault in faults_of_refusal(&reply, sample, field, &sent) {
                told(&what, fault);
            }
            if app.fingerprint().await != before {
                told(&what, "something was changed".to_owned());
                break;
            }
        }
        let mut fields: Vec<&str> = sample.bad.iter().map(|(field, _)| *field).collect();
        fields.dedup();
        for field in fields {
            let sent = filled(&values, sample, Some((field, &Bad::Text("a\u{0}b"))));
            let reply = send(browser, form, &sent).await;
            if reply.status != 400 || !reply.text.contains("role=\"alert\"") {
                told(field, format!("NUL: {}", reply.status));
            }
        }
        if app.fingerprint().await != before {
            told("", "something was changed".to_owned());
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    app.done().await;
}

/// Each form does what it is for when it is filled in well: so what is refused above is refused for that
/// one field.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn filled_in_well_forms_are_accepted() {
    let seeded = seed().await;
    for (samples, is_signed_in) in [(ADMIN_FORMS, true), (FORMS_OF_NOBODY, false)] {
        for sample in samples {
            let app = seeded.fork().await;
            let browser = if is_signed_in {
                app.admin_browser().await
            } else {
                app.browser()
            };
            let page = Page::read(&browser.get(sample.page).await.text);
            let form = form_of(&page, sample).unwrap_or_else(|| panic!("{}", sample.page));
            let sent = filled(&page.values(form), sample, None);
            let reply = send(&browser, form, &sent).await;
            assert!(
                reply.status < 400,
                "{}: {} {}",
                sample.action,
                reply.status,
                reply.text
            );
            app.done().await;
        }
    }
}

/// Returns the form of a sample: the one with all the fields that are tried.
fn form_of<'a>(page: &'a Page, sample: &Sample) -> Option<&'a Form> {
    page.forms.iter().find(|form| {
        let mut tried = sample.bad.iter();
        form.action == sample.action
            && tried.all(|(field, _)| page.fields(form, field).next().is_some())
    })
}

/// Returns what is sent: what the form stood with, what the sample fills in, and one bad value.
fn filled(
    shown: &[(String, String)],
    sample: &Sample,
    bad: Option<(&str, &Bad)>,
) -> Vec<(String, String)> {
    let is_filled = |name: &str| {
        sample.good.iter().any(|(filled, _)| *filled == name)
            || bad.is_some_and(|(field, _)| field == name)
    };
    let kept = shown.iter().filter(|(name, _)| !is_filled(name)).cloned();
    let good = sample
        .good
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let good = good.filter(|(name, _)| bad.is_none_or(|(field, _)| field != name));
    let mut sent: Vec<(String, String)> = kept.chain(good).collect();
    if let Some((field, bad)) = bad
        && let Some(value) = bad.value()
    {
        sent.push((field.to_owned(), value));
    }
    sent.retain(|(name, _)| name != "atl_token");
    sent
}

async fn send(browser: &Browser, form: &Form, sent: &[(String, String)]) -> Reply {
    if form.method == "get" {
        let pairs = sent
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let query = pairs.collect::<Vec<_>>().join("&");
        return browser.get(&format!("{}?{query}", form.action)).await;
    }
    let sent: Vec<(&str, &str)> = sent
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    browser.submit(&form.action, &sent).await
}

/// Returns what is wrong with a refusal that should be about one field.
fn faults_of_refusal(
    reply: &Reply,
    sample: &Sample,
    field: &str,
    sent: &[(String, String)],
) -> Vec<String> {
    if reply.status != 400 {
        return vec![format!("status {}", reply.status)];
    }
    let page = Page::read(&reply.text);
    let Some(form) = form_of(&page, sample) else {
        return vec![format!("the form is not shown again: {}", reply.text)];
    };
    let mut faults = faults_of_page(&page);
    if !reply.text.contains("role=\"alert\"") {
        faults.push("no summary".to_owned());
    }
    let is_said = page.fields(form, field).any(|one| {
        let described = one.get("aria-describedby").unwrap_or_default();
        let mut texts = described.split(' ').filter(|id| id.ends_with("-error"));
        let is_said = texts.any(|id| page.by_id(id).is_some_and(|text| !text.text.is_empty()));
        let id = one.get("id").unwrap_or_default();
        is_said && page.inner_links().any(|to| to == id)
    });
    if !is_said {
        let main = reply.text.split("<main").nth(1).unwrap_or_default();
        faults.push(format!(
            "not said beside the field, or no link to it: {main}"
        ));
    }
    let kept = page.values(form);
    for (name, value) in sent {
        let Some(one) = page.fields(form, name).find(|one| one.tag != "fieldset") else {
            continue;
        };
        // What is not among the choices cannot be chosen, and which button it was is over.
        let is_box = matches!(one.get("type"), Some("checkbox" | "radio"));
        let is_typed = !is_box && !matches!(one.tag.as_str(), "button" | "select");
        let is_choice = is_box
            && page
                .fields(form, name)
                .any(|one| one.get("value") == Some(value));
        if one.get("type") == Some("password") {
            if one.get("value").is_some() {
                faults.push(format!("{name}: a password is shown"));
            }
        } else if (is_typed || is_choice)
            && !kept
                .iter()
                .any(|(known, stands)| known == name && is_same(stands, value))
        {
            faults.push(format!("{name}: {value:?} is not kept"));
        }
    }
    let secrets = sent.iter().filter(|(name, value)| {
        let mut fields = page.fields(form, name);
        !value.is_empty() && fields.any(|one| one.get("type") == Some("password"))
    });
    for (name, secret) in secrets {
        if secret.len() > 8 && reply.text.contains(secret.as_str()) {
            faults.push(format!("{name}: its value is in the page"));
        }
    }
    faults
}

/// Returns whether a field stands as it was typed: blanks around and the case of a key may have been set right.
fn is_same(stands: &str, typed: &str) -> bool {
    stands.trim().eq_ignore_ascii_case(typed.trim())
}

/// Returns what must not be on any page: links within it that lead nowhere, ids used twice.
pub fn faults_of_page(page: &Page) -> Vec<String> {
    let links = page.inner_links().filter(|to| page.by_id(to).is_none());
    let links = links.map(|to| format!("a link to #{to}, which is nowhere"));
    let ids = page.ids_used_twice().into_iter();
    let ids = ids.map(|id| format!("the id {id} is there twice"));
    links.chain(ids).collect()
}

#[test]
fn passwords_of_the_samples_can_be_told_from_other_text() {
    let samples = || ADMIN_FORMS.iter().chain(FORMS_OF_NOBODY).chain(SET_UP);
    for sample in samples() {
        for (name, value) in sample.good {
            let is_password = name.contains("assword") || matches!(*name, "current" | "confirm");
            assert!(!is_password || value.len() > 8, "{} {name}", sample.action);
        }
    }
    assert!(PASSWORD.len() > 8);
}
