//! The fields an issue has, a row for each, in the order in which the reference writes them.
//!
//! The list of fields, what `fields=` selects, `names` and `schema` are all read from here.

/// What is known of a field.
#[derive(Debug)]
pub struct About {
    /// Its id: the member's name in an issue's `fields`.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Whether it may be on a screen.
    pub orderable: bool,
    /// Whether `*navigable` has it: what lists of issues show.
    pub navigable: bool,
    /// Whether a search can ask for it.
    pub searchable: bool,
    /// What a search calls it.
    pub clauses: &'static [&'static str],
    /// The type of its value and, for a list, of the entries.
    pub schema: Option<(&'static str, Option<&'static str>)>,
    /// Whether the list of fields has it. The reference leaves out the parent.
    pub listed: bool,
    /// Whether issues have it. Two are only columns of lists.
    pub on_issues: bool,
}

macro_rules! fields {
    ($($variant:ident: $id:literal, $name:literal, $flags:literal, [$($clause:literal),*], $schema:expr;)*) => {
        /// A field of an issue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "a variant is named as its field is")]
        pub enum Field { $($variant),* }

        impl Field {
            /// All fields, in the order of an answer.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns what is known of the field.
            #[must_use]
            pub const fn about(self) -> &'static About {
                match self {
                    $(Self::$variant => {
                        const ABOUT: About = About {
                            id: $id,
                            name: $name,
                            orderable: has($flags, b'o'),
                            navigable: has($flags, b'n'),
                            searchable: has($flags, b's'),
                            clauses: &[$($clause),*],
                            schema: $schema,
                            listed: !has($flags, b'U'),
                            on_issues: !has($flags, b'L'),
                        };
                        &ABOUT
                    }),*
                }
            }
        }
    };
}

const fn has(flags: &str, flag: u8) -> bool {
    let bytes = flags.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == flag {
            return true;
        }
        at += 1;
    }
    false
}

const fn one(kind: &'static str) -> Option<(&'static str, Option<&'static str>)> {
    Some((kind, None))
}

const fn array(items: &'static str) -> Option<(&'static str, Option<&'static str>)> {
    Some(("array", Some(items)))
}

// o: orderable, n: navigable, s: searchable, U: unlisted, L: in the list only.
fields! {
    IssueType: "issuetype", "Issue Type", "ons", ["issuetype", "type"], one("issuetype");
    Parent: "parent", "Parent", "nU", ["parent"], one("issuelink");
    TimeSpent: "timespent", "Time Spent", "n", ["timespent"], one("number");
    Project: "project", "Project", "ns", ["project"], one("project");
    FixVersions: "fixVersions", "Fix Version/s", "ons", ["fixVersion"], array("version");
    AggregateTimeSpent: "aggregatetimespent", "Σ Time Spent", "n", [], one("number");
    Resolution: "resolution", "Resolution", "ons", ["resolution"], one("resolution");
    ResolutionDate: "resolutiondate", "Resolved", "ns", ["resolutiondate", "resolved"], one("datetime");
    WorkRatio: "workratio", "Work Ratio", "ns", ["workratio"], one("number");
    LastViewed: "lastViewed", "Last Viewed", "n", ["lastViewed"], one("datetime");
    Watches: "watches", "Watchers", "n", ["watchers"], one("watches");
    Thumbnail: "thumbnail", "Images", "nL", [], None;
    Created: "created", "Created", "ns", ["created", "createdDate"], one("datetime");
    Priority: "priority", "Priority", "ons", ["priority"], one("priority");
    Labels: "labels", "Labels", "ons", ["labels"], array("string");
    TimeEstimate: "timeestimate", "Remaining Estimate", "n", ["remainingEstimate", "timeestimate"], one("number");
    AggregateTimeOriginalEstimate: "aggregatetimeoriginalestimate", "Σ Original Estimate", "n", [], one("number");
    Versions: "versions", "Affects Version/s", "ons", ["affectedVersion"], array("version");
    IssueLinks: "issuelinks", "Linked Issues", "ons", [], array("issuelinks");
    Assignee: "assignee", "Assignee", "ons", ["assignee"], one("user");
    Updated: "updated", "Updated", "ns", ["updated", "updatedDate"], one("datetime");
    Status: "status", "Status", "ns", ["status"], one("status");
    Components: "components", "Component/s", "ons", ["component"], array("component");
    IssueKey: "issuekey", "Key", "nL", ["id", "issue", "issuekey", "key"], None;
    TimeOriginalEstimate: "timeoriginalestimate", "Original Estimate", "n", ["originalEstimate", "timeoriginalestimate"], one("number");
    Description: "description", "Description", "ons", ["description"], one("string");
    TimeTracking: "timetracking", "Time Tracking", "os", [], one("timetracking");
    ArchivedDate: "archiveddate", "Archived", "os", [], one("datetime");
    Security: "security", "Security Level", "ons", ["level"], one("securitylevel");
    Attachment: "attachment", "Attachment", "os", ["attachments"], array("attachment");
    AggregateTimeEstimate: "aggregatetimeestimate", "Σ Remaining Estimate", "n", [], one("number");
    Summary: "summary", "Summary", "ons", ["summary"], one("string");
    Creator: "creator", "Creator", "ns", ["creator"], one("user");
    Subtasks: "subtasks", "Sub-Tasks", "n", ["subtasks"], array("issuelinks");
    Reporter: "reporter", "Reporter", "ons", ["reporter"], one("user");
    AggregateProgress: "aggregateprogress", "Σ Progress", "n", [], one("progress");
    Environment: "environment", "Environment", "ons", ["environment"], one("string");
    DueDate: "duedate", "Due Date", "ons", ["due", "duedate"], one("date");
    Progress: "progress", "Progress", "n", ["progress"], one("progress");
    Comment: "comment", "Comment", "os", ["comment"], one("comments-page");
    Votes: "votes", "Votes", "n", ["votes"], one("votes");
    Worklog: "worklog", "Log Work", "os", [], array("worklog");
    ArchivedBy: "archivedby", "Archiver", "os", [], one("user");
}

impl Field {
    /// The fields that issues have, in the order in which the reference writes them in the answer to a
    /// search, which is another than that of an issue alone; at the end those it shows there only if asked.
    pub const OF_LISTS: &[Self] = &[
        Self::IssueType,
        Self::Parent,
        Self::Components,
        Self::TimeSpent,
        Self::TimeOriginalEstimate,
        Self::Description,
        Self::Project,
        Self::FixVersions,
        Self::AggregateTimeSpent,
        Self::Resolution,
        Self::AggregateTimeEstimate,
        Self::ResolutionDate,
        Self::WorkRatio,
        Self::Summary,
        Self::LastViewed,
        Self::Watches,
        Self::Creator,
        Self::Subtasks,
        Self::Created,
        Self::Reporter,
        Self::AggregateProgress,
        Self::Priority,
        Self::Labels,
        Self::Environment,
        Self::TimeEstimate,
        Self::AggregateTimeOriginalEstimate,
        Self::Versions,
        Self::DueDate,
        Self::Progress,
        Self::IssueLinks,
        Self::Votes,
        Self::Assignee,
        Self::Updated,
        Self::Status,
        Self::Security,
        Self::TimeTracking,
        Self::ArchivedDate,
        Self::Attachment,
        Self::Comment,
        Self::Worklog,
        Self::ArchivedBy,
    ];

    /// Returns the field with this id, upper and lower case told apart.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|field| field.about().id == id)
    }

    /// Returns the field's id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.about().id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_every_field_that_issues_have() {
        let mut of_lists = Field::OF_LISTS.to_vec();
        of_lists.sort_unstable();
        let mut of_issues = Field::ALL.to_vec();
        of_issues.retain(|field| field.about().on_issues);
        assert_eq!(of_lists, of_issues);
    }

    #[test]
    fn every_field_fits_a_word_and_has_an_id_of_its_own() {
        assert!(Field::ALL.len() <= 64);
        for field in Field::ALL {
            assert_eq!(Field::of_id(field.id()), Some(*field));
        }
    }
}
