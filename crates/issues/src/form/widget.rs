//! What a field looks like in a form: one widget per kind of value, told by the same metadata as the API's.

use crate::field::custom::{Holds, TYPES};
use crate::field::{Field, Schema};
use crate::meta::FieldMeta;

/// What a field looks like in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Widget {
    /// A line of text.
    Line,
    /// A text of several lines, in wiki markup.
    Area,
    /// A number.
    Number,
    /// A day.
    Day,
    /// A moment, in the caller's time zone.
    Moment,
    /// One of several things, by id.
    Select,
    /// One of several things, all visible.
    Radios,
    /// Several of several things, by id.
    Ticks,
    /// An option, and one below it.
    Cascade,
    /// A user, by name.
    User,
    /// Users, by name.
    Users,
    /// The assignee: somebody, nobody, or whom the project says.
    Assignee,
    /// A group, by name.
    Group,
    /// Groups, by name.
    Groups,
    /// Labels.
    Labels,
    /// The estimates.
    Time,
    /// A sprint that is not closed.
    Sprint,
    /// A comment.
    Comment,
    /// Files.
    Files,
}

impl Widget {
    /// Returns the widget of a field; none for what no form has: issue links and work logs have pages of their own.
    #[must_use]
    pub fn of(meta: &FieldMeta) -> Option<Self> {
        match meta.schema.system {
            Some(system) => of_system(Field::of_id(system)?),
            None => of_custom(&meta.schema),
        }
    }

    /// Returns the names under which a form sends a field.
    #[must_use]
    pub fn parts(self, id: &str) -> Vec<String> {
        let one = |name: &str| vec![name.to_owned()];
        match self {
            // As the reference names the second list.
            Self::Cascade => vec![id.to_owned(), format!("{id}:1")],
            Self::Assignee => vec![id.to_owned(), format!("{id}_other")],
            Self::Time => vec![
                "timetracking_originalestimate".to_owned(),
                "timetracking_remainingestimate".to_owned(),
            ],
            Self::Comment => vec![id.to_owned(), "commentLevel".to_owned()],
            _ => one(id),
        }
    }
}

fn of_system(field: Field) -> Option<Widget> {
    Some(match field {
        Field::Summary => Widget::Line,
        Field::Description | Field::Environment => Widget::Area,
        Field::IssueType | Field::Priority | Field::Resolution | Field::Security => Widget::Select,
        Field::Components | Field::Versions | Field::FixVersions => Widget::Ticks,
        Field::Labels => Widget::Labels,
        Field::Assignee => Widget::Assignee,
        Field::Reporter => Widget::User,
        Field::DueDate => Widget::Day,
        Field::TimeTracking => Widget::Time,
        Field::Comment => Widget::Comment,
        Field::Attachment => Widget::Files,
        _ => return None,
    })
}

fn of_custom(schema: &Schema) -> Option<Widget> {
    let key = schema.custom?;
    let known = TYPES.iter().find(|known| known.key == key)?;
    let (one, several) = match known.holds {
        // Shown to people, and set by programs only.
        Holds::Line if key.ends_with(":readonlyfield") => return None,
        Holds::Line | Holds::Url => (Widget::Line, Widget::Line),
        Holds::LongText => (Widget::Area, Widget::Area),
        Holds::Label => (Widget::Labels, Widget::Labels),
        Holds::Number => (Widget::Number, Widget::Number),
        Holds::Day => (Widget::Day, Widget::Day),
        Holds::Moment => (Widget::Moment, Widget::Moment),
        Holds::Choice if key.ends_with(":radiobuttons") => (Widget::Radios, Widget::Radios),
        Holds::Choice | Holds::Version | Holds::Project => (Widget::Select, Widget::Ticks),
        Holds::Cascade => (Widget::Cascade, Widget::Cascade),
        Holds::User => (Widget::User, Widget::Users),
        Holds::Group => (Widget::Group, Widget::Groups),
        // The epic, by its key.
        Holds::Own(_) if key.ends_with(":gh-epic-link") => (Widget::Line, Widget::Line),
        Holds::Own(_) if key.ends_with(":gh-sprint") => (Widget::Sprint, Widget::Sprint),
        Holds::Own(_) => return None,
    };
    Some(if known.is_list { several } else { one })
}
