//! The handlers of searches.

use base::expand::Expand;
use base::http::{Body, Json, QueryPairs};
use base::paging::Paging;
use base::{Cx, Result, guard, messages};
use issues::field::custom::custom_fields;
use issues::field::{self, FieldSet};
use issues::read;

use super::wire::{Names, Results, Search, Validate};
use crate::query::{self, Validation};

/// How many issues a page has where the caller does not say.
const DEFAULT: i64 = 50;
/// How many it may have. GitLab's import asks for as many and skips issues if it gets fewer.
const MOST: i64 = 1000;

pub async fn get(cx: Cx, pairs: QueryPairs) -> Result<Json<Results>> {
    let names = |name| Names::List(pairs.all(name).map(str::to_owned).collect());
    let asked = Search {
        jql: pairs.first("jql").map(str::to_owned),
        start_at: number(&pairs, "startAt")?,
        max_results: number(&pairs, "maxResults")?,
        fields: Some(names("fields")),
        expand: Some(names("expand")),
        validate_query: pairs
            .first("validateQuery")
            .map(|word| Validate::Word(word.to_owned())),
    };
    search(cx, asked).await
}

pub async fn post(cx: Cx, Body(asked): Body<Search>) -> Result<Json<Results>> {
    search(cx, asked).await
}

async fn search(cx: Cx, asked: Search) -> Result<Json<Results>> {
    // Scripts ask for all there is with -1 and get as many as a page may have.
    let max_results = asked.max_results.map(|n| if n < 0 { MOST } else { n });
    let paging = Paging::new(asked.start_at, max_results, DEFAULT, MOST)?;
    let parts = |names: &Option<Names>| -> String {
        let parts: Vec<&str> = names.iter().flat_map(Names::parts).collect();
        parts.join(",")
    };
    let fields = FieldSet::parse([&*parts(&asked.fields)], FieldSet::navigable());
    let expand = Expand::parse(Some(&parts(&asked.expand)));
    let jql = asked.jql.unwrap_or_default();
    let validation = validation(asked.validate_query.as_ref())?;
    let mut tx = cx.read().await?;
    let outcome = query::find(&cx, &mut tx, &jql, validation, paging).await?;
    let custom = custom_fields(&cx, &mut tx).await?;
    let viewable = guard::viewable_projects(&cx);
    let shown = || {
        let visible = custom.fields.iter();
        let visible = visible.filter(|field| field.is_visible(&viewable));
        visible.filter(|field| fields.has_custom(field.id))
    };
    let names = expand.has("names").then(|| field::names(&fields, shown()));
    let schema = expand
        .has("schema")
        .then(|| field::schema(&fields, shown()));
    let found = &outcome.found;
    let issues = read::issues_by_ids(&cx, &mut tx, found, fields, &expand).await?;
    Ok(Json(Results {
        expand: Results::EXPAND,
        start_at: paging.start_at,
        max_results: paging.max_results,
        total: outcome.total,
        issues,
        warning_messages: outcome.warnings,
        names,
        schema,
    }))
}

fn validation(asked: Option<&Validate>) -> Result<Validation> {
    let word = match asked {
        None | Some(Validate::Flag(true)) => return Ok(Validation::Strict),
        Some(Validate::Flag(false)) => return Ok(Validation::Warn),
        Some(Validate::Word(word)) => word,
    };
    match word.to_ascii_lowercase().as_str() {
        "" | "true" | "strict" => Ok(Validation::Strict),
        "false" | "warn" => Ok(Validation::Warn),
        "none" | "off" => Ok(Validation::Off),
        _ => Err(messages::bad_query(&format!(
            "validateQuery cannot be {word:?}"
        ))),
    }
}

fn number(pairs: &QueryPairs, name: &str) -> Result<Option<i64>> {
    pairs
        .first(name)
        .filter(|text| !text.is_empty())
        .map(|text| {
            text.parse()
                .map_err(|_| messages::bad_query(&format!("{name} is not a number: {text:?}")))
        })
        .transpose()
}
