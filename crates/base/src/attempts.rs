//! Failed sign-ins of the last minute: whoever guesses is slowed down (D-003).
//!
//! What is counted is a name together with an address, so that a stranger who guesses does not keep
//! the owner out. Kept in memory: after a restart the guessing starts again, which gains little.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use model::Timestamp;

use crate::credentials::Fingerprint;

/// How many failures are forgiven.
const FORGIVEN: u32 = 10;
/// Within how many seconds.
const SECONDS: i64 = 60;
/// How many pairs of name and address are kept before old ones are looked for.
const KEPT: usize = 10_000;

/// Returns what counts as one address: of IPv6 the network, as whoever has one address there has all.
#[must_use]
pub fn origin(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            std::net::Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
    }
}

/// The failed sign-ins of the last minute.
#[derive(Default)]
pub struct Attempts(Mutex<HashMap<Fingerprint, Window>>);

/// The failures since the first one.
#[derive(Clone, Copy)]
struct Window {
    first: Timestamp,
    n_failures: u32,
}

impl Window {
    fn ends(self) -> Timestamp {
        self.first.plus_seconds(SECONDS)
    }
}

impl Attempts {
    /// Returns for how many seconds there is to wait, if there is.
    #[must_use]
    pub fn wait(&self, who: Fingerprint, now: Timestamp) -> Option<u32> {
        let windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.get(&who)?;
        if window.n_failures < FORGIVEN || now >= window.ends() {
            return None;
        }
        let milliseconds = window.ends().0 - now.0;
        u32::try_from((milliseconds + 999) / 1000).ok()
    }

    /// Notes a failure.
    pub fn failed(&self, who: Fingerprint, now: Timestamp) {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= KEPT {
            windows.retain(|_, window| now < window.ends());
        }
        let window = windows.entry(who).or_insert(Window {
            first: now,
            n_failures: 0,
        });
        if now >= window.ends() {
            *window = Window {
                first: now,
                n_failures: 0,
            };
        }
        window.n_failures = window.n_failures.saturating_add(1);
    }

    /// Notes a success: the failures before it were slips.
    pub fn succeeded(&self, who: Fingerprint) {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        windows.remove(&who);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Credentials;

    #[test]
    fn an_ipv6_network_is_one_address() {
        let origin = |text: &str| origin(text.parse().unwrap());
        assert_eq!(origin("192.0.2.1"), "192.0.2.1");
        assert_eq!(origin("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(origin("2001:db8:1:2::3"), origin("2001:db8:1:2:ffff::"));
        assert_ne!(origin("2001:db8:1:2::3"), origin("2001:db8:1:3::3"));
    }

    #[test]
    fn ten_failures_are_a_minute_of_waiting() {
        let credentials = Credentials::new().unwrap();
        let fred = credentials.fingerprint("attempt", ["fred", ""]);
        let jane = credentials.fingerprint("attempt", ["jane", ""]);
        let attempts = Attempts::default();
        let start = Timestamp(1_000_000);
        for _ in 0..FORGIVEN {
            assert_eq!(attempts.wait(fred, start), None);
            attempts.failed(fred, start);
        }
        assert_eq!(attempts.wait(fred, start), Some(60));
        assert_eq!(attempts.wait(fred, Timestamp(start.0 + 59_001)), Some(1));
        assert_eq!(attempts.wait(fred, start.plus_seconds(60)), None);
        assert_eq!(attempts.wait(jane, start), None);
        attempts.failed(fred, start.plus_seconds(60));
        assert_eq!(attempts.wait(fred, start.plus_seconds(60)), None);
        attempts.succeeded(fred);
    }
}
