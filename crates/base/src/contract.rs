//! The contract of the API, read off the types of its handlers: what a request may hold, and what comes back.
//!
//! A handler's arguments are [`Takes`], its result is [`Answers`]; a function of both is [`Described`], which
//! [`crate::route::Routes`] asks of each handler. The OpenAPI document is written from it, so that it cannot
//! say anything else than the code does.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::error::Envelope;

/// Where the document keeps the schemas that have a name.
const SCHEMAS: &str = "/components/schemas";

/// What is known of an operation while its handler's types are read.
pub struct Operation<'a> {
    schemas: &'a mut Schemas,
    /// The parameters of its query, as OpenAPI writes them.
    pub parameters: Vec<Value>,
    /// What its request's body holds.
    pub body: Option<Value>,
    /// Its answers, by their statuses.
    pub answers: Map<String, Value>,
}

/// The schemas that several operations share.
pub struct Schemas {
    given: SchemaGenerator,
    shown: SchemaGenerator,
}

impl Default for Schemas {
    fn default() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.meta_schema = None;
            settings.definitions_path = SCHEMAS.into();
        });
        let given = settings
            .clone()
            .for_deserialize()
            // Few operations share a body, and a type may be read otherwise than it is written.
            .with(|settings| settings.inline_subschemas = true);
        Self {
            given: given.into_generator(),
            shown: settings.for_serialize().into_generator(),
        }
    }
}

impl Schemas {
    /// Returns what the types of a handler say.
    pub fn describe(&mut self, describe: fn(&mut Operation<'_>)) -> Operation<'_> {
        let mut operation = Operation {
            schemas: self,
            parameters: Vec::new(),
            body: None,
            answers: Map::new(),
        };
        describe(&mut operation);
        operation
    }

    /// Returns the schema of a refusal.
    pub fn refusal(&mut self) -> Schema {
        self.shown.subschema_for::<Envelope<'_>>()
    }

    /// Returns the schemas that have a name.
    #[must_use]
    pub fn into_named(mut self) -> Map<String, Value> {
        self.shown.take_definitions(true)
    }
}

impl Operation<'_> {
    /// Adds what the query may hold: each member of the type.
    pub fn takes_query<T: JsonSchema>(&mut self) {
        let schema = self.schemas.given.root_schema_for::<T>().to_value();
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let Some(members) = schema["properties"].as_object() else {
            return;
        };
        for (name, member) in members {
            let mut member = member.clone();
            let text = member
                .as_object_mut()
                .and_then(|it| it.remove("description"));
            let mut parameter = json!({"name": name, "in": "query"});
            if let Some(text) = text {
                parameter["description"] = text;
            }
            if required.contains(&Value::from(name.as_str())) {
                parameter["required"] = true.into();
            }
            parameter["schema"] = without_null(member);
            self.parameters.push(parameter);
        }
    }

    /// Adds a parameter of the query of which no more is known than its name.
    pub fn takes_text(&mut self, name: &str) {
        self.parameters
            .push(json!({"name": name, "in": "query", "schema": {"type": "string"}}));
    }

    /// Says what the body holds.
    pub fn takes_body<T: JsonSchema>(&mut self) {
        let mut schema = self.schemas.given.root_schema_for::<T>();
        schema.remove("title");
        self.body = Some(json!({"content": {"application/json": {"schema": schema}}}));
    }

    /// Says that the body is of a type other than JSON.
    pub fn takes_other(&mut self, content_type: &str) {
        self.body = Some(json!({"content": {content_type: {}}}));
    }

    /// Adds an answer with a JSON body.
    pub fn answers_json<T: JsonSchema>(&mut self, status: &str, text: &str) {
        let schema = self.schemas.shown.subschema_for::<T>();
        self.answers.insert(
            status.to_owned(),
            json!({"description": text, "content": {"application/json": {"schema": schema}}}),
        );
    }

    /// Adds an answer of which no more is said than its status.
    pub fn answers(&mut self, status: &str, text: &str) {
        self.answers
            .insert(status.to_owned(), json!({"description": text}));
    }
}

/// A parameter is there or not; it is never null.
fn without_null(mut schema: Value) -> Value {
    if let Some(kinds) = schema["type"].as_array_mut() {
        kinds.retain(|kind| kind != "null");
        if let [kind] = kinds.as_slice() {
            schema["type"] = kind.clone();
        }
    } else if let Some(choices) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        choices.retain(|choice| choice["type"] != "null");
        if let [choice] = choices.as_slice() {
            return choice.clone();
        }
    }
    schema
}

/// A part of a request that a handler takes.
#[diagnostic::on_unimplemented(
    message = "the OpenAPI document does not know what `{Self}` takes of a request",
    note = "derive schemars::JsonSchema for what is inside, or implement base::contract::Takes"
)]
pub trait Takes {
    /// Says what it is. Most are nothing that a caller sends on purpose.
    fn describe(_: &mut Operation<'_>) {}
}

/// What a handler returns.
#[diagnostic::on_unimplemented(
    message = "the OpenAPI document does not know how `{Self}` answers",
    note = "derive schemars::JsonSchema for what is inside, or implement base::contract::Answers"
)]
pub trait Answers {
    /// Says what it is.
    fn describe(operation: &mut Operation<'_>);
}

impl<T: Answers, E> Answers for Result<T, E> {
    fn describe(operation: &mut Operation<'_>) {
        T::describe(operation);
    }
}

/// Headers before a body.
impl<H, T: Answers> Answers for (H, T) {
    fn describe(operation: &mut Operation<'_>) {
        T::describe(operation);
    }
}

impl Answers for axum::response::Response {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers("default", "What was asked for.");
    }
}

impl Answers for axum::http::StatusCode {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers("2XX", "Done. There is no body.");
    }
}

impl Takes for crate::Cx {}
impl Takes for axum::body::Bytes {}
impl Takes for axum::http::HeaderMap {}
impl Takes for axum::http::Uri {}
impl Takes for axum::extract::Request {}

/// A handler whose types say what it takes and answers. `T` is what axum makes of its arguments.
#[diagnostic::on_unimplemented(
    message = "the OpenAPI document cannot be written from this handler's types",
    note = "each argument must be base::contract::Takes, and the result base::contract::Answers: \
            derive schemars::JsonSchema for the types in wire.rs"
)]
pub trait Described<T> {
    /// Says what the handler takes and answers.
    fn describe(operation: &mut Operation<'_>);
}

macro_rules! described {
    ($($part:ident)*) => {
        impl<F, Answer, Mark, $($part,)*> Described<(Mark, $($part,)*)> for F
        where
            F: FnOnce($($part),*) -> Answer,
            Answer: Future<Output: Answers>,
            $($part: Takes,)*
        {
            fn describe(operation: &mut Operation<'_>) {
                $($part::describe(operation);)*
                <Answer::Output as Answers>::describe(operation);
            }
        }
    };
}

described!();
described!(A);
described!(A B);
described!(A B C);
described!(A B C D);
described!(A B C D E);
described!(A B C D E G);
