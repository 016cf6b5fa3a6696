-- Where a sub-task stands among those of its parent; null for what was made since they were ordered, which come last.
alter table issue add column subtask_position bigint;
