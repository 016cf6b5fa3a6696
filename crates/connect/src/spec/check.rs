//! What makes no sense, each with the field it stands in.

use std::fmt;

use super::{AdminSpec, CredentialKind, GitlabSpec, Projects, Spec, VERSION};

/// Something in a specification that makes no sense.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// The field, with dots: `jira.url`.
    pub field: &'static str,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.field, self.message)
    }
}

/// The longest name that Jira takes.
const LONGEST: usize = 255;

impl Spec {
    /// Returns everything that makes no sense; nothing, if all is well.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut found = Problems(Vec::new());
        if self.version != VERSION {
            found.add(
                "version",
                format!("this program reads version {VERSION}, not {}", self.version),
            );
        }
        found.url("jira.url", &self.jira.url);
        if let Some(admin) = &self.jira.admin {
            found.admin(admin);
        }
        if let Projects::Keys(keys) = &self.jira.projects {
            found.keys(keys);
        }
        found.user_name(&self.user.name);
        found.text("user.display-name", &self.user.display_name);
        found.email(&self.user.email);
        found.text("group.name", &self.group.name);
        for key in &self.permissions.extra {
            if !is_constant(key) {
                found.add(
                    "permissions.extra",
                    format!("`{key}` is no permission: write a key such as CREATE_ISSUES"),
                );
            }
        }
        if self.credential.expires_days == Some(0) {
            found.add(
                "credential.expires-days",
                "a token is good for one day at least",
            );
        }
        if self.credential.expires_days.is_some()
            && self.credential.kind == CredentialKind::Password
        {
            found.add("credential.expires-days", "only a token expires");
        }
        if let Some(gitlab) = &self.gitlab {
            found.gitlab(gitlab);
        }
        found.0
    }
}

struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, field: &'static str, message: impl Into<String>) {
        let message = message.into();
        self.0.push(Problem { field, message });
    }

    fn url(&mut self, field: &'static str, url: &str) {
        let Ok(parsed) = reqwest::Url::parse(url) else {
            return self.add(field, "is not an address such as https://jira.example.com");
        };
        if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none() {
            self.add(field, "must begin with https:// or http:// and name a host");
        }
        if !parsed.username().is_empty() || parsed.password().is_some() {
            self.add(field, "must not hold a name or password");
        }
        if parsed.query().is_some() || parsed.fragment().is_some() {
            self.add(field, "must end before any ? or #");
        }
        if field == "jira.url" {
            // What people paste from the address bar becomes the context path of every call.
            let pasted = ["/browse", "/secure", "/rest", "/projects", "/login.jsp"];
            if pasted.iter().any(|page| parsed.path().contains(page)) {
                self.add(
                    field,
                    "is the address of a page: write Jira's base URL, without what stands behind the context path",
                );
            }
        }
    }

    fn admin(&mut self, admin: &AdminSpec) {
        if admin.password.is_some() && admin.token.is_some() {
            self.add("jira.admin", "give a password or a token, not both");
        }
        if admin.token.is_none() && admin.username.as_deref().is_none_or(str::is_empty) {
            self.add("jira.admin.username", "is missing");
        }
    }

    fn keys(&mut self, keys: &[String]) {
        if keys.is_empty() {
            self.add("jira.projects", "names no project: write keys, or \"all\"");
        }
        for key in keys {
            if !is_constant(key) || !key.starts_with(|first: char| first.is_ascii_uppercase()) {
                self.add(
                    "jira.projects",
                    format!("`{key}` is no project key: write it as it stands before the number of an issue"),
                );
            }
        }
    }

    fn text(&mut self, field: &'static str, text: &str) {
        if text.trim().is_empty() {
            self.add(field, "is missing");
        } else if text.trim() != text {
            self.add(field, "must not begin or end with a blank");
        } else if text.chars().count() > LONGEST {
            self.add(field, format!("is longer than {LONGEST} characters"));
        } else if text.chars().any(char::is_control) {
            self.add(field, "must not hold control characters");
        }
    }

    fn user_name(&mut self, name: &str) {
        self.text("user.name", name);
        if name.contains(['<', '>', '&', ':', ' ']) {
            // HTTP Basic ends the name at the colon, and GitLab takes blanks out of it.
            self.add("user.name", "must not hold any of < > & : or a blank");
        }
    }

    fn email(&mut self, email: &str) {
        self.text("user.email", email);
        let parts = email.split_once('@');
        if parts.is_none_or(|(before, after)| before.is_empty() || after.is_empty()) {
            self.add("user.email", "is not an e-mail address");
        }
    }

    fn gitlab(&mut self, gitlab: &GitlabSpec) {
        self.url("gitlab.url", &gitlab.url);
        if let Some(url) = &gitlab.api_url {
            self.url("gitlab.api-url", url);
        }
        if gitlab.projects.is_empty() && gitlab.groups.is_empty() {
            self.add("gitlab", "names neither `projects` nor `groups`");
        }
        self.paths("gitlab.projects", &gitlab.projects);
        self.paths("gitlab.groups", &gitlab.groups);
        if gitlab.transition_automatic == Some(true) && !gitlab.transitions.is_empty() {
            self.add(
                "gitlab.transitions",
                "has no effect beside `transition-automatic = true`: choose one",
            );
        }
    }

    fn paths(&mut self, field: &'static str, paths: &[String]) {
        for (idx, path) in paths.iter().enumerate() {
            let path_ends = path.starts_with('/') || path.ends_with('/');
            if path.trim().is_empty() || path_ends || path.contains("://") {
                self.add(
                    field,
                    format!(
                        "`{path}` is no path: write it as in acme/app, without GitLab's address"
                    ),
                );
            }
            if paths.iter().take(idx).any(|other| other == path) {
                self.add(field, format!("`{path}` stands there twice"));
            }
        }
    }
}

fn is_constant(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|char| char.is_ascii_uppercase() || char.is_ascii_digit() || char == '_')
}
