//! What a record survives.

use super::*;
use crate::error::Error;

const URL: &str = "https://jira.example.com/jira";

#[test]
fn what_is_saved_is_read_again_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = RecordFile::open(folder.path(), URL, "gitlab").unwrap();
    assert!(file.record.is_empty());
    file.record.user = Some(Made {
        name: "gitlab".to_owned(),
        state: State::Intended,
    });
    file.record.log("user:gitlab", State::Intended);
    file.save().unwrap();
    let path = file.path().to_owned();
    let record = file.record.clone();
    drop(file);
    assert_eq!(read(&path).unwrap(), Some(record));

    // The user's name means the same in any case, as in Jira.
    let file = RecordFile::open(folder.path(), URL, "GitLab").unwrap();
    assert!(!file.record.is_empty());
    assert!(file.record.made_user("GITLAB"));
    file.remove().unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn another_user_or_jira_has_another_record() {
    let folder = std::path::Path::new("records");
    let one = path_in(folder, URL, "gitlab");
    assert_ne!(one, path_in(folder, URL, "git-lab"));
    assert_ne!(one, path_in(folder, "https://jira.example.com", "gitlab"));
    assert_eq!(one, path_in(folder, &format!("{URL}/"), "gitlab"));
    // What is readable in the name is not what tells them apart.
    assert_ne!(
        path_in(folder, "https://a.b/c", "x"),
        path_in(folder, "https://a.b-c", "x")
    );
}

#[test]
fn a_second_process_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let first = RecordFile::open(folder.path(), URL, "gitlab").unwrap();
    let second = RecordFile::open(folder.path(), URL, "gitlab");
    assert!(matches!(second, Err(Error::Busy { .. })));
    drop(first);
    RecordFile::open(folder.path(), URL, "gitlab").unwrap();
}

#[test]
fn a_damaged_or_newer_record_is_not_taken_for_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = path_in(folder.path(), URL, "gitlab");
    for (text, expected) in [
        ("{", "is damaged"),
        ("{}", "is of version none"),
        (
            r#"{"version": 2}"#,
            "is of version 2; this program reads version 1",
        ),
        (r#"{"version": 1}"#, "is damaged"),
    ] {
        std::fs::write(&path, text).unwrap();
        let error = RecordFile::open(folder.path(), URL, "gitlab").unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}
