//! What linking issues means: the link, and an entry in the history of either.

use base::guard::{self, Granted, IssueRef};
use base::{Cx, Error, Result, Tx, messages};
use model::permission::may::{AddComments, BrowseProjects, LinkIssues};
use model::{IssueId, IssueLinkId, LinkTypeId, ProjectPermission};
use serde_json::json;

use super::store::{self, LinkRow};
use super::wire::{GivenLink, GivenName};
use crate::history::{Item, Side};
use crate::issue::ops::changed;
use crate::link_type::{LinkType, link_types};
use crate::{again, comment};

/// From which side a link is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From its destination.
    Inward,
    /// From its source.
    Outward,
}

/// Returns what the history of an issue says of a new link to another one.
pub fn item(link_type: &LinkType, direction: Direction, other: &str) -> Item {
    let words = match direction {
        Direction::Inward => &link_type.inward,
        Direction::Outward => &link_type.outward,
    };
    Item {
        field: "Link".into(),
        from: Side::default(),
        to: Side::named(Some((other, format!("This issue {words} {other}")))),
    }
}

/// The links that come with making or changing an issue: one end of each is the issue.
///
/// # Errors
/// As [`create`].
pub async fn create_all(cx: &Cx, tx: &mut Tx, issue: IssueId, given: &[GivenLink]) -> Result<()> {
    for given in given {
        let this = GivenName {
            id: Some(issue.to_string().into()),
            ..GivenName::default()
        };
        let mut given = given.clone();
        match (&given.inward_issue, &given.outward_issue) {
            (None, Some(_)) => given.inward_issue = Some(this),
            (Some(_), None) => given.outward_issue = Some(this),
            _ => return Err(messages::link_is_incomplete()),
        }
        create(cx, tx, &given).await?;
    }
    Ok(())
}

/// Links two issues. A link that is there already stays as it is.
///
/// # Errors
/// Not found for a type that is not there, or issues not to be seen; Forbidden; Invalid.
pub async fn create(cx: &Cx, tx: &mut Tx, given: &GivenLink) -> Result<()> {
    let named = |name: &Option<GivenName>| {
        let name = name.as_ref()?;
        name.key.clone().or_else(|| name.id())
    };
    let ends = (named(&given.inward_issue), named(&given.outward_issue));
    let (Some(source), Some(destination)) = ends else {
        cx.signed_in()?;
        return Err(messages::link_is_incomplete());
    };
    let source = guard::issue::<LinkIssues>(cx, tx, &source).await?;
    let destination = guard::issue::<BrowseProjects>(cx, tx, &destination).await?;
    let link_type = find_type(cx, tx, given.link_type.as_ref()).await?;
    if source.id == destination.id {
        return Err(messages::cannot_link_to_itself());
    }
    let link = LinkRow {
        id: IssueLinkId(tx.next_id("issue_link_id").await?),
        link_type: link_type.id,
        source: source.id,
        destination: destination.id,
    };
    if store::insert(tx, link, cx.now()).await.map_err(again)? {
        let out = item(&link_type, Direction::Outward, &destination.key.to_string());
        let back = item(&link_type, Direction::Inward, &source.key.to_string());
        changed(cx, tx, source.id, &[out]).await?;
        changed(cx, tx, destination.id, &[back]).await?;
        event(cx, tx, "issue_link_created", link).await?;
    }
    if let Some(given) = &given.comment {
        let source = source.also::<AddComments>(cx)?;
        comment::create(cx, tx, &source, given).await?;
    }
    Ok(())
}

async fn find_type(cx: &Cx, tx: &mut Tx, given: Option<&GivenName>) -> Result<LinkType> {
    let types = link_types(cx, tx).await?;
    let given = given.ok_or_else(messages::link_is_incomplete)?;
    match (given.id(), given.name.as_deref()) {
        (Some(id), _) => LinkTypeId::parse(&id)
            .and_then(|id| types.get(id))
            .cloned()
            .ok_or_else(|| messages::no_such_link_type(&id)),
        (None, Some(name)) => {
            // Clients also name a type by its words for one direction.
            let by_words = |known: &&LinkType| known.outward == name || known.inward == name;
            let found = types.named(name).or_else(|| types.0.iter().find(by_words));
            found
                .cloned()
                .ok_or_else(|| messages::no_link_type_named(name))
        }
        (None, None) => Err(messages::link_is_incomplete()),
    }
}

/// A link whose two issues the caller may see.
pub struct Seen {
    pub link: LinkRow,
    pub source: Granted<IssueRef, BrowseProjects>,
    pub destination: Granted<IssueRef, BrowseProjects>,
}

/// Returns a link, if the caller may see both of its issues.
///
/// # Errors
/// Not found; Invalid for what is no id; Unauthorized for anonymous callers.
pub async fn find(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Seen> {
    let Some(number) = IssueLinkId::parse(id) else {
        cx.signed_in()?;
        return Err(messages::issue_link_id_not_valid(id));
    };
    let hidden = |error| match error {
        Error::NotFound(_) => messages::no_such_issue_link(id),
        error => error,
    };
    let Some(link) = store::by_id(tx, number).await? else {
        cx.signed_in()?;
        return Err(messages::no_such_issue_link(id));
    };
    let source = guard::issue_by_id(cx, tx, link.source)
        .await
        .map_err(hidden)?;
    let destination = guard::issue_by_id(cx, tx, link.destination)
        .await
        .map_err(hidden)?;
    Ok(Seen {
        link,
        source,
        destination,
    })
}

/// Deletes a link.
///
/// # Errors
/// Forbidden without the permission for either issue; Not found, if it is gone.
pub async fn delete(cx: &Cx, tx: &mut Tx, seen: &Seen) -> Result<()> {
    let (source, destination) = (&seen.source, &seen.destination);
    let may = |issue| guard::may_on_issue(cx, issue, ProjectPermission::LinkIssues);
    if !may(source) && !may(destination) {
        cx.signed_in()?;
        return Err(messages::no_link_permission(&source.key.to_string()));
    }
    if !store::delete(tx, seen.link.id).await? {
        return Err(messages::no_such_issue_link(&seen.link.id.to_string()));
    }
    let types = link_types(cx, tx).await?;
    if let Some(link_type) = types.get(seen.link.link_type) {
        let out = item(link_type, Direction::Outward, &destination.key.to_string());
        let back = item(link_type, Direction::Inward, &source.key.to_string());
        changed(cx, tx, source.id, &[out.reversed()]).await?;
        changed(cx, tx, destination.id, &[back.reversed()]).await?;
    }
    event(cx, tx, "issue_link_deleted", seen.link).await
}

async fn event(cx: &Cx, tx: &mut Tx, kind: &'static str, link: LinkRow) -> Result<()> {
    let payload = json!({
        "link": link.id.0, "linkType": link.link_type.0,
        "source": link.source.0, "destination": link.destination.0,
    });
    tx.event(cx, kind, &payload).await
}
