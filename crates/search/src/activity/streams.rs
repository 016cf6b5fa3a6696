//! What is asked of a feed.

use base::http::QueryPairs;

use crate::navigator::text::value;

/// How many entries a feed has where the caller does not say, and at most.
const DEFAULT: usize = 10;
const MOST: usize = 100;

/// What is asked of a feed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Streams {
    /// What issues must be.
    pub jql: String,
    /// The names of the users whose doings are told; of all, if there is none.
    pub users: Vec<String>,
    /// The names of the users whose doings are not told.
    pub but_users: Vec<String>,
    /// From when, and until when, in milliseconds.
    pub after: Option<i64>,
    pub before: Option<i64>,
    /// How many entries there are.
    pub max_results: usize,
}

impl Streams {
    /// Reads what is asked.
    #[must_use]
    pub fn of(asked: &QueryPairs) -> Self {
        let max_results = asked
            .first("maxResults")
            .and_then(|text| text.trim().parse().ok());
        let mut streams = Self {
            max_results: max_results.unwrap_or(DEFAULT).clamp(1, MOST),
            ..Self::default()
        };
        let mut clauses = Vec::new();
        for stream in asked.all("streams") {
            let mut words = stream.split_whitespace();
            let (Some(field), Some(operator)) = (words.next(), words.next()) else {
                continue;
            };
            let values: Vec<&str> = words.collect();
            if !values.is_empty() {
                streams.take((field, operator), &values, &mut clauses);
            }
        }
        // Who did something may be asked of the issues, too: so that there are enough of them.
        if let [user] = streams.users.as_slice() {
            clauses.push(format!("issuekey in updatedBy({})", value(user)));
        }
        streams.jql = clauses.join(" AND ");
        streams
    }

    /// Asks what one user did.
    #[must_use]
    pub fn of_user(name: &str, max_results: usize) -> Self {
        Self {
            jql: format!("issuekey in updatedBy({})", value(name)),
            users: vec![name.to_owned()],
            max_results,
            ..Self::default()
        }
    }

    fn take(
        &mut self,
        (field, operator): (&str, &str),
        values: &[&str],
        clauses: &mut Vec<String>,
    ) {
        let moments: Vec<i64> = values.iter().filter_map(|text| text.parse().ok()).collect();
        match (field, operator) {
            ("key" | "issue-key", "IS" | "IS_NOT") => {
                let name = if field == "key" {
                    "project"
                } else {
                    "issuekey"
                };
                let is_in = if operator == "IS" { "in" } else { "not in" };
                let values: Vec<String> = values.iter().map(|text| value(text)).collect();
                clauses.push(format!("{name} {is_in} ({})", values.join(", ")));
            }
            ("user", "IS") => self
                .users
                .extend(values.iter().map(|&name| name.to_owned())),
            ("user", "IS_NOT") => {
                self.but_users
                    .extend(values.iter().map(|&name| name.to_owned()));
            }
            ("update-date", "AFTER") => self.after = moments.first().copied(),
            ("update-date", "BEFORE") => self.before = moments.first().copied(),
            ("update-date", "BETWEEN") => {
                self.after = moments.first().copied();
                self.before = moments.get(1).copied();
            }
            _ => {}
        }
    }

    /// Returns whether what this user did then is told.
    #[must_use]
    pub fn tells(&self, user: &str, at: i64) -> bool {
        let is_one_of = |names: &[String]| names.iter().any(|name| name.eq_ignore_ascii_case(user));
        (self.users.is_empty() || is_one_of(&self.users))
            && !is_one_of(&self.but_users)
            && self.after.is_none_or(|after| at > after)
            && self.before.is_none_or(|before| at < before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(streams: &[&str]) -> Streams {
        let pairs = streams
            .iter()
            .map(|text| ("streams".to_owned(), (*text).to_owned()));
        Streams::of(&QueryPairs(pairs.collect()))
    }

    #[test]
    fn what_is_asked() {
        let streams = read(&["key IS OPS HID", "issue-key IS_NOT OPS-1", "user IS fred"]);
        assert_eq!(
            streams.jql,
            "project in (OPS, HID) AND issuekey not in (OPS-1) AND issuekey in updatedBy(fred)"
        );
        assert!(jql::parse(&streams.jql).errors.is_empty());
        assert!(streams.tells("Fred", 0) && !streams.tells("ada", 0));
        assert_eq!(read(&["user IS fred"]), Streams::of_user("fred", DEFAULT));
        let streams = read(&[
            "update-date BETWEEN 5 9",
            "user IS_NOT fred",
            "nonsense",
            "key IS",
        ]);
        assert_eq!((streams.after, streams.before), (Some(5), Some(9)));
        assert_eq!(streams.jql, "");
        assert!(streams.tells("ada", 6) && !streams.tells("fred", 6) && !streams.tells("ada", 9));
        assert_eq!(read(&[]).max_results, DEFAULT);
    }

    #[test]
    fn no_value_becomes_a_clause_of_its_own() {
        let streams = read(&["key IS OPS) OR (project != \"x"]);
        let query = jql::parse(&streams.jql).into_result().unwrap();
        assert!(
            matches!(query.filter, Some(jql::Expr::Clause(_))),
            "{query:?}"
        );
    }
}
