//! A long-running command of the built binary, in a folder with rules of its own, for as long as a test holds it.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The rules of the folder; the tests of hosts use the same file.
pub(crate) const RULESET: &str = include_str!("house.toml");
/// Only those rules are on.
const CONFIG: &str = include_str!("tactful.toml");
/// Longer than anything takes in these tests.
const PATIENCE: Duration = Duration::from_secs(20);

/// `tactful serve` or `tactful milter`, listening.
pub(crate) struct Service {
    child: Child,
    /// `HOST:PORT`, or the path of a socket.
    pub(crate) address: String,
    /// Standard error behind the line that says where it listens.
    pub(crate) notices: BufReader<ChildStderr>,
    pub(crate) folder: TempDir,
}

impl Service {
    /// Starts a command on a free port, or on the socket that `arguments` name; `more` stands in the configuration behind `[levels]`.
    pub(crate) fn start(
        command: &str,
        arguments: &[&str],
        files: &[(&str, &str)],
        more: &str,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = format!("{CONFIG}{more}");
        let own = [("house.toml", RULESET), ("tactful.toml", &*config)];
        for (name, text) in own.iter().chain(files) {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let mut started = tactful(folder.path(), command);
        if !arguments.contains(&"--unix") {
            started.args(["--listen", "127.0.0.1:0"]);
        }
        let mut child = started.args(arguments).spawn().unwrap();
        let mut notices = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        notices.read_line(&mut line).unwrap();
        let place = line
            .trim()
            .strip_prefix("tactful: listening on ")
            .unwrap_or_else(|| panic!("{line}"));
        let scheme = ["http://", "inet:", "unix:"]
            .into_iter()
            .find(|scheme| place.starts_with(scheme));
        Self {
            address: place[scheme.map_or(0, str::len)..].to_owned(),
            child,
            notices,
            folder,
        }
    }

    /// A connection that does not wait for ever.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// The next line that it tells.
    pub(crate) fn notice(&mut self) -> String {
        let mut line = String::new();
        self.notices.read_line(&mut line).unwrap();
        line
    }

    /// Sends a signal, such as `-TERM`.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &id]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits for the end; answers the exit code.
    pub(crate) fn ends(&mut self) -> Option<i32> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not stop");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command of the built binary in a folder, without the user's environment and without input.
pub(crate) fn tactful(folder: &Path, name: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tactful"));
    command
        .arg(name)
        .env_clear()
        // The rules of the tests are compiled once for all of them.
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}
