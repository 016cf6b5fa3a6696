//! Certificates, right and wrong, at a real TLS server.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::support::{answering, check, jira};
use crate::{Client, Error, Retries, TlsFault};

/// An authority.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
        .distinguished_name
        .push(DnType::CommonName, "Authority under test");
    let key = KeyPair::generate().unwrap();
    let pem = params.self_signed(&key).unwrap().pem();
    Authority {
        issuer: Issuer::new(params, key),
        pem,
    }
}

/// Serves one answer by TLS, with a certificate of this authority for this name, to whoever comes. Returns
/// the address.
async fn serve(authority: &Authority, name: &str, years: (i32, i32)) -> String {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, &authority.issuer).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from(certificate.der().to_vec())],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let _ = stream.read(&mut [0; 4096]).await;
            let body = r#"{"name":"fred"}"#;
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
                 Connection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    url
}

fn trusting(url: &str, authority: &Authority) -> Client {
    // Also works where the system itself trusts nobody.
    Client::builder(url)
        .no_proxy()
        .ca_pem(authority.pem.as_bytes())
        .retries(Retries::never())
        .build()
        .unwrap()
}

async fn fault(client: &Client) -> TlsFault {
    let error = client.myself().await.unwrap_err();
    check(&error);
    match error {
        Error::Tls { fault, host, .. } => {
            assert!(host.starts_with("127.0.0.1:"), "{host}");
            fault
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_authority_that_is_given_is_trusted() {
    let authority = authority();
    let url = serve(&authority, "127.0.0.1", (2020, 2999)).await;
    assert_eq!(
        trusting(&url, &authority).myself().await.unwrap().name,
        "fred"
    );

    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), &authority.pem).unwrap();
    let client = Client::builder(&url)
        .no_proxy()
        .ca_file(file.path())
        .build()
        .unwrap();
    assert_eq!(client.myself().await.unwrap().name, "fred");
}

#[tokio::test]
async fn an_authority_that_is_not_given_is_not() {
    let url = serve(&authority(), "127.0.0.1", (2020, 2999)).await;
    let client = trusting(&url, &authority());
    // The two authorities have one name, so the signature is what does not fit.
    assert!(matches!(
        fault(&client).await,
        TlsFault::UnknownIssuer | TlsFault::BadCertificate
    ));
}

#[tokio::test]
async fn certificates_that_are_wrong() {
    let authority = authority();
    for (name, years, expected) in [
        ("127.0.0.1", (2001, 2002), TlsFault::Expired),
        ("127.0.0.1", (2998, 2999), TlsFault::NotValidYet),
        ("jira.example.com", (2020, 2999), TlsFault::NameMismatch),
    ] {
        let url = serve(&authority, name, years).await;
        assert_eq!(fault(&trusting(&url, &authority)).await, expected);
    }
}

#[tokio::test]
async fn a_certificate_that_signs_itself() {
    let own = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![own.cert.der().clone()],
            PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()).into(),
        )
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        while let Ok((stream, _)) = listener.accept().await {
            let _ = acceptor.accept(stream).await;
        }
    });
    assert_eq!(
        fault(&trusting(&url, &authority())).await,
        TlsFault::UnknownIssuer
    );
}

#[tokio::test]
async fn a_server_without_tls() {
    let server = answering(jira(200)).await;
    let url = server.uri().replace("http://", "https://");
    assert_eq!(fault(&trusting(&url, &authority())).await, TlsFault::NotTls);
}

#[test]
fn authorities_that_cannot_be_read() {
    let unreadable = |pem: &str| {
        let built = Client::builder("https://jira.test")
            .no_proxy()
            .ca_pem(pem.as_bytes())
            .build();
        assert!(matches!(built.unwrap_err(), Error::BadArgument { .. }));
    };
    unreadable("");
    unreadable("not PEM");
    unreadable("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n");
    let missing = Client::builder("https://jira.test")
        .ca_file("/nowhere/ca.pem".as_ref())
        .build();
    let error = missing.unwrap_err();
    assert!(error.to_string().contains("/nowhere/ca.pem"), "{error}");
}
