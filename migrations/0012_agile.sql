-- Where an issue stands among all others: texts that are compared byte by byte. A new issue's is made of its
-- id, so that making issues locks nothing; those there are stand in the order of their ids, eight steps apart.
alter table issue add column rank text;
update issue
    set rank = '0|' ||
        substr('0123456789abcdefghijklmnopqrstuvwxyz', cast(((1088391168 + (id - 10000) * 8) / 60466176) % 36 as integer) + 1, 1) ||
        substr('0123456789abcdefghijklmnopqrstuvwxyz', cast(((1088391168 + (id - 10000) * 8) / 1679616) % 36 as integer) + 1, 1) ||
        substr('0123456789abcdefghijklmnopqrstuvwxyz', cast(((1088391168 + (id - 10000) * 8) / 46656) % 36 as integer) + 1, 1) ||
        substr('0123456789abcdefghijklmnopqrstuvwxyz', cast(((1088391168 + (id - 10000) * 8) / 1296) % 36 as integer) + 1, 1) ||
        substr('0123456789abcdefghijklmnopqrstuvwxyz', cast(((1088391168 + (id - 10000) * 8) / 36) % 36 as integer) + 1, 1) ||
        substr('0123456789abcdefghijklmnopqrstuvwxyz', cast(((1088391168 + (id - 10000) * 8) / 1) % 36 as integer) + 1, 1) || ':'
    where rank is null;
create index issue_by_rank on issue (rank, id, project_id, security_level_id, status_id, resolution_id);

-- The epic an issue is part of.
alter table issue add column epic_id bigint references issue (id) on delete set null;
create index issue_by_epic on issue (epic_id, id) where epic_id is not null;

-- Boards show what a saved filter finds, and go with it. Kinds: scrum, kanban.
{sequence} board_id 1
create table board (
    id {id},
    name text not null,
    lower_name text not null,
    kind text not null,
    filter_id bigint not null references saved_filter (id) on delete cascade,
    owner_id bigint references app_user (id) on delete set null,
    refined_velocity boolean,
    created_at bigint not null
);
create index board_by_name on board (lower_name, id);
create index board_by_filter on board (filter_id);
create index board_by_owner on board (owner_id);
create table board_property (
    board_id bigint not null references board (id) on delete cascade,
    key text not null,
    value text not null,
    primary key (board_id, key)
);

-- Sprints outlive the board they were made on. States: future, active, closed.
{sequence} sprint_id 1
create table sprint (
    id {id},
    board_id bigint references board (id) on delete set null,
    name text not null,
    lower_name text not null,
    goal text,
    state text not null,
    position bigint not null,
    start_at bigint,
    end_at bigint,
    activated_at bigint,
    completed_at bigint,
    is_synced boolean not null
);
create index sprint_by_board on sprint (board_id, state, position, id);
create index sprint_by_name on sprint (lower_name);
create table sprint_property (
    sprint_id bigint not null references sprint (id) on delete cascade,
    key text not null,
    value text not null,
    primary key (sprint_id, key)
);

-- The sprints of an issue: one at most that is not closed.
create table issue_sprint (
    issue_id bigint not null references issue (id) on delete cascade,
    sprint_id bigint not null references sprint (id) on delete cascade,
    primary key (issue_id, sprint_id)
);
create index issue_sprint_by_sprint on issue_sprint (sprint_id, issue_id);
