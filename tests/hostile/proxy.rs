//! A server in front of the emulator that forwards what it is sent, and does as a scenario says on what matches.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// What is done with a request that matches.
#[derive(Clone, Copy)]
pub enum Act {
    /// This status, these header lines, this body.
    Answer(u16, &'static str, &'static str),
    /// This status, and a body that repeats all that was sent.
    Echo(u16),
    /// The emulator's answer, changed.
    Edit(fn(&mut Value)),
    /// The emulator's answer, with so many bytes more or less promised than sent.
    Length(i64),
    /// So many bytes of the emulator's answer, then nothing.
    Cut(usize),
    /// The request is carried out, and this is answered all the same.
    After(u16, &'static str),
    /// These bytes, then the connection is closed.
    Raw(&'static [u8]),
    /// A head, then one byte in a while, for ever.
    Drip,
    /// One line of the head in a while, for ever.
    DripHead,
    /// A head, then chunks without end.
    Endless,
    /// Nothing is ever said.
    Silence,
}

/// Which requests match: the method (empty for all), a part of the path, and how many of them (0 for all).
#[derive(Clone, Copy)]
pub struct Match(pub &'static str, pub &'static str, pub usize);

pub struct Proxy {
    pub address: String,
    pub hits: Arc<AtomicUsize>,
}

impl Proxy {
    /// In front of the emulator at `server`. Its threads end with the test's process.
    pub fn start(server: &str, matches: Match, act: Act) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let hits = Arc::new(AtomicUsize::new(0));
        let (server, own) = (server.to_owned(), hits.clone());
        thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let (server, hits) = (server.clone(), own.clone());
                // A client that goes away in the middle is the scenario's business.
                thread::spawn(move || serve(socket, &server, matches, act, &hits).ok());
            }
        });
        Self { address, hits }
    }
}

struct Request {
    method: String,
    path: String,
    head: String,
    body: Vec<u8>,
}

fn read(socket: &TcpStream) -> std::io::Result<Option<Request>> {
    let mut reader = BufReader::new(socket);
    let (mut head, mut first, mut length) = (String::new(), String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        if line == "\r\n" {
            break;
        }
        let lower = line.to_ascii_lowercase();
        if let Some(count) = lower.strip_prefix("content-length:") {
            length = count.trim().parse().unwrap_or(0);
        }
        match first.is_empty() {
            true => first = line,
            false if lower.starts_with("connection:") => {}
            false => head.push_str(&line),
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut words = first.split(' ');
    let mut word = || words.next().unwrap_or_default().to_owned();
    Ok(Some(Request { method: word(), path: word(), head, body }))
}

fn serve(
    mut socket: TcpStream,
    server: &str,
    Match(method, part, most): Match,
    act: Act,
    hits: &AtomicUsize,
) -> std::io::Result<()> {
    let Some(request) = read(&socket)? else { return Ok(()) };
    let fits = (method.is_empty() || method == request.method) && request.path.contains(part);
    if fits && (most == 0 || hits.load(Ordering::SeqCst) < most) {
        hits.fetch_add(1, Ordering::SeqCst);
        return misbehave(&mut socket, server, &request, act);
    }
    let answer = forward(server, &request)?;
    socket.write_all(&answer)
}

/// The emulator's whole answer.
fn forward(server: &str, request: &Request) -> std::io::Result<Vec<u8>> {
    let mut socket = TcpStream::connect(server)?;
    let Request { method, path, head, body } = request;
    write!(socket, "{method} {path} HTTP/1.1\r\n{head}connection: close\r\n\r\n")?;
    socket.write_all(body)?;
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer)?;
    Ok(answer)
}

fn answer(socket: &mut TcpStream, status: u16, head: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    write!(socket, "HTTP/1.1 {status} X\r\n{head}content-length: {length}\r\nconnection: close\r\n\r\n")?;
    socket.write_all(body)
}

fn misbehave(socket: &mut TcpStream, server: &str, request: &Request, act: Act) -> std::io::Result<()> {
    match act {
        Act::Answer(status, head, body) => answer(socket, status, head, body.as_bytes()),
        Act::Echo(status) => {
            let said = format!("you sent {} {}", request.head, String::from_utf8_lossy(&request.body));
            let body = serde_json::json!({ "error": "bad", "message": said }).to_string();
            answer(socket, status, JSON, body.as_bytes())
        }
        Act::Edit(edit) => {
            let whole = forward(server, request)?;
            let (_, body) = parts(&whole);
            let mut value = serde_json::from_slice(body).unwrap_or(Value::Null);
            edit(&mut value);
            answer(socket, 200, JSON, value.to_string().as_bytes())
        }
        Act::Length(more) => {
            let whole = forward(server, request)?;
            let (_, body) = parts(&whole);
            let length = body.len() as i64 + more;
            write!(socket, "HTTP/1.1 200 X\r\n{JSON}content-length: {length}\r\n\r\n")?;
            socket.write_all(body)
        }
        Act::Cut(most) => {
            let whole = forward(server, request)?;
            socket.write_all(&whole[..most.min(whole.len())])
        }
        Act::After(status, body) => {
            forward(server, request)?;
            answer(socket, status, JSON, body.as_bytes())
        }
        Act::Raw(bytes) => socket.write_all(bytes),
        Act::Drip => {
            write!(socket, "HTTP/1.1 200 X\r\n{JSON}content-length: 100000\r\n\r\n")?;
            forever(socket, b" ", 200)
        }
        Act::DripHead => {
            write!(socket, "HTTP/1.1 200 X\r\n")?;
            forever(socket, b"x-a: b\r\n", 200)
        }
        Act::Endless => {
            write!(socket, "HTTP/1.1 200 X\r\n{JSON}transfer-encoding: chunked\r\n\r\n")?;
            let chunk = [b"10000\r\n".as_slice(), &[b' '; 65_536], b"\r\n"].concat();
            forever(socket, &chunk, 0)
        }
        Act::Silence => {
            thread::sleep(Duration::from_secs(600));
            Ok(())
        }
    }
}

const JSON: &str = "content-type: application/json\r\n";

/// Head and body of an answer.
fn parts(whole: &[u8]) -> (&[u8], &[u8]) {
    let end = whole.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(whole.len());
    (&whole[..end], whole.get(end + 4..).unwrap_or_default())
}

/// Writes until the other side is gone.
fn forever(socket: &mut TcpStream, bytes: &[u8], pause: u64) -> std::io::Result<()> {
    loop {
        socket.write_all(bytes)?;
        thread::sleep(Duration::from_millis(pause));
    }
}
