//! When a request is sent again, and after how long.

use std::time::{Duration, SystemTime};

/// How often and how patiently a request is sent again. What is safe to repeat is not a setting:
///
/// - GET, PUT and DELETE mean the same however often they arrive. They are repeated after a refused or broken
///   connection and after 429, 502, 503 and 504. (A DELETE whose answer was lost may be answered with "not
///   found" the second time; such an answer to a repeated DELETE counts as done.)
/// - POST is repeated only after 429 or 503 with a `Retry-After` header, which says that nothing was done.
///   Never after a broken connection, a timeout or another status.
/// - Nothing is repeated after a timeout, a TLS failure or an unknown host name, and never a refused
///   credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries {
    /// How often a request is sent at most, the first time included.
    pub attempts: u32,
    /// The longest wait before the next attempt. A server that asks for more gets the error returned at once.
    pub longest_wait: Duration,
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            attempts: 3,
            longest_wait: Duration::from_secs(30),
        }
    }
}

impl Retries {
    /// Returns the setting that sends everything once.
    #[must_use]
    pub fn never() -> Self {
        Self {
            attempts: 1,
            longest_wait: Duration::ZERO,
        }
    }

    /// Returns how long to wait after attempt number `attempt` (counted from 1), or none to give up.
    pub(crate) fn wait(&self, attempt: u32, wanted: Option<Duration>) -> Option<Duration> {
        if attempt >= self.attempts {
            return None;
        }
        // Without a wish: 0.2 s, 0.4 s, 0.8 s, …
        let own = Duration::from_millis(100 << attempt.min(6)).min(self.longest_wait);
        let wait = wanted.map_or(own, |wanted| wanted.max(Duration::from_millis(1)));
        (wait <= self.longest_wait).then_some(wait)
    }
}

/// Reads a `Retry-After` header: seconds, or a date.
pub fn retry_after(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    if let Ok(seconds) = header.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(header).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}
