//! The SQL of schemes of issue types and of priorities: the same statements on the tables of either kind.

use std::collections::HashMap;

use base::{Remembered, Result, text};
use db::Tx;
use model::{OptionId, OptionSchemeId, ProjectId};

use super::{Chosen, Kind, Offers, Scheme};

impl Kind {
    /// The table of the schemes; that of their entries ends with `_entry`.
    fn table(self) -> &'static str {
        match self {
            Self::IssueTypes => "issue_type_scheme",
            Self::Priorities => "priority_scheme",
        }
    }

    /// The column of an entry and of an issue with the option's id.
    fn column(self) -> &'static str {
        match self {
            Self::IssueTypes => "type_id",
            Self::Priorities => "priority_id",
        }
    }

    fn sequence(self) -> &'static str {
        match self {
            Self::IssueTypes => "issue_type_scheme_id",
            Self::Priorities => "priority_scheme_id",
        }
    }
}

impl Remembered for Offers {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let chosen = tx
            .rows(
                "select id, issue_type_scheme_id, priority_scheme_id from project
                 where issue_type_scheme_id is not null or priority_scheme_id is not null",
                &[],
                |row| {
                    let id: ProjectId = row.take()?;
                    let (types, priorities) = (row.take()?, row.take()?);
                    Ok((id, Chosen { types, priorities }))
                },
            )
            .await?;
        Ok(Self {
            types: schemes(tx, Kind::IssueTypes).await?,
            priorities: schemes(tx, Kind::Priorities).await?,
            chosen: chosen.into_iter().collect(),
        })
    }
}

async fn schemes(tx: &mut Tx, kind: Kind) -> db::Result<Vec<Scheme>> {
    let (table, column) = (kind.table(), kind.column());
    let sql = format!("select scheme_id, {column} from {table}_entry order by position, {column}");
    let entries: Vec<(OptionSchemeId, OptionId)> = tx
        .rows(&sql, &[], |row| Ok((row.take()?, row.take()?)))
        .await?;
    let mut options: HashMap<OptionSchemeId, Vec<OptionId>> = HashMap::new();
    for (scheme, option) in entries {
        options.entry(scheme).or_default().push(option);
    }
    let sql = format!(
        "select id, name, description, is_default, default_{column} from {table}
         order by lower_name, id"
    );
    tx.rows(&sql, &[], |row| {
        let id = row.take()?;
        Ok(Scheme {
            id,
            name: row.take()?,
            description: row.take()?,
            is_default: row.take()?,
            default_option: row.take()?,
            options: options.remove(&id).unwrap_or_default(),
        })
    })
    .await
}

pub async fn next_id(tx: &mut Tx, kind: Kind) -> db::Result<OptionSchemeId> {
    Ok(OptionSchemeId(tx.next_id(kind.sequence()).await?))
}

pub async fn insert(tx: &mut Tx, kind: Kind, scheme: &Scheme) -> db::Result<()> {
    let (table, column) = (kind.table(), kind.column());
    let sql = format!(
        "insert into {table} (id, name, lower_name, description, is_default, default_{column})
         values ($1, $2, $3, $4, $5, $6)"
    );
    let params = [
        scheme.id.into(),
        (&scheme.name).into(),
        text::fold(&scheme.name).into(),
        (&scheme.description).into(),
        scheme.is_default.into(),
        scheme.default_option.into(),
    ];
    tx.execute(&sql, &params).await?;
    write_options(tx, kind, scheme).await
}

pub async fn update(tx: &mut Tx, kind: Kind, scheme: &Scheme) -> db::Result<()> {
    let (table, column) = (kind.table(), kind.column());
    let sql = format!(
        "update {table} set name = $2, lower_name = $3, description = $4, default_{column} = $5
         where id = $1"
    );
    let params = [
        scheme.id.into(),
        (&scheme.name).into(),
        text::fold(&scheme.name).into(),
        (&scheme.description).into(),
        scheme.default_option.into(),
    ];
    tx.execute(&sql, &params).await?;
    let sql = format!("delete from {table}_entry where scheme_id = $1");
    tx.execute(&sql, &[scheme.id.into()]).await?;
    write_options(tx, kind, scheme).await?;
    if kind == Kind::Priorities && scheme.is_default {
        // What is told of priorities themselves follows the default scheme.
        tx.execute(
            "update priority set is_default = (id = $1)",
            &[scheme.default_option.unwrap_or(OptionId(0)).into()],
        )
        .await?;
    }
    Ok(())
}

/// Stores what a scheme lists, in one statement: the options come as one list, their places in it count.
async fn write_options(tx: &mut Tx, kind: Kind, scheme: &Scheme) -> db::Result<()> {
    let (table, column) = (kind.table(), kind.column());
    let list = tx.dialect().numbered(2);
    let sql = format!(
        "insert into {table}_entry (scheme_id, {column}, position)
         select $1, o.value, o.place from {list}"
    );
    let options: Vec<i64> = scheme.options.iter().map(|id| id.0).collect();
    tx.execute(&sql, &[scheme.id.into(), options.into()])
        .await?;
    Ok(())
}

/// Puts an option at the end of the default scheme.
pub async fn append_to_default(tx: &mut Tx, kind: Kind, option: OptionId) -> db::Result<()> {
    let (table, column) = (kind.table(), kind.column());
    let sql = format!(
        "insert into {table}_entry (scheme_id, {column}, position)
         select s.id, $1, coalesce((select max(e.position) from {table}_entry e where e.scheme_id = s.id), 0) + 1
         from {table} s where s.is_default"
    );
    tx.execute(&sql, &[option.into()]).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, kind: Kind, id: OptionSchemeId) -> db::Result<()> {
    let sql = format!("delete from {} where id = $1", kind.table());
    tx.execute(&sql, &[id.into()]).await?;
    Ok(())
}

/// Gives the projects a scheme; `None` is the default one.
pub async fn assign(
    tx: &mut Tx,
    kind: Kind,
    scheme: Option<OptionSchemeId>,
    projects: &[ProjectId],
) -> db::Result<()> {
    let sql = format!(
        "update project set {}_id = $1 where {}",
        kind.table(),
        tx.dialect().is_one_of("id", 2)
    );
    tx.execute(&sql, &[scheme.into(), numbers(projects).into()])
        .await?;
    Ok(())
}

/// Returns the projects that use a scheme, by name; `None` is the default one.
pub async fn projects_of(
    tx: &mut Tx,
    kind: Kind,
    scheme: Option<OptionSchemeId>,
) -> db::Result<Vec<(ProjectId, String)>> {
    let column = kind.table();
    let sql = format!(
        "select id, key from project
         where {column}_id = $1 or $2 and {column}_id is null order by lower_name, id"
    );
    let id = scheme.unwrap_or(OptionSchemeId(0));
    tx.rows(&sql, &[id.into(), scheme.is_none().into()], |row| {
        Ok((row.take()?, row.take()?))
    })
    .await
}

/// Returns the ids and keys of all projects.
pub async fn all_projects(tx: &mut Tx) -> db::Result<Vec<(ProjectId, String)>> {
    tx.rows("select id, key from project", &[], |row| {
        Ok((row.take()?, row.take()?))
    })
    .await
}

/// Returns the keys of those projects that have issues with an option that is none of these.
pub async fn in_need_of_others(
    tx: &mut Tx,
    kind: Kind,
    projects: &[ProjectId],
    options: &[OptionId],
) -> db::Result<Vec<String>> {
    let column = kind.column();
    let dialect = tx.dialect();
    let sql = format!(
        "select p.key from project p
         where {} and exists (select 1 from issue i where i.project_id = p.id
                              and i.{column} is not null and not ({}))
         order by p.key",
        dialect.is_one_of("p.id", 1),
        dialect.is_one_of(&format!("i.{column}"), 2),
    );
    let options: Vec<i64> = options.iter().map(|id| id.0).collect();
    let params = [numbers(projects).into(), options.into()];
    tx.rows(&sql, &params, |row| row.take()).await
}

fn numbers(projects: &[ProjectId]) -> Vec<i64> {
    projects.iter().map(|id| id.0).collect()
}
