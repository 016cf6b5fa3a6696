//! Changing many issues at once: choose them, choose what to do, see what would come of it, do it.
//!
//! | page | permission | reference |
//! |---|---|---|
//! | `GET /secure/views/bulkedit/BulkEdit1!default.jspa` | Bulk Change | `jqlQuery`; [`MOST`] issues at most |
//! | `POST …/BulkChooseOperation.jspa` | the same | what can be done with those ticked |
//! | `POST …/BulkEditPreview.jspa` | the same | what would come of it: nothing is changed |
//! | `POST …/BulkEditPerform.jspa` | the same | does it, and leads to the report |
//! | `GET …/BulkEditReport.jspa` | the same | `report`; what came of it, for whoever did it, for a day |
//!
//! Each issue is a transaction of its own with the permissions that the thing needs alone, so that some may be
//! refused and the others are done. The preview does the same and keeps nothing of it: what it says would be
//! refused would be, for that reason (D-070).

mod form;
mod ops;
mod page;
mod report;
mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// How many issues are changed at once.
pub const MOST: usize = 1000;

const CHOOSE: &str = "/secure/views/bulkedit/BulkEdit1!default.jspa";
const OPERATION: &str = "/secure/views/bulkedit/BulkChooseOperation.jspa";
const PREVIEW: &str = "/secure/views/bulkedit/BulkEditPreview.jspa";
const PERFORM: &str = "/secure/views/bulkedit/BulkEditPerform.jspa";
const REPORT: &str = "/secure/views/bulkedit/BulkEditReport.jspa";

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const BULK: Needs = Needs::Global("BULK_CHANGE");
    Routes::of("search/bulk")
        .page(CHOOSE, BULK, page::choose)
        .form(OPERATION, BULK, page::operation)
        .form(PREVIEW, BULK, page::preview)
        .form(PERFORM, BULK, page::perform)
        .page(REPORT, BULK, page::report)
}
