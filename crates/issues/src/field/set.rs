//! The `fields` parameter: which fields of an issue the caller asks for.

use std::collections::BTreeSet;

use model::CustomFieldId;

use super::Field;
use super::custom::CustomField;

/// A set of fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldSet {
    /// Those that every issue has.
    system: u64,
    /// Whether all custom fields are in it, but those of the next list.
    all_custom: bool,
    /// The custom fields in it; where all are, those that are not.
    custom: BTreeSet<CustomFieldId>,
}

impl FieldSet {
    /// No field.
    pub const NONE: Self = Self {
        system: 0,
        all_custom: false,
        custom: BTreeSet::new(),
    };

    /// Returns all fields: `*all`, what a single issue shows by default.
    #[must_use]
    pub fn all() -> Self {
        Self::where_(|field| field.about().on_issues).with_all_custom()
    }

    /// Returns the fields of lists: `*navigable`, what a search shows by default.
    #[must_use]
    pub fn navigable() -> Self {
        Self::where_(|field| field.about().on_issues && field.about().navigable).with_all_custom()
    }

    /// Returns the fields asked for: names with commas between them, `*all`, `*navigable`, and `-name`
    /// to leave one out. A parameter may come several times. Unknown names ask for nothing; where
    /// nothing is asked for, or only something left out, it is `default` that is shown.
    pub fn parse<'a>(values: impl IntoIterator<Item = &'a str>, default: Self) -> Self {
        let mut asked = Self::NONE;
        let mut left_out = Self::NONE;
        let mut any = false;
        for name in values.into_iter().flat_map(|value| value.split(',')) {
            let name = name.trim();
            match (name, name.strip_prefix('-')) {
                ("", _) => {}
                (_, Some(name)) => left_out = left_out.union(&Self::named(name)),
                (name, None) => {
                    any = true;
                    asked = asked.union(&Self::named(name));
                }
            }
        }
        let asked = if any { asked } else { default };
        asked.without(&left_out)
    }

    /// Returns whether the field is in the set.
    #[must_use]
    pub const fn has(&self, field: Field) -> bool {
        self.system >> field as u8 & 1 == 1
    }

    /// Returns whether the custom field is in the set.
    #[must_use]
    pub fn has_custom(&self, field: CustomFieldId) -> bool {
        self.custom.contains(&field) != self.all_custom
    }

    /// Returns whether any custom field could be in the set.
    #[must_use]
    pub fn has_any_custom(&self) -> bool {
        self.all_custom || !self.custom.is_empty()
    }

    /// Returns the fields in the set that every issue has, in the order of an answer.
    pub fn iter(&self) -> impl Iterator<Item = Field> + '_ {
        Field::ALL
            .iter()
            .copied()
            .filter(move |field| self.has(*field))
    }

    fn named(name: &str) -> Self {
        match name {
            "*all" => Self::all(),
            "*navigable" => Self::navigable(),
            name => match CustomField::id_of(name) {
                Some(id) => Self {
                    custom: BTreeSet::from([id]),
                    ..Self::NONE
                },
                None => Self::where_(|field| field.about().on_issues && field.id() == name),
            },
        }
    }

    fn union(self, other: &Self) -> Self {
        let (all_custom, custom) = match (self.all_custom, other.all_custom) {
            (false, false) => (false, &self.custom | &other.custom),
            (true, true) => (true, &self.custom & &other.custom),
            (true, false) => (true, &self.custom - &other.custom),
            (false, true) => (true, &other.custom - &self.custom),
        };
        Self {
            system: self.system | other.system,
            all_custom,
            custom,
        }
    }

    fn without(self, other: &Self) -> Self {
        let (all_custom, custom) = match (self.all_custom, other.all_custom) {
            (false, false) => (false, &self.custom - &other.custom),
            (false, true) => (false, &self.custom & &other.custom),
            (true, false) => (true, &self.custom | &other.custom),
            (true, true) => (false, &other.custom - &self.custom),
        };
        Self {
            system: self.system & !other.system,
            all_custom,
            custom,
        }
    }

    fn with_all_custom(self) -> Self {
        Self {
            all_custom: true,
            ..self
        }
    }

    fn where_(is_in: impl Fn(Field) -> bool) -> Self {
        let fields = Field::ALL.iter().filter(|field| is_in(**field));
        Self {
            system: fields.fold(0, |set, field| set | 1 << *field as u8),
            ..Self::NONE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(asked: &[&str], expected: &[&str]) {
        let set = FieldSet::parse(asked.iter().copied(), FieldSet::navigable());
        let ids: Vec<&str> = set.iter().map(Field::id).collect();
        assert_eq!(ids, expected, "{asked:?}");
    }

    #[test]
    fn what_fields_selects() {
        check(&["summary,status"], &["status", "summary"]);
        check(&["summary", " status "], &["status", "summary"]);
        check(&["id,key,statuscategorychangeddate"], &[]);
        check(&["Summary,thumbnail,issuekey"], &[]);
        let all = FieldSet::all();
        let parse = |asked| FieldSet::parse([asked], all.clone());
        assert_eq!(parse(""), all);
        assert_eq!(parse("*all"), all);
        assert_eq!(parse("*navigable"), FieldSet::navigable());
        assert!(!FieldSet::navigable().has(Field::Comment));
        for asked in ["-comment", "*all,-comment"] {
            assert!(!parse(asked).has(Field::Comment));
            assert!(parse(asked).has(Field::Summary));
        }
        assert!(parse("*navigable,comment").has(Field::Comment));
    }

    #[test]
    fn custom_fields_are_named_by_their_ids() {
        let (one, other) = (CustomFieldId(10200), CustomFieldId(10201));
        let check = |asked: &str, has_one, has_other| {
            let set = FieldSet::parse([asked], FieldSet::navigable());
            let found = (set.has_custom(one), set.has_custom(other));
            assert_eq!(found, (has_one, has_other), "{asked}");
        };
        check("", true, true);
        check("summary", false, false);
        check("*all", true, true);
        check("customfield_10200", true, false);
        check(
            "customfield_10200,customfield_10201,-customfield_10200",
            false,
            true,
        );
        check("-customfield_10201", true, false);
        check(
            "*navigable,-customfield_10200,customfield_10200",
            false,
            true,
        );
        check("*all,-*all", false, false);
        check("customfield_x,10200", false, false);
    }
}
