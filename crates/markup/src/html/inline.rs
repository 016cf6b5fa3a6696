//! Prints what is in a line.

use super::{Printer, escape};
use crate::color::nearest;
use crate::{Effect, ImageProperties, Inline, InlineKind, Span, image, link, symbol};

impl Printer<'_> {
    pub fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let covered = inline.span.slice(self.text);
            match &inline.kind {
                InlineKind::Text => escape(&mut self.html, covered),
                InlineKind::Break => self.html.push_str("<br/>\n"),
                InlineKind::Effect(effect, inside) => {
                    self.enclosed(tag(*effect), |printer| printer.inlines(inside));
                }
                InlineKind::Color { value, content } => self.color(*value, content),
                InlineKind::Link { target, label, tip } => self.link(*target, label, *tip),
                InlineKind::Mention { name } => self.mention(*name, covered),
                InlineKind::Attachment { name, label } => self.attachment(*name, label, covered),
                InlineKind::Image { source, properties } => {
                    self.image(*source, *properties, covered);
                }
                InlineKind::Anchor { name } => {
                    self.html.push_str("<a");
                    self.attribute("name", name.slice(self.text));
                    self.html.push_str("></a>");
                }
                InlineKind::Issue => self.issue(covered),
                InlineKind::Emoticon => self.emoticon(covered),
                InlineKind::Dash => self.html.push_str(symbol::dash(covered)),
                InlineKind::Entity => match symbol::entity_at(covered) {
                    Some((decoded, _)) => {
                        escape(&mut self.html, decoded.encode_utf8(&mut [0; 4]));
                    }
                    None => escape(&mut self.html, covered),
                },
            }
        }
    }

    fn color(&mut self, value: Span, content: &[Inline]) {
        match nearest(value.slice(self.text)) {
            Some(name) => {
                self.html.extend(["<span class=\"color-", name, "\">"]);
                self.inlines(content);
                self.html.push_str("</span>");
            }
            None => self.inlines(content),
        }
    }

    fn link(&mut self, target: Span, label: &[Inline], tip: Option<Span>) {
        let target = target.slice(self.text);
        if !link::is_allowed(target) {
            self.inlines(label);
            return;
        }
        self.html.push_str("<a");
        self.attribute("href", &target.replace(' ', "%20"));
        self.html.push_str(if link::is_within(target) {
            " rel=\"nofollow\""
        } else {
            " class=\"external-link\" target=\"_blank\" rel=\"nofollow noopener\""
        });
        if let Some(tip) = tip {
            self.attribute("title", tip.slice(self.text));
        }
        self.html.push('>');
        self.label(label);
        self.html.push_str("</a>");
    }

    /// Prints what to click on: an image in it is no link of its own.
    fn label(&mut self, label: &[Inline]) {
        if let [inline] = label
            && let InlineKind::Image { source, properties } = inline.kind
        {
            let name = source.slice(self.text);
            match self.links.attachment(name) {
                Some(file) if file.is_image && link::is_allowed(&file.href) => {
                    let address = file.thumbnail.filter(|_| properties.is_thumbnail);
                    let address = address.filter(|address| link::is_allowed(address));
                    self.picture(&address.unwrap_or(file.href), name, properties);
                }
                _ => escape(&mut self.html, name),
            }
            return;
        }
        self.inlines(label);
    }

    fn mention(&mut self, name: Span, covered: &str) {
        let name = name.slice(self.text);
        match self.links.mention(name) {
            Some((href, label)) if link::is_allowed(&href) => {
                self.html.push_str("<a");
                self.attribute("href", &href);
                self.html.push_str(" class=\"user-hover\"");
                // The name is where the reference product's scripts look for it.
                self.attribute("rel", name);
                self.html.push('>');
                escape(&mut self.html, &label);
                self.html.push_str("</a>");
            }
            Some((_, label)) => escape(&mut self.html, &label),
            None => escape(&mut self.html, covered),
        }
    }

    fn issue(&mut self, key: &str) {
        let Some(issue) = self.links.issue(key) else {
            escape(&mut self.html, key);
            return;
        };
        if !link::is_allowed(&issue.href) {
            escape(&mut self.html, key);
            return;
        }
        if issue.is_resolved {
            self.html.push_str("<del>");
        }
        self.html.push_str("<a");
        self.attribute("href", &issue.href);
        self.attribute("title", &issue.summary);
        self.html.push_str(" class=\"issue-link\"");
        self.attribute("data-issue-key", key);
        self.html.push('>');
        escape(&mut self.html, key);
        self.html.push_str("</a>");
        if issue.is_resolved {
            self.html.push_str("</del>");
        }
    }

    fn attachment(&mut self, name: Span, label: &[Inline], covered: &str) {
        let name = name.slice(self.text);
        match self.links.attachment(name) {
            Some(file) if link::is_allowed(&file.href) => {
                self.html.push_str("<span class=\"nobr\"><a");
                self.attribute("href", &file.href);
                self.html.push_str(" class=\"attachment-link\"");
                self.attribute("title", name);
                self.html.push('>');
                self.label(label);
                self.html.push_str("</a></span>");
            }
            _ => escape(&mut self.html, covered),
        }
    }

    /// Prints an image that is attached here; one from elsewhere becomes a link, as nothing on a
    /// page is fetched from another host.
    fn image(&mut self, source: Span, properties: ImageProperties, covered: &str) {
        let name = source.slice(self.text);
        if image::is_web(name) {
            let text = Inline {
                kind: InlineKind::Text,
                span: properties.alt.unwrap_or(source),
            };
            self.link(source, &[text], properties.title);
            return;
        }
        let found = self.links.attachment(name);
        let Some(file) = found.filter(|file| link::is_allowed(&file.href)) else {
            escape(&mut self.html, covered);
            return;
        };
        let thumbnail = file.thumbnail.filter(|address| link::is_allowed(address));
        self.html.push_str("<span class=\"image-wrap");
        let align = properties.align.map(|align| align.slice(self.text));
        if let Some(align @ ("left" | "right" | "center")) = align {
            self.html.extend([" image-", align]);
        }
        self.html.push_str("\">");
        if !file.is_image {
            self.file_link(&file.href, name, |printer| {
                escape(&mut printer.html, name);
            });
        } else if let Some(thumbnail) = thumbnail.filter(|_| properties.is_thumbnail) {
            self.file_link(&file.href, name, |printer| {
                printer.picture(&thumbnail, name, properties);
            });
        } else {
            self.picture(&file.href, name, properties);
        }
        self.html.push_str("</span>");
    }

    fn file_link(&mut self, href: &str, name: &str, print: impl FnOnce(&mut Self)) {
        self.html.push_str("<a");
        self.attribute("href", href);
        self.html.push_str(" class=\"attachment-link\"");
        self.attribute("title", name);
        self.html.push('>');
        print(self);
        self.html.push_str("</a>");
    }

    fn picture(&mut self, address: &str, name: &str, properties: ImageProperties) {
        let text = self.text;
        let written = |span: Option<Span>| span.map(|span| span.slice(text));
        self.html.push_str("<img");
        self.attribute("src", address);
        self.attribute("alt", written(properties.alt).unwrap_or(name));
        if let Some(title) = written(properties.title) {
            self.attribute("title", title);
        }
        for (name, length) in [("width", properties.width), ("height", properties.height)] {
            if let Some(length) = written(length).and_then(image::length) {
                self.attribute(name, length);
            }
        }
        self.html.push_str(" loading=\"lazy\"/>");
    }

    fn emoticon(&mut self, written: &str) {
        let Some(found) = symbol::emoticon_at(written) else {
            escape(&mut self.html, written);
            return;
        };
        self.html.push_str("<span class=\"emoticon\" role=\"img\"");
        self.attribute("aria-label", found.name);
        self.attribute("title", found.written);
        self.html.extend([">", found.sign, "</span>"]);
    }
}

fn tag(effect: Effect) -> &'static str {
    match effect {
        Effect::Strong => "b",
        Effect::Emphasis => "em",
        Effect::Deleted => "del",
        Effect::Inserted => "ins",
        Effect::Superscript => "sup",
        Effect::Subscript => "sub",
        Effect::Citation => "cite",
        Effect::Monospaced => "tt",
    }
}
