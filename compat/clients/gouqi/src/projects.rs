//! Users, groups, projects and their parts.

use gouqi::{
    AssignableUserOptions, CreateComponent, CreateProject, GroupMemberOptions, GroupSearchOptions,
    ProjectSearchOptions, UpdateProject, UserSearchOptions,
};
use serde_json::{Value, json};

use crate::{CLOUD, Calls, is, there};

pub fn users_and_groups(calls: &mut Calls) {
    let by_id = Some("Cloud only: names the user or group by its id there");
    calls.call("users.get", by_id, |jira, user, _| {
        Ok(drop(jira.users().get(user)?))
    });
    calls.call(
        "users.search",
        Some("Cloud only: sends query instead of username"),
        |jira, user, _| {
            let options = UserSearchOptions::builder().query(user).build();
            there(!jira.users().search(&options)?.is_empty(), "user")
        },
    );
    calls.call("users.get_assignable_users", None, |jira, _, _| {
        let options = AssignableUserOptions::builder().max_results(5).build();
        there(
            !jira
                .users()
                .get_assignable_users("DEMO", &options)?
                .is_empty(),
            "user",
        )
    });
    calls.call(
        "users.get_assignable_users_for_issue",
        None,
        |jira, _, _| {
            let options = AssignableUserOptions::builder().build();
            let found = jira
                .users()
                .get_assignable_users_for_issue("DEMO-1", &options)?;
            there(!found.is_empty(), "user")
        },
    );
    calls.call(
        "groups.create",
        Some("Cloud only: the answer has an id there"),
        |jira, _, _| Ok(drop(jira.groups().create("gophers")?)),
    );
    calls.call(
        "groups.list",
        Some("Cloud only: groups have ids there"),
        |jira, _, _| {
            let options = GroupSearchOptions::builder().query("gophers").build();
            Ok(drop(jira.groups().list(&options)?))
        },
    );
    calls.call("groups.add_user", by_id, |jira, user, _| {
        Ok(drop(jira.groups().add_user("gophers", user)?))
    });
    calls.call("groups.get_members", by_id, |jira, _, _| {
        let options = GroupMemberOptions::builder().build();
        Ok(drop(jira.groups().get_members("gophers", &options)?))
    });
    calls.call("groups.remove_user", by_id, |jira, user, _| {
        Ok(jira.groups().remove_user("gophers", user)?)
    });
    calls.call("groups.delete", by_id, |jira, _, _| {
        Ok(jira.groups().delete("gophers", None)?)
    });
}

pub fn projects(calls: &mut Calls) {
    let answer =
        Some("client bug: wants a whole project in the answer, which has id, key and self");
    calls.call("projects.create", answer, |jira, user, _| {
        let new = CreateProject {
            key: "GOPH".to_owned(),
            name: "Gophers".to_owned(),
            project_type_key: "software".to_owned(),
            description: None,
            lead: Some(user.to_owned()),
            url: None,
            assignee_type: None,
            avatar_id: None,
            issue_security_scheme: None,
            permission_scheme: None,
            notification_scheme: None,
            category_id: None,
        };
        Ok(drop(jira.projects().create(new)?))
    });
    calls.call("projects.list", None, |jira, _, _| {
        there(!jira.projects().list()?.is_empty(), "project")
    });
    calls.call("projects.get", None, |jira, _, _| {
        is(&jira.projects().get("GOPH")?.key, "GOPH")
    });
    calls.call("projects.update", None, |jira, _, _| {
        let change = UpdateProject {
            key: None,
            name: None,
            description: Some("of gophers".to_owned()),
            lead: None,
            url: None,
            assignee_type: None,
            avatar_id: None,
            category_id: None,
        };
        Ok(drop(jira.projects().update("GOPH", change)?))
    });
    calls.call("projects.get_versions", None, |jira, _, _| {
        Ok(drop(jira.projects().get_versions("GOPH")?))
    });
    calls.call("projects.get_components", None, |jira, _, _| {
        Ok(drop(jira.projects().get_components("GOPH")?))
    });
    calls.call("projects.get_roles", None, |jira, _, _| {
        there(
            jira.projects()
                .get_roles("GOPH")?
                .contains_key("Administrators"),
            "role",
        )
    });
    calls.call("projects.get_role_users", None, |jira, _, _| {
        Ok(drop(jira.projects().get_role_users("GOPH", 10002)?))
    });
    calls.call("projects.search", Some(CLOUD), |jira, _, _| {
        Ok(drop(
            jira.projects().search(&ProjectSearchOptions::default())?,
        ))
    });
    calls.call(
        "components.create",
        Some("client bug: wants an id that is a number, or the like"),
        |jira, _, world| {
            let made: Value = jira.post(
                "api",
                "/component",
                json!({ "name": "Hole", "project": "GOPH" }),
            )?;
            world.component = made["id"].as_str().unwrap_or_default().to_owned();
            Ok(drop(jira.components().create(component("Burrow"))?))
        },
    );
    calls.call("components.get", None, |jira, _, world| {
        Ok(drop(jira.components().get(&world.component)?))
    });
    calls.call("components.list", None, |jira, _, _| {
        there(!jira.components().list("GOPH")?.is_empty(), "component")
    });
    calls.call("components.update", None, |jira, _, world| {
        Ok(drop(
            jira.components()
                .update(&world.component, component("Hole 1"))?,
        ))
    });
    calls.call("components.edit", None, |jira, _, world| {
        #[allow(deprecated, reason = "it is one of the methods")]
        let edited = jira
            .components()
            .edit(&world.component, component("Hole 2"));
        Ok(drop(edited?))
    });
    calls.call("versions.create", None, |jira, _, world| {
        let id = jira.projects().get("GOPH")?.id.parse()?;
        jira.versions().create(id, "1.0")?;
        world.version = Some(jira.versions().create(id, "2.0")?);
        Ok(())
    });
    calls.call("versions.project_versions", None, |jira, _, _| {
        there(
            jira.versions().project_versions("GOPH")?.len() == 2,
            "two versions",
        )
    });
    calls.call("versions.move_after", None, |jira, _, world| {
        let all = jira.versions().project_versions("GOPH")?;
        let (Some(first), Some(second)) = (all.first(), &world.version) else {
            return Err("no versions".into());
        };
        Ok(drop(
            jira.versions()
                .move_after(first, second.self_link.clone())?,
        ))
    });
    calls.call("versions.release", None, |jira, _, world| {
        let version = world.version.as_ref().ok_or("no version")?;
        Ok(jira.versions().release(version, None)?)
    });
    calls.call("versions.delete", None, |jira, _, world| {
        let version = world.version.as_ref().ok_or("no version")?;
        Ok(jira.versions().delete(&version.id)?)
    });
    calls.call(
        "resolution.get",
        Some("client bug: wants members that no resolution has"),
        |jira, _, _| Ok(drop(jira.resolution().get("10000")?)),
    );
}

fn component(name: &str) -> CreateComponent {
    CreateComponent {
        name: name.to_owned(),
        description: Some("under ground".to_owned()),
        project: "GOPH".to_owned(),
    }
}
