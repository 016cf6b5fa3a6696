-- The parts of a project, and who gets the issues of each.
{sequence} component_id 10000
create table component (
    id {id},
    project_id bigint not null references project (id) on delete cascade,
    name text not null,
    lower_name text not null,
    description text,
    lead_id bigint references app_user (id),
    assignee_type text not null,
    is_archived boolean not null,
    unique (project_id, lower_name)
);
create index component_by_lead on component (lead_id);

-- The versions of a project, in the order of their positions. Days are stored as they are shown.
{sequence} version_id 10000
create table version (
    id {id},
    project_id bigint not null references project (id) on delete cascade,
    name text not null,
    lower_name text not null,
    description text,
    position bigint not null,
    is_released boolean not null,
    is_archived boolean not null,
    start_date text,
    release_date text,
    unique (project_id, lower_name)
);

create table issue_component (
    issue_id bigint not null references issue (id) on delete cascade,
    component_id bigint not null references component (id) on delete cascade,
    primary key (issue_id, component_id)
);
create index issue_component_by_component on issue_component (component_id, issue_id);
create table issue_fix_version (
    issue_id bigint not null references issue (id) on delete cascade,
    version_id bigint not null references version (id) on delete cascade,
    primary key (issue_id, version_id)
);
create index issue_fix_version_by_version on issue_fix_version (version_id, issue_id);
create table issue_affected_version (
    issue_id bigint not null references issue (id) on delete cascade,
    version_id bigint not null references version (id) on delete cascade,
    primary key (issue_id, version_id)
);
create index issue_affected_version_by_version on issue_affected_version (version_id, issue_id);

{sequence} issue_link_type_id 10100
create table issue_link_type (
    id {id},
    name text not null,
    lower_name text not null unique,
    inward text not null,
    outward text not null
);
insert into issue_link_type (id, name, lower_name, inward, outward) values
    (10000, 'Blocks', 'blocks', 'is blocked by', 'blocks'),
    (10001, 'Cloners', 'cloners', 'is cloned by', 'clones'),
    (10002, 'Duplicate', 'duplicate', 'is duplicated by', 'duplicates'),
    (10003, 'Relates', 'relates', 'relates to', 'relates to');

-- The source does to the destination what the type's outward words say.
{sequence} issue_link_id 10000
create table issue_link (
    id {id},
    type_id bigint not null references issue_link_type (id),
    source_id bigint not null references issue (id) on delete cascade,
    destination_id bigint not null references issue (id) on delete cascade,
    created_at bigint not null,
    unique (source_id, destination_id, type_id)
);
create index issue_link_by_destination on issue_link (destination_id);
create index issue_link_by_type on issue_link (type_id);

create table issue_vote (
    issue_id bigint not null references issue (id) on delete cascade,
    user_id bigint not null references app_user (id) on delete cascade,
    created_at bigint not null,
    primary key (issue_id, user_id)
);
create index issue_vote_by_user on issue_vote (user_id);
create table issue_watch (
    issue_id bigint not null references issue (id) on delete cascade,
    user_id bigint not null references app_user (id) on delete cascade,
    created_at bigint not null,
    primary key (issue_id, user_id)
);
create index issue_watch_by_user on issue_watch (user_id);

-- Work, in seconds. What was logged is the sum of the issue's worklogs.
alter table issue add column original_estimate bigint;
alter table issue add column remaining_estimate bigint;
alter table issue add column time_spent bigint;

-- A worklog with a group or a role is seen by its members only.
{sequence} worklog_id 10000
create table worklog (
    id {id},
    issue_id bigint not null references issue (id) on delete cascade,
    author_id bigint references app_user (id),
    update_author_id bigint references app_user (id),
    body text not null,
    group_id bigint references user_group (id),
    role_id bigint references project_role (id),
    started_at bigint not null,
    seconds bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
create index worklog_by_issue on worklog (issue_id, id);
create index worklog_by_update on worklog (updated_at, id);
create index worklog_by_author on worklog (author_id);
create index worklog_by_group on worklog (group_id) where group_id is not null;
create index worklog_by_role on worklog (role_id) where role_id is not null;

-- What clients who keep a copy of all worklogs are told to forget.
create table worklog_deletion (worklog_id bigint not null primary key, deleted_at bigint not null);
create index worklog_deletion_by_time on worklog_deletion (deleted_at, worklog_id);

-- What programs keep with an issue: JSON under a key.
create table issue_property (
    issue_id bigint not null references issue (id) on delete cascade,
    key text not null,
    value text not null,
    primary key (issue_id, key)
);
