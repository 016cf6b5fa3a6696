//! Reads what stands behind the colon of `{code:java|title=A.java}` and `{panel:title=A}`, and behind
//! the bar of `!a.png|width=300,align=right!`.

use crate::Span;

/// A parameter, without white space around its parts.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'a> {
    /// Nothing if there is no equals sign.
    pub name: Option<&'a str>,
    pub value: Span,
}

/// Returns the parameters at `span`, parted by one of `separators`; those without a value are left
/// out.
pub fn read<'a>(
    text: &'a str,
    span: Span,
    separators: &'a [char],
) -> impl Iterator<Item = Parameter<'a>> {
    let mut start = span.start;
    span.slice(text)
        .split(separators)
        .map(move |parameter| {
            let end = start + parameter.len();
            let whole = Span::new(start, end);
            start = end + 1;
            match parameter.split_once('=') {
                None => Parameter {
                    name: None,
                    value: whole.trim(text),
                },
                Some((name, value)) => Parameter {
                    name: Some(name.trim()),
                    value: Span::new(end - value.len(), end).trim(text),
                },
            }
        })
        .filter(|parameter| !parameter.value.is_empty())
}
