//! The types of custom fields, one file each.

pub mod cascadingselect;
pub mod datepicker;
pub mod datetime;
pub mod epic_color;
pub mod epic_label;
pub mod epic_status;
pub mod float;
pub mod grouppicker;
pub mod importid;
pub mod labels;
pub mod multicheckboxes;
pub mod multigrouppicker;
pub mod multiselect;
pub mod multiuserpicker;
pub mod multiversion;
pub mod project;
pub mod radiobuttons;
pub mod readonlyfield;
pub mod select;
pub mod textarea;
pub mod textfield;
pub mod url;
pub mod userpicker;
pub mod version;
