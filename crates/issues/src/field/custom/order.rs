//! Where custom fields stand among the members of an issue.
//!
//! the reference writes the fields of an issue in the order of a hash table: of 128 places for an issue
//! alone and the list of fields, of 64 for the issues of a list. The system's fields are written down in that
//! order (`table.rs`); where a custom field comes between them is computed as the reference does.

use model::CustomFieldId;

use crate::field::Field;

/// How many places there are for an issue alone.
const ALONE: u32 = 128;
/// How many there are for an issue of a list.
const LISTED: u32 = 64;

/// A member of an issue's `fields`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// A field that every issue has.
    System(Field),
    /// A custom field.
    Custom(CustomFieldId),
}

/// Returns the system's fields in their order (of an issue alone, or of a list) with custom fields between them.
pub fn merged(
    system: &'static [Field],
    custom: impl IntoIterator<Item = CustomFieldId>,
    is_list: bool,
) -> Vec<Member> {
    let places = if is_list { LISTED } else { ALONE };
    let mut custom: Vec<(u32, CustomFieldId)> = custom
        .into_iter()
        .map(|id| (place(&format!("customfield_{id}"), places), id))
        .collect();
    custom.sort_unstable();
    let mut custom = custom.into_iter().peekable();
    let mut members = Vec::new();
    for field in system {
        let at = place(field.id(), places);
        while let Some((_, id)) = custom.next_if(|(before, _)| *before < at) {
            members.push(Member::Custom(id));
        }
        members.push(Member::System(*field));
    }
    members.extend(custom.map(|(_, id)| Member::Custom(id)));
    members
}

/// Returns the place of a name in a table of so many, a power of two.
fn place(name: &str, places: u32) -> u32 {
    let hash = name.encode_utf16().fold(0_u32, |hash, unit| {
        hash.wrapping_mul(31).wrapping_add(unit.into())
    });
    (hash ^ hash >> 16) & (places - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(system: &'static [Field], is_list: bool, id: i64) -> (&'static str, &'static str) {
        let members = merged(system, [CustomFieldId(id)], is_list);
        let at = members
            .iter()
            .position(|member| *member == Member::Custom(CustomFieldId(id)))
            .unwrap();
        let name = |at: usize| match members[at] {
            Member::System(field) => field.id(),
            Member::Custom(_) => "",
        };
        (name(at - 1), name(at + 1))
    }

    #[test]
    fn as_the_reference_was_seen_to_write_them() {
        let alone = |id| between(Field::ALL, false, id);
        assert_eq!(alone(10106), ("resolution", "resolutiondate"));
        assert_eq!(alone(10102), ("priority", "labels"));
        assert_eq!(alone(10103), ("labels", "timeestimate"));
        assert_eq!(alone(10110), ("fixVersions", "aggregatetimespent"));
        let listed = |id| between(Field::OF_LISTS, true, id);
        assert_eq!(listed(10106), ("resolution", "aggregatetimeestimate"));
        assert_eq!(listed(10109), ("aggregatetimeestimate", "resolutiondate"));
        assert_eq!(listed(10102), ("priority", "labels"));
    }
}
