//! Labels: short words without blanks, each at most once.

use std::collections::BTreeSet;

use base::{messages, text};

use super::super::given::LabelStep;
use super::choices::Choice;

/// Returns the labels after the steps, sorted.
pub fn after(labels: &[String], steps: Vec<LabelStep>) -> Choice<Vec<String>> {
    let mut labels: BTreeSet<String> = labels.iter().cloned().collect();
    for step in steps {
        match step {
            LabelStep::Set(set) => {
                labels.clear();
                for label in set {
                    labels.insert(checked(label)?);
                }
            }
            LabelStep::Add(label) => {
                labels.insert(checked(label)?);
            }
            LabelStep::Remove(label) => {
                labels.remove(&label);
            }
        }
    }
    Ok(labels.into_iter().collect())
}

fn checked(label: String) -> Choice<String> {
    if label.is_empty() || label.contains(char::is_whitespace) || text::has_control(&label) {
        return Err(messages::label_has_blanks(&label));
    }
    if text::is_longer(&label, text::MAX_LINE) {
        return Err(messages::label_too_long(&label));
    }
    Ok(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_one_another() {
        let list = |labels: &[&str]| -> Vec<String> {
            labels.iter().map(|label| (*label).to_owned()).collect()
        };
        let steps = vec![
            LabelStep::Set(list(&["b", "a", "b"])),
            LabelStep::Add("c".to_owned()),
            LabelStep::Remove("a".to_owned()),
            LabelStep::Remove("never".to_owned()),
        ];
        assert_eq!(after(&list(&["old"]), steps), Ok(list(&["b", "c"])));
        assert!(after(&[], vec![LabelStep::Add("a b".to_owned())]).is_err());
        assert!(after(&[], vec![LabelStep::Add(String::new())]).is_err());
    }
}
