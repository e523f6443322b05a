//! A socket in the file system.

use std::path::Path;
#[cfg(unix)]
use std::{fs, io, path::PathBuf};

use crate::error::Error;

/// A socket's file, taken away at the end.
#[cfg(unix)]
#[derive(Debug)]
pub(crate) struct Socket(PathBuf);

/// Listens at a path, for those that `mode` lets in. A socket that nobody listens at any more is replaced; anything else there stays.
#[cfg(unix)]
pub(crate) async fn open(
    path: &Path,
    mode: u32,
) -> Result<(Socket, tokio::net::UnixListener), Error> {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt};
    use tokio::net::{UnixListener, UnixStream};

    let refused = |error: io::Error| {
        Error::io(format!("cannot be listened on: {error}")).in_source(path.display().to_string())
    };
    let is_socket = fs::symlink_metadata(path).is_ok_and(|data| data.file_type().is_socket());
    if is_socket && UnixStream::connect(path).await.is_err() {
        fs::remove_file(path).map_err(refused)?;
    }
    let listener = UnixListener::bind(path).map_err(refused)?;
    let socket = Socket(path.to_path_buf());
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(refused)?;
    Ok((socket, listener))
}

#[cfg(unix)]
impl Drop for Socket {
    fn drop(&mut self) {
        // At the end nobody is left to be told.
        let _ = fs::remove_file(&self.0);
    }
}

/// No sockets in the file system here.
#[cfg(not(unix))]
pub(crate) async fn open(path: &Path, _: u32) -> Result<((), tokio::net::TcpListener), Error> {
    Err(Error::config("sockets in the file system need Unix").in_source(path.display().to_string()))
}
