//! The tree of a query: what was written, with the place where it was written.
//!
//! It holds names as text and judges none of them; binding names to things is the `search` crate's
//! business. The tree is made by `parser.rs` and turned back into text by `print.rs`.

/// A range of bytes in the text of a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// Returns the part of the source that the span covers, or nothing if it is not of that source.
    pub fn slice(self, source: &str) -> &str {
        source.get(self.start..self.end).unwrap_or_default()
    }
}

/// A query: what to find and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The condition; a query without one finds everything.
    pub filter: Option<Expr>,
    /// The fields to order by, the most significant first.
    pub order: Vec<SortKey>,
}

/// A condition.
///
/// `And` and `Or` from the parser have two parts at least. Parentheses are not kept, but the shape
/// that they gave the tree is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// All parts hold.
    And(Vec<Expr>, Span),
    /// One part at least holds.
    Or(Vec<Expr>, Span),
    /// The part does not hold.
    Not(Box<Expr>, Span),
    /// A field compares with an operand.
    Clause(Clause),
}

impl Expr {
    /// Returns where the condition was written, without parentheses around it.
    pub fn span(&self) -> Span {
        match self {
            Expr::And(_, span) | Expr::Or(_, span) | Expr::Not(_, span) => *span,
            Expr::Clause(clause) => clause.span,
        }
    }
}

/// A comparison of a field with an operand, such as `status = Open`, or a look into its history, such as
/// `status CHANGED BY fred`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The field on the left.
    pub field: Field,
    /// The operator between them.
    pub op: Op,
    /// Where the operator was written.
    pub op_span: Span,
    /// What is on the right; nothing after [`Op::Changed`], and something after every other operator.
    pub operand: Option<Operand>,
    /// What narrows a look into the history, in the order of the text; empty for other operators.
    pub predicates: Vec<Predicate>,
    /// Where the whole clause was written.
    pub span: Span,
}

impl Clause {
    /// Returns the terms of the operand, if there is one.
    pub fn terms(&self) -> &[Term] {
        self.operand.as_ref().map_or(&[], Operand::terms)
    }
}

/// What narrows a look into the history, such as `AFTER -1w`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    /// What is narrowed.
    pub kind: PredicateKind,
    /// To what.
    pub operand: Operand,
    /// Where the predicate was written.
    pub span: Span,
}

/// The kinds of predicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PredicateKind {
    /// `after` a moment.
    After,
    /// `before` a moment.
    Before,
    /// `during` the time between two moments.
    During,
    /// `on` a day.
    On,
    /// `by` a user.
    By,
    /// `from` a value.
    From,
    /// `to` a value.
    To,
}

impl PredicateKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::After,
        Self::Before,
        Self::During,
        Self::On,
        Self::By,
        Self::From,
        Self::To,
    ];

    /// Returns the word that begins the predicate, in capitals.
    pub fn word(self) -> &'static str {
        match self {
            Self::After => "AFTER",
            Self::Before => "BEFORE",
            Self::During => "DURING",
            Self::On => "ON",
            Self::By => "BY",
            Self::From => "FROM",
            Self::To => "TO",
        }
    }
}

/// A reference to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// How the field is named.
    pub name: FieldName,
    /// Where it was written.
    pub span: Span,
}

/// The ways to name a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldName {
    /// By its name, as written: case is kept, quotation marks and escapes are resolved.
    Named(String),
    /// By the number of a custom field, `cf[10001]`.
    Custom(u64),
    /// By the property of an entity, `issue.property[key].path`.
    Property(Property),
}

/// A reference to a value in a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// What has the property, such as `issue`; a bare word.
    pub entity: String,
    /// The property's key.
    pub key: String,
    /// The names that lead to the value within the property; bare words.
    pub path: Vec<String>,
}

/// An operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// `=`
    Equals,
    /// `!=`
    NotEquals,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `~`
    Contains,
    /// `!~`
    NotContains,
    /// `in`
    In,
    /// `not in`
    NotIn,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `was`
    Was,
    /// `was not`
    WasNot,
    /// `was in`
    WasIn,
    /// `was not in`
    WasNotIn,
    /// `changed`
    Changed,
}

impl Op {
    /// All operators.
    pub const ALL: [Self; 17] = [
        Self::Equals,
        Self::NotEquals,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Contains,
        Self::NotContains,
        Self::In,
        Self::NotIn,
        Self::Is,
        Self::IsNot,
        Self::Was,
        Self::WasNot,
        Self::WasIn,
        Self::WasNotIn,
        Self::Changed,
    ];

    /// Returns whether the operator looks into the history, and so may have predicates.
    pub fn is_historical(self) -> bool {
        matches!(
            self,
            Self::Was | Self::WasNot | Self::WasIn | Self::WasNotIn | Self::Changed
        )
    }
}

/// The right side of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// One term.
    Single(Term),
    /// A list of terms in parentheses.
    List(List),
}

impl Operand {
    /// Returns where the operand was written.
    pub fn span(&self) -> Span {
        match self {
            Operand::Single(term) => term.span(),
            Operand::List(list) => list.span,
        }
    }

    /// Returns the terms of the operand: those of the list, or the single one.
    pub fn terms(&self) -> &[Term] {
        match self {
            Operand::Single(term) => std::slice::from_ref(term),
            Operand::List(list) => &list.terms,
        }
    }
}

/// A list of terms; from the parser it has one at least, and lists within it are flattened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The terms in the order of the text.
    pub terms: Vec<Term>,
    /// Where the list was written, with its parentheses.
    pub span: Span,
}

/// One thing that a field can be compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// `EMPTY` or `NULL`: no value.
    Empty(Span),
    /// A literal value.
    Value(Value),
    /// A call of a function, which stands for one or more values.
    Call(Call),
}

impl Term {
    /// Returns where the term was written.
    pub fn span(&self) -> Span {
        match self {
            Term::Empty(span) => *span,
            Term::Value(value) => value.span,
            Term::Call(call) => call.span,
        }
    }
}

/// A literal value: a word, a number, a relative date or a quoted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The value with quotation marks and escapes resolved; never with a NUL in it.
    pub text: String,
    /// Whether it was written in quotation marks or with escapes.
    pub quoted: bool,
    /// Where it was written.
    pub span: Span,
}

impl Value {
    /// Returns the number if the value was written as a bare whole number.
    ///
    /// The reference product reads `fixVersion = 10350` as an id and `fixVersion = "10350"` as a name
    /// first, so a quoted number is none.
    pub fn number(&self) -> Option<i64> {
        if self.quoted {
            None
        } else {
            self.text.parse().ok()
        }
    }
}

/// A call of a function, such as `startOfDay(-1d)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The name as written.
    pub name: String,
    /// Where the name was written.
    pub name_span: Span,
    /// The arguments in the order of the text.
    pub args: Vec<Value>,
    /// Where the whole call was written.
    pub span: Span,
}

/// One field to order by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// The field.
    pub field: Field,
    /// The direction if one was written; the default depends on the field.
    pub direction: Option<Direction>,
    /// Where the field and its direction were written.
    pub span: Span,
}

/// A direction of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}
