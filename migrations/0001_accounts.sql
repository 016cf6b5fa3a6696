-- What other processes look at to learn that something they hold in memory has changed.
create table config_version (area text not null primary key, version bigint not null);
insert into config_version (area, version) values ('policy', 1), ('accounts', 1);

create table setting (key text not null primary key, value text not null);

{sequence} app_user_id 10000
create table app_user (
    id {id},
    key text not null unique,
    name text not null,
    lower_name text not null unique,
    email text not null,
    lower_email text not null,
    display_name text not null,
    lower_display_name text not null,
    active boolean not null,
    time_zone text not null,
    locale text not null,
    password_hash text,
    created_at bigint not null,
    updated_at bigint not null
);
create index app_user_by_email on app_user (lower_email);
create index app_user_by_display_name on app_user (lower_display_name);

-- How often and when somebody signed in; apart from the user because it changes at another pace.
create table login (
    user_id bigint not null primary key references app_user (id) on delete cascade,
    n_logins bigint not null,
    last_login_at bigint,
    previous_login_at bigint,
    n_failed bigint not null,
    last_failed_at bigint
);

{sequence} user_group_id 10000
create table user_group (id {id}, name text not null, lower_name text not null unique);

create table membership (
    group_id bigint not null references user_group (id) on delete cascade,
    user_id bigint not null references app_user (id) on delete cascade,
    primary key (group_id, user_id)
);
create index membership_by_user on membership (user_id);

create table application_role (key text not null primary key, name text not null, is_default boolean not null);
create table application_role_group (
    role_key text not null references application_role (key) on delete cascade,
    group_id bigint not null references user_group (id) on delete cascade,
    is_default boolean not null,
    primary key (role_key, group_id)
);

-- A null group is anyone, signed in or not.
{sequence} global_grant_id 10000
create table global_grant (
    id {id},
    permission text not null,
    group_id bigint references user_group (id) on delete cascade
);
create unique index global_grant_once on global_grant (permission, coalesce(group_id, 0));

-- Until admin_until the user has shown the password once more and may use the administrator's pages.
{sequence} session_id 10000
create table session (
    id {id},
    secret_hash text not null unique,
    user_id bigint not null references app_user (id) on delete cascade,
    created_at bigint not null,
    used_at bigint not null,
    admin_until bigint
);
create index session_by_user on session (user_id);

{sequence} access_token_id 1
create table access_token (
    id {id},
    user_id bigint not null references app_user (id) on delete cascade,
    name text not null,
    secret_hash text not null unique,
    created_at bigint not null,
    expires_at bigint,
    used_at bigint
);
create index access_token_by_user on access_token (user_id);

-- Who changed what, and from where. Names are kept as they were: the things may be gone. search_text has
-- all of it in lower case, made by the program.
{sequence} audit_id 10000
create table audit (
    id {id},
    at bigint not null,
    actor_id bigint,
    actor_name text not null,
    address text,
    category text not null,
    summary text not null,
    object_kind text not null,
    object_id text not null,
    object_name text not null,
    changes text not null,
    search_text text not null
);
create index audit_by_time on audit (at, id);
create index audit_by_category on audit (category, at, id);
create index audit_by_actor on audit (actor_id, at, id);

-- What was committed and has yet to be told to others (mail, webhooks, live pages).
{sequence} event_id 1
create table event (
    id {id},
    at bigint not null,
    kind text not null,
    actor_id bigint,
    payload text not null
);
create index event_by_time on event (at);

insert into user_group (id, name, lower_name) values
    (1, 'jira-administrators', 'jira-administrators'),
    (2, 'jira-software-users', 'jira-software-users');
insert into application_role (key, name, is_default) values ('jira-software', 'Jira Software', true);
insert into application_role_group (role_key, group_id, is_default) values
    ('jira-software', 1, false),
    ('jira-software', 2, true);
insert into global_grant (id, permission, group_id) values
    (1, 'SYSTEM_ADMIN', 1),
    (2, 'ADMINISTER', 1),
    (3, 'USER_PICKER', 1),
    (4, 'USER_PICKER', 2),
    (5, 'CREATE_SHARED_OBJECTS', 1),
    (6, 'CREATE_SHARED_OBJECTS', 2),
    (7, 'MANAGE_GROUP_FILTER_SUBSCRIPTIONS', 1),
    (8, 'MANAGE_GROUP_FILTER_SUBSCRIPTIONS', 2),
    (9, 'BULK_CHANGE', 1),
    (10, 'BULK_CHANGE', 2),
    (11, 'BROWSE_ARCHIVE', 1);
