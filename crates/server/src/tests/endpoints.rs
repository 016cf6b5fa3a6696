//! `compat/endpoints.tsv` says of each operation of the reference whether it is served; here it is held
//! against the router. `UPDATE_EXPECT=1` rewrites the rows of what is served.

use std::collections::BTreeMap;
use std::path::PathBuf;

use base::route::{Needs, Route};

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../compat/endpoints.tsv")
}

/// Returns the path with all variable parts alike: their names differ.
fn shape(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "{}" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

fn permission(needs: Needs) -> String {
    match needs {
        Needs::Nothing => "none".to_owned(),
        Needs::SignIn => "login".to_owned(),
        Needs::Global(key) | Needs::Project(key) | Needs::Issue(key) => key.to_owned(),
        Needs::ProjectAdmin => "ADMINISTER_PROJECTS or ADMINISTER".to_owned(),
    }
}

#[test]
fn the_table_says_what_the_router_does() {
    let (routes, _) = crate::routes().into_parts();
    let served: BTreeMap<(String, String), &Route> = routes
        .iter()
        .map(|route| ((route.method.to_string(), shape(route.path)), route))
        .collect();
    let text = std::fs::read_to_string(file()).unwrap();
    let mut expected = String::new();
    for line in text.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let row = match columns.as_slice() {
            [method, path, state, ..] if path.starts_with('/') => {
                match (served.get(&((*method).to_owned(), shape(path))), *state) {
                    (Some(route), _) => {
                        let module = route.module.replace('/', "::");
                        format!(
                            "{method}\t{path}\tserved\t{}\t{module}",
                            permission(route.needs)
                        )
                    }
                    // What is no longer served is missing, whatever the row says.
                    (None, "served") => format!("{method}\t{path}\tmissing\t\t"),
                    (None, _) => line.to_owned(),
                }
            }
            _ => line.to_owned(),
        };
        expected.push_str(&row);
        expected.push('\n');
    }
    if std::env::var("UPDATE_EXPECT").is_ok() {
        std::fs::write(file(), &expected).unwrap();
    }
    let text = std::fs::read_to_string(file()).unwrap();
    assert_eq!(
        text, expected,
        "run again with UPDATE_EXPECT=1 and look at the difference"
    );
}
