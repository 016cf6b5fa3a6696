//! The SQL of a project's pages. What is counted and listed of issues is what the caller sees.

use std::collections::HashMap;

use base::Result;
use base::text;
use db::{Dialect, Tx};
use model::{
    AvatarId, ComponentId, IssueTypeId, PriorityId, ProjectCategoryId, ProjectId, StatusId,
    Timestamp, UserId, VersionId,
};

use crate::query::store::Sight;
use crate::query::store::scan;
use crate::query::store::writer::Writer;

/// A project in the list of those that one may see.
pub struct Listed {
    pub id: ProjectId,
    pub key: String,
    pub name: String,
    pub type_key: String,
    pub avatar: Option<AvatarId>,
    pub lead_name: String,
    pub lead: String,
    pub category: Option<String>,
}

/// What the list is cut down to.
pub struct Filter<'a> {
    pub contains: &'a str,
    pub category: Option<ProjectCategoryId>,
    /// Whether only those without a category are meant.
    pub is_uncategorized: bool,
    pub lead: Option<UserId>,
}

/// Returns those of the projects that fit and are in use, by name, and how many those are.
pub async fn projects(
    tx: &mut Tx,
    ids: &[ProjectId],
    filter: &Filter<'_>,
    (start, size): (i64, i64),
) -> Result<(Vec<Listed>, i64)> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let mut sql = Writer::new(tx.dialect());
    sql.push(
        "select p.id, p.key, p.name, p.type_key, p.avatar_id, u.name, u.display_name, c.name, \
             count(*) over ()
         from project p join app_user u on u.id = p.lead_id
             left join project_category c on c.id = p.category_id
         where not p.is_archived and ",
    );
    sql.is_one_of("p.id", &ids);
    if !filter.contains.is_empty() {
        // Keys are upper case.
        let lower = sql.bind(Dialect::like_pattern(&text::fold(filter.contains)));
        let upper = sql.bind(Dialect::like_pattern(&filter.contains.to_uppercase()));
        sql.push(" and (").is_like("p.lower_name", lower);
        sql.push(" or ").is_like("p.key", upper).push(")");
    }
    if let Some(category) = filter.category {
        sql.push(" and p.category_id = ").value(category.0);
    }
    if filter.is_uncategorized {
        sql.push(" and p.category_id is null");
    }
    if let Some(lead) = filter.lead {
        sql.push(" and p.lead_id = ").value(lead.0);
    }
    sql.push(" order by p.lower_name, p.id limit ").value(size);
    sql.push(" offset ").value(start);
    let rows = scan(tx, sql, |row| {
        let listed = Listed {
            id: row.take()?,
            key: row.take()?,
            name: row.take()?,
            type_key: row.take()?,
            avatar: row.take()?,
            lead_name: row.take()?,
            lead: row.take()?,
            category: row.take()?,
        };
        Ok((listed, row.take::<i64>()?))
    })
    .await?;
    let total = rows.first().map_or(0, |(_, total)| *total);
    Ok((rows.into_iter().map(|(listed, _)| listed).collect(), total))
}

/// What the summary says of a project itself.
pub struct About {
    pub description: String,
    pub url: String,
    pub type_key: String,
    pub category: Option<String>,
}

/// Returns what the summary says of a project.
pub async fn about(tx: &mut Tx, id: ProjectId) -> Result<Option<About>> {
    let found = tx
        .opt(
            "select p.description, p.url, p.type_key, c.name
             from project p left join project_category c on c.id = p.category_id where p.id = $1",
            &[id.into()],
            |row| {
                Ok(About {
                    description: row.take()?,
                    url: row.take()?,
                    type_key: row.take()?,
                    category: row.take()?,
                })
            },
        )
        .await?;
    Ok(found)
}

/// How many open issues have the same status, priority and assignee.
pub struct Tally {
    pub status: StatusId,
    pub priority: Option<PriorityId>,
    pub assignee: Option<UserId>,
    pub n_issues: i64,
}

/// Counts the open issues that are seen.
pub async fn open(tx: &mut Tx, sight: &Sight) -> Result<Vec<Tally>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push(
        "select i.status_id, i.priority_id, i.assignee_id, count(*) from issue i
         where i.resolution_id is null and i.archived_at is null and ",
    );
    sight.write(&mut sql);
    sql.push(" group by i.status_id, i.priority_id, i.assignee_id");
    scan(tx, sql, |row| {
        Ok(Tally {
            status: row.take()?,
            priority: row.take()?,
            assignee: row.take()?,
            n_issues: row.take()?,
        })
    })
    .await
}

/// An issue as these pages list it.
pub struct IssueRow {
    pub number: i64,
    pub summary: String,
    pub issue_type: IssueTypeId,
    pub status: StatusId,
    pub assignee: Option<UserId>,
    pub is_resolved: bool,
    pub updated_at: Timestamp,
}

const ISSUE_COLUMNS: &str = "i.number, i.summary, i.type_id, i.status_id, i.assignee_id, \
                             i.resolution_id is not null, i.updated_at";

fn read_issue(row: &mut db::Row<'_>) -> db::Result<IssueRow> {
    Ok(IssueRow {
        number: row.take()?,
        summary: row.take()?,
        issue_type: row.take()?,
        status: row.take()?,
        assignee: row.take()?,
        is_resolved: row.take()?,
        updated_at: row.take()?,
    })
}

/// Returns the issues that were changed last.
pub async fn latest(tx: &mut Tx, sight: &Sight, most: i64) -> Result<Vec<IssueRow>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select ").push(ISSUE_COLUMNS);
    sql.push(" from issue i where i.archived_at is null and ");
    sight.write(&mut sql);
    sql.push(" order by i.updated_at desc, i.id desc limit ")
        .value(most);
    scan(tx, sql, read_issue).await
}

/// Returns a page of the issues that are to be fixed in a version: those that are open first.
pub async fn of_version(
    tx: &mut Tx,
    sight: &Sight,
    version: VersionId,
    (start, size): (i64, i64),
) -> Result<Vec<IssueRow>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select ").push(ISSUE_COLUMNS);
    sql.push(
        " from issue_fix_version f join issue i on i.id = f.issue_id
         where i.archived_at is null and f.version_id = ",
    );
    sql.value(version).push(" and ");
    sight.write(&mut sql);
    sql.push(" order by case when i.resolution_id is null then 0 else 1 end, i.number limit ");
    sql.value(size).push(" offset ").value(start);
    scan(tx, sql, read_issue).await
}

/// Returns how many issues that are seen are to be fixed in each of several versions, by status.
pub async fn by_version(
    tx: &mut Tx,
    sight: &Sight,
    versions: &[VersionId],
) -> Result<HashMap<VersionId, Vec<(StatusId, i64)>>> {
    let ids: Vec<i64> = versions.iter().map(|id| id.0).collect();
    let mut sql = Writer::new(tx.dialect());
    sql.push(
        "select f.version_id, i.status_id, count(*)
         from issue_fix_version f join issue i on i.id = f.issue_id
         where i.archived_at is null and ",
    );
    sql.is_one_of("f.version_id", &ids).push(" and ");
    sight.write(&mut sql);
    sql.push(" group by f.version_id, i.status_id");
    let rows: Vec<(VersionId, StatusId, i64)> =
        scan(tx, sql, |row| Ok((row.take()?, row.take()?, row.take()?))).await?;
    let mut counts: HashMap<VersionId, Vec<(StatusId, i64)>> = HashMap::new();
    for (version, status, n_issues) in rows {
        counts.entry(version).or_default().push((status, n_issues));
    }
    Ok(counts)
}

/// Returns how many open issues that are seen each of several components has.
pub async fn by_component(
    tx: &mut Tx,
    sight: &Sight,
    components: &[ComponentId],
) -> Result<HashMap<ComponentId, i64>> {
    let ids: Vec<i64> = components.iter().map(|id| id.0).collect();
    let mut sql = Writer::new(tx.dialect());
    sql.push(
        "select c.component_id, count(*)
         from issue_component c join issue i on i.id = c.issue_id
         where i.resolution_id is null and i.archived_at is null and ",
    );
    sql.is_one_of("c.component_id", &ids).push(" and ");
    sight.write(&mut sql);
    sql.push(" group by c.component_id");
    let rows = scan(tx, sql, |row| Ok((row.take()?, row.take()?))).await?;
    Ok(rows.into_iter().collect())
}

/// Which versions of a project are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that are in use.
    InUse,
    Unreleased,
    Released,
    Archived,
}

/// Returns a page of a project's versions, the last in their order first, and how many there are.
pub async fn versions(
    tx: &mut Tx,
    project: ProjectId,
    which: Which,
    contains: &str,
    (start, size): (i64, i64),
) -> Result<(Vec<VersionId>, i64)> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select v.id, count(*) over () from version v where v.project_id = ");
    sql.value(project);
    sql.push(match which {
        Which::InUse => " and not v.is_archived",
        Which::Unreleased => " and not v.is_archived and not v.is_released",
        Which::Released => " and not v.is_archived and v.is_released",
        Which::Archived => " and v.is_archived",
    });
    if !contains.is_empty() {
        let pattern = sql.bind(Dialect::like_pattern(&text::fold(contains)));
        sql.push(" and ").is_like("v.lower_name", pattern);
    }
    sql.push(" order by v.position desc, v.id desc limit ")
        .value(size);
    sql.push(" offset ").value(start);
    let rows: Vec<(VersionId, i64)> = scan(tx, sql, |row| Ok((row.take()?, row.take()?))).await?;
    let total = rows.first().map_or(0, |(_, total)| *total);
    Ok((rows.into_iter().map(|(id, _)| id).collect(), total))
}

/// Returns the versions that are to be released next: those with a day first.
pub async fn due(tx: &mut Tx, project: ProjectId, most: i64) -> Result<Vec<VersionId>> {
    let found = tx
        .rows(
            "select v.id from version v
             where v.project_id = $1 and not v.is_archived and not v.is_released
             order by case when v.release_date is null then 1 else 0 end, v.release_date,
                 v.position, v.id
             limit $2",
            &[project.into(), most.into()],
            |row| row.take(),
        )
        .await?;
    Ok(found)
}
