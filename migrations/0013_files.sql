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
-- for, an id of that kind; the numbers say how large it is, and which square of it is meant.
{sequence} avatar_draft_id 10000
create table avatar_draft (
    id {id},
    uploader_id bigint not null references app_user (id) on delete cascade,
    kind text not null,
    owner_id bigint,
    width bigint not null,
    height bigint not null,
    crop_x bigint,
    crop_y bigint,
    crop_side bigint,
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
    (10100, 'user', 'circle-blue', 0),
    (10101, 'user', 'ring-purple', 0),
    (10102, 'user', 'square-red', 0),
    (10103, 'user', 'diamond-green', 0),
    (10104, 'user', 'triangle-brown', 0),
    (10105, 'user', 'star-teal', 0),
    (10106, 'user', 'cross-violet', 0),
    (10107, 'user', 'wave-rose', 0),
    (10108, 'user', 'hexagon-blue', 0),
    (10109, 'user', 'moon-purple', 0),
    (10110, 'user', 'leaf-red', 0),
    (10111, 'user', 'drop-green', 0),
    (10112, 'user', 'circle-rose', 0),
    (10113, 'user', 'ring-blue', 0),
    (10114, 'user', 'square-purple', 0),
    (10115, 'user', 'diamond-red', 0),
    (10116, 'user', 'triangle-green', 0),
    (10117, 'user', 'star-brown', 0),
    (10118, 'user', 'cross-teal', 0),
    (10119, 'user', 'wave-violet', 0),
    (10120, 'user', 'hexagon-rose', 0),
    (10121, 'user', 'moon-blue', 0),
    (10122, 'user', 'leaf-purple', 0),
    (10123, 'user', 'drop-red', 0),
    (10200, 'project', 'bolt-blue', 0),
    (10201, 'project', 'flag-green', 0),
    (10202, 'project', 'bars-violet', 0),
    (10203, 'project', 'hexagon-purple', 0),
    (10204, 'project', 'heart-brown', 0),
    (10205, 'project', 'diamond-rose', 0),
    (10206, 'project', 'arrow-red', 0),
    (10207, 'project', 'star-teal', 0),
    (10208, 'project', 'drop-blue', 0),
    (10209, 'project', 'ring-green', 0),
    (10210, 'project', 'leaf-violet', 0),
    (10211, 'project', 'wave-purple', 0),
    (10300, 'issuetype', 'square-teal', 0),
    (10303, 'issuetype', 'circle-red', 0),
    (10304, 'issuetype', 'ring-brown', 0),
    (10305, 'issuetype', 'drop-teal', 0),
    (10306, 'issuetype', 'bars-blue', 0),
    (10307, 'issuetype', 'bolt-purple', 0),
    (10308, 'issuetype', 'star-brown', 0),
    (10309, 'issuetype', 'triangle-red', 0),
    (10310, 'issuetype', 'arrow-green', 0),
    (10311, 'issuetype', 'diamond-rose', 0),
    (10312, 'issuetype', 'leaf-green', 0),
    (10313, 'issuetype', 'check-teal', 0),
    (10314, 'issuetype', 'moon-violet', 0),
    (10315, 'issuetype', 'star-green', 0),
    (10316, 'issuetype', 'arrow-blue', 0),
    (10317, 'issuetype', 'cross-brown', 0),
    (10318, 'issuetype', 'check-blue', 0),
    (10319, 'issuetype', 'heart-rose', 0);
