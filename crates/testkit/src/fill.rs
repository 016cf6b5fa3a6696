//! Fills a database with the data of a large organization, for measuring: in seconds, a million issues in a
//! few minutes.
//!
//! One statement a table, the same for both engines; what looks random follows from the row's number, so
//! that two runs make the same. Ids begin at [`FIRST_ID`], far from those that sequences hand out. Names
//! and sizes are lifelike: a few groups and schemes are used by many, most by few. Nobody made here has
//! a password.

mod indexes;
mod issues;
mod sentences;

use db::{Db, Tx};
use model::ProjectPermission;

/// The first id of everything made here.
pub const FIRST_ID: i64 = 1_000_000;

/// How many of each there will be.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Users.
    pub users: i64,
    /// Groups; each user is in up to five of them.
    pub groups: i64,
    /// Permission schemes.
    pub schemes: i64,
    /// Grants of each scheme.
    pub grants: i64,
    /// Projects.
    pub projects: i64,
    /// Issues of all projects together.
    pub issues: i64,
    /// Entries of the audit log.
    pub audit: i64,
}

impl Default for Sizes {
    /// What issue pages and administration are measured with.
    fn default() -> Self {
        Self {
            users: 10_000,
            groups: 1000,
            schemes: 500,
            grants: 40,
            projects: 200,
            issues: 20_000,
            audit: 20_000,
        }
    }
}

impl Sizes {
    /// What searches are measured with.
    #[must_use]
    pub fn with_issues(issues: i64) -> Self {
        Self {
            groups: 2000,
            schemes: 200,
            issues,
            ..Self::default()
        }
    }
}

const FIRST_NAMES: [&str; 20] = [
    "Ada", "Ben", "Chloe", "David", "Emma", "Felix", "Grace", "Hugo", "Ines", "Jakob", "Karin",
    "Liam", "Maria", "Noah", "Olga", "Paul", "Rosa", "Simon", "Tara", "Viktor",
];
const LAST_NAMES: [&str; 20] = [
    "Abbott", "Berg", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Hansen", "Ivanov",
    "Jensen", "Kowalski", "Lopez", "Moreau", "Nowak", "Olsen", "Petrov", "Rossi", "Schmidt",
    "Tanaka", "Weber",
];
const TEAMS: [&str; 10] = [
    "billing", "checkout", "data", "design", "legal", "mobile", "payments", "platform", "sales",
    "support",
];
const ROLES: [&str; 4] = ["Developers", "Testers", "Reporters", "Stakeholders"];

/// Makes it all. The database is migrated, and its own first rows are in it.
///
/// # Errors
/// When the database refuses, also because it was filled before.
pub async fn fill(db: &Db, sizes: &Sizes) -> db::Result<()> {
    let mut tx = db.write().await?;
    people(&mut tx, sizes).await?;
    permission_schemes(&mut tx, sizes).await?;
    security_schemes(&mut tx).await?;
    projects(&mut tx, sizes).await?;
    audit(&mut tx, sizes).await?;
    for area in ["policy", "accounts"] {
        // A server that runs takes over what was made.
        tx.execute(
            "update config_version set version = version + 1 where area = $1",
            &[area.into()],
        )
        .await?;
    }
    tx.commit().await?;
    issues::fill(db, sizes).await
}

/// Runs an insert whose rows come from the numbers 0 to n - 1, as `n.i`.
async fn insert(tx: &mut Tx, n: i64, what: &str, tables: &[String], rows: &str) -> db::Result<()> {
    if n == 0 {
        return Ok(());
    }
    let tables: String = tables.iter().map(|table| format!(", {table}")).collect();
    let sql = format!(
        "with recursive n(i) as (
             select cast(0 as bigint) union all select i + 1 from n where i + 1 < $1){tables}
         insert into {what} {rows}"
    );
    // Engines differ in where `with` may stand; both take it before the insert.
    tx.execute(&sql, &[n.into()]).await?;
    Ok(())
}

/// Returns a table of a query's own: `name(k, v)`, with `k` counting from 0.
fn list(name: &str, values: &[&str]) -> String {
    let rows: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(k, value)| format!("({k}, '{value}')"))
        .collect();
    format!("{name}(k, v) as (values {})", rows.join(", "))
}

async fn people(tx: &mut Tx, sizes: &Sizes) -> db::Result<()> {
    let names = [list("f", &FIRST_NAMES), list("l", &LAST_NAMES)];
    // One in forty has left.
    let rows = format!(
        "select {FIRST_ID} + n.i, 'JIRAUSER' || ({FIRST_ID} + n.i),
             lower(f.v) || '.' || lower(l.v) || n.i, lower(f.v) || '.' || lower(l.v) || n.i,
             lower(f.v) || '.' || lower(l.v) || n.i || '@example.com',
             lower(f.v) || '.' || lower(l.v) || n.i || '@example.com',
             f.v || ' ' || l.v, lower(f.v) || ' ' || lower(l.v), n.i * 104729 % 10007 % 40 <> 39,
             'Europe/Berlin', 'en_US', 1700000000000 + n.i, 1700000000000 + n.i
         from n join f on f.k = n.i % 20 join l on l.k = (n.i / 20) % 20"
    );
    insert(
        tx,
        sizes.users,
        "app_user (id, key, name, lower_name, email, lower_email, display_name,
             lower_display_name, active, time_zone, locale, created_at, updated_at)",
        &names,
        &rows,
    )
    .await?;
    let rows = format!(
        "select {FIRST_ID} + n.i, n.i % 500, 1710000000000 + n.i * 60000, n.i % 97 / 95
         from n where n.i % 3 <> 0"
    );
    let login = "login (user_id, n_logins, last_login_at, n_failed)";
    insert(tx, sizes.users, login, &[], &rows).await?;

    let rows = format!(
        "select {FIRST_ID} + n.i, t.v || '-team-' || n.i, t.v || '-team-' || n.i
         from n join t on t.k = n.i % 10"
    );
    let teams = [list("t", &TEAMS)];
    let group = "user_group (id, name, lower_name)";
    insert(tx, sizes.groups, group, &teams, &rows).await?;
    // Nine in ten may use the application.
    let rows = format!("select 2, {FIRST_ID} + n.i from n where n.i * 7919 % 10007 % 10 <> 9");
    let membership = "membership (group_id, user_id)";
    insert(tx, sizes.users, membership, &[], &rows).await?;
    // A square, evenly spread, is small more often than large: so are the numbers of the groups.
    let h = format!(
        "((n.i / {n} * 15485863 + n.i % {n} * 7919) % 1000003)",
        n = sizes.users
    );
    let rows = format!(
        "select distinct {FIRST_ID} + {h} * {h} / 1000003 * {groups} / 1000003,
             {FIRST_ID} + n.i % {users} from n",
        groups = sizes.groups,
        users = sizes.users
    );
    insert(tx, sizes.users * 5, membership, &[], &rows).await
}

async fn permission_schemes(tx: &mut Tx, sizes: &Sizes) -> db::Result<()> {
    let roles = [list("r", &ROLES)];
    let rows = format!("select {FIRST_ID} + n.i, r.v, lower(r.v), '' from n join r on r.k = n.i");
    let role = "project_role (id, name, lower_name, description)";
    insert(
        tx,
        i64::try_from(ROLES.len()).unwrap_or(0),
        role,
        &roles,
        &rows,
    )
    .await?;

    let teams = [list("t", &TEAMS)];
    let rows = format!(
        "select {FIRST_ID} + n.i, 'Scheme ' || n.i || ' of ' || t.v, 'scheme ' || n.i || ' of ' || t.v,
             'Who may do what for ' || t.v, n.i % 2 = 0
         from n join t on t.k = n.i % 10"
    );
    let scheme =
        "permission_scheme (id, name, lower_name, description, has_extended_administration)";
    insert(tx, sizes.schemes, scheme, &teams, &rows).await?;

    let permissions: Vec<&str> = ProjectPermission::ALL
        .iter()
        .map(|permission| permission.key())
        .collect();
    let n_permissions = permissions.len();
    // Of ten grants, five are to groups, three to roles, one to all who sign in, one to a user.
    let kind = "case when n.i % 10 < 5 then 'group' when n.i % 10 < 8 then 'projectRole'
                when n.i % 10 = 8 then 'applicationRole' else 'user' end";
    let rows = format!(
        "select {FIRST_ID} + n.i, {FIRST_ID} + n.i / {grants}, p.v, {kind},
             case when n.i % 10 < 5 then {FIRST_ID} + n.i * 7919 % {groups} end,
             case when n.i % 10 = 9 then {FIRST_ID} + n.i * 7919 % {users} end,
             case when n.i % 10 >= 5 and n.i % 10 < 8 then {FIRST_ID} + n.i % 4 end
         from n join p on p.k = n.i % {n_permissions}",
        grants = sizes.grants,
        groups = sizes.groups,
        users = sizes.users
    );
    insert(
        tx,
        sizes.schemes * sizes.grants,
        "permission_grant (id, scheme_id, permission, holder, group_id, user_id, role_id)",
        &[list("p", &permissions)],
        &rows,
    )
    .await
}

async fn projects(tx: &mut Tx, sizes: &Sizes) -> db::Result<()> {
    let teams = [list("t", &TEAMS)];
    // One in four shares the first scheme, the others have one of their own; one in ten has secrets.
    let rows = format!(
        "select {FIRST_ID} + n.i, upper(t.v) || n.i, 'Project ' || n.i || ' of ' || t.v,
             'project ' || n.i || ' of ' || t.v, 'What ' || t.v || ' works on.', '',
             {FIRST_ID} + n.i * 31 % {users}, 'software', 'PROJECT_LEAD',
             {FIRST_ID} + case when n.i % 4 = 0 then 0 else n.i % {schemes} end,
             case when n.i % 10 = 3 then {FIRST_ID} + n.i / 10 % 20 end, 10000, {FIRST_ID} + n.i,
             false, 1700000000000
         from n join t on t.k = n.i % 10",
        users = sizes.users,
        schemes = sizes.schemes
    );
    // Each has a workflow scheme of its own, as if made one by one.
    let schemes = format!(
        "select {FIRST_ID} + n.i, upper(t.v) || n.i || ': Software Simplified Workflow Scheme',
             t.v || n.i || ': software simplified workflow scheme', '', 10000
         from n join t on t.k = n.i % 10"
    );
    insert(
        tx,
        sizes.projects,
        "workflow_scheme (id, name, lower_name, description, default_workflow_id)",
        &teams,
        &schemes,
    )
    .await?;
    insert(
        tx,
        sizes.projects,
        "project (id, key, name, lower_name, description, url, lead_id, type_key, assignee_type,
             permission_scheme_id, security_scheme_id, workflow_id, workflow_scheme_id, is_archived, created_at)",
        &teams,
        &rows,
    )
    .await?;
    // In each role of each project two groups and three users.
    let rows = format!(
        "select {FIRST_ID} + n.i, {FIRST_ID} + n.i / 5 % 4, {FIRST_ID} + n.i / 20,
             case when n.i % 5 < 3 then {FIRST_ID} + n.i * 7919 % {users} end,
             case when n.i % 5 >= 3 then {FIRST_ID} + n.i * 7919 % {groups} end
         from n",
        groups = sizes.groups,
        users = sizes.users
    );
    let actor = "role_actor (id, role_id, project_id, user_id, group_id)";
    insert(tx, sizes.projects * 20, actor, &[], &rows).await
}

/// Makes 20 schemes with four levels of three holders each.
async fn security_schemes(tx: &mut Tx) -> db::Result<()> {
    let rows = format!(
        "select {FIRST_ID} + n.i, 'Secrecy ' || n.i, 'secrecy ' || n.i, '', {FIRST_ID} + n.i * 4 from n"
    );
    let scheme = "security_scheme (id, name, lower_name, description, default_level_id)";
    insert(tx, 20, scheme, &[], &rows).await?;
    let rows =
        format!("select {FIRST_ID} + n.i, {FIRST_ID} + n.i / 4, 'Level ' || (n.i % 4), '' from n");
    let level = "security_level (id, scheme_id, name, description)";
    insert(tx, 80, level, &[], &rows).await?;
    let rows = format!(
        "select {FIRST_ID} + n.i, {FIRST_ID} + n.i / 3,
             case when n.i % 3 = 2 then 'projectLead' else 'projectRole' end,
             case when n.i % 3 < 2 then {FIRST_ID} + n.i % 4 end
         from n"
    );
    let grant = "security_grant (id, level_id, holder, role_id)";
    insert(tx, 240, grant, &[], &rows).await
}

async fn audit(tx: &mut Tx, sizes: &Sizes) -> db::Result<()> {
    let rows = format!(
        "select {FIRST_ID} + n.i, 1700000000000 + n.i * 60000, {FIRST_ID} + n.i % {users},
             'user ' || (n.i % {users}), '192.0.2.' || (n.i % 250), c.v, 'User updated', 'USER',
             cast(n.i % {users} as text), 'user ' || (n.i % {users}),
             '[]', 'user updated user ' || n.i % {users}
         from n join c on c.k = n.i % 3",
        users = sizes.users
    );
    insert(
        tx,
        sizes.audit,
        "audit (id, at, actor_id, actor_name, address, category, summary, object_kind, object_id,
             object_name, changes, search_text)",
        &[list("c", &["user management", "projects", "permissions"])],
        &rows,
    )
    .await
}

#[cfg(test)]
mod tests {
    use issues::text;

    use super::{Sizes, fill};
    use crate::TestApp;

    /// The words made in bulk are those that stand in the texts, and found with their issues.
    async fn words_are_found(app: &TestApp) {
        for word in ["to", "login", "server"] {
            let mut tx = app.app().db.read().await.unwrap();
            let dialect = tx.dialect();
            let sought = text::TextQuery::parse(word).unwrap().literally();
            let expression = text::expression(dialect, &sought).unwrap();
            let found = format!(
                "select {} from word_index where {} and {} = 0 order by 1",
                text::issue_of(dialect),
                text::has_words(dialect, 1),
                text::place_of(dialect)
            );
            let found: Vec<i64> = tx
                .rows(&found, &[expression.into()], |row| row.take())
                .await
                .unwrap();
            let standing =
                "select id from issue where lower(' ' || summary || ' ') like $1 order by id";
            let pattern = format!("% {word} %");
            let standing: Vec<i64> = tx
                .rows(standing, &[pattern.into()], |row| row.take())
                .await
                .unwrap();
            assert_eq!(found, standing, "{word}");
            assert!(!standing.is_empty(), "{word}");
        }
    }

    #[tokio::test]
    async fn what_is_filled_in_is_shown() {
        let app = TestApp::new().await;
        let sizes = Sizes {
            users: 300,
            groups: 20,
            schemes: 10,
            grants: 40,
            projects: 8,
            issues: 500,
            audit: 30,
        };
        fill(&app.app().db, &sizes).await.unwrap();
        app.app().refresh().await.unwrap();
        let b = app.admin_browser().await;
        for (path, text) in [
            ("/secure/admin/user/UserBrowser.jspa", "ada.abbott0"),
            ("/secure/admin/user/GroupBrowser.jspa", "billing-team-0"),
            (
                "/secure/admin/EditPermissions!default.jspa?schemeId=1000000",
                "Used by 2 projects",
            ),
            ("/secure/project/ViewProjects.jspa", "DATA2"),
        ] {
            let page = b.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.text.contains(text), "{path}: {}", page.text);
        }
        app.project("OPS").await;
        app.issue("OPS", "after it").await;
        words_are_found(&app).await;
        app.done().await;
    }
}
