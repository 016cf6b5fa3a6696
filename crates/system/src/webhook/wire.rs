//! Webhooks as JSON: member names and order of the reference, in its form until 9.x and in that of 10.x.

use base::Urls;
use base::refs::Users;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Webhook;
use super::ops::Edit;
use super::store::{Counts, Delivery};

const SECTION: &str = "issue-related-events-section";

/// A webhook.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    pub name: String,
    pub url: String,
    pub exclude_body: bool,
    pub filters: Filters,
    pub events: Vec<String>,
    pub enabled: bool,
    #[serde(rename = "self")]
    pub self_url: String,
    pub last_updated_user: Option<String>,
    pub last_updated_display_name: Option<String>,
    pub last_updated: i64,
    /// Whether requests are signed; with what is told to nobody.
    pub is_signed: bool,
}

/// Which issues a webhook is told of.
#[derive(Default, Deserialize, JsonSchema, Serialize)]
pub struct Filters {
    #[serde(rename = "issue-related-events-section", default)]
    pub issues: Option<String>,
}

/// A webhook to be made, or what is to change: what is there.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Given {
    pub name: Option<String>,
    pub url: Option<String>,
    pub events: Option<Vec<String>>,
    pub filters: Option<Filters>,
    /// The same, as older clients write it.
    pub jql_filter: Option<String>,
    pub exclude_body: Option<bool>,
    /// Older clients write this one the other way round.
    pub exclude_issue_details: Option<bool>,
    pub enabled: Option<bool>,
    /// As 10.x calls it.
    pub active: Option<bool>,
    pub secret: Option<String>,
    pub configuration: Option<Map<String, Value>>,
}

/// A webhook, as 10.x shows it.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShownTen {
    pub id: i64,
    pub name: String,
    pub created_date: i64,
    pub updated_date: i64,
    pub events: Vec<String>,
    pub configuration: Map<String, Value>,
    pub url: String,
    pub active: bool,
    pub scope_type: &'static str,
    pub ssl_verification_required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statistics: Option<Statistics>,
}

/// What became of the deliveries of a webhook.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_success: Option<Invocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_failure: Option<Invocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_error: Option<Invocation>,
    pub counts: CountsShown,
}

/// How many deliveries came to what end.
#[derive(JsonSchema, Serialize)]
pub struct CountsShown {
    pub successes: i64,
    pub failures: i64,
    pub errors: i64,
    pub window: Window,
}

/// Since when they are counted.
#[derive(JsonSchema, Serialize)]
pub struct Window {
    pub start: i64,
    pub duration: i64,
}

/// A delivery. Neither its body nor its answer is kept.
#[derive(JsonSchema, Serialize)]
pub struct Invocation {
    pub event: String,
    pub start: i64,
    pub finish: Option<i64>,
    pub request: Request,
    pub result: Outcome,
}

/// Where it went.
#[derive(JsonSchema, Serialize)]
pub struct Request {
    pub method: &'static str,
    pub url: String,
}

/// What came of it.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    pub description: String,
    pub outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_code: Option<i64>,
}

impl Given {
    /// Returns what is to change.
    pub fn edit(self) -> Edit {
        let configured = |name: &str| self.configuration.as_ref()?.get(name);
        let text = |name: &str| configured(name).and_then(Value::as_str).map(str::to_owned);
        let flag = |name: &str| match configured(name)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => Some(text.eq_ignore_ascii_case("true")),
            _ => None,
        };
        let by_filters = self.filters.as_ref().map(|filters| {
            // A filter that is not there is one that lets everything through.
            filters.issues.clone().unwrap_or_default()
        });
        Edit {
            jql: by_filters
                .or_else(|| self.jql_filter.clone())
                .or_else(|| text("FILTERS"))
                .or_else(|| text(SECTION)),
            exclude_body: self
                .exclude_body
                .or(self.exclude_issue_details)
                .or_else(|| flag("EXCLUDE_BODY")),
            enabled: self.enabled.or(self.active),
            secret: self.secret.clone().or_else(|| text("SECRET")),
            name: self.name,
            url: self.url,
            events: self.events,
        }
    }
}

impl Shown {
    pub fn new(webhook: &Webhook, users: &Users, urls: &Urls) -> Self {
        let user = webhook.updated_by.and_then(|id| users.get(id));
        Self {
            name: webhook.name.clone(),
            url: webhook.url.clone(),
            exclude_body: webhook.exclude_body,
            filters: Filters {
                issues: Some(webhook.jql.clone()),
            },
            events: webhook.events.clone(),
            enabled: webhook.enabled,
            self_url: format!("{}/rest/webhooks/1.0/webhook/{}", urls.base(), webhook.id),
            last_updated_user: user.map(|user| user.key.clone()),
            last_updated_display_name: user.map(|user| user.display_name.clone()),
            last_updated: webhook.updated_at.0,
            is_signed: webhook.secret.is_some(),
        }
    }
}

impl ShownTen {
    pub fn new(webhook: &Webhook, statistics: Option<Statistics>) -> Self {
        let mut configuration = Map::new();
        configuration.insert("FILTERS".to_owned(), webhook.jql.clone().into());
        configuration.insert(
            "EXCLUDE_BODY".to_owned(),
            webhook.exclude_body.to_string().into(),
        );
        Self {
            id: webhook.id,
            name: webhook.name.clone(),
            created_date: webhook.created_at.0,
            updated_date: webhook.updated_at.0,
            events: webhook.events.clone(),
            configuration,
            url: webhook.url.clone(),
            active: webhook.enabled,
            scope_type: "global",
            ssl_verification_required: true,
            statistics,
        }
    }
}

impl Statistics {
    pub fn new(counts: Counts, last: &[Delivery], now: i64) -> Self {
        let find = |is: fn(&Delivery) -> bool| last.iter().find(|one| is(one)).map(Invocation::new);
        let start = counts.since.map_or(now, |at| at.0);
        Self {
            last_success: find(|one| one.delivered_at.is_some()),
            last_failure: find(|one| one.delivered_at.is_none() && one.status.is_some()),
            last_error: find(|one| {
                one.delivered_at.is_none() && one.status.is_none() && one.last_error.is_some()
            }),
            counts: CountsShown {
                successes: counts.delivered,
                failures: counts.given_up,
                errors: 0,
                window: Window {
                    start,
                    duration: now - start,
                },
            },
        }
    }
}

impl Invocation {
    pub fn new(delivery: &Delivery) -> Self {
        let outcome = match (delivery.delivered_at, delivery.status) {
            (Some(_), _) => "SUCCESS",
            (None, Some(_)) => "FAILURE",
            (None, None) => "ERROR",
        };
        let description = match (&delivery.last_error, delivery.status) {
            (Some(error), _) => error.clone(),
            (None, Some(status)) => status.to_string(),
            (None, None) => String::new(),
        };
        Self {
            event: delivery.event.clone(),
            start: delivery.created_at.0,
            finish: delivery.delivered_at.map(|at| at.0),
            request: Request {
                method: "POST",
                url: delivery.url.clone(),
            },
            result: Outcome {
                description,
                outcome,
                status_code: delivery.status,
            },
        }
    }
}
