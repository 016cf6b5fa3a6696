//! The values of a page of issues, read at once, and how they are shown.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use base::icon::AvatarUrls;
use base::refs::{GroupShort, ProjectShort, Users};
use base::{Cx, Result, Urls, guard, text};
use jiff::tz::TimeZone;
use model::{CustomFieldId, IssueId, IssueTypeId, ProjectId, UserId};
use serde::Serialize;
use serde_json::{Value, json};

use super::config::{CustomFields, Opt};
use super::kind::{Holds, Shown};
use super::{Atom, CustomField, custom_fields, store};
use crate::field::FieldSet;
use crate::read::{Texts, day, moment};

/// The values of a page of issues.
#[derive(Debug, Default)]
pub struct Values {
    fields: Arc<CustomFields>,
    /// The fields to show that apply to some issue of the page.
    shown: BTreeSet<CustomFieldId>,
    rows: store::Rows,
    own: HashMap<CustomFieldId, HashMap<IssueId, Shown>>,
}

/// What values are written with.
#[derive(Clone, Copy)]
pub struct With<'a> {
    pub users: &'a Users,
    pub urls: &'a Urls,
    pub zone: &'a TimeZone,
    pub texts: &'a Texts,
}

impl Values {
    /// Reads the values of issues in the fields asked for: no statement if none applies, one for all that
    /// are stored here, and what each of the others needs.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(
        cx: &Cx,
        tx: &mut db::Tx,
        issues: &[(IssueId, ProjectId, IssueTypeId)],
        asked: &FieldSet,
    ) -> Result<Self> {
        let mut values = Self::default();
        if !asked.has_any_custom() {
            return Ok(values);
        }
        values.fields = custom_fields(cx, tx).await?;
        let kinds: BTreeSet<(ProjectId, IssueTypeId)> = issues
            .iter()
            .map(|(_, project, issue_type)| (*project, *issue_type))
            .collect();
        let applying = kinds
            .iter()
            .flat_map(|(project, issue_type)| values.fields.of(*project, *issue_type));
        let shown = applying.filter(|(field, _)| asked.has_custom(field.id));
        values.shown = shown.map(|(field, _)| field.id).collect();
        let fields = Arc::clone(&values.fields);
        let shown = fields.fields.iter();
        let shown = shown.filter(|field| values.shown.contains(&field.id));
        let (own, stored): (Vec<&CustomField>, Vec<&CustomField>) =
            shown.partition(|field| matches!(field.holds(), Holds::Own(_)));
        if !stored.is_empty() {
            let ids: Vec<IssueId> = issues.iter().map(|(id, ..)| *id).collect();
            values.rows = store::values(tx, &ids).await?;
            if !values.rows.projects.is_empty() {
                let viewable = guard::viewable_projects(cx);
                values.rows.projects.retain(|id, _| viewable.has(*id));
            }
        }
        // As many as there are such types, however many issues.
        for field in own {
            let Holds::Own(kind) = field.holds() else {
                continue;
            };
            let ids = issues.iter();
            let ids = ids.filter(|(_, project, kind)| field.context(*project, *kind).is_some());
            let ids: Vec<IssueId> = ids.map(|(id, ..)| *id).collect();
            let read = kind.read(cx, tx, field, &ids).await?;
            values.own.insert(field.id, read.into_iter().collect());
        }
        Ok(values)
    }

    /// Returns the fields to show that apply to some issue of the page.
    pub fn ids(&self) -> impl Iterator<Item = CustomFieldId> + '_ {
        self.shown.iter().copied()
    }

    /// Returns the field, if it applies to such issues.
    #[must_use]
    pub fn applying(
        &self,
        id: CustomFieldId,
        project: ProjectId,
        issue_type: IssueTypeId,
    ) -> Option<&CustomField> {
        let field = self.fields.get(id)?;
        field.context(project, issue_type).map(|_| field)
    }

    /// Returns the users in the values.
    pub fn users(&self) -> impl Iterator<Item = UserId> + '_ {
        let atoms = self
            .rows
            .atoms
            .values()
            .flat_map(|of| of.values())
            .flatten();
        atoms.filter_map(|atom| match atom {
            Atom::User(id) => Some(*id),
            _ => None,
        })
    }

    /// Returns the values that are wiki text.
    pub fn long_texts(&self) -> impl Iterator<Item = &str> {
        let of_issues = self.rows.atoms.values().flatten();
        let long = of_issues.filter(|(id, _)| {
            let field = self.fields.get(**id);
            self.shown.contains(id)
                && field.is_some_and(|field| matches!(field.holds(), Holds::LongText))
        });
        long.flat_map(|(_, atoms)| atoms)
            .filter_map(|atom| match atom {
                Atom::Text(text) => Some(text.as_str()),
                _ => None,
            })
    }

    /// Returns the value of an issue, null if it has none.
    #[must_use]
    pub fn json(&self, issue: IssueId, field: &CustomField, with: With<'_>) -> Value {
        if let Some(own) = self.own.get(&field.id) {
            let shown = own.get(&issue);
            return shown.map_or(Value::Null, |shown| shown.value.clone());
        }
        let atoms = self.atoms(issue, field.id);
        if let Holds::Cascade = field.holds() {
            return self.cascade(atoms, with.urls);
        }
        let mut shown = atoms.iter().filter_map(|atom| self.atom(atom, with));
        if !field.kind.is_list {
            return shown.next().unwrap_or_default();
        }
        let all: Vec<Value> = shown.collect();
        if all.is_empty() {
            Value::Null
        } else {
            Value::Array(all)
        }
    }

    /// Returns the value as people read it, null where the reference has nothing better to say.
    #[must_use]
    pub fn rendered(&self, issue: IssueId, field: &CustomField, with: With<'_>) -> Value {
        if let Some(own) = self.own.get(&field.id) {
            let shown = own.get(&issue);
            return shown.map_or(Value::Null, |shown| shown.rendered.clone());
        }
        let first = self.atoms(issue, field.id).first();
        match (field.holds(), first) {
            (Holds::LongText, Some(Atom::Text(text))) => with.texts.html(issue, text).into(),
            (Holds::Line, Some(Atom::Text(line))) => text::escape_html(line).into(),
            (Holds::LongText | Holds::Line, None) => "".into(),
            (_, Some(Atom::Day(text))) => day(text).into(),
            (_, Some(Atom::Moment(at))) => moment(*at, with.zone).into(),
            _ => Value::Null,
        }
    }

    fn atoms(&self, issue: IssueId, field: CustomFieldId) -> &[Atom] {
        let of_issue = self.rows.atoms.get(&issue);
        let atoms = of_issue.and_then(|fields| fields.get(&field));
        atoms.map_or(&[], Vec::as_slice)
    }

    fn atom(&self, atom: &Atom, with: With<'_>) -> Option<Value> {
        let urls = with.urls;
        Some(match atom {
            Atom::Text(text) | Atom::Day(text) => json!(text),
            Atom::Number(number) => json!(number),
            Atom::Moment(at) => json!(at.to_jira()),
            Atom::Option(id) => option_json(self.fields.option(*id)?.2, urls),
            Atom::User(id) => value(&with.users.short(Some(*id), urls)?),
            Atom::Group(id) => value(&GroupShort::new(self.rows.groups.get(id)?, urls)),
            Atom::Version(id) => value(&self.rows.versions.get(id)?.short(urls)),
            Atom::Project(id) => {
                let row = self.rows.projects.get(id)?;
                value(&ProjectShort {
                    self_url: urls.api(&format!("project/{id}")),
                    id: id.to_string(),
                    key: row.key.clone(),
                    name: row.name.clone(),
                    project_type_key: row.type_key.clone(),
                    avatar_urls: AvatarUrls::of_project(urls, *id).with(row.avatar),
                })
            }
        })
    }

    fn cascade(&self, atoms: &[Atom], urls: &Urls) -> Value {
        let mut shown = atoms.iter().filter_map(|atom| match atom {
            Atom::Option(id) => Some(option_json(self.fields.option(*id)?.2, urls)),
            _ => None,
        });
        let Some(mut parent) = shown.next() else {
            return Value::Null;
        };
        if let (Some(child), Value::Object(members)) = (shown.next(), &mut parent) {
            members.insert("child".to_owned(), child);
        }
        parent
    }
}

/// An option as issues show it.
#[derive(Serialize)]
struct OptionShort<'a> {
    #[serde(rename = "self")]
    self_url: String,
    value: &'a str,
    id: String,
    disabled: bool,
}

/// Returns an option as issues show it.
#[must_use]
pub fn option_json(option: &Opt, urls: &Urls) -> Value {
    value(&OptionShort {
        self_url: urls.api(&format!("customFieldOption/{}", option.id)),
        value: &option.value,
        id: option.id.to_string(),
        disabled: option.is_disabled,
    })
}

fn value(shown: &impl Serialize) -> Value {
    // Our own types: there is nothing in them that JSON could not hold.
    serde_json::to_value(shown).unwrap_or_default()
}
