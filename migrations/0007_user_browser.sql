-- What the user browser sorts and searches by, so that neither reads the users themselves.
drop index app_user_by_display_name;
create index app_user_by_full_name on app_user (lower_display_name, lower_name, lower_email, active);
