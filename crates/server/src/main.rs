//! The program `bailiwick`: reads the command line and hands over to the command's file.

use std::process::ExitCode;

use clap::Parser as _;
use server::cli::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::run(Cli::parse())
}
