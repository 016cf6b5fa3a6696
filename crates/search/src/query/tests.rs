//! Random queries on random issues by random users: the database must find what a naive reading of the query
//! finds, in the same order, page by page.
//!
//! The naive reading (`tests/condition.rs`, `tests/order.rs`) is written from the description of the language,
//! over the world of `tests/world.rs`, and knows nothing of SQL, of binding, or of how a history is stored.

mod condition;
mod order;
mod world;

use base::paging::Paging;
use db::Tx;
use jiff::tz::TimeZone;
use model::{Timestamp, UserId};
use testkit::TestApp;

use super::*;
use condition::Condition;
use order::Order;
use world::{MIDNIGHT, PROJECTS, Random, USERS, World};

/// Each makes a world of its own.
const SEEDS: [u64; 3] = [20_240_229, 7, 1_709_164_800];
const N_QUERIES: usize = 700;

#[tokio::test]
async fn the_database_finds_what_a_naive_reading_finds() {
    for seed in SEEDS {
        let app = TestApp::before_setup("http://jira.test").await;
        let mut random = Random(seed);
        let world = World::random(&mut random);
        world.store(&app).await;
        let mut tx = app.app().db.read().await.unwrap();
        let mut n_found = 0;
        for query_idx in 0..N_QUERIES {
            let user = random.below(USERS.len());
            let condition = Condition::random(&mut random, &world, user, 3);
            let order = Order::random(&mut random);
            let jql = format!("{}{}", condition.jql(), order.jql());
            let mut expected: Vec<&world::Issue> = world
                .issues
                .iter()
                .filter(|issue| issue.is_seen(user) && condition.holds(&world, issue, user, false))
                .collect();
            expected.sort_by(|one, other| order.compare(one, other));
            if order.is_none() {
                expected.sort_by_key(|issue| condition.place(issue, user, false));
            }
            let expected: Vec<i64> = expected.iter().map(|issue| issue.id).collect();
            // Most at once; some page by page, which costs more.
            let page = if query_idx % 8 == 0 { 7 } else { 1000 };
            let found = find_pages(&app, &mut tx, &jql, user, page).await;
            assert_eq!(found, expected, "seed {seed}: {jql} as {}", USERS[user]);
            n_found += found.len();
        }
        // Were nearly everything or nothing found, agreeing would mean little.
        let n_issues = world.issues.len();
        assert!(
            n_found > N_QUERIES * 3 && n_found < N_QUERIES * n_issues / 2,
            "{n_found}"
        );
    }
}

/// Returns everything that a query finds, read page by page.
async fn find_pages(app: &TestApp, tx: &mut Tx, jql: &str, user: usize, page: i64) -> Vec<i64> {
    let query = jql::parse(jql).into_result().unwrap();
    let user_idx = user;
    let user = UserId(i64::try_from(user + 1).unwrap());
    let sight = || Sight::new(world::visibility(), Some(user), |_| false);
    let cx = Cx::anonymous(app.app(), None);
    let asker = Asker {
        user: Some(user),
        viewable: &guard::viewable_projects(&cx),
        sight: &sight(),
        levels: &[],
        browses_users: true,
    };
    let fields = issues::field::custom::custom_fields(&cx, tx).await.unwrap();
    let custom = Searchable::those(fields, |_| true);
    let wanted = Wanted::by(&query, custom);
    let mut names = store::names(&cx, tx, &wanted, &asker).await.unwrap();
    for (project_idx, key) in PROJECTS.iter().enumerate() {
        let id = i64::try_from(project_idx + 1).unwrap();
        names.projects.by_key.insert((*key).to_owned(), id);
    }
    let link_types = std::mem::take(&mut names.tracker.link_types);
    names.tracker = world::Tracker {
        link_types,
        ..world::tracker(user_idx)
    };
    let scope = Scope {
        names: &names,
        now: &Now::new(Timestamp(MIDNIGHT), TimeZone::UTC),
        user: Some(user),
        browses_users: true,
        within: None,
    };
    let (bound, problems) = bind::bind(&query, &scope);
    assert_eq!(problems, [], "{jql}");
    let mut found: Vec<i64> = Vec::new();
    loop {
        let paging = Paging {
            start_at: i64::try_from(found.len()).unwrap(),
            max_results: page,
        };
        let page = store::run(tx, &bound, sight(), Some(user), paging)
            .await
            .unwrap();
        found.extend(page.ids.iter().map(|id| id.0));
        let n_found = i64::try_from(found.len()).unwrap();
        assert!(n_found <= page.total, "{jql}");
        if page.ids.is_empty() || n_found == page.total {
            assert_eq!(page.total, n_found, "{jql}");
            return found;
        }
    }
}
