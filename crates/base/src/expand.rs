//! The `expand` parameter: which parts of an answer the caller asks for.

/// The names in an `expand` parameter.
#[derive(Clone, Debug, Default)]
pub struct Expand(Vec<String>);

impl Expand {
    /// Returns the names in `text`, which separates them with commas. Unknown names do no harm.
    #[must_use]
    pub fn parse(text: Option<&str>) -> Self {
        let names = text
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        Self(names.map(str::to_owned).collect())
    }

    /// Returns whether the caller asks for the part, or for a range of it.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0
            .iter()
            .any(|asked| asked.split('[').next() == Some(name))
    }

    /// Returns the first and the last index in `name[first:last]`, both counted from 0. What is no range is none.
    #[must_use]
    pub fn range(&self, name: &str) -> Option<(i64, i64)> {
        let indexes = self.0.iter().find_map(|asked| {
            asked
                .strip_prefix(name)?
                .strip_prefix('[')?
                .strip_suffix(']')
        })?;
        let (first, last) = indexes.split_once(':')?;
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (0 <= first && first <= last).then_some((first, last))
    }

    /// Returns whether the caller asks for anything at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Expand;

    #[test]
    fn a_part_can_be_asked_for_by_its_range() {
        for (text, range) in [
            ("users[10:15]", Some((10, 15))),
            ("groups, users[ 0 : 0 ]", Some((0, 0))),
            ("users", None),
            ("users[]", None),
            ("users[15:10]", None),
            ("users[-1:10]", None),
            ("users[1:99999999999999999999]", None),
            ("users[1:2", None),
        ] {
            let expand = Expand::parse(Some(text));
            assert!(expand.has("users"), "{text}");
            assert_eq!(expand.range("users"), range, "{text}");
        }
        assert!(!Expand::parse(Some("usersgroup[1:2]")).has("users"));
    }
}
