//! Words of a quick search that mean something, as the reference's documentation lists them:
//!
//! | typed | means |
//! |---|---|
//! | `my` | assigned to me |
//! | `r:me`, `r:fred`, `r:none` | reported by |
//! | `open`, `unresolved` | without a resolution |
//! | `OPS`, `bug`, `bugs` | of this project; of this type |
//! | `overdue` | due before today |
//! | `created:today`, `created:yesterday`, `created:-1w`, `created:-4d,-2d`; `updated:`, `due:` | then |
//! | `c:name` | of a component whose name has this word |
//! | `v:2.0`, `ff:2.1` | affects this version; to be fixed in it |
//!
//! Anything else is looked for in texts. A word that names nothing here, such as a component that there is not,
//! is a text, too: a quick search never fails.

use base::text::fold;

use crate::navigator::text::{quoted, value};

/// What is known while a quick search is read, as far as the caller may know it.
#[derive(Debug, Default)]
pub struct Known {
    /// Keys of projects.
    pub projects: Vec<String>,
    /// Names of types.
    pub types: Vec<String>,
    /// Names of components that have one of the words asked for.
    pub components: Vec<String>,
    /// Names of versions that have one of the words asked for.
    pub versions: Vec<String>,
    /// Names of users that were asked for.
    pub users: Vec<String>,
    /// Whether the caller has signed in.
    pub is_somebody: bool,
}

/// Returns what stands behind `prefix:` in each of the words.
pub fn behind<'a>(typed: &'a str, prefixes: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    typed.split_whitespace().filter_map(|word| {
        let (prefix, rest) = word.split_once(':')?;
        let is_one = prefixes
            .iter()
            .any(|known| known.eq_ignore_ascii_case(prefix));
        (is_one && !rest.is_empty()).then_some(rest)
    })
}

/// Returns the query that a quick search means.
#[must_use]
pub fn query(typed: &str, known: &Known) -> String {
    let mut clauses: Vec<String> = Vec::new();
    let mut projects = Vec::new();
    let mut types = Vec::new();
    let mut words = Vec::new();
    for word in typed.split_whitespace() {
        if let Some(project) = known.projects.iter().find(|key| *key == word) {
            projects.push(value(project));
        } else if let Some(kind) = type_of(word, known) {
            types.push(value(kind));
        } else if let Some(clause) = clause(word, known) {
            clauses.push(clause);
        } else {
            words.push(word);
        }
    }
    let mut all = Vec::new();
    for (field, values) in [("project", projects), ("issuetype", types)] {
        match values.as_slice() {
            [] => {}
            [one] => all.push(format!("{field} = {one}")),
            several => all.push(format!("{field} in ({})", several.join(", "))),
        }
    }
    all.append(&mut clauses);
    if !words.is_empty() {
        all.push(format!("text ~ {}", quoted(&words.join(" "))));
    }
    all.join(" AND ")
}

/// The type that a word names, in the singular or in the plural.
fn type_of<'a>(word: &str, known: &'a Known) -> Option<&'a str> {
    let word = fold(word);
    let singular = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let plural = word.strip_suffix('s').map(str::to_owned);
    let named = |name: &str| Some(name) == singular.as_deref() || Some(name) == plural.as_deref();
    let found = known.types.iter().find(|name| {
        let name = fold(name);
        name == word || named(&name)
    });
    found.map(String::as_str)
}

fn clause(word: &str, known: &Known) -> Option<String> {
    match fold(word).as_str() {
        "my" if known.is_somebody => return Some("assignee = currentUser()".to_owned()),
        "open" | "unresolved" => return Some("resolution = Unresolved".to_owned()),
        "overdue" => return Some("duedate < startOfDay() AND resolution = Unresolved".to_owned()),
        _ => {}
    }
    let (prefix, rest) = word.split_once(':')?;
    match fold(prefix).as_str() {
        "r" => reporter(rest, known),
        "c" => among("component", rest, &known.components),
        "v" => among("affectedVersion", rest, &known.versions),
        "ff" => among("fixVersion", rest, &known.versions),
        "created" => dates("created", rest),
        "updated" => dates("updated", rest),
        "due" => dates("duedate", rest),
        _ => None,
    }
}

fn reporter(name: &str, known: &Known) -> Option<String> {
    match fold(name).as_str() {
        "me" => known
            .is_somebody
            .then(|| "reporter = currentUser()".to_owned()),
        "none" => Some("reporter is EMPTY".to_owned()),
        name => {
            let found = known.users.iter().find(|user| fold(user) == name)?;
            Some(format!("reporter = {}", value(found)))
        }
    }
}

/// What belongs to one of those whose name has the word; `*` stands for any letters, as the reference has it.
fn among(field: &str, word: &str, names: &[String]) -> Option<String> {
    let word = fold(word.trim_matches('*'));
    let found = names.iter().filter(|name| fold(name).contains(&word));
    let found: Vec<String> = found.map(|name| quoted(name)).collect();
    match found.as_slice() {
        [] => None,
        [one] => Some(format!("{field} = {one}")),
        several => Some(format!("{field} in ({})", several.join(", "))),
    }
}

/// `today`, `tomorrow`, `yesterday`, a distance such as `-1w`, or two of them.
fn dates(field: &str, when: &str) -> Option<String> {
    let day = |offset: &str| {
        Some(format!(
            "{field} >= startOfDay({offset}) AND {field} <= endOfDay({offset})"
        ))
    };
    match fold(when).as_str() {
        "today" => return day(""),
        "yesterday" => return day("-1d"),
        "tomorrow" => return day("1d"),
        _ => {}
    }
    match when.split_once(',') {
        Some((from, to)) if is_distance(from) && is_distance(to) => Some(format!(
            "{field} >= {} AND {field} <= {}",
            quoted(from),
            quoted(to)
        )),
        None if is_distance(when) && when.starts_with('-') => {
            Some(format!("{field} >= {}", quoted(when)))
        }
        None if is_distance(when) => Some(format!("{field} <= {}", quoted(when))),
        _ => None,
    }
}

/// A number with a unit, as dates in queries have them. Not more digits than any calendar has.
fn is_distance(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let Some(number) = text.strip_suffix(['w', 'd', 'h', 'm']) else {
        return false;
    };
    (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: &str) {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let known = Known {
            projects: texts(&["OPS"]),
            types: texts(&["Bug", "Story", "New Feature"]),
            components: texts(&["Web server", "Web client"]),
            versions: texts(&["2.0"]),
            users: texts(&["fred"]),
            is_somebody: true,
        };
        let query = query(typed, &known);
        assert_eq!(query, expected, "{typed}");
        assert!(jql::parse(&query).errors.is_empty(), "{query}");
    }

    #[test]
    fn words_that_mean_something() {
        check("", "");
        check(
            "my open bugs",
            "issuetype = Bug AND assignee = currentUser() AND resolution = Unresolved",
        );
        check("stories OPS", "project = OPS AND issuetype = Story");
        check(
            "r:me r:none",
            "reporter = currentUser() AND reporter is EMPTY",
        );
        check("r:Fred", "reporter = fred");
        check("ff:2.0", "fixVersion = \"2.0\"");
        check("v:9", "text ~ \"v:9\"");
        check("c:web", "component in (\"Web server\", \"Web client\")");
        check("c:client*", "component = \"Web client\"");
        check("created:-1w", "created >= \"-1w\"");
        check(
            "created:-4d,-2d",
            "created >= \"-4d\" AND created <= \"-2d\"",
        );
        check(
            "due:today",
            "duedate >= startOfDay() AND duedate <= endOfDay()",
        );
        check("due:whenever", "text ~ \"due:whenever\"");
        check("ops", "text ~ \"ops\"");
        check("say \"hi\" r:nobody", r#"text ~ "say \"hi\" r:nobody""#);
    }

    #[test]
    fn what_stands_behind() {
        let found: Vec<&str> = behind("c:a x v: V:b c", &["c", "v"]).collect();
        assert_eq!(found, ["a", "b"]);
    }
}
