//! Boards and sprints; and what deletes things, at the end.

use gouqi::{Board, IssueDeleteOptions, SearchOptions, Sprint, UpdateSprint};
use serde_json::{Value, json};

use crate::issues::whole;
use crate::{Calls, World, there};

pub fn agile(calls: &mut Calls) {
    let all = SearchOptions::builder().build();
    calls.call("boards.list", None, |jira, _, world| {
        let filter: Value = jira.post(
            "api",
            "/filter",
            json!({ "name": "Gophers", "jql": "project = GOPH ORDER BY Rank" }),
        )?;
        let id: i64 = filter["id"].as_str().unwrap_or_default().parse()?;
        let _: Value = jira.post(
            "agile",
            "/board",
            json!({ "name": "Gophers", "type": "scrum", "filterId": id }),
        )?;
        let boards = jira
            .boards()
            .list(&SearchOptions::builder().name("Gophers").build())?;
        world.board = boards.values.into_iter().next();
        there(world.board.is_some(), "board")
    });
    calls.call("boards.get", None, |jira, _, world| {
        Ok(drop(jira.boards().get(board(world)?.id)?))
    });
    calls.call("boards.iter", None, |jira, _, _| {
        there(jira.boards().iter(&all)?.count() > 0, "board")
    });
    calls.call("issues.list", None, |jira, _, world| {
        Ok(drop(jira.issues().list(board(world)?, &all)?))
    });
    calls.call("issues.iter", None, |jira, _, world| {
        there(
            jira.issues().iter(board(world)?, &all)?.count() > 0,
            "issue",
        )
    });
    calls.call("sprints.create", None, |jira, _, world| {
        let board: Board = jira.boards().get(board(world)?.id)?;
        world.sprint = Some(jira.sprints().create(board, "Dig week")?);
        Ok(())
    });
    calls.call("sprints.get", None, |jira, _, world| {
        Ok(drop(jira.sprints().get(sprint(world)?.id.to_string())?))
    });
    calls.call("sprints.list", None, |jira, _, world| {
        there(
            !jira.sprints().list(board(world)?, &all)?.values.is_empty(),
            "sprint",
        )
    });
    calls.call("sprints.iter", None, |jira, _, world| {
        there(
            jira.sprints().iter(board(world)?, &all)?.count() > 0,
            "sprint",
        )
    });
    calls.call("sprints.move_issues", None, |jira, _, world| {
        Ok(drop(jira.sprints().move_issues(
            sprint(world)?.id,
            vec![world.issue.clone()],
        )?))
    });
    calls.call("sprints.update", None, |jira, _, world| {
        let change = UpdateSprint {
            name: Some("Dig days".to_owned()),
            start_date: None,
            end_date: None,
            state: Some("future".to_owned()),
        };
        Ok(drop(jira.sprints().update(sprint(world)?.id, change)?))
    });
    calls.call("sprints.delete", None, |jira, _, world| {
        Ok(drop(jira.sprints().delete(sprint(world)?.id)?))
    });
}

fn board(world: &World) -> Result<&Board, &'static str> {
    world.board.as_ref().ok_or("no board")
}

fn sprint(world: &World) -> Result<&Sprint, &'static str> {
    world.sprint.as_ref().ok_or("no sprint")
}

pub fn ends(calls: &mut Calls) {
    calls.call("components.delete", None, |jira, _, world| {
        Ok(jira.components().delete(&world.component)?)
    });
    calls.call("issues.archive", Some("client bug: sends POST where Jira has PUT"), |jira, user, _| {
        let key = jira.issues().create(whole(jira, user, "Old")?)?.key;
        Ok(jira.issues().archive(key)?)
    });
    calls.call("issues.delete_with_options", None, |jira, user, _| {
        let key = jira.issues().create(whole(jira, user, "Wrong")?)?.key;
        let options = IssueDeleteOptions::builder().delete_subtasks(true).build();
        Ok(jira.issues().delete_with_options(key, options)?)
    });
    calls.call("issues.delete", None, |jira, _, world| {
        Ok(jira.issues().delete(&world.issue)?)
    });
    calls.call("projects.delete", None, |jira, _, _| {
        Ok(jira.projects().delete("GOPH")?)
    });
}
