//! Texts as HTML.

use base::Urls;
use base::urls::encode;
use markup::Links;

/// Returns wiki text as HTML that is safe to put into a page.
pub fn html(text: &str, urls: &Urls) -> String {
    markup::to_html(text, &Profiles(urls))
}

/// Knows where people's profiles are. Whether somebody of that name exists is not asked: it would tell
/// readers who may not browse users, and cost a query.
struct Profiles<'a>(&'a Urls);

impl Links for Profiles<'_> {
    fn mention(&self, name: &str) -> Option<(String, String)> {
        let page = format!("/secure/ViewProfile.jspa?name={}", encode(name));
        Some((self.0.page(&page), name.to_owned()))
    }
}
