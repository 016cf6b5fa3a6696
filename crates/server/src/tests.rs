//! Tests of the server as a whole.

mod bad_input;
mod endpoints;
mod matrix;
mod matrix_samples;
mod nodes;
mod spelling;
