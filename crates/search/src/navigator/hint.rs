//! What was likely meant by a name that means nothing: for people, beside the message.
//!
//! Only names are offered that the caller sees, so nothing is told of others.

use jql::FieldName;
use projects::Catalog;

use crate::query::bound::IdColumn;
use crate::query::custom::Searchable;
use crate::query::field::{FIELDS, Field, Kind};
use crate::query::function::FUNCTIONS;
use crate::query::{Help, Unknown};

/// The names there are.
pub struct Known<'a> {
    /// The custom fields.
    pub custom: &'a Searchable,
    /// Types, statuses, priorities and resolutions.
    pub catalog: &'a Catalog,
    /// Projects, each by key and name.
    pub projects: &'a [(String, String)],
}

impl Known<'_> {
    /// Returns what was likely meant, as a sentence.
    pub fn hint(&self, help: &Help) -> Option<String> {
        match help {
            Help::None => None,
            Help::Sentence(sentence) => Some(sentence.clone()),
            Help::NameLike(unknown) => {
                let meant = self.meant(unknown)?;
                Some(format!("Did you mean '{meant}'?"))
            }
        }
    }

    fn meant(&self, unknown: &Unknown) -> Option<&str> {
        match unknown {
            Unknown::Field(name) => {
                let ours = FIELDS
                    .iter()
                    .flat_map(Field::words)
                    .map(|name| name as &str);
                let custom = self.custom.iter().map(|field| field.name.as_str());
                nearest(name, ours.chain(custom))
            }
            Unknown::Function(name) => {
                nearest(name, FUNCTIONS.iter().map(|function| function.name))
            }
            Unknown::Value { field, name } => self.value(field, name),
        }
    }

    fn value(&self, field: &str, name: &str) -> Option<&str> {
        match Field::find(&FieldName::Named(field.to_owned()))?.kind {
            Kind::Project => {
                let names = self.projects.iter().flat_map(|(key, name)| [key, name]);
                nearest(name, names.map(String::as_str))
            }
            Kind::Catalog(IdColumn::Type) => nearest(
                name,
                self.catalog.issue_types.iter().map(|kind| &*kind.name),
            ),
            Kind::Catalog(IdColumn::Status) => nearest(
                name,
                self.catalog.statuses.iter().map(|status| &*status.name),
            ),
            Kind::Catalog(IdColumn::Priority) => {
                let priorities = self.catalog.priorities.iter();
                nearest(name, priorities.map(|priority| &*priority.name))
            }
            Kind::Catalog(IdColumn::Resolution) => {
                let resolutions = self.catalog.resolutions.iter();
                nearest(name, resolutions.map(|resolution| &*resolution.name))
            }
            _ => None,
        }
    }
}

/// Returns the name that is nearest to what was written: that differs in case, blanks and signs only, or in
/// one letter of three at most.
fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let written = letters(written);
    let n_letters = written.chars().count();
    names
        .map(|name| (strsim::osa_distance(&written, &letters(name)), name))
        .filter(|(distance, _)| distance * 3 <= n_letters)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn letters(text: &str) -> String {
    let text = text.to_lowercase();
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .take(64)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_meant() {
        let names = ["To Do", "In Progress", "Done", "summary", "OPS"];
        for (written, meant) in [
            ("inprogress", Some("In Progress")),
            ("In Progres", Some("In Progress")),
            ("todo", Some("To Do")),
            ("Dne", Some("Done")),
            ("sumary", Some("summary")),
            ("usmmary", Some("summary")),
            ("OSP", Some("OPS")),
            ("dog", None),
            ("press", None),
            ("progress", Some("In Progress")),
            ("x", None),
            ("", None),
            ("\u{1f4a5}", None),
        ] {
            assert_eq!(nearest(written, names.into_iter()), meant, "{written}");
        }
    }
}
