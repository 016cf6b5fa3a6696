//! Reading a specification from TOML or JSON.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use super::known::{keys, nearest};
use super::{Problem, Projects, SecretSource, Spec};

/// Why a text is no specification.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum LoadError {
    /// It is not TOML.
    #[error("this is not TOML: {0}")]
    Toml(String),
    /// It is not JSON.
    #[error("this is not JSON: {0}")]
    Json(String),
    /// A key means nothing.
    #[error("`{key}` is not known here{}", nearest.map(|known| format!(": did you mean `{known}`?")).unwrap_or_default())]
    UnknownKey {
        /// The key, with its table: `jira.projcts`.
        key: String,
        /// The known key that comes closest.
        nearest: Option<&'static str>,
    },
    /// A value is of the wrong kind, or a key is missing.
    #[error("{0}")]
    Shape(String),
    /// The values make no sense.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Problems(Vec<Problem>),
}

/// Reads a specification from TOML.
///
/// # Errors
/// When it is none, or makes no sense.
pub fn from_toml(text: &str) -> Result<Spec, LoadError> {
    let table: toml::Table = toml::from_str(text)
        .map_err(|error| LoadError::Toml(place(text, error.span(), error.message())))?;
    // TOML knows dates, which JSON does not; no key here takes one.
    let value = serde_json::to_value(table).map_err(|error| LoadError::Shape(error.to_string()))?;
    from_value(value)
}

/// Reads a specification from JSON, with the same keys.
///
/// # Errors
/// When it is none, or makes no sense.
pub fn from_json(text: &str) -> Result<Spec, LoadError> {
    let value = serde_json::from_str(text).map_err(|error| LoadError::Json(error.to_string()))?;
    from_value(value)
}

fn from_value(value: Value) -> Result<Spec, LoadError> {
    refuse_unknown("", &value)?;
    let spec: Spec =
        serde_json::from_value(value).map_err(|error| LoadError::Shape(error.to_string()))?;
    let problems = spec.check();
    if problems.is_empty() {
        Ok(spec)
    } else {
        Err(LoadError::Problems(problems))
    }
}

fn refuse_unknown(table: &str, value: &Value) -> Result<(), LoadError> {
    let Value::Object(members) = value else {
        return Ok(());
    };
    let known = keys(table);
    for (key, value) in members {
        let path = match table {
            "" => key.clone(),
            table => format!("{table}.{key}"),
        };
        if !known.contains(&key.as_str()) {
            return Err(LoadError::UnknownKey {
                nearest: nearest(key, known),
                key: path,
            });
        }
        // What is no table takes no object; its own reader says so.
        if !keys(&path).is_empty() {
            refuse_unknown(&path, value)?;
        }
    }
    Ok(())
}

/// Says where in the text something is, without repeating the line: it may hold a secret.
fn place(text: &str, span: Option<std::ops::Range<usize>>, message: &str) -> String {
    let before = span.and_then(|span| text.get(..span.start));
    match before {
        Some(before) => format!("line {}: {message}", before.matches('\n').count() + 1),
        None => message.to_owned(),
    }
}

impl Serialize for SecretSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SecretSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(|refusal| de::Error::custom(format!("a secret {refusal}")))
    }
}

impl Serialize for Projects {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str("all"),
            Self::Keys(keys) => keys.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Projects {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "projects are \"all\" or a list of keys";
        match Value::deserialize(deserializer)? {
            Value::String(text) if text == "all" => Ok(Self::All),
            Value::Array(keys) => keys
                .into_iter()
                .map(|key| match key {
                    Value::String(key) => Ok(key),
                    _ => Err(de::Error::custom(EXPECTED)),
                })
                .collect::<Result<_, _>>()
                .map(Self::Keys),
            _ => Err(de::Error::custom(EXPECTED)),
        }
    }
}
