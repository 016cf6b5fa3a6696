//! The procedure against recorded answers of Jira 8.20, and against this product's own server.

mod end_to_end;
mod interrupted;
mod jira820;
mod plans;
mod refusals;
mod rotation;
mod stand_in;
