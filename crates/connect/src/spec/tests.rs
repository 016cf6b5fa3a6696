//! What is read, and what is refused in which words.

use super::known::{TABLES, keys};
use super::*;

const FULL: &str = r##"
version = 1

[jira]
url = "https://jira.example.com/jira"
projects = ["APP", "OPS_2"]
admin = { username = "admin", password = "env:JIRA_PASSWORD" }

[user]
name = "gitlab"
email = "gitlab@example.com"
display-name = "GitLab"

[group]
name = "gitlab-developers"

[permissions]
rights = "documented"
extra = ["CREATE_ISSUES"]
scheme = "copy"
access = "default"

[credential]
kind = "token"
from = "command:pass show jira"
store = "token.txt"
expires-days = 90

[gitlab]
url = "https://gitlab.example.com"
token = "file:/run/secrets/gitlab"
projects = ["acme/app"]
groups = ["acme"]
api-url = "https://jira.internal"
commit-events = true
merge-requests-events = true
comments = false
transition-automatic = false
transitions = [31]
issue-prefix = "#"
issue-regex = "[A-Z]+-\\d+"
issues-enabled = true
"##;

fn check(text: &str, expected: &str) {
    let got = from_toml(text).unwrap_err().to_string();
    assert_eq!(got, expected);
}

fn with(line: &str) -> String {
    format!("version = 1\n[jira]\nurl = \"https://jira.example.com\"\n{line}\n")
}

#[test]
fn every_key_is_read_and_written_again() {
    let spec = from_toml(FULL).unwrap();
    let json = serde_json::to_string(&spec).unwrap();
    assert_eq!(from_json(&json).unwrap(), spec);
    let toml = toml::to_string(&spec).unwrap();
    assert_eq!(from_toml(&toml).unwrap(), spec);
    let wanted = spec.wanted_permissions();
    assert_eq!(wanted.len(), 8);
    assert!(wanted.contains(&"ADMINISTER_PROJECTS".to_owned()));
    assert_eq!(spec.wanted_settings(CredentialKind::Token).username, None);
}

#[test]
fn the_list_of_known_keys_is_what_the_types_have() {
    let spec = from_toml(FULL).unwrap();
    let json = serde_json::to_value(&spec).unwrap();
    for (table, known) in TABLES {
        let value = table
            .split('.')
            .filter(|part| !part.is_empty())
            .fold(&json, |value, part| &value[part]);
        let mut written: Vec<&str> = value
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        // A token stands in place of a password, so a full file has only one of both.
        if table == "jira.admin" {
            written.push("token");
        }
        written.sort_unstable();
        let mut known = known.to_vec();
        known.sort_unstable();
        assert_eq!(written, known, "{table}");
        assert!(!keys(table).is_empty());
    }
}

#[test]
fn little_is_enough() {
    let spec = from_toml(&with("")).unwrap();
    assert_eq!(spec, Spec::new("https://jira.example.com"));
    assert_eq!(spec.wanted_permissions().len(), 6);
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest_known_one() {
    check(
        &with("projcts = [\"APP\"]"),
        "`jira.projcts` is not known here: did you mean `projects`?",
    );
    check(
        &with("[user]\ndisplay_name = \"x\""),
        "`user.display_name` is not known here: did you mean `display-name`?",
    );
    check(
        "version = 1\nqwertyuiop = 2",
        "`qwertyuiop` is not known here",
    );
}

#[test]
fn a_secret_in_the_file_is_refused_and_not_repeated() {
    let text = with("admin = { username = \"admin\", password = \"hunter2\" }");
    let error = from_toml(&text).unwrap_err().to_string();
    assert!(error.contains("never the secret itself"), "{error}");
    assert!(!error.contains("hunter2"), "{error}");
    let text = with("admin = { username = \"admin\", password = hunter2 }");
    let error = from_toml(&text).unwrap_err().to_string();
    assert!(!error.contains("hunter2"), "{error}");
    assert!(error.contains("line 4"), "{error}");
}

#[test]
fn what_makes_no_sense_is_named_by_its_field() {
    check(
        "version = 2\n[jira]\nurl = \"https://jira.example.com\"",
        "version: this program reads version 1, not 2",
    );
    check(
        "version = 1\n[jira]\nurl = \"https://jira.example.com/browse/APP-1\"",
        "jira.url: is the address of a page: write Jira's base URL, without what stands behind the context path",
    );
    check(
        "version = 1\n[jira]\nurl = \"jira.example.com\"",
        "jira.url: is not an address such as https://jira.example.com",
    );
    check(
        &with("projects = [\"app\"]"),
        "jira.projects: `app` is no project key: write it as it stands before the number of an issue",
    );
    check(
        &with("[user]\nname = \"git lab\"\nemail = \"nobody\""),
        "user.name: must not hold any of < > & : or a blank\nuser.email: is not an e-mail address",
    );
    check(
        &with("[credential]\nexpires-days = 30"),
        "credential.expires-days: only a token expires",
    );
    check(
        &with("[gitlab]\nurl = \"https://gitlab.example.com\""),
        "gitlab: names neither `projects` nor `groups`",
    );
    check(
        &with("[gitlab]\nurl = \"https://gitlab.example.com\"\nprojects = [\"a/b\", \"a/b\"]"),
        "gitlab.projects: `a/b` stands there twice",
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_said_to_be_one() {
    let error = from_toml(&with("projects = 3")).unwrap_err().to_string();
    assert!(
        error.contains("projects are \"all\" or a list of keys"),
        "{error}"
    );
    let error = from_toml(&with("[permissions]\nscheme = \"swap\""))
        .unwrap_err()
        .to_string();
    assert!(error.contains("unknown variant `swap`"), "{error}");
    assert!(from_json("[]").is_err());
    assert!(from_json("{").unwrap_err().to_string().contains("not JSON"));
}
