//! A reader of our own pages, for tests: its forms with what stands in them. No parser of others' HTML.

/// An element: its tag, attributes and the text up to the next tag.
#[derive(Clone, Debug)]
pub struct Element {
    pub tag: String,
    attributes: Vec<(String, String)>,
    pub text: String,
    /// The number of the form it is in.
    form: Option<usize>,
}

impl Element {
    pub fn get(&self, attribute: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        let found = all.find(|(name, _)| name == attribute);
        found.map(|(_, value)| value.as_str())
    }
}

/// A form that sends.
#[derive(Debug)]
pub struct Form {
    number: usize,
    /// Where it sends to.
    pub action: String,
    pub method: String,
}

/// A page.
#[derive(Debug)]
pub struct Page {
    elements: Vec<Element>,
    pub forms: Vec<Form>,
}

impl Page {
    pub fn read(html: &str) -> Self {
        let mut page = Self {
            elements: Vec::new(),
            forms: Vec::new(),
        };
        let mut open = None;
        for part in html.split('<').skip(1) {
            let (inside, text) = tag_and_text(part);
            let (tag, attributes) = inside
                .split_once(|c: char| c.is_whitespace())
                .unwrap_or((inside, ""));
            if tag == "/form" {
                open = None;
            }
            if tag.starts_with(['/', '!']) {
                continue;
            }
            let mut element = Element {
                tag: tag.to_owned(),
                attributes: read_attributes(attributes),
                text: unescaped(text),
                form: open,
            };
            if tag == "form" {
                let number = page.forms.len();
                open = Some(number);
                element.form = open;
                let get = |name| element.get(name).unwrap_or_default().to_owned();
                page.forms.push(Form {
                    number,
                    action: get("action"),
                    method: get("method"),
                });
            }
            page.elements.push(element);
        }
        page
    }

    pub fn by_id(&self, id: &str) -> Option<&Element> {
        self.elements
            .iter()
            .find(|element| element.get("id") == Some(id))
    }

    /// Returns the places within the page that it links to.
    pub fn inner_links(&self) -> impl Iterator<Item = &str> {
        let links = self.elements.iter().filter_map(|one| one.get("href"));
        links.filter_map(|to| to.strip_prefix('#'))
    }

    /// Returns the ids that occur twice.
    pub fn ids_used_twice(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self
            .elements
            .iter()
            .filter_map(|one| one.get("id"))
            .collect();
        ids.sort_unstable();
        let twice = ids.windows(2).filter(|two| two[0] == two[1]);
        twice.map(|two| two[0]).collect()
    }

    /// Returns the fields of a form that have this name, or the group of boxes that is called so.
    pub fn fields<'a>(
        &'a self,
        form: &'a Form,
        name: &'a str,
    ) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |one| {
            one.form == Some(form.number)
                && (one.get("name") == Some(name)
                    || one.tag == "fieldset" && one.get("id") == Some(name))
        })
    }

    /// Returns what a form would send as it stands, without its buttons.
    pub fn values(&self, form: &Form) -> Vec<(String, String)> {
        let mut values = Vec::new();
        let mut select = None;
        for one in self
            .elements
            .iter()
            .filter(|one| one.form == Some(form.number))
        {
            let name = one.get("name").unwrap_or_default().to_owned();
            let value = one.get("value").unwrap_or_default().to_owned();
            let is_box = matches!(one.get("type"), Some("checkbox" | "radio"));
            match one.tag.as_str() {
                "input" if !is_box || one.get("checked").is_some() => values.push((name, value)),
                // Browsers drop the line break after the tag.
                "textarea" => values.push((
                    name,
                    one.text.strip_prefix('\n').unwrap_or(&one.text).to_owned(),
                )),
                "select" => select = Some(name),
                "option" if one.get("selected").is_some() => {
                    values.push((select.clone().unwrap_or_default(), value));
                }
                _ => {}
            }
        }
        values
    }
}

/// Parts what follows a `<` at the end of its tag, which may stand in quotes before.
fn tag_and_text(part: &str) -> (&str, &str) {
    let mut is_quoted = false;
    let end = part.find(|c| {
        is_quoted ^= c == '"';
        c == '>' && !is_quoted
    });
    end.map_or((part, ""), |end| (&part[..end], &part[end + 1..]))
}

fn read_attributes(mut text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    loop {
        text = text.trim_start();
        let end = text
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if name.is_empty() {
            return attributes;
        }
        let quoted = rest
            .strip_prefix("=\"")
            .and_then(|rest| rest.split_once('"'));
        let (value, rest) = quoted.unwrap_or(("", rest.trim_start_matches('=')));
        attributes.push((name.to_owned(), unescaped(value)));
        text = rest;
    }
}

fn unescaped(text: &str) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        whole.push_str(before);
        let (entity, after) = after.split_once(';').unwrap_or((after, ""));
        let number = entity
            .strip_prefix('#')
            .and_then(|number| number.parse().ok());
        match (entity, number.and_then(char::from_u32)) {
            ("amp", _) => whole.push('&'),
            ("lt", _) => whole.push('<'),
            ("gt", _) => whole.push('>'),
            ("quot", _) => whole.push('"'),
            (_, Some(c)) => whole.push(c),
            (other, None) => whole.push_str(&format!("&{other};")),
        }
        rest = after;
    }
    whole.push_str(rest);
    whole
}

#[test]
fn a_form_is_read_as_a_browser_would() {
    let page = Page::read(
        "<!doctype html><p id=\"x\">a &#60; b</p><form method=\"post\" action=\"/a?b=1&amp;c=2\">\
         <input type=\"hidden\" name=\"h\" value=\"&#34;&gt;\"><input type=\"checkbox\" name=\"t\" value=\"1\" checked>\
         <input type=\"checkbox\" name=\"t\" value=\"2\"><textarea name=\"long\">\n\nline &#38; more</textarea>\
         <select name=\"s\"><option value=\"1\">One</option><option value=\"2\" selected>Two</option></select>\
         <button name=\"b\" value=\"go\">Go</button></form><a href=\"#x\">up</a>",
    );
    assert_eq!(page.by_id("x").unwrap().text, "a < b");
    assert_eq!(page.inner_links().collect::<Vec<_>>(), ["x"]);
    let form = &page.forms[0];
    assert_eq!(
        (form.method.as_str(), form.action.as_str()),
        ("post", "/a?b=1&c=2")
    );
    let values = page.values(form);
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let expected = [
        ("h", "\">"),
        ("t", "1"),
        ("long", "\nline & more"),
        ("s", "2"),
    ];
    assert_eq!(values, expected);
    assert_eq!(page.fields(form, "t").count(), 2);
}
