//! A PostgreSQL of our own for one test run: made in a temporary folder, gone afterwards.
//!
//! It trusts everyone on the loopback address and does not care for its data: never a model for
//! a real installation.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::{Outcome, install, run};

const USER: &str = "bailiwick";
const FOLDER_PREFIX: &str = "bailiwick-postgres-";
const MAX_CONNECTIONS: u32 = 200;

/// A running cluster; dropping it stops the server and removes the folder.
pub struct Cluster {
    server: Child,
    folder: PathBuf,
    binaries: PathBuf,
    owner: Option<(u32, u32)>,
    port: u16,
}

impl Cluster {
    /// Makes a cluster, starts it on a free port of 127.0.0.1 and waits until it answers.
    pub fn start() -> Result<Self, String> {
        let binaries = binaries().ok_or("PostgreSQL is not installed")?;
        remove_left_over_folders();
        let owner = if install::is_root() {
            Some(unprivileged_user()?)
        } else {
            None
        };
        let folder = std::env::temp_dir().join(format!("{FOLDER_PREFIX}{}", std::process::id()));
        make_folder(&folder, owner).map_err(|error| format!("{}: {error}", folder.display()))?;

        let data = folder.join("data");
        let mut initdb = as_owner(Command::new(binaries.join("initdb")), owner);
        initdb
            .arg("--pgdata")
            .arg(&data)
            .current_dir(&folder)
            .args([
                "--no-sync",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--username",
                USER,
            ]);
        let port = free_port()?;
        let server = run::output(&mut initdb)
            .and_then(|_| spawn_server(&binaries, &folder, &data, owner, port));
        let server = server.inspect_err(|_| {
            // The reason is in the error; a folder that stays is swept by the next run.
            let _ = fs::remove_dir_all(&folder);
        })?;
        let mut cluster = Self {
            server,
            folder,
            binaries,
            owner,
            port,
        };
        cluster.wait_until_ready()?;
        println!("PostgreSQL runs at {}", cluster.url("postgres"));
        Ok(cluster)
    }

    /// Returns the address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes an empty database and returns its address.
    pub fn create_database(&self, name: &str) -> Result<String, String> {
        let mut psql = Command::new(self.binaries.join("psql"));
        psql.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"])
            .arg(format!("--command=create database {name}"))
            .arg(self.url("postgres"));
        run::output(&mut psql)?;
        Ok(self.url(name))
    }

    fn wait_until_ready(&mut self) -> Result<(), String> {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let mut ask = Command::new(self.binaries.join("pg_isready"));
            ask.args(["--host=127.0.0.1", "--timeout=1", "--port"])
                .arg(self.port.to_string());
            if run::succeeds(&mut ask) {
                return Ok(());
            }
            let ended = self.server.try_wait().ok().flatten().is_some();
            if ended || Instant::now() > deadline {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                return Err(format!("PostgreSQL does not come up; its log:\n{log}"));
            }
            sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = as_owner(Command::new(self.binaries.join("pg_ctl")), self.owner);
        stop.args([
            "stop",
            "--mode=fast",
            "--silent",
            "-w",
            "--timeout=20",
            "--pgdata",
        ])
        .arg(self.folder.join("data"))
        .current_dir(&self.folder);
        if !run::succeeds(&mut stop) {
            // Nothing to save: the data is thrown away with the folder.
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// `cargo xtask postgres`: a cluster that lives until Enter is pressed.
pub fn run() -> Outcome {
    install::everything_needed()?;
    let cluster = Cluster::start()?;
    println!(
        "export TEST_POSTGRES={}\npress Enter to end it",
        cluster.url("postgres")
    );
    std::io::stdin()
        .read_line(&mut String::new())
        .map_err(|error| error.to_string())?;
    Ok(())
}

/// Returns the folder of PostgreSQL's programs, version 15 before any other.
pub fn binaries() -> Option<PathBuf> {
    let debian = PathBuf::from("/usr/lib/postgresql/15/bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::iter::once(debian)
        .chain(std::env::split_paths(&path))
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

fn spawn_server(
    binaries: &Path,
    folder: &Path,
    data: &Path,
    owner: Option<(u32, u32)>,
    port: u16,
) -> Result<Child, String> {
    let log = fs::File::create(folder.join("log")).map_err(|error| error.to_string())?;
    let postgres = binaries.join("postgres");
    // The server ends with us however we end: Ctrl-C reaches it as a member of our process
    // group, and the kernel tells it (SIGINT is its fast shutdown) when we are killed.
    let command = if run::succeeds(Command::new("setpriv").arg("--version")) {
        let mut setpriv = Command::new("setpriv");
        setpriv.args(["--pdeathsig", "INT", "--"]).arg(postgres);
        setpriv
    } else {
        Command::new(postgres)
    };
    let mut server = as_owner(command, owner);
    server.arg("-D").arg(data).current_dir(folder);
    for setting in [
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        format!("unix_socket_directories={}", folder.display()),
        format!("max_connections={MAX_CONNECTIONS}"),
        "fsync=off".to_owned(),
        "synchronous_commit=off".to_owned(),
        "full_page_writes=off".to_owned(),
    ] {
        server.args(["-c", &setting]);
    }
    let stderr = log.try_clone().map_err(|error| error.to_string())?;
    server
        .stdin(Stdio::null())
        .stdout(log)
        .stderr(stderr)
        .spawn()
        .map_err(|error| format!("cannot start postgres: {error}"))
}

/// PostgreSQL refuses to run as root.
fn as_owner(mut command: Command, owner: Option<(u32, u32)>) -> Command {
    if let Some((uid, gid)) = owner {
        command.uid(uid).gid(gid);
    }
    command
}

fn unprivileged_user() -> Result<(u32, u32), String> {
    let passwd = fs::read_to_string("/etc/passwd").map_err(|error| error.to_string())?;
    let ids_of = |name: &str| {
        let line = passwd
            .lines()
            .find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    ids_of("postgres")
        .or_else(|| ids_of("nobody"))
        .ok_or_else(|| "no user `postgres` or `nobody` to run PostgreSQL as".to_owned())
}

fn make_folder(folder: &Path, owner: Option<(u32, u32)>) -> std::io::Result<()> {
    fs::create_dir(folder)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    match owner {
        Some((uid, gid)) => chown(folder, Some(uid), Some(gid)),
        None => Ok(()),
    }
}

/// Removes the folders of runs that were killed before they could.
fn remove_left_over_folders() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let pid = name
            .to_str()
            .and_then(|name| name.strip_prefix(FOLDER_PREFIX));
        if pid.is_some_and(|pid| !Path::new("/proc").join(pid).exists()) {
            // Another user's folder stays: it is not ours to remove.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    Ok(listener
        .local_addr()
        .map_err(|error| error.to_string())?
        .port())
}
