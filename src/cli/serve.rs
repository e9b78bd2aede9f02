//! An HTTP server for the page of a watched report, for browsers on this machine.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// A page and its number.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The number, which counts up with each run of the report.
    pub version: u64,
    /// The page.
    pub html: Arc<str>,
}

/// The longest wait for a newer page. After it the current version is the answer: proxies and browsers drop a request
/// that gets none for too long.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// Listens on any free port of this machine only, and serves the latest page until the runtime ends. Returns the address.
pub async fn serve(pages: watch::Receiver<Page>) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        loop {
            // A connection that breaks before it is accepted concerns only its browser.
            let Ok((stream, _)) = listener.accept().await else { continue };
            let pages = pages.clone();
            tokio::spawn(async move {
                let answer = service_fn(move |request| answer(request, pages.clone(), address));
                let connection = hyper::server::conn::http1::Builder::new();
                // A browser may hang up at any time, which is no error.
                let _ = connection.serve_connection(TokioIo::new(stream), answer).await;
            });
        }
    });
    Ok(address)
}

async fn answer(
    request: Request<Incoming>,
    mut pages: watch::Receiver<Page>,
    address: SocketAddr,
) -> Result<Response<Full<Bytes>>, Infallible> {
    // DNS rebinding: a web page may point a name of its own at this address, to read data that is not meant for it.
    let hosts = [address.to_string(), format!("localhost:{}", address.port())];
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(|host| hosts.iter().any(|own| own.eq_ignore_ascii_case(host))) {
        return Ok(text(StatusCode::FORBIDDEN, "text/plain", "this address is only for this machine\n"));
    }
    if request.method() != Method::GET {
        return Ok(text(StatusCode::METHOD_NOT_ALLOWED, "text/plain", "only GET is supported\n"));
    }
    match request.uri().path() {
        "/" => {
            let page = pages.borrow().clone();
            Ok(text(StatusCode::OK, "text/html; charset=utf-8", &page.html))
        }
        "/changes" => {
            let after = request.uri().query().and_then(|query| query.strip_prefix("after="));
            let after: u64 = after.and_then(|after| after.parse().ok()).unwrap_or(0);
            let newer = pages.wait_for(|page| page.version != after);
            let version = match tokio::time::timeout(LONGEST_WAIT, newer).await {
                Ok(Ok(page)) => page.version,
                _ => after,
            };
            Ok(text(StatusCode::OK, "text/plain", &version.to_string()))
        }
        _ => Ok(text(StatusCode::NOT_FOUND, "text/plain", "not found\n")),
    }
}

fn text(status: StatusCode, kind: &'static str, body: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::copy_from_slice(body.as_bytes())));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
