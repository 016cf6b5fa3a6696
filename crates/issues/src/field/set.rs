//! The `fields` parameter: which fields of an issue the caller asks for.

use super::Field;

/// A set of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSet(u64);

impl FieldSet {
    /// No field.
    pub const NONE: Self = Self(0);

    /// Returns all fields: `*all`, what a single issue shows by default.
    #[must_use]
    pub fn all() -> Self {
        Self::where_(|field| field.about().on_issues)
    }

    /// Returns the fields of lists: `*navigable`, what a search shows by default.
    #[must_use]
    pub fn navigable() -> Self {
        Self::where_(|field| field.about().on_issues && field.about().navigable)
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
                (_, Some(name)) => left_out = left_out.union(Self::named(name)),
                (name, None) => {
                    any = true;
                    asked = asked.union(Self::named(name));
                }
            }
        }
        let asked = if any { asked } else { default };
        Self(asked.0 & !left_out.0)
    }

    /// Returns whether the field is in the set.
    #[must_use]
    pub const fn has(self, field: Field) -> bool {
        self.0 >> field as u8 & 1 == 1
    }

    /// Returns the fields in the set, in the order of an answer.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL
            .iter()
            .copied()
            .filter(move |field| self.has(*field))
    }

    fn named(name: &str) -> Self {
        match name {
            "*all" => Self::all(),
            "*navigable" => Self::navigable(),
            name => Self::where_(|field| field.about().on_issues && field.id() == name),
        }
    }

    fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn where_(is_in: impl Fn(Field) -> bool) -> Self {
        let fields = Field::ALL.iter().filter(|field| is_in(**field));
        Self(fields.fold(0, |set, field| set | 1 << *field as u8))
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
        let parse = |asked| FieldSet::parse([asked], all);
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
}
