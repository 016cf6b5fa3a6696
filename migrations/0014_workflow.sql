-- Screens: which fields are asked for, in tabs. A field is on a screen once.
{sequence} screen_id 10000
create table screen (id {id}, name text not null, lower_name text not null unique, description text not null);
insert into screen (id, name, lower_name, description) values
    (1, 'Default Screen', 'default screen', 'What is asked for when an issue is made or edited.'),
    (2, 'Workflow Screen', 'workflow screen', 'What is asked for when an issue moves on.'),
    (3, 'Resolve Issue Screen', 'resolve issue screen', 'What is asked for when an issue is resolved.');
{sequence} screen_tab_id 10100
create table screen_tab (
    id {id},
    screen_id bigint not null references screen (id) on delete cascade,
    name text not null,
    position bigint not null
);
create index screen_tab_by_screen on screen_tab (screen_id);
insert into screen_tab (id, screen_id, name, position) values
    (10000, 1, 'Field Tab', 1), (10001, 2, 'Field Tab', 1), (10002, 3, 'Field Tab', 1);
-- A field is named as issues name it: summary, customfield_10000.
create table screen_field (
    screen_id bigint not null references screen (id) on delete cascade,
    field text not null,
    tab_id bigint not null references screen_tab (id) on delete cascade,
    position bigint not null,
    show_when_empty boolean not null,
    primary key (screen_id, field)
);
create index screen_field_by_tab on screen_field (tab_id);
insert into screen_field (screen_id, field, tab_id, position, show_when_empty) values
    (1, 'summary', 10000, 1, false), (1, 'issuetype', 10000, 2, false), (1, 'reporter', 10000, 3, false),
    (1, 'components', 10000, 4, false), (1, 'description', 10000, 5, false), (1, 'fixVersions', 10000, 6, false),
    (1, 'priority', 10000, 7, false), (1, 'labels', 10000, 8, false), (1, 'timetracking', 10000, 9, false),
    (1, 'security', 10000, 10, false), (1, 'environment', 10000, 11, false), (1, 'attachment', 10000, 12, false),
    (1, 'duedate', 10000, 13, false), (1, 'versions', 10000, 14, false), (1, 'issuelinks', 10000, 15, false),
    (1, 'worklog', 10000, 16, false), (1, 'assignee', 10000, 17, false),
    (2, 'assignee', 10001, 1, false),
    (3, 'resolution', 10002, 1, false), (3, 'fixVersions', 10002, 2, false), (3, 'assignee', 10002, 3, false),
    (3, 'worklog', 10002, 4, false);
insert into screen_field (screen_id, field, tab_id, position, show_when_empty)
select 1, 'customfield_' || f.id, 10000, f.id, false from custom_field f;

-- Workflows: the statuses they have, and what their transitions start from, ask, do and are known by.
{sequence} workflow_id 10001
{sequence} status_id 10100
alter table workflow add column updated_at bigint;
alter table workflow add column updated_by bigint references app_user (id);
-- A status with is_editable false is jira.issue.editable=false: its issues cannot be edited.
create table workflow_status (
    workflow_id bigint not null references workflow (id) on delete cascade,
    status_id bigint not null references status (id),
    position bigint not null,
    is_editable boolean not null,
    primary key (workflow_id, status_id)
);
create index workflow_status_by_status on workflow_status (status_id);
insert into workflow_status (workflow_id, status_id, position, is_editable)
select distinct w.id, s.id, s.position, true
from workflow w join status s on s.id = w.initial_status_id
    or exists (select 1 from workflow_transition t where t.workflow_id = w.id and (t.to_status_id = s.id or t.from_status_id = s.id));

alter table workflow_transition add column description text not null default '';
alter table workflow_transition add column screen_id bigint references screen (id);
-- Where a transition starts. None at all is any status. In place of from_status_id, which is not read any more.
create table workflow_transition_from (
    workflow_id bigint not null,
    number bigint not null,
    status_id bigint not null references status (id),
    primary key (workflow_id, number, status_id),
    foreign key (workflow_id, number) references workflow_transition (workflow_id, number) on delete cascade
);
create index workflow_transition_from_by_status on workflow_transition_from (status_id);
insert into workflow_transition_from (workflow_id, number, status_id)
select workflow_id, number, from_status_id from workflow_transition where from_status_id is not null;
-- Conditions (kind 'condition') and post functions (kind 'function'): its key in the program's list, and what it is
-- about: a permission's key, a role's, group's or resolution's id, who is to be the assignee.
{sequence} workflow_rule_id 10000
create table workflow_rule (
    id {id},
    workflow_id bigint not null,
    number bigint not null,
    kind text not null,
    rule text not null,
    argument text not null,
    foreign key (workflow_id, number) references workflow_transition (workflow_id, number) on delete cascade
);
create index workflow_rule_by_transition on workflow_rule (workflow_id, number);
-- In place of resolution_id, which is not read any more; null was to clear it.
insert into workflow_rule (id, workflow_id, number, kind, rule, argument)
select 100 + t.number, t.workflow_id, t.number, 'function',
    case when t.resolution_id is null then 'clear-resolution' else 'set-resolution' end,
    coalesce(t.resolution_id || '', '')
from workflow_transition t;
create table workflow_property (
    workflow_id bigint not null,
    number bigint not null,
    key text not null,
    value text not null,
    primary key (workflow_id, number, key),
    foreign key (workflow_id, number) references workflow_transition (workflow_id, number) on delete cascade
);

-- The workflow there is without anybody having made one.
insert into workflow (id, name, description, initial_status_id) values
    (1, 'jira', 'The workflow of schemes that name no other.', 1);
insert into workflow_status (workflow_id, status_id, position, is_editable) values
    (1, 1, 1, true), (1, 3, 2, true), (1, 5, 3, true), (1, 4, 4, true), (1, 6, 5, false);
insert into workflow_transition (workflow_id, number, name, to_status_id, position, screen_id) values
    (1, 4, 'Start Progress', 3, 1, null), (1, 301, 'Stop Progress', 1, 2, null), (1, 5, 'Resolve Issue', 5, 3, 3),
    (1, 2, 'Close Issue', 6, 4, 3), (1, 701, 'Close Issue', 6, 5, 2), (1, 3, 'Reopen Issue', 4, 6, 2);
insert into workflow_transition_from (workflow_id, number, status_id) values
    (1, 4, 1), (1, 4, 4), (1, 301, 3), (1, 5, 1), (1, 5, 3), (1, 5, 4), (1, 2, 1), (1, 2, 3), (1, 2, 4), (1, 701, 5),
    (1, 3, 5), (1, 3, 6);
insert into workflow_rule (id, workflow_id, number, kind, rule, argument) values
    (1, 1, 4, 'condition', 'only-assignee', ''), (2, 1, 301, 'condition', 'only-assignee', ''),
    (3, 1, 5, 'condition', 'permission', 'RESOLVE_ISSUES'), (4, 1, 2, 'condition', 'permission', 'RESOLVE_ISSUES'),
    (5, 1, 2, 'condition', 'permission', 'CLOSE_ISSUES'), (6, 1, 701, 'condition', 'permission', 'CLOSE_ISSUES'),
    (7, 1, 3, 'condition', 'permission', 'RESOLVE_ISSUES'), (8, 1, 4, 'function', 'clear-resolution', ''),
    (9, 1, 301, 'function', 'clear-resolution', ''), (10, 1, 3, 'function', 'clear-resolution', '');

-- Which workflow the issues of a type follow. Scheme 0 is that of projects that have no other.
{sequence} workflow_scheme_id 10000
create table workflow_scheme (
    id {id},
    name text not null,
    lower_name text not null unique,
    description text not null,
    default_workflow_id bigint not null references workflow (id)
);
create index workflow_scheme_by_default on workflow_scheme (default_workflow_id);
-- What is to take the place of a scheme that is in use, once it is published.
create table workflow_scheme_draft (
    scheme_id bigint not null primary key references workflow_scheme (id) on delete cascade,
    default_workflow_id bigint not null references workflow (id),
    updated_at bigint not null,
    updated_by bigint references app_user (id)
);
create table workflow_scheme_type (
    scheme_id bigint not null references workflow_scheme (id) on delete cascade,
    is_draft boolean not null,
    issue_type_id bigint not null references issue_type (id) on delete cascade,
    workflow_id bigint not null references workflow (id),
    primary key (scheme_id, is_draft, issue_type_id)
);
create index workflow_scheme_type_by_workflow on workflow_scheme_type (workflow_id);
create index workflow_scheme_type_by_type on workflow_scheme_type (issue_type_id);
insert into workflow_scheme (id, name, lower_name, description, default_workflow_id) values
    (0, 'Default Workflow Scheme', 'default workflow scheme', 'The workflow scheme of projects that have no other.', 1);
-- In place of workflow_id, which is not read any more. Null is scheme 0.
alter table project add column workflow_scheme_id bigint references workflow_scheme (id);
create index project_by_workflow_scheme on project (workflow_scheme_id);
insert into workflow_scheme (id, name, lower_name, description, default_workflow_id)
select p.id, p.key || ': Software Simplified Workflow Scheme', lower(p.key) || ': software simplified workflow scheme', '',
    p.workflow_id
from project p;
update project set workflow_scheme_id = id;
{sqlite} update sequence set next = (select coalesce(max(id), 0) + 1 from workflow_scheme) where name = 'workflow_scheme_id' and next <= (select max(id) from workflow_scheme);
{postgres} select setval('workflow_scheme_id', greatest(10000, (select coalesce(max(id), 0) + 1 from workflow_scheme)), false);
