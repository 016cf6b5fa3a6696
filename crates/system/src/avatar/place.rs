//! What a picture is of, and who may know of it or change it.

use accounts::user::{self, Which};
use base::guard::{self, ChangeAccount, Granted, ProjectRef};
use base::refs::UserRef;
use base::{Cx, Error, Result, messages};
use model::permission::may::AdministerProjects;
use model::{AvatarId, IssueTypeId};
use projects::catalog;

/// What there are pictures of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Users.
    User,
    /// Projects.
    Project,
    /// Issue types.
    IssueType,
}

impl Kind {
    /// Returns the kind of this name.
    ///
    /// # Errors
    /// Not found.
    pub fn of(name: &str) -> Result<Self> {
        match name {
            "user" => Ok(Self::User),
            "project" => Ok(Self::Project),
            "issuetype" => Ok(Self::IssueType),
            _ => Err(messages::no_such_avatar_type(name)),
        }
    }

    /// Returns its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Project => "project",
            Self::IssueType => "issuetype",
        }
    }
}

/// A user, project or issue type whose pictures may be known.
#[derive(Clone, Debug)]
pub struct Place {
    /// What it is.
    pub kind: Kind,
    /// Its id among those of its kind.
    pub id: i64,
    /// What its links name it by: a user's key, another's id.
    pub key: String,
    /// What people call it: a user's name, a project's key.
    pub name: String,
    /// The picture chosen for it.
    pub chosen: Option<AvatarId>,
}

/// Proof that the pictures of this place may be changed.
#[derive(Clone, Debug)]
pub struct Mine(Place);

impl std::ops::Deref for Mine {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Place {
    fn user(user: &UserRef) -> Self {
        Self {
            kind: Kind::User,
            id: user.id.0,
            key: user.key.clone(),
            name: user.name.clone(),
            chosen: user.avatar,
        }
    }

    fn project(project: &ProjectRef) -> Self {
        Self {
            kind: Kind::Project,
            id: project.id.0,
            key: project.id.to_string(),
            name: project.key.to_string(),
            chosen: project.avatar,
        }
    }
}

/// Returns whose pictures are asked for, by what names it in an address: a user's name (or key), a project's
/// key or id, an issue type's id.
///
/// # Errors
/// Unauthorized; Not found, also for what may not be known.
pub async fn seen(cx: &Cx, tx: &mut db::Tx, kind: Kind, owner: &str) -> Result<Place> {
    match kind {
        Kind::User => {
            cx.signed_in()?;
            Ok(Place::user(&find_user(tx, owner).await?))
        }
        Kind::Project => Ok(Place::project(
            &*guard::project_to_view(cx, tx, owner).await?,
        )),
        Kind::IssueType => {
            cx.signed_in()?;
            find_issue_type(cx, tx, owner).await
        }
    }
}

/// Returns the same with proof that its pictures may be changed.
///
/// # Errors
/// As [`seen`]; Forbidden.
pub async fn changed(cx: &Cx, tx: &mut db::Tx, kind: Kind, owner: &str) -> Result<Mine> {
    match kind {
        Kind::User => {
            let caller = cx.signed_in()?.id;
            let user = find_user(tx, owner).await?;
            if user.id != caller {
                let _: Granted<UserRef, ChangeAccount> = guard::account(cx, tx, user.clone())
                    .await
                    .map_err(|error| match error {
                        Error::Forbidden(_) => messages::no_avatar_permission(),
                        error => error,
                    })?;
            }
            Ok(Mine(Place::user(&user)))
        }
        Kind::Project => {
            let project = guard::project::<AdministerProjects>(cx, tx, owner).await?;
            Ok(Mine(Place::project(&project)))
        }
        Kind::IssueType => {
            guard::administrator(cx)?;
            Ok(Mine(find_issue_type(cx, tx, owner).await?))
        }
    }
}

async fn find_user(tx: &mut db::Tx, owner: &str) -> Result<UserRef> {
    match user::find(tx, Which::Name(owner)).await {
        Ok(user) => Ok(user.user),
        // The type's owner in an address is what its links show, and that is the key.
        Err(refused @ Error::NotFound(_)) => {
            let by_key = user::find(tx, Which::Key(owner)).await;
            by_key.map(|user| user.user).map_err(|_| refused)
        }
        Err(error) => Err(error),
    }
}

async fn find_issue_type(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Place> {
    let catalog = catalog(cx, tx).await?;
    let found = IssueTypeId::parse(id).and_then(|id| catalog.issue_type(id));
    let found = found.ok_or_else(|| messages::no_such_issue_type(id))?;
    Ok(Place {
        kind: Kind::IssueType,
        id: found.id.0,
        key: found.id.to_string(),
        name: found.id.to_string(),
        chosen: found.avatar,
    })
}
