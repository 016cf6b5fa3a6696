//! The program `bailiwick`: reads the command line and hands over to the command's file.

fn main() {}
