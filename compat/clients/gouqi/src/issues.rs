//! Issues and what belongs to them.

use std::collections::BTreeMap;
use std::error::Error;

use gouqi::{
    AddComment, BulkIssueUpdate, BulkUpdateRequest, CreateIssue, CreateIssueLinkInput,
    EditCustomIssue, EditIssue, Fields, IssueGetOptions, IssueKey, IssueLinkType,
    IssueUpdateOptions, Jira, SearchOptions, TransitionTriggerOptions, WorklogInput,
    WorklogOptions,
};
use serde_json::{Value, json};

use crate::{CLOUD, Calls, is, there};

/// Returns an issue as the client's own type has it, which leaves nothing out.
pub fn whole(jira: &Jira, user: &str, summary: &str) -> Result<CreateIssue, Box<dyn Error>> {
    let kinds: Value = jira.get("api", "/issuetype")?;
    let task = kinds
        .as_array()
        .and_then(|all| all.iter().find(|kind| kind["name"] == "Task"));
    let person = json!({ "name": user });
    let priority: Value = jira.get("api", "/priority/3")?;
    let project: Value = jira.get("api", "/project/GOPH")?;
    Ok(CreateIssue {
        fields: serde_json::from_value::<Fields>(json!({
            "assignee": person, "components": [], "description": "dig", "environment": "earth",
            "issuetype": task, "priority": priority, "project": project, "reporter": person, "summary": summary,
        }))?,
    })
}

pub fn issues(calls: &mut Calls) {
    calls.call("issues.create_from_custom_issue", None, |jira, _, world| {
        let fields = json!({ "project": { "key": "GOPH" }, "issuetype": { "name": "Task" }, "summary": "Dig" });
        let new = gouqi::CreateCustomIssue { fields };
        world.issue = jira.issues().create_from_custom_issue(new)?.key;
        Ok(())
    });
    calls.call("issues.create", None, |jira, user, _| {
        Ok(drop(jira.issues().create(whole(jira, user, "Dig deep")?)?))
    });
    calls.call("issues.bulk_create", None, |jira, user, _| {
        let new = vec![whole(jira, user, "One")?, whole(jira, user, "Two")?];
        there(
            jira.issues().bulk_create(new)?.issues.len() == 2,
            "two issues",
        )
    });
    calls.call("issues.bulk_update", Some(CLOUD), |jira, _, world| {
        let updates = BulkUpdateRequest {
            issue_updates: vec![BulkIssueUpdate {
                key: world.issue.clone(),
                fields: BTreeMap::from([("summary".to_owned(), json!("Dig more"))]),
            }],
        };
        Ok(drop(jira.issues().bulk_update(updates)?))
    });
    calls.call("issues.get", None, |jira, _, world| {
        is(&jira.issues().get(&world.issue)?.key, &world.issue)
    });
    calls.call("issues.get_with_options", None, |jira, _, world| {
        let options = IssueGetOptions::builder()
            .fields(["summary"])
            .expand(["names"])
            .build();
        Ok(drop(
            jira.issues().get_with_options(&world.issue, &options)?,
        ))
    });
    calls.call("issues.get_custom_issue", None, |jira, _, world| {
        let issue: EditCustomIssue<Value> = jira.issues().get_custom_issue(&world.issue)?;
        there(issue.fields["summary"].is_string(), "summary")
    });
    calls.call("issues.update", None, |jira, _, world| {
        Ok(jira.issues().update(&world.issue, summary("Dig 1"))?)
    });
    calls.call("issues.edit", None, |jira, _, world| {
        #[allow(deprecated, reason = "it is one of the methods")]
        let edited = jira.issues().edit(&world.issue, summary("Dig 2"));
        Ok(edited?)
    });
    calls.call("issues.update_with_options", None, |jira, _, world| {
        let options = IssueUpdateOptions::builder().notify_users(false).build();
        Ok(drop(jira.issues().update_with_options(
            &world.issue,
            summary("Dig 3"),
            &options,
        )?))
    });
    let returned = Some("Cloud only: returnIssue");
    calls.call("issues.update_and_return", returned, |jira, _, world| {
        let options = IssueUpdateOptions::builder().build();
        Ok(drop(jira.issues().update_and_return(
            &world.issue,
            summary("Dig 4"),
            &options,
        )?))
    });
    let custom = || EditCustomIssue {
        fields: json!({ "labels": ["deep"] }),
    };
    calls.call("issues.update_custom_issue", None, |jira, _, world| {
        Ok(jira.issues().update_custom_issue(&world.issue, custom())?)
    });
    calls.call("issues.edit_custom_issue", None, |jira, _, world| {
        #[allow(deprecated, reason = "it is one of the methods")]
        let edited = jira.issues().edit_custom_issue(&world.issue, custom());
        Ok(edited?)
    });
    calls.call(
        "issues.assign",
        Some("client bug: sends assignee where Jira reads name"),
        |jira, user, world| Ok(jira.issues().assign(&world.issue, Some(user.to_owned()))?),
    );
    calls.call("search.list", None, |jira, _, _| {
        let options = SearchOptions::builder().max_results(2).build();
        there(
            jira.search().list("project = GOPH", &options)?.issues.len() == 2,
            "two issues",
        )
    });
    calls.call("search.iter", None, |jira, _, _| {
        let options = SearchOptions::builder().max_results(1).build();
        there(
            jira.search().iter("project = GOPH", &options)?.count() > 2,
            "more than a page",
        )
    });
    calls.call("search.count", None, |jira, _, _| {
        there(
            jira.search().count("project = GOPH", true)?.count > 2,
            "count",
        )
    });
}

fn summary(text: &str) -> EditIssue<String> {
    EditIssue {
        fields: BTreeMap::from([("summary".to_owned(), text.to_owned())]),
    }
}

pub fn parts_of_issues(calls: &mut Calls) {
    calls.call("issues.comment", None, |jira, _, world| {
        Ok(drop(
            jira.issues()
                .comment(&world.issue, AddComment::new("dug"))?,
        ))
    });
    let changelog = Some("Cloud only: on Server the history comes with expand=changelog");
    calls.call("issues.changelog", changelog, |jira, _, world| {
        Ok(drop(jira.issues().changelog(&world.issue)?))
    });
    calls.call("issues.add_worklog", None, |jira, _, world| {
        world.worklog = jira
            .issues()
            .add_worklog(&world.issue, WorklogInput::from_hours(1))?
            .id;
        Ok(())
    });
    calls.call("issues.add_worklog_with_options", None, |jira, _, world| {
        let options = WorklogOptions::builder().notify_users(false).build();
        let worklog = WorklogInput::from_minutes(5);
        Ok(drop(jira.issues().add_worklog_with_options(
            &world.issue,
            worklog,
            &options,
        )?))
    });
    calls.call("issues.get_worklogs", None, |jira, _, world| {
        Ok(drop(jira.issues().get_worklogs(&world.issue)?))
    });
    calls.call("issues.get_worklog", None, |jira, _, world| {
        Ok(drop(
            jira.issues().get_worklog(&world.issue, &world.worklog)?,
        ))
    });
    calls.call("issues.update_worklog", None, |jira, _, world| {
        let worklog = WorklogInput::from_hours(2);
        Ok(drop(jira.issues().update_worklog(
            &world.issue,
            &world.worklog,
            worklog,
        )?))
    });
    calls.call(
        "issues.update_worklog_with_options",
        None,
        |jira, _, world| {
            let (worklog, options) = (
                WorklogInput::from_hours(3),
                WorklogOptions::builder().build(),
            );
            let issues = jira.issues();
            Ok(drop(issues.update_worklog_with_options(
                &world.issue,
                &world.worklog,
                worklog,
                &options,
            )?))
        },
    );
    calls.call("issues.delete_worklog", None, |jira, _, world| {
        Ok(jira.issues().delete_worklog(&world.issue, &world.worklog)?)
    });
    calls.call("issues.add_watcher", None, |jira, user, world| {
        Ok(jira.issues().add_watcher(&world.issue, user.to_owned())?)
    });
    calls.call("issues.get_watchers", None, |jira, _, world| {
        Ok(drop(jira.issues().get_watchers(&world.issue)?))
    });
    calls.call("issues.remove_watcher", None, |jira, user, world| {
        Ok(jira
            .issues()
            .remove_watcher(&world.issue, user.to_owned())?)
    });
    let own = Some("nobody votes for an issue of one's own, in Jira neither");
    calls.call("issues.vote", own, |jira, _, world| {
        Ok(jira.issues().vote(&world.issue)?)
    });
    calls.call("issues.unvote", own, |jira, _, world| {
        Ok(jira.issues().unvote(&world.issue)?)
    });
    calls.call("issues.upload_attachment", None, |jira, _, world| {
        let files = vec![("hole.txt", b"deep".to_vec())];
        let made = jira.issues().upload_attachment(&world.issue, files)?;
        let url = &made.first().ok_or("no attachment")?.self_link;
        world.attachment = url.rsplit('/').next().unwrap_or_default().to_owned();
        Ok(())
    });
    calls.call("attachments.get", None, |jira, _, world| {
        is(
            &jira.attachments().get(&world.attachment)?.filename,
            "hole.txt",
        )
    });
    calls.call(
        "attachments.download",
        Some("Cloud only: asks at /rest/api/…/attachment/content"),
        |jira, _, world| {
            there(
                jira.attachments().download(&world.attachment)? == b"deep",
                "content",
            )
        },
    );
    calls.call("attachments.delete", None, |jira, _, world| {
        Ok(jira.attachments().delete(&world.attachment)?)
    });
    calls.call("issue_links.create", None, |jira, _, world| {
        let key = |key: &str| IssueKey {
            key: key.to_owned(),
        };
        jira.issue_links().create(CreateIssueLinkInput {
            link_type: IssueLinkType {
                name: "Blocks".to_owned(),
            },
            inward_issue: key(&world.issue),
            outward_issue: key("DEMO-1"),
            comment: None,
        })?;
        let issue: Value = jira.get("api", &format!("/issue/{}", world.issue))?;
        world.link = issue["fields"]["issuelinks"][0]["id"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        Ok(())
    });
    calls.call("issue_links.get", None, |jira, _, world| {
        Ok(drop(jira.issue_links().get(&world.link)?))
    });
    calls.call("issues.get_relationship_graph", None, |jira, _, world| {
        Ok(drop(jira.issues().get_relationship_graph(
            &world.issue,
            1,
            None,
        )?))
    });
    calls.call("issues.get_bulk_relationships", None, |jira, _, world| {
        Ok(drop(jira.issues().get_bulk_relationships(
            std::slice::from_ref(&world.issue),
            None,
        )?))
    });
    calls.call("issue_links.delete", None, |jira, _, world| {
        Ok(jira.issue_links().delete(&world.link)?)
    });
    calls.call("transitions.list", None, |jira, _, world| {
        there(
            !jira.transitions(&world.issue).list()?.is_empty(),
            "transition",
        )
    });
    calls.call("transitions.trigger", None, |jira, _, world| {
        let transitions = jira.transitions(&world.issue);
        let id = transitions
            .list()?
            .first()
            .ok_or("no transition")?
            .id
            .clone();
        Ok(transitions.trigger(TransitionTriggerOptions::new(id))?)
    });
}
