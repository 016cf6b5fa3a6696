//! Looking for Jira near an address where it is not: people paste the address of a page, or leave out the
//! context path.

use std::sync::Arc;

use crate::builder::Credential;
use crate::call::Call;
use crate::error::{Error, HtmlKind, Result};
use crate::server::ServerInfo;
use crate::transport::Client;

/// How many places are looked at.
const PLACES: usize = 6;

impl Client {
    /// Says more about a failure to read `serverInfo`: not Jira at all, or Jira somewhere near. Asks as nobody,
    /// once per place.
    pub(crate) async fn explain(&self, error: Error) -> Error {
        match error {
            Error::WrongContextPath {
                operation,
                base_url,
                is_jira,
                ..
            } => {
                let suggestion = self.nearby().await;
                if is_jira || suggestion.is_some() {
                    return Error::WrongContextPath {
                        operation,
                        base_url,
                        is_jira,
                        suggestion,
                    };
                }
                Error::NotJira {
                    base_url,
                    detail: "a web server that knows no REST API of Jira's".to_owned(),
                    suggestion,
                }
            }
            // Every Jira has this resource: who does not find it was asked at the wrong place.
            Error::NotFound { operation, .. }
            | Error::NotSupported { operation, .. }
            | Error::Html {
                operation,
                status: 200..=299,
                kind: HtmlKind::Jira,
                ..
            } => Error::WrongContextPath {
                operation: Arc::clone(&operation),
                base_url: self.base_url().to_owned(),
                is_jira: true,
                suggestion: self.nearby().await,
            },
            Error::Html {
                status: 200..=299,
                kind: HtmlKind::Other,
                title,
                ..
            } => Error::NotJira {
                base_url: self.base_url().to_owned(),
                detail: title.map_or_else(
                    || "a web page".to_owned(),
                    |title| format!("a web page titled “{title}”"),
                ),
                suggestion: self.nearby().await,
            },
            Error::NotUnderstood { detail, .. } => Error::NotJira {
                base_url: self.base_url().to_owned(),
                detail: format!("data that is not Jira's: {detail}"),
                suggestion: self.nearby().await,
            },
            other => other,
        }
    }

    /// Returns an address near this one where Jira answers.
    async fn nearby(&self) -> Option<String> {
        for place in places(&self.base().origin(), self.base().context_path()) {
            if self.is_jira_at(&place).await.unwrap_or(false) {
                return Some(place);
            }
        }
        None
    }

    async fn is_jira_at(&self, place: &str) -> Result<bool> {
        let client = self.moved(place)?.with_credential(Credential::Anonymous)?;
        let call = Call::get("read the server's information", &["serverInfo"]);
        let info: ServerInfo = client.run(call).await?;
        Ok(!info.version.is_empty())
    }
}

/// Returns where to look: the parts of the path from its end, the host itself, and the usual context path.
fn places(origin: &str, context_path: &str) -> Vec<String> {
    let mut places = Vec::new();
    let mut path = context_path;
    while let Some((shorter, _)) = path.rsplit_once('/') {
        places.push(format!("{origin}{shorter}"));
        path = shorter;
    }
    let usual = format!("{origin}/jira");
    if context_path != "/jira" && !places.contains(&usual) {
        places.push(usual);
    }
    // The shortest are the likeliest, and the last.
    let surplus = places.len().saturating_sub(PLACES);
    places.split_off(surplus)
}
