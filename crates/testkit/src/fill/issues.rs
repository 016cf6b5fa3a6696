//! The issues and what hangs on them: texts, history, comments, labels, links, components, versions.

use db::{Db, Dialect, Tx};
use issues::text;

use super::sentences::{self, SENTENCES};
use super::{FIRST_ID, Sizes, indexes, insert, list};

/// The first issue's creation: the beginning of 2022. The last one's is four years later.
const BEGIN: i64 = 1_640_995_200_000;
const FOUR_YEARS: i64 = 126_230_400_000;
const HOUR: i64 = 3_600_000;
/// Numbers that look random are below this prime.
const PRIME: i64 = 1_000_003;

/// Makes them, each kind in a transaction of its own, and says how far it is.
pub async fn fill(db: &Db, sizes: &Sizes) -> db::Result<()> {
    let mut tx = begin(db).await?;
    let indexes = indexes::drop_all(&mut tx).await?;
    sentences::make(&mut tx).await?;
    analyze(&mut tx).await?;
    issues(&mut tx, sizes).await?;
    commit(tx).await?;
    let mut tx = begin(db).await?;
    changes(&mut tx).await?;
    commit(tx).await?;
    let mut tx = begin(db).await?;
    comments(&mut tx, sizes).await?;
    parts(&mut tx, sizes).await?;
    links(&mut tx, sizes).await?;
    tx.execute("drop table fill_sentence", &[]).await?;
    commit(tx).await?;
    let mut tx = begin(db).await?;
    indexes::make_all(&mut tx, &indexes).await?;
    commit(tx).await?;
    let mut tx = begin(db).await?;
    let vocabulary = sentences::vocabulary();
    text::write_plain(&mut tx, FIRST_ID, &vocabulary).await?;
    // The server's own cleaning follows, and tells the indexes which rows are seen by all.
    commit(tx).await
}

/// Begins a transaction that has room for many pages that are not written out yet, and time.
async fn begin(db: &Db) -> db::Result<Tx> {
    let mut tx = db.write().await?;
    match tx.dialect() {
        Dialect::Sqlite => {
            let room = "pragma cache_size = -800000";
            tx.rows(room, &[], |_| Ok(())).await?;
        }
        Dialect::Postgres => {
            tx.execute("set local statement_timeout = 0", &[]).await?;
            tx.execute("set local maintenance_work_mem = '512MB'", &[])
                .await?;
            tx.execute("set local work_mem = '256MB'", &[]).await?;
            // What refers to what follows from the numbers: looking up each reference of each row takes
            // longer than the rows. Not everybody may leave that out.
            tx.execute(
                "do $$ begin set local session_replication_role = replica;
                 exception when insufficient_privilege then null; end $$",
                &[],
            )
            .await?;
        }
    }
    Ok(tx)
}

/// Commits, with statistics of what was made: without them PostgreSQL takes tables for small and joins a
/// million rows with a million others one by one.
async fn commit(mut tx: Tx) -> db::Result<()> {
    analyze(&mut tx).await?;
    tx.commit().await
}

async fn analyze(tx: &mut Tx) -> db::Result<()> {
    if tx.dialect() == Dialect::Postgres {
        tx.execute("analyze", &[]).await?;
    }
    Ok(())
}

/// Returns a number below [`PRIME`] that follows from `i`; with another salt it is another.
fn mix(i: &str, salt: i64) -> String {
    let (a, b) = (7919 * salt + 3, 104_729 * salt % 999_983);
    format!("(({i} % {PRIME} * ({i} % {PRIME}) % {PRIME} * {a} + {i} * {b} + {salt}) % {PRIME})")
}

/// Returns a number below `n` that is small more often than large.
fn small(i: &str, salt: i64, n: i64) -> String {
    let h = mix(i, salt);
    format!("({h} * {h} / {PRIME} * {n} / {PRIME})")
}

async fn issues(tx: &mut Tx, sizes: &Sizes) -> db::Result<()> {
    let Sizes {
        users,
        projects,
        issues,
        ..
    } = *sizes;
    let step = FOUR_YEARS / issues.max(1);
    // As `issues::planning` makes it of the id.
    let digit = |step: i64| {
        format!(
            "substr('0123456789abcdefghijklmnopqrstuvwxyz',
                 cast(((1088391168 + r.i * 8) / {step}) % 36 as integer) + 1, 1)"
        )
    };
    let rank = [60_466_176, 1_679_616, 46_656, 1_296, 36, 1].map(digit);
    let rank = rank.join(" || ");
    // Four in ten go to few projects. Six in ten are done, one in ten has no assignee.
    let rows = format!(
        "select {FIRST_ID} + r.i, r.project_id,
             row_number() over (partition by r.project_id order by r.i),
             case r.kind when 0 then 10004 when 1 then 10002 else 10001 end,
             case when r.state < 6 then 10001 when r.state < 8 then 3 else 10000 end,
             1 + r.prio, case when r.state < 6 then 10000 + r.state / 4 end,
             case when r.state < 6 then r.at + r.hours * {HOUR} end,
             s.v, t.v || '. ' || u.v || '. ' || v.v || '.',
             {FIRST_ID} + r.reporter,
             case when r.state % 10 <> 7 then {FIRST_ID} + r.assignee end, {FIRST_ID} + r.reporter,
             case when r.secret = 0 and p.security_scheme_id is not null
                  then (p.security_scheme_id - {FIRST_ID}) * 4 + {FIRST_ID} + r.prio % 4 end,
             case when r.prio = 0 then '2026-0' || (1 + r.i % 9) || '-1' || (r.i % 10) end,
             r.at, r.at + r.hours * {HOUR}, r.at + r.hours * {HOUR}, '0|' || {rank} || ':',
             r.at + r.hours * {HOUR}
                 / 3 * case when r.state < 6 then 3 when r.state < 8 then 2 else 0 end
         from (select n.i as i, {BEGIN} + n.i * {step} as at,
                   {FIRST_ID} + case when n.i % 10 < 4 then {project} else n.i / 10 % {projects} end
                       as project_id,
                   {state} % 10 as state, {kind} % 3 as kind, {prio} % 5 as prio,
                   {reporter} as reporter, {assignee} as assignee, {secret} % 20 as secret,
                   {hours} % 3000 + 3 as hours, {s} % {SENTENCES} as s, {t} % {SENTENCES} as t,
                   {u} % {SENTENCES} as u, {v} % {SENTENCES} as v
               from n) r
             join project p on p.id = r.project_id
             join fill_sentence s on s.k = r.s join fill_sentence t on t.k = r.t
             join fill_sentence u on u.k = r.u join fill_sentence v on v.k = r.v
         order by r.i",
        project = small("n.i", 1, projects),
        state = mix("n.i", 2),
        kind = mix("n.i", 3),
        prio = mix("n.i", 4),
        reporter = small("n.i", 5, users),
        assignee = small("n.i", 6, users),
        secret = mix("n.i", 7),
        hours = mix("n.i", 8),
        s = mix("n.i", 9),
        t = mix("n.i", 10),
        u = mix("n.i", 11),
        v = mix("n.i", 12),
    );
    insert(
        tx,
        issues,
        "issue (id, project_id, number, type_id, status_id, priority_id, resolution_id,
             resolved_at, summary, description, reporter_id, assignee_id, creator_id,
             security_level_id, due_date, created_at, updated_at, status_category_changed_at,
             rank, status_since_at)",
        &[],
        &rows,
    )
    .await?;
    tx.execute(
        "insert into project_counter (project_id, last_number)
         select p.id, coalesce(max(i.number), 0) from project p
             left join issue i on i.project_id = p.id
         where p.id >= $1 group by p.id",
        &[FIRST_ID.into()],
    )
    .await?;
    Ok(())
}

/// Three edits of each issue, the last one when it was updated: what led to the status it has, its assignee
/// and its priority. Only the third can replace what the first one gave: since then it was there.
async fn changes(tx: &mut Tx) -> db::Result<()> {
    let later = "(i.updated_at - i.created_at) * (j.j + 1) / 3";
    let sql = format!(
        "with j(j) as (values (0), (1), (2))
         insert into issue_change (id, issue_id, author_id, created_at)
         select {FIRST_ID} + (i.id - {FIRST_ID}) * 3 + j.j, i.id,
             case when j.j = 1 then i.reporter_id else coalesce(i.assignee_id, i.reporter_id) end,
             i.created_at + {later}
         from issue i cross join j where i.id >= $1 order by i.id, j.j"
    );
    tx.execute(&sql, &[FIRST_ID.into()]).await?;
    let kind = format!(
        "case i.status_id
             when 10001 then case (c.id - {FIRST_ID}) % 3 when 0 then 0 when 1 then 2 else 1 end
             when 3 then case (c.id - {FIRST_ID}) % 3 when 0 then 3 when 1 then 0 else 2 end
             else case (c.id - {FIRST_ID}) % 3 when 0 then 2 when 1 then 3 else 4 end end"
    );
    let sql = format!(
        "with kind(k, field, old_value, old_text, new_value, new_text) as (values
             (0, 'status', '10000', 'To Do', '3', 'In Progress'),
             (1, 'status', '3', 'In Progress', '10001', 'Done'),
             (2, 'assignee', null, null, null, null),
             (3, 'priority', null, null, null, null),
             (4, 'summary', null, 'Draft', null, null))
         insert into issue_change_item (change_id, issue_id, created_at, since_at, project_id, position,
             field, old_value, old_text, new_value, new_text)
         select c.id, c.issue_id, c.created_at,
             i.created_at + case when k.k = 1 then (i.updated_at - i.created_at) / 3 else 0 end,
             i.project_id, 0, k.field,
             case k.k when 2 then case when a.id is null then r.key end
                 when 3 then case when i.priority_id = 3 then '2' else '3' end else k.old_value end,
             case k.k when 2 then case when a.id is null then r.display_name end
                 when 3 then case when i.priority_id = 3 then 'High' else 'Medium' end else k.old_text end,
             case k.k when 2 then a.key when 3 then cast(i.priority_id as text) else k.new_value end,
             case k.k when 2 then a.display_name when 3 then p.name when 4 then i.summary
                 else k.new_text end
         from issue_change c join issue i on i.id = c.issue_id
             join kind k on k.k = {kind}
             join priority p on p.id = i.priority_id join app_user r on r.id = i.reporter_id
             left join app_user a on a.id = i.assignee_id
         where c.id >= $1
         union all
         select c.id, c.issue_id, c.created_at, i.created_at, i.project_id, 1, 'resolution', null, null, cast(i.resolution_id as text), s.name
         from issue_change c join issue i on i.id = c.issue_id
             join resolution s on s.id = i.resolution_id
         where c.id >= $1 and (c.id - {FIRST_ID}) % 3 = 2"
    );
    tx.execute(&sql, &[FIRST_ID.into()]).await?;
    Ok(())
}

/// As many as issues, more on some than on others; one in fifty is for a role only.
async fn comments(tx: &mut Tx, sizes: &Sizes) -> db::Result<()> {
    let rows = format!(
        "select {FIRST_ID} + r.i, i.id, {FIRST_ID} + r.author, s.v || '. ' || t.v || '.',
             case when r.i % 50 = 7 then {FIRST_ID} + r.i % 4 end,
             i.created_at + r.hours * {HOUR}, i.created_at + r.hours * {HOUR}
         from (select n.i as i, {FIRST_ID} + {issue} % {issues} as issue_id, {author} as author,
                   {hours} % 3000 as hours, {s} % {SENTENCES} as s, {t} % {SENTENCES} as t
               from n) r
             join issue i on i.id = r.issue_id
             join fill_sentence s on s.k = r.s join fill_sentence t on t.k = r.t
         order by r.i",
        issues = sizes.issues,
        issue = mix("n.i", 20),
        author = small("n.i", 21, sizes.users),
        hours = mix("n.i", 22),
        s = mix("n.i", 23),
        t = mix("n.i", 24),
    );
    let comment = "issue_comment (id, issue_id, author_id, body, role_id, created_at, updated_at)";
    insert(tx, sizes.issues, comment, &[], &rows).await
}

/// Labels, components and versions; each project has five components and four versions.
async fn parts(tx: &mut Tx, sizes: &Sizes) -> db::Result<()> {
    let words = sentences::vocabulary();
    let labels: Vec<&str> = words
        .iter()
        .skip(40)
        .take(200)
        .map(String::as_str)
        .collect();
    for (nth, salt) in [(0, 30), (1, 31)] {
        // A third has none, a third one, a third two.
        let rows = format!(
            "select {FIRST_ID} + r.i, l.v
             from (select n.i as i, {label} as label, {some} % 3 as some from n) r
                 join l on l.k = r.label
             where r.some > {nth} on conflict do nothing",
            label = small("n.i", salt, 200),
            some = mix("n.i", 32),
        );
        let label = "issue_label (issue_id, label)";
        insert(tx, sizes.issues, label, &[list("l", &labels)], &rows).await?;
    }
    let rows = format!(
        "select {FIRST_ID} + n.i, {FIRST_ID} + n.i / 5, 'Part ' || (n.i % 5), 'part ' || (n.i % 5),
             'PROJECT_DEFAULT', false from n"
    );
    let component = "component (id, project_id, name, lower_name, assignee_type, is_archived)";
    insert(tx, sizes.projects * 5, component, &[], &rows).await?;
    let rows = format!(
        "select {FIRST_ID} + n.i, {FIRST_ID} + n.i / 4, (n.i % 4 + 1) || '.0', (n.i % 4 + 1) || '.0',
             n.i % 4 + 1, n.i % 4 < 2, false from n"
    );
    let version = "version (id, project_id, name, lower_name, position, is_released, is_archived)";
    insert(tx, sizes.projects * 4, version, &[], &rows).await?;
    for (table, n, salt) in [
        ("issue_component (issue_id, component_id)", 5, 33),
        ("issue_fix_version (issue_id, version_id)", 4, 34),
    ] {
        let sql = format!(
            "insert into {table}
             select i.id, {FIRST_ID} + (i.project_id - {FIRST_ID}) * {n} + {which} % {n}
             from issue i where i.id >= $1 and {some} % 2 = 0",
            which = mix("(i.id - 1000000)", salt),
            some = mix("(i.id - 1000000)", salt + 10),
        );
        tx.execute(&sql, &[FIRST_ID.into()]).await?;
    }
    Ok(())
}

/// One issue in ten has a remote link, one in ten a link to another issue, one in two a watcher.
async fn links(tx: &mut Tx, sizes: &Sizes) -> db::Result<()> {
    let rows = format!(
        "select {FIRST_ID} + n.i, {FIRST_ID} + n.i * 10, 'merge-request-' || n.i,
             'https://git.example.com/mr/' || n.i, 'Merge request ' || n.i from n"
    );
    let link = "remote_link (id, issue_id, global_id, url, title)";
    insert(tx, sizes.issues / 10, link, &[], &rows).await?;
    let rows = format!(
        "select {FIRST_ID} + n.i, 10000 + n.i % 4, {FIRST_ID} + n.i * 10 + 1,
             {FIRST_ID} + {to} % ({issues} / 10) * 10, {BEGIN} + n.i from n",
        issues = sizes.issues,
        to = mix("n.i", 40),
    );
    let link = "issue_link (id, type_id, source_id, destination_id, created_at)";
    insert(tx, sizes.issues / 10, link, &[], &rows).await?;
    let rows = format!(
        "select {FIRST_ID} + n.i * 2, {FIRST_ID} + {user}, {BEGIN} + n.i from n",
        user = small("n.i", 41, sizes.users)
    );
    let watch = "issue_watch (issue_id, user_id, created_at)";
    insert(tx, sizes.issues / 2, watch, &[], &rows).await
}
