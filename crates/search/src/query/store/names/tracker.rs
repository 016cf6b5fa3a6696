//! The SQL of looking up components, versions and kinds of links; and which voters the caller may know.

use base::guard::{self, ViewableProjects};
use base::{Cx, Result, text};
use db::Tx;
use issues::planning::State;
use model::ProjectPermission;
use policy::IssueFacts;

use crate::filter::Viewer;
use crate::query::bound::{Insight, Sides};
use crate::query::names::{Component, LinkType, Sprint, Tracker, Version, WantedTracker};
use crate::query::sight_of;
use crate::query::store::writer::Writer;
use crate::query::store::{Sight, scan};

/// Looks up what is wanted, of projects that the caller may know of.
pub async fn tracker(
    cx: &Cx,
    tx: &mut Tx,
    wanted: &WantedTracker,
    viewable: &ViewableProjects,
) -> Result<Tracker> {
    let mut found = Tracker::default();
    let projects: Vec<i64> = viewable.ids().iter().map(|id| id.0).collect();
    if wanted.leads || !wanted.components.is_empty() {
        found.components = components(tx, wanted, &projects).await?;
    }
    if wanted.all_versions || !wanted.versions.is_empty() {
        found.versions = versions(tx, wanted, &projects).await?;
    }
    if wanted.all_sprints || !wanted.sprints.is_empty() {
        found.sprints = sprints(cx, tx, wanted).await?;
    }
    if wanted.link_types {
        found.link_types = link_types(tx).await?;
    }
    if wanted.insight {
        found.insight = insight(cx);
    }
    Ok(found)
}

async fn components(
    tx: &mut Tx,
    wanted: &WantedTracker,
    projects: &[i64],
) -> Result<Vec<Component>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select c.id, c.lower_name, c.lead_id from component c where ");
    sql.is_one_of("c.project_id", projects).push(" and (");
    named_or_numbered(&mut sql, "c", wanted.components.iter());
    if wanted.leads {
        sql.push(" or c.lead_id is not null");
    }
    sql.push(") order by c.id");
    scan(tx, sql, |row| {
        Ok(Component {
            id: row.take()?,
            name: row.take()?,
            lead: row.take()?,
        })
    })
    .await
}

/// Returns all versions of the projects in which one of those wanted is: what comes before and after it can be
/// asked for.
async fn versions(tx: &mut Tx, wanted: &WantedTracker, projects: &[i64]) -> Result<Vec<Version>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push(
        "select v.id, v.project_id, v.lower_name, v.position, v.is_released, v.is_archived \
         from version v where ",
    );
    sql.is_one_of("v.project_id", projects);
    if !wanted.all_versions {
        sql.push(" and v.project_id in (select w.project_id from version w where ");
        named_or_numbered(&mut sql, "w", wanted.versions.iter());
        sql.push(")");
    }
    sql.push(" order by v.project_id, v.position, v.id");
    scan(tx, sql, |row| {
        Ok(Version {
            id: row.take()?,
            project: row.take()?,
            name: row.take()?,
            position: row.take()?,
            is_released: row.take()?,
            is_archived: row.take()?,
        })
    })
    .await
}

/// Returns the sprints wanted, as far as the caller may know of them: of a board that they see, or with an
/// issue that they see.
async fn sprints(cx: &Cx, tx: &mut Tx, wanted: &WantedTracker) -> Result<Vec<Sprint>> {
    let sight = sight_of(cx, tx).await?;
    let mut sql = Writer::new(tx.dialect());
    sql.push("select s.id, s.lower_name, s.state from sprint s where ");
    if !wanted.all_sprints {
        sql.push("(");
        named_or_numbered(&mut sql, "s", wanted.sprints.iter());
        sql.push(") and ");
    }
    sprint_is_seen(&mut sql, &Viewer::of(cx), &sight);
    sql.push(" order by s.id");
    scan(tx, sql, |row| {
        let (id, name): (i64, String) = (row.take()?, row.take()?);
        let state: String = row.take()?;
        Ok(Sprint {
            id,
            name,
            state: State::find(&state).unwrap_or(State::Future),
        })
    })
    .await
}

/// Writes the condition that the caller may know of `sprint s`.
pub fn sprint_is_seen(sql: &mut Writer, viewer: &Viewer, sight: &Sight) {
    sql.push(
        "(exists (select 1 from board b join saved_filter f on f.id = b.filter_id \
         where b.id = s.board_id and ",
    );
    viewer.write_sees(sql);
    sql.push(
        ") or exists (select 1 from issue_sprint t join issue i on i.id = t.issue_id \
         where t.sprint_id = s.id and ",
    );
    sight.write(sql);
    sql.push("))");
}

/// Writes the condition that the name or the id of a row is one of those written.
fn named_or_numbered<'a>(
    sql: &mut Writer,
    alias: &str,
    written: impl ExactSizeIterator<Item = &'a String> + Clone,
) {
    let ids: Vec<i64> = written
        .clone()
        .filter_map(|text| text.parse().ok())
        .collect();
    sql.is_one_of(&format!("{alias}.id"), &ids);
    if written.len() > 0 {
        sql.push(" or ").push(alias).push(".lower_name");
        sql.one_of_texts(written.map(|name| text::fold(name)));
    }
}

async fn link_types(tx: &mut Tx) -> Result<Vec<LinkType>> {
    let sql = "select id, outward, inward from issue_link_type order by id";
    Ok(tx
        .rows(sql, &[], |row| {
            let (id, outward, inward): (i64, String, String) =
                (row.take()?, row.take()?, row.take()?);
            Ok(LinkType {
                id,
                outward: text::fold(&outward),
                inward: text::fold(&inward),
            })
        })
        .await?)
}

/// Returns of which issues the caller may know the voters and the watchers. Asks the policy and no database.
fn insight(cx: &Cx) -> Insight {
    let mut insight = Insight::default();
    let user = cx.user_id();
    for project in guard::visible(cx).issues.projects {
        let may = |reporter: bool, assignee: bool| {
            let facts = IssueFacts {
                reporter: user.filter(|_| reporter),
                assignee: user.filter(|_| assignee),
                ..IssueFacts::default()
            };
            let permission = ProjectPermission::ViewVotersAndWatchers;
            guard::may(cx, project.project, &facts, permission)
        };
        let sides = Sides {
            any: may(false, false),
            reporter: may(true, false),
            assignee: may(false, true),
            both: may(true, true),
        };
        insight.add(project.project.0, sides);
    }
    insight
}
