-- Where others want to be told what happens. Events are a JSON list of names. A secret is shown to nobody.
{sequence} webhook_id 1
create table webhook (
    id {id},
    name text not null,
    url text not null,
    events text not null,
    jql text not null,
    exclude_body boolean not null,
    enabled boolean not null,
    secret text,
    created_at bigint not null,
    updated_at bigint not null,
    updated_by bigint references app_user (id) on delete set null
);
create index webhook_by_user on webhook (updated_by);

-- What is to be told to whom, in the order of the ids. Without next_try_at it is over: delivered, or given
-- up. The body goes when it was delivered.
{sequence} webhook_delivery_id 1
create table webhook_delivery (
    id {id},
    webhook_id bigint not null references webhook (id) on delete cascade,
    identifier text not null,
    event text not null,
    url text not null,
    body text,
    created_at bigint not null,
    attempts bigint not null,
    next_try_at bigint,
    delivered_at bigint,
    status bigint,
    last_error text
);
create index webhook_delivery_by_webhook on webhook_delivery (webhook_id, id);
create index webhook_delivery_waiting on webhook_delivery (webhook_id, id) where next_try_at is not null;

-- The one process that tells others. Another one takes over when the lease has run out.
create table webhook_worker (id {id}, leased_by text not null, lease_until bigint not null);
insert into webhook_worker (id, leased_by, lease_until) values (1, '', 0);

-- Whether an event has yet to be made deliveries of.
alter table event add column for_webhooks boolean not null default false;
create index event_for_webhooks on event (id) where for_webhooks;
