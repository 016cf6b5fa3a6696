//! What goes into a statement and what comes out of it.

use std::error::Error as StdError;

use bytes::BytesMut;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::{Error, Result};

/// A value bound to `$1`, `$2`, … of a statement. Made with `.into()` from what it holds.
#[derive(Clone, Debug)]
pub enum Param<'a> {
    /// No value.
    Null,
    /// A number, an id or a time.
    Int(i64),
    /// A number that need not be whole.
    Real(f64),
    /// A truth value.
    Bool(bool),
    /// Text without NUL characters (PostgreSQL stores none).
    Text(&'a str),
    /// Text that the parameter owns.
    Owned(String),
    /// A list of ids, for [`Dialect::is_one_of`](crate::Dialect::is_one_of).
    Ids(Vec<i64>),
}

macro_rules! param_from {
    ($($kind:ty => |$value:ident| $param:expr;)*) => {
        $(impl<'a> From<$kind> for Param<'a> {
            fn from($value: $kind) -> Self {
                $param
            }
        })*
    };
}

param_from! {
    i64 => |value| Param::Int(value);
    f64 => |value| Param::Real(value);
    bool => |value| Param::Bool(value);
    &'a str => |value| Param::Text(value);
    &'a String => |value| Param::Text(value);
    String => |value| Param::Owned(value);
    Vec<i64> => |value| Param::Ids(value);
    model::Timestamp => |value| Param::Int(value.0);
    &'a model::ProjectKey => |value| Param::Text(value.as_str());
}

impl<'a, T: Into<Param<'a>>> From<Option<T>> for Param<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Param::Null, Into::into)
    }
}

impl rusqlite::ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Param::Null => ToSqlOutput::Owned(Value::Null),
            Param::Int(value) => ToSqlOutput::Owned(Value::Integer(*value)),
            Param::Real(value) => ToSqlOutput::Owned(Value::Real(*value)),
            Param::Bool(value) => ToSqlOutput::Owned(Value::Integer(i64::from(*value))),
            Param::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Param::Owned(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Param::Ids(ids) => ToSqlOutput::Owned(Value::Text(json_list(ids))),
        })
    }
}

fn json_list(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    format!("[{}]", ids.join(","))
}

impl ToSql for Param<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Param::Null => Ok(IsNull::Yes),
            // The server chooses the width by context: `limit $1` is eight bytes, a literal's neighbor four.
            Param::Int(value) if *ty == Type::INT4 => i32::try_from(*value)?.to_sql(ty, out),
            Param::Int(value) => value.to_sql(ty, out),
            Param::Real(value) => value.to_sql(ty, out),
            Param::Bool(value) => value.to_sql(ty, out),
            Param::Text(value) => value.to_sql(ty, out),
            Param::Owned(value) => value.to_sql(ty, out),
            Param::Ids(ids) => ids.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A row of a result, read from its first column to its last.
pub struct Row<'a> {
    cells: Cells<'a>,
    next: usize,
}

enum Cells<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl<'a> Row<'a> {
    pub(crate) fn sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Self {
            cells: Cells::Sqlite(row),
            next: 0,
        }
    }

    pub(crate) fn postgres(row: &'a tokio_postgres::Row) -> Self {
        Self {
            cells: Cells::Postgres(row),
            next: 0,
        }
    }

    /// Reads the next column. The columns of the statement and the calls stand in the same order.
    ///
    /// # Errors
    /// When there is no further column or it holds something else.
    pub fn take<T: FromCell>(&mut self) -> Result<T> {
        let column = self.next;
        self.next += 1;
        let cell = match self.cells {
            Cells::Sqlite(row) => row
                .get_ref(column)
                .map_err(|error| error.to_string())
                .and_then(T::from_sqlite),
            Cells::Postgres(row) if column < row.len() => T::from_postgres(row, column),
            Cells::Postgres(_) => Err("there is no such column".to_owned()),
        };
        cell.map_err(|problem| Error::Decode { column, problem })
    }
}

/// What a column can be read as.
pub trait FromCell: Sized {
    #[doc(hidden)]
    fn from_sqlite(cell: ValueRef<'_>) -> std::result::Result<Self, String>;
    #[doc(hidden)]
    fn from_postgres(row: &tokio_postgres::Row, column: usize)
    -> std::result::Result<Self, String>;
}

/// An integer of any of PostgreSQL's widths.
struct AnyInt(i64);

impl<'a> FromSql<'a> for AnyInt {
    fn from_sql(
        ty: &Type,
        raw: &'a [u8],
    ) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(match *ty {
            Type::INT2 => i16::from_sql(ty, raw)?.into(),
            Type::INT4 => i32::from_sql(ty, raw)?.into(),
            _ => i64::from_sql(ty, raw)?,
        }))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT2 | Type::INT4 | Type::INT8)
    }
}

impl FromCell for i64 {
    fn from_sqlite(cell: ValueRef<'_>) -> std::result::Result<Self, String> {
        cell.as_i64().map_err(|error| error.to_string())
    }

    fn from_postgres(
        row: &tokio_postgres::Row,
        column: usize,
    ) -> std::result::Result<Self, String> {
        row.try_get::<_, AnyInt>(column)
            .map(|int| int.0)
            .map_err(|error| error.to_string())
    }
}

impl FromCell for f64 {
    fn from_sqlite(cell: ValueRef<'_>) -> std::result::Result<Self, String> {
        cell.as_f64().map_err(|error| error.to_string())
    }

    fn from_postgres(
        row: &tokio_postgres::Row,
        column: usize,
    ) -> std::result::Result<Self, String> {
        row.try_get(column).map_err(|error| error.to_string())
    }
}

impl FromCell for bool {
    fn from_sqlite(cell: ValueRef<'_>) -> std::result::Result<Self, String> {
        i64::from_sqlite(cell).map(|int| int != 0)
    }

    fn from_postgres(
        row: &tokio_postgres::Row,
        column: usize,
    ) -> std::result::Result<Self, String> {
        row.try_get(column).map_err(|error| error.to_string())
    }
}

impl FromCell for String {
    fn from_sqlite(cell: ValueRef<'_>) -> std::result::Result<Self, String> {
        cell.as_str()
            .map(str::to_owned)
            .map_err(|error| error.to_string())
    }

    fn from_postgres(
        row: &tokio_postgres::Row,
        column: usize,
    ) -> std::result::Result<Self, String> {
        row.try_get(column).map_err(|error| error.to_string())
    }
}

impl FromCell for model::Timestamp {
    fn from_sqlite(cell: ValueRef<'_>) -> std::result::Result<Self, String> {
        i64::from_sqlite(cell).map(Self)
    }

    fn from_postgres(
        row: &tokio_postgres::Row,
        column: usize,
    ) -> std::result::Result<Self, String> {
        i64::from_postgres(row, column).map(Self)
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_sqlite(cell: ValueRef<'_>) -> std::result::Result<Self, String> {
        match cell {
            ValueRef::Null => Ok(None),
            cell => T::from_sqlite(cell).map(Some),
        }
    }

    fn from_postgres(
        row: &tokio_postgres::Row,
        column: usize,
    ) -> std::result::Result<Self, String> {
        if row
            .try_get::<_, Presence>(column)
            .map_err(|error| error.to_string())?
            .0
        {
            T::from_postgres(row, column).map(Some)
        } else {
            Ok(None)
        }
    }
}

/// Whether a cell holds a value, of whatever type.
struct Presence(bool);

impl<'a> FromSql<'a> for Presence {
    fn from_sql(
        _: &Type,
        _: &'a [u8],
    ) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(true))
    }

    fn from_sql_null(_: &Type) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(false))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

macro_rules! id_cells {
    ($($id:ident),*) => {
        $(
            impl FromCell for model::$id {
                fn from_sqlite(cell: ValueRef<'_>) -> std::result::Result<Self, String> {
                    i64::from_sqlite(cell).map(Self)
                }

                fn from_postgres(row: &tokio_postgres::Row, column: usize) -> std::result::Result<Self, String> {
                    i64::from_postgres(row, column).map(Self)
                }
            }

            impl From<model::$id> for Param<'_> {
                fn from(id: model::$id) -> Self {
                    Param::Int(id.0)
                }
            }
        )*
    };
}

model::for_each_id!(id_cells);
