//! `cargo xtask crash`: `kill -9` while eight threads create issues, again and again on the same
//! data; afterwards every acknowledged issue must be there exactly once.
//!
//! An issue is acknowledged when its whole 201 arrived. One that was sent but not acknowledged
//! may be there or not, but never twice. What the disk loses when the power goes is another test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::http::{Connection, Target, encoded};
use crate::{Outcome, run};

const THREADS: usize = 8;
/// Bounds a cycle even if the kill came late.
const MAX_ISSUES_PER_THREAD: usize = 5_000;
const START_TIMEOUT: Duration = Duration::from_secs(60);
const PAGE: usize = 1_000;

/// What to run: how often, on which database, with which random numbers.
#[derive(Clone, Default)]
pub struct Options {
    pub cycles: u32,
    /// The binary to kill; built from this tree when absent.
    pub binary: Option<PathBuf>,
    /// An empty PostgreSQL database; SQLite in the data folder when absent.
    pub database_url: Option<String>,
    /// Repeats the kill times of an earlier run.
    pub seed: Option<u64>,
}

impl Options {
    /// Reads the options of the command line.
    pub fn parse(args: &[&str]) -> Result<Self, String> {
        let mut options = Self {
            cycles: 10,
            ..Self::default()
        };
        for pair in args.chunks(2) {
            let &[name, value] = pair else {
                return Err(format!("{} wants a value", pair[0]));
            };
            let number = |_| format!("{name}: {value} is not a number");
            match name {
                "--cycles" => options.cycles = value.parse().map_err(number)?,
                "--seed" => options.seed = Some(value.parse().map_err(number)?),
                "--binary" => options.binary = Some(PathBuf::from(value)),
                "--database-url" => options.database_url = Some(value.to_owned()),
                _ => return Err(format!("unknown option {name}")),
            }
        }
        Ok(options)
    }
}

/// Runs the cycles; the data folder is kept when something is wrong.
pub fn run(options: &Options) -> Outcome {
    let binary = match &options.binary {
        Some(binary) => binary.clone(),
        None => run::built_binary()?,
    };
    let folder = std::env::temp_dir().join(format!("bailiwick-crash-{}", std::process::id()));
    fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    match run_cycles(&binary, options, &folder) {
        Ok(()) => fs::remove_dir_all(&folder).map_err(|error| error.to_string()),
        Err(why) => Err(format!(
            "{why}\nthe data and the server's log are kept in {}",
            folder.display()
        )),
    }
}

/// What the threads know about the issues they sent, over all cycles.
#[derive(Default)]
struct Ledger {
    sent: BTreeSet<String>,
    /// Key to summary.
    acknowledged: BTreeMap<String, String>,
}

fn run_cycles(binary: &Path, options: &Options, folder: &Path) -> Outcome {
    let seed = options.seed.unwrap_or_else(seed_from_clock);
    let mut random = Random(seed | 1);
    println!("seed {seed}");
    let mut ledger = Ledger::default();
    let mut server = Server::start(binary, options, folder)?;
    for cycle in 1..=options.cycles {
        let kill_after = Duration::from_millis(300 + random.below(901));
        let before = ledger.acknowledged.len();
        create_until_killed(&mut server, cycle, kill_after, &mut ledger)?;
        let created = ledger.acknowledged.len() - before;
        if created == 0 {
            return Err(format!(
                "cycle {cycle}: nothing was acknowledged in {kill_after:?}"
            ));
        }
        let started = Instant::now();
        server = Server::start(binary, options, folder)?;
        let restart = started.elapsed();
        let found = server.all_issues()?;
        compare(&ledger, &found).map_err(|why| format!("cycle {cycle}: {why}"))?;
        let unacknowledged = found
            .iter()
            .filter(|(key, summary)| {
                ledger.sent.contains(summary) && !ledger.acknowledged.contains_key(key)
            })
            .count();
        println!(
            "cycle {cycle}: killed after {kill_after:?}, {created} acknowledged; back in {restart:.1?} with all {} \
             and {unacknowledged} never acknowledged",
            ledger.acknowledged.len(),
        );
    }
    Ok(())
}

fn create_until_killed(
    server: &mut Server,
    cycle: u32,
    kill_after: Duration,
    ledger: &mut Ledger,
) -> Outcome {
    let killed = AtomicBool::new(false);
    let (target, project) = (server.target.clone(), server.project.clone());
    let results: Vec<Result<Ledger, String>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|thread| {
                let (killed, target, project) = (&killed, &target, &project);
                scope.spawn(move || create_issues(target, project, cycle, thread, killed))
            })
            .collect();
        thread::sleep(kill_after);
        // Set first: an answer that breaks off from here on is what we are here for.
        killed.store(true, Ordering::SeqCst);
        server.kill();
        workers
            .into_iter()
            .map(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|_| Err("a thread panicked".to_owned()))
            })
            .collect()
    });
    for result in results {
        let one = result.map_err(|why| format!("cycle {cycle}: {why}\n{}", server.log_tail()))?;
        ledger.sent.extend(one.sent);
        for (key, summary) in one.acknowledged {
            if let Some(other) = ledger.acknowledged.insert(key.clone(), summary.clone()) {
                return Err(format!(
                    "cycle {cycle}: {key} was given to both {other:?} and {summary:?}"
                ));
            }
        }
    }
    Ok(())
}

fn create_issues(
    target: &Target,
    project: &str,
    cycle: u32,
    thread: usize,
    killed: &AtomicBool,
) -> Result<Ledger, String> {
    let mut ledger = Ledger::default();
    let mut connection = match target.connect() {
        Ok(connection) => connection,
        Err(_) if killed.load(Ordering::SeqCst) => return Ok(ledger),
        Err(error) => return Err(format!("cannot connect: {error}")),
    };
    for n in 0..MAX_ISSUES_PER_THREAD {
        let summary = format!("crash c{cycle} t{thread} n{n}");
        let issue = json!({"fields": {
            "project": {"key": project},
            "issuetype": {"name": "Task"},
            "summary": summary,
        }});
        ledger.sent.insert(summary.clone());
        match connection.send("POST", "/rest/api/2/issue", Some(&issue)) {
            Ok(answer) if answer.status == 201 => {
                let body = answer.json()?;
                let key = body["key"]
                    .as_str()
                    .ok_or_else(|| format!("a 201 without a key: {body}"))?;
                ledger.acknowledged.insert(key.to_owned(), summary);
            }
            // Overload may be answered so; the issue must then not be there twice either.
            Ok(answer) if answer.status == 503 => thread::sleep(Duration::from_millis(10)),
            Ok(answer) => return Err(format!("{summary}: {} {}", answer.status, answer.text())),
            Err(_) if killed.load(Ordering::SeqCst) => return Ok(ledger),
            Err(error) => return Err(format!("{summary}: {error} before the kill")),
        }
        if killed.load(Ordering::SeqCst) {
            return Ok(ledger);
        }
    }
    Ok(ledger)
}

/// Says what is wrong with the issues `found`, if anything is.
fn compare(ledger: &Ledger, found: &[(String, String)]) -> Outcome {
    let mut by_key: BTreeMap<&str, &str> = BTreeMap::new();
    let mut ours: BTreeSet<&str> = BTreeSet::new();
    for (key, summary) in found {
        if by_key.insert(key, summary).is_some() {
            return Err(format!("{key} is there twice"));
        }
        if !summary.starts_with("crash c") {
            continue;
        }
        if !ledger.sent.contains(summary) {
            return Err(format!("{key} {summary:?} is there but was never sent"));
        }
        if !ours.insert(summary) {
            return Err(format!(
                "{summary:?} is there twice, the second time as {key}"
            ));
        }
    }
    for (key, summary) in &ledger.acknowledged {
        match by_key.get(key.as_str()) {
            Some(there) if there == summary => {}
            Some(there) => return Err(format!("{key} was {summary:?} and is now {there:?}")),
            None => return Err(format!("{key} {summary:?} was acknowledged and is lost")),
        }
    }
    Ok(())
}

/// A running `bailiwick demo`; dropping it kills it.
struct Server {
    process: Child,
    log: PathBuf,
    target: Target,
    project: String,
}

impl Server {
    fn start(binary: &Path, options: &Options, folder: &Path) -> Result<Self, String> {
        let log = folder.join("server.log");
        let stderr = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&log)
            .map_err(|error| format!("{}: {error}", log.display()))?;
        let mut command = Command::new(binary);
        command
            .args(["demo", "--listen", "127.0.0.1:0", "--json", "--data"])
            .arg(folder.join("data"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(stderr);
        if let Some(url) = &options.database_url {
            command.args(["--database-url", url]);
        }
        let mut process = command
            .spawn()
            .map_err(|error| format!("cannot start {}: {error}", binary.display()))?;
        let first_line = process
            .stdout
            .take()
            .ok_or("no output to read")
            .and_then(|stdout| {
                let (sender, receiver) = mpsc::channel();
                thread::spawn(move || {
                    // Reads to the end, so that the server never waits for us; nobody may listen any more.
                    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                        let _ = sender.send(line);
                    }
                });
                receiver
                    .recv_timeout(START_TIMEOUT)
                    .map_err(|_| "said nothing")
            });
        let described = first_line
            .map_err(str::to_owned)
            .and_then(|line| described(&line));
        match described {
            Ok((target, project)) => Ok(Self {
                process,
                log,
                target,
                project,
            }),
            Err(why) => {
                let _ = process.kill();
                let _ = process.wait();
                Err(format!("bailiwick demo: {why}\n{}", tail_of(&log)))
            }
        }
    }

    /// Sends SIGKILL and waits for the end.
    fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Returns key and summary of each issue of the project, read page by page.
    fn all_issues(&self) -> Result<Vec<(String, String)>, String> {
        let mut connection = self.target.connect().map_err(|error| error.to_string())?;
        let mut found = Vec::new();
        loop {
            let page = self.page(&mut connection, found.len())?;
            let issues = page["issues"]
                .as_array()
                .ok_or("a search answer without issues")?;
            for issue in issues {
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                found.push((text(&issue["key"]), text(&issue["fields"]["summary"])));
            }
            let total = page["total"]
                .as_u64()
                .ok_or("a search answer without total")?;
            if issues.is_empty() || found.len() as u64 >= total {
                return Ok(found);
            }
        }
    }

    fn page(&self, connection: &mut Connection, start_at: usize) -> Result<Value, String> {
        let jql = encoded(&format!("project = {} order by created ASC", self.project));
        let path = format!(
            "/rest/api/2/search?jql={jql}&startAt={start_at}&maxResults={PAGE}&fields=summary"
        );
        let answer = connection
            .send("GET", &path, None)
            .map_err(|error| format!("{path}: {error}"))?;
        if answer.status == 200 {
            answer.json()
        } else {
            Err(format!("{path}: {} {}", answer.status, answer.text()))
        }
    }

    fn log_tail(&self) -> String {
        tail_of(&self.log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Reads the line a demo prints first: where it is, who may enter, which projects it has.
fn described(line: &str) -> Result<(Target, String), String> {
    let about: Value =
        serde_json::from_str(line).map_err(|_| format!("its first line is not JSON: {line}"))?;
    let text = |value: &Value, name: &str| {
        value
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| format!("no {name} in {line}"))
    };
    let url = text(&about["url"], "url")?;
    let username = text(&about["admin"]["username"], "admin.username")?;
    let password = text(&about["admin"]["password"], "admin.password")?;
    let project = text(&about["projects"][0], "projects[0]")?;
    Ok((Target::new(&url, &username, &password)?, project))
}

fn tail_of(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

fn seed_from_clock() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::from(since.subsec_nanos()) ^ since.as_secs()
}

/// A xorshift generator: enough to spread the moments of the kill.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> Ledger {
        Ledger {
            sent: ["crash c1 t0 n0", "crash c1 t0 n1"]
                .map(str::to_owned)
                .into(),
            acknowledged: [("OPS-1".to_owned(), "crash c1 t0 n0".to_owned())].into(),
        }
    }

    fn check(found: &[(&str, &str)], expected: Result<(), &str>) {
        let found: Vec<_> = found
            .iter()
            .map(|(k, s)| ((*k).to_owned(), (*s).to_owned()))
            .collect();
        assert_eq!(compare(&ledger(), &found), expected.map_err(str::to_owned));
    }

    #[test]
    fn what_was_acknowledged_is_there_once() {
        check(
            &[("OPS-1", "crash c1 t0 n0"), ("OPS-9", "a sample")],
            Ok(()),
        );
        check(
            &[("OPS-1", "crash c1 t0 n0"), ("OPS-2", "crash c1 t0 n1")],
            Ok(()),
        );
        check(
            &[],
            Err("OPS-1 \"crash c1 t0 n0\" was acknowledged and is lost"),
        );
    }

    #[test]
    fn nothing_is_there_twice_or_uncalled_for() {
        check(
            &[("OPS-1", "crash c1 t0 n0"), ("OPS-1", "crash c1 t0 n1")],
            Err("OPS-1 is there twice"),
        );
        check(
            &[("OPS-1", "crash c1 t0 n0"), ("OPS-2", "crash c1 t0 n0")],
            Err("\"crash c1 t0 n0\" is there twice, the second time as OPS-2"),
        );
        check(
            &[("OPS-1", "crash c1 t0 n0"), ("OPS-2", "crash c9 t0 n0")],
            Err("OPS-2 \"crash c9 t0 n0\" is there but was never sent"),
        );
        check(
            &[("OPS-1", "crash c1 t0 n1")],
            Err("OPS-1 was \"crash c1 t0 n0\" and is now \"crash c1 t0 n1\""),
        );
    }

    #[test]
    fn the_first_line_of_a_demo_is_a_contract() {
        let line = r#"{"url":"http://127.0.0.1:9","admin":{"username":"admin","password":"x"},"projects":["OPS"]}"#;
        assert_eq!(described(line).unwrap().1, "OPS");
        assert!(described("Bailiwick is ready").is_err());
    }
}
