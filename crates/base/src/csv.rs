//! Tables as text, to be opened in a spreadsheet (RFC 4180).

/// Writes a cell. A spreadsheet would run what begins like a formula, and names are chosen by anybody: an
/// apostrophe before it makes it text.
pub fn write_cell(text: &mut String, cell: &str) {
    let is_formula = cell
        .trim_start_matches([' ', '\u{a0}'])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let is_quoted = cell.contains([',', '"', '\r', '\n', ';', '\t']);
    if is_quoted {
        text.push('"');
    }
    if is_formula {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    if is_quoted {
        text.push('"');
    }
}

/// Writes a line of cells.
pub fn write_line<'a>(text: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (position, cell) in cells.into_iter().enumerate() {
        if position > 0 {
            text.push(',');
        }
        write_cell(text, cell);
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        let mut text = String::new();
        write_cell(&mut text, cell);
        assert_eq!(text, expected);
    }

    #[test]
    fn no_cell_is_a_formula() {
        check("devs", "devs");
        check("", "");
        check("a,b", "\"a,b\"");
        check("say \"hi\"", "\"say \"\"hi\"\"\"");
        check("two\nlines", "\"two\nlines\"");
        check("=1+1", "'=1+1");
        check("+49", "'+49");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check(" =1", "' =1");
        check("\t=1", "\"'\t=1\"");
        check("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"");
    }
}
