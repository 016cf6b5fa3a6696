//! Setting custom fields: whether what is wanted can be had, storing it, and what the history tells of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::error::Problems;
use base::{Cx, Result, Tx, messages};
use model::{CustomFieldId, IssueId, ProjectId};

use super::config::{Context, CustomField, CustomFields};
use super::given::{self, GivenCustom, Step, Verb, Wanted};
use super::kind::{Holds, Planned, Target};
use super::resolve::Found;
use super::{Atom, custom_fields, store};
use crate::history::Item;

mod told;

/// What becomes of an issue's custom fields.
#[derive(Default)]
pub struct Changes {
    /// The values that differ.
    values: Vec<(CustomFieldId, Vec<Atom>)>,
    /// Those of types that store them elsewhere.
    own: Vec<(CustomFieldId, Planned)>,
    items: Vec<Item>,
    fields: Arc<CustomFields>,
}

/// A field that is to be set.
struct Asked<'a> {
    field: &'a CustomField,
    context: &'a Context,
    steps: Vec<Step>,
    /// Whether nobody asked, and it is what new issues get.
    is_default: bool,
}

/// A step with its values understood.
type Understood = (Verb, Vec<Wanted>);

/// A field with its values before and after.
struct Change<'a> {
    field: &'a CustomField,
    before: Vec<Atom>,
    after: Vec<Atom>,
}

impl Changes {
    /// Finds out what the fields given come to. A new issue gets the defaults of its context besides. One
    /// statement is asked for the issue's values, and one for each kind of thing named.
    ///
    /// # Errors
    /// When the database cannot be read. What cannot be had is noted among the problems.
    pub async fn take(
        cx: &Cx,
        tx: &mut Tx,
        target: Target,
        given: GivenCustom,
        problems: &mut Problems,
    ) -> Result<Self> {
        if given.is_empty() && target.issue.is_some() {
            return Ok(Self::default());
        }
        let fields = custom_fields(cx, tx).await?;
        let mut asked = asked(&fields, target, given, problems);
        let mut changes = Self {
            fields: Arc::clone(&fields),
            ..Self::default()
        };
        changes
            .plan_own(cx, tx, target, &mut asked, problems)
            .await?;
        if asked.is_empty() {
            return Ok(changes);
        }
        let mut before = match target.issue {
            Some(issue) => store::values(tx, &[issue]).await?.atoms.remove(&issue),
            None => None,
        }
        .unwrap_or_default();
        let mut understood: Vec<(Asked<'_>, Vec<Understood>)> = Vec::new();
        for mut one in asked {
            match understand(one.field, std::mem::take(&mut one.steps)) {
                Ok(steps) => understood.push((one, steps)),
                Err(_) if one.is_default => {}
                Err(problem) => problems.field(&one.field.key(), problem),
            }
        }
        let steps = understood.iter().flat_map(|(_, steps)| steps);
        let wanted: Vec<&Wanted> = steps.flat_map(|(_, values)| values).collect();
        let found = Found::read(cx, tx, target.project, &wanted).await?;
        let mut differing = Vec::new();
        for (one, steps) in understood {
            let before = before.remove(&one.field.id).unwrap_or_default();
            match after(&fields, &one, &before, &found, &steps) {
                Ok(after) if after == before => {}
                Ok(after) => differing.push(Change {
                    field: one.field,
                    before,
                    after,
                }),
                Err(_) if one.is_default => {}
                Err(problem) => problems.field(&one.field.key(), problem),
            }
        }
        if target.issue.is_some() {
            let items = told::items(tx, &fields, &differing).await?;
            changes.items.extend(items);
        }
        let values = differing.into_iter();
        changes.values = values
            .map(|change| (change.field.id, change.after))
            .collect();
        Ok(changes)
    }

    async fn plan_own(
        &mut self,
        cx: &Cx,
        tx: &mut Tx,
        target: Target,
        asked: &mut Vec<Asked<'_>>,
        problems: &mut Problems,
    ) -> Result<()> {
        let (own, others) = std::mem::take(asked)
            .into_iter()
            .partition(|one| matches!(one.field.holds(), Holds::Own(_)));
        *asked = others;
        let own: Vec<Asked<'_>> = own;
        for one in own {
            let Holds::Own(kind) = one.field.holds() else {
                continue;
            };
            match kind.plan(cx, tx, one.field, target, one.steps).await? {
                Ok(planned) => {
                    self.items.extend(planned.items.iter().cloned());
                    if target.issue.is_none() || !planned.items.is_empty() {
                        self.own.push((one.field.id, planned));
                    }
                }
                Err(_) if one.is_default => {}
                Err(problem) => problems.field(&one.field.key(), problem),
            }
        }
        Ok(())
    }

    /// Returns what became different, as the history has it: nothing for a new issue.
    #[must_use]
    pub fn items(&self) -> Vec<Item> {
        self.items.clone()
    }

    /// Stores what became different.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn store(self, cx: &Cx, tx: &mut Tx, issue: IssueId) -> Result<()> {
        if !self.values.is_empty() {
            store::write(tx, issue, &self.values).await?;
        }
        for (id, planned) in self.own {
            if let Some(field) = self.fields.get(id)
                && let Holds::Own(kind) = field.holds()
            {
                kind.write(cx, tx, field, issue, planned).await?;
            }
        }
        Ok(())
    }
}

/// Returns the fields to set: those given that apply, and for a new issue those with a default.
fn asked<'a>(
    fields: &'a CustomFields,
    target: Target,
    given: GivenCustom,
    problems: &mut Problems,
) -> Vec<Asked<'a>> {
    let mut steps: BTreeMap<CustomFieldId, Vec<Step>> = BTreeMap::new();
    for (id, of_field) in given {
        steps.entry(id).or_default().extend(of_field);
    }
    let mut asked = Vec::new();
    for (field, context) in fields.of(target.project, target.issue_type) {
        let default = context.default.clone().filter(|_| target.issue.is_none());
        let given = steps.remove(&field.id);
        let is_default = given.is_none();
        let default = default.map(|value| {
            let verb = Verb::Set;
            vec![Step { verb, value }]
        });
        if let Some(steps) = given.or(default) {
            asked.push(Asked {
                field,
                context,
                steps,
                is_default,
            });
        }
    }
    for id in steps.into_keys() {
        let key = format!("customfield_{id}");
        let problem = messages::cannot_be_set(&key);
        problems.field(&key, problem);
    }
    asked
}

fn understand(
    field: &CustomField,
    steps: Vec<Step>,
) -> std::result::Result<Vec<Understood>, String> {
    let kind = field.kind;
    let understood = steps.into_iter().map(|Step { verb, value }| {
        if !kind.operations.contains(&verb.name()) {
            return Err(messages::operation_not_supported(&field.key(), verb.name()));
        }
        let values = if kind.is_list && verb == Verb::Set {
            given::list(kind.holds, value)?
        } else {
            given::one(kind.holds, value)?.into_iter().collect()
        };
        Ok((verb, values))
    });
    understood.collect()
}

/// Returns the values after the steps.
fn after(
    fields: &CustomFields,
    asked: &Asked<'_>,
    before: &[Atom],
    found: &Found,
    steps: &[Understood],
) -> std::result::Result<Vec<Atom>, String> {
    let mut after = before.to_vec();
    for (verb, values) in steps {
        let mut atoms = Vec::new();
        for wanted in values {
            // What is taken away need not be there to be chosen any more.
            let there = if *verb == Verb::Remove {
                &after
            } else {
                before
            };
            atoms.extend(found.atoms(asked.context, there, wanted)?);
        }
        match verb {
            Verb::Set => after = atoms,
            Verb::Add => after.extend(atoms),
            Verb::Remove => after.retain(|atom| !atoms.contains(atom)),
        }
        if asked.field.kind.is_list {
            sort(fields, &mut after);
            after.dedup();
        }
        if after.len() > given::MOST {
            return Err(messages::too_many_values(given::MOST));
        }
    }
    Ok(after)
}

/// Puts the values of a list into order: options as the administrator has them.
fn sort(fields: &CustomFields, atoms: &mut [Atom]) {
    atoms.sort_by(|a, b| {
        let place = |atom: &Atom| match atom {
            Atom::Option(id) => fields.place(*id),
            _ => None,
        };
        (place(a), a.rank()).cmp(&(place(b), b.rank()))
    });
}

/// Finds out whether new issues of a context could get a value. Versions are those of a project, so a default
/// cannot name one.
///
/// # Errors
/// When the database cannot be read.
pub async fn check_default(
    cx: &Cx,
    tx: &mut Tx,
    field: &CustomField,
    context: &Context,
    value: &serde_json::Value,
) -> Result<std::result::Result<(), String>> {
    let verb = Verb::Set;
    let value = value.clone();
    let steps = match understand(field, vec![Step { verb, value }]) {
        Ok(steps) => steps,
        Err(problem) => return Ok(Err(problem)),
    };
    let wanted: Vec<&Wanted> = steps.iter().flat_map(|(_, values)| values).collect();
    let found = Found::read(cx, tx, ProjectId(0), &wanted).await?;
    let atoms = wanted.into_iter().map(|one| found.atoms(context, &[], one));
    Ok(atoms
        .collect::<std::result::Result<Vec<_>, String>>()
        .map(|_| ()))
}
