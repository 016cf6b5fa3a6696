//! Texts about attachments and avatars.

use crate::Error;

/// 415 for an upload that is no form with files.
#[must_use]
pub fn not_multipart() -> Error {
    Error::UnsupportedMediaType("Send the files as multipart/form-data.".to_owned())
}

/// 400 for a form with files that breaks off or makes no sense.
#[must_use]
pub fn bad_multipart() -> Error {
    Error::invalid("The multipart/form-data body is incomplete or cannot be read.")
}

/// 413. The reference's wording, to which it gives another status (D-042).
#[must_use]
pub fn file_too_large(limit: u64) -> Error {
    Error::TooLarge(format!(
        "The field file exceeds its maximum permitted size of {limit} bytes."
    ))
}

/// 400 for more files than one request may bring.
#[must_use]
pub fn too_many_files(most: usize) -> Error {
    Error::invalid(format!("One request may bring at most {most} files."))
}

/// 404 for a file that the store has lost.
#[must_use]
pub fn file_is_lost() -> Error {
    Error::NotFound(
        "The file is not in the store any more; its administrator can say why.".to_owned(),
    )
}

/// 404 for an attachment that is not there or of an issue not to be seen. The reference's wording.
#[must_use]
pub fn no_such_attachment(id: &str) -> Error {
    Error::NotFound(format!("The attachment with id '{id}' does not exist"))
}

/// 404 for a thumbnail of what has none.
#[must_use]
pub fn no_such_thumbnail() -> Error {
    Error::NotFound("There is no thumbnail of this attachment.".to_owned())
}

/// 409 for an archive whose list cannot be read.
#[must_use]
pub fn archive_too_large() -> Error {
    Error::Conflict("The archive is too large to be listed.".to_owned())
}

/// 404 for an avatar type there is not. The reference's wording.
#[must_use]
pub fn no_such_avatar_type(name: &str) -> Error {
    Error::NotFound(format!("No avatar type found for '{name}'"))
}

/// 404 for an avatar that is not there, or belongs to something else.
#[must_use]
pub fn no_such_avatar(id: &str) -> Error {
    Error::NotFound(format!("The avatar with id '{id}' does not exist."))
}

/// 400 for an avatar to choose that is not there, or belongs to something else.
#[must_use]
pub fn avatar_cannot_be_chosen() -> Error {
    Error::invalid_field("id", "There is no such avatar to choose here.")
}

/// 403 for a picture that only its owner or an administrator changes.
#[must_use]
pub fn no_avatar_permission() -> Error {
    Error::Forbidden("You do not have permission to change this avatar.".to_owned())
}

/// 403 for an avatar that everybody can choose and nobody may delete.
#[must_use]
pub fn system_avatar_stays() -> Error {
    Error::Forbidden("System avatars cannot be deleted.".to_owned())
}

/// 400 for an image that cannot be made into an avatar.
#[must_use]
pub fn not_an_avatar_image() -> Error {
    Error::invalid(
        "The image cannot be used: it must be a PNG, JPEG, GIF or BMP of at most 25 million pixels.",
    )
}

/// 400 for an upload whose announced size is not the one it has.
#[must_use]
pub fn avatar_size_differs() -> Error {
    Error::invalid("The size given is not the size of the image that was sent.")
}

/// 400 for a part of an image that is not within it.
#[must_use]
pub fn bad_cropping() -> Error {
    Error::invalid("The cropping coordinates are not within the image.")
}

/// 400 for a crop of what was not uploaded before, or too long ago.
#[must_use]
pub fn no_avatar_draft() -> Error {
    Error::invalid("There is no temporary avatar to crop: upload an image first.")
}

/// 400 for one more avatar of what has many.
#[must_use]
pub fn too_many_avatars(most: usize) -> Error {
    Error::invalid(format!(
        "At most {most} avatars can be uploaded: delete one first."
    ))
}
