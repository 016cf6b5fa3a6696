//! The places where one SQL text cannot serve both engines, each with its reason.

/// Which engine a statement is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The embedded database.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

impl Dialect {
    /// Returns the condition that `column` is one of the ids bound as [`Param::Ids`](crate::Param::Ids)
    /// at `$position`. SQLite has no arrays and reads a JSON list instead.
    #[must_use]
    pub fn is_one_of(self, column: &str, position: usize) -> String {
        match self {
            Self::Sqlite => format!("{column} in (select value from json_each(${position}))"),
            Self::Postgres => format!("{column} = any(${position}::bigint[])"),
        }
    }

    /// Returns what stands after `from` for the ids bound as [`Param::Ids`](crate::Param::Ids) at
    /// `$position`: the table `o` with a row for each, its `value` and its `place` in the list.
    #[must_use]
    pub fn numbered(self, position: usize) -> String {
        match self {
            Self::Sqlite => {
                format!("(select value, key + 1 as place from json_each(${position})) o")
            }
            Self::Postgres => {
                format!("unnest(${position}::bigint[]) with ordinality as o (value, place)")
            }
        }
    }

    /// Returns the clause that locks the rows a statement reads until the transaction ends. SQLite has
    /// one writer, which needs none.
    #[must_use]
    pub fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " for update",
        }
    }

    /// Returns the condition that `column` contains the text bound at `$position` as [`like_pattern`]
    /// made it, upper and lower case alike where the column holds lower-case text.
    #[must_use]
    pub fn contains(self, column: &str, position: usize) -> String {
        // Both engines know `escape`; SQLite's `like` also folds ASCII case, which does no harm on
        // columns that are stored in lower case.
        format!("{column} like ${position} escape '!'")
    }

    /// Returns `text` as a pattern for [`Self::contains`]: found anywhere, its own wildcards taken literally.
    #[must_use]
    pub fn like_pattern(text: &str) -> String {
        let mut pattern = String::with_capacity(text.len() + 2);
        pattern.push('%');
        for c in text.chars() {
            if matches!(c, '%' | '_' | '!') {
                pattern.push('!');
            }
            pattern.push(c);
        }
        pattern.push('%');
        pattern
    }

    /// Returns the statement that takes the next id of the sequence named by `$1`.
    ///
    /// SQLite counts in a row of the same transaction. On PostgreSQL that row would be locked until the
    /// commit and make every other writer wait, so it has real sequences there; they leave gaps.
    pub(crate) fn next_id(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "update sequence set next = next + 1 where name = $1 returning next - 1"
            }
            Self::Postgres => "select nextval($1::text::regclass)",
        }
    }

    /// Returns the statement that takes the next `$2` ids of the sequence named by `$1`: on SQLite it
    /// answers with the first of them, on PostgreSQL, where others may count in between, with each.
    pub(crate) fn next_ids(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "update sequence set next = next + $2 where name = $1 returning next - $2"
            }
            Self::Postgres => {
                "select nextval($1::text::regclass) from generate_series(1::bigint, $2::bigint)"
            }
        }
    }

    /// Returns a migration's text in this engine's words: see `migrations/README.md`.
    pub(crate) fn migration(self, text: &str) -> String {
        let mut sql = String::with_capacity(text.len() + 512);
        let (own, other) = match self {
            Self::Sqlite => ("{sqlite} ", "{postgres} "),
            Self::Postgres => ("{postgres} ", "{sqlite} "),
        };
        for line in text.lines().filter(|line| !line.starts_with(other)) {
            let line = line.strip_prefix(own).unwrap_or(line);
            match line
                .strip_prefix("{sequence} ")
                .and_then(|rest| rest.split_once(' '))
            {
                Some((name, start)) => sql.push_str(&self.new_sequence(name, start)),
                None => sql.push_str(line),
            }
            sql.push('\n');
        }
        match self {
            Self::Sqlite => sql.replace("{id}", "integer primary key"),
            // Without the collation, order and comparison would follow the server's locale and differ
            // from SQLite's, which compares bytes.
            Self::Postgres => sql
                .replace("{id}", "bigint primary key")
                .replace(" text", " text collate \"C\""),
        }
    }

    fn new_sequence(self, name: &str, start: &str) -> String {
        match self {
            Self::Sqlite => {
                format!("insert into sequence (name, next) values ('{name}', {start});")
            }
            Self::Postgres => format!("create sequence {name} start {start};"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_literal() {
        assert_eq!(Dialect::like_pattern("50%_!"), "%50!%!_!!%");
    }
}
