-- Mail that waits to be sent, or was. The link is kept apart from the text, only as long as it is needed:
-- who has it may set a password. Nothing is tried after retry_until; without next_try_at it was given up.
{sequence} mail_id 10000
create table mail (
    id {id},
    recipient text not null,
    lower_recipient text not null,
    subject text not null,
    body text not null,
    link text,
    -- Whom it is about: only who may change their account sees the link.
    user_id bigint references app_user (id) on delete cascade,
    message_id text not null unique,
    created_at bigint not null,
    attempts bigint not null,
    next_try_at bigint,
    retry_until bigint not null,
    sent_at bigint,
    last_error text,
    -- Which process is sending it, and until when nobody else may.
    leased_by text,
    lease_until bigint,
    -- Whether its text may have been handed over; how often that is not known.
    in_transmission boolean not null,
    n_unknown bigint not null
);
create index mail_to_send on mail (next_try_at) where sent_at is null and next_try_at is not null;
create index mail_by_user on mail (user_id);

-- Links of mail, each good for one user, one purpose, one time. Good only as long as the user has the
-- address it was sent to.
{sequence} mail_link_id 10000
create table mail_link (
    id {id},
    purpose text not null,
    user_id bigint not null references app_user (id) on delete cascade,
    lower_email text not null,
    secret_hash text not null unique,
    mail_id bigint references mail (id) on delete set null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create index mail_link_by_user on mail_link (user_id);
create index mail_link_by_mail on mail_link (mail_id);

-- The address that a user has shown to be theirs; it counts as long as it is the one they have.
create table verified_email (
    user_id bigint not null primary key references app_user (id) on delete cascade,
    lower_email text not null,
    verified_at bigint not null
);
