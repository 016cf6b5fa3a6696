//! What the caller may do with issues that came along with others: sub-tasks, parents, lists.

use base::guard::subject_of;
use base::{Cx, Result};
use model::{ProjectId, ProjectPermission};
use policy::{IssueFacts, Policy, Subject};
use std::sync::Arc;

/// The caller, ready to be asked about many issues without a query each.
pub struct Sight {
    subject: Subject,
    policy: Arc<Policy>,
}

impl Sight {
    pub async fn of(cx: &Cx, tx: &mut db::Tx) -> Result<Self> {
        Ok(Self {
            subject: match cx.user_id() {
                Some(user) => subject_of(tx, user).await?,
                None => Subject::anonymous(),
            },
            policy: cx.app.policy(),
        })
    }

    pub fn may(
        &self,
        project: ProjectId,
        facts: &IssueFacts<'_>,
        permission: ProjectPermission,
    ) -> bool {
        self.policy.issue(&self.subject, project, facts, permission)
    }
}
