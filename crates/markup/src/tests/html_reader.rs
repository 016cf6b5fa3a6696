//! A strict reader of the HTML that this crate may write: no other tag, no other attribute.

/// Reads HTML and returns its text with entities decoded, or what is wrong with it.
pub fn read(html: &str) -> Result<String, String> {
    let mut open: Vec<&str> = Vec::new();
    let mut shown = String::new();
    let mut rest = html;
    while let Some(next) = rest.chars().next() {
        if next == '<' {
            let end = rest.find('>').ok_or("an open tag")?;
            let (tag, after) = rest.split_at(end + 1);
            rest = after;
            if let Some(name) = tag.strip_prefix("</") {
                let opened = open
                    .pop()
                    .ok_or_else(|| format!("nothing to close: {tag}"))?;
                if format!("{opened}>") != name {
                    return Err(format!("{opened} closed by {tag}"));
                }
            } else if let Some(name) = start_tag(tag)? {
                if open.contains(&"p") && BLOCKS.contains(&name) {
                    return Err(format!("{name} within a paragraph"));
                }
                open.push(name);
            }
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let (text, after) = rest.split_at(end);
            rest = after;
            shown.push_str(&unescape(text)?);
        }
    }
    if open.is_empty() {
        Ok(shown)
    } else {
        Err(format!("left open: {open:?}"))
    }
}

const BLOCKS: [&str; 8] = ["p", "blockquote", "div", "pre", "ul", "ol", "table", "h1"];

const TAGS: &[&str] = &[
    "<span class=\"image-wrap\">",
    "<span class=\"nobr\">",
    "<div class=\"panel\">",
    "<div class=\"panel panel-border-dashed\">",
    "<div class=\"panelHeader\">",
    "<div class=\"panelContent\">",
    "<div class=\"panelContent on-red\">",
    "<div class=\"preformattedHeader panelHeader\">",
    "<span class=\"color-red\">",
    "<span class=\"color-blue\">",
    "<p>",
    "<blockquote>",
    "<b>",
    "<em>",
    "<del>",
    "<ins>",
    "<sup>",
    "<sub>",
    "<cite>",
    "<tt>",
    "<h1>",
    "<h2>",
    "<h3>",
    "<h4>",
    "<h5>",
    "<h6>",
    "<ul>",
    "<ol>",
    "<li>",
    "<tr>",
    "<pre>",
    "<tbody>",
    "<ul class=\"alternate\" type=\"square\">",
    "<div class='table-wrap'>",
    "<table class='confluenceTable'>",
    "<th class='confluenceTh'>",
    "<td class='confluenceTd'>",
    "<div class=\"code panel\">",
    "<div class=\"codeContent panelContent\">",
    "<div class=\"codeHeader panelHeader\">",
    "<div class=\"preformatted panel\">",
    "<div class=\"preformattedContent panelContent\">",
    "<pre class=\"code-java\">",
    "<pre class=\"code-c\">",
    "<pre class=\"code-x\">",
];

/// Returns the name of a tag that must be closed.
fn start_tag(tag: &str) -> Result<Option<&str>, String> {
    if tag == "<br/>" || tag == "<hr />" {
        return Ok(None);
    }
    let inside = tag.trim_start_matches('<').trim_end_matches('>');
    let inside = inside.trim_end_matches('/');
    let name = inside.split(' ').next().unwrap_or_default();
    if TAGS.contains(&tag) {
        return Ok(Some(name));
    }
    let language = inside
        .strip_prefix("pre class=\"code-")
        .and_then(|rest| rest.strip_suffix('"'));
    if language.is_some_and(|it| {
        it.chars()
            .all(|c| c.is_ascii_alphanumeric() || "#+-_".contains(c))
    }) {
        return Ok(Some(name));
    }
    let highlight = inside
        .strip_prefix("span class=\"code-")
        .and_then(|rest| rest.strip_suffix('"'));
    if highlight.is_some_and(|it| it.chars().all(|c| c.is_ascii_lowercase())) {
        return Ok(Some(name));
    }
    if name == "span" || name == "img" {
        return sign_or_picture(name, inside);
    }
    let attributes = attributes(inside.strip_prefix("a").unwrap_or_default())
        .ok_or_else(|| format!("malformed: {tag}"))?;
    let names: Vec<_> = attributes.iter().map(|(name, _)| *name).collect();
    let value = |i: usize| unescape(attributes[i].1);
    match names.as_slice() {
        ["name"] => {}
        ["href", "rel"] if attributes[1].1 == "nofollow" => {
            check_within(&value(0)?)?;
        }
        ["href", "title", "class", "data-issue-key"] if attributes[2].1 == "issue-link" => {
            if !value(0)?.starts_with("/browse/OPS-") {
                return Err(format!("which issue? {tag}"));
            }
            value(1)?;
        }
        ["href", "class", "title"] if attributes[1].1 == "attachment-link" => {
            if !value(0)?.starts_with("/secure/attachment/") {
                return Err(format!("which file? {tag}"));
            }
            value(2)?;
        }
        ["href", "class", "rel"] if attributes[1].1 == "user-hover" => {
            if !value(0)?.starts_with("/secure/ViewProfile.jspa?name=") {
                return Err(format!("whose profile? {tag}"));
            }
        }
        ["href", "rel", "title"] if attributes[1].1 == "nofollow" => {
            check_within(&value(0)?)?;
            value(2)?;
        }
        ["href", "class", "target", "rel"] | ["href", "class", "target", "rel", "title"] => {
            let href = value(0)?.to_ascii_lowercase();
            let leads_away = ["http://", "https://", "mailto:"];
            if !leads_away.iter().any(|scheme| href.starts_with(scheme)) {
                return Err(format!("leads to {href}"));
            }
            let marks = (attributes[1].1, attributes[2].1, attributes[3].1);
            if marks != ("external-link", "_blank", "nofollow noopener") {
                return Err(format!("not marked as a link: {tag}"));
            }
            unescape(attributes.last().map_or("", |(_, value)| value))?;
        }
        _ => return Err(format!("unknown: {tag}")),
    }
    Ok(Some("a"))
}

fn check_within(href: &str) -> Result<(), String> {
    let leads_within = href.starts_with('#')
        || href.starts_with('/') && !href.starts_with("//") && !href.starts_with("/\\");
    if leads_within {
        Ok(())
    } else {
        Err(format!("leads to {href}"))
    }
}

fn sign_or_picture<'a>(name: &'a str, inside: &str) -> Result<Option<&'a str>, String> {
    let known = [
        "class",
        "role",
        "aria-label",
        "title",
        "src",
        "alt",
        "width",
        "height",
        "loading",
    ];
    let attributes = attributes(inside.strip_prefix(name).unwrap_or_default())
        .ok_or_else(|| format!("malformed: {inside}"))?;
    for (one, value) in &attributes {
        let value = unescape(value)?;
        let is_good = match *one {
            "class" => value == "emoticon",
            "src" => value.starts_with("/secure/"),
            "width" | "height" => value == "300",
            one => known.contains(&one),
        };
        if !is_good {
            return Err(format!("unknown: {one} in {inside}"));
        }
    }
    Ok((name == "span").then_some(name))
}

fn attributes(mut rest: &str) -> Option<Vec<(&str, &str)>> {
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.strip_prefix(' ')?.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        attributes.push((name, value));
        rest = after;
    }
    Some(attributes)
}

fn unescape(text: &str) -> Result<String, String> {
    if let Some(raw) = text.find(['<', '>', '"', '\'']) {
        return Err(format!("not escaped: {}", &text[raw..]));
    }
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let entities = [
            ("amp;", '&'),
            ("lt;", '<'),
            ("gt;", '>'),
            ("quot;", '"'),
            ("#39;", '\''),
        ];
        let (entity, decoded) = entities
            .into_iter()
            .find(|(entity, _)| part.starts_with(entity))
            .ok_or_else(|| format!("no entity: &{part}"))?;
        out.push(decoded);
        out.push_str(&part[entity.len()..]);
    }
    Ok(out)
}

#[test]
fn it_is_strict() {
    assert_eq!(read("<p>a &lt;<b>b</b></p>\n").as_deref(), Ok("a <b\n"));
    for wrong in [
        "<script>",
        "<p>",
        "</p>",
        "<p></b>",
        "a > b",
        "a \" b",
        "a & b",
        "&nbsp;",
        "<P></P>",
        "<p onclick=\"a\"></p>",
        "<a href=\"javascript:a\" class=\"external-link\" target=\"_blank\" rel=\"nofollow noopener\"></a>",
        "<a href=\"https://a.b\" class=\"external-link\" rel=\"nofollow noopener\"></a>",
        "<a href=\"https://a.b\" rel=\"nofollow\"></a>",
        "<a href=\"https://a.b\" onclick=\"a\"></a>",
        "<p><p></p></p>",
        "<pre class=\"code-a b\"></pre>",
        "<a name=\"a\"",
        "<img onerror=\"a\"/>",
        "<img src=\"https://a.b\"/>",
        "<span style=\"color:red\">",
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}
