-- Which kinds of issues a project has, and in which order: by its scheme, or by the default one.
{sequence} issue_type_id 10100
{sequence} issue_type_scheme_id 10100
create table issue_type_scheme (
    id {id},
    name text not null,
    lower_name text not null unique,
    description text not null,
    is_default boolean not null,
    default_type_id bigint references issue_type (id) on delete set null
);
create table issue_type_scheme_entry (
    scheme_id bigint not null references issue_type_scheme (id) on delete cascade,
    type_id bigint not null references issue_type (id) on delete cascade,
    position bigint not null,
    primary key (scheme_id, type_id)
);
create index issue_type_scheme_entry_by_type on issue_type_scheme_entry (type_id);
insert into issue_type_scheme (id, name, lower_name, description, is_default) values
    (10000, 'Default Issue Type Scheme', 'default issue type scheme',
     'All issue types. Projects that have no other scheme use it.', true);
insert into issue_type_scheme_entry (scheme_id, type_id, position)
    select 10000, id, position from issue_type;
create index issue_by_type on issue (type_id);

-- The same for priorities.
{sequence} priority_scheme_id 10100
create table priority_scheme (
    id {id},
    name text not null,
    lower_name text not null unique,
    description text not null,
    is_default boolean not null,
    default_priority_id bigint references priority (id) on delete set null
);
create table priority_scheme_entry (
    scheme_id bigint not null references priority_scheme (id) on delete cascade,
    priority_id bigint not null references priority (id) on delete cascade,
    position bigint not null,
    primary key (scheme_id, priority_id)
);
create index priority_scheme_entry_by_priority on priority_scheme_entry (priority_id);
insert into priority_scheme (id, name, lower_name, description, is_default, default_priority_id) values
    (10001, 'Default priority scheme', 'default priority scheme',
     'All priorities. Projects that have no other scheme use it.', true, 3);
insert into priority_scheme_entry (scheme_id, priority_id, position)
    select 10001, id, position from priority;

-- Who is told of what. Nothing sends mail by it yet.
create table notification_event (id {id}, name text not null, description text not null, position bigint not null);
insert into notification_event (id, name, description, position) values
    (1, 'Issue Created', 'An issue was created.', 1),
    (2, 'Issue Updated', 'A field of an issue was changed.', 2),
    (3, 'Issue Assigned', 'An issue was given to somebody.', 3),
    (4, 'Issue Resolved', 'An issue was resolved.', 4),
    (5, 'Issue Closed', 'An issue was closed.', 5),
    (6, 'Issue Commented', 'Somebody commented on an issue.', 6),
    (14, 'Issue Comment Edited', 'A comment was changed.', 7),
    (17, 'Issue Comment Deleted', 'A comment was deleted.', 8),
    (7, 'Issue Reopened', 'An issue was opened again.', 9),
    (8, 'Issue Deleted', 'An issue was deleted.', 10),
    (9, 'Issue Moved', 'An issue went to another project or became another type.', 11),
    (10, 'Work Logged On Issue', 'Work was logged.', 12),
    (11, 'Work Started On Issue', 'The work on an issue began.', 13),
    (12, 'Work Stopped On Issue', 'The work on an issue was interrupted.', 14),
    (15, 'Issue Worklog Updated', 'A worklog was changed.', 15),
    (16, 'Issue Worklog Deleted', 'A worklog was deleted.', 16),
    (13, 'Generic Event', 'What transitions tell that name no other event.', 17);
create table notification_scheme (id {id}, name text not null, lower_name text not null unique, description text not null);
-- Whom it is to is in at most one of group_id, user_id, role_id, parameter, as its kind says.
create table notification (
    id {id},
    scheme_id bigint not null references notification_scheme (id) on delete cascade,
    event_id bigint not null references notification_event (id) on delete cascade,
    kind text not null,
    group_id bigint references user_group (id) on delete cascade,
    user_id bigint references app_user (id) on delete cascade,
    role_id bigint references project_role (id) on delete cascade,
    parameter text
);
create index notification_by_scheme on notification (scheme_id);
create index notification_by_group on notification (group_id);
create index notification_by_user on notification (user_id);
create index notification_by_role on notification (role_id);
insert into notification_scheme (id, name, lower_name, description) values
    (10000, 'Default Notification Scheme', 'default notification scheme',
     'Assignee, reporter and watchers are told of everything.');
insert into notification (id, scheme_id, event_id, kind)
    select 9997 + e.position * 3 + k.number, 10000, e.id, k.kind
    from notification_event e
    cross join (select 0 as number, 'CurrentAssignee' as kind
                union all select 1, 'Reporter'
                union all select 2, 'AllWatchers') k;

{sequence} project_category_id 10000
create table project_category (id {id}, name text not null, lower_name text not null unique, description text not null);

-- Without one of these schemes a project has the default one; without a notification scheme, none.
alter table project add column issue_type_scheme_id bigint references issue_type_scheme (id) on delete set null;
alter table project add column priority_scheme_id bigint references priority_scheme (id) on delete set null;
alter table project add column notification_scheme_id bigint references notification_scheme (id) on delete set null;
alter table project add column category_id bigint references project_category (id) on delete set null;
update project set notification_scheme_id = 10000;
create index project_by_issue_type_scheme on project (issue_type_scheme_id);
create index project_by_priority_scheme on project (priority_scheme_id);
create index project_by_category on project (category_id);

-- What programs keep with a project, an issue type, a comment: JSON under a key.
create table project_property (
    project_id bigint not null references project (id) on delete cascade,
    key text not null,
    value text not null,
    primary key (project_id, key)
);
create table issue_type_property (
    issue_type_id bigint not null references issue_type (id) on delete cascade,
    key text not null,
    value text not null,
    primary key (issue_type_id, key)
);
create table comment_property (
    comment_id bigint not null references issue_comment (id) on delete cascade,
    key text not null,
    value text not null,
    primary key (comment_id, key)
);

-- What programs keep with a version, under a name the whole world may share.
create table version_remote_link (
    version_id bigint not null references version (id) on delete cascade,
    global_id text not null,
    value text not null,
    primary key (version_id, global_id)
);
create index version_remote_link_by_global_id on version_remote_link (global_id, version_id);

create table comment_pin (
    comment_id bigint not null primary key references issue_comment (id) on delete cascade,
    user_id bigint references app_user (id) on delete set null,
    pinned_at bigint not null
);

-- An archived issue can only be looked at.
alter table issue add column archived_at bigint;
alter table issue add column archived_by_id bigint references app_user (id) on delete set null;
create index issue_archived on issue (id) where archived_at is not null;
-- Link types stand in the order of their positions, then of their names.
alter table issue_link_type add column position bigint not null default 0;
