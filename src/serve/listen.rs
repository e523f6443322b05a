//! Opens the socket, answers until it is told to stop, and loads the rules again when asked.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::serve::{Listener, ListenerExt};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::routes::router;
use super::service::Service;
use super::{Listen, Rules, Settings};
use crate::error::Error;

/// Something the person who runs the service should know.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Notice {
    /// The service answers at this address.
    Listening(SocketAddr),
    /// The service answers at this socket.
    ListeningAt(PathBuf),
    /// The rules were loaded again.
    Reloaded,
    /// The rules could not be loaded again; the old ones hold.
    KeptRules(Error),
    /// No more requests are taken; those under way are answered.
    Stopping,
    /// Some requests took too long to be waited for.
    GaveUp,
}

impl fmt::Display for Notice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listening(address) => write!(out, "listening on http://{address}"),
            Self::ListeningAt(path) => write!(out, "listening on {}", path.display()),
            Self::Reloaded => out.write_str("loaded the rules again"),
            Self::KeptRules(error) => write!(out, "the old rules stay: {error}"),
            Self::Stopping => out.write_str("stopping; requests under way are answered"),
            Self::GaveUp => out.write_str("stopped before everything under way was answered"),
        }
    }
}

/// Answers requests until SIGINT or SIGTERM; SIGHUP loads the rules again. `load` is asked once at the start; `tell` hears what happens.
///
/// # Errors
/// Rules that do not load, an address that cannot be listened on, a public one without tokens.
pub fn run(
    settings: Settings,
    load: impl Fn() -> Result<Rules, Error> + Send + Sync + 'static,
    tell: fn(&Notice),
) -> Result<(), Error> {
    refuse_public(&settings)?;
    let service = Arc::new(Service::new(settings, load()?));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::io(format!("the service cannot start its threads: {error}")))?;
    let done = runtime.block_on(listen(service, Arc::new(load), tell));
    // A check that is given up on must not keep the process.
    runtime.shutdown_background();
    done
}

fn refuse_public(settings: &Settings) -> Result<(), Error> {
    match settings.listen {
        Listen::Tcp(address) if !address.ip().is_loopback() && settings.tokens.is_none() => {
            Err(Error::config(format!(
                "{address} can be reached from other machines, and anybody there could ask"
            ))
            .help("name a file of tokens with --token-file, or listen on 127.0.0.1"))
        }
        _ => Ok(()),
    }
}

async fn listen<L>(service: Arc<Service>, load: Arc<L>, tell: fn(&Notice)) -> Result<(), Error>
where
    L: Fn() -> Result<Rules, Error> + Send + Sync + 'static,
{
    let stop = signals::stop(tell)?;
    signals::reload(Arc::clone(&service), load, tell)?;
    match service.settings.listen.clone() {
        Listen::Tcp(address) => {
            let refused = |error: io::Error| {
                Error::io(format!("cannot be listened on: {error}")).in_source(address.to_string())
            };
            let listener = TcpListener::bind(address).await.map_err(refused)?;
            tell(&Notice::Listening(listener.local_addr().map_err(refused)?));
            // Answers are short: waiting for more to send would only delay them.
            let listener = listener.tap_io(|stream| {
                let _ = stream.set_nodelay(true);
            });
            answer(listener, service, stop, tell).await
        }
        Listen::Unix(path) => {
            let (_file, listener) = unix::open(&path).await?;
            tell(&Notice::ListeningAt(path));
            answer(listener, service, stop, tell).await
        }
    }
}

/// Answers until told to stop, then what is under way.
async fn answer<L: Listener>(
    listener: L,
    service: Arc<Service>,
    stop: watch::Receiver<bool>,
    tell: fn(&Notice),
) -> Result<(), Error>
where
    L::Addr: fmt::Debug,
{
    let grace = service.settings.limits.grace;
    let app = router(&service);
    let (mut until_stop, mut for_grace) = (stop.clone(), stop);
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        stopped(&mut until_stop).await;
        service.stop();
    });
    let serving = tokio::spawn(serving.into_future());
    stopped(&mut for_grace).await;
    tell(&Notice::Stopping);
    match tokio::time::timeout(grace, serving).await {
        Ok(Ok(Ok(()))) => Ok(()),
        Ok(_) => Err(Error::io("the service broke off")),
        Err(_) => {
            tell(&Notice::GaveUp);
            Ok(())
        }
    }
}

/// Waits for the word to stop. Without anybody left to give it there is nothing to wait for.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

#[cfg(unix)]
mod signals {
    //! SIGINT and SIGTERM stop, SIGHUP reloads.

    use tokio::signal::unix::{SignalKind, signal};

    use super::{Arc, Error, Notice, Rules, Service, io, watch};

    pub(super) fn stop(_: fn(&Notice)) -> Result<watch::Receiver<bool>, Error> {
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

    pub(super) fn reload<L>(
        service: Arc<Service>,
        load: Arc<L>,
        tell: fn(&Notice),
    ) -> Result<(), Error>
    where
        L: Fn() -> Result<Rules, Error> + Send + Sync + 'static,
    {
        let mut signals = signal(SignalKind::hangup()).map_err(|error| unheard(&error))?;
        tokio::spawn(async move {
            while signals.recv().await.is_some() {
                let load = Arc::clone(&load);
                let loaded = tokio::task::spawn_blocking(move || load()).await;
                let loaded =
                    loaded.unwrap_or_else(|_| Err(Error::io("loading the rules broke off")));
                service.metrics.reloaded(loaded.is_ok());
                match loaded {
                    Ok(rules) => {
                        service.replace_rules(rules);
                        tell(&Notice::Reloaded);
                    }
                    Err(error) => tell(&Notice::KeptRules(error)),
                }
            }
        });
        Ok(())
    }

    fn unheard(error: &io::Error) -> Error {
        Error::io(format!("signals cannot be heard: {error}"))
    }
}

#[cfg(not(unix))]
mod signals {
    //! Ctrl-C stops; there is no signal to reload.

    use super::{Arc, Error, Notice, Rules, Service, watch};

    pub(super) fn stop(_: fn(&Notice)) -> Result<watch::Receiver<bool>, Error> {
        let (sender, receiver) = watch::channel(false);
        tokio::spawn(async move {
            let _ = tokio::signal::ctrl_c().await;
            let _ = sender.send(true);
        });
        Ok(receiver)
    }

    pub(super) fn reload<L>(_: Arc<Service>, _: Arc<L>, _: fn(&Notice)) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(unix)]
mod unix {
    //! A socket in the file system.

    use std::fs;
    use std::os::unix::fs::{FileTypeExt, PermissionsExt};

    use tokio::net::{UnixListener, UnixStream};

    use super::{Error, Path, PathBuf, io};

    /// A socket's file, taken away at the end.
    #[derive(Debug)]
    pub(super) struct Socket(PathBuf);

    /// Listens at a path. A socket that nobody listens at any more is replaced; anything else there stays.
    pub(super) async fn open(path: &Path) -> Result<(Socket, UnixListener), Error> {
        let refused = |error: io::Error| {
            Error::io(format!("cannot be listened on: {error}"))
                .in_source(path.display().to_string())
        };
        let is_socket = fs::symlink_metadata(path).is_ok_and(|data| data.file_type().is_socket());
        if is_socket && UnixStream::connect(path).await.is_err() {
            fs::remove_file(path).map_err(refused)?;
        }
        let listener = UnixListener::bind(path).map_err(refused)?;
        let socket = Socket(path.to_path_buf());
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).map_err(refused)?;
        Ok((socket, listener))
    }

    impl Drop for Socket {
        fn drop(&mut self) {
            // At the end nobody is left to be told.
            let _ = fs::remove_file(&self.0);
        }
    }
}

#[cfg(not(unix))]
mod unix {
    //! No sockets in the file system here.

    use super::{Error, Path, TcpListener};

    pub(super) async fn open(path: &Path) -> Result<((), TcpListener), Error> {
        Err(Error::config("sockets in the file system need Unix")
            .in_source(path.display().to_string()))
    }
}
