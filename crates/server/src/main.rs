//! The program `bailiwick`: reads the command line and hands over to the command's file.

use std::process::ExitCode;

use server::cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::parse(std::env::args_os()) {
        Ok(cli) => cli::run(cli),
        Err(code) => code,
    }
}
