//! The fields of a form that say whom something is granted to: their part of a template is
//! `holder_fields.html`, which wants `holder`, `choices` and `errors`.

use base::error::Problems;
use base::http::QueryPairs;
use base::page::field::Choice;
use base::page::{FieldErrors, FormPairs};
use base::refs::{group_by_name, user_by_name};
use base::{Result, messages};
use policy::Holder;

use super::wire::HolderInput;
use super::{ANY_LOGGED_IN, parse, store};
use crate::role;

/// How many names come close to one that is not there.
const MAX_SIMILAR: i64 = 5;

/// What a form says of the holder: the type by its radio, and a field for each type that needs one.
#[derive(Debug, Default)]
pub struct HolderForm {
    pub kind: String,
    pub role: String,
    pub group: String,
    pub application: String,
    pub user: String,
    pub user_field: String,
    pub group_field: String,
}

impl HolderForm {
    pub fn of_query(query: &QueryPairs) -> Self {
        Self::of(|name| query.first(name).unwrap_or_default())
    }

    pub fn of_form(form: &FormPairs) -> Self {
        Self::of(|name| form.first(name))
    }

    fn of<'a>(first: impl Fn(&'a str) -> &'a str) -> Self {
        Self {
            kind: first("type").to_owned(),
            role: first("projectrole").to_owned(),
            group: first("group").trim().to_owned(),
            application: first("applicationRole").to_owned(),
            user: first("user").trim().to_owned(),
            user_field: first("userCF").trim().to_owned(),
            group_field: first("groupCF").trim().to_owned(),
        }
    }

    /// Returns whether this type is chosen.
    pub fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }

    /// Returns name and value of all fields, to be carried along by another form.
    pub fn fields(&self) -> [(&'static str, &str); 7] {
        [
            ("type", &self.kind),
            ("projectrole", &self.role),
            ("group", &self.group),
            ("applicationRole", &self.application),
            ("user", &self.user),
            ("userCF", &self.user_field),
            ("groupCF", &self.group_field),
        ]
    }

    /// Returns the holder meant; what is wrong with it is noted beside the field concerned.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(&self, tx: &mut db::Tx, problems: &mut Problems) -> Result<Option<Holder>> {
        let (kind, parameter, field) = match self.kind.as_str() {
            "projectrole" => ("projectRole", self.role.clone(), "projectrole"),
            "applicationRole" => (
                "applicationRole",
                self.application.clone(),
                "applicationRole",
            ),
            "lead" => ("projectLead", String::new(), "type"),
            "reporter" => ("reporter", String::new(), "type"),
            "assignee" => ("assignee", String::new(), "type"),
            "anyone" => ("anyone", String::new(), "type"),
            "userCF" => ("userCustomField", self.user_field.clone(), "userCF"),
            "groupCF" => ("groupCustomField", self.group_field.clone(), "groupCF"),
            "group" => {
                if self.group.is_empty() {
                    problems.field("group", messages::CHOOSE_GROUP);
                    return Ok(None);
                }
                let Some((_, name)) = group_by_name(tx, &self.group).await? else {
                    let similar = store::groups_like(tx, &self.group, MAX_SIMILAR).await?;
                    problems.field("group", messages::not_there("group", &self.group, &similar));
                    return Ok(None);
                };
                ("group", name, "group")
            }
            "user" => {
                if self.user.is_empty() {
                    problems.field("user", messages::CHOOSE_USER);
                    return Ok(None);
                }
                let Some(user) = user_by_name(tx, &self.user).await? else {
                    let similar = store::users_like(tx, &self.user, MAX_SIMILAR).await?;
                    problems.field("user", messages::not_there("user", &self.user, &similar));
                    return Ok(None);
                };
                ("user", user.key, "user")
            }
            _ => {
                problems.field("type", messages::CHOOSE_HOLDER);
                return Ok(None);
            }
        };
        if matches!(field, "userCF" | "groupCF") && !is_custom_field(&parameter) {
            problems.field(field, messages::CUSTOM_FIELD_FORM);
            return Ok(None);
        }
        let input = HolderInput::new(kind, &parameter);
        let parsed = parse(tx, &[&input]).await;
        match FieldErrors::catch(parsed)? {
            Ok(mut holders) => Ok(holders.pop()),
            Err(_) => {
                problems.field(field, messages::CHOOSE_ONE);
                Ok(None)
            }
        }
    }
}

fn is_custom_field(text: &str) -> bool {
    let number = text.strip_prefix("customfield_");
    number.is_some_and(|number| model::CustomFieldId::parse(number).is_some())
}

/// What the selects of the form offer.
pub struct Choices {
    pub roles: Vec<Choice>,
    pub applications: Vec<Choice>,
}

impl Choices {
    /// Reads the roles and applications there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(tx: &mut db::Tx) -> Result<Self> {
        let roles = role::store::all(tx).await?;
        let applications = store::applications(tx).await?;
        let any = Choice::new("", ANY_LOGGED_IN);
        let named = applications
            .into_iter()
            .map(|(key, name)| Choice::new(key, name));
        Ok(Self {
            roles: roles
                .into_iter()
                .map(|role| Choice::new(role.id.to_string(), role.name))
                .collect(),
            applications: std::iter::once(any).chain(named).collect(),
        })
    }
}
