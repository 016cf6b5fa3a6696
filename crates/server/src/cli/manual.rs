//! `bailiwick completions` and `bailiwick man`: what a shell and a reader want, made from the command line
//! itself.

use std::path::PathBuf;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Cli, Failure};

/// Print what a shell needs to complete commands and flags
///
///   bailiwick completions bash > /etc/bash_completion.d/bailiwick
///   bailiwick completions zsh  > "${fpath[1]}/_bailiwick"
///   bailiwick completions fish > ~/.config/fish/completions/bailiwick.fish
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Completions {
    /// Which shell
    shell: Shell,
}

impl Completions {
    /// Runs the command.
    ///
    /// # Errors
    /// When nobody reads.
    pub fn run(self) -> Result<(), Failure> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "bailiwick", &mut text);
        write(&text)
    }
}

/// Print the manual page, or write the pages of all commands into a folder
///
///   bailiwick man | man -l -
///   bailiwick man --dir /usr/local/share/man/man1
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Manual {
    /// Folder for one page a command, such as bailiwick-connect-plan.1
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl Manual {
    /// Runs the command.
    ///
    /// # Errors
    /// When the pages cannot be written.
    pub fn run(self) -> Result<(), Failure> {
        let command = Cli::command().name("bailiwick");
        match self.dir {
            None => {
                let mut text = Vec::new();
                Man::new(command)
                    .render(&mut text)
                    .map_err(|error| Failure(error.to_string()))?;
                write(&text)
            }
            Some(folder) => {
                let cannot = |error: std::io::Error| {
                    Failure(format!("cannot write to {}: {error}", folder.display()))
                };
                std::fs::create_dir_all(&folder).map_err(cannot)?;
                clap_mangen::generate_to(command, &folder).map_err(cannot)
            }
        }
    }
}

/// Writes to standard output. A reader that has seen enough is no failure.
fn write(text: &[u8]) -> Result<(), Failure> {
    use std::io::Write as _;
    match std::io::stdout().write_all(text) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure(format!("cannot write: {error}")))
        }
        _ => Ok(()),
    }
}
