//! Images that people upload, made into PNG files of our own: what was uploaded is never shown as an image
//! without having been decoded here within bounds.
//!
//! Not here: what the pictures are for.

use std::io::Cursor;

use bytes::Bytes;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// The largest image that is looked at, in bytes as it was sent.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;
/// The largest image that is decoded, in pixels: a photograph of a good telephone.
const MAX_PIXELS: u64 = 25_000_000;
/// How much memory decoding one may take.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;
/// The side of a thumbnail.
const THUMBNAIL: u32 = 200;
/// The longer side of an image that is to be cropped.
const DRAFT: u32 = 1024;
/// The sides of an avatar's pictures.
pub const SIZES: [u32; 4] = [48, 32, 24, 16];

/// Works on images, one at a time: each needs much memory for a moment.
pub struct Pictures {
    turn: Semaphore,
}

impl Default for Pictures {
    fn default() -> Self {
        Self {
            turn: Semaphore::new(1),
        }
    }
}

/// An image to be cropped.
#[derive(Debug)]
pub struct Draft {
    /// The image, a PNG.
    pub png: Vec<u8>,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// A square part of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Square {
    /// Where it begins, from the left.
    pub x: u32,
    /// Where it begins, from the top.
    pub y: u32,
    /// Its side.
    pub side: u32,
}

impl Pictures {
    /// Returns a small PNG of an image, or nothing for what is no image of the four kinds, is damaged or
    /// too large.
    ///
    /// # Errors
    /// Internal, when the work cannot be done at all.
    pub async fn thumbnail(&self, bytes: Bytes) -> Result<Option<Vec<u8>>> {
        self.work(move || {
            let image = decode(&bytes)?;
            png(&shrunk(image, THUMBNAIL))
        })
        .await
    }

    /// Returns an image to be cropped, smaller than it was if it was large; or nothing, as
    /// [`Self::thumbnail`].
    ///
    /// # Errors
    /// As [`Self::thumbnail`].
    pub async fn draft(&self, bytes: Bytes) -> Result<Option<Draft>> {
        self.work(move || {
            let image = shrunk(decode(&bytes)?, DRAFT);
            Some(Draft {
                png: png(&image)?,
                width: image.width(),
                height: image.height(),
            })
        })
        .await
    }

    /// Returns a square of an image in all [`SIZES`], each a PNG; or nothing, as [`Self::thumbnail`] or if
    /// the square is not within it.
    ///
    /// # Errors
    /// As [`Self::thumbnail`].
    pub async fn avatar(&self, bytes: Bytes, part: Square) -> Result<Option<Vec<(u32, Vec<u8>)>>> {
        self.work(move || {
            let image = decode(&bytes)?;
            let fits =
                |from: u32, all: u32| from.checked_add(part.side).is_some_and(|to| to <= all);
            if part.side == 0 || !fits(part.x, image.width()) || !fits(part.y, image.height()) {
                return None;
            }
            let square = image.crop_imm(part.x, part.y, part.side, part.side);
            let sized = SIZES.map(|size| {
                let image = square.resize_exact(size, size, FilterType::CatmullRom);
                png(&image).map(|png| (size, png))
            });
            sized.into_iter().collect()
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let failed = |error: &dyn std::fmt::Display| Error::Internal(format!("picture: {error}"));
        let _turn = self.turn.acquire().await.map_err(|error| failed(&error))?;
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => Ok(done),
            // A decoder that stumbles over what it was given: as damaged as any other.
            Err(error) if error.is_panic() => {
                tracing::warn!(%error, "an image could not be decoded");
                Ok(None)
            }
            Err(error) => Err(failed(&error)),
        }
    }
}

/// Decodes a PNG, JPEG, GIF (its first frame) or BMP, turned as its camera was held.
fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    let reader = || {
        ImageReader::new(Cursor::new(bytes))
            .with_guessed_format()
            .ok()
    };
    let known = [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::Gif,
        ImageFormat::Bmp,
    ];
    reader()?.format().filter(|format| known.contains(format))?;
    // The size is read before anything is made of it.
    let (width, height) = reader()?.into_dimensions().ok()?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS || width == 0 || height == 0 {
        return None;
    }
    let mut reader = reader()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Some(image)
}

fn shrunk(image: DynamicImage, side: u32) -> DynamicImage {
    if image.width() <= side && image.height() <= side {
        return image;
    }
    image.thumbnail(side, side)
}

/// Encodes pixels only: nothing else that was in the file (places, comments) gets into it.
fn png(image: &DynamicImage) -> Option<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(image.to_rgba8())
        .write_to(&mut bytes, ImageFormat::Png)
        .ok()?;
    Some(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(width: u32, height: u32, format: ImageFormat) -> Bytes {
        let image = DynamicImage::ImageRgb8(image::RgbImage::new(width, height));
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner().into()
    }

    #[tokio::test]
    async fn the_four_kinds_become_small_pngs() {
        let pictures = Pictures::default();
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::Gif,
            ImageFormat::Bmp,
        ] {
            let png = pictures.thumbnail(image(300, 150, format)).await.unwrap();
            let png = png.unwrap_or_else(|| panic!("{format:?}"));
            let small = image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap();
            assert_eq!((small.width(), small.height()), (200, 100), "{format:?}");
        }
    }

    #[tokio::test]
    async fn what_is_no_image_or_too_large_is_none() {
        let pictures = Pictures::default();
        let svg = Bytes::from_static(b"<svg xmlns='http://www.w3.org/2000/svg'/>");
        assert!(pictures.thumbnail(svg).await.unwrap().is_none());
        let cut = image(30, 30, ImageFormat::Png).slice(..40);
        assert!(pictures.thumbnail(cut).await.unwrap().is_none());
        // A bomb: a small file that says it is enormous.
        let mut bomb = image(1, 1, ImageFormat::Png).to_vec();
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert!(pictures.thumbnail(bomb.into()).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn an_avatar_is_a_square_within_its_image() {
        let pictures = Pictures::default();
        let source = image(60, 50, ImageFormat::Png);
        let square = |x, y, side| Square { x, y, side };
        let made = pictures.avatar(source.clone(), square(10, 0, 50)).await;
        let sizes: Vec<u32> = made
            .unwrap()
            .unwrap()
            .iter()
            .map(|(size, _)| *size)
            .collect();
        assert_eq!(sizes, SIZES);
        for outside in [
            square(11, 0, 50),
            square(0, 1, 50),
            square(0, 0, 0),
            square(u32::MAX, 0, 2),
        ] {
            let made = pictures.avatar(source.clone(), outside).await.unwrap();
            assert!(made.is_none(), "{outside:?}");
        }
    }
}
