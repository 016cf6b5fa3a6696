//! New passwords.

use jira_client::Secret;
use zeroize::Zeroizing;

use crate::error::Error;

/// How long a password is: with 62 letters and digits more than 230 bits.
const LENGTH: usize = 40;
/// Nothing that a shell, an address, a form or a reader could take for something else.
const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Returns a new password. It has a capital, a small letter and a digit, as password policies ask.
///
/// # Errors
/// When the system has no randomness.
pub fn generate() -> Result<Secret, Error> {
    loop {
        let password = random_letters()?;
        let has = |is: fn(&char) -> bool| password.chars().any(|char| is(&char));
        if has(char::is_ascii_uppercase)
            && has(char::is_ascii_lowercase)
            && has(char::is_ascii_digit)
        {
            return Ok(Secret::new(password.as_str()));
        }
    }
}

fn random_letters() -> Result<Zeroizing<String>, Error> {
    let mut password = Zeroizing::new(String::with_capacity(LENGTH));
    let mut bytes = Zeroizing::new([0_u8; 2 * LENGTH]);
    while password.len() < LENGTH {
        getrandom::fill(bytes.as_mut_slice()).map_err(|_| Error::NoRandomness)?;
        // A byte past the last multiple of 62 would make some letters likelier than others.
        let letters = bytes.iter().filter_map(|byte| {
            let letter = LETTERS.get(usize::from(byte % 62));
            letter.filter(|_| *byte < 248)
        });
        for letter in letters.take(LENGTH - password.len()) {
            password.push(char::from(*letter));
        }
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::generate;

    #[test]
    fn passwords_are_long_plain_and_never_the_same() {
        let mut seen = std::collections::HashSet::new();
        for _ in 0..200 {
            let password = generate().unwrap();
            let text = password.expose();
            assert!(text.len() >= 32);
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            assert!(seen.insert(text.to_owned()));
        }
    }
}
