//! All fields that a query can name: a section each, and a line in [`FIELDS`].

use super::{Field, Kind, Takes};
use crate::query::bound::{
    AmountColumn, IdColumn, MissingColumn, MomentColumn, Set, SortBy, TextColumn,
};

/// Every field.
pub const FIELDS: &[Field] = &[
    PROJECT,
    PROJECT_CATEGORY,
    KEY,
    PARENT,
    TYPE,
    STATUS,
    STATUS_CATEGORY,
    PRIORITY,
    RESOLUTION,
    LEVEL,
    REPORTER,
    ASSIGNEE,
    CREATOR,
    LABELS,
    SUMMARY,
    DESCRIPTION,
    ENVIRONMENT,
    COMMENT,
    TEXT,
    CREATED,
    UPDATED,
    RESOLVED,
    LAST_VIEWED,
    DUE,
    FILTER,
    COMPONENT,
    FIX_VERSION,
    AFFECTED_VERSION,
    VOTES,
    VOTER,
    WATCHERS,
    WATCHER,
    WORKLOG_AUTHOR,
    WORKLOG_DATE,
    WORKLOG_COMMENT,
    TIME_SPENT,
    ORIGINAL_ESTIMATE,
    REMAINING_ESTIMATE,
    WORK_RATIO,
    ATTACHMENTS,
    RANK,
    SPRINT,
    EPIC_LINK,
];

const PROJECT: Field = Field {
    names: &["project"],
    takes: Takes::EQUALITY,
    kind: Kind::Project,
    sort: Some(SortBy::Project),
    has_history: false,
};

const PROJECT_CATEGORY: Field = Field {
    names: &["category"],
    takes: Takes::EQUALITY,
    kind: Kind::Catalog(IdColumn::ProjectCategory),
    sort: None,
    has_history: false,
};

const KEY: Field = Field {
    names: &["key", "issuekey", "issue", "id"],
    takes: Takes::ORDER,
    kind: Kind::Issue(IdColumn::Issue),
    sort: Some(SortBy::Key),
    has_history: false,
};

const PARENT: Field = Field {
    names: &["parent"],
    takes: Takes::EQUALITY,
    kind: Kind::Issue(IdColumn::Parent),
    sort: None,
    has_history: false,
};

const TYPE: Field = Field {
    names: &["issuetype", "type"],
    takes: Takes::EQUALITY,
    kind: Kind::Catalog(IdColumn::Type),
    sort: Some(SortBy::Type),
    has_history: false,
};

const STATUS: Field = Field {
    names: &["status"],
    takes: Takes::EQUALITY,
    kind: Kind::Catalog(IdColumn::Status),
    sort: Some(SortBy::Status),
    has_history: true,
};

const STATUS_CATEGORY: Field = Field {
    names: &["statusCategory"],
    takes: Takes::EQUALITY,
    kind: Kind::Category,
    sort: Some(SortBy::StatusCategory),
    has_history: false,
};

const PRIORITY: Field = Field {
    names: &["priority"],
    takes: Takes::ORDER,
    kind: Kind::Catalog(IdColumn::Priority),
    sort: Some(SortBy::Priority),
    has_history: true,
};

const RESOLUTION: Field = Field {
    names: &["resolution"],
    takes: Takes::ORDER,
    kind: Kind::Catalog(IdColumn::Resolution),
    sort: Some(SortBy::Resolution),
    has_history: true,
};

const LEVEL: Field = Field {
    names: &["level"],
    takes: Takes::EQUALITY,
    kind: Kind::Catalog(IdColumn::Level),
    sort: Some(SortBy::Level),
    has_history: false,
};

const REPORTER: Field = Field {
    names: &["reporter"],
    takes: Takes::EQUALITY,
    kind: Kind::User(IdColumn::Reporter),
    sort: Some(SortBy::Reporter),
    has_history: true,
};

const ASSIGNEE: Field = Field {
    names: &["assignee"],
    takes: Takes::EQUALITY,
    kind: Kind::User(IdColumn::Assignee),
    sort: Some(SortBy::Assignee),
    has_history: true,
};

const CREATOR: Field = Field {
    names: &["creator"],
    takes: Takes::EQUALITY,
    kind: Kind::User(IdColumn::Creator),
    sort: Some(SortBy::Creator),
    has_history: false,
};

const LABELS: Field = Field {
    names: &["labels"],
    takes: Takes::EQUALITY,
    kind: Kind::Labels,
    sort: Some(SortBy::Labels),
    has_history: false,
};

const SUMMARY: Field = Field {
    names: &["summary"],
    takes: Takes::TEXT_OR_NONE,
    kind: Kind::Text(TextColumn::Summary, Some(MissingColumn::Summary)),
    sort: Some(SortBy::Summary),
    has_history: false,
};

const DESCRIPTION: Field = Field {
    names: &["description"],
    takes: Takes::TEXT_OR_NONE,
    kind: Kind::Text(TextColumn::Description, Some(MissingColumn::Description)),
    sort: Some(SortBy::Description),
    has_history: false,
};

const ENVIRONMENT: Field = Field {
    names: &["environment"],
    takes: Takes::TEXT_OR_NONE,
    kind: Kind::Text(TextColumn::Environment, Some(MissingColumn::Environment)),
    sort: Some(SortBy::Environment),
    has_history: false,
};

const COMMENT: Field = Field {
    names: &["comment"],
    takes: Takes::TEXT,
    kind: Kind::Text(TextColumn::Comment, None),
    sort: None,
    has_history: false,
};

const TEXT: Field = Field {
    names: &["text"],
    takes: Takes {
        no_text: false,
        ..Takes::TEXT
    },
    kind: Kind::Text(TextColumn::Any, None),
    sort: None,
    has_history: false,
};

const CREATED: Field = Field {
    names: &["created", "createdDate"],
    takes: Takes::ORDER,
    kind: Kind::Moment(MomentColumn::Created),
    sort: Some(SortBy::Created),
    has_history: false,
};

const UPDATED: Field = Field {
    names: &["updated", "updatedDate"],
    takes: Takes::ORDER,
    kind: Kind::Moment(MomentColumn::Updated),
    sort: Some(SortBy::Updated),
    has_history: false,
};

const RESOLVED: Field = Field {
    names: &["resolved", "resolutiondate"],
    takes: Takes::ORDER,
    kind: Kind::Moment(MomentColumn::Resolved),
    sort: Some(SortBy::Resolved),
    has_history: false,
};

const LAST_VIEWED: Field = Field {
    names: &["lastViewed"],
    takes: Takes::ORDER,
    kind: Kind::Moment(MomentColumn::LastViewed),
    sort: Some(SortBy::LastViewed),
    has_history: false,
};

const DUE: Field = Field {
    names: &["due", "duedate"],
    takes: Takes::ORDER,
    kind: Kind::Due,
    sort: Some(SortBy::Due),
    has_history: false,
};

const FILTER: Field = Field {
    names: &["filter", "request", "savedFilter", "searchRequest"],
    takes: Takes {
        equality: true,
        ..Takes::NOTHING
    },
    kind: Kind::Saved,
    sort: None,
    has_history: false,
};

const COMPONENT: Field = Field {
    names: &["component"],
    takes: Takes::EQUALITY,
    kind: Kind::Components,
    sort: Some(SortBy::Component),
    has_history: false,
};

const FIX_VERSION: Field = Field {
    names: &["fixVersion"],
    takes: Takes::ORDER,
    kind: Kind::Versions(Set::FixVersions),
    sort: Some(SortBy::FixVersion),
    has_history: true,
};

const AFFECTED_VERSION: Field = Field {
    names: &["affectedVersion"],
    takes: Takes::ORDER,
    kind: Kind::Versions(Set::AffectedVersions),
    sort: Some(SortBy::AffectedVersion),
    has_history: false,
};

const VOTES: Field = Field {
    names: &["votes"],
    takes: Takes::NUMBER,
    kind: Kind::Amount(AmountColumn::Votes),
    sort: Some(SortBy::Amount(AmountColumn::Votes)),
    has_history: false,
};

const VOTER: Field = Field {
    names: &["voter"],
    takes: Takes::EQUALITY,
    kind: Kind::Crowd(Set::Voters),
    sort: None,
    has_history: false,
};

const WATCHERS: Field = Field {
    names: &["watchers"],
    takes: Takes::NUMBER,
    kind: Kind::Amount(AmountColumn::Watchers),
    sort: Some(SortBy::Amount(AmountColumn::Watchers)),
    has_history: false,
};

const WATCHER: Field = Field {
    names: &["watcher"],
    takes: Takes::EQUALITY,
    kind: Kind::Crowd(Set::Watchers),
    sort: None,
    has_history: false,
};

const WORKLOG_AUTHOR: Field = Field {
    names: &["worklogAuthor"],
    takes: Takes::EQUALITY,
    kind: Kind::Crowd(Set::Worklogs),
    sort: None,
    has_history: false,
};

const WORKLOG_DATE: Field = Field {
    names: &["worklogDate"],
    takes: Takes::ORDER,
    kind: Kind::WorkDates,
    sort: None,
    has_history: false,
};

const WORKLOG_COMMENT: Field = Field {
    names: &["worklogComment"],
    takes: Takes::TEXT,
    kind: Kind::WorkTexts,
    sort: None,
    has_history: false,
};

const TIME_SPENT: Field = Field {
    names: &["timespent"],
    takes: Takes::ORDER,
    kind: Kind::Amount(AmountColumn::TimeSpent),
    sort: Some(SortBy::Amount(AmountColumn::TimeSpent)),
    has_history: false,
};

const ORIGINAL_ESTIMATE: Field = Field {
    names: &["originalEstimate", "timeoriginalestimate"],
    takes: Takes::ORDER,
    kind: Kind::Amount(AmountColumn::OriginalEstimate),
    sort: Some(SortBy::Amount(AmountColumn::OriginalEstimate)),
    has_history: false,
};

const REMAINING_ESTIMATE: Field = Field {
    names: &["remainingEstimate", "timeestimate"],
    takes: Takes::ORDER,
    kind: Kind::Amount(AmountColumn::RemainingEstimate),
    sort: Some(SortBy::Amount(AmountColumn::RemainingEstimate)),
    has_history: false,
};

const WORK_RATIO: Field = Field {
    names: &["workratio"],
    takes: Takes::ORDER,
    kind: Kind::Amount(AmountColumn::WorkRatio),
    sort: Some(SortBy::Amount(AmountColumn::WorkRatio)),
    has_history: false,
};

const ATTACHMENTS: Field = Field {
    names: &["attachments"],
    takes: Takes::EMPTINESS,
    kind: Kind::Attachments,
    sort: None,
    has_history: false,
};

const RANK: Field = Field {
    names: &["rank", "cf[10106]"],
    takes: Takes::NOTHING,
    kind: Kind::Order,
    sort: Some(SortBy::Rank),
    has_history: false,
};

const SPRINT: Field = Field {
    names: &["Sprint", "cf[10101]"],
    takes: Takes::EQUALITY,
    kind: Kind::Sprints,
    sort: None,
    has_history: false,
};

const EPIC_LINK: Field = Field {
    names: &["Epic Link", "cf[10102]"],
    takes: Takes::EQUALITY,
    kind: Kind::Issue(IdColumn::Epic),
    sort: None,
    has_history: false,
};
