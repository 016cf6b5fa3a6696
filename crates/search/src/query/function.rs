//! The functions of queries: what each takes, what it needs looked up, and what it stands for.
//!
//! One section each in `function/`, and a line in [`FUNCTIONS`].

mod dates;
mod issues;
mod options;
mod people;
mod projects;
mod sprints;
mod types;
mod versions;

use base::messages;
use jql::{Call, Value};

use super::bind::Scope;
use super::bound::{Ids, Test};
use super::names::Wanted;

/// Every function.
pub const FUNCTIONS: &[Function] = &[
    options::CASCADE_OPTION,
    sprints::CLOSED,
    versions::COMPONENTS_LEAD_BY_USER,
    dates::CURRENT_LOGIN,
    people::CURRENT_USER,
    versions::EARLIEST_UNRELEASED,
    dates::END_OF_DAY,
    dates::END_OF_MONTH,
    dates::END_OF_WEEK,
    dates::END_OF_YEAR,
    sprints::FUTURE,
    issues::WITH_REMOTE_LINKS,
    issues::HISTORY,
    dates::LAST_LOGIN,
    versions::LATEST_RELEASED,
    issues::LINKED,
    people::MEMBERS_OF,
    dates::NOW,
    sprints::OPEN,
    issues::PARENT_EPIC,
    projects::LEAD_BY_USER,
    projects::WHERE_USER_HAS_PERMISSION,
    projects::WHERE_USER_HAS_ROLE,
    versions::RELEASED,
    types::STANDARD,
    dates::START_OF_DAY,
    dates::START_OF_MONTH,
    dates::START_OF_WEEK,
    dates::START_OF_YEAR,
    types::SUBTASK,
    versions::UNRELEASED,
    issues::UPDATED_BY,
    issues::VOTED,
    issues::WATCHED,
];

/// A function of a query.
pub struct Function {
    /// Its name; case does not matter.
    pub name: &'static str,
    /// The smallest and the largest number of arguments.
    pub n_args: (usize, usize),
    /// What it gives.
    pub gives: Gives,
    /// Notes what it needs looked up.
    pub want: fn(&[Value], &mut Wanted),
    /// Returns what it stands for, or what is wrong with its arguments.
    pub call: fn(&Call, &Scope<'_>) -> Result<Meaning, String>,
}

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// A moment.
    Moment,
    /// A user.
    User,
    /// Users.
    Users,
    /// Projects.
    Projects,
    /// Issue types.
    Types,
    /// Components.
    Components,
    /// A version of each of some projects.
    Version,
    /// Versions.
    Versions,
    /// Sprints.
    Sprints,
    /// Issues.
    Issues,
    /// Options of the field that is asked about.
    Options,
}

/// What a call of a function stands for.
#[derive(Debug)]
pub enum Meaning {
    /// A moment, where there is one.
    Moment(Option<jiff::Zoned>),
    /// Users, projects, types, components, versions or sprints.
    Ids(Ids),
    /// The issues that pass the test.
    Issues(Test),
    /// Names whose meaning depends on the field.
    Texts(Vec<String>),
}

impl Function {
    /// Returns the function of this name, whatever case it is written in.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        FUNCTIONS
            .iter()
            .find(|function| function.name.eq_ignore_ascii_case(name))
    }

    /// Returns whether it stands for several values, and so for a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        !matches!(self.gives, Gives::Moment | Gives::User | Gives::Version)
    }

    /// Returns what is wrong with the number of arguments, if anything is.
    #[must_use]
    pub fn misfit(&self, call: &Call) -> Option<String> {
        let (least, most) = self.n_args;
        let n_args = call.args.len();
        if (least..=most).contains(&n_args) {
            return None;
        }
        let expected = if least == most {
            least.to_string()
        } else {
            format!("{least}-{most}")
        };
        Some(messages::jql_bad_arguments(&call.name, &expected, n_args))
    }
}

fn nothing_wanted(_: &[Value], _: &mut Wanted) {}

/// Returns the text of an argument; no text if it was left out.
fn argument(call: &Call, idx: usize) -> Option<&str> {
    call.args.get(idx).map(|value| value.text.as_str())
}
