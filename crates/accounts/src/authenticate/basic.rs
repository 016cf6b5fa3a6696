//! Reads name and password from a Basic credential.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Some clients leave the padding out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Returns name and password, exactly as they were sent. The password may contain colons.
pub fn decode(text: &str) -> Option<(String, String)> {
    let text = String::from_utf8(BASE64.decode(text).ok()?).ok()?;
    let (name, password) = text.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_colon_parts_name_and_password() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let expected = expected.map(|(name, password)| (name.into(), password.into()));
            assert_eq!(decode(text), expected, "{text}");
        };
        check("ZnJlZDphOmI=", Some(("fred", "a:b")));
        check("ZnJlZDphOmI", Some(("fred", "a:b")));
        check("IGZyZWQ6w6Q=", Some((" fred", "ä")));
        check("Og==", Some(("", "")));
        check("ZnJlZA==", None);
        check("ZnJlZDr/", None);
        check("not base64", None);
        check("", None);
    }
}
