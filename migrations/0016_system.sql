-- What a person has chosen, as programs set and read it: any text under a key.
create table user_preference (
    user_id bigint not null references app_user (id) on delete cascade,
    key text not null,
    value text not null,
    primary key (user_id, key)
);

-- What programs keep with a user: JSON under a key.
create table user_property (
    user_id bigint not null references app_user (id) on delete cascade,
    key text not null,
    value text not null,
    primary key (user_id, key)
);

-- The columns in which lists of issues are shown, by the ids of their fields: a user's own, and without a
-- user everybody's.
create table issue_column (
    user_id bigint references app_user (id) on delete cascade,
    position bigint not null,
    field text not null
);
create unique index issue_column_once on issue_column (coalesce(user_id, 0), position);
create index issue_column_by_user on issue_column (user_id);

-- Pages of their own, with what is on them. Without an owner it is everybody's.
{sequence} dashboard_id 10100
create table dashboard (
    id {id},
    name text not null,
    lower_name text not null,
    owner_id bigint references app_user (id) on delete cascade
);
create index dashboard_by_owner on dashboard (owner_id);
{sequence} dashboard_item_id 10100
create table dashboard_item (
    id {id},
    dashboard_id bigint not null references dashboard (id) on delete cascade,
    kind text not null
);
create index dashboard_item_by_dashboard on dashboard_item (dashboard_id);
create table dashboard_item_property (
    item_id bigint not null references dashboard_item (id) on delete cascade,
    key text not null,
    value text not null,
    primary key (item_id, key)
);
insert into dashboard (id, name, lower_name) values (10000, 'System Dashboard', 'system dashboard');
insert into dashboard_item (id, dashboard_id, kind) values (10000, 10000, 'introduction');

-- Work that goes on after the answer that began it, and what became of it. Whoever leases it does it;
-- detail and outcome are JSON that the kind of work knows.
{sequence} background_task_id 10000
create table background_task (
    id {id},
    kind text not null,
    actor_id bigint references app_user (id) on delete set null,
    submitted_at bigint not null,
    started_at bigint,
    finished_at bigint,
    progress bigint not null,
    detail text not null,
    outcome text,
    leased_by text,
    lease_until bigint
);
create index background_task_by_kind on background_task (kind, id);
create index background_task_by_actor on background_task (actor_id);

-- The processes that serve, each with the moment in which it last said that it does.
create table node (
    id text not null primary key,
    started_at bigint not null,
    alive_at bigint not null,
    is_offline boolean not null
);
