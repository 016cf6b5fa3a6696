//! Secrets the server makes: session ids, access tokens, set-up codes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

use crate::{Error, Result};

/// Returns 256 random bits as 43 letters, digits, `-` and `_`: safe in a header, a cookie and a URL, and
/// not changed by clients that decode cookies.
///
/// # Errors
/// When the system gives no randomness.
pub fn random() -> Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::internal("no randomness", error))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Returns the hash under which a secret made by [`random`] is stored. A fast hash is enough: nobody
/// guesses 256 bits.
#[must_use]
pub fn hash(secret: &str) -> String {
    use std::fmt::Write as _;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(secret.as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// Returns whether two secrets are equal, in a time that does not depend on where they differ.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    // Hashed first, so that the lengths do not show either.
    Sha256::digest(one.as_bytes())
        .as_slice()
        .ct_eq(Sha256::digest(other.as_bytes()).as_slice())
        .into()
}
