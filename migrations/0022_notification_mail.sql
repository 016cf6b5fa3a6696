-- Whether an event has yet to be made mail of.
alter table event add column for_mail boolean not null default false;
create index event_for_mail on event (id) where for_mail;

-- The same as HTML, and lines of the head as a JSON list of pairs: for mail that tells of issues.
alter table mail add column html text;
alter table mail add column headers text;

-- Who wants no more mail: of an issue, or of none where there is no issue.
create table mail_mute (
    user_id bigint not null references app_user (id) on delete cascade,
    issue_id bigint references issue (id) on delete cascade,
    created_at bigint not null
);
create unique index mail_mute_once on mail_mute (user_id, coalesce(issue_id, 0));
create index mail_mute_by_issue on mail_mute (issue_id);
