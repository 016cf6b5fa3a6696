-- Queries that people keep under a name. They go with their owner.
{sequence} saved_filter_id 10000
create table saved_filter (
    id {id},
    owner_id bigint not null references app_user (id) on delete cascade,
    name text not null,
    lower_name text not null,
    description text,
    jql text not null,
    created_at bigint not null,
    updated_at bigint not null,
    unique (owner_id, lower_name)
);
create index saved_filter_by_name on saved_filter (lower_name);

-- Who else sees a filter. Kinds: global, loggedin, project, role (of a project), group, user. A share
-- ends with what it is to; a filter without one is its owner's alone.
{sequence} saved_filter_share_id 10000
create table saved_filter_share (
    id {id},
    filter_id bigint not null references saved_filter (id) on delete cascade,
    kind text not null,
    project_id bigint references project (id) on delete cascade,
    role_id bigint references project_role (id) on delete cascade,
    group_id bigint references user_group (id) on delete cascade,
    user_id bigint references app_user (id) on delete cascade,
    can_edit boolean not null
);
create unique index saved_filter_share_once on saved_filter_share (filter_id, kind, coalesce(project_id, 0), coalesce(role_id, 0), coalesce(group_id, 0), coalesce(user_id, 0));
create index saved_filter_share_by_project on saved_filter_share (project_id) where project_id is not null;
create index saved_filter_share_by_role on saved_filter_share (role_id) where role_id is not null;
create index saved_filter_share_by_group on saved_filter_share (group_id) where group_id is not null;
create index saved_filter_share_by_user on saved_filter_share (user_id) where user_id is not null;

create table saved_filter_favourite (
    user_id bigint not null references app_user (id) on delete cascade,
    filter_id bigint not null references saved_filter (id) on delete cascade,
    primary key (user_id, filter_id)
);
create index saved_filter_favourite_by_filter on saved_filter_favourite (filter_id);

-- The columns of a filter that has some of its own, by the ids of their fields.
create table saved_filter_column (
    filter_id bigint not null references saved_filter (id) on delete cascade,
    position bigint not null,
    field text not null,
    primary key (filter_id, position)
);

-- Whether what somebody saves is shared with all who sign in; without a row it is not.
create table saved_filter_default (
    user_id bigint not null primary key references app_user (id) on delete cascade,
    is_shared boolean not null
);
