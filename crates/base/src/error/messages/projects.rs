//! Texts about projects, roles and schemes.

use crate::Error;

/// 404 for a project that is not there or not to be seen. The reference's wording, which clients match.
#[must_use]
pub fn no_such_project(key: &str) -> Error {
    Error::NotFound(format!("No project could be found with key '{key}'."))
}

/// 404 for a project named by its id.
#[must_use]
pub fn no_such_project_id(id: &str) -> Error {
    Error::NotFound(format!("No project could be found with id '{id}'."))
}

/// 403 for a project that may be seen, but not this done in it.
#[must_use]
pub fn no_project_permission(name: &str) -> Error {
    Error::Forbidden(format!(
        "You do not have the permission '{name}' in this project."
    ))
}

/// The text for a key that is missing or not one. The reference's wording.
pub const PROJECT_KEY_FORM: &str = "Project keys must start with an uppercase letter, followed by one or more uppercase alphanumeric characters.";
/// The text beside a key that was left empty and is filled in now: a key is for good, so it is looked at first.
pub const PROJECT_KEY_SUGGESTED: &str =
    "This key is suggested. It cannot be changed later: take it, or type another one.";
/// The text for a name that is missing. The reference's wording.
pub const PROJECT_NAME_MISSING: &str = "You must specify a valid project name.";
/// The text for a name that another project has. The reference's wording, which clients match.
pub const PROJECT_NAME_TAKEN: &str = "A project with that name already exists.";
/// The text for a lead that is missing. The reference's wording.
pub const PROJECT_LEAD_MISSING: &str = "You must specify a valid project lead.";
/// The text for an address that is not one. The reference's wording.
pub const PROJECT_URL_FORM: &str =
    "The URL specified is not valid - it must start with http:// or https://";
/// The text for a default assignee that is not one of the two.
pub const PROJECT_ASSIGNEE_TYPE: &str =
    "The default assignee must be one of PROJECT_LEAD and UNASSIGNED.";
/// The text for another key in an edit.
pub const PROJECT_KEY_IS_FIXED: &str = "The key of a project cannot be changed here.";

/// The text for a key that is too long. The reference's wording.
#[must_use]
pub fn project_key_too_long(most: usize) -> String {
    format!("The project key must not exceed {most} characters in length.")
}

/// The text for a key that another project has. The reference's wording.
#[must_use]
pub fn project_key_taken(name: &str) -> String {
    format!("Project '{name}' uses this project key.")
}

/// The text for a project to be deleted without its key having been typed.
#[must_use]
pub fn project_key_to_confirm(key: &str) -> String {
    format!("Type {key}, to be sure that it is this project you mean.")
}

/// The text for a name that is too long. The reference's wording.
#[must_use]
pub fn project_name_too_long(most: usize) -> String {
    format!("The project name must not exceed {most} characters in length.")
}

/// The text for a lead who is not there or may not sign in.
#[must_use]
pub fn project_lead_unknown(name: &str) -> String {
    format!("There is no active user '{name}' who could lead the project.")
}

/// The text for a type that is not known.
#[must_use]
pub fn project_type_unknown(key: &str) -> String {
    format!("There is no project type '{key}'.")
}

/// The text for a scheme that is not there.
#[must_use]
pub fn scheme_unknown(id: &str) -> String {
    format!("There is no scheme with id '{id}'.")
}

/// 404.
#[must_use]
pub fn no_such_project_type(key: &str) -> Error {
    Error::NotFound(project_type_unknown(key))
}

/// 403, as the reference has it.
#[must_use]
pub fn project_is_archived(key: &str) -> Error {
    Error::Forbidden(format!("Project '{key}' is already archived."))
}

/// 403, as the reference has it.
#[must_use]
pub fn project_is_not_archived(key: &str) -> Error {
    Error::Forbidden(format!("Project '{key}' is not archived."))
}

/// 404.
#[must_use]
pub fn no_such_issue_type(id: &str) -> Error {
    Error::NotFound(format!("The issue type with id '{id}' does not exist"))
}

/// 404.
#[must_use]
pub fn no_such_status(id_or_name: &str) -> Error {
    Error::NotFound(format!(
        "The status with id or name '{id_or_name}' does not exist"
    ))
}

/// 404.
#[must_use]
pub fn no_such_status_category(id_or_key: &str) -> Error {
    Error::NotFound(format!(
        "The status category with id or key '{id_or_key}' does not exist"
    ))
}

/// 404.
#[must_use]
pub fn no_such_priority(id: &str) -> Error {
    Error::NotFound(format!("The priority with id '{id}' does not exist"))
}

/// 404.
#[must_use]
pub fn no_such_resolution(id: &str) -> Error {
    Error::NotFound(format!("The resolution with id '{id}' does not exist"))
}

/// 404.
#[must_use]
pub fn no_such_role(id: &str) -> Error {
    Error::NotFound(format!("Can not find project role with id '{id}'"))
}

/// 404 for who may see the project but not who is in its roles: the reference has no 403 there.
#[must_use]
pub fn role_actors_are_hidden() -> Error {
    Error::NotFound(
        "Only administrators of the project may see or change who is in its roles.".to_owned(),
    )
}

/// 400.
#[must_use]
pub fn role_name_not_valid() -> Error {
    Error::invalid_field(
        "name",
        "A role's name has 1 to 255 characters, no control characters and no blanks at its ends.",
    )
}

/// 400.
#[must_use]
pub fn role_change_is_empty() -> Error {
    Error::invalid("Give a name or a description.")
}

/// 400.
#[must_use]
pub fn role_description_missing() -> Error {
    Error::invalid_field("description", "Give a description, be it an empty one.")
}

/// 409 for a name that another role has.
#[must_use]
pub fn role_exists(name: &str) -> Error {
    Error::Conflict(format!("A project role named '{name}' exists."))
}

/// 409 for a role that grants, levels or comments refer to.
#[must_use]
pub fn role_in_use(name: &str) -> Error {
    Error::Conflict(format!(
        "Schemes or comments use the role '{name}'. Name another role with 'swap' to take its place."
    ))
}

/// 400.
#[must_use]
pub fn role_swap_not_valid(id: &str) -> Error {
    Error::invalid(format!("The role with id '{id}' cannot take its place."))
}

/// 400 for neither users nor groups, or both.
#[must_use]
pub fn actors_users_or_groups() -> Error {
    Error::invalid("Give either 'user' or 'group', and not both.")
}

/// 400 for a kind of actor that is not known.
#[must_use]
pub fn actor_kind_unknown(kind: &str) -> Error {
    Error::invalid(format!("There is no kind of role member '{kind}'."))
}

/// 400 for a body without the actors.
#[must_use]
pub fn actors_missing() -> Error {
    Error::invalid_field("categorisedActors", "Give the members the role shall have.")
}

fn actors_unknown_text(names: &[String]) -> String {
    format!("These users or groups do not exist: {}", names.join(", "))
}

/// 410 for members that do not exist, where one is added to or taken out of a project's role.
#[must_use]
pub fn actors_gone(names: &[String]) -> Error {
    Error::Gone(actors_unknown_text(names))
}

/// 404 for members that do not exist, where all of a project's role are set.
#[must_use]
pub fn actors_not_found(names: &[String]) -> Error {
    Error::NotFound(actors_unknown_text(names))
}

/// 400 for members that do not exist, among the default ones.
#[must_use]
pub fn actors_unknown(names: &[String]) -> Error {
    Error::invalid(actors_unknown_text(names))
}

/// 400.
#[must_use]
pub fn actor_is_in_role(name: &str, role: &str) -> Error {
    Error::invalid(format!(
        "'{name}' is already a member of the role '{role}'."
    ))
}

/// 404 for somebody to be taken out of a project's role.
#[must_use]
pub fn actor_is_not_in_role(name: &str, role: &str) -> Error {
    Error::NotFound(format!("'{name}' is not a member of the role '{role}'."))
}

/// 400 for somebody to be taken out of the default members.
#[must_use]
pub fn actor_is_no_default(name: &str, role: &str) -> Error {
    Error::invalid(format!(
        "'{name}' is not a default member of the role '{role}'."
    ))
}

/// 404.
#[must_use]
pub fn no_such_permission_scheme(id: &str) -> Error {
    Error::NotFound(format!("There is no permission scheme with id '{id}'."))
}

/// 404.
#[must_use]
pub fn no_such_grant(id: &str) -> Error {
    Error::NotFound(format!(
        "There is no permission with id '{id}' in this scheme."
    ))
}

/// 403 for who administers no project.
#[must_use]
pub fn no_schemes_to_see() -> Error {
    Error::Forbidden("Only administrators of Jira or of a project may see its schemes.".to_owned())
}

/// 400.
#[must_use]
pub fn scheme_name_not_valid() -> Error {
    Error::invalid_field(
        "name",
        "A scheme's name has 1 to 255 characters and no control characters.",
    )
}

/// 400.
#[must_use]
pub fn scheme_exists(name: &str) -> Error {
    Error::invalid_field("name", format!("A scheme named '{name}' exists."))
}

/// 400.
#[must_use]
pub fn default_scheme_stays() -> Error {
    Error::invalid("The default permission scheme cannot be deleted.")
}

/// 400.
#[must_use]
pub fn scheme_id_missing() -> Error {
    Error::invalid_field("id", "Give the id of the permission scheme.")
}

/// 404.
#[must_use]
pub fn no_such_scheme_attribute(key: &str) -> Error {
    Error::NotFound(format!("There is no scheme attribute '{key}'."))
}

/// 400.
#[must_use]
pub fn scheme_attribute_not_valid() -> Error {
    Error::invalid("The value of this attribute is either 'true' or 'false'.")
}

/// 400 for a grant without a permission.
#[must_use]
pub fn grant_permission_missing() -> Error {
    Error::invalid_field("permission", "Give the key of the permission to grant.")
}

/// 400 for a grant of a permission that is not known.
#[must_use]
pub fn grant_permission_unknown(key: &str) -> Error {
    Error::invalid_field(
        "permission",
        format!("There is no project permission with the key '{key}'."),
    )
}

/// 400 for a grant to nobody.
#[must_use]
pub fn holder_missing() -> Error {
    Error::invalid_field("holder", "Give the type of holder to grant to.")
}

/// 400 for a type of holder that is not known.
#[must_use]
pub fn holder_type_unknown(kind: &str) -> Error {
    Error::invalid_field("holder", format!("There is no type of holder '{kind}'."))
}

/// 400 for a holder that needs a parameter and has none.
#[must_use]
pub fn holder_parameter_missing(kind: &str) -> Error {
    Error::invalid_field(
        "holder",
        format!("A holder of type '{kind}' needs a parameter."),
    )
}

/// 400 for a holder whose parameter names nothing.
#[must_use]
pub fn holder_parameter_unknown(kind: &str, parameter: &str) -> Error {
    let what = match kind {
        "group" => "group named",
        "user" => "user with the key",
        "projectRole" => "project role with the id",
        "applicationRole" => "application with the key",
        _ => "custom field with the id",
    };
    Error::invalid_field("holder", format!("There is no {what} '{parameter}'."))
}

/// 400 for a grant that is there already.
#[must_use]
pub fn grant_exists(permission: &str) -> Error {
    Error::invalid(format!(
        "The scheme grants '{permission}' to this holder already."
    ))
}

/// 400 for a project's or issue's id that is not a number.
#[must_use]
pub fn id_not_a_number(name: &str, value: &str) -> Error {
    Error::invalid(format!("The parameter '{name}' is not an id: '{value}'."))
}

/// 404.
#[must_use]
pub fn no_such_security_scheme(id: &str) -> Error {
    Error::NotFound(format!("There is no issue security scheme with id '{id}'."))
}

/// 404.
#[must_use]
pub fn no_such_security_level(id: &str) -> Error {
    Error::NotFound(format!("There is no security level with id '{id}'."))
}

/// 404 for a project that has none.
#[must_use]
pub fn project_without_security_scheme(key: &str) -> Error {
    Error::NotFound(format!("Project '{key}' has no issue security scheme."))
}

/// 400 for a level's name.
#[must_use]
pub fn level_name_not_valid() -> Error {
    Error::invalid_field(
        "levels",
        "Each security level has a name of its own, of 1 to 255 characters.",
    )
}

/// 400 for a level's name that another level of its scheme has.
#[must_use]
pub fn level_exists(name: &str) -> Error {
    Error::invalid_field(
        "levels",
        format!("The scheme has a security level named '{name}'."),
    )
}

/// 409 for a scheme that a project uses.
#[must_use]
pub fn security_scheme_in_use(name: &str) -> Error {
    Error::Conflict(format!(
        "Projects use the issue security scheme '{name}'. Choose another one for them first."
    ))
}

/// 400 for a level with issues that is to be deleted.
#[must_use]
pub fn level_swap_missing(name: &str) -> Error {
    Error::invalid_field(
        "swapLevel",
        format!("Issues have the security level '{name}': choose what they get instead."),
    )
}

/// The text for another scheme of a project whose issues have levels of the present one.
pub const LEVEL_MOVE_MISSING: &str =
    "Choose for each security level what its issues get in the new scheme.";

/// 400 for somebody who is in a level already.
#[must_use]
pub fn is_in_level(holder: &str, level: &str) -> Error {
    Error::invalid_field(
        "type",
        format!("{holder} is in the security level '{level}' already."),
    )
}

/// 404.
#[must_use]
pub fn no_such_level_member(id: &str) -> Error {
    Error::NotFound(format!(
        "There is no member with id '{id}' in this scheme's levels."
    ))
}

/// The text for another issue security scheme of a project whose issues have levels of the present one.
pub const SECURITY_LEVELS_IN_USE: &str =
    "Issues of the project have security levels of its present scheme. Take these away first.";

/// 400 for a grant to holders who all have it.
#[must_use]
pub fn grants_exist(holder: &str) -> Error {
    Error::invalid_field(
        "permissions",
        format!("{holder} holds all of these in this scheme already."),
    )
}

/// The text for a form of grants without a permission.
pub const CHOOSE_PERMISSIONS: &str = "Choose at least one permission.";
/// The text for a form of grants without a type of holder.
pub const CHOOSE_HOLDER: &str = "Choose whom to grant to.";
/// The text for a form of grants to a group without its name.
pub const CHOOSE_GROUP: &str = "Give the name of the group.";
/// The text for a form of grants to a user without their name.
pub const CHOOSE_USER: &str = "Give the user's username.";
/// The text for a holder that needs a choice and has none.
pub const CHOOSE_ONE: &str = "Choose one.";
/// The text for a custom field that is not one.
pub const CUSTOM_FIELD_FORM: &str = "Give the field's id, such as customfield_10000.";

/// 400 for a removal of nothing.
#[must_use]
pub fn no_grants_chosen() -> Error {
    Error::invalid_field("id", "Tick what is to be removed.")
}

/// The text for a name that is not there, with those that come close.
#[must_use]
pub fn not_there(what: &str, name: &str, similar: &[String]) -> String {
    if similar.is_empty() {
        format!("There is no {what} '{name}'.")
    } else {
        format!(
            "There is no {what} '{name}'. Did you mean: {}?",
            similar.join(", ")
        )
    }
}

/// 404 for a project role, scheme or the like that a page was asked for without its id.
#[must_use]
pub fn no_such_entry(id: &str) -> Error {
    Error::NotFound(format!("There is nothing with id '{id}' here."))
}

/// 400 for a name in the catalog of types, statuses, priorities and resolutions.
#[must_use]
pub fn catalog_name_not_valid() -> Error {
    Error::invalid_field(
        "name",
        "A name has 1 to 60 characters, no control characters and no blanks at its ends.",
    )
}

/// 400 for a name that another entry of the catalog has.
#[must_use]
pub fn catalog_name_taken(name: &str) -> Error {
    Error::invalid_field("name", format!("'{name}' is the name of another one."))
}

/// The text for a role that schemes or comments use, to be deleted without another in its place.
#[must_use]
pub fn role_swap_missing(name: &str) -> String {
    format!("Schemes or comments use the role '{name}': choose the role that takes its place.")
}

/// The text for a form of members without a name.
pub const CHOOSE_MEMBERS: &str = "Give the name of a user or a group.";

/// The text for names of members that are not there.
#[must_use]
pub fn names_unknown(names: &[String]) -> String {
    format!("Not found: {}", names.join(", "))
}

/// 400 for boxes of a form whose project or role was deleted meanwhile.
#[must_use]
pub fn role_place_is_gone() -> Error {
    Error::invalid(
        "A project or role of this form is not there any more. Look at the list again, and tick anew.",
    )
}
