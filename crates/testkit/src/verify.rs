//! What must be true of the database at any time.

use base::App;

/// Each is a question whose answer must be no row.
const INVARIANTS: &[(&str, &str)] = &[
    (
        "a project's counter stands at its highest issue number or above",
        "select p.key from project p left join project_counter c on c.project_id = p.id
         where c.last_number is null
            or c.last_number < (select coalesce(max(i.number), 0) from issue i where i.project_id = p.id)",
    ),
    (
        "an issue is resolved exactly when it says when",
        "select cast(id as text) from issue where (resolution_id is null) <> (resolved_at is null)",
    ),
    (
        "an issue's security level belongs to its project's scheme",
        "select cast(i.id as text) from issue i
         join project p on p.id = i.project_id
         join security_level l on l.id = i.security_level_id
         where p.security_scheme_id is null or p.security_scheme_id <> l.scheme_id",
    ),
    (
        "a grant names what its holder needs, and nothing else",
        "select cast(id as text) from permission_grant
         where (holder = 'group') <> (group_id is not null)
            or (holder = 'user') <> (user_id is not null)
            or (holder = 'projectRole') <> (role_id is not null)
            or (parameter is not null and holder not in ('applicationRole', 'userCustomField', 'groupCustomField'))",
    ),
    (
        "a role's member is either a user or a group",
        "select cast(id as text) from role_actor where (user_id is null) = (group_id is null)",
    ),
    (
        "a comment is visible to a group or to a role, not both",
        "select cast(id as text) from issue_comment where group_id is not null and role_id is not null",
    ),
    (
        "an entry of an issue's history changes something",
        "select cast(c.id as text) from issue_change c
         where not exists (select 1 from issue_change_item n where n.change_id = c.id)",
    ),
    (
        "a change of a field knows its issue, project and time, and since when there was what it replaced",
        "select cast(n.change_id as text) from issue_change_item n
         join issue_change c on c.id = n.change_id
         where n.issue_id is distinct from c.issue_id or n.created_at is distinct from c.created_at
             or n.since_at is null or n.since_at > n.created_at
             or n.project_id is distinct from (select i.project_id from issue i where i.id = c.issue_id)",
    ),
    (
        "an issue knows since when it has its status",
        "select cast(i.id as text) from issue i
         where i.status_since_at is distinct from coalesce(
             (select max(n.created_at) from issue_change_item n
              where n.issue_id = i.id and n.field = 'status' and n.is_custom = false),
             i.created_at)",
    ),
    (
        "names are stored with what they are compared by",
        "select name from app_user where lower_name = ''
         union all select name from user_group where lower_name = ''",
    ),
    (
        "the time spent on an issue is the sum of its worklogs",
        "select cast(i.id as text) from issue i
         where coalesce(i.time_spent, 0)
               <> (select coalesce(sum(w.seconds), 0) from worklog w where w.issue_id = i.id)",
    ),
    (
        "a worklog is visible to a group or to a role, not both, and took some time",
        "select cast(id as text) from worklog
         where group_id is not null and role_id is not null or seconds <= 0",
    ),
    (
        "an issue's components and versions are those of its project",
        "select cast(i.id as text) from issue_component t
         join issue i on i.id = t.issue_id join component c on c.id = t.component_id
         where c.project_id <> i.project_id
         union all select cast(i.id as text) from issue_fix_version t
         join issue i on i.id = t.issue_id join version v on v.id = t.version_id
         where v.project_id <> i.project_id
         union all select cast(i.id as text) from issue_affected_version t
         join issue i on i.id = t.issue_id join version v on v.id = t.version_id
         where v.project_id <> i.project_id",
    ),
    (
        "a workflow begins in a status it has, and its transitions lead between such",
        "select w.name from workflow w where not exists (
             select 1 from workflow_status s
             where s.workflow_id = w.id and s.status_id = w.initial_status_id)
         union all select t.name from workflow_transition t where not exists (
             select 1 from workflow_status s
             where s.workflow_id = t.workflow_id and s.status_id = t.to_status_id)
         union all select cast(f.number as text) from workflow_transition_from f where not exists (
             select 1 from workflow_status s
             where s.workflow_id = f.workflow_id and s.status_id = f.status_id)",
    ),
    (
        "a screen has a tab, and its fields are on tabs of its own",
        "select s.name from screen s
         where not exists (select 1 from screen_tab t where t.screen_id = s.id)
         union all select f.field from screen_field f join screen_tab t on t.id = f.tab_id
         where t.screen_id <> f.screen_id",
    ),
    (
        "an issue is not linked to itself",
        "select cast(id as text) from issue_link where source_id = destination_id",
    ),
    (
        "a value of a custom field is one value",
        "select cast(issue_id as text) from custom_field_value
         where (case when content is null then 0 else 1 end) + (case when number_value is null then 0 else 1 end)
             + (case when day is null then 0 else 1 end) + (case when moment_at is null then 0 else 1 end)
             + (case when option_id is null then 0 else 1 end) + (case when user_id is null then 0 else 1 end)
             + (case when group_id is null then 0 else 1 end) + (case when version_id is null then 0 else 1 end)
             + (case when project_id is null then 0 else 1 end) <> 1
            or (content is null) <> (lower_content is null)",
    ),
    (
        "an option that was chosen is one of the field's",
        "select cast(v.issue_id as text) from custom_field_value v
         join custom_field_option o on o.id = v.option_id
         join custom_field_context c on c.id = o.context_id
         where c.field_id <> v.field_id",
    ),
    (
        "an option is below one of the same context",
        "select cast(o.id as text) from custom_field_option o join custom_field_option p on p.id = o.parent_id
         where p.context_id <> o.context_id or p.parent_id is not null",
    ),
    (
        "a version that was chosen is one of the issue's project",
        "select cast(v.issue_id as text) from custom_field_value v
         join version n on n.id = v.version_id join issue i on i.id = v.issue_id
         where n.project_id <> i.project_id",
    ),
    (
        "a context is for all projects or for those that name it, as fields",
        "select cast(p.context_id as text) from custom_field_context_project p
         join custom_field_context c on c.id = p.context_id
         where c.is_all_projects or c.field_id <> p.field_id",
    ),
    (
        "an attachment has exactly one content, and a thumbnail if it says so",
        "select cast(a.id as text) from attachment a
         where (select count(*) from blob b where b.attachment_id = a.id and b.part = 'content') <> 1
            or (select count(*) from blob b where b.attachment_id = a.id and b.part = 'thumbnail')
               <> case when a.has_thumbnail then 1 else 0 end",
    ),
    (
        "an avatar is drawn or belongs to exactly one thing of its kind, and then has four pictures",
        "select cast(a.id as text) from avatar a
         where (a.drawing is not null)
               <> (a.user_id is null and a.project_id is null and a.issue_type_id is null)
            or (a.user_id is not null) <> (a.kind = 'user' and a.drawing is null)
            or (a.project_id is not null) <> (a.kind = 'project' and a.drawing is null)
            or (select count(*) from blob b where b.avatar_id = a.id)
               <> case when a.drawing is null then 4 else 0 end",
    ),
    (
        "a file belongs to at most one thing",
        "select cast(id as text) from blob
         where attachment_id is not null and avatar_id is not null
            or attachment_id is not null and draft_id is not null
            or avatar_id is not null and draft_id is not null",
    ),
    (
        "an issue has a rank",
        "select cast(id as text) from issue where rank is null or rank not like '0|______:%'",
    ),
    (
        "an issue is in one sprint at most that is not closed",
        "select cast(t.issue_id as text) from issue_sprint t join sprint s on s.id = t.sprint_id
         where s.state <> 'closed' group by t.issue_id having count(*) > 1",
    ),
    (
        "epics and sub-tasks are part of no epic, and what others are part of is an epic",
        "select cast(i.id as text) from issue i join issue e on e.id = i.epic_id
         where i.parent_id is not null or i.id = e.id",
    ),
    (
        "a sprint says when it was begun and closed exactly if it was",
        "select cast(id as text) from sprint
         where (state = 'future') <> (activated_at is null) or (state = 'closed') = (completed_at is null)",
    ),
    (
        "a sub-task is in the project of its parent",
        "select cast(i.id as text) from issue i join issue parent on parent.id = i.parent_id
         where parent.project_id <> i.project_id",
    ),
];

pub async fn verify(app: &App) {
    let mut tx = app.db.read().await.unwrap();
    for (rule, question) in INVARIANTS {
        let broken: Vec<String> = tx.rows(question, &[], |row| row.take()).await.unwrap();
        assert!(broken.is_empty(), "not true: {rule}: {broken:?}");
    }
}

/// What is counted. The tables of signing in (`login`, `session`, `access_token`) are not among them: a
/// refused request may well note that it failed.
const TABLES: [&str; 43] = [
    "board",
    "board_property",
    "sprint",
    "sprint_property",
    "issue_sprint",
    "app_user",
    "user_group",
    "membership",
    "application_role_group",
    "global_grant",
    "audit",
    "event",
    "permission_scheme",
    "permission_grant",
    "project",
    "project_role",
    "role_actor",
    "issue",
    "issue_comment",
    "issue_change",
    "component",
    "version",
    "issue_component",
    "issue_fix_version",
    "issue_link_type",
    "issue_link",
    "issue_vote",
    "issue_watch",
    "worklog",
    "issue_property",
    "remote_link",
    "security_level",
    "mail",
    "saved_filter",
    "security_scheme",
    "custom_field",
    "custom_field_context",
    "custom_field_context_project",
    "custom_field_option",
    "custom_field_value",
    "attachment",
    "avatar",
    "avatar_draft",
];

pub async fn fingerprint(app: &App) -> Vec<(String, i64)> {
    let counts = TABLES.map(|table| format!("select '{table}', count(*) from {table}"));
    let sql = format!(
        "{} union all select area, version from config_version order by 1",
        counts.join(" union all ")
    );
    let mut tx = app.db.read().await.unwrap();
    tx.rows(&sql, &[], |row| Ok((row.take()?, row.take()?)))
        .await
        .unwrap()
}
