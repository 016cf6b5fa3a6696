//! The SQL of anonymizing.

use base::refs::UserRef;
use base::text;
use db::{Result, Tx};
use model::{Timestamp, UserId};

/// What a user is called from now on.
pub struct Mask {
    pub name: String,
    pub display_name: String,
    pub email: String,
}

/// What a user leads.
#[derive(Clone, Copy, Debug, Default)]
pub struct Leads {
    pub projects: i64,
    pub components: i64,
}

pub async fn leads(tx: &mut Tx, user: UserId) -> Result<Leads> {
    tx.one(
        "select (select count(*) from project where lead_id = $1),
                (select count(*) from component where lead_id = $1)",
        &[user.into()],
        |row| {
            Ok(Leads {
                projects: row.take()?,
                components: row.take()?,
            })
        },
    )
    .await
}

pub async fn hand_over(tx: &mut Tx, from: UserId, to: UserId) -> Result<()> {
    for sql in [
        "update project set lead_id = $1 where lead_id = $2",
        "update component set lead_id = $1 where lead_id = $2",
    ] {
        tx.execute(sql, &[to.into(), from.into()]).await?;
    }
    Ok(())
}

/// Gives the user another name, full name and address, deactivates them and takes their password.
pub async fn mask(tx: &mut Tx, user: UserId, mask: &Mask, now: Timestamp) -> Result<()> {
    tx.execute(
        "update app_user
         set name = $1, lower_name = $2, email = $3, lower_email = $4, display_name = $5,
             lower_display_name = $6, active = false, password_hash = null, updated_at = $7
         where id = $8",
        &[
            (&mask.name).into(),
            text::fold(&mask.name).into(),
            (&mask.email).into(),
            text::fold(&mask.email).into(),
            (&mask.display_name).into(),
            text::fold(&mask.display_name).into(),
            now.into(),
            user.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Deletes what belongs to the user alone.
pub async fn forget(tx: &mut Tx, user: UserId) -> Result<()> {
    for sql in [
        "delete from session where user_id = $1",
        "delete from access_token where user_id = $1",
        "delete from user_preference where user_id = $1",
        "delete from user_property where user_id = $1",
        "delete from issue_column where user_id = $1",
        "delete from verified_email where user_id = $1",
        "delete from mail_link where user_id = $1",
        "delete from mail where user_id = $1",
    ] {
        tx.execute(sql, &[user.into()]).await?;
    }
    Ok(())
}

/// Replaces the user's names where they were written down: in histories and in the audit log.
pub async fn replace_names(tx: &mut Tx, user: &UserRef, mask: &Mask) -> Result<()> {
    for sql in [
        "update issue_change_item set old_text = $1
         where old_value = $2 and field in ('assignee', 'reporter')",
        "update issue_change_item set new_text = $1
         where new_value = $2 and field in ('assignee', 'reporter')",
    ] {
        tx.execute(sql, &[(&mask.display_name).into(), (&user.key).into()])
            .await?;
    }
    // What was changed about them, and what it was before.
    tx.execute(
        "update audit set object_name = $1, changes = '[]', search_text = $2
         where object_kind = 'USER' and object_id = $3",
        &[
            (&mask.name).into(),
            text::fold(&mask.name).into(),
            (&user.key).into(),
        ],
    )
    .await?;
    tx.execute(
        "update audit set actor_name = $1 where actor_id = $2",
        &[(&mask.name).into(), user.id.into()],
    )
    .await?;
    // Where they were made a member or a lead. What is searched has each name in a line of its own.
    let json = |name: &str| serde_json::Value::from(name).to_string();
    let line = |name: &str| format!("\n{}\n", text::fold(name));
    for (old, new) in [
        (&user.name, &mask.name),
        (&user.display_name, &mask.display_name),
    ] {
        tx.execute(
            r#"update audit
               set changes = replace(replace(changes, '"changedFrom":' || $1, '"changedFrom":' || $2),
                                     '"changedTo":' || $1, '"changedTo":' || $2)
               where changes like '%"fieldName":"Lead"%' or changes like '%"fieldName":"User"%'
                  or changes like '%"fieldName":"Member"%' or changes like '%"fieldName":"Owner"%'"#,
            &[json(old).into(), json(new).into()],
        )
        .await?;
        tx.execute(
            "update audit
             set search_text = trim(replace($1 || search_text || $1, $2, $3), $1)
             where replace($1 || search_text || $1, $2, $3) <> $1 || search_text || $1",
            &["\n".into(), line(old).into(), line(new).into()],
        )
        .await?;
    }
    Ok(())
}

/// What was done to whom, as it is stored.
pub struct Task {
    pub id: i64,
    pub user_key: String,
    pub at: Timestamp,
}

pub async fn insert_task(tx: &mut Tx, task: &Task, actor: Option<UserId>) -> Result<()> {
    tx.execute(
        "insert into background_task
             (id, kind, actor_id, submitted_at, started_at, finished_at, progress, detail)
         values ($1, 'anonymization', $2, $3, $3, $3, 100, $4)",
        &[
            task.id.into(),
            actor.into(),
            task.at.into(),
            (&task.user_key).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Returns the task of this id, or the last one.
pub async fn task(tx: &mut Tx, id: Option<i64>) -> Result<Option<Task>> {
    tx.opt(
        "select id, detail, submitted_at from background_task
         where kind = 'anonymization' and (id = $1 or $1 = 0) order by id desc limit 1",
        &[id.unwrap_or(0).into()],
        |row| {
            Ok(Task {
                id: row.take()?,
                user_key: row.take()?,
                at: row.take()?,
            })
        },
    )
    .await
}
