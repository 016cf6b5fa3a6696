//! Links to this server, all made from the one base URL that the administrator configured.
//!
//! Clients follow `self` with their credentials, so a link must never be made from what a request says
//! of itself (its Host header).

use std::fmt::Write as _;

/// Where this server is reached, and the links that follow from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urls {
    /// Scheme, host, port and context path, without a slash at the end.
    base: String,
    /// How many bytes of it stand before the context path.
    origin_len: usize,
}

impl Urls {
    /// Returns the links of a server reached at `base_url`.
    ///
    /// # Errors
    /// When it is not an http or https URL, or has a query, a fragment or a user in it.
    pub fn parse(base_url: &str) -> Result<Self, String> {
        let base = base_url.trim_end_matches('/');
        let rest = base
            .strip_prefix("http://")
            .or_else(|| base.strip_prefix("https://"))
            .ok_or_else(|| {
                format!("the base URL must start with http:// or https://, not {base_url:?}")
            })?;
        let host = rest.split('/').next().unwrap_or_default();
        if host.is_empty()
            || host.starts_with(':')
            || rest.contains(['?', '#', '@', ' ', '\\', '"', '<', '>', '%'])
            || rest.contains("//")
        {
            return Err(format!(
                "the base URL must be scheme, host, port and path only, not {base_url:?}"
            ));
        }
        let origin_len = base.len() - rest.len() + host.len();
        Ok(Self {
            base: base.to_owned(),
            origin_len,
        })
    }

    /// Returns the base URL, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Returns scheme, host and port, as a browser's `Origin` header has them.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.base[..self.origin_len]
    }

    /// Returns the path under which everything is served: empty, or `/jira`.
    #[must_use]
    pub fn context_path(&self) -> &str {
        &self.base[self.origin_len..]
    }

    /// Returns the link to a resource of the API: `api("issue/10000")`. What is not a number or a
    /// fixed word goes through [`encode`].
    #[must_use]
    pub fn api(&self, resource: &str) -> String {
        format!("{}/rest/api/2/{resource}", self.base)
    }

    /// Returns the link to a page or picture: `page("/browse/OPS-1")`.
    #[must_use]
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Returns the `self` link of a user. The reference names users by name there, not by key.
    #[must_use]
    pub fn user(&self, name: &str) -> String {
        self.api(&format!("user?username={}", encode(name)))
    }

    /// Returns the `self` link of a group.
    #[must_use]
    pub fn group(&self, name: &str) -> String {
        self.api(&format!("group?groupname={}", encode(name)))
    }
}

/// Returns `text` with everything but letters, digits and `-._~` percent-encoded, for a part of a URL.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls() {
        let urls = Urls::parse("https://h.example:8443/jira/").unwrap();
        assert_eq!(
            (urls.origin(), urls.context_path()),
            ("https://h.example:8443", "/jira")
        );
        assert_eq!(
            urls.user("a b&c"),
            "https://h.example:8443/jira/rest/api/2/user?username=a%20b%26c"
        );
        assert_eq!(Urls::parse("http://localhost").unwrap().context_path(), "");
        for text in [
            "",
            "localhost:80",
            "ftp://h",
            "http://",
            "http:///x",
            "http://u@h",
            "http://h?x",
            "http://h//x",
        ] {
            assert!(Urls::parse(text).is_err(), "{text:?}");
        }
    }
}
