-- A row for each text, whose number says which issue's and which text's it is (issues::text): what is found
-- needs no look-up of comments. The words are made anew when the program starts.
drop table word_index;
{sqlite} create virtual table word_index using fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');
{postgres} create table word_index (id bigint primary key, words tsvector not null);
{postgres} create index word_index_by_words on word_index using gin (words);

-- Histories call a custom field by its name, which may be a system field's, too. What changed knows the issue
-- and the time itself, and since when the old value had been there: where that was given by an earlier
-- change, since then, or else since the issue's creation. Such rows go with the change.
alter table issue_change_item add column is_custom boolean not null default false;
alter table issue_change_item add column issue_id bigint;
alter table issue_change_item add column created_at bigint;
alter table issue_change_item add column since_at bigint;
update issue_change_item set
    issue_id = (select c.issue_id from issue_change c where c.id = issue_change_item.change_id),
    created_at = (select c.created_at from issue_change c where c.id = issue_change_item.change_id);
drop index issue_change_item_by_field;
create index issue_change_item_by_issue on issue_change_item (issue_id, field, is_custom, created_at, change_id, old_value, new_value, since_at);
update issue_change_item set since_at = coalesce(
    (select max(p.created_at) from issue_change_item p
     where p.issue_id = issue_change_item.issue_id and p.field = issue_change_item.field
         and p.change_id < issue_change_item.change_id
         and p.new_value is not distinct from issue_change_item.old_value),
    (select i.created_at from issue i where i.id = issue_change_item.issue_id));
create index issue_change_item_by_old on issue_change_item (field, is_custom, old_value, created_at, since_at, issue_id);
create index issue_change_item_by_new on issue_change_item (field, is_custom, new_value, created_at, issue_id);
create index issue_change_item_by_time on issue_change_item (field, is_custom, created_at, issue_id);

drop index issue_label_by_label;
create index issue_label_by_label on issue_label (lower(label), issue_id);

-- The issues that somebody looked at last, which is their own business: issues::viewed keeps few of each user.
create table issue_view (
    user_id bigint not null references app_user (id) on delete cascade,
    issue_id bigint not null references issue (id) on delete cascade,
    viewed_at bigint not null,
    primary key (user_id, issue_id)
);
create index issue_view_by_issue on issue_view (issue_id);
