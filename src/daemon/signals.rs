//! SIGINT and SIGTERM stop, SIGHUP loads the rules again.

use std::sync::Arc;

use tokio::sync::watch;

use super::Notice;
use crate::error::Error;

/// Waits for the word to stop. Without anybody left to give it there is nothing to wait for.
pub(crate) async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Turns true when a signal asks to stop.
#[cfg(unix)]
pub(crate) fn stop() -> Result<watch::Receiver<bool>, Error> {
    use tokio::signal::unix::{SignalKind, signal};

    let (sender, receiver) = watch::channel(false);
    let sender = Arc::new(sender);
    for kind in [SignalKind::interrupt(), SignalKind::terminate()] {
        let mut signals = signal(kind).map_err(|error| unheard(&error))?;
        let sender = Arc::clone(&sender);
        tokio::spawn(async move {
            while signals.recv().await.is_some() {
                let _ = sender.send(true);
            }
        });
    }
    Ok(receiver)
}

/// Loads rules again for every SIGHUP and hands what came of it to `take`; then tells what happened.
#[cfg(unix)]
pub(crate) fn reload<R: Send + 'static>(
    load: impl Fn() -> Result<R, Error> + Send + Sync + 'static,
    take: impl Fn(Result<R, Error>) -> Result<(), Error> + Send + 'static,
    tell: fn(&Notice),
) -> Result<(), Error> {
    use tokio::signal::unix::{SignalKind, signal};

    let load = Arc::new(load);
    let mut signals = signal(SignalKind::hangup()).map_err(|error| unheard(&error))?;
    tokio::spawn(async move {
        while signals.recv().await.is_some() {
            let load = Arc::clone(&load);
            let loaded = tokio::task::spawn_blocking(move || load()).await;
            let loaded = loaded.unwrap_or_else(|_| Err(Error::io("loading the rules broke off")));
            match take(loaded) {
                Ok(()) => tell(&Notice::Reloaded),
                Err(error) => tell(&Notice::KeptRules(error)),
            }
        }
    });
    Ok(())
}

#[cfg(unix)]
fn unheard(error: &std::io::Error) -> Error {
    Error::io(format!("signals cannot be heard: {error}"))
}

/// Turns true when Ctrl-C asks to stop.
#[cfg(not(unix))]
pub(crate) fn stop() -> Result<watch::Receiver<bool>, Error> {
    let (sender, receiver) = watch::channel(false);
    tokio::spawn(async move {
        let _ = tokio::signal::ctrl_c().await;
        let _ = sender.send(true);
    });
    Ok(receiver)
}

/// There is no signal to reload here.
#[cfg(not(unix))]
pub(crate) fn reload<R: Send + 'static>(
    _: impl Fn() -> Result<R, Error> + Send + Sync + 'static,
    _: impl Fn(Result<R, Error>) -> Result<(), Error> + Send + 'static,
    _: fn(&Notice),
) -> Result<(), Error> {
    Ok(())
}
