//! What ends a run before its end: Ctrl-C, SIGTERM, the deadline.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::mpsc;

use super::context::Deadline;
use super::exit::Exit;
use super::print;
use crate::run::Stop;

/// Listens for the end of one run, until it is dropped.
pub struct Listener {
    task: tokio::task::JoinHandle<()>,
    late: Arc<AtomicBool>,
}

impl Listener {
    /// Listens. What is waited for is ended by `stop`, and the run is told over the channel; whoever asks a second time
    /// does not want to wait, and the program ends at once.
    pub fn new(stop: Stop, deadline: Option<Deadline>) -> (Self, mpsc::Receiver<()>) {
        let (tell, told) = mpsc::channel(1);
        let late = Arc::new(AtomicBool::new(false));
        let is_late = late.clone();
        let task = tokio::spawn(async move {
            tokio::select! {
                () = asked() => print::note("stopping: what is in flight is finished, nothing else is begun"),
                () = over(deadline) => {
                    is_late.store(true, Ordering::Relaxed);
                    print::note("stopping: the time of the run is over (--deadline)");
                }
            }
            stop.now();
            tell.send(()).await.ok();
            asked().await;
            std::process::exit(Exit::Unknown.code().into());
        });
        (Self { task, late }, told)
    }

    /// Whether it was the deadline that ended the run.
    pub fn is_late(&self) -> bool {
        self.late.load(Ordering::Relaxed)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Comes back when somebody asks the program to end: Ctrl-C, or SIGTERM, as a service manager or a CI runner does.
pub async fn asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    tokio::signal::ctrl_c().await.ok();
}

async fn over(deadline: Option<Deadline>) {
    match deadline {
        Some(deadline) => tokio::time::sleep(deadline.left()).await,
        None => std::future::pending().await,
    }
}
