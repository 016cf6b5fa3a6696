//! What the reference's queries can name and ours cannot yet: said so, instead of that it does not exist.
//!
//! Whoever builds the thing takes its names out of here.

/// The fields, in lower case.
const FIELDS: &[&str] = &["issuelinktype"];

/// The functions, in lower case.
const FUNCTIONS: &[&str] = &[];

/// Returns whether the field is one that will come.
#[must_use]
pub fn is_field(name: &str) -> bool {
    FIELDS.contains(&&*name.to_ascii_lowercase())
}

/// Returns whether the function is one that will come.
#[must_use]
pub fn is_function(name: &str) -> bool {
    FUNCTIONS.contains(&&*name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::field::Field;
    use crate::query::function::Function;
    use jql::FieldName;

    #[test]
    fn what_is_there_is_not_yet_to_come() {
        for name in FIELDS {
            let name = FieldName::Named((*name).to_owned());
            assert!(Field::find(&name).is_none(), "{name}");
        }
        for name in FUNCTIONS {
            assert!(Function::find(name).is_none(), "{name}");
        }
    }
}
