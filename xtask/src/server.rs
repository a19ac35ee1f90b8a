//! The static server: `dist/` as a good host would serve it, with the headers of the table and the compressed
//! siblings.

use std::{
    fs, io,
    net::TcpListener,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header::ACCEPT_ENCODING},
    response::Response,
    serve::ListenerExt,
};
use tokio::{runtime::Runtime, task};

use crate::{
    failure::{Failure, Outcome},
    headers,
};

/// Takes the port now, so that a taken one is known before anything long begins.
pub(crate) fn listen(host: &str, port: u16) -> Outcome<TcpListener> {
    TcpListener::bind((host, port)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => Failure::new(format!(
            "port {port} is taken: stop the program that uses it, or choose another with --port {}",
            port.checked_add(1).unwrap_or(8081)
        )),
        io::ErrorKind::PermissionDenied => {
            Failure::new(format!("port {port} is not for ordinary users: choose one above 1023 with --port 8080"))
        }
        _ => Failure::new(format!("cannot listen on {host}:{port} ({error}): choose another with --host or --port")),
    })
}

/// Serves a folder under a base such as `/` or `/guide/` until the program ends.
pub(crate) fn serve(listener: TcpListener, folder: PathBuf, base: String) -> Outcome<()> {
    answer_all(listener, Site { folder, base, own: true })
}

/// Serves a site that is not the guide's: compressed as the guide is, without its policies, which forbid what other
/// sites are made of.
pub(crate) fn serve_other(listener: TcpListener, folder: PathBuf) -> Outcome<()> {
    answer_all(listener, Site { folder, base: "/".into(), own: false })
}

fn answer_all(listener: TcpListener, site: Site) -> Outcome<()> {
    let site = Arc::new(site);
    let serve = async {
        listener.set_nonblocking(true)?;
        // An answer is sent whole: nothing is gained by waiting for more of it.
        let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| drop(stream.set_nodelay(true)));
        axum::serve(listener, Router::new().fallback(move |request| respond(Arc::clone(&site), request))).await
    };
    Runtime::new()
        .and_then(|runtime| runtime.block_on(serve))
        .map_err(|error| Failure::new(format!("cannot serve: {error}")))?;
    Err(Failure::new("the server stopped by itself: run this again"))
}

async fn respond(site: Arc<Site>, request: Request) -> Response {
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (address, accepted) = (request.uri().to_string(), accepted.to_owned());
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    // Files are read where that holds up no other connection.
    let answer = task::spawn_blocking(move || match is_read {
        true => site.answer(&address, &accepted),
        false => Answer::text(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here\n")
            .with("Allow", "GET, HEAD"),
    });
    let answer = answer
        .await
        .unwrap_or_else(|error| Answer::text(StatusCode::INTERNAL_SERVER_ERROR, &format!("No answer: {error}\n")));
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    for (name, value) in answer.headers {
        // An address that is sent back may hold what no header can.
        if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// A folder and the path under which it is served.
struct Site {
    folder: PathBuf,
    base: String,
    /// Whether it is the guide, whose headers are those of the table.
    own: bool,
}

/// What is sent back.
struct Answer {
    status: StatusCode,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Site {
    /// The answer to a request for an address by someone who accepts these encodings.
    fn answer(&self, address: &str, accepted: &str) -> Answer {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let query = &address[path.len()..];
        if format!("{path}/") == self.base {
            return Answer::redirect(format!("{path}/{query}"));
        }
        let Some(inside) = path.strip_prefix(self.base.as_str()).and_then(decode) else {
            return Answer::text(StatusCode::NOT_FOUND, &format!("The guide is served under {}\n", self.base));
        };
        let whole = self.folder.join(&inside);
        if whole.is_dir() {
            if !inside.is_empty() && !inside.ends_with('/') {
                return Answer::redirect(format!("{path}/{query}"));
            }
            return self.file(&format!("{inside}index.html"), StatusCode::OK, accepted);
        }
        self.file(&inside, StatusCode::OK, accepted)
    }

    fn file(&self, path: &str, status: StatusCode, accepted: &str) -> Answer {
        let whole = self.folder.join(path);
        if path.ends_with('/') || !whole.is_file() {
            return match status {
                StatusCode::NOT_FOUND => Answer::text(StatusCode::NOT_FOUND, "Not found\n"),
                _ => self.file("404.html", StatusCode::NOT_FOUND, accepted),
            };
        }
        let (encoding, source) = encoded(&whole, accepted);
        let body = match fs::read(&source) {
            Ok(body) => body,
            Err(error) => {
                return Answer::text(StatusCode::INTERNAL_SERVER_ERROR, &format!("{path} cannot be read: {error}\n"));
            }
        };
        let headers = match self.own {
            true => headers::headers(path),
            false => vec![("Content-Type", headers::content_type(path)), ("Cache-Control", "no-cache")],
        };
        let headers = headers.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        let answer = Answer { status, headers, body }.with("Vary", "Accept-Encoding");
        match encoding {
            Some(encoding) => answer.with("Content-Encoding", encoding),
            None => answer,
        }
    }
}

impl Answer {
    fn text(status: StatusCode, text: &str) -> Answer {
        let headers = headers::headers("message.txt").into_iter().map(|(name, value)| (name, value.to_owned()));
        Answer { status, headers: headers.collect(), body: text.into() }
    }

    fn redirect(to: String) -> Answer {
        Answer::text(StatusCode::FOUND, "").with("Location", to)
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Answer {
        self.headers.push((name, value.into()));
        self
    }
}

/// The path of an address as a relative path of the folder; none when it is malformed or would lead out of it.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?
            }
            other => other,
        });
    }
    let path = String::from_utf8(bytes).ok()?;
    let escapes = path.starts_with('/')
        || path.contains(['\0', '\\'])
        || path.split('/').any(|part| part == ".." || part == ".")
        || path.contains("//");
    (!escapes).then_some(path)
}

/// The best compressed sibling that the visitor accepts, or the file itself.
fn encoded(path: &Path, accepted: &str) -> (Option<&'static str>, PathBuf) {
    for (encoding, end) in [("br", ".br"), ("gzip", ".gz")] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        let sibling = PathBuf::from(name);
        if accepts(accepted, encoding) && sibling.is_file() {
            return (Some(encoding), sibling);
        }
    }
    (None, path.to_path_buf())
}

fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        words.next() == Some(encoding)
            && !words.any(|word| word.strip_prefix("q=").is_some_and(|q| q.parse().is_ok_and(|q: f32| q == 0.0)))
    })
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read, Write},
        net::TcpStream,
        thread,
        time::Duration,
    };

    use super::*;
    use crate::scratch;

    fn site(base: &str) -> (scratch::Folder, Site) {
        let folder = scratch::Folder::new(&format!("server{}", base.replace('/', "-")));
        folder.write("index.html", "home");
        folder.write("404.html", "not here");
        folder.write("en/index.html", "english");
        folder.write("en/index.html.br", "BR");
        folder.write("en/index.html.gz", "GZ");
        folder.write("a b.txt", "space");
        let path = folder.path().to_path_buf();
        (folder, Site { folder: path, base: base.to_owned(), own: true })
    }

    fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
        answer.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn addresses_lead_to_files() {
        let (_folder, site) = site("/");
        let check = |address: &str, status: u16, body: &str| {
            let answer = site.answer(address, "");
            assert_eq!((answer.status.as_u16(), str::from_utf8(&answer.body).unwrap()), (status, body), "{address}");
        };
        check("/", 200, "home");
        check("/?a=b", 200, "home");
        check("/en/", 200, "english");
        check("/en/index.html", 200, "english");
        check("/a%20b.txt", 200, "space");
        check("/nothing", 404, "not here");
        check("/en/nothing/", 404, "not here");
        check("/index.html/", 404, "not here");
        for outside in
            ["/../outside-of-the-site.txt", "/%2e%2e/outside-of-the-site.txt", "//etc/passwd", "/en/%", "/%00", "/en\\"]
        {
            assert_eq!(site.answer(outside, "").status, 404, "{outside}");
        }
        let redirect = site.answer("/en?x=1", "");
        assert_eq!((redirect.status.as_u16(), header(&redirect, "Location")), (302, Some("/en/?x=1")));
    }

    #[test]
    fn what_is_missing_is_a_page_and_not_kept() {
        let (_folder, site) = site("/");
        for path in headers::MISSING {
            let answer = site.answer(&format!("/{path}"), "");
            assert_eq!((answer.status.as_u16(), &*answer.body), (404, &b"not here"[..]), "{path}");
            for (name, value) in headers::headers("404.html") {
                assert_eq!(header(&answer, name), Some(value), "{path}");
            }
        }
    }

    #[test]
    fn a_base_is_the_only_way_in() {
        let (_folder, site) = site("/guide/");
        assert_eq!(site.answer("/guide/en/", "").body, b"english");
        assert_eq!(header(&site.answer("/guide", ""), "Location"), Some("/guide/"));
        for outside in ["/", "/en/", "/guidebook/", "/guide%2f"] {
            assert_eq!(site.answer(outside, "").status, 404, "{outside}");
        }
    }

    #[test]
    fn the_best_accepted_encoding_is_sent() {
        let (_folder, site) = site("/");
        let check = |accepted: &str, encoding: Option<&str>, body: &str| {
            let answer = site.answer("/en/", accepted);
            assert_eq!(header(&answer, "Content-Encoding"), encoding, "{accepted}");
            assert_eq!(answer.body, body.as_bytes());
            assert_eq!(header(&answer, "Content-Type"), Some("text/html; charset=utf-8"));
            assert_eq!(header(&answer, "Vary"), Some("Accept-Encoding"));
        };
        check("gzip, deflate, br, zstd", Some("br"), "BR");
        check("gzip, br;q=0", Some("gzip"), "GZ");
        check("gzip;q=0.5", Some("gzip"), "GZ");
        check("", None, "english");
        check("brotli", None, "english");
    }

    #[test]
    fn another_site_is_served_without_our_policies() {
        let (_folder, own) = site("/");
        let other = Site { own: false, ..own };
        let answer = other.answer("/en/", "br");
        assert_eq!((answer.status.as_u16(), header(&answer, "Content-Encoding")), (200, Some("br")));
        assert_eq!(header(&answer, "Content-Security-Policy"), None);
        assert_eq!(header(&answer, "Content-Type"), Some("text/html; charset=utf-8"));
    }

    #[test]
    fn connections_that_are_kept_open_keep_nobody_waiting() {
        let (_folder, site) = site("/");
        let listener = listen("127.0.0.1", 0).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || answer_all(listener, site));
        let ask = |mut visitor: &TcpStream| {
            visitor.set_read_timeout(Some(Duration::from_secs(300))).unwrap();
            visitor.write_all(b"GET /en/ HTTP/1.1\r\nHost: guide\r\n\r\n").unwrap();
            let mut start = [0; 15];
            visitor.read_exact(&mut start).expect("an answer comes, though others keep their connections");
            assert_eq!(str::from_utf8(&start), Ok("HTTP/1.1 200 OK"));
        };
        let mut visitors = Vec::new();
        // Several come at once, as a browser opens connections, the last of them speaks first, and one leaves.
        for _ in 0..32 {
            let came: Vec<_> = (0..4).map(|_| TcpStream::connect(address).unwrap()).collect();
            came.iter().rev().for_each(ask);
            visitors.extend(came);
            visitors.pop();
        }
    }

    #[test]
    fn a_taken_port_is_one_sentence() {
        let first = listen("127.0.0.1", 0).unwrap();
        let port = first.local_addr().unwrap().port();
        let sentence = listen("127.0.0.1", port).unwrap_err().sentence;
        assert!(sentence.starts_with(&format!("port {port} is taken")) && sentence.contains("--port "), "{sentence}");
    }
}
