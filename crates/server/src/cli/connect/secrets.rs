//! Where secrets come from and where they go. None of them passes the command line, a log or an error.

use std::fs::{self, OpenOptions};
use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use ::connect::gitlab_part::Credential;
use ::connect::parties::Keeper;
use ::connect::spec::SecretSource;
use jira_client::Secret;

use super::exit::{Exit, Stop};

/// The longest secret that is read: GitLab takes no longer one.
const LONGEST: u64 = 4096;

/// Reads a secret from where it comes from. `what` names it to people, `instead` says how else it can be
/// given where nobody can be asked.
///
/// # Errors
/// When it is not there, is empty, or could be read by everybody.
pub fn read(source: &SecretSource, what: &str, instead: &str) -> Result<Secret, Stop> {
    let secret = match source {
        SecretSource::Prompt => prompt(what, instead)?,
        SecretSource::Env(name) => std::env::var(name)
            .map_err(|_| Stop::usage(format!("{what}: the variable {name} is not set")))?,
        SecretSource::File(path) if path == "-" => standard_input(what)?,
        SecretSource::File(path) => file(Path::new(path), what)?,
        SecretSource::Command(command) => output_of(command, what)?,
    };
    let secret = secret.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        return Err(Stop::usage(format!("{what}: {} is empty", place(source))));
    }
    Ok(Secret::new(secret))
}

fn place(source: &SecretSource) -> String {
    match source {
        SecretSource::Prompt => "what was typed".to_owned(),
        SecretSource::Env(name) => format!("the variable {name}"),
        SecretSource::File(path) if path == "-" => "standard input".to_owned(),
        SecretSource::File(path) => format!("the first line of {path}"),
        SecretSource::Command(_) => "what the command prints".to_owned(),
    }
}

fn prompt(what: &str, instead: &str) -> Result<String, Stop> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Stop::new(
            Exit::Usage,
            format!("{what} is not given, and there is no terminal to ask at"),
            instead,
        ));
    }
    inquire::Password::new(&format!("{what}:"))
        .without_confirmation()
        .with_display_mode(inquire::PasswordDisplayMode::Hidden)
        .prompt()
        .map_err(|_| Stop::failed(format!("{what}: nothing was typed")))
}

fn standard_input(what: &str) -> Result<String, Stop> {
    let mut line = String::new();
    io::stdin()
        .lock()
        .take(LONGEST)
        .read_line(&mut line)
        .map_err(|error| Stop::usage(format!("{what}: cannot read standard input: {error}")))?;
    Ok(line)
}

fn file(path: &Path, what: &str) -> Result<String, Stop> {
    let refuse = |text: String| Stop::usage(format!("{what}: {text}"));
    let cannot =
        |error: io::Error| Stop::usage(format!("{what}: cannot read {}: {error}", path.display()));
    let file = fs::File::open(path).map_err(cannot)?;
    let metadata = file.metadata().map_err(cannot)?;
    // A pipe, as of <(op read …), has no readers but this one.
    if metadata.is_file() && metadata.mode() & 0o007 != 0 {
        return Err(refuse(format!(
            "everybody on this machine can read {}; chmod 600 it, and think of who may have read it",
            path.display()
        )));
    }
    let mut line = String::new();
    io::BufReader::new(file.take(LONGEST))
        .read_line(&mut line)
        .map_err(cannot)?;
    Ok(line)
}

fn output_of(command: &str, what: &str) -> Result<String, Stop> {
    let cannot =
        |text: String| Stop::usage(format!("{what}: the command that should print it {text}"));
    // Its questions go to the terminal; what it prints comes here alone.
    let output = Command::new("sh")
        .arg("-c")
        .arg(command)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| cannot(format!("cannot be run: {error}")))?;
    if !output.status.success() {
        return Err(cannot(format!("failed ({})", output.status)));
    }
    let text = String::from_utf8(output.stdout).map_err(|_| cannot("prints no text".to_owned()))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// Keeps the credential in a file or for showing it, as was asked for.
pub struct Drawer {
    file: Option<PathBuf>,
    /// What the file may hold and still be replaced.
    former: Option<Secret>,
    kept: Mutex<Option<Credential>>,
}

impl Drawer {
    /// Returns a place for secrets. `former` is the secret that a new one takes the place of.
    pub fn new(file: Option<PathBuf>, former: Option<Secret>) -> Self {
        Self {
            file,
            former,
            kept: Mutex::new(None),
        }
    }

    /// Returns what was kept last.
    pub fn kept(&self) -> Option<Credential> {
        self.kept.lock().ok().and_then(|kept| kept.clone())
    }
}

impl Keeper for Drawer {
    fn keep(&self, credential: &Credential) -> Result<(), String> {
        if let Some(path) = &self.file {
            // Its own it may replace: a rotation keeps more than one on the way.
            let before = self.kept();
            let mut replaceable = Vec::new();
            replaceable.extend(self.former.as_ref());
            replaceable.extend(before.as_ref().map(Credential::secret));
            store(path, credential.secret(), &replaceable)
                .map_err(|error| format!("{}: {error}", path.display()))?;
        }
        if let Ok(mut kept) = self.kept.lock() {
            *kept = Some(credential.clone());
        }
        Ok(())
    }
}

/// Writes the secret into a file that only its owner can read. The file appears whole or not at all.
fn store(path: &Path, secret: &Secret, replaceable: &[&Secret]) -> io::Result<()> {
    let replaces = match fs::read_to_string(path) {
        Ok(text) => {
            let text = text.trim_end_matches(['\r', '\n']);
            if text == secret.expose() {
                return Ok(());
            }
            if !replaceable.iter().any(|known| known.expose() == text) {
                return Err(io::Error::other(
                    "it is there and holds something else; it is not overwritten",
                ));
            }
            true
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(error),
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut new = tempfile::Builder::new()
        .prefix(".bailiwick-secret-")
        .make_in(folder, |path| {
            OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path)
        })?;
    new.write_all(secret.expose().as_bytes())?;
    new.write_all(b"\n")?;
    new.as_file().sync_all()?;
    if replaces {
        new.persist(path).map_err(|error| error.error)?;
    } else {
        // Between the look and now somebody may have made one.
        new.persist_noclobber(path).map_err(|error| error.error)?;
    }
    fs::File::open(folder)?.sync_all()
}
