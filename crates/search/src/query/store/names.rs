//! The SQL of looking up names, each kind at once, as the caller may know them.

mod tracker;

pub use tracker::sprint_is_seen;

use std::collections::{BTreeSet, HashMap};

use base::guard::{self, ViewableProjects};
use base::{Cx, Result, text};
use db::Tx;
use issues::text::{Problem, Sought, TextQuery};
use model::{ProjectId, ProjectPermission, UserId};

use super::writer::Writer;
use super::{Sight, history, scan};
use crate::query::bound::IdColumn;
use crate::query::names::{Catalog, Issues, Logins, Names, Projects, Users, Wanted};
use crate::query::spelling::spellings;

/// Who asks, and what they may know of.
pub struct Asker<'a> {
    /// The user, if one has signed in.
    pub user: Option<UserId>,
    /// The projects whose existence they may know.
    pub viewable: &'a ViewableProjects,
    /// The issues they see.
    pub sight: &'a Sight,
    /// The security levels they are in.
    pub levels: &'a [i64],
    /// Whether they may know which users and groups there are.
    pub browses_users: bool,
}

/// Looks up names as the caller may know them.
pub async fn names(cx: &Cx, tx: &mut Tx, wanted: &Wanted, asker: &Asker<'_>) -> Result<Names> {
    let mut names = Names {
        custom: wanted.custom.clone(),
        ..Names::default()
    };
    if wanted.catalog {
        names.take_catalog(&*projects::catalog(cx, tx).await?);
        let categories = projects::category::categories(cx, tx).await?;
        let entries = categories.0.iter().map(|known| (known.id.0, &*known.name));
        names.project_categories = Catalog::of(entries);
    }
    if wanted.levels && !asker.levels.is_empty() {
        names.levels = levels_of(tx, asker.levels).await?;
    }
    if !wanted.projects.is_empty() {
        names.projects = projects_of(tx, wanted, asker.viewable).await?;
    }
    if !wanted.users.is_empty() {
        names.users = users_of(tx, wanted, asker.browses_users).await?;
    }
    if !wanted.groups.is_empty() && asker.browses_users {
        names.groups = groups_of(tx, wanted).await?.into_iter().collect();
    }
    if !wanted.roles.is_empty() {
        take_roles(tx, wanted, asker, &mut names).await?;
    }
    if wanted.leads {
        names.leads = leads(tx, asker.viewable).await?;
    }
    if let Some(user) = asker.user.filter(|_| wanted.logins) {
        names.logins = logins_of(tx, user).await?;
    }
    if !(wanted.issues.is_empty() && wanted.issue_ids.is_empty() || asker.sight.is_nothing()) {
        names.issues = issues_of(tx, wanted, asker.sight).await?;
    }
    names.texts = texts_of(tx, wanted).await?;
    names.tracker = tracker::tracker(cx, tx, &wanted.tracker, asker.viewable).await?;
    take_permissions(cx, wanted, asker.viewable, &mut names);
    take_gone(tx, wanted, asker.browses_users, &mut names).await?;
    Ok(names)
}

async fn texts_of(
    tx: &mut Tx,
    wanted: &Wanted,
) -> Result<HashMap<String, std::result::Result<Sought, Problem>>> {
    let mut texts = HashMap::new();
    let (mut read, mut queries) = (Vec::new(), Vec::new());
    for text in &wanted.texts {
        match TextQuery::parse(text) {
            Ok(query) => {
                read.push(text.clone());
                queries.push(query);
            }
            Err(problem) => {
                texts.insert(text.clone(), Err(problem));
            }
        }
    }
    let sought = issues::text::known(tx, &queries).await?;
    texts.extend(read.into_iter().zip(sought.into_iter().map(Ok)));
    Ok(texts)
}

async fn levels_of(tx: &mut Tx, levels: &[i64]) -> Result<Catalog> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select id, name from security_level where ");
    sql.is_one_of("id", levels).push(" order by id");
    let levels: Vec<(i64, String)> = scan(tx, sql, |row| Ok((row.take()?, row.take()?))).await?;
    Ok(Catalog::of(levels.iter().map(|(id, name)| (*id, &**name))))
}

async fn projects_of(
    tx: &mut Tx,
    wanted: &Wanted,
    viewable: &ViewableProjects,
) -> Result<Projects> {
    let mut sql = Writer::new(tx.dialect());
    let written = || wanted.projects.iter();
    let ids: Vec<i64> = written()
        .filter_map(|text| ProjectId::parse(text))
        .map(|id| id.0)
        .collect();
    sql.push("select id, key, lower_name from project where key")
        .one_of_texts(written().map(|text| text.to_uppercase()))
        .push(" or lower_name")
        .one_of_texts(written().map(|name| text::fold(name)))
        .push(" or ")
        .is_one_of("id", &ids);
    let rows: Vec<(ProjectId, String, String)> =
        scan(tx, sql, |row| Ok((row.take()?, row.take()?, row.take()?))).await?;
    let mut projects = Projects::default();
    for (id, key, name) in rows.into_iter().filter(|(id, ..)| viewable.has(*id)) {
        projects.by_key.insert(key, id.0);
        projects.by_name.insert(name, id.0);
    }
    Ok(projects)
}

async fn users_of(tx: &mut Tx, wanted: &Wanted, browses_users: bool) -> Result<Users> {
    let mut sql = Writer::new(tx.dialect());
    let folded = || wanted.users.iter().map(|name| text::fold(name));
    sql.push(
        "select id, lower_name, key, lower_email, lower_display_name from app_user \
         where lower_name",
    )
    .one_of_texts(folded())
    .push(" or key")
    .one_of_texts(wanted.users.iter().cloned())
    .push(" or lower_display_name")
    .one_of_texts(folded());
    if browses_users {
        // Others could find out by it whose address it is.
        sql.push(" or lower_email").one_of_texts(folded());
    }
    sql.push(" order by id");
    let rows: Vec<(i64, [String; 4])> = scan(tx, sql, |row| {
        Ok((
            row.take()?,
            [row.take()?, row.take()?, row.take()?, row.take()?],
        ))
    })
    .await?;
    let mut users = Users::default();
    for (id, [name, key, email, display_name]) in rows {
        users.by_name.insert(name, id);
        users.by_key.insert(key, id);
        if browses_users {
            users.by_email.entry(email).or_default().push(id);
        }
        users
            .by_display_name
            .entry(display_name)
            .or_default()
            .push(id);
    }
    Ok(users)
}

async fn groups_of(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<(String, i64)>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select lower_name, id from user_group where lower_name")
        .one_of_texts(wanted.groups.iter().cloned());
    scan(tx, sql, |row| Ok((row.take()?, row.take()?))).await
}

/// Takes over the roles, each with the projects in which the caller has it, by themselves or by a group.
async fn take_roles(
    tx: &mut Tx,
    wanted: &Wanted,
    asker: &Asker<'_>,
    names: &mut Names,
) -> Result<()> {
    let mut sql = Writer::new(tx.dialect());
    let user = sql.bind(asker.user.map(|user| user.0));
    sql.push(
        "select r.lower_name, a.project_id from project_role r left join role_actor a \
         on a.role_id = r.id and a.project_id is not null and (a.user_id = ",
    );
    sql.position(user)
        .push(" or a.group_id in (select m.group_id from membership m where m.user_id = ")
        .position(user)
        .push(")) where r.lower_name")
        .one_of_texts(wanted.roles.iter().cloned());
    let rows: Vec<(String, Option<ProjectId>)> =
        scan(tx, sql, |row| Ok((row.take()?, row.take()?))).await?;
    for (role, project) in rows {
        let projects = names.roles.entry(role).or_default();
        let viewable = project.filter(|project| asker.viewable.has(*project));
        projects.extend(viewable.map(|project| project.0));
    }
    Ok(())
}

async fn leads(tx: &mut Tx, viewable: &ViewableProjects) -> Result<Vec<(i64, i64)>> {
    let mut sql = Writer::new(tx.dialect());
    let ids: Vec<i64> = viewable.ids().iter().map(|id| id.0).collect();
    sql.push("select id, lead_id from project where ");
    sql.is_one_of("id", &ids);
    scan(tx, sql, |row| Ok((row.take()?, row.take()?))).await
}

async fn logins_of(tx: &mut Tx, user: UserId) -> Result<Logins> {
    let found = tx
        .opt(
            "select last_login_at, previous_login_at from login where user_id = $1",
            &[user.into()],
            |row| {
                Ok(Logins {
                    current: row.take()?,
                    previous: row.take()?,
                })
            },
        )
        .await?;
    Ok(found.unwrap_or_default())
}

/// Takes over the permissions that are named by name or key. Asks the policy and no database.
fn take_permissions(cx: &Cx, wanted: &Wanted, viewable: &ViewableProjects, names: &mut Names) {
    for name in &wanted.permissions {
        let found = ProjectPermission::ALL.iter().find(|permission| {
            text::fold(permission.name()) == *name || text::fold(permission.key()) == *name
        });
        if let Some(permission) = found {
            let projects = viewable.ids().iter();
            let held = projects.filter(|id| guard::has_in_project(cx, **id, *permission));
            let held = held.map(|id| id.0).collect();
            names.permissions.insert(name.clone(), held);
        }
    }
}

async fn issues_of(tx: &mut Tx, wanted: &Wanted, sight: &Sight) -> Result<Issues> {
    const ISSUES: &str =
        "select i.id, p.key, i.number from project p join issue i on i.project_id = p.id where ";
    let ids: Vec<i64> = wanted.issue_ids.iter().copied().collect();
    let numbers: BTreeSet<i64> = wanted.issues.values().flatten().copied().collect();
    let numbers: Vec<i64> = numbers.into_iter().collect();
    let mut sql = Writer::new(tx.dialect());
    // Two queries, as no index serves "this id or that key". Any of the numbers in any of the projects:
    // what was not asked for is not looked at.
    if !ids.is_empty() {
        sql.push(ISSUES).is_one_of("i.id", &ids).push(" and ");
        sight.write(&mut sql);
    }
    if !wanted.issues.is_empty() {
        let keys = wanted.issues.keys().map(|key| key.as_str().to_owned());
        if !ids.is_empty() {
            sql.push(" union all ");
        }
        sql.push(ISSUES).push("p.key");
        sql.one_of_texts(keys)
            .push(" and ")
            .is_one_of("i.number", &numbers)
            .push(" and ");
        sight.write(&mut sql);
    }
    let rows: Vec<(i64, String, i64)> =
        scan(tx, sql, |row| Ok((row.take()?, row.take()?, row.take()?))).await?;
    let mut issues = Issues::default();
    for (id, key, number) in rows {
        issues.ids.insert(id);
        issues.by_key.insert((key, number), id);
    }
    Ok(issues)
}

/// Takes over what histories call things that are not there now under the names asked for: renamed or
/// deleted ones. Histories of issues that the caller does not see count, too: what statuses, priorities and
/// resolutions there are is no secret, and of users only those who may browse them are told.
async fn take_gone(
    tx: &mut Tx,
    wanted: &Wanted,
    browses_users: bool,
    names: &mut Names,
) -> Result<()> {
    let is_gone = |(column, name): &&(IdColumn, String)| {
        let is_user = matches!(column, IdColumn::Reporter | IdColumn::Assignee);
        (browses_users || !is_user) && !names.is_present(*column, name)
    };
    let gone: Vec<&(IdColumn, String)> = wanted.history.iter().filter(is_gone).collect();
    if gone.is_empty() {
        return Ok(());
    }
    let mut sql = Writer::new(tx.dialect());
    for (side_idx, (value, text)) in [("old_value", "old_text"), ("new_value", "new_text")]
        .into_iter()
        .enumerate()
    {
        if side_idx > 0 {
            sql.push(" union ");
        }
        sql.push(&format!(
            "select n.field, n.{value}, n.{text} from issue_change_item n \
             where n.{value} is not null and "
        ));
        sql.any(&gone, &mut |sql, (column, name)| {
            sql.push("(n.field = ").push(history::name(*column));
            sql.push(&format!(" and n.is_custom = false and lower(n.{text})"));
            sql.one_of_texts(spellings(name).into_iter()).push(")");
        });
    }
    let rows: Vec<(String, String, Option<String>)> =
        scan(tx, sql, |row| Ok((row.take()?, row.take()?, row.take()?))).await?;
    let ids = ids_by_key(tx, rows.iter().map(|(_, value, _)| value)).await?;
    for (field, value, shown) in rows {
        let name = text::fold(&shown.unwrap_or_default());
        let mut columns = gone.iter().map(|(column, _)| *column);
        let Some(column) = columns.find(|column| history::name(*column).contains(&field)) else {
            continue;
        };
        let id = match names.catalog(column) {
            Some(catalog) => catalog
                .0
                .iter()
                .map(|entry| entry.id)
                .find(|id| id.to_string() == value),
            None => ids.get(&value).copied(),
        };
        let known = names.gone.entry((column, name)).or_default();
        match id {
            Some(id) => known.ids.listed.push(id),
            None => known.gone.push(value),
        }
    }
    Ok(())
}

/// Returns the users of these keys; what is no key is passed over.
async fn ids_by_key(
    tx: &mut Tx,
    keys: impl ExactSizeIterator<Item = &String>,
) -> Result<HashMap<String, i64>> {
    if keys.len() == 0 {
        return Ok(HashMap::new());
    }
    let mut sql = Writer::new(tx.dialect());
    sql.push("select key, id from app_user where key")
        .one_of_texts(keys.cloned());
    let rows: Vec<(String, i64)> = scan(tx, sql, |row| Ok((row.take()?, row.take()?))).await?;
    Ok(rows.into_iter().collect())
}
