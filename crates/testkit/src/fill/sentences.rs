//! Texts as issues have them: few words are in many of them, most words in few.

use db::{Param, Tx};

/// How many sentences there are; each text is made of some. A prime, so that no pattern of numbers fits it.
pub const SENTENCES: i64 = 50_021;
/// How many sentences one statement adds.
const AT_ONCE: usize = 500;

/// The words that are used most, the most frequent first.
const FREQUENT: &str = "the to in is after with when not on error page user for and login fails of \
    from server does a request build update release deploy test timeout missing wrong button data \
    list export import filter search project mail password token session cache query index table \
    column upgrade version client report crash slow memory connection network certificate proxy \
    header field value empty invalid duplicate delete create edit save cancel menu dialog form \
    dashboard chart invoice payment order cart customer account address country currency price \
    discount shipping stock warehouse supplier contract license document upload download file \
    image video audio format encoding language translation locale date time zone calendar event \
    reminder notification message comment attachment link label board sprint backlog story epic \
    task estimate priority status workflow transition permission role group scheme administrator \
    guest profile avatar theme color layout font margin mobile tablet browser desktop keyboard \
    shortcut scroll zoom focus hover tooltip icon banner footer sidebar navigation breadcrumb tab \
    modal wizard step setup install package dependency library module plugin extension hook event \
    queue worker thread process container cluster node replica shard partition backup restore \
    migration schema trigger lock deadlock transaction rollback commit branch merge conflict review \
    pipeline artifact registry image secret vault key signature hash cipher audit log metric alert \
    trace span latency throughput quota limit throttle retry fallback circuit breaker gateway \
    balancer route domain record resolver socket packet buffer stream parser compiler linker \
    debugger profiler benchmark regression coverage mock fixture assertion flaky snapshot";
/// Names of services and products are made of one of each.
const BEGINNINGS: &str = "al bor cal dor el fan gal hel in jun kor lan mer nor ol pan quin ral sol tan \
    ul ver wil xan yor zen ar bel cor din";
const ENDINGS: &str = "axo bera cuda dina efix forge gate hub ion jet kin lux mira nova oxy pulse quest \
    rio sync trix umbra via ware xis yard zone core desk flow grid";

/// Returns all words there are, the most frequent first.
pub fn vocabulary() -> Vec<String> {
    let frequent = FREQUENT.split_whitespace().map(str::to_owned);
    let named = BEGINNINGS.split_whitespace().flat_map(|beginning| {
        let endings = ENDINGS.split_whitespace();
        endings.map(move |ending| format!("{beginning}{ending}"))
    });
    let mut words: Vec<String> = Vec::new();
    for word in frequent.chain(named) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Makes the table `fill_sentence (k, v)`, which the caller drops.
pub async fn make(tx: &mut Tx) -> db::Result<()> {
    tx.execute(
        "create table fill_sentence (k bigint primary key, v text not null)",
        &[],
    )
    .await?;
    let words = vocabulary();
    let mut random = Random(20_260_101);
    let sentences: Vec<String> = (0..SENTENCES)
        .map(|_| sentence(&words, &mut random))
        .collect();
    for (chunk_idx, chunk) in sentences.chunks(AT_ONCE).enumerate() {
        let mut sql = String::from("insert into fill_sentence (k, v) values ");
        let mut params: Vec<Param<'_>> = Vec::new();
        for (idx, text) in chunk.iter().enumerate() {
            let comma = if idx > 0 { ", " } else { "" };
            sql.push_str(&format!(
                "{comma}(${}, ${})",
                params.len() + 1,
                params.len() + 2
            ));
            let k = i64::try_from(chunk_idx * AT_ONCE + idx).unwrap_or(i64::MAX);
            params.push(k.into());
            params.push(text.into());
        }
        tx.execute(&sql, &params).await?;
    }
    Ok(())
}

/// Five to nine words without a full stop. The word of rank r is drawn about 1/r as often as the first.
fn sentence(words: &[String], random: &mut Random) -> String {
    let n_words = 5 + random.next() % 5;
    let drawn = (0..n_words).map(|_| {
        let share = random.next() as f64 / f64::from(u32::MAX);
        let rank = (words.len() as f64).powf(share) as usize - 1;
        words.get(rank).map_or("", String::as_str)
    });
    let mut text = drawn.collect::<Vec<_>>().join(" ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The same numbers at each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_words_are_in_many_sentences() {
        let words = vocabulary();
        let mut random = Random(1);
        let sentences: Vec<String> = (0..10_000).map(|_| sentence(&words, &mut random)).collect();
        let with = |word: &str| {
            let has = |s: &&String| s.split(' ').any(|w| w.eq_ignore_ascii_case(word));
            sentences.iter().filter(has).count()
        };
        assert!(words.len() > 1000, "{}", words.len());
        assert!(with("the") > 3000, "{}", with("the"));
        assert!((20..400).contains(&with("cache")), "{}", with("cache"));
        assert!(with("zengrid") < 60, "{}", with("zengrid"));
    }
}
