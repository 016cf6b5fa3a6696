//! The SQL of custom fields: what there are, and the values of issues.

mod usage;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use base::text::fold;
use base::{Remembered, Result};
use db::{Param, Tx};
use model::{
    CustomFieldContextId, CustomFieldId, CustomFieldOptionId, GroupId, IssueId, IssueTypeId,
    ProjectId, UserId,
};
use projects::version::Version;

use super::config::{Context, CustomField, CustomFields, Opt};
use super::{Atom, TYPES};
pub use usage::{count_values, n_with_version, swap_version, version_names, version_usage};

/// How many rows one statement inserts: both engines limit the parameters of a statement.
const ROWS: usize = 1000;

impl Remembered for CustomFields {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let fields = fields(tx).await?;
        let mut contexts = contexts(tx).await?;
        let fields = fields.into_iter().map(|mut field| {
            field.contexts = contexts.remove(&field.id).unwrap_or_default();
            field
        });
        Ok(Self::new(fields.collect()))
    }
}

/// Returns the fields whose type is known, without their contexts.
async fn fields(tx: &mut Tx) -> db::Result<Vec<CustomField>> {
    let rows = tx
        .rows(
            "select id, type_key, searcher_key, name, description, is_locked from custom_field order by id",
            &[],
            |row| {
                let id = row.take()?;
                let key: String = row.take()?;
                let kind = TYPES.iter().find(|kind| kind.key == key);
                let (searcher, name, description) = (row.take()?, row.take()?, row.take()?);
                let is_locked = row.take()?;
                Ok(kind.map(|kind| CustomField {
                    id,
                    kind,
                    searcher,
                    name,
                    description,
                    is_locked,
                    contexts: Vec::new(),
                }))
            },
        )
        .await?;
    Ok(rows.into_iter().flatten().collect())
}

async fn contexts(tx: &mut Tx) -> Result<HashMap<CustomFieldId, Vec<Context>>> {
    let mut projects: HashMap<CustomFieldContextId, Vec<ProjectId>> = HashMap::new();
    let sql = "select context_id, project_id from custom_field_context_project order by project_id";
    for (context, project) in tx
        .rows(sql, &[], |row| Ok((row.take()?, row.take()?)))
        .await?
    {
        projects.entry(context).or_default().push(project);
    }
    let mut types: HashMap<CustomFieldContextId, Vec<IssueTypeId>> = HashMap::new();
    let sql = "select context_id, type_id from custom_field_context_type order by type_id";
    for (context, issue_type) in tx
        .rows(sql, &[], |row| Ok((row.take()?, row.take()?)))
        .await?
    {
        types.entry(context).or_default().push(issue_type);
    }
    let mut options = options(tx).await?;
    let sql = "select field_id, id, name, description, is_all_projects, is_all_types, default_value
               from custom_field_context order by field_id, id";
    let rows = tx
        .rows(sql, &[], |row| {
            let field: CustomFieldId = row.take()?;
            let id = row.take()?;
            let (name, description) = (row.take()?, row.take()?);
            let (is_all_projects, is_all_types): (bool, bool) = (row.take()?, row.take()?);
            let default: Option<String> = row.take()?;
            Ok((
                field,
                Context {
                    id,
                    name,
                    description,
                    projects: (!is_all_projects).then(Vec::new),
                    types: (!is_all_types).then(Vec::new),
                    default: default.and_then(|json| serde_json::from_str(&json).ok()),
                    options: Vec::new(),
                },
            ))
        })
        .await?;
    let mut contexts: HashMap<CustomFieldId, Vec<Context>> = HashMap::new();
    for (field, mut context) in rows {
        let id = context.id;
        context.projects = context
            .projects
            .map(|_| projects.remove(&id).unwrap_or_default());
        context.types = context.types.map(|_| types.remove(&id).unwrap_or_default());
        context.options = options.remove(&id).unwrap_or_default();
        contexts.entry(field).or_default().push(context);
    }
    Ok(contexts)
}

/// Returns the options of contexts, each behind the one it is below.
async fn options(tx: &mut Tx) -> Result<HashMap<CustomFieldContextId, Vec<Opt>>> {
    let sql = "select context_id, id, parent_id, value, is_disabled from custom_field_option
               order by context_id, position, id";
    let rows: Vec<(CustomFieldContextId, Opt)> = tx
        .rows(sql, &[], |row| {
            let context = row.take()?;
            let option = Opt {
                id: row.take()?,
                parent: row.take()?,
                value: row.take()?,
                is_disabled: row.take()?,
            };
            Ok((context, option))
        })
        .await?;
    let mut below: HashMap<CustomFieldOptionId, Vec<Opt>> = HashMap::new();
    let mut above = Vec::new();
    for (context, option) in rows {
        match option.parent {
            Some(parent) => below.entry(parent).or_default().push(option),
            None => above.push((context, option)),
        }
    }
    let mut options: HashMap<CustomFieldContextId, Vec<Opt>> = HashMap::new();
    for (context, option) in above {
        let children = below.remove(&option.id).unwrap_or_default();
        let list = options.entry(context).or_default();
        list.push(option);
        list.extend(children);
    }
    Ok(options)
}

/// What was read of the values of issues, and of what they name.
#[derive(Debug, Default)]
pub struct Rows {
    pub atoms: HashMap<IssueId, BTreeMap<CustomFieldId, Vec<Atom>>>,
    pub groups: HashMap<GroupId, String>,
    pub versions: HashMap<model::VersionId, Version>,
    pub projects: HashMap<ProjectId, ProjectRow>,
}

/// A project as a value shows it.
#[derive(Clone, Debug)]
pub struct ProjectRow {
    pub key: String,
    pub name: String,
    pub type_key: String,
    pub avatar: Option<model::AvatarId>,
}

/// Returns the values of issues in all fields.
pub async fn values(tx: &mut Tx, issues: &[IssueId]) -> db::Result<Rows> {
    let sql = format!(
        "select c.issue_id, c.field_id, c.content, c.number_value, c.day, c.moment_at, c.option_id, c.user_id,
                c.group_id, g.name,
                v.id, v.project_id, v.name, v.description, v.position, v.is_released, v.is_archived,
                v.start_date, v.release_date,
                p.id, p.key, p.name, p.type_key, p.avatar_id
         from custom_field_value c
         left join user_group g on g.id = c.group_id
         left join version v on v.id = c.version_id
         left join project p on p.id = c.project_id
         where {}
         order by c.issue_id, c.field_id, c.position",
        tx.dialect().is_one_of("c.issue_id", 1)
    );
    let ids: Vec<i64> = issues.iter().map(|id| id.0).collect();
    let mut rows = Rows::default();
    let found = tx
        .rows(&sql, &[ids.into()], |row| {
            let (issue, field): (IssueId, CustomFieldId) = (row.take()?, row.take()?);
            let plain = plain_atom(row)?;
            let group: Option<GroupId> = row.take()?;
            let group = group.zip(row.take::<Option<String>>()?);
            let version = read_version(row)?;
            let project: Option<ProjectId> = row.take()?;
            let (key, name, type_key): (Option<String>, Option<String>, Option<String>) =
                (row.take()?, row.take()?, row.take()?);
            let avatar = row.take()?;
            let project = project.map(|id| {
                let row = ProjectRow {
                    key: key.unwrap_or_default(),
                    name: name.unwrap_or_default(),
                    type_key: type_key.unwrap_or_default(),
                    avatar,
                };
                (id, row)
            });
            Ok((issue, field, plain, group, version, project))
        })
        .await?;
    for (issue, field, plain, group, version, project) in found {
        let atom = plain
            .or_else(|| group.as_ref().map(|(id, _)| Atom::Group(*id)))
            .or_else(|| version.as_ref().map(|version| Atom::Version(version.id)))
            .or_else(|| project.as_ref().map(|(id, _)| Atom::Project(*id)));
        rows.groups.extend(group);
        rows.versions
            .extend(version.map(|version| (version.id, version)));
        rows.projects.extend(project);
        let of_issue = rows.atoms.entry(issue).or_default();
        of_issue.entry(field).or_default().extend(atom);
    }
    Ok(rows)
}

/// Reads the columns from `content` to `user_id`.
fn plain_atom(row: &mut db::Row<'_>) -> db::Result<Option<Atom>> {
    let text: Option<String> = row.take()?;
    let number: Option<f64> = row.take()?;
    let day: Option<String> = row.take()?;
    let moment: Option<_> = row.take()?;
    let option: Option<_> = row.take()?;
    let user: Option<_> = row.take()?;
    Ok(text
        .map(Atom::Text)
        .or(number.map(Atom::Number))
        .or(day.map(Atom::Day))
        .or(moment.map(Atom::Moment))
        .or(option.map(Atom::Option))
        .or(user.map(Atom::User)))
}

fn read_version(row: &mut db::Row<'_>) -> db::Result<Option<Version>> {
    let (id, project, name): (Option<_>, Option<_>, Option<_>) =
        (row.take()?, row.take()?, row.take()?);
    let description = row.take()?;
    let (position, is_released, is_archived): (Option<_>, Option<_>, Option<_>) =
        (row.take()?, row.take()?, row.take()?);
    let (start_date, release_date) = (row.take()?, row.take()?);
    let (Some(id), Some(project)) = (id, project) else {
        return Ok(None);
    };
    Ok(Some(Version {
        id,
        project,
        name: name.unwrap_or_default(),
        description,
        position: position.unwrap_or_default(),
        is_released: is_released.unwrap_or_default(),
        is_archived: is_archived.unwrap_or_default(),
        start_date,
        release_date,
    }))
}

/// Replaces the values of an issue in some fields.
pub async fn write(
    tx: &mut Tx,
    issue: IssueId,
    values: &[(CustomFieldId, Vec<Atom>)],
) -> db::Result<()> {
    let fields: Vec<i64> = values.iter().map(|(field, _)| field.0).collect();
    let sql = format!(
        "delete from custom_field_value where issue_id = $1 and {}",
        tx.dialect().is_one_of("field_id", 2)
    );
    tx.execute(&sql, &[issue.into(), fields.into()]).await?;
    let rows: Vec<(CustomFieldId, i64, &Atom)> = values
        .iter()
        .flat_map(|(field, atoms)| (0_i64..).zip(atoms).map(|(n, atom)| (*field, n, atom)))
        .collect();
    for rows in rows.chunks(ROWS) {
        let mut sql = String::from(
            "insert into custom_field_value
                 (issue_id, field_id, position, content, lower_content, number_value, day, moment_at,
                  option_id, user_id, group_id, version_id, project_id)
             values ",
        );
        let mut params: Vec<Param<'_>> = vec![issue.into()];
        for (field, position, atom) in rows {
            let comma = if params.len() == 1 { "" } else { ", " };
            let _ = write!(sql, "{comma}($1");
            let columns = columns(atom);
            let ids = [(*field).into(), (*position).into()];
            for param in ids.into_iter().chain(columns) {
                params.push(param);
                let _ = write!(sql, ", ${}", params.len());
            }
            sql.push(')');
        }
        tx.execute(&sql, &params).await?;
    }
    Ok(())
}

/// Returns what stands in the columns from `content` to `project_id`.
fn columns(atom: &Atom) -> [Param<'_>; 10] {
    let mut columns = std::array::from_fn(|_| Param::Null);
    let [
        content,
        lower,
        number,
        day,
        moment,
        option,
        user,
        group,
        version,
        project,
    ] = &mut columns;
    match atom {
        Atom::Text(text) => {
            *content = text.into();
            *lower = fold(text).into();
        }
        Atom::Number(value) => *number = (*value).into(),
        Atom::Day(text) => *day = text.into(),
        Atom::Moment(at) => *moment = (*at).into(),
        Atom::Option(id) => *option = (*id).into(),
        Atom::User(id) => *user = (*id).into(),
        Atom::Group(id) => *group = (*id).into(),
        Atom::Version(id) => *version = (*id).into(),
        Atom::Project(id) => *project = (*id).into(),
    }
    columns
}

/// Returns the users that are called so, or have such a key: id, name in lower case, key.
pub async fn users(
    tx: &mut Tx,
    names: &[String],
    keys: &[String],
) -> db::Result<Vec<(UserId, String, String)>> {
    if names.is_empty() && keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut params = Vec::new();
    let names = one_of_texts(&mut params, "u.lower_name", names);
    let keys = one_of_texts(&mut params, "u.key", keys);
    let sql = format!("select u.id, u.lower_name, u.key from app_user u where {names} or {keys}");
    tx.rows(&sql, &params, |row| {
        Ok((row.take()?, row.take()?, row.take()?))
    })
    .await
}

/// Returns the groups of these names in lower case: id and that name.
pub async fn groups(tx: &mut Tx, names: &[String]) -> db::Result<Vec<(GroupId, String)>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let mut params = Vec::new();
    let names = one_of_texts(&mut params, "g.lower_name", names);
    let sql = format!("select g.id, g.lower_name from user_group g where {names}");
    tx.rows(&sql, &params, |row| Ok((row.take()?, row.take()?)))
        .await
}

/// Returns the projects of these ids or keys: id, key and name.
pub async fn projects(
    tx: &mut Tx,
    ids: &[i64],
    keys: &[String],
) -> db::Result<Vec<(ProjectId, String, String)>> {
    if ids.is_empty() && keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut params: Vec<Param<'_>> = vec![ids.to_vec().into()];
    let keys = one_of_texts(&mut params, "p.key", keys);
    let sql = format!(
        "select p.id, p.key, p.name from project p where {} or {keys}",
        tx.dialect().is_one_of("p.id", 1)
    );
    tx.rows(&sql, &params, |row| {
        Ok((row.take()?, row.take()?, row.take()?))
    })
    .await
}

/// Returns the condition that the column is one of the texts, which become parameters.
fn one_of_texts<'a>(params: &mut Vec<Param<'a>>, column: &str, texts: &'a [String]) -> String {
    if texts.is_empty() {
        return "1 = 0".to_owned();
    }
    let mut positions = String::new();
    for text in texts {
        params.push(text.into());
        let comma = if positions.is_empty() { "" } else { ", " };
        let _ = write!(positions, "{comma}${}", params.len());
    }
    format!("{column} in ({positions})")
}
