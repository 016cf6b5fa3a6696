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

    /// Returns whether the caller asks for the part.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|asked| asked == name)
    }

    /// Returns whether the caller asks for anything at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
