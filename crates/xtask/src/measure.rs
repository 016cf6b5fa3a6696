//! The two figures of `docs/PERFORMANCE.md` that every release is held against: how long an existing
//! database takes until the first answer, and how much memory the server holds.
//!
//! Wall clock on a shared machine swings; the least of several starts says what the program needs.

pub mod pages;
pub mod search;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::Outcome;
use crate::http::Target;

/// How many starts are measured.
const STARTS: usize = 10;
/// How many requests come before the memory is read a second time.
const REQUESTS: usize = 2000;

/// Measures the binary given, or builds the release.
pub fn run(binary: Option<&str>) -> Outcome {
    let binary = match binary {
        Some(binary) => PathBuf::from(binary),
        None => build()?,
    };
    let folder = std::env::temp_dir().join(format!("bailiwick-measure-{}", std::process::id()));
    let measured = measure(&binary, &folder);
    let _ = std::fs::remove_dir_all(&folder);
    measured
}

fn build() -> Result<PathBuf, String> {
    let built = Command::new("cargo")
        .args(["build", "--release", "--bin", "bailiwick"])
        .status()
        .map_err(|error| error.to_string())?;
    if built.success() {
        Ok(PathBuf::from("target/release/bailiwick"))
    } else {
        Err("the build failed".to_owned())
    }
}

fn measure(binary: &Path, folder: &Path) -> Outcome {
    let about = make_data(binary, folder, &[])?;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let address = free_address()?;
        let begun = Instant::now();
        let server = Running::serve(binary, folder, address, &[])?;
        wait_for_200(address)?;
        starts.push(begun.elapsed());
        drop(server);
    }
    starts.sort();
    println!(
        "start of an existing database to the first 200: least {:.1} ms, median {:.1} ms, most {:.1} ms of {STARTS}",
        millis(starts[0]),
        millis(starts[STARTS / 2]),
        millis(starts[STARTS - 1])
    );

    let address = free_address()?;
    let server = Running::serve(binary, folder, address, &[])?;
    wait_for_200(address)?;
    thread::sleep(Duration::from_secs(3));
    println!("resident memory at rest: {:.1} MB", server.resident()?);
    let text = |pointer: &str| {
        about
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let target = Target::new(
        &format!("http://{address}"),
        &text("/gitlab/username"),
        &text("/gitlab/password"),
    )?;
    let mut connection = target.connect().map_err(|error| error.to_string())?;
    let path = format!("/rest/api/2/issue/{}", text("/issues/0"));
    let begun = Instant::now();
    for _ in 0..REQUESTS {
        let answer = connection
            .send("GET", &path, None)
            .map_err(|error| error.to_string())?;
        if answer.status != 200 {
            return Err(format!("{path}: {}", answer.status));
        }
    }
    let each = begun.elapsed() / u32::try_from(REQUESTS).unwrap_or(1);
    println!(
        "resident memory after {REQUESTS} requests: {:.1} MB; one GET issue on one connection: {} µs",
        server.resident()?,
        each.as_micros()
    );
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Makes a database with the demo's data; returns the line the demo prints.
fn make_data(binary: &Path, folder: &Path, more: &[&str]) -> Result<Value, String> {
    let mut demo = Command::new(binary)
        .args(["demo", "--json", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder)
        .args(more)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", binary.display()))?;
    let mut line = String::new();
    if let Some(stdout) = demo.stdout.take() {
        BufReader::new(stdout)
            .read_line(&mut line)
            .map_err(|error| error.to_string())?;
    }
    let _ = demo.kill();
    let _ = demo.wait();
    serde_json::from_str(&line).map_err(|error| format!("the demo said {line:?}: {error}"))
}

fn free_address() -> Result<SocketAddr, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    listener.local_addr().map_err(|error| error.to_string())
}

fn wait_for_200(address: SocketAddr) -> Outcome {
    let until = Instant::now() + Duration::from_secs(20);
    while Instant::now() < until {
        if let Ok(mut stream) = TcpStream::connect(address) {
            let request =
                format!("GET /status HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
            let mut answer = String::new();
            let answered = stream
                .write_all(request.as_bytes())
                .and_then(|()| stream.read_to_string(&mut answer));
            if answered.is_ok() && answer.starts_with("HTTP/1.1 200") {
                return Ok(());
            }
        }
        thread::sleep(Duration::from_micros(500));
    }
    Err("no answer within 20 seconds".to_owned())
}

/// A running server; dropping it ends it.
struct Running(Child);

impl Running {
    fn serve(
        binary: &Path,
        folder: &Path,
        address: SocketAddr,
        more: &[&str],
    ) -> Result<Self, String> {
        let server = Command::new(binary)
            .args(["serve", "--listen", &address.to_string(), "--data"])
            .arg(folder)
            .args(more)
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", binary.display()))?;
        Ok(Self(server))
    }

    /// Returns how long the server's threads have run so far.
    fn ran(&self) -> Result<Duration, String> {
        let tasks = format!("/proc/{}/task", self.0.id());
        let mut nanoseconds = 0;
        for task in std::fs::read_dir(tasks).map_err(|error| error.to_string())? {
            let file = task
                .map_err(|error| error.to_string())?
                .path()
                .join("schedstat");
            // A thread may end between the two.
            let Ok(text) = std::fs::read_to_string(file) else {
                continue;
            };
            let ran = text.split_whitespace().next();
            nanoseconds += ran.and_then(|ran| ran.parse::<u64>().ok()).unwrap_or(0);
        }
        Ok(Duration::from_nanos(nanoseconds))
    }

    /// Returns the resident memory, in megabytes of a million bytes.
    fn resident(&self) -> Result<f64, String> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id()))
            .map_err(|error| error.to_string())?;
        let kibibytes = status
            .lines()
            .find_map(|line| {
                line.strip_prefix("VmRSS:")?
                    .trim()
                    .strip_suffix(" kB")?
                    .parse::<f64>()
                    .ok()
            })
            .ok_or("no VmRSS")?;
        Ok(kibibytes * 1024.0 / 1e6)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
