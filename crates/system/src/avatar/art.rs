//! The avatars that everybody can choose: a shape on a color, drawn here.

/// The colors of a drawing, each with enough contrast to white.
const COLORS: [(&str, &str); 8] = [
    ("blue", "#14539a"),
    ("purple", "#7a3b9c"),
    ("red", "#a3211b"),
    ("green", "#1d6f42"),
    ("brown", "#8a5a00"),
    ("teal", "#0b6e7f"),
    ("violet", "#5b4a9e"),
    ("rose", "#8c2f66"),
];

/// The shapes, in a square of 48.
const SHAPES: [(&str, &str); 18] = [
    ("circle", "<circle cx=\"24\" cy=\"24\" r=\"12\"/>"),
    (
        "ring",
        "<circle cx=\"24\" cy=\"24\" r=\"10\" fill=\"none\" stroke=\"#fff\" stroke-width=\"6\"/>",
    ),
    (
        "square",
        "<rect x=\"13\" y=\"13\" width=\"22\" height=\"22\" rx=\"3\"/>",
    ),
    ("diamond", "<path d=\"M24 9 39 24 24 39 9 24z\"/>"),
    ("triangle", "<path d=\"M24 10 40 37H8z\"/>"),
    (
        "star",
        "<path d=\"M24 8l4.7 10.3 11.3 1.2-8.4 7.6 2.4 11.1L24 32.5 14 38.2l2.4-11.1L8 19.5l11.3-1.2z\"/>",
    ),
    (
        "cross",
        "<path d=\"M19 9h10v10h10v10H29v10H19V29H9V19h10z\"/>",
    ),
    (
        "wave",
        "<path d=\"M6 24c6-12 12-12 18 0s12 12 18 0\" fill=\"none\" stroke=\"#fff\" stroke-width=\"5\" stroke-linecap=\"round\"/>",
    ),
    ("hexagon", "<path d=\"M24 8l14 8v16l-14 8-14-8V16z\"/>"),
    (
        "moon",
        "<path d=\"M30 9a16 16 0 1 0 8 24A14 14 0 0 1 30 9z\"/>",
    ),
    (
        "leaf",
        "<path d=\"M10 38C8 18 20 8 40 8c0 20-10 32-30 30z\"/>",
    ),
    (
        "drop",
        "<path d=\"M24 7c8 11 12 16 12 22a12 12 0 0 1-24 0c0-6 4-11 12-22z\"/>",
    ),
    ("bolt", "<path d=\"M27 6 11 27h10l-3 15 17-22H25z\"/>"),
    (
        "check",
        "<path d=\"M12 25l8 8 16-18\" fill=\"none\" stroke=\"#fff\" stroke-width=\"5\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
    ),
    ("arrow", "<path d=\"M24 9l13 14h-8v16H19V23h-8z\"/>"),
    (
        "bars",
        "<path d=\"M11 26h6v12h-6zM21 16h6v22h-6zM31 9h6v29h-6z\"/>",
    ),
    ("flag", "<path d=\"M13 8h4v32h-4zM19 9h18l-6 7 6 7H19z\"/>"),
    (
        "heart",
        "<path d=\"M24 39C8 28 8 14 17 12c4-1 6 2 7 4 1-2 3-5 7-4 9 2 9 16-7 27z\"/>",
    ),
];

/// Returns a drawing, named by its shape and its color (`star-blue`), as SVG; round or with small corners.
#[must_use]
pub fn drawn(name: &str, is_round: bool) -> Option<String> {
    let (shape, color) = name.split_once('-')?;
    let (_, shape) = SHAPES.iter().find(|(known, _)| *known == shape)?;
    let (_, color) = COLORS.iter().find(|(known, _)| *known == color)?;
    let corner = if is_round { 24 } else { 6 };
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\">\
         <rect width=\"48\" height=\"48\" rx=\"{corner}\" fill=\"{color}\"/>\
         <g fill=\"#fff\">{shape}</g></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_a_shape_and_a_color() {
        assert!(drawn("star-blue", true).unwrap().contains("rx=\"24\""));
        for name in ["star", "star-", "-blue", "nothing-blue", "star-nothing", ""] {
            assert_eq!(drawn(name, true), None, "{name}");
        }
    }
}
