//! Conditions that know how they are written and what they mean.

use std::cmp::Ordering;

use super::world::{
    COMPONENTS, DAYS, DEVS, FORMER, HOUR, Issue, LABELS, LINK_TYPES, LINKS, MIDNIGHT, OPTIONS,
    PROJECTS, Random, SUBTASKS, Spell, TYPES, Tracked, USERS, VERSIONS, WORDS, World,
};

/// A value as a query names it; nothing is EMPTY.
type Named = Option<String>;

/// A condition.
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// A field against a list.
    Set(&'static str, Vec<Named>, bool),
    /// A user's field against `membersOf(devs)` or `currentUser()`.
    People(&'static str, People, bool),
    /// The type against one of the functions that give types.
    Kinds {
        are_subtasks: bool,
        negative: bool,
    },
    Text(&'static str, Vec<&'static str>, bool),
    Moment(&'static str, Ordering, bool, i64),
    /// `key > AAA-5`.
    Number(usize, Ordering, bool, i64),
    Was(Tracked, Vec<Named>, Vec<Predicate>, bool),
    Changed(Tracked, Vec<Predicate>),
    UpdatedBy(usize, Option<i64>, Option<i64>, bool),
    Links(Vec<usize>, bool),
    /// `fixVersion > "1.0"`.
    Version(&'static str, Ordering, bool, usize),
    /// `votes > 1`.
    Amount(&'static str, Ordering, bool, i64),
    /// `worklogDate > 2024-02-29`.
    WorkDay(Ordering, bool, usize),
    WorkText(Vec<&'static str>, bool),
    /// `votedIssues()` or `watchedIssues()`.
    Joined(&'static str, bool),
    /// Those linked with this one, by a kind of links out of it or into it.
    Linked(i64, Option<(usize, bool)>, bool),
    /// `releasedVersions()` or its opposite.
    Releases(&'static str, bool, bool),
    /// `componentsLeadByUser(…)`.
    Leads(usize, bool),
    /// `Note ~ "…"`.
    Note(Vec<&'static str>, bool),
    /// `Size > 1.5`, in halves.
    Halves(&'static str, Ordering, bool, i64),
    /// `Start > 2024-02-29`.
    Start(Ordering, bool, usize),
}

/// A function that gives users.
#[derive(Clone, Copy)]
pub enum People {
    Current,
    Devs,
}

/// What narrows a condition on the history.
pub enum Predicate {
    After(i64),
    Before(i64),
    During(i64, i64),
    On(usize),
    By(Vec<Named>),
    From(Vec<Named>),
    To(Vec<Named>),
}

impl Condition {
    pub fn random(random: &mut Random, world: &World, user: usize, depth: usize) -> Self {
        if depth > 0 && random.chance(4) {
            let n_parts = 2 + random.below(2);
            let parts = (0..n_parts)
                .map(|_| Self::random(random, world, user, depth - 1))
                .collect();
            return if random.chance(5) {
                Self::All(parts)
            } else {
                Self::Any(parts)
            };
        }
        if depth > 0 && random.chance(2) {
            return Self::Not(Box::new(Self::random(random, world, user, depth - 1)));
        }
        let negative = random.chance(3);
        match random.below(34) {
            28 => {
                let n_words = 1 + random.below(2);
                let words = (0..n_words).map(|_| random.pick(&WORDS)).collect();
                Self::Note(words, negative)
            }
            29 => {
                let (order, or_equal) = Self::order(random);
                let halves = i64::try_from(random.below(6)).unwrap() - 2;
                Self::Halves(random.pick(&["Weight", "cf[807]"]), order, or_equal, halves)
            }
            30 => {
                let (order, or_equal) = Self::order(random);
                Self::Start(order, or_equal, random.below(DAYS.len()))
            }
            31 => {
                let field = random.pick(&["Risk", "cf[806]"]);
                Self::set(random, field, &OPTIONS.map(|(_, name)| name), negative)
            }
            32 => Self::set(random, "Owner", &USERS, negative),
            33 => match random.below(3) {
                0 => Self::set(random, "KICKOFF", &DAYS, negative),
                1 => Self::set(random, "Weight", &["-1", "0.5", "1", "1.0"], negative),
                _ => Self::Set(random.pick(&["Local", "Note"]), vec![None], negative),
            },
            16 => Self::set(random, "component", &COMPONENTS, negative),
            17 => {
                let field = random.pick(&["fixVersion", "affectedVersion"]);
                Self::set(random, field, &VERSIONS, negative)
            }
            18 => {
                let field = random.pick(&["voter", "watcher", "worklogAuthor"]);
                Self::set(random, field, &USERS, negative)
            }
            19 => Self::set(random, "worklogDate", &DAYS, negative),
            20 => {
                let field = random.pick(&["timespent", "originalEstimate", "remainingEstimate"]);
                Self::set(random, field, &["0m", "30m", "60m", "90m"], negative)
            }
            21 => {
                let (order, or_equal) = Self::order(random);
                let field = random.pick(&["fixVersion", "affectedVersion"]);
                Self::Version(field, order, or_equal, random.below(VERSIONS.len()))
            }
            22 => {
                let (order, or_equal) = Self::order(random);
                let (field, unit) = random.pick(&[
                    ("votes", 1),
                    ("watchers", 1),
                    ("workratio", 50),
                    ("timespent", 1800),
                    ("originalEstimate", 1800),
                    ("remainingEstimate", 1800),
                ]);
                let amount = unit * i64::try_from(random.below(4)).unwrap();
                Self::Amount(field, order, or_equal, amount)
            }
            23 => {
                let (order, or_equal) = Self::order(random);
                Self::WorkDay(order, or_equal, random.below(DAYS.len()))
            }
            24 => {
                let n_words = 1 + random.below(2);
                let words = (0..n_words).map(|_| random.pick(&WORDS)).collect();
                Self::WorkText(words, negative)
            }
            25 => Self::Joined(random.pick(&["voted", "watched"]), negative),
            26 => {
                let seen: Vec<&Issue> = world.issues.iter().filter(|i| i.is_seen(user)).collect();
                let issue = seen[random.below(seen.len())].id;
                let kind = random
                    .maybe(LINK_TYPES.len())
                    .map(|kind| (kind, random.chance(5)));
                Self::Linked(issue, kind, negative)
            }
            27 if random.chance(5) => Self::Leads(random.below(USERS.len()), negative),
            27 => {
                let field = random.pick(&["fixVersion", "affectedVersion"]);
                Self::Releases(field, random.chance(5), negative)
            }
            0 => Self::set(random, "project", &PROJECTS, negative),
            1 => Self::set(random, "issuetype", &TYPES.map(|(_, name)| name), negative),
            2 => {
                let field = random.pick(&Tracked::ALL);
                // The last status was deleted.
                let mut values = field.values();
                values.retain(|value| *value != "Limbo");
                Self::set(random, field.name(), &values, negative)
            }
            3 => Self::set(random, "labels", &LABELS, negative),
            4 => Self::set(random, "due", &DAYS, negative),
            5 => Self::set(random, "creator", &USERS, negative),
            6 => Self::issue(random, world, user, negative),
            7 => {
                let field = random.pick(&["assignee", "reporter", "creator", "Owner"]);
                let people = random.pick(&[People::Current, People::Devs]);
                Self::People(field, people, negative)
            }
            8 => Self::Kinds {
                are_subtasks: random.chance(5),
                negative,
            },
            9 => {
                let field = random.pick(&["summary", "description", "comment", "text"]);
                let n_words = 1 + random.below(2);
                let words = (0..n_words).map(|_| random.pick(&WORDS)).collect();
                Self::Text(field, words, negative && field != "text")
            }
            10 => {
                let field = random.pick(&["created", "updated", "resolved"]);
                let order = random.pick(&[Ordering::Less, Ordering::Greater]);
                Self::Moment(field, order, random.chance(5), random.hour(96))
            }
            11 => {
                let user = random.below(USERS.len());
                let from = random.chance(6).then(|| random.hour(96));
                let to = from.filter(|_| random.chance(5)).map(|_| random.hour(96));
                Self::UpdatedBy(user, from, to, negative)
            }
            12 => Self::Links(vec![random.below(LINKS.len())], negative),
            13 => {
                let field = random.pick(&Tracked::ALL);
                Self::Changed(field, Predicate::several(random, Some(field)))
            }
            _ => {
                let field = random.pick(&Tracked::ALL);
                let values = former(random, field);
                Self::Was(field, values, Predicate::several(random, None), negative)
            }
        }
    }

    fn order(random: &mut Random) -> (Ordering, bool) {
        let order = random.pick(&[Ordering::Less, Ordering::Greater]);
        (order, random.chance(5))
    }

    fn set(random: &mut Random, field: &'static str, all: &[&'static str], negative: bool) -> Self {
        Self::Set(field, list(random, all), negative)
    }

    /// A condition on an issue that the user sees, since others do not exist for them.
    fn issue(random: &mut Random, world: &World, user: usize, negative: bool) -> Self {
        let seen: Vec<&Issue> = world.issues.iter().filter(|i| i.is_seen(user)).collect();
        let issue = seen[random.below(seen.len())];
        if random.chance(4) {
            let order = random.pick(&[Ordering::Less, Ordering::Greater]);
            return Self::Number(issue.project, order, random.chance(5), issue.number);
        }
        let field = random.pick(&["key", "parent"]);
        Self::Set(field, vec![Some(issue.key())], negative)
    }

    /// Says whether the issue passes; negated, whether it passes the opposite. Those are not each other's
    /// opposites: a field without a value passes neither.
    pub fn holds(&self, world: &World, issue: &Issue, user: usize, negated: bool) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                let mut holds = parts
                    .iter()
                    .map(|part| part.holds(world, issue, user, negated));
                if matches!(self, Self::All(_)) == negated {
                    holds.any(|holds| holds)
                } else {
                    holds.all(|holds| holds)
                }
            }
            Self::Not(part) => part.holds(world, issue, user, !negated),
            // A field that does not apply to an issue is not empty in it.
            Self::Set("Local", ..) if !issue.has_local() => false,
            Self::Set(field, values, negative) => {
                let held = values_of(world, issue, field, user);
                let is_in = held
                    .iter()
                    .any(|value| values.contains(&Some(value.clone())));
                if *negative == negated {
                    is_in || held.is_empty() && values.contains(&None)
                } else {
                    !is_in && !held.is_empty()
                }
            }
            Self::People(field, people, negative) => {
                let held = values_of(world, issue, field, user).pop();
                held.is_some_and(|name| {
                    let is_in = match people {
                        People::Current => name == USERS[user],
                        People::Devs => DEVS.iter().any(|dev| name == USERS[*dev]),
                    };
                    is_in == (*negative == negated)
                })
            }
            Self::Kinds {
                are_subtasks,
                negative,
            } => (SUBTASKS.contains(&issue.kind) == *are_subtasks) == (*negative == negated),
            Self::Text(field, words, negative) => {
                let texts = texts_of(issue, user, field);
                if texts.is_empty() && matches!(*field, "summary" | "description") {
                    return false;
                }
                let fits = texts.iter().any(|text| has_all(text, words));
                fits == (*negative == negated)
            }
            Self::Moment(field, order, or_equal, at) => {
                let held = match *field {
                    "created" => Some(issue.created),
                    "updated" => Some(issue.updated),
                    _ => issue.resolved,
                };
                held.is_some_and(|held| compares(held, *order, *or_equal, *at) != negated)
            }
            Self::Number(project, order, or_equal, number) => {
                issue.project == *project
                    && compares(issue.number, *order, *or_equal, *number) != negated
            }
            Self::Was(field, values, predicates, negative) => {
                let spells = issue.spells(*field);
                let ends = spells.iter().skip(1).map(|next| Some(next.from));
                let mut spells = spells.iter().zip(ends.chain([None]));
                let was = spells.any(|(spell, end)| {
                    is_named(*field, spell.value, values)
                        && predicates
                            .iter()
                            .all(|one| one.holds_while(spell, end, user))
                });
                was == (*negative == negated)
            }
            Self::Changed(field, predicates) => {
                let changed = issue.spells(*field).windows(2).any(|pair| {
                    let mut all = predicates.iter();
                    all.all(|one| one.holds_at(*field, &pair[0], &pair[1], user))
                });
                changed != negated
            }
            Self::UpdatedBy(who, from, to, negative) => {
                let when =
                    |at: i64| from.is_none_or(|from| at >= from) && to.is_none_or(|to| at <= to);
                let did = |by: Option<usize>, at: i64| by == Some(*who) && when(at);
                let changes = issue.spells.iter().flat_map(|spells| spells.iter().skip(1));
                let updated = did(issue.creator, issue.created)
                    || changes.into_iter().any(|new| did(new.by, new.from))
                    || issue.comments_seen(user).any(|comment| {
                        did(comment.author, comment.created) || did(comment.editor, comment.edited)
                    });
                updated == (*negative == negated)
            }
            Self::Version(field, order, or_equal, with) => {
                versions_of(issue, field).iter().any(|held| {
                    let found = held.cmp(with);
                    (found == *order || *or_equal && found == Ordering::Equal) != negated
                })
            }
            Self::Amount(field, order, or_equal, with) => amount_of(issue, field)
                .is_some_and(|held| compares(held, *order, *or_equal, *with) != negated),
            Self::WorkDay(order, or_equal, day) => issue.worklogs_seen(user).any(|log| {
                let (held, with) = (day_of(log.started), i64::try_from(*day).unwrap());
                compares(held, *order, *or_equal, with) != negated
            }),
            Self::WorkText(words, negative) => {
                let fits = issue.worklogs_seen(user).any(|log| {
                    let body = log.body.to_lowercase();
                    words.iter().all(|word| body.contains(&word.to_lowercase()))
                });
                fits == (*negative == negated)
            }
            Self::Joined(what, negative) => {
                let all = match *what {
                    "voted" => &issue.voters,
                    _ => &issue.watchers,
                };
                all.contains(&user) == (*negative == negated)
            }
            Self::Linked(to, kind, negative) => {
                let to = world.issues.iter().find(|other| other.id == *to).unwrap();
                // What the words mean, seen from the issue named.
                let says = |found: usize, is_outward: bool| {
                    kind.is_none_or(|(wanted, outward)| {
                        let (_, one, other) = LINK_TYPES[wanted];
                        let words = if outward { one } else { other };
                        let (_, one, other) = LINK_TYPES[found];
                        words == if is_outward { one } else { other }
                    })
                };
                let out = to.linked.iter();
                let mut out = out.filter(|(other, kind)| *other == issue.id && says(*kind, true));
                let into = issue.linked.iter();
                let mut into = into.filter(|(other, kind)| *other == to.id && says(*kind, false));
                (out.next().is_some() || into.next().is_some()) == (*negative == negated)
            }
            Self::Releases(field, released, negative) => {
                let held = versions_of(issue, field);
                let is_in = held.iter().any(|version| (*version == 0) == *released);
                !held.is_empty() && is_in == (*negative == negated)
            }
            Self::Leads(who, negative) => {
                let held = &issue.components;
                !held.is_empty() && held.contains(who) == (*negative == negated)
            }
            Self::Note(words, negative) => issue.note.as_ref().is_some_and(|note| {
                let note = note.to_lowercase();
                let fits = words.iter().all(|word| note.contains(&word.to_lowercase()));
                fits == (*negative == negated)
            }),
            Self::Halves(field, order, or_equal, with) => halves_of(issue, field)
                .is_some_and(|held| compares(held, *order, *or_equal, *with) != negated),
            Self::Start(order, or_equal, day) => issue.start.is_some_and(|held| {
                let found = held.cmp(day);
                (found == *order || *or_equal && found == Ordering::Equal) != negated
            }),
            Self::Links(links, negative) => {
                links.iter().any(|link| issue.links.contains(link)) == (*negative == negated)
            }
        }
    }

    /// Returns how good an issue is that passes, the best first, where the condition is that words are found,
    /// and perhaps others beside it: where it has them.
    pub fn place(&self, issue: &Issue, user: usize, negated: bool) -> Option<usize> {
        match self {
            Self::All(parts) if !negated => first_place(parts, issue, user, negated),
            Self::Any(parts) if negated => first_place(parts, issue, user, negated),
            Self::Not(part) => part.place(issue, user, !negated),
            Self::Text(field, words, negative) if *negative == negated => {
                let places = ["summary", "description", "comment"];
                places.iter().position(|place| {
                    let texts = texts_of(issue, user, place);
                    (field == place || *field == "text")
                        && texts.iter().any(|text| has_all(text, words))
                })
            }
            _ => None,
        }
    }

    pub fn jql(&self) -> String {
        let key = |id: &i64| id.to_string();
        let joined = |parts: &[Self], by: &str| {
            let parts = parts.iter().map(|part| format!("({})", part.jql()));
            parts.collect::<Vec<_>>().join(by)
        };
        let not = |negative: &bool| if *negative { "not " } else { "" };
        match self {
            Self::All(parts) => joined(parts, " AND "),
            Self::Any(parts) => joined(parts, " or "),
            Self::Not(part) => format!("NOT ({})", part.jql()),
            Self::Set(field, values, negative) => match (values.as_slice(), negative) {
                ([None], false) => format!("{field} is EMPTY"),
                ([None], true) => format!("{field} is not null"),
                ([Some(value)], false) => format!("{field} = \"{value}\""),
                ([Some(value)], true) => format!("{field} != '{value}'"),
                (values, negative) => format!("{field} {}in {}", not(negative), written(values)),
            },
            Self::People(field, People::Current, false) => format!("{field} = currentUser()"),
            Self::People(field, People::Current, true) => format!("{field} != currentUser()"),
            Self::People(field, People::Devs, negative) => {
                format!("{field} {}in membersOf(Devs)", not(negative))
            }
            Self::Kinds {
                are_subtasks,
                negative,
            } => {
                let function = if *are_subtasks { "subtask" } else { "standard" };
                format!("type {}in {function}IssueTypes()", not(negative))
            }
            Self::Text(field, words, negative) => {
                let op = if *negative { "!~" } else { "~" };
                format!("{field} {op} \"{}\"", words.join(" "))
            }
            Self::Moment(field, order, or_equal, at) => {
                format!("{field} {} {at}", comparison(*order, *or_equal))
            }
            Self::Number(project, order, or_equal, number) => {
                let op = comparison(*order, *or_equal);
                format!("key {op} {}-{number}", PROJECTS[*project])
            }
            Self::Was(field, values, predicates, negative) => {
                let name = field.name();
                let mut jql = match values.as_slice() {
                    [value] => format!("{name} was {}{}", not(negative), quoted(value)),
                    values => format!("{name} was {}in {}", not(negative), written(values)),
                };
                predicates.iter().for_each(|one| jql += &one.jql());
                jql
            }
            Self::Changed(field, predicates) => {
                let mut jql = format!("{} changed", field.name());
                predicates.iter().for_each(|one| jql += &one.jql());
                jql
            }
            Self::UpdatedBy(who, from, to, negative) => {
                let mut arguments = vec![USERS[*who].to_owned()];
                arguments.extend(from.iter().chain(to).map(i64::to_string));
                format!(
                    "key {}in updatedBy({})",
                    not(negative),
                    arguments.join(", ")
                )
            }
            Self::Version(field, order, or_equal, version) => {
                let op = comparison(*order, *or_equal);
                format!("{field} {op} \"{}\"", VERSIONS[*version])
            }
            Self::Amount(field, order, or_equal, amount) => {
                let op = comparison(*order, *or_equal);
                match *field {
                    "votes" | "watchers" | "workratio" => format!("{field} {op} {amount}"),
                    _ => format!("{field} {op} {}m", amount / 60),
                }
            }
            Self::WorkDay(order, or_equal, day) => {
                format!(
                    "worklogDate {} {}",
                    comparison(*order, *or_equal),
                    DAYS[*day]
                )
            }
            Self::WorkText(words, negative) => {
                let op = if *negative { "!~" } else { "~" };
                format!("worklogComment {op} \"{}\"", words.join(" "))
            }
            Self::Joined(what, negative) => format!("key {}in {what}Issues()", not(negative)),
            Self::Linked(to, kind, negative) => {
                let words = kind.map_or(String::new(), |(kind, is_outward)| {
                    let (_, outward, inward) = LINK_TYPES[kind];
                    format!(", {:?}", if is_outward { outward } else { inward })
                });
                format!("issue {}in linkedIssues({}{words})", not(negative), key(to))
            }
            Self::Releases(field, released, negative) => {
                let function = if *released { "released" } else { "unreleased" };
                format!("{field} {}in {function}Versions()", not(negative))
            }
            Self::Leads(who, negative) => {
                let who = USERS[*who];
                format!("component {}in componentsLeadByUser({who})", not(negative))
            }
            Self::Note(words, negative) => {
                let op = if *negative { "!~" } else { "~" };
                format!("note {op} \"{}\"", words.join(" "))
            }
            Self::Halves(field, order, or_equal, halves) => {
                let number = f64::from(i32::try_from(*halves).unwrap()) / 2.0;
                format!("{field} {} \"{number}\"", comparison(*order, *or_equal))
            }
            Self::Start(order, or_equal, day) => {
                format!("Kickoff {} {}", comparison(*order, *or_equal), DAYS[*day])
            }
            Self::Links(links, negative) => {
                let links = links.iter().map(|link| format!("{:?}", LINKS[*link]));
                let links = links.collect::<Vec<_>>().join(", ");
                format!(
                    "issue {}in issuesWithRemoteLinksByGlobalId({links})",
                    not(negative)
                )
            }
        }
    }
}

impl Predicate {
    /// Returns up to two; of a field that changed, perhaps about its values.
    fn several(random: &mut Random, changed: Option<Tracked>) -> Vec<Self> {
        let n_kinds = if changed.is_some() { 7 } else { 5 };
        (0..random.below(3))
            .map(|_| match (random.below(n_kinds), changed) {
                (0, _) => Self::After(random.hour(96)),
                (1, _) => Self::Before(random.hour(96)),
                (2, _) => {
                    let from = random.hour(72);
                    Self::During(from, from + HOUR * i64::try_from(random.below(24)).unwrap())
                }
                (3, _) => Self::On(random.below(DAYS.len())),
                (5, Some(field)) => Self::From(former(random, field)),
                (6, Some(field)) => Self::To(former(random, field)),
                _ => Self::By(list(random, &USERS)),
            })
            .collect()
    }

    /// Says whether the predicate holds while a value does: at some moment, or in how it began.
    fn holds_while(&self, spell: &Spell, end: Option<i64>, _: usize) -> bool {
        // A value holds from its beginning until the next one's, both moments included.
        let until = |at: i64| end.is_none_or(|end| end >= at);
        match self {
            Self::After(at) => end.is_none_or(|end| end > *at),
            Self::Before(at) => spell.from < *at,
            Self::During(from, to) => spell.from <= *to && until(*from),
            Self::On(day) => spell.from < day_start(*day) + 24 * HOUR && until(day_start(*day)),
            Self::By(users) => is_named(Tracked::Assignee, spell.by, users),
            Self::From(_) | Self::To(_) => panic!("not of a value"),
        }
    }

    fn holds_at(&self, field: Tracked, old: &Spell, new: &Spell, _: usize) -> bool {
        let at = new.from;
        match self {
            Self::After(than) => at > *than,
            Self::Before(than) => at < *than,
            Self::During(from, to) => (*from..=*to).contains(&at),
            Self::On(day) => (day_start(*day)..day_start(*day) + 24 * HOUR).contains(&at),
            Self::By(users) => is_named(Tracked::Assignee, new.by, users),
            Self::From(values) => is_named(field, old.value, values),
            Self::To(values) => is_named(field, new.value, values),
        }
    }

    fn jql(&self) -> String {
        match self {
            Self::After(at) => format!(" after {at}"),
            Self::Before(at) => format!(" BEFORE {at}"),
            Self::During(from, to) => format!(" during ({from}, {to})"),
            Self::On(day) => format!(" on {}", DAYS[*day]),
            Self::By(users) => format!(" by {}", written(users)),
            Self::From(values) => format!(" from {}", written(values)),
            Self::To(values) => format!(" TO {}", written(values)),
        }
    }
}

/// Returns values that a field has, or once had.
fn former(random: &mut Random, field: Tracked) -> Vec<Named> {
    let mut values = field.values();
    if field == Tracked::Status {
        values.push(FORMER);
    }
    list(random, &values)
}

fn list(random: &mut Random, all: &[&str]) -> Vec<Named> {
    (0..1 + random.below(3))
        .map(|_| random.maybe(all.len()).map(|value| all[value].to_owned()))
        .collect()
}

/// Says whether a value is one of those named. Its former name is as good as its present one.
fn is_named(field: Tracked, value: Option<usize>, named: &[Named]) -> bool {
    let name = value.map(|value| field.values()[value].to_owned());
    let is_former = field == Tracked::Status && value == Some(0);
    named.contains(&name) || is_former && named.contains(&Some(FORMER.to_owned()))
}

/// Returns what a field holds, as a query names it.
fn values_of(world: &World, issue: &Issue, field: &str, asker: usize) -> Vec<String> {
    let named = |all: &[usize], names: &[&str]| -> Vec<String> {
        all.iter().map(|idx| names[*idx].to_owned()).collect()
    };
    match field {
        "component" => return named(&issue.components, &COMPONENTS),
        "Risk" | "cf[806]" => {
            let held: Vec<usize> = match field {
                "Risk" => issue.risk.into_iter().collect(),
                _ => issue.tags.clone(),
            };
            return named(&held, &OPTIONS.map(|(_, name)| name));
        }
        "Owner" => return named(&issue.owner.into_iter().collect::<Vec<_>>(), &USERS),
        "KICKOFF" => return named(&issue.start.into_iter().collect::<Vec<_>>(), &DAYS),
        "Note" => return issue.note.clone().into_iter().collect(),
        "Weight" | "Local" => {
            let name = if field == "Weight" {
                "Weight"
            } else {
                "cf[807]"
            };
            // One number may be written in two ways.
            let held = halves_of(issue, name).map(|halves| match halves {
                2 => vec!["1".to_owned(), "1.0".to_owned()],
                halves => vec![(f64::from(i32::try_from(halves).unwrap()) / 2.0).to_string()],
            });
            return held.unwrap_or_default();
        }
        "fixVersion" | "affectedVersion" => return named(versions_of(issue, field), &VERSIONS),
        "voter" | "watcher" => {
            let all = match field {
                "voter" => &issue.voters,
                _ => &issue.watchers,
            };
            let known = all
                .iter()
                .filter(|user| **user == asker || issue.shows_crowd(asker));
            return known.map(|user| USERS[*user].to_owned()).collect();
        }
        "worklogAuthor" => {
            let authors = issue.worklogs_seen(asker).map(|log| log.author);
            // Somebody whose account is gone has no name any more.
            let names = authors.map(|author| author.map_or("", |author| USERS[author]).to_owned());
            return names.collect();
        }
        "worklogDate" => {
            let days = issue.worklogs_seen(asker).map(|log| day_of(log.started));
            let days = days.map(|day| DAYS[usize::try_from(day).unwrap()].to_owned());
            return days.collect();
        }
        "timespent" | "originalEstimate" | "remainingEstimate" => {
            let held = amount_of(issue, field).map(|seconds| format!("{}m", seconds / 60));
            return held.into_iter().collect();
        }
        _ => {}
    }
    let user = |user: Option<usize>| user.map(|user| USERS[user].to_owned());
    let tracked = Tracked::ALL.into_iter().find(|known| known.name() == field);
    if let Some(tracked) = tracked {
        let value = issue
            .now(tracked)
            .map(|value| tracked.values()[value].to_owned());
        return value.into_iter().collect();
    }
    let one = match field {
        "project" => Some(PROJECTS[issue.project].to_owned()),
        "issuetype" => Some(TYPES[issue.kind].1.to_owned()),
        "creator" => user(issue.creator),
        "due" => issue.due.map(|day| DAYS[day].to_owned()),
        "key" => Some(issue.key()),
        "parent" => issue.parent.map(|id| {
            let parent = world.issues.iter().find(|other| other.id == id);
            parent.unwrap().key()
        }),
        "labels" => {
            let labels = issue.labels.iter();
            return labels.map(|label| LABELS[*label].to_owned()).collect();
        }
        other => panic!("{other}"),
    };
    one.into_iter().collect()
}

fn first_place(parts: &[Condition], issue: &Issue, user: usize, negated: bool) -> Option<usize> {
    let mut places = parts.iter().map(|part| part.place(issue, user, negated));
    places.find_map(|place| place)
}

fn has_all(text: &str, words: &[&str]) -> bool {
    let is_same = |one: &str, other: &str| singular(one) == singular(other);
    words
        .iter()
        .all(|word| text.split(' ').any(|other| is_same(word, other)))
}

fn texts_of<'a>(issue: &'a Issue, user: usize, field: &str) -> Vec<&'a str> {
    let comments = || {
        issue
            .comments_seen(user)
            .map(|comment| comment.body.as_str())
    };
    match field {
        "summary" => vec![&issue.summary],
        "description" => issue.description.as_deref().into_iter().collect(),
        "comment" => comments().collect(),
        _ => [issue.summary.as_str()]
            .into_iter()
            .chain(issue.description.as_deref())
            .chain(comments())
            .collect(),
    }
}

fn versions_of<'a>(issue: &'a Issue, field: &str) -> &'a [usize] {
    match field {
        "fixVersion" => &issue.fix_versions,
        _ => &issue.affected_versions,
    }
}

fn amount_of(issue: &Issue, field: &str) -> Option<i64> {
    match field {
        "votes" => i64::try_from(issue.voters.len()).ok(),
        "watchers" => i64::try_from(issue.watchers.len()).ok(),
        "timespent" => issue.spent,
        "originalEstimate" => issue.original,
        "remainingEstimate" => issue.remaining,
        _ => issue.work_ratio(),
    }
}

fn halves_of(issue: &Issue, field: &str) -> Option<i64> {
    match field {
        "Weight" => issue.size,
        _ => issue.local.filter(|_| issue.has_local()),
    }
}

/// Returns which day a moment is on.
fn day_of(at: i64) -> i64 {
    (at - day_start(0)) / (24 * HOUR)
}

fn compares(held: i64, order: Ordering, or_equal: bool, with: i64) -> bool {
    let found = held.cmp(&with);
    found == order || or_equal && found == Ordering::Equal
}

fn comparison(order: Ordering, or_equal: bool) -> &'static str {
    match (order, or_equal) {
        (Ordering::Less, false) => "<",
        (Ordering::Less, true) => "<=",
        (_, false) => ">",
        (_, true) => ">=",
    }
}

/// Returns the first moment of a day.
fn day_start(day: usize) -> i64 {
    MIDNIGHT + 24 * HOUR * (i64::try_from(day).unwrap() - 1)
}

fn quoted(value: &Named) -> String {
    value
        .as_ref()
        .map_or("EMPTY".to_owned(), |value| format!("{value:?}"))
}

fn written(values: &[Named]) -> String {
    let values: Vec<String> = values.iter().map(quoted).collect();
    format!("({})", values.join(", "))
}

/// Words are found in all their forms.
fn singular(word: &str) -> String {
    word.to_lowercase().trim_end_matches('s').to_owned()
}
