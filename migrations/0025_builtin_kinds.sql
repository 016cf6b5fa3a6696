-- The built-in types have the avatars that they have in the reference; what somebody has chosen stays.
update issue_type set avatar_id = 10318 where id = 10002 and avatar_id is null;
update issue_type set avatar_id = 10316 where id = 10003 and avatar_id is null;
update issue_type set avatar_id = 10303 where id = 10004 and avatar_id is null;

-- The reference's spelling, which queries name it by.
update custom_field set name = 'Epic Colour', lower_name = 'epic colour'
where id = 10105 and lower_name = 'epic color'
    and not exists (select 1 from custom_field f where f.lower_name = 'epic colour');

-- The default screen asks in the reference's order, as far as nobody has moved its fields: an epic's name first, its link
-- and the sprint before the assignee, the points last. How far an epic is, and its color, are seen to on a board.
delete from screen_field
where screen_id = 1 and tab_id = 10000
    and ((field = 'customfield_10103' and position = 10103) or (field = 'customfield_10105' and position = 10105));
update screen_field set position = 0
where screen_id = 1 and tab_id = 10000 and field = 'customfield_10104' and position = 10104;
update screen_field set position = 20
where screen_id = 1 and tab_id = 10000 and field = 'assignee' and position = 17;
update screen_field set position = 17
where screen_id = 1 and tab_id = 10000 and field = 'customfield_10102' and position = 10102;
update screen_field set position = 18
where screen_id = 1 and tab_id = 10000 and field = 'customfield_10101' and position = 10101;
