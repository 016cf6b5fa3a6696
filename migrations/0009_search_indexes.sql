-- What searches read instead of the issues, which are long rows: each index begins with an order or a
-- choice and goes on with what conditions mostly ask for, so that counts and deep pages stay within it.
drop index issue_by_created;
create index issue_by_created on issue (created_at, id, project_id, security_level_id, status_id, resolution_id);
drop index issue_by_updated;
create index issue_by_updated on issue (updated_at, id, project_id, security_level_id, status_id, resolution_id);
drop index issue_by_project_created;
create index issue_by_project_created on issue (project_id, created_at, id, security_level_id, status_id, resolution_id);
drop index issue_by_project_updated;
create index issue_by_project_updated on issue (project_id, updated_at, id, security_level_id, status_id, resolution_id);
create index issue_by_project_status on issue (project_id, status_id, updated_at, id, security_level_id);
drop index issue_by_assignee;
create index issue_by_assignee on issue (assignee_id, resolution_id, updated_at, id, project_id, security_level_id);

-- Histories by what changed: a test of one field passes over the changes of others.
create index issue_change_item_by_field on issue_change_item (change_id, field, old_value, new_value);
drop index issue_change_by_issue;
create index issue_change_by_issue on issue_change (issue_id, id, created_at, author_id);

-- SQLite keeps the issues themselves in the order of their ids, PostgreSQL has an index of it.
{sqlite} create index issue_by_id on issue (id, project_id, security_level_id, created_at, status_id, resolution_id);
