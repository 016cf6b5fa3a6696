//! What making and revoking a token means.

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::{Cx, Result, Tx, messages, secret, text};
use model::TokenId;

use super::store::{self, Token};

/// What every token begins with, so that people and scanners know one when they see it.
const PREFIX: &str = "bw_";
/// How many tokens a user may have.
const MOST: i64 = 100;
/// For how many days a token may last.
const MOST_DAYS: i64 = 36_500;
const SECONDS_A_DAY: i64 = 86_400;

/// A token to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewToken<'a> {
    /// What the user calls it.
    pub name: &'a str,
    /// For how many days it lasts; for ever without.
    pub days: Option<i64>,
}

/// A token that was just made.
pub struct Created {
    /// The token.
    pub token: Token,
    /// Its secret. It is shown this once; only its hash is stored.
    pub secret: String,
}

/// Makes a token for the caller.
///
/// # Errors
/// Unauthorized for nobody; Invalid, if name or duration are not valid or there are too many
/// already.
pub async fn create(cx: &Cx, tx: &mut Tx, new: NewToken<'_>) -> Result<Created> {
    let user = cx.signed_in()?;
    check(new)?;
    // Gone since the request came: then the credential is not valid any more.
    let n_tokens = store::n_tokens(tx, user.id)
        .await?
        .ok_or_else(messages::credential_not_valid)?;
    if n_tokens >= MOST {
        return Err(messages::too_many_tokens(MOST));
    }
    let secret = format!("{PREFIX}{}", secret::random()?);
    let now = cx.now();
    let token = Token {
        id: TokenId(tx.next_id("access_token_id").await?),
        user: user.id,
        name: new.name.to_owned(),
        created_at: now,
        expires_at: new
            .days
            .map(|days| now.plus_seconds(days.saturating_mul(SECONDS_A_DAY))),
        used_at: None,
    };
    store::insert(tx, &token, &secret::hash(&secret)).await?;
    let change = Change::between("Token", None, Some(&token.name));
    tx.audit(cx, entry(cx, "Personal access token created", change)?)
        .await?;
    Ok(Created { token, secret })
}

fn check(new: NewToken<'_>) -> Result<()> {
    let mut problems = Problems::default();
    if text::is_blank(new.name) {
        problems.field("name", messages::TOKEN_NAME_MISSING);
    } else if text::is_longer(new.name, text::MAX_LINE) || text::has_control(new.name) {
        problems.field("name", messages::TOKEN_NAME_NOT_VALID);
    }
    if new
        .days
        .is_some_and(|days| !(1..=MOST_DAYS).contains(&days))
    {
        problems.field(
            "expirationDuration",
            messages::token_duration_not_valid(MOST_DAYS),
        );
    }
    problems.check()
}

/// Returns the caller's tokens.
///
/// # Errors
/// Unauthorized for nobody.
pub async fn list(cx: &Cx, tx: &mut db::Tx) -> Result<Vec<Token>> {
    let user = cx.signed_in()?.id;
    store::tokens_of(tx, user).await
}

/// Returns the caller's token of this id.
///
/// # Errors
/// Not found, also if it is somebody else's.
pub async fn find(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Token> {
    let user = cx.signed_in()?.id;
    let found = match TokenId::parse(id) {
        Some(id) => store::token(tx, id).await?,
        None => None,
    };
    found
        .filter(|token| token.user == user)
        .ok_or_else(|| messages::no_such_token(id))
}

/// Revokes the caller's token of this id.
///
/// # Errors
/// As [`find`].
pub async fn delete(cx: &Cx, tx: &mut Tx, id: &str) -> Result<()> {
    let token = find(cx, tx, id).await?;
    // The token is remembered here and by other processes.
    tx.change_account(token.user).await?;
    store::delete(tx, token.id).await?;
    let change = Change::between("Token", Some(&token.name), None);
    tx.audit(cx, entry(cx, "Personal access token revoked", change)?)
        .await
}

fn entry<'a>(cx: &'a Cx, summary: &'static str, change: Option<Change>) -> Result<Entry<'a>> {
    let user = cx.signed_in()?;
    Ok(Entry {
        category: "user management",
        summary,
        object: Object {
            kind: "USER",
            id: user.key.clone(),
            name: &user.name,
        },
        changes: change.into_iter().collect(),
    })
}
