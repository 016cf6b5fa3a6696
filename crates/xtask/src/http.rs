//! A small HTTP/1.1 client for the crash test and for measuring: one connection, loopback only, no dependency.
//!
//! It must tell an answer that came whole from one that was cut off by `kill -9`, which is why it
//! is strict about lengths.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

const TIMEOUT: Duration = Duration::from_secs(20);

/// Where a server listens, below which path, and who asks.
#[derive(Clone)]
pub struct Target {
    address: SocketAddr,
    path: String,
    authorization: String,
}

impl Target {
    /// Returns the target for a base URL of the form `http://127.0.0.1:8080/context`.
    pub fn new(url: &str, username: &str, password: &str) -> Result<Self, String> {
        let rest = url
            .strip_prefix("http://")
            .ok_or_else(|| format!("{url}: not http"))?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let authority = authority.replace("localhost", "127.0.0.1");
        let address: SocketAddr = authority
            .parse()
            .map_err(|_| format!("{url}: not an address and a port"))?;
        if !address.ip().is_loopback() {
            return Err(format!(
                "{url}: the crash test only talks to the loopback address"
            ));
        }
        let path = path.trim_end_matches('/');
        Ok(Self {
            address,
            path: if path.is_empty() {
                String::new()
            } else {
                format!("/{path}")
            },
            authorization: format!("Basic {}", base64(&format!("{username}:{password}"))),
        })
    }

    /// Opens a connection.
    pub fn connect(&self) -> io::Result<Connection> {
        let stream = TcpStream::connect_timeout(&self.address, TIMEOUT)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        stream.set_nodelay(true)?;
        Ok(Connection {
            target: self.clone(),
            stream: BufReader::new(stream),
        })
    }
}

/// An open connection, used for one request after the other.
pub struct Connection {
    target: Target,
    stream: BufReader<TcpStream>,
}

/// An answer that came whole.
pub struct Answer {
    pub status: u16,
    /// What `Set-Cookie` sets, as `name=value`.
    pub cookies: Vec<String>,
    pub body: Vec<u8>,
}

impl Answer {
    /// Returns the body as JSON.
    pub fn json(&self) -> Result<Value, String> {
        serde_json::from_slice(&self.body).map_err(|error| format!("{error}: {}", self.text()))
    }

    /// Returns the body as text, for a message.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Connection {
    /// Sends a request and reads its answer; `path` is below the base URL.
    pub fn send(&mut self, method: &str, path: &str, body: Option<&Value>) -> io::Result<Answer> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let headers = format!(
            "Authorization: {}\r\nAccept: application/json\r\nContent-Type: application/json\r\n",
            self.target.authorization
        );
        self.exchange(method, path, &headers, &body)
    }

    /// Opens a page as a browser does.
    pub fn open(&mut self, path: &str, cookies: &str) -> io::Result<Answer> {
        let headers = format!("Accept: text/html,*/*;q=0.8\r\nCookie: {cookies}\r\n");
        self.exchange("GET", path, &headers, "")
    }

    /// Sends a page's form as a browser does.
    pub fn submit(&mut self, path: &str, cookies: &str, form: &str) -> io::Result<Answer> {
        let headers = format!(
            "Accept: text/html,*/*;q=0.8\r\nCookie: {cookies}\r\nOrigin: http://{}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n",
            self.target.address
        );
        self.exchange("POST", path, &headers, form)
    }

    fn exchange(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> io::Result<Answer> {
        let target = &self.target;
        let request = format!(
            "{method} {}{path} HTTP/1.1\r\nHost: {}\r\n{headers}Content-Length: {}\r\n\r\n{body}",
            target.path,
            target.address,
            body.len(),
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        read_answer(&mut self.stream)
    }
}

fn read_answer(stream: &mut impl BufRead) -> io::Result<Answer> {
    let status_line = read_line(stream)?;
    let status = status_line
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .ok_or_else(|| broken(&format!("status line {status_line:?}")))?;
    let (mut length, mut chunked) = (None, false);
    let mut cookies = Vec::new();
    loop {
        let line = read_line(stream)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(|| broken(&line))?;
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-length") {
            length = Some(value.parse().map_err(|_| broken(value))?);
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            chunked = value.eq_ignore_ascii_case("chunked");
        } else if name.eq_ignore_ascii_case("set-cookie") {
            cookies.extend(value.split(';').next().map(str::to_owned));
        }
    }
    let body = match length {
        _ if chunked => read_chunks(stream)?,
        Some(length) => read_exactly(stream, length)?,
        None if status == 204 => Vec::new(),
        None => return Err(broken("an answer without a length")),
    };
    Ok(Answer {
        status,
        cookies,
        body,
    })
}

fn read_chunks(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = read_line(stream)?;
        let length = usize::from_str_radix(line.trim(), 16).map_err(|_| broken(&line))?;
        body.extend(read_exactly(stream, length)?);
        read_line(stream)?;
        if length == 0 {
            return Ok(body);
        }
    }
}

fn read_exactly(stream: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(body)
}

fn read_line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    match line.strip_suffix("\r\n") {
        Some(line) => Ok(line.to_owned()),
        None => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

/// Returns `text` percent-encoded for a query string.
pub fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

fn base64(text: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bytes = [
            chunk[0],
            *chunk.get(1).unwrap_or(&0),
            *chunk.get(2).unwrap_or(&0),
        ];
        let bits = u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]);
        for place in 0..4 {
            let sextet = (bits >> (18 - 6 * place)) & 63;
            let digit = char::from(ALPHABET[sextet as usize]);
            encoded.push(if place > chunk.len() { '=' } else { digit });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads() {
        assert_eq!(base64("admin:pw"), "YWRtaW46cHc=");
        assert_eq!(base64("a"), "YQ==");
        assert_eq!(base64("abc"), "YWJj");
    }

    #[test]
    fn an_answer_that_was_cut_off_is_not_an_answer() {
        let whole = "HTTP/1.1 201 Created\r\nContent-Length: 4\r\n\r\nbody";
        assert_eq!(read_answer(&mut whole.as_bytes()).unwrap().body, b"body");
        for end in 0..whole.len() {
            assert!(
                read_answer(&mut &whole.as_bytes()[..end]).is_err(),
                "{end} bytes"
            );
        }
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        assert_eq!(read_answer(&mut chunked.as_bytes()).unwrap().body, b"abc");
        for end in 0..chunked.len() {
            assert!(
                read_answer(&mut &chunked.as_bytes()[..end]).is_err(),
                "{end} bytes"
            );
        }
    }

    #[test]
    fn a_target_is_on_the_loopback_address() {
        assert_eq!(
            Target::new("http://127.0.0.1:80/jira/", "a", "b")
                .unwrap()
                .path,
            "/jira"
        );
        assert!(
            Target::new("http://127.0.0.1:80", "a", "b")
                .unwrap()
                .path
                .is_empty()
        );
        assert!(Target::new("http://10.0.0.1:80", "a", "b").is_err());
        assert!(Target::new("https://127.0.0.1", "a", "b").is_err());
    }
}
