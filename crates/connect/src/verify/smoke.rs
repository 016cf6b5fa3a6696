//! The checks that write: what GitLab does when an issue is mentioned and closed; afterwards it is taken back
//! as far as Jira allows.

use jira_client::{
    Comment, DoTransition, Id, Issue, IssueQuery, NewComment, RemoteLink, RemoteLinkIcon,
    RemoteLinkObject, RemoteLinkStatus, Transition,
};

use super::Seat;
use super::check::Checks;

/// Comments, links, closes, and takes back.
pub(super) async fn run(seat: Seat<'_>, checks: &mut Checks<'_>, issue: &Issue) {
    let comment = comment(seat, checks, issue).await;
    let link = link(seat, checks, issue).await;
    transition(seat, checks, issue).await;
    if let Some(comment) = comment {
        remove_comment(seat, checks, issue, &comment).await;
    }
    if let Some(link) = link {
        remove_link(seat, checks, issue, &link).await;
    }
}

fn gitlab_url(seat: Seat<'_>) -> String {
    let gitlab = seat
        .spec
        .gitlab
        .as_ref()
        .map(|gitlab| gitlab.url.trim_end_matches('/'));
    gitlab.unwrap_or("https://gitlab.example.com").to_owned()
}

async fn comment(seat: Seat<'_>, checks: &mut Checks<'_>, issue: &Issue) -> Option<Comment> {
    let name = format!("comment on {}", issue.key);
    checks.start();
    let url = gitlab_url(seat);
    // The shape of a mention: links with text, and a quotation that begins in mid-line.
    let body = format!(
        "[bailiwick connect|{url}] mentioned this issue in [a test|{url}] of \
         [the connection|{url}]:{{quote}}{} is reached; this comment is removed at once{{quote}}",
        issue.key
    );
    match seat
        .user
        .add_comment(issue.id.as_str(), &NewComment::from(body.as_str()))
        .await
    {
        Ok(comment) if comment.body == body => {
            checks.pass(&name, "written and read back unchanged");
            Some(comment)
        }
        Ok(comment) => {
            checks.fail(
                &name,
                "Jira changed the text: GitLab would not know its comment again and repeat it",
                "Look for an app that rewrites comments.",
            );
            Some(comment)
        }
        Err(error) => {
            checks.refused(&name, &error);
            None
        }
    }
}

async fn link(seat: Seat<'_>, checks: &mut Checks<'_>, issue: &Issue) -> Option<Id> {
    let name = format!("link {}", issue.key);
    checks.start();
    let url = format!("{}/bailiwick-connect-test-{}", gitlab_url(seat), issue.id);
    let link = RemoteLink {
        relationship: Some("mentioned on".to_owned()),
        object: RemoteLinkObject {
            url: url.clone(),
            title: format!("Test - {} is reached", issue.key),
            icon: Some(RemoteLinkIcon {
                title: Some("GitLab".to_owned()),
                url: Some(format!("{}/assets/favicon.png", gitlab_url(seat))),
            }),
            status: Some(RemoteLinkStatus {
                resolved: Some(false),
            }),
            ..RemoteLinkObject::default()
        },
        ..RemoteLink::default()
    };
    let made = match seat.user.create_remote_link(issue.id.as_str(), &link).await {
        Ok(made) => made,
        Err(error) => {
            checks.refused(&name, &error);
            return None;
        }
    };
    match seat.user.remote_links(issue.id.as_str()).await {
        Ok(links) if links.iter().any(|there| there.object.url == url) => {
            checks.pass(&name, "made and found again");
        }
        Ok(_) => checks.fail(
            &name,
            "the link is not among the issue's links: GitLab would make it again each time",
            "",
        ),
        Err(error) => checks.refused(&name, &error),
    }
    Some(made.id)
}

async fn transition(seat: Seat<'_>, checks: &mut Checks<'_>, issue: &Issue) {
    let name = format!("close {}", issue.key);
    checks.start();
    let was = status_id(issue);
    let closing = closing(issue);
    if issue.is_resolved() {
        return checks.skip(
            &name,
            "it has a resolution already; GitLab leaves such issues alone",
        );
    }
    let Some(closing) = closing else {
        return checks.skip(
            &name,
            "no transition leads into a status that is done, for this user and from where it is",
        );
    };
    let done = seat
        .user
        .transition(issue.id.as_str(), &DoTransition::from(&closing.id))
        .await;
    if let Err(error) = done {
        return checks.refused(&name, &error);
    }
    let query = IssueQuery {
        expand: &["transitions"],
        ..IssueQuery::default()
    };
    let closed = match seat.user.issue(issue.id.as_str(), query).await {
        Ok(closed) => closed,
        Err(error) => return checks.refused(&name, &error),
    };
    if closed.is_resolved() {
        checks.pass(&name, &format!("by “{}”", closing.name));
    } else {
        checks.warn(
            &name,
            &format!(
                "“{}” sets no resolution: GitLab closes the issue, but neither says so in a comment nor \
                 strikes its link through",
                closing.name
            ),
            "Let the workflow's transition set a resolution.",
        );
    }
    reopen(seat, checks, &closed, was.as_deref()).await;
}

async fn reopen(seat: Seat<'_>, checks: &mut Checks<'_>, closed: &Issue, was: Option<&str>) {
    let name = format!("reopen {}", closed.key);
    checks.start();
    let transitions = || closed.transitions.iter().flatten();
    let leads_to = |transition: &&Transition| {
        let to = transition.to.as_ref().and_then(|to| to.id.as_ref());
        to.map(Id::as_str) == was
    };
    let back = transitions()
        .find(leads_to)
        .or_else(|| transitions().find(|back| back.category() != Some("done")));
    let Some(back) = back else {
        return checks.warn(
            &name,
            "no transition leads back: the issue stays closed",
            "Reopen it by hand.",
        );
    };
    match seat
        .user
        .transition(closed.id.as_str(), &DoTransition::from(&back.id))
        .await
    {
        Ok(()) if leads_to(&back) => {
            checks.pass(&name, "it is where it was; both moves stay in its history");
        }
        Ok(()) => checks.warn(
            &name,
            &format!("by “{}”, to another status than before", back.name),
            "Move it on by hand, if that matters.",
        ),
        Err(error) => checks.refused(&name, &error),
    }
}

/// What GitLab picks: the first transition into a status that is done.
fn closing(issue: &Issue) -> Option<&Transition> {
    let mut transitions = issue.transitions.iter().flatten();
    transitions.find(|transition| transition.category() == Some("done"))
}

fn status_id(issue: &Issue) -> Option<String> {
    let id = issue.fields.get("status")?.get("id")?;
    Some(id.as_str().map_or_else(|| id.to_string(), str::to_owned))
}

async fn remove_comment(seat: Seat<'_>, checks: &mut Checks<'_>, issue: &Issue, comment: &Comment) {
    let name = format!("remove the comment from {}", issue.key);
    checks.start();
    let issue = issue.id.as_str();
    // GitLab needs no right to delete, so the user may lack it.
    let removed = match seat.user.delete_comment(issue, &comment.id).await {
        Ok(()) => Ok("removed"),
        Err(_) => {
            let removed = seat.admin.delete_comment(issue, &comment.id).await;
            removed.map(|()| "removed by the administrator")
        }
    };
    match removed {
        Ok(detail) => checks.pass(&name, detail),
        Err(error) => checks.warn(
            &name,
            &format!("it is still there: {error}"),
            "Neither GitLab's user nor the administrator may delete comments in the project; remove \
             it as somebody who may.",
        ),
    }
}

async fn remove_link(seat: Seat<'_>, checks: &mut Checks<'_>, issue: &Issue, link: &Id) {
    let name = format!("remove the link from {}", issue.key);
    checks.start();
    match seat.user.delete_remote_link(issue.id.as_str(), link).await {
        Ok(()) => checks.pass(&name, "removed"),
        Err(error) => checks.warn(
            &name,
            &format!("it is still there: {error}"),
            "Remove it by hand.",
        ),
    }
}
