//! The SQL of workflows.

use std::collections::HashMap;

use db::{Param, Tx};
use model::{IssueTypeId, ScreenId, StatusId, Timestamp, UserId, WorkflowId, WorkflowSchemeId};

use super::condition::{self, Condition};
use super::function::{self, Function};
use super::{Step, Transition, Workflow};

/// A transition by its workflow and number.
type Key = (WorkflowId, i64);

/// Returns all workflows, by id, with what belongs to them: a query a table.
pub async fn all(tx: &mut Tx) -> db::Result<Vec<Workflow>> {
    let mut workflows = tx
        .rows(
            "select id, name, description, initial_status_id, updated_at, updated_by
             from workflow order by id",
            &[],
            |row| {
                Ok(Workflow {
                    id: row.take()?,
                    name: row.take()?,
                    description: row.take()?,
                    initial: row.take()?,
                    updated_at: row.take()?,
                    updated_by: row.take()?,
                    steps: Vec::new(),
                    transitions: Vec::new(),
                })
            },
        )
        .await?;
    let mut steps = steps(tx).await?;
    let mut transitions = transitions(tx).await?;
    for workflow in &mut workflows {
        workflow.steps = steps.remove(&workflow.id).unwrap_or_default();
        workflow.transitions = transitions.remove(&workflow.id).unwrap_or_default();
    }
    Ok(workflows)
}

async fn steps(tx: &mut Tx) -> db::Result<HashMap<WorkflowId, Vec<Step>>> {
    let rows = tx
        .rows(
            "select workflow_id, status_id, is_editable from workflow_status
             order by workflow_id, position, status_id",
            &[],
            |row| {
                let workflow = row.take()?;
                let step = Step {
                    status: row.take()?,
                    is_editable: row.take()?,
                };
                Ok((workflow, step))
            },
        )
        .await?;
    Ok(grouped(rows))
}

async fn transitions(tx: &mut Tx) -> db::Result<HashMap<WorkflowId, Vec<Transition>>> {
    let mut from = grouped(
        tx.rows(
            "select workflow_id, number, status_id from workflow_transition_from
             order by workflow_id, number, status_id",
            &[],
            |row| Ok(((row.take()?, row.take()?), row.take()?)),
        )
        .await?,
    );
    let mut properties = grouped(
        tx.rows(
            "select workflow_id, number, key, value from workflow_property
             order by workflow_id, number, key",
            &[],
            |row| Ok(((row.take()?, row.take()?), (row.take()?, row.take()?))),
        )
        .await?,
    );
    let mut conditions: HashMap<Key, Vec<Condition>> = HashMap::new();
    let mut functions: HashMap<Key, Vec<Function>> = HashMap::new();
    for (key, id, kind, rule, argument) in rules(tx).await? {
        if kind == "condition" {
            let kind = condition::find(&rule);
            let rule = Condition { id, kind, argument };
            conditions.entry(key).or_default().push(rule);
        } else {
            let kind = function::find(&rule);
            let rule = Function { id, kind, argument };
            functions.entry(key).or_default().push(rule);
        }
    }
    let rows = tx
        .rows(
            "select workflow_id, number, name, description, to_status_id, screen_id
             from workflow_transition order by workflow_id, position, number",
            &[],
            |row| {
                let (workflow, number) = (row.take()?, row.take()?);
                let key = (workflow, number);
                let transition = Transition {
                    number,
                    name: row.take()?,
                    description: row.take()?,
                    from: from.remove(&key).unwrap_or_default(),
                    to: row.take()?,
                    screen: row.take()?,
                    conditions: conditions.remove(&key).unwrap_or_default(),
                    functions: functions.remove(&key).unwrap_or_default(),
                    properties: properties.remove(&key).unwrap_or_default(),
                };
                Ok((workflow, transition))
            },
        )
        .await?;
    Ok(grouped(rows))
}

/// A rule as it is stored: of which transition, its number, whether a condition, which, about what.
type RuleRow = (Key, i64, String, String, String);

async fn rules(tx: &mut Tx) -> db::Result<Vec<RuleRow>> {
    tx.rows(
        "select workflow_id, number, id, kind, rule, argument from workflow_rule
         order by workflow_id, number, id",
        &[],
        |row| {
            let key = (row.take()?, row.take()?);
            Ok((key, row.take()?, row.take()?, row.take()?, row.take()?))
        },
    )
    .await
}

fn grouped<K: std::hash::Hash + Eq, V>(rows: Vec<(K, V)>) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in rows {
        groups.entry(key).or_default().push(value);
    }
    groups
}

/// Writes a workflow without transitions: name, description, first status, who changed it; and its statuses.
pub async fn save(
    tx: &mut Tx,
    workflow: &Workflow,
    now: Timestamp,
    by: Option<UserId>,
) -> db::Result<()> {
    tx.execute(
        "insert into workflow (id, name, description, initial_status_id, updated_at, updated_by)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update
         set name = $2, description = $3, initial_status_id = $4, updated_at = $5, updated_by = $6",
        &[
            workflow.id.into(),
            (&workflow.name).into(),
            (&workflow.description).into(),
            workflow.initial.into(),
            now.into(),
            by.into(),
        ],
    )
    .await?;
    tx.execute(
        "delete from workflow_status where workflow_id = $1",
        &[workflow.id.into()],
    )
    .await?;
    let mut params: Vec<Param<'_>> = vec![workflow.id.into()];
    let mut rows = Vec::new();
    for (position, step) in (1_i64..).zip(&workflow.steps) {
        let at = params.len();
        rows.push(format!("($1, ${}, ${}, ${})", at + 1, at + 2, at + 3));
        params.extend([
            Param::from(step.status),
            Param::from(position),
            Param::from(step.is_editable),
        ]);
    }
    let sql = format!(
        "insert into workflow_status (workflow_id, status_id, position, is_editable) values {}",
        rows.join(", ")
    );
    tx.execute(&sql, &params).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: WorkflowId) -> db::Result<()> {
    tx.execute("delete from workflow where id = $1", &[id.into()])
        .await?;
    Ok(())
}

/// Gives a workflow the transitions of another one, with all that belongs to them.
pub async fn copy_transitions(tx: &mut Tx, from: WorkflowId, to: WorkflowId) -> db::Result<()> {
    let params = [from.into(), to.into()];
    tx.execute(
        "insert into workflow_transition
             (workflow_id, number, name, to_status_id, position, description, screen_id)
         select $2, number, name, to_status_id, position, description, screen_id
         from workflow_transition where workflow_id = $1",
        &params,
    )
    .await?;
    tx.execute(
        "insert into workflow_transition_from (workflow_id, number, status_id)
         select $2, number, status_id from workflow_transition_from where workflow_id = $1",
        &params,
    )
    .await?;
    tx.execute(
        "insert into workflow_property (workflow_id, number, key, value)
         select $2, number, key, value from workflow_property where workflow_id = $1",
        &params,
    )
    .await?;
    let rules: Vec<RuleRow> = rules(tx).await?;
    let rules: Vec<&RuleRow> = rules.iter().filter(|rule| rule.0.0 == from).collect();
    let ids = tx.next_ids("workflow_rule_id", rules.len()).await?;
    let copies = rules.iter().zip(ids).map(|(rule, id)| {
        let (key, _, kind, name, argument) = rule;
        (id, key.1, kind.as_str(), name.as_str(), argument.as_str())
    });
    insert_rules(tx, to, &copies.collect::<Vec<_>>()).await
}

/// A rule to be stored: its number, its transition's number, whether a condition, which, about what.
pub type NewRule<'a> = (i64, i64, &'a str, &'a str, &'a str);

pub async fn insert_rules(
    tx: &mut Tx,
    workflow: WorkflowId,
    rules: &[NewRule<'_>],
) -> db::Result<()> {
    if rules.is_empty() {
        return Ok(());
    }
    let mut params: Vec<Param<'_>> = vec![workflow.into()];
    let mut rows = Vec::new();
    for (id, number, kind, rule, argument) in rules {
        let at = params.len();
        let places = (at + 1, at + 2, at + 3, at + 4, at + 5);
        let (a, b, c, d, e) = places;
        rows.push(format!("(${a}, $1, ${b}, ${c}, ${d}, ${e})"));
        params.extend([
            Param::from(*id),
            Param::from(*number),
            Param::from(*kind),
            Param::from(*rule),
            Param::from(*argument),
        ]);
    }
    let sql = format!(
        "insert into workflow_rule (id, workflow_id, number, kind, rule, argument) values {}",
        rows.join(", ")
    );
    tx.execute(&sql, &params).await?;
    Ok(())
}

pub async fn delete_rule(tx: &mut Tx, workflow: WorkflowId, id: i64) -> db::Result<()> {
    tx.execute(
        "delete from workflow_rule where workflow_id = $1 and id = $2",
        &[workflow.into(), id.into()],
    )
    .await?;
    Ok(())
}

/// Writes a transition without its rules and properties, in the place of what it was.
pub async fn save_transition(
    tx: &mut Tx,
    workflow: WorkflowId,
    transition: &Transition,
    position: i64,
) -> db::Result<()> {
    let screen: Option<ScreenId> = transition.screen;
    tx.execute(
        "insert into workflow_transition
             (workflow_id, number, name, description, to_status_id, screen_id, position)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (workflow_id, number) do update
         set name = $3, description = $4, to_status_id = $5, screen_id = $6",
        &[
            workflow.into(),
            transition.number.into(),
            (&transition.name).into(),
            (&transition.description).into(),
            transition.to.into(),
            screen.into(),
            position.into(),
        ],
    )
    .await?;
    let key = [workflow.into(), transition.number.into()];
    tx.execute(
        "delete from workflow_transition_from where workflow_id = $1 and number = $2",
        &key,
    )
    .await?;
    let from: Vec<i64> = transition.from.iter().map(|status| status.0).collect();
    let sql = format!(
        "insert into workflow_transition_from (workflow_id, number, status_id)
         select $1, $2, s.id from status s where {}",
        tx.dialect().is_one_of("s.id", 3)
    );
    let params = [workflow.into(), transition.number.into(), from.into()];
    tx.execute(&sql, &params).await?;
    Ok(())
}

pub async fn delete_transition(tx: &mut Tx, workflow: WorkflowId, number: i64) -> db::Result<()> {
    tx.execute(
        "delete from workflow_transition where workflow_id = $1 and number = $2",
        &[workflow.into(), number.into()],
    )
    .await?;
    Ok(())
}

pub async fn set_property(
    tx: &mut Tx,
    (workflow, number): Key,
    key: &str,
    value: &str,
) -> db::Result<()> {
    tx.execute(
        "insert into workflow_property (workflow_id, number, key, value) values ($1, $2, $3, $4)
         on conflict (workflow_id, number, key) do update set value = $4",
        &[workflow.into(), number.into(), key.into(), value.into()],
    )
    .await?;
    Ok(())
}

pub async fn delete_property(tx: &mut Tx, (workflow, number): Key, key: &str) -> db::Result<()> {
    tx.execute(
        "delete from workflow_property where workflow_id = $1 and number = $2 and key = $3",
        &[workflow.into(), number.into(), key.into()],
    )
    .await?;
    Ok(())
}

/// Returns how many issues of the projects of each scheme are in a status, by type.
pub async fn issues_in_status(
    tx: &mut Tx,
    status: StatusId,
) -> db::Result<Vec<(WorkflowSchemeId, IssueTypeId, i64)>> {
    tx.rows(
        "select coalesce(p.workflow_scheme_id, 0), i.type_id, count(*)
         from issue i join project p on p.id = i.project_id where i.status_id = $1
         group by coalesce(p.workflow_scheme_id, 0), i.type_id",
        &[status.into()],
        |row| Ok((row.take()?, row.take()?, row.take()?)),
    )
    .await
}
