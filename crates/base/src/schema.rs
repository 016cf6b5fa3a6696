//! The schema's steps, in order. How they are written: `migrations/README.md`.

use db::Migration;

macro_rules! steps {
    ($($name:literal),* $(,)?) => {
        /// Every step there is.
        pub const MIGRATIONS: &[Migration] = &[
            $(Migration { name: $name, sql: include_str!(concat!("../../../migrations/", $name, ".sql")) },)*
        ];
    };
}

steps![
    "0001_accounts",
    "0002_projects",
    "0003_issues",
    "0004_mail",
    "0005_text_index",
    "0006_tracker",
    "0007_user_browser",
    "0008_filter",
    "0009_search_indexes",
    "0010_search_speed",
    "0011_custom_fields",
    "0012_agile",
    "0013_files",
    "0014_workflow",
    "0015_kinds",
    "0016_system",
    "0017_webhooks",
    "0018_subtask_order",
    "0022_notification_mail",
    "0025_builtin_kinds",
    "0023_search_counts",
];
