//! One run of a program: it is started, fed, listened to, and ended when its time is over.

use std::io;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use futures_util::future::{Either, join3, select};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, Command};

use super::lines::{Kept, Lines};
use crate::port::Clock;

/// How long what a program leaves behind may hold its output open, and how long a killed one may take to go.
const GRACE: Duration = Duration::from_secs(1);
/// How often and after which pauses the start of a program is tried whose file is being written.
const STARTS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(25);

/// What came of a run that began.
#[derive(Debug)]
pub struct Ran {
    /// How it ended, or in words why that is not known: its time was over and it was killed.
    pub status: Result<ExitStatus, String>,
    /// What it said on stdout.
    pub answer: Kept,
}

/// Starts `command`, gives it `input`, and waits for it `limit` at most.
///
/// # Errors
/// Why it could not be started: it did nothing then.
pub async fn run(
    command: Command,
    input: &[u8],
    limit: Duration,
    clock: &dyn Clock,
    lines: &mut Lines<'_>,
) -> io::Result<Ran> {
    let mut child = start(command, clock).await?;
    let mut group = Group::of(&child);
    let mut answer = Kept::default();
    let work = attend(&mut child, &mut group, input, clock, &mut answer, lines);
    let status = match select(Box::pin(work), clock.sleep(limit)).await {
        Either::Left((status, _)) => status.map_err(|error| format!("nothing is known of its end: {error}")),
        Either::Right(_) => Err(format!("did not end within {} s and was killed", limit.as_secs())),
    };
    if status.is_err() {
        group.kill();
        // Whatever it hangs on, a killed program is not waited for without end.
        select(Box::pin(child.wait()), clock.sleep(GRACE)).await;
    }
    lines.end();
    Ok(Ran { status, answer })
}

/// Starts `command` in a process group of its own, with its three streams in our hands.
async fn start(mut command: Command, clock: &dyn Clock) -> io::Result<Child> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    // A signal from the terminal is for us: what is in flight is finished.
    #[cfg(unix)]
    command.process_group(0);
    for _ in 1..STARTS {
        match command.spawn() {
            // Its file is open for writing, here or in a process that is just being made (ETXTBSY).
            Err(error) if error.kind() == io::ErrorKind::ExecutableFileBusy => clock.sleep(PAUSE).await,
            other => return other,
        }
    }
    command.spawn()
}

/// Feeds and hears a program until it has ended.
async fn attend(
    child: &mut Child,
    group: &mut Group,
    input: &[u8],
    clock: &dyn Clock,
    answer: &mut Kept,
    lines: &mut Lines<'_>,
) -> io::Result<ExitStatus> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let pipes = join3(
        feed(stdin, input),
        hear(stdout, |bytes| answer.take(bytes)),
        hear(stderr, |bytes| lines.take(bytes)),
    );
    let (status, pipes) = match select(Box::pin(pipes), Box::pin(child.wait())).await {
        // It has closed its streams and is still busy.
        Either::Left((_, wait)) => (wait.await, None),
        Either::Right((status, pipes)) => (status, Some(pipes)),
    };
    // What it left behind and what still holds its output is ended, so that it does not hold us.
    let held = match pipes {
        Some(pipes) => matches!(select(pipes, clock.sleep(GRACE)).await, Either::Right(_)),
        None => false,
    };
    if held {
        group.kill()
    } else {
        group.forget()
    }
    status
}

/// Writes the request and closes the stream. A program that does not want to read it is free to do so.
async fn feed(stdin: Option<ChildStdin>, input: &[u8]) {
    let Some(mut stdin) = stdin else { return };
    if stdin.write_all(input).await.is_ok() {
        stdin.shutdown().await.ok();
    }
}

/// Reads to the end, also what nobody keeps: a program that is not read would stand still.
async fn hear(pipe: Option<impl AsyncRead + Unpin>, mut take: impl FnMut(&[u8])) {
    let Some(mut pipe) = pipe else { return };
    let mut chunk = [0; 4096];
    while let Ok(count @ 1..) = pipe.read(&mut chunk).await {
        take(chunk.get(..count).unwrap_or_default());
    }
}

/// The process group of a program. Killed when dropped, so that a run that is broken off leaves nothing behind.
struct Group(Option<u32>);

impl Group {
    fn of(child: &Child) -> Self {
        Self(child.id())
    }

    /// Ends every process of the group.
    fn kill(&mut self) {
        #[cfg(unix)]
        if let Some(id) = self.0.take().and_then(|id| rustix::process::Pid::from_raw(id.cast_signed())) {
            // One that is gone already is what was wanted.
            rustix::process::kill_process_group(id, rustix::process::Signal::KILL).ok();
        }
    }

    /// Leaves the group alone: its number may be somebody else's soon.
    fn forget(&mut self) {
        self.0 = None;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}
