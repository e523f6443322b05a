//! Opens the socket, answers until it is told to stop, and loads the rules again when asked.

use std::fmt;
use std::io;
use std::sync::Arc;

use axum::serve::{Listener, ListenerExt};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::patience::{Patient, Turn};
use super::routes::router;
use super::service::Service;
use super::{Rules, Settings};
use crate::daemon::{self, Listen, Notice};
use crate::error::Error;

/// Answers requests until SIGINT or SIGTERM; SIGHUP loads the rules again. `load` is asked once at the start; `tell` hears what happens.
///
/// # Errors
/// Rules that do not load, an address that cannot be listened on, a public one without tokens.
pub fn run(
    settings: Settings,
    load: impl Fn() -> Result<Rules, Error> + Send + Sync + 'static,
    tell: fn(&Notice),
) -> Result<(), Error> {
    let rules = load()?;
    refuse_public(&settings, &rules)?;
    let service = Arc::new(Service::new(settings, rules));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| daemon::no_threads(&error))?;
    let done = runtime.block_on(listen(service, load, tell));
    // A check that is given up on must not keep the process.
    runtime.shutdown_background();
    done
}

fn refuse_public(settings: &Settings, rules: &Rules) -> Result<(), Error> {
    match settings.listen {
        Listen::Tcp(address) if !address.ip().is_loopback() && rules.tokens.is_none() => {
            Err(Error::config(format!(
                "{address} can be reached from other machines, and anybody there could ask"
            ))
            .help("name a file of tokens with --token-file, or listen on 127.0.0.1"))
        }
        _ => Ok(()),
    }
}

async fn listen(
    service: Arc<Service>,
    load: impl Fn() -> Result<Rules, Error> + Send + Sync + 'static,
    tell: fn(&Notice),
) -> Result<(), Error> {
    let stop = daemon::stop()?;
    let reloaded = Arc::clone(&service);
    let take = move |loaded: Result<Rules, Error>| {
        reloaded.metrics.reloaded(loaded.is_ok());
        loaded.map(|rules| reloaded.replace_rules(rules))
    };
    daemon::reload(load, take, tell)?;
    match service.settings.listen.clone() {
        Listen::Tcp(address) => {
            let refused = |error: io::Error| {
                Error::io(format!("cannot be listened on: {error}")).in_source(address.to_string())
            };
            let listener = TcpListener::bind(address).await.map_err(refused)?;
            let address = listener.local_addr().map_err(refused)?;
            tell(&Notice::Listening(format!("http://{address}")));
            // Answers are short: waiting for more to send would only delay them.
            let listener = listener.tap_io(|stream| {
                let _ = stream.set_nodelay(true);
            });
            answer(listener, service, stop, tell).await
        }
        Listen::Unix(path) => {
            // For the user that started the service alone.
            let (_file, listener) = daemon::open(&path, 0o600).await?;
            tell(&Notice::Listening(path.display().to_string()));
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
    let limits = service.settings.limits;
    let app = router(&service).into_make_service_with_connect_info::<Turn>();
    let listener = Patient {
        listener,
        head: limits.time,
        idle: limits.idle,
    };
    let (mut until_stop, mut for_grace) = (stop.clone(), stop);
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        daemon::stopped(&mut until_stop).await;
        service.stop();
    });
    let serving = tokio::spawn(serving.into_future());
    daemon::stopped(&mut for_grace).await;
    tell(&Notice::Stopping);
    match tokio::time::timeout(limits.grace, serving).await {
        Ok(Ok(Ok(()))) => Ok(()),
        Ok(_) => Err(Error::io("the service broke off")),
        Err(_) => {
            tell(&Notice::GaveUp);
            Ok(())
        }
    }
}
