//! Connections that say nothing: closed after a while, so that they do not keep the places of others. Hyper counts such a time only with a timer of its own, which `axum::serve` does not give it.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// A listener whose connections are closed when they keep the service waiting.
pub(super) struct Patient<L> {
    pub(super) listener: L,
    /// Longest time from the connection to the whole head of its first request.
    pub(super) head: Duration,
    /// Longest time from an answer to the whole head of the next request, and to the moment when somebody takes the answer.
    pub(super) idle: Duration,
}

impl<L: Listener> Listener for Patient<L> {
    type Io = Timed<L::Io>;
    type Addr = L::Addr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        // Without a free file descriptor axum's own listeners wait a second and go on.
        let (io, address) = self.listener.accept().await;
        (Timed::new(io, self.head, self.idle), address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// Whose turn it is on a connection: the client's while the count is even, the service's while it is odd.
#[derive(Debug, Clone, Default)]
pub(super) struct Turn(Arc<AtomicUsize>);

impl Turn {
    /// The service has the head of a request; its turn lasts until the answer of this is dropped.
    pub(super) fn take(&self) -> Taken {
        self.0.fetch_add(1, Ordering::AcqRel);
        Taken(self.clone())
    }
}

impl<L: Listener> Connected<IncomingStream<'_, Patient<L>>> for Turn {
    fn connect_info(stream: IncomingStream<'_, Patient<L>>) -> Self {
        stream.io().turn.clone()
    }
}

/// The service's turn.
#[derive(Debug)]
pub(super) struct Taken(Turn);

impl Drop for Taken {
    fn drop(&mut self) {
        self.0.0.fetch_add(1, Ordering::AcqRel);
    }
}

/// A connection that ends by itself when the client keeps the service waiting.
pub(super) struct Timed<I> {
    io: I,
    turn: Turn,
    /// The turn that `until` is about.
    seen: usize,
    until: Pin<Box<Sleep>>,
    /// Until when somebody must take what is sent, while nobody does.
    taken: Option<Pin<Box<Sleep>>>,
    idle: Duration,
}

impl<I> Timed<I> {
    fn new(io: I, head: Duration, idle: Duration) -> Self {
        Self {
            io,
            turn: Turn::default(),
            seen: 0,
            until: Box::pin(sleep(head)),
            taken: None,
            idle,
        }
    }

    /// What a write has come to; an error when nobody takes what is sent.
    fn sent<T>(
        &mut self,
        context: &mut Context<'_>,
        sent: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if sent.is_ready() {
            self.taken = None;
            return sent;
        }
        let idle = self.idle;
        let until = self.taken.get_or_insert_with(|| Box::pin(sleep(idle)));
        until.as_mut().poll(context).map(|()| Err(too_long()))
    }
}

fn too_long() -> io::Error {
    io::ErrorKind::TimedOut.into()
}

impl<I: AsyncRead + Unpin> AsyncRead for Timed<I> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // Whoever sends byte by byte is asked about the time between two of them.
        let read = Pin::new(&mut this.io).poll_read(context, buffer);
        if read.is_ready() {
            return read;
        }
        let turn = this.turn.0.load(Ordering::Acquire);
        if turn % 2 == 1 {
            // The time of a request has a limit of its own.
            return Poll::Pending;
        }
        if turn != this.seen {
            this.seen = turn;
            this.until.as_mut().reset(Instant::now() + this.idle);
        }
        this.until.as_mut().poll(context).map(|()| Err(too_long()))
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for Timed<I> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let sent = Pin::new(&mut this.io).poll_write(context, bytes);
        this.sent(context, sent)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let sent = Pin::new(&mut this.io).poll_write_vectored(context, slices);
        this.sent(context, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_shutdown(context)
    }
}
