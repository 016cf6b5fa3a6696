create table issue_type (
    id {id},
    name text not null,
    description text not null,
    is_subtask boolean not null,
    icon text not null,
    position bigint not null
);
insert into issue_type (id, name, description, is_subtask, icon, position) values
    (10002, 'Task', 'A piece of work to be done.', false, 'task', 1),
    (10003, 'Sub-task', 'A part of another issue.', true, 'subtask', 2),
    (10001, 'Story', 'Something a user wants to be able to do.', false, 'story', 3),
    (10004, 'Bug', 'Something that does not work as it should.', false, 'bug', 4),
    (10000, 'Epic', 'A large piece of work that consists of several issues.', false, 'epic', 5);

create table status (
    id {id},
    name text not null,
    description text not null,
    icon text not null,
    category_id bigint not null,
    position bigint not null
);
insert into status (id, name, description, icon, category_id, position) values
    (10000, 'To Do', 'Not started yet.', 'open', 2, 1),
    (3, 'In Progress', 'Somebody is working on it.', 'inprogress', 4, 2),
    (10001, 'Done', 'Finished.', 'closed', 3, 3),
    (1, 'Open', 'Ready for somebody to start on it.', 'open', 2, 4),
    (4, 'Reopened', 'Was resolved before, and is not any more.', 'reopened', 2, 5),
    (5, 'Resolved', 'Resolved, and waiting to be confirmed.', 'resolved', 3, 6),
    (6, 'Closed', 'Finished and confirmed.', 'closed', 3, 7);

create table priority (
    id {id},
    name text not null,
    description text not null,
    color text not null,
    icon text not null,
    is_default boolean not null,
    position bigint not null
);
insert into priority (id, name, description, color, icon, is_default, position) values
    (1, 'Highest', 'Stops everything else.', '#d04437', 'highest', false, 1),
    (2, 'High', 'Could stop progress.', '#f15c75', 'high', false, 2),
    (3, 'Medium', 'Could affect progress.', '#f79232', 'medium', true, 3),
    (4, 'Low', 'Small, or easily worked around.', '#707070', 'low', false, 4),
    (5, 'Lowest', 'Hardly matters.', '#999999', 'lowest', false, 5);

create table resolution (
    id {id},
    name text not null,
    description text not null,
    is_default boolean not null,
    position bigint not null
);
insert into resolution (id, name, description, is_default, position) values
    (10000, 'Done', 'The work is complete.', true, 1),
    (10001, 'Won''t Do', 'The work will not be done.', false, 2),
    (10002, 'Duplicate', 'Another issue covers it.', false, 3),
    (10003, 'Cannot Reproduce', 'The problem could not be seen again.', false, 4);

create table workflow (id {id}, name text not null unique, description text not null, initial_status_id bigint not null references status (id));
-- A null from_status_id is any status. A null resolution_id clears the resolution.
create table workflow_transition (
    workflow_id bigint not null references workflow (id) on delete cascade,
    number bigint not null,
    name text not null,
    from_status_id bigint references status (id),
    to_status_id bigint not null references status (id),
    resolution_id bigint references resolution (id),
    position bigint not null,
    primary key (workflow_id, number)
);
insert into workflow (id, name, description, initial_status_id) values
    (10000, 'Software Simplified Workflow', 'Any status can be reached from any other.', 10000);
insert into workflow_transition (workflow_id, number, name, from_status_id, to_status_id, resolution_id, position) values
    (10000, 11, 'To Do', null, 10000, null, 1),
    (10000, 21, 'In Progress', null, 3, null, 2),
    (10000, 31, 'Done', null, 10001, 10000, 3);

{sequence} permission_scheme_id 10000
create table permission_scheme (
    id {id},
    name text not null,
    lower_name text not null unique,
    description text not null,
    -- Whether those who administer a project may also change its workflow and screens.
    has_extended_administration boolean not null
);

{sequence} project_role_id 10100
create table project_role (id {id}, name text not null, lower_name text not null unique, description text not null);
insert into project_role (id, name, lower_name, description) values
    (10002, 'Administrators', 'administrators', 'People who administer a project.');

-- What a grant is to is in exactly one of group_id, user_id, role_id, parameter, as its holder says.
{sequence} permission_grant_id 10000
create table permission_grant (
    id {id},
    scheme_id bigint not null references permission_scheme (id) on delete cascade,
    permission text not null,
    holder text not null,
    group_id bigint references user_group (id) on delete cascade,
    user_id bigint references app_user (id) on delete cascade,
    role_id bigint references project_role (id) on delete cascade,
    parameter text
);
create index permission_grant_by_scheme on permission_grant (scheme_id);
create index permission_grant_by_group on permission_grant (group_id);

{sequence} security_scheme_id 10000
create table security_scheme (id {id}, name text not null, lower_name text not null unique, description text not null, default_level_id bigint);
{sequence} security_level_id 10000
create table security_level (
    id {id},
    scheme_id bigint not null references security_scheme (id) on delete cascade,
    name text not null,
    description text not null
);
create index security_level_by_scheme on security_level (scheme_id);
{sequence} security_grant_id 10000
create table security_grant (
    id {id},
    level_id bigint not null references security_level (id) on delete cascade,
    holder text not null,
    group_id bigint references user_group (id) on delete cascade,
    user_id bigint references app_user (id) on delete cascade,
    role_id bigint references project_role (id) on delete cascade,
    parameter text
);
create index security_grant_by_level on security_grant (level_id);

{sequence} project_id 10000
create table project (
    id {id},
    key text not null unique,
    name text not null,
    lower_name text not null unique,
    description text not null,
    url text not null,
    lead_id bigint not null references app_user (id),
    type_key text not null,
    assignee_type text not null,
    permission_scheme_id bigint not null references permission_scheme (id),
    security_scheme_id bigint references security_scheme (id),
    workflow_id bigint not null references workflow (id),
    is_archived boolean not null,
    created_at bigint not null
);
create index project_by_permission_scheme on project (permission_scheme_id);
create index project_by_lead on project (lead_id);

-- The last number given to an issue, apart from the project so that creating an issue locks nothing else.
create table project_counter (
    project_id bigint not null primary key references project (id) on delete cascade,
    last_number bigint not null
);

-- A null project is the default membership that new projects start with.
{sequence} role_actor_id 10240
create table role_actor (
    id {id},
    role_id bigint not null references project_role (id) on delete cascade,
    project_id bigint references project (id) on delete cascade,
    user_id bigint references app_user (id) on delete cascade,
    group_id bigint references user_group (id) on delete cascade
);
create unique index role_actor_once on role_actor (role_id, coalesce(project_id, 0), coalesce(user_id, 0), coalesce(group_id, 0));
create index role_actor_by_project on role_actor (project_id);
insert into role_actor (id, role_id, project_id, user_id, group_id) values (10000, 10002, null, null, 1);

insert into permission_scheme (id, name, lower_name, description, has_extended_administration) values
    (0, 'Default Permission Scheme', 'default permission scheme', 'The permission scheme of projects that have no other.', true);
insert into permission_grant (id, scheme_id, permission, holder, role_id) values
    (10, 0, 'ADMINISTER_PROJECTS', 'projectRole', 10002),
    (11, 0, 'DELETE_ISSUES', 'projectRole', 10002),
    (12, 0, 'MODIFY_REPORTER', 'projectRole', 10002),
    (13, 0, 'MANAGE_WATCHERS', 'projectRole', 10002),
    (14, 0, 'EDIT_ALL_COMMENTS', 'projectRole', 10002),
    (15, 0, 'DELETE_ALL_COMMENTS', 'projectRole', 10002),
    (16, 0, 'DELETE_ALL_ATTACHMENTS', 'projectRole', 10002),
    (17, 0, 'EDIT_ALL_WORKLOGS', 'projectRole', 10002),
    (18, 0, 'DELETE_ALL_WORKLOGS', 'projectRole', 10002),
    (19, 0, 'MANAGE_SPRINTS_PERMISSION', 'projectRole', 10002);
insert into permission_grant (id, scheme_id, permission, holder) values
    (20, 0, 'BROWSE_PROJECTS', 'applicationRole'),
    (21, 0, 'VIEW_DEV_TOOLS', 'applicationRole'),
    (22, 0, 'VIEW_READONLY_WORKFLOW', 'applicationRole'),
    (23, 0, 'CREATE_ISSUES', 'applicationRole'),
    (24, 0, 'EDIT_ISSUES', 'applicationRole'),
    (25, 0, 'ASSIGN_ISSUES', 'applicationRole'),
    (26, 0, 'ASSIGNABLE_USER', 'applicationRole'),
    (27, 0, 'RESOLVE_ISSUES', 'applicationRole'),
    (28, 0, 'CLOSE_ISSUES', 'applicationRole'),
    (29, 0, 'TRANSITION_ISSUES', 'applicationRole'),
    (30, 0, 'MOVE_ISSUES', 'applicationRole'),
    (31, 0, 'LINK_ISSUES', 'applicationRole'),
    (32, 0, 'SCHEDULE_ISSUES', 'applicationRole'),
    (33, 0, 'ADD_COMMENTS', 'applicationRole'),
    (34, 0, 'EDIT_OWN_COMMENTS', 'applicationRole'),
    (35, 0, 'DELETE_OWN_COMMENTS', 'applicationRole'),
    (36, 0, 'CREATE_ATTACHMENTS', 'applicationRole'),
    (37, 0, 'DELETE_OWN_ATTACHMENTS', 'applicationRole'),
    (38, 0, 'WORK_ON_ISSUES', 'applicationRole'),
    (39, 0, 'EDIT_OWN_WORKLOGS', 'applicationRole'),
    (40, 0, 'DELETE_OWN_WORKLOGS', 'applicationRole'),
    (41, 0, 'VIEW_VOTERS_AND_WATCHERS', 'applicationRole');
