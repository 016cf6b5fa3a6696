//! The links below a list that is shown in parts.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::urls::encode;

/// The links below a list that is shown in parts: `{{ pager }}`. `start` is the parameter of the place,
/// all others are kept.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"{% if self.total > self.size || self.start > 0 -%}
<nav class="pager" aria-label="Pages">
<span>{{ self.first() }}–{{ self.last() }} of {{ total }}</span>
{%- if self.start > 0 %}
<a rel="prev" href="{{ self.at(self.previous()) }}">Previous</a>
{%- endif -%}
{%- if self.last() < self.total %}
<a rel="next" href="{{ self.at(self.next()) }}">Next</a>
{%- endif %}
</nav>
{%- else if self.total > 0 -%}
<p class="pager">{{ total }} in all</p>
{%- endif %}"#
)]
pub struct Pager {
    url: String,
    parameter: &'static str,
    start: i64,
    size: i64,
    total: i64,
}

impl HtmlSafe for Pager {}

impl Pager {
    /// Returns the links for the list at `path` (with the context path: [`super::PageCx::link`]) under
    /// `query`, of which `size` entries from `start` are shown.
    #[must_use]
    pub fn new(path: &str, query: &[(&str, &str)], start: i64, size: i64, total: i64) -> Self {
        let mut url = format!("{path}?");
        for (name, value) in query {
            url.push_str(&format!("{}={}&", encode(name), encode(value)));
        }
        Self::with(url, "start", start, size, total)
    }

    /// Returns the links for the list at an address that has a query already, whose parameter for the place has
    /// another name.
    #[must_use]
    pub fn of(address: &str, parameter: &'static str, start: i64, size: i64, total: i64) -> Self {
        Self::with(format!("{address}&"), parameter, start, size, total)
    }

    fn with(url: String, parameter: &'static str, start: i64, size: i64, total: i64) -> Self {
        Self {
            url,
            parameter,
            start: start.max(0),
            size: size.max(1),
            total,
        }
    }

    fn first(&self) -> i64 {
        self.start.saturating_add(1).min(self.total)
    }

    fn last(&self) -> i64 {
        self.next().min(self.total)
    }

    fn previous(&self) -> i64 {
        (self.start - self.size).max(0)
    }

    fn next(&self) -> i64 {
        self.start.saturating_add(self.size)
    }

    fn at(&self, start: i64) -> String {
        format!("{}{}={start}", self.url, self.parameter)
    }
}
