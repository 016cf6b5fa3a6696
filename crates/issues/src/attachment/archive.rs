//! What is in an archive: read from its list, without unpacking anything.

use rawzip::ZipArchive;

/// How many entries are shown.
const SHOWN: usize = 1000;
/// How many are counted.
const COUNTED: u64 = 100_000;
/// How long a path is shown in full.
const LABEL: usize = 40;

/// What is in an archive.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The first entries.
    pub entries: Vec<Entry>,
    /// How many there are.
    pub total: u64,
}

/// A file in an archive.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place among all entries, folders included.
    pub index: usize,
    /// Its path, as it is written there: to be shown, never to be opened.
    pub path: String,
    /// How large the archive says it is.
    pub size: i64,
}

/// Returns the files of a ZIP archive; none for what is no archive or damaged, as the reference has it.
pub fn list(bytes: &[u8]) -> Listing {
    let mut listing = Listing::default();
    let Ok(archive) = ZipArchive::from_slice(bytes) else {
        return listing;
    };
    let mut entries = archive.entries();
    let mut index = 0;
    while listing.total < COUNTED {
        match entries.next_entry() {
            Ok(Some(entry)) if entry.is_dir() => {}
            Ok(Some(entry)) => {
                if listing.entries.len() < SHOWN {
                    let path = entry.file_path();
                    listing.entries.push(Entry {
                        index,
                        path: String::from_utf8_lossy(path.as_ref()).into_owned(),
                        size: i64::try_from(entry.uncompressed_size_hint()).unwrap_or(i64::MAX),
                    });
                }
                listing.total += 1;
            }
            Ok(None) => break,
            Err(_) => return Listing::default(),
        }
        index += 1;
    }
    listing
}

/// Returns a path with its middle left out, if it is long: whole names at both ends.
pub fn abbreviated(path: &str) -> String {
    if path.chars().count() <= LABEL {
        return path.to_owned();
    }
    let names: Vec<&str> = path.split('/').collect();
    let fitting = |names: &mut dyn Iterator<Item = &&str>| {
        let mut length = 0;
        let fits = |name: &&&str| {
            length += name.chars().count() + 1;
            length <= LABEL / 2
        };
        names.take_while(fits).count()
    };
    let n_first = fitting(&mut names.iter());
    let n_last = fitting(&mut names.iter().rev()).max(1);
    let first = names.get(..n_first).unwrap_or_default();
    let last = names.get(names.len() - n_last..).unwrap_or_default();
    if n_first + n_last >= names.len() {
        return path.to_owned();
    }
    let ends = [first.join("/"), "...".to_owned(), last.join("/")];
    ends.into_iter()
        .filter(|end| !end.is_empty())
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_archive_has_nothing_in_it() {
        for bytes in [
            &b""[..],
            b"PK",
            b"no archive at all, but long enough to be one",
        ] {
            assert_eq!(list(bytes), Listing::default());
        }
    }

    #[test]
    fn a_long_path_loses_its_middle() {
        let long = "long/path/thanks/to/lots/of/subdirectories/inside/making/reach/the/leaf.txt";
        assert_eq!(
            abbreviated(long),
            "long/path/thanks/to/.../reach/the/leaf.txt"
        );
        assert_eq!(abbreviated("short/one.txt"), "short/one.txt");
        let name = "x".repeat(60);
        assert_eq!(abbreviated(&name), name);
        assert_eq!(abbreviated(&format!("a/{name}/b")), "a/.../b");
    }
}
