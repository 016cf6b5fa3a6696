{sequence} issue_id 10000
create table issue (
    id {id},
    project_id bigint not null references project (id) on delete cascade,
    number bigint not null,
    type_id bigint not null references issue_type (id),
    status_id bigint not null references status (id),
    priority_id bigint references priority (id),
    resolution_id bigint references resolution (id),
    resolved_at bigint,
    summary text not null,
    description text,
    environment text,
    due_date text,
    reporter_id bigint references app_user (id),
    assignee_id bigint references app_user (id),
    creator_id bigint references app_user (id),
    security_level_id bigint references security_level (id),
    parent_id bigint references issue (id),
    created_at bigint not null,
    updated_at bigint not null,
    status_category_changed_at bigint not null,
    unique (project_id, number)
);
create index issue_by_project_created on issue (project_id, created_at, id);
create index issue_by_project_updated on issue (project_id, updated_at, id);
create index issue_by_created on issue (created_at, id);
create index issue_by_updated on issue (updated_at, id);
create index issue_by_visibility on issue (project_id, security_level_id);
create index issue_by_assignee on issue (assignee_id);
create index issue_by_reporter on issue (reporter_id);
create index issue_by_parent on issue (parent_id);

create table issue_label (
    issue_id bigint not null references issue (id) on delete cascade,
    label text not null,
    primary key (issue_id, label)
);
create index issue_label_by_label on issue_label (lower(label));

-- A comment with a group or a role is seen by its members only.
{sequence} issue_comment_id 10000
create table issue_comment (
    id {id},
    issue_id bigint not null references issue (id) on delete cascade,
    author_id bigint references app_user (id),
    update_author_id bigint references app_user (id),
    body text not null,
    group_id bigint references user_group (id),
    role_id bigint references project_role (id),
    created_at bigint not null,
    updated_at bigint not null
);
create index issue_comment_by_issue on issue_comment (issue_id, id);
create index issue_comment_by_group on issue_comment (group_id) where group_id is not null;

{sequence} remote_link_id 10000
create table remote_link (
    id {id},
    issue_id bigint not null references issue (id) on delete cascade,
    global_id text,
    relationship text,
    application_type text,
    application_name text,
    url text not null,
    title text not null,
    summary text,
    icon_url text,
    icon_title text,
    is_resolved boolean,
    status_icon_url text,
    status_icon_title text,
    status_icon_link text
);
create unique index remote_link_once on remote_link (issue_id, global_id);

-- One edit, and the fields it changed.
{sequence} issue_change_id 10000
create table issue_change (
    id {id},
    issue_id bigint not null references issue (id) on delete cascade,
    author_id bigint references app_user (id),
    created_at bigint not null
);
create index issue_change_by_issue on issue_change (issue_id, id);
create table issue_change_item (
    change_id bigint not null references issue_change (id) on delete cascade,
    position bigint not null,
    field text not null,
    old_value text,
    old_text text,
    new_value text,
    new_text text,
    primary key (change_id, position)
);
