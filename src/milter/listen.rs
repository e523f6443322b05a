//! Sockets, threads and signals of the milter.

use std::io;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::Settings;
use super::answer::replies;
use super::packet::{Command, LONGEST, Malformed};
use super::session::{Mail, Session, Step};
use crate::daemon::{self, Listen, Notice};
use crate::error::Error;
use crate::hook::{self, Checker, Decision, Overridden, Told};
use crate::read::{self, Format};

/// How long a silent server keeps its connection; libmilter waits as long.
const SILENCE: Duration = Duration::from_secs(7210);
/// The pause after a connection that could not be accepted, such as for want of file handles.
const BREATH: Duration = Duration::from_millis(100);

/// Writes down what was overridden.
type Log = dyn Fn(&[Overridden]) -> Result<(), Error> + Send + Sync;

/// What all connections share.
struct Milter<C> {
    settings: Settings,
    checker: RwLock<Arc<C>>,
    /// Places for checks, as many as there are processors.
    checks: Arc<Semaphore>,
    log: Box<Log>,
    tell: fn(&Notice),
}

/// Answers mail servers until SIGINT or SIGTERM; SIGHUP loads the rules again. `load` is asked once at the start; `log` writes down
/// what was overridden; `tell` hears what happens.
///
/// # Errors
/// Rules that do not load, an address that cannot be listened on, a public one that was not meant to be.
pub fn run<C: Checker + Send + Sync + 'static>(
    settings: Settings,
    load: impl Fn() -> Result<C, Error> + Send + Sync + 'static,
    log: impl Fn(&[Overridden]) -> Result<(), Error> + Send + Sync + 'static,
    tell: fn(&Notice),
) -> Result<(), Error> {
    refuse_public(&settings)?;
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let milter = Arc::new(Milter {
        checker: RwLock::new(Arc::new(load()?)),
        settings,
        checks: Arc::new(Semaphore::new(processors)),
        log: Box::new(log),
        tell,
    });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| daemon::no_threads(&error))?;
    let done = runtime.block_on(listen(milter, load));
    // A check that is given up on must not keep the process.
    runtime.shutdown_background();
    done
}

fn refuse_public(settings: &Settings) -> Result<(), Error> {
    match settings.listen {
        Listen::Tcp(address) if !address.ip().is_loopback() && !settings.is_public => {
            Err(Error::config(format!(
                "{address} can be reached from other machines, and mails would travel in the clear"
            ))
            .help("listen on 127.0.0.1 or on a socket with --unix, or allow it with --public"))
        }
        _ => Ok(()),
    }
}

async fn listen<C: Checker + Send + Sync + 'static>(
    milter: Arc<Milter<C>>,
    load: impl Fn() -> Result<C, Error> + Send + Sync + 'static,
) -> Result<(), Error> {
    let stop = daemon::stop()?;
    let reloaded = Arc::clone(&milter);
    let take = move |loaded: Result<C, Error>| {
        loaded.map(|checker| {
            let mut place = reloaded
                .checker
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            *place = Arc::new(checker);
        })
    };
    daemon::reload(load, take, milter.tell)?;
    match milter.settings.listen.clone() {
        Listen::Tcp(address) => {
            let refused = |error: io::Error| {
                Error::io(format!("cannot be listened on: {error}")).in_source(address.to_string())
            };
            let listener = TcpListener::bind(address).await.map_err(refused)?;
            let address = listener.local_addr().map_err(refused)?;
            (milter.tell)(&Notice::Listening(format!(
                "inet:{}:{}",
                address.ip(),
                address.port()
            )));
            let accept = async move || {
                let (stream, _) = listener.accept().await?;
                // Answers are short: waiting for more to send would only delay them.
                let _ = stream.set_nodelay(true);
                Ok(stream)
            };
            answer(accept, &milter, stop).await;
        }
        Listen::Unix(path) => {
            let (_file, listener) = daemon::open(&path, milter.settings.socket_mode).await?;
            (milter.tell)(&Notice::Listening(format!("unix:{}", path.display())));
            let accept = async move || listener.accept().await.map(|(stream, _)| stream);
            answer(accept, &milter, stop).await;
        }
    }
    Ok(())
}

/// Answers until told to stop, then what is under way.
async fn answer<C, S>(
    accept: impl AsyncFn() -> io::Result<S>,
    milter: &Arc<Milter<C>>,
    mut stop: watch::Receiver<bool>,
) where
    C: Checker + Send + Sync + 'static,
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let places = Arc::new(Semaphore::new(milter.settings.connections.max(1)));
    let mut connections = JoinSet::new();
    let until = stop.clone();
    let letting_in = async {
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                return;
            };
            while connections.try_join_next().is_some() {}
            match accept().await {
                Ok(stream) => {
                    let (milter, stop) = (Arc::clone(milter), until.clone());
                    connections.spawn(async move {
                        let _place = place;
                        // A server that is gone needs no answer.
                        let _ = converse(stream, &milter, stop).await;
                    });
                }
                Err(_) => tokio::time::sleep(BREATH).await,
            }
        }
    };
    tokio::select! {
        () = letting_in => {}
        () = daemon::stopped(&mut stop) => {}
    }
    // Nobody new is let in from here on.
    drop(accept);
    (milter.tell)(&Notice::Stopping);
    let ending = async { while connections.join_next().await.is_some() {} };
    if timeout(milter.settings.grace, ending).await.is_err() {
        (milter.tell)(&Notice::GaveUp);
    }
}

/// Speaks with one server until it leaves, or until the stop when it has no message under way.
async fn converse<C: Checker + Send + Sync + 'static>(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    milter: &Arc<Milter<C>>,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let mut session = Session::new(&milter.settings);
    let mut data = Vec::new();
    let mut out = Vec::new();
    loop {
        let letter = if session.is_idle() {
            tokio::select! {
                letter = packet(&mut stream, &mut data) => letter?,
                () = daemon::stopped(&mut stop) => return Ok(()),
            }
        } else {
            packet(&mut stream, &mut data).await?
        };
        let step = Command::read(letter, &data).and_then(|command| session.take(command));
        out.clear();
        match step {
            Ok(Step::Wait) => continue,
            Ok(Step::Answer(reply)) => reply.write(&mut out),
            Ok(Step::Check(mail)) => {
                let tags = if session.may_remove() { mail.tags } else { 0 };
                let decision = decide(mail, milter).await;
                for reply in replies(&decision, milter.settings.mode, tags) {
                    reply.write(&mut out);
                }
            }
            Ok(Step::Close) => return Ok(()),
            Err(Malformed) => return Err(io::ErrorKind::InvalidData.into()),
        }
        stream.write_all(&out).await?;
        stream.flush().await?;
    }
}

/// Reads one packet; answers its letter.
async fn packet(stream: &mut (impl AsyncRead + Unpin), data: &mut Vec<u8>) -> io::Result<u8> {
    let length = timeout(SILENCE, stream.read_u32())
        .await
        .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
    if !(1..=LONGEST).contains(&length) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let letter = stream.read_u8().await?;
    data.clear();
    data.resize(length as usize - 1, 0);
    stream.read_exact(data).await?;
    Ok(letter)
}

/// Decides about a mail on a thread of its own, within the time limit.
async fn decide<C: Checker + Send + Sync + 'static>(
    mail: Mail,
    milter: &Arc<Milter<C>>,
) -> Decision {
    let checker = Arc::clone(
        &milter
            .checker
            .read()
            .unwrap_or_else(PoisonError::into_inner),
    );
    let on_error = checker.policy().on_error;
    let checked = check(mail, milter, checker);
    let decision = match milter.settings.time {
        None => checked.await,
        Some(limit) => match timeout(limit, checked).await {
            Ok(decision) => decision,
            Err(_) => Err(Error::io(format!("the check took longer than {limit:?}"))),
        },
    };
    let logged = decision.and_then(|decision| {
        // Nothing is overridden in secret.
        (milter.log)(&decision.overridden)?;
        Ok(decision)
    });
    let decision =
        logged.unwrap_or_else(|error| Decision::failed_because(&error.to_string(), on_error));
    if let Some((reason, _)) = &decision.failure {
        (milter.tell)(&Notice::Unchecked(reason.clone()));
    }
    decision
}

async fn check<C: Checker + Send + Sync + 'static>(
    mail: Mail,
    milter: &Arc<Milter<C>>,
    checker: Arc<C>,
) -> Result<Decision, Error> {
    if mail.is_too_long {
        let longest = milter.settings.longest;
        return Err(Error::input(format!("it is longer than {longest} bytes")));
    }
    let broke_off = || Error::io("the check broke off");
    let place = Arc::clone(&milter.checks).acquire_owned().await;
    let place = place.map_err(|_| broke_off())?;
    let checked = tokio::task::spawn_blocking(move || {
        // A check that is given up on keeps its place until it is done, so that the processors are never promised twice.
        let _place = place;
        let options = read::Options {
            as_format: Some(Format::Email),
            ..checker.options()
        };
        hook::decide("<mail>", &mail.bytes, &options, &*checker, Told::Reasons)
    });
    checked.await.map_err(|_| broke_off())
}
