//! The two sides of a question: who asks, and what of an issue matters for the answer.

use std::sync::Arc;

use model::{CustomFieldId, GroupId, SecurityLevelId, UserId};

/// Who asks. Cheap to clone; made once per request or kept with a session.
#[derive(Clone, Debug)]
pub struct Subject {
    // Private, because the two lists must be sorted and nobody is in a group without being someone.
    user: Option<UserId>,
    active: bool,
    groups: Arc<[GroupId]>,
    applications: Arc<[String]>,
}

impl Subject {
    /// Returns the subject that did not sign in.
    #[must_use]
    pub fn anonymous() -> Self {
        Self {
            user: None,
            active: true,
            groups: Arc::default(),
            applications: Arc::default(),
        }
    }

    /// Returns a user with all the groups they are in, nested ones included, and the keys of the
    /// applications they may use. The order of the lists is of no importance.
    #[must_use]
    pub fn user(
        user: UserId,
        active: bool,
        mut groups: Vec<GroupId>,
        mut applications: Vec<String>,
    ) -> Self {
        groups.sort_unstable();
        groups.dedup();
        applications.sort_unstable();
        applications.dedup();
        Self {
            user: Some(user),
            active,
            groups: groups.into(),
            applications: applications.into(),
        }
    }

    /// Returns the user, unless nobody is signed in.
    #[must_use]
    pub fn id(&self) -> Option<UserId> {
        self.user
    }

    /// Says whether the subject may act at all.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.active
    }

    /// Returns the groups, sorted.
    #[must_use]
    pub fn groups(&self) -> &[GroupId] {
        &self.groups
    }

    /// Returns the keys of the applications, sorted.
    #[must_use]
    pub fn applications(&self) -> &[String] {
        &self.applications
    }

    /// Says whether the subject is a member of the group.
    #[must_use]
    pub fn is_in(&self, group: GroupId) -> bool {
        self.groups.binary_search(&group).is_ok()
    }

    /// Says whether the subject may use the application.
    #[must_use]
    pub fn uses(&self, application: &str) -> bool {
        self.applications
            .binary_search_by(|key| key.as_str().cmp(application))
            .is_ok()
    }
}

/// What a decision needs to know of an issue.
#[derive(Clone, Copy, Debug, Default)]
pub struct IssueFacts<'a> {
    /// Who reported it.
    pub reporter: Option<UserId>,
    /// Who is to work on it.
    pub assignee: Option<UserId>,
    /// Its security level.
    pub level: Option<SecurityLevelId>,
    /// Whether it is archived.
    pub archived: bool,
    /// The users in its custom fields, as far as holders name the fields.
    pub user_fields: &'a [(CustomFieldId, UserId)],
    /// The groups in its custom fields, as far as holders name the fields.
    pub group_fields: &'a [(CustomFieldId, GroupId)],
}

impl IssueFacts<'_> {
    /// Returns the facts as they would be with this assignee: the ones to ask with whether somebody
    /// may become it, where being it is what shows them the issue.
    #[must_use]
    pub fn assigned_to(self, user: UserId) -> Self {
        Self {
            assignee: Some(user),
            ..self
        }
    }
}
