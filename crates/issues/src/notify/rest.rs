//! The handler of messages about an issue.

use base::guard;
use base::http::{Body, NoContent, Path};
use base::{Cx, Result, messages};
use model::permission::may::BrowseProjects;

use super::ops;
use super::wire::Message;

pub async fn notify(
    cx: Cx,
    Path(issue): Path<String>,
    Body(message): Body<Message>,
) -> Result<NoContent> {
    cx.signed_in()?;
    let mut tx = cx.write().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    if !cx.app.settings.sends_mail {
        return Err(messages::mail_is_off());
    }
    ops::notify(&cx, &mut tx, &issue, &message).await?;
    tx.commit().await?;
    Ok(NoContent)
}
