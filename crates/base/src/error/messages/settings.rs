//! Texts about settings, tasks in the background and what else administers the instance.

use crate::Error;
use crate::error::Problems;

/// 404.
#[must_use]
pub fn no_such_preference(key: &str) -> Error {
    Error::NotFound(format!("You have no preference '{key}'."))
}

/// 400.
#[must_use]
pub fn preference_key_not_valid() -> Error {
    Error::invalid("The key of a preference has 1 to 255 characters.")
}

/// 404, as the reference answers where the value is left out.
#[must_use]
pub fn no_preference_value() -> Error {
    Error::NotFound("The value of the preference must be in the body.".to_owned())
}

/// 400.
#[must_use]
pub fn preference_not_text() -> Error {
    Error::invalid("The value of a preference is text in UTF-8.")
}

/// 400.
#[must_use]
pub fn preference_too_long(most: usize) -> Error {
    Error::invalid(format!(
        "The value of a preference must not be longer than {most} characters."
    ))
}

/// 400.
#[must_use]
pub fn too_many_preferences(most: i64) -> Error {
    Error::invalid(format!("You cannot have more than {most} preferences."))
}

/// 412 by `If-Match`.
#[must_use]
pub fn application_roles_changed() -> Error {
    Error::Outdated(
        "The application roles were changed since you have read them. Please read them again."
            .to_owned(),
    )
}

/// 400.
#[must_use]
pub fn application_role_twice(key: &str) -> Error {
    Error::invalid(format!("The application role '{key}' is given twice."))
}

/// 404.
#[must_use]
pub fn no_such_dashboard(id: &str) -> Error {
    Error::NotFound(format!("The dashboard with id '{id}' does not exist."))
}

/// 404.
#[must_use]
pub fn no_such_dashboard_item(id: &str) -> Error {
    Error::NotFound(format!("The dashboard item with id '{id}' does not exist."))
}

/// 400.
#[must_use]
pub fn no_such_dashboard_filter(filter: &str) -> Error {
    Error::invalid(format!(
        "'{filter}' is not a filter of dashboards. There are 'my' and 'favourite'."
    ))
}

/// 404.
#[must_use]
pub fn no_such_setting(key: &str) -> Error {
    Error::NotFound(format!("There is no application property '{key}'."))
}

/// 403.
#[must_use]
pub fn setting_is_configured(key: &str) -> Error {
    Error::Forbidden(format!(
        "The application property '{key}' is decided by the configuration of the server."
    ))
}

/// 400.
#[must_use]
pub fn setting_not_valid(key: &str) -> Error {
    Error::invalid_field(
        "value",
        format!("The application property '{key}' cannot have this value."),
    )
}

/// 400.
#[must_use]
pub fn setting_without_value() -> Error {
    Error::invalid_field("value", "Say what the value is to be.")
}

/// 400.
#[must_use]
pub fn no_such_permission_level(level: &str) -> Error {
    Error::invalid(format!(
        "'{level}' is no permission level. There are ADMIN, SYSADMIN and SYSADMIN_ONLY."
    ))
}

/// 400.
#[must_use]
pub fn base_url_not_valid() -> Error {
    Error::invalid("The base URL must be scheme, host, port and path only.")
}

/// 400.
#[must_use]
pub fn base_url_is_configured() -> Error {
    Error::invalid(
        "The base URL is decided where the server is started: with --base-url, BAILIWICK_BASE_URL or the \
         configuration file.",
    )
}

/// 404.
#[must_use]
pub fn no_reindex() -> Error {
    Error::NotFound("There is no reindex task like this.".to_owned())
}

/// 400.
#[must_use]
pub fn no_such_reindex_type(kind: &str) -> Error {
    Error::invalid(format!("'{kind}' is no type of reindex."))
}

/// 400.
#[must_use]
pub fn too_many_to_reindex(most: usize) -> Error {
    Error::invalid(format!(
        "Not more than {most} issues are reindexed at once."
    ))
}

/// 404 for upgrade tasks: there never are any, as the schema is brought up to date at the start.
#[must_use]
pub fn no_upgrade() -> Error {
    Error::NotFound("There is no upgrade task.".to_owned())
}

/// 503 while nothing is changed.
#[must_use]
pub fn read_only(text: &str) -> Error {
    Error::ReadOnly(text.to_owned())
}

/// What callers are told while nothing is changed, where the administrator says nothing else.
pub const READ_ONLY: &str = "This server is in read-only mode for maintenance. Nothing was changed; \
                             please try again later.";

/// 400.
#[must_use]
pub fn read_only_not_said() -> Error {
    Error::invalid_field("enabled", "Say whether read-only mode is to be on.")
}

/// 400.
#[must_use]
pub fn read_only_text_too_long(field: &str, most: usize) -> Error {
    Error::invalid_field(
        field,
        format!("This must be one to {most} characters without control characters."),
    )
}

/// 400.
#[must_use]
pub fn read_only_end_not_valid() -> Error {
    Error::invalid_field(
        "endTime",
        "Give a local date and time, such as 2026-06-30T18:00.",
    )
}

/// 400.
#[must_use]
pub fn time_zone_not_known() -> Error {
    Error::invalid_field("timeZone", "This time zone is not known.")
}

/// What checking a license finds: none is needed.
pub const NO_LICENSE_NEEDED: &str = "This server needs no license and keeps none.";

/// 400 for an entry of the audit log.
#[must_use]
pub fn audit_field_missing(field: &str) -> Error {
    Error::invalid_field(field, "This is required.")
}

/// 400 for an entry of the audit log.
#[must_use]
pub fn audit_field_too_long(field: &str, most: usize) -> Error {
    Error::invalid_field(
        field,
        format!("This must not be longer than {most} characters."),
    )
}

/// 400 for an entry of the audit log.
#[must_use]
pub fn audit_too_many(field: &str, most: usize) -> Error {
    Error::invalid_field(
        field,
        format!("There must not be more than {most} of these."),
    )
}

/// 404.
#[must_use]
pub fn no_such_node(id: &str) -> Error {
    Error::NotFound(format!("There is no node '{id}'."))
}

/// 400.
#[must_use]
pub fn node_is_alive(id: &str) -> Error {
    Error::invalid(format!("The node '{id}' is alive and serves."))
}

/// 400.
#[must_use]
pub fn node_is_not_offline(id: &str) -> Error {
    Error::invalid(format!("The node '{id}' is not offline."))
}

/// 404.
#[must_use]
pub fn no_such_webhook(id: &str) -> Error {
    Error::NotFound(format!("There is no webhook '{id}'."))
}

/// 400.
#[must_use]
pub fn too_many_webhooks(most: i64) -> Error {
    Error::invalid(format!("There cannot be more than {most} webhooks."))
}

/// Says that a webhook needs a name.
pub fn webhook_name_not_valid(problems: &mut Problems) {
    problems.field("name", "Give the webhook a name of 1 to 255 characters.");
}

/// Says that a webhook needs an address.
pub fn webhook_url_not_valid(problems: &mut Problems) {
    problems.field(
        "url",
        "Give an address that starts with http:// or https://, without a name and password in it. \
         Variables cannot be in the host's name.",
    );
}

/// Says that an event is not known.
pub fn no_such_webhook_event(problems: &mut Problems, name: &str) {
    problems.field("events", format!("There is no event '{name}'."));
}

/// Says that a secret cannot be one.
pub fn webhook_secret_not_valid(problems: &mut Problems, most: usize) {
    problems.field(
        "secret",
        format!(
            "The secret must not be longer than {most} characters, nor have control characters."
        ),
    );
}

/// Says what is wrong with the query of a webhook.
pub fn webhook_jql_not_valid(problems: &mut Problems, error: &Error) {
    let text = match error {
        Error::Invalid(found) => found.messages.join(" "),
        _ => "This query is too long.".to_owned(),
    };
    problems.field("filters", text);
}

/// The text for what one may not do to oneself.
#[must_use]
pub fn not_yourself_text(doing: &str) -> String {
    format!("You cannot {doing} your own account.")
}

/// The text for a key that is nobody's. The reference's wording.
#[must_use]
pub fn no_such_user_key_text(key: &str) -> String {
    format!("The user with the key '{key}' does not exist")
}

/// 400, where the reference knows no 404.
#[must_use]
pub fn anonymized_unknown(key: &str) -> Error {
    Error::invalid(no_such_user_key_text(key))
}

/// 400.
#[must_use]
pub fn new_owner_needed() -> Error {
    Error::invalid_field(
        "newOwnerKey",
        "The user leads projects or components. Name an active user who takes them over.",
    )
}

/// 404.
#[must_use]
pub fn no_anonymization() -> Error {
    Error::NotFound("There is no task of anonymizing a user.".to_owned())
}
