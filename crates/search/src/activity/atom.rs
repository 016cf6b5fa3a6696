//! A feed as Atom (RFC 4287).

use base::urls::encode;
use base::{Cx, Error, Result};
use model::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::ops::{Happening, What};
use crate::export::legal;

/// Returns the feed.
///
/// # Errors
/// Never in practice.
pub fn feed(cx: &Cx, path: &str, happenings: &[Happening]) -> Result<String> {
    write(cx, path, happenings).map_err(|error| Error::internal("a feed", error))
}

fn write(cx: &Cx, path: &str, happenings: &[Happening]) -> std::io::Result<String> {
    let urls = cx.urls();
    let updated = happenings
        .first()
        .map_or(Timestamp(0), |newest| Timestamp(newest.at));
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xmlns:activity", "http://activitystrea.ms/spec/1.0/"));
    root.write_inner_content(|xml| {
        element(xml, "title", "Activity Stream")?;
        element(xml, "id", &urls.page(path))?;
        element(xml, "updated", &moment(updated))?;
        link(xml, "self", &urls.page(path))?;
        link(xml, "alternate", &urls.page("/"))?;
        for one in happenings {
            xml.create_element("entry")
                .write_inner_content(|xml| entry(xml, cx, one))?;
        }
        Ok(())
    })?;
    let bytes = xml.into_inner();
    String::from_utf8(bytes).map_err(std::io::Error::other)
}

type Xml = Writer<Vec<u8>>;

fn entry(xml: &mut Xml, cx: &Cx, one: &Happening) -> std::io::Result<()> {
    let urls = cx.urls();
    let issue = urls.page(&format!("/browse/{}", one.key));
    let who = match one.display_name.as_str() {
        "" => "Somebody",
        name => name,
    };
    let verb = match one.what {
        What::Created | What::Commented => "http://activitystrea.ms/schema/1.0/post",
        What::Moved | What::Changed => "http://activitystrea.ms/schema/1.0/update",
    };
    let done = one.what.done();
    let title = format!("{who} {done} {} - {}", one.key, one.summary);
    element(xml, "id", &format!("{issue}#{}", one.id))?;
    element(xml, "title", &title)?;
    xml.create_element("author").write_inner_content(|xml| {
        element(xml, "name", who)?;
        if !one.name.is_empty() {
            let profile = format!("/secure/ViewProfile.jspa?name={}", encode(&one.name));
            element(xml, "uri", &urls.page(&profile))?;
        }
        Ok(())
    })?;
    element(xml, "published", &moment(Timestamp(one.at)))?;
    element(xml, "updated", &moment(Timestamp(one.at)))?;
    element(xml, "activity:verb", verb)?;
    link(xml, "alternate", &issue)?;
    let html = one.html();
    if !html.is_empty() {
        xml.create_element("content")
            .with_attribute(("type", "html"))
            .write_text_content(BytesText::new(&legal(&html)))?;
    }
    Ok(())
}

fn element(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    xml.create_element(name)
        .write_text_content(BytesText::new(&legal(text)))?;
    Ok(())
}

fn link(xml: &mut Xml, rel: &str, href: &str) -> std::io::Result<()> {
    xml.create_element("link")
        .with_attribute(("rel", rel))
        .with_attribute(("href", &*legal(href)))
        .write_empty()?;
    Ok(())
}

fn moment(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    at.to_string()
}
