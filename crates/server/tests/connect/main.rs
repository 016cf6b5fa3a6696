//! `bailiwick connect` as people and scripts use it: the real program, a real server, and a stand-in for
//! GitLab that answers as GitLab documents.

#[cfg(test)]
mod flow;
#[cfg(test)]
mod gitlab;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod shape;
#[cfg(test)]
mod world;
