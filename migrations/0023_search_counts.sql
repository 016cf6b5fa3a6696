-- Since when an issue has the status it has: since the last change of it, or its creation. And in which project's
-- issue a field was changed, which stays. So `status was … during` reads one range of an index for each project:
-- of the issues that still have the status, and of the changes that replaced it.
alter table issue add column status_since_at bigint;
update issue set status_since_at = coalesce(
    (select max(c.created_at) from issue_change_item c
     where c.issue_id = issue.id and c.field = 'status' and c.is_custom = false),
    created_at);
create index issue_by_status_since on issue (status_id, project_id, status_since_at, id, security_level_id);
alter table issue_change_item add column project_id bigint;
update issue_change_item set
    project_id = (select i.project_id from issue i where i.id = issue_change_item.issue_id);
create index issue_change_item_by_project on issue_change_item (field, is_custom, old_value, project_id, created_at, since_at, issue_id);

-- With the creation: a status and a time are asked for together, and are counted in the index then.
drop index issue_by_project_status;
create index issue_by_project_status on issue (project_id, status_id, updated_at, id, security_level_id, created_at);
