-- Files that people upload are kept outside of the database, each under a name of its own. The row is
-- written before the file and deleted after it: a file nobody refers to always has a row that says so.
{sequence} attachment_id 10000
create table attachment (
    id {id},
    issue_id bigint not null references issue (id) on delete cascade,
    author_id bigint references app_user (id) on delete set null,
    name text not null,
    mime_type text not null,
    size bigint not null,
    has_thumbnail boolean not null,
    created_at bigint not null
);
create index attachment_by_issue on attachment (issue_id, id);
create index attachment_by_author on attachment (author_id);

-- Pictures to choose from. One with a drawing is drawn by the program and belongs to nobody; the others
-- were uploaded for exactly one user, project or issue type.
{sequence} avatar_id 10500
create table avatar (
    id {id},
    kind text not null,
    drawing text,
    user_id bigint references app_user (id) on delete cascade,
    project_id bigint references project (id) on delete cascade,
    issue_type_id bigint references issue_type (id) on delete cascade,
    created_at bigint not null
);
create index avatar_by_kind on avatar (kind, id) where drawing is not null;
create index avatar_by_user on avatar (user_id) where user_id is not null;
create index avatar_by_project on avatar (project_id) where project_id is not null;
create index avatar_by_issue_type on avatar (issue_type_id) where issue_type_id is not null;

alter table app_user add column avatar_id bigint references avatar (id) on delete set null;
alter table project add column avatar_id bigint references avatar (id) on delete set null;
alter table issue_type add column avatar_id bigint references avatar (id) on delete set null;
create index app_user_by_avatar on app_user (avatar_id) where avatar_id is not null;
create index project_by_avatar on project (avatar_id) where avatar_id is not null;
create index issue_type_by_avatar on issue_type (avatar_id) where avatar_id is not null;

-- An image somebody has uploaded and not cropped yet: one of each kind a user. owner_id says what it is
-- for, an id of that kind; the numbers say how large it is.
{sequence} avatar_draft_id 10000
create table avatar_draft (
    id {id},
    uploader_id bigint not null references app_user (id) on delete cascade,
    kind text not null,
    owner_id bigint,
    width bigint not null,
    height bigint not null,
    created_at bigint not null,
    unique (uploader_id, kind)
);
create index avatar_draft_by_time on avatar_draft (created_at);

-- What a file is for: an attachment's content or thumbnail, an avatar in one of its sizes, a draft.
{sequence} blob_id 10000
create table blob (
    id {id},
    name text not null unique,
    part text not null,
    attachment_id bigint references attachment (id) on delete set null,
    avatar_id bigint references avatar (id) on delete set null,
    draft_id bigint references avatar_draft (id) on delete set null,
    created_at bigint not null
);
create index blob_by_attachment on blob (attachment_id) where attachment_id is not null;
create index blob_by_avatar on blob (avatar_id) where avatar_id is not null;
create index blob_by_draft on blob (draft_id) where draft_id is not null;
create index blob_loose on blob (created_at)
    where attachment_id is null and avatar_id is null and draft_id is null;

insert into avatar (id, kind, drawing, created_at) values
    (10100, 'user', 'bear', 0),
    (10101, 'user', 'bird', 0),
    (10102, 'user', 'boat', 0),
    (10103, 'user', 'book', 0),
    (10104, 'user', 'bridge', 0),
    (10105, 'user', 'cactus', 0),
    (10106, 'user', 'camera', 0),
    (10107, 'user', 'cat', 0),
    (10108, 'user', 'cloud', 0),
    (10109, 'user', 'compass', 0),
    (10110, 'user', 'crab', 0),
    (10111, 'user', 'cup', 0),
    (10112, 'user', 'dog', 0),
    (10113, 'user', 'fish', 0),
    (10114, 'user', 'flower', 0),
    (10115, 'user', 'fox', 0),
    (10116, 'user', 'guitar', 0),
    (10117, 'user', 'house', 0),
    (10118, 'user', 'kite', 0),
    (10119, 'user', 'leaf', 0),
    (10120, 'user', 'moon', 0),
    (10121, 'user', 'mountain', 0),
    (10122, 'user', 'owl', 0),
    (10123, 'user', 'star', 0),
    (10200, 'project', 'anchor', 0),
    (10201, 'project', 'bell', 0),
    (10202, 'project', 'box', 0),
    (10203, 'project', 'bulb', 0),
    (10204, 'project', 'chart', 0),
    (10205, 'project', 'flag', 0),
    (10206, 'project', 'gear', 0),
    (10207, 'project', 'gem', 0),
    (10208, 'project', 'globe', 0),
    (10209, 'project', 'key', 0),
    (10210, 'project', 'rocket', 0),
    (10211, 'project', 'wave', 0),
    (10300, 'issuetype', 'note', 0),
    (10303, 'issuetype', 'bug', 0),
    (10304, 'issuetype', 'change', 0),
    (10305, 'issuetype', 'question', 0),
    (10306, 'issuetype', 'document', 0),
    (10307, 'issuetype', 'epic', 0),
    (10308, 'issuetype', 'idea', 0),
    (10309, 'issuetype', 'incident', 0),
    (10310, 'issuetype', 'improvement', 0),
    (10311, 'issuetype', 'risk', 0),
    (10312, 'issuetype', 'design', 0),
    (10313, 'issuetype', 'test', 0),
    (10314, 'issuetype', 'meeting', 0),
    (10315, 'issuetype', 'story', 0),
    (10316, 'issuetype', 'subtask', 0),
    (10317, 'issuetype', 'tool', 0),
    (10318, 'issuetype', 'task', 0),
    (10319, 'issuetype', 'support', 0);
