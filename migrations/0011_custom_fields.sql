-- Custom fields. What a type means is in the program: a field whose type it does not know is not there.
-- Locked fields belong to the product and are not deleted.
{sequence} custom_field_id 10200
create table custom_field (
    id {id},
    type_key text not null,
    searcher_key text,
    name text not null,
    lower_name text not null,
    description text not null,
    is_locked boolean not null
);
create index custom_field_by_name on custom_field (lower_name);

-- Where a field applies, with which options and default. A project has at most one context of a field: its
-- own, or else the one of all projects. The default is JSON as the API sets it.
{sequence} custom_field_context_id 10300
create table custom_field_context (
    id {id},
    field_id bigint not null references custom_field (id) on delete cascade,
    name text not null,
    description text not null,
    is_all_projects boolean not null,
    is_all_types boolean not null,
    default_value text
);
create unique index custom_field_context_of_all on custom_field_context (field_id) where is_all_projects;
create index custom_field_context_by_field on custom_field_context (field_id);
create table custom_field_context_project (
    field_id bigint not null references custom_field (id) on delete cascade,
    project_id bigint not null references project (id) on delete cascade,
    context_id bigint not null references custom_field_context (id) on delete cascade,
    primary key (field_id, project_id)
);
create index custom_field_context_project_by_context on custom_field_context_project (context_id);
create index custom_field_context_project_by_project on custom_field_context_project (project_id);
create table custom_field_context_type (
    context_id bigint not null references custom_field_context (id) on delete cascade,
    type_id bigint not null references issue_type (id) on delete cascade,
    primary key (context_id, type_id)
);
create index custom_field_context_type_by_type on custom_field_context_type (type_id);

-- What can be chosen, in the order of the positions; of a cascading field, also below another option.
{sequence} custom_field_option_id 10100
create table custom_field_option (
    id {id},
    context_id bigint not null references custom_field_context (id) on delete cascade,
    parent_id bigint references custom_field_option (id) on delete cascade,
    position bigint not null,
    value text not null,
    is_disabled boolean not null
);
create index custom_field_option_by_context on custom_field_option (context_id, position);
create index custom_field_option_by_parent on custom_field_option (parent_id);

-- The values of issues: a row for each of several. One of the columns from content on has it; lower_content
-- stands beside content. Days are stored as they are shown.
create table custom_field_value (
    issue_id bigint not null references issue (id) on delete cascade,
    field_id bigint not null references custom_field (id) on delete cascade,
    position bigint not null,
    content text,
    lower_content text,
    number_value double precision,
    day text,
    moment_at bigint,
    option_id bigint references custom_field_option (id) on delete cascade,
    user_id bigint references app_user (id) on delete cascade,
    group_id bigint references user_group (id) on delete cascade,
    version_id bigint references version (id) on delete cascade,
    project_id bigint references project (id) on delete cascade,
    primary key (issue_id, field_id, position)
);
create index custom_field_value_by_field on custom_field_value (field_id, issue_id);
create index custom_field_value_by_number on custom_field_value (field_id, number_value, issue_id)
    where number_value is not null;
create index custom_field_value_by_day on custom_field_value (field_id, day, issue_id) where day is not null;
create index custom_field_value_by_moment on custom_field_value (field_id, moment_at, issue_id)
    where moment_at is not null;
create index custom_field_value_by_option on custom_field_value (option_id, issue_id) where option_id is not null;
create index custom_field_value_by_user on custom_field_value (user_id, field_id, issue_id)
    where user_id is not null;
create index custom_field_value_by_group on custom_field_value (group_id, field_id, issue_id)
    where group_id is not null;
create index custom_field_value_by_version on custom_field_value (version_id, field_id, issue_id)
    where version_id is not null;
create index custom_field_value_by_project on custom_field_value (project_id, field_id, issue_id)
    where project_id is not null;

-- The fields of Jira Software, under the ids that the reference gives them when it is set up.
insert into custom_field (id, type_key, searcher_key, name, lower_name, description, is_locked) values
    (10101, 'com.pyxis.greenhopper.jira:gh-sprint', 'com.pyxis.greenhopper.jira:gh-sprint-searcher', 'Sprint', 'sprint', 'The sprints that the issue is or was in.', true),
    (10102, 'com.pyxis.greenhopper.jira:gh-epic-link', 'com.pyxis.greenhopper.jira:gh-epic-link-searcher', 'Epic Link', 'epic link', 'The epic that the issue belongs to.', true),
    (10103, 'com.pyxis.greenhopper.jira:gh-epic-status', 'com.pyxis.greenhopper.jira:gh-epic-status-searcher', 'Epic Status', 'epic status', 'How far the epic has come.', true),
    (10104, 'com.pyxis.greenhopper.jira:gh-epic-label', 'com.pyxis.greenhopper.jira:gh-epic-label-searcher', 'Epic Name', 'epic name', 'A short name for the epic.', true),
    (10105, 'com.pyxis.greenhopper.jira:gh-epic-color', 'com.pyxis.greenhopper.jira:gh-epic-color-searcher', 'Epic Color', 'epic color', 'The color in which the epic is shown.', true),
    (10106, 'com.pyxis.greenhopper.jira:gh-lexo-rank', 'com.pyxis.greenhopper.jira:gh-lexo-rank-searcher', 'Rank', 'rank', 'Where the issue stands among the others.', true),
    (10107, 'com.atlassian.jira.plugin.system.customfieldtypes:float', 'com.atlassian.jira.plugin.system.customfieldtypes:exactnumber', 'Story Points', 'story points', 'How much work a story is thought to be.', true);
insert into custom_field_context (id, field_id, name, description, is_all_projects, is_all_types, default_value) values
    (10201, 10101, 'Default Configuration Scheme for Sprint', '', true, true, null),
    (10202, 10102, 'Default Configuration Scheme for Epic Link', '', true, true, null),
    (10203, 10103, 'Default Configuration Scheme for Epic Status', '', true, false, '{"id":"10000"}'),
    (10204, 10104, 'Default Configuration Scheme for Epic Name', '', true, false, null),
    (10205, 10105, 'Default Configuration Scheme for Epic Color', '', true, false, null),
    (10206, 10106, 'Default Configuration Scheme for Rank', '', true, true, null),
    (10207, 10107, 'Default Configuration Scheme for Story Points', '', true, false, null);
insert into custom_field_context_type (context_id, type_id) values
    (10203, 10000), (10204, 10000), (10205, 10000), (10207, 10000), (10207, 10001);
insert into custom_field_option (id, context_id, parent_id, position, value, is_disabled) values
    (10000, 10203, null, 0, 'To Do', false),
    (10001, 10203, null, 1, 'In Progress', false),
    (10002, 10203, null, 2, 'Done', false);
