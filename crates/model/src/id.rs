//! A type for each number that identifies something, so that one cannot be passed for another.
//!
//! Ids are positive 64-bit integers; the ones made at run time start at 10000, as the reference's do.

/// Declares the id types and [`for_each_id!`](crate::for_each_id), which lets another crate
/// implement its own trait for all of them without naming them again.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub i64);

            impl $name {
                /// Returns the id written as a decimal number, or `None` for anything else.
                #[must_use]
                pub fn parse(text: &str) -> Option<Self> {
                    parse_id(text).map(Self)
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    self.0.fmt(f)
                }
            }
        )*

        /// Calls the macro named with the list of all id types.
        #[macro_export]
        macro_rules! for_each_id {
            ($callback:ident) => { $callback! { $($name),* } };
        }
    };
}

ids! {
    /// A user. What the API shows is the user's *key* (`JIRAUSER10000`) and name.
    UserId,
    /// A group of users.
    GroupId,
    /// A sign-in session of a browser.
    SessionId,
    /// A personal access token.
    TokenId,
    /// A project.
    ProjectId,
    /// A project role, such as Administrators (10002).
    RoleId,
    /// A user or group in a project role.
    RoleActorId,
    /// A permission scheme; 0 is the default one.
    PermissionSchemeId,
    /// One grant of a permission scheme.
    GrantId,
    /// An issue security scheme.
    SecuritySchemeId,
    /// A level of an issue security scheme.
    SecurityLevelId,
    /// One member of a level of an issue security scheme.
    SecurityGrantId,
    /// An issue type.
    IssueTypeId,
    /// A status.
    StatusId,
    /// A priority.
    PriorityId,
    /// A resolution.
    ResolutionId,
    /// A scheme of issue types or of priorities.
    OptionSchemeId,
    /// An issue type or a priority, as a scheme lists it.
    OptionId,
    /// A notification scheme.
    NotificationSchemeId,
    /// A category of projects.
    ProjectCategoryId,
    /// A workflow.
    WorkflowId,
    /// A workflow scheme; 0 is that of projects that have no other.
    WorkflowSchemeId,
    /// A screen; 1 is the default one.
    ScreenId,
    /// A tab of a screen.
    ScreenTabId,
    /// A custom field: the number in `customfield_10000`.
    CustomFieldId,
    /// A context of a custom field: where it applies.
    CustomFieldContextId,
    /// An option of a custom field.
    CustomFieldOptionId,
    /// An issue.
    IssueId,
    /// A comment.
    CommentId,
    /// A link from an issue to a page elsewhere.
    RemoteLinkId,
    /// One entry of an issue's history.
    ChangeId,
    /// One entry of the audit log.
    AuditId,
    /// A piece of mail.
    MailId,
    /// A link in a piece of mail.
    MailLinkId,
    /// A part of a project.
    ComponentId,
    /// A version of a project.
    VersionId,
    /// A kind of link between issues.
    LinkTypeId,
    /// A link between two issues.
    IssueLinkId,
    /// Work logged on an issue.
    WorklogId,
    /// A saved filter.
    FilterId,
    /// Somebody a saved filter is shared with.
    FilterShareId,
    /// A file attached to an issue.
    AttachmentId,
    /// A picture of a user, a project or an issue type.
    AvatarId,
    /// A file as it is stored.
    BlobId,
    /// A board of Jira Software.
    BoardId,
    /// A sprint.
    SprintId,
}

fn parse_id(text: &str) -> Option<i64> {
    // `i64::from_str` would take a leading plus sign, which no id is written with.
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_decimal_numbers_are_ids() {
        assert_eq!(IssueId::parse("10000"), Some(IssueId(10000)));
        for text in [
            "",
            "-1",
            "+1",
            "1e3",
            " 1",
            "0x10",
            "99999999999999999999",
            "١",
        ] {
            assert_eq!(IssueId::parse(text), None, "{text:?}");
        }
    }
}
