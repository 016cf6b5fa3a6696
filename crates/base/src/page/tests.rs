use askama::Template;

use super::field::{self, Choice};
use super::{FieldErrors, Pager};
use crate::error::Problems;

struct Sent {
    name: String,
    tick: bool,
    kind: String,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{{ errors.summary() }}
{{ field::text("name", "Name").value(form.name).hint("Short <is> best.").required().errors(errors) }}
{{ field::password("password", "Password").value(form.name) }}
{{ field::checkbox("tick", "Tick").checked(form.tick) }}
{{ field::select("kind", "Kind", choices).value(form.kind) }}
{{ field::radios("sort", "Sort", choices).value(form.kind) }}
{{ field::textarea("text", "Text").value(form.name) }}
{{ pager }}"#
)]
struct Example<'a> {
    form: &'a Sent,
    errors: &'a FieldErrors,
    choices: &'a [Choice],
    pager: Pager,
}

fn example(problems: Problems) -> String {
    let form = Sent {
        name: "<b>\"x\"".to_owned(),
        tick: true,
        kind: "b".to_owned(),
    };
    let example = Example {
        form: &form,
        errors: &problems.into(),
        choices: &[Choice::new("a", "A & B"), Choice::new("b", "B")],
        pager: Pager::new("/list", &[("q", "a&b")], 20, 20, 50),
    };
    example.render().unwrap()
}

#[test]
fn fields_are_tied_to_their_labels_hints_and_errors() {
    let mut problems = Problems::default();
    problems.field("name", "It is <taken>.");
    let html = example(problems);
    for part in [
        r##"<li><a href="#name">It is &#60;taken&#62;.</a></li>"##,
        r#"<label for="name" class="required">Name</label>"#,
        r#"<input type="text" value="&#60;b&#62;&#34;x&#34;" maxlength="255" id="name" name="name" aria-required="true" aria-describedby="name-error name-hint" aria-invalid="true">"#,
        r#"<p class="error" id="name-error">It is &#60;taken&#62;.</p>"#,
        r#"<p class="hint" id="name-hint">Short &#60;is&#62; best.</p>"#,
        r#"<input type="password" maxlength="128" id="password" name="password">"#,
        r#"<input type="checkbox" value="true" checked id="tick" name="tick">"#,
        r#"<option value="a">A &#38; B</option>"#,
        r#"<option value="b" selected>B</option>"#,
        r#"<input type="radio" id="sort_b" name="sort" value="b" checked>"#,
        "&#60;b&#62;&#34;x&#34;</textarea>",
        r#"<a rel="prev" href="/list?q=a%26b&#38;start=0">"#,
        r#"<a rel="next" href="/list?q=a%26b&#38;start=40">"#,
        "21–40 of 50",
    ] {
        assert!(html.contains(part), "{part}\nis not in\n{html}");
    }
}

#[test]
fn without_errors_there_is_no_summary() {
    let html = example(Problems::default());
    assert!(
        !html.contains("role=\"alert\"") && !html.contains("aria-invalid"),
        "{html}"
    );
}

#[test]
fn the_summary_leads_to_the_fields_whatever_their_ids_are() {
    let mut problems = Problems::default();
    problems.field("users", "Unknown.");
    problems.message("It is taken.");
    let errors = FieldErrors::from(problems).with_id("users", "users_7");
    let errors = errors.beside("name");
    let html = errors.summary().render().unwrap();
    assert!(
        html.contains(r##"<a href="#users_7">Unknown.</a>"##),
        "{html}"
    );
    assert!(
        html.contains(r##"<a href="#name">It is taken.</a>"##),
        "{html}"
    );
    assert_eq!(errors.of("users"), Some("Unknown."));
    assert_eq!(errors.of("name"), Some("It is taken."));
}
