//! Absence as an answer.

use super::Result;

/// Makes "it is not there" an answer like any other.
pub trait OrAbsent<T> {
    /// Returns none where the error is [`Error::NotFound`](crate::Error::NotFound).
    ///
    /// # Errors
    /// Every other one.
    fn or_absent(self) -> Result<Option<T>>;
}

impl<T> OrAbsent<T> for Result<T> {
    fn or_absent(self) -> Result<Option<T>> {
        match self {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }
}
