//! Functions that give a moment.

use base::messages;
use jiff::Timestamp;
use jql::Call;

use super::{Function, Gives, Meaning, argument, nothing_wanted};
use crate::query::bind::Scope;
use crate::query::date::{Boundary, Unit};

/// `now()`: this moment.
pub const NOW: Function = Function {
    n_args: (0, 0),
    ..boundary("now", |call, scope| moved(call, scope, Boundary::Now))
};

/// `startOfDay()`, `startOfDay(-1d)`: the first moment of a day.
pub const START_OF_DAY: Function = boundary("startOfDay", |call, scope| {
    moved(call, scope, Boundary::StartOf(Unit::Day))
});

/// `startOfWeek()`: the first moment of a week.
pub const START_OF_WEEK: Function = boundary("startOfWeek", |call, scope| {
    moved(call, scope, Boundary::StartOf(Unit::Week))
});

/// `startOfMonth()`: the first moment of a month.
pub const START_OF_MONTH: Function = boundary("startOfMonth", |call, scope| {
    moved(call, scope, Boundary::StartOf(Unit::Month))
});

/// `startOfYear()`: the first moment of a year.
pub const START_OF_YEAR: Function = boundary("startOfYear", |call, scope| {
    moved(call, scope, Boundary::StartOf(Unit::Year))
});

/// `endOfDay()`: the last moment of a day.
pub const END_OF_DAY: Function = boundary("endOfDay", |call, scope| {
    moved(call, scope, Boundary::EndOf(Unit::Day))
});

/// `endOfWeek()`: the last moment of a week.
pub const END_OF_WEEK: Function = boundary("endOfWeek", |call, scope| {
    moved(call, scope, Boundary::EndOf(Unit::Week))
});

/// `endOfMonth()`: the last moment of a month.
pub const END_OF_MONTH: Function = boundary("endOfMonth", |call, scope| {
    moved(call, scope, Boundary::EndOf(Unit::Month))
});

/// `endOfYear()`: the last moment of a year.
pub const END_OF_YEAR: Function = boundary("endOfYear", |call, scope| {
    moved(call, scope, Boundary::EndOf(Unit::Year))
});

/// `currentLogin()`: when the caller signed in last.
pub const CURRENT_LOGIN: Function = Function {
    n_args: (0, 0),
    want: |_, wanted| wanted.logins = true,
    ..boundary("currentLogin", |_, scope| {
        Ok(at(scope.names.logins.current, scope))
    })
};

/// `lastLogin()`: when the caller signed in before that.
pub const LAST_LOGIN: Function = Function {
    n_args: (0, 0),
    want: |_, wanted| wanted.logins = true,
    ..boundary("lastLogin", |_, scope| {
        Ok(at(scope.names.logins.previous, scope))
    })
};

const fn boundary(
    name: &'static str,
    call: fn(&Call, &Scope<'_>) -> Result<Meaning, String>,
) -> Function {
    Function {
        name,
        n_args: (0, 1),
        gives: Gives::Moment,
        want: nothing_wanted,
        call,
    }
}

fn moved(call: &Call, scope: &Scope<'_>, boundary: Boundary) -> Result<Meaning, String> {
    let by = argument(call, 0);
    match scope.now.call(boundary, by) {
        Some(at) => Ok(Meaning::Moment(Some(at))),
        None => Err(messages::jql_bad_increment(
            &call.name,
            by.unwrap_or_default(),
        )),
    }
}

fn at(millis: Option<i64>, scope: &Scope<'_>) -> Meaning {
    let at = millis.and_then(|millis| Timestamp::from_millisecond(millis).ok());
    Meaning::Moment(at.map(|at| at.to_zoned(scope.now.zone())))
}
