//! Taking a test out of a condition, for who begins with what it finds.

use super::{Filter, Test};

impl Filter {
    /// Takes the first test for which there is something out of those that every issue found passes. What is
    /// left says the rest.
    pub fn taken<T>(&self, take: &impl Fn(&Test) -> Option<T>) -> Option<(T, Self)> {
        match self {
            Self::Test(test) => Some((take(test)?, Self::All(Vec::new()))),
            Self::All(parts) => {
                let (at, (taken, rest)) = parts
                    .iter()
                    .enumerate()
                    .find_map(|(at, part)| Some((at, part.taken(take)?)))?;
                let mut parts = parts.clone();
                if rest == Self::All(Vec::new()) {
                    parts.remove(at);
                } else if let Some(part) = parts.get_mut(at) {
                    *part = rest;
                }
                Some((taken, Self::All(parts)))
            }
            Self::Any(_) | Self::Not(_) => None,
        }
    }
}
