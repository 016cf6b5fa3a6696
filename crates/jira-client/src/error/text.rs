//! Parts of the texts of errors that are there only sometimes.

use std::collections::BTreeMap;

pub fn said(messages: &[String]) -> String {
    if messages.is_empty() {
        String::new()
    } else {
        format!(": {}", messages.join(" "))
    }
}

pub fn fields_said(fields: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for (name, message) in fields {
        text.push_str(if text.is_empty() { ": " } else { "; " });
        text.push_str(name);
        text.push_str(": ");
        text.push_str(message);
    }
    text
}

pub fn titled(title: &Option<String>) -> String {
    title
        .as_ref()
        .map_or_else(String::new, |title| format!(", titled “{title}”"))
}

pub fn by(server: &Option<String>) -> String {
    server
        .as_ref()
        .map_or_else(String::new, |server| format!(" (by {server})"))
}

pub fn wait(seconds: &Option<u64>) -> String {
    seconds
        .as_ref()
        .map_or_else(String::new, |seconds| format!(", wait {seconds} seconds"))
}
