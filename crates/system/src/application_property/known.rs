//! Which settings there are, with what they are until somebody changes them.

/// What a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A number that is not negative.
    Number,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Decided by the server's configuration, not by REST.
    Configured,
}

/// A setting.
#[derive(Debug)]
pub struct Known {
    /// Its key.
    pub key: &'static str,
    /// What it is until somebody changes it.
    pub default: &'static str,
    /// What it is for.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
}

impl Known {
    /// Returns the setting of this key.
    pub fn of(key: &str) -> Option<&'static Self> {
        ALL.iter().find(|known| known.key == key)
    }

    /// Returns whether it is about looks, which are not among the advanced settings.
    pub fn is_look(&self) -> bool {
        self.key.starts_with("jira.lf.")
    }

    /// Returns whether only who is in charge of the machine decides it.
    pub fn is_configured(&self) -> bool {
        self.kind == Kind::Configured
    }

    /// Returns whether a value may be what is given.
    pub fn admits(&self, value: &str) -> bool {
        match self.kind {
            Kind::Text => true,
            Kind::Number => !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()),
            Kind::OneOf(values) => values.contains(&value),
            Kind::Configured => false,
        }
    }
}

const fn text(key: &'static str, default: &'static str, name: &'static str) -> Known {
    known(key, default, name, Kind::Text)
}

const fn known(key: &'static str, default: &'static str, name: &'static str, kind: Kind) -> Known {
    Known {
        key,
        default,
        name,
        kind,
    }
}

/// All settings, by key.
pub const ALL: &[Known] = &[
    known(
        "jira.baseurl",
        "",
        "The address at which this server is reached",
        Kind::Configured,
    ),
    text(
        "jira.clone.prefix",
        "CLONE -",
        "What stands before the summary of a cloned issue",
    ),
    known(
        "jira.comment.collapsing.minimum.hidden",
        "4",
        "How many comments at least are folded away",
        Kind::Number,
    ),
    text(
        "jira.date.picker.java.format",
        "d/MMM/yy",
        "How days are written, on the server",
    ),
    text(
        "jira.date.picker.javascript.format",
        "%e/%b/%y",
        "How days are written, in a browser",
    ),
    text(
        "jira.date.time.picker.java.format",
        "dd/MMM/yy h:mm a",
        "How moments are written, on the server",
    ),
    text(
        "jira.date.time.picker.javascript.format",
        "%e/%b/%y %I:%M %p",
        "How moments are written, in a browser",
    ),
    known(
        "jira.issue.actions.order",
        "asc",
        "In which order the activity of an issue is shown",
        Kind::OneOf(&["asc", "desc"]),
    ),
    text(
        "jira.lf.date.complete",
        "dd/MMM/yy h:mm a",
        "How a moment is written",
    ),
    text(
        "jira.lf.date.day",
        "EEEE h:mm a",
        "How a moment of this week is written",
    ),
    text("jira.lf.date.dmy", "dd/MMM/yy", "How a day is written"),
    text(
        "jira.lf.date.time",
        "h:mm a",
        "How a time of the day is written",
    ),
    text(
        "jira.lf.favicon.hires.url",
        "/images/64jira.png",
        "The large picture of a bookmark",
    ),
    text(
        "jira.lf.favicon.url",
        "/favicon.ico",
        "The picture of a bookmark",
    ),
    text(
        "jira.lf.logo.url",
        "/images/icon-jira-logo.png",
        "The picture at the top",
    ),
    text(
        "jira.lf.menu.bgcolour",
        "#0052cc",
        "The background of a menu",
    ),
    text("jira.lf.menu.textcolour", "#ffffff", "The text of a menu"),
    text(
        "jira.lf.text.activelinkcolour",
        "#0052cc",
        "A link being followed",
    ),
    text("jira.lf.text.headingcolour", "#172b4d", "Headings"),
    text("jira.lf.text.linkcolour", "#0052cc", "Links"),
    text(
        "jira.lf.top.bgcolour",
        "#0747a6",
        "The background at the top",
    ),
    text(
        "jira.lf.top.hilightcolour",
        "#0747a6",
        "What is chosen at the top",
    ),
    text(
        "jira.lf.top.separator.bgcolour",
        "#2e3d54",
        "The line below the top",
    ),
    text("jira.lf.top.textcolour", "#deebff", "The text at the top"),
    known(
        "jira.projectkey.maxlength",
        "10",
        "How long a project's key may be",
        Kind::Configured,
    ),
    known(
        "jira.projectname.maxlength",
        "80",
        "How long a project's name may be",
        Kind::Configured,
    ),
    text(
        "jira.table.cols.subtasks",
        "issuetype, status, assignee, progress",
        "The columns in which sub-tasks are shown",
    ),
    known(
        "jira.title",
        "",
        "The name of this instance",
        Kind::Configured,
    ),
    text(
        "jira.view.issue.links.sort.order",
        "type, status, priority",
        "In which order links of issues are shown",
    ),
    known(
        "user.history.max.issues",
        "50",
        "How many issues one has seen are remembered",
        Kind::Number,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_defaults_are_admitted() {
        assert!(ALL.is_sorted_by(|one, other| one.key < other.key));
        for known in ALL.iter().filter(|known| !known.is_configured()) {
            assert!(known.admits(known.default), "{}", known.key);
        }
    }
}
