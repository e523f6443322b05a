//! Where output goes: standard output, or a file that appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Stop;

/// An output that is written in pieces and then finished.
#[derive(Debug)]
pub(crate) enum Sink {
    /// Standard output.
    Stdout(BufWriter<io::Stdout>),
    /// A new file.
    File(NewFile),
}

impl Sink {
    /// Opens the file, or standard output when there is none. Fails at once when the file cannot be written.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Stop> {
        Ok(match path {
            Some(path) => Self::File(NewFile::create(path)?),
            // Twice the reports' usual size: one write for one draft, few for many.
            None => Self::Stdout(BufWriter::with_capacity(32 * 1024, io::stdout())),
        })
    }

    /// Whether it is a file, which stays as it was until the output is finished.
    pub(crate) const fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// Writes some bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        match self {
            Self::Stdout(out) => out
                .write_all(bytes)
                .map_err(|error| Stop::writing("<stdout>", &error)),
            Self::File(file) => file.write(bytes),
        }
    }

    /// Hands over what is still held back, so that who reads a slow stream sees each answer.
    pub(crate) fn flush(&mut self) -> Result<(), Stop> {
        match self {
            Self::Stdout(out) => out
                .flush()
                .map_err(|error| Stop::writing("<stdout>", &error)),
            Self::File(_) => Ok(()),
        }
    }

    /// Puts the output in place.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        self.flush()?;
        match self {
            Self::Stdout(_) => Ok(()),
            Self::File(file) => file.finish(),
        }
    }
}

/// Writes text to standard output at once.
pub(crate) fn print(text: &str) -> Result<(), Stop> {
    let mut sink = Sink::open(None)?;
    sink.write(text.as_bytes())?;
    sink.finish()
}

/// A file that takes its name only when it is whole: it is written beside its place and then renamed.
#[derive(Debug)]
pub(crate) struct NewFile {
    name: String,
    target: PathBuf,
    /// The file beside the target; `None` for devices and pipes, which cannot be replaced.
    beside: Option<PathBuf>,
    out: BufWriter<File>,
}

impl NewFile {
    /// Begins a file.
    pub(crate) fn create(path: &Path) -> Result<Self, Stop> {
        let name = path.display().to_string();
        // A link stays a link: what it points to is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let known = fs::metadata(&target).ok();
        if known.as_ref().is_some_and(fs::Metadata::is_dir) {
            let error = io::Error::other("it is a folder");
            return Err(Stop::writing(&name, &error));
        }
        let is_replaceable = known.as_ref().is_none_or(fs::Metadata::is_file);
        let beside = is_replaceable.then(|| {
            let file = target
                .file_name()
                .map_or_else(String::new, |file| file.to_string_lossy().into_owned());
            target.with_file_name(format!(".{file}.{}.tactful", std::process::id()))
        });
        let opened = match &beside {
            Some(beside) => {
                if known
                    .as_ref()
                    .is_some_and(|known| known.permissions().readonly())
                {
                    let error = io::Error::from(io::ErrorKind::PermissionDenied);
                    return Err(Stop::writing(&name, &error));
                }
                File::options().write(true).create_new(true).open(beside)
            }
            None => File::options().write(true).open(&target),
        };
        let out = opened.map_err(|error| Stop::writing(&name, &error))?;
        if let (Some(known), Some(_)) = (known, &beside) {
            // The new file keeps who may read the old one; where that is impossible the usual rights hold.
            let _ = out.set_permissions(known.permissions());
        }
        Ok(Self {
            name,
            target,
            beside,
            out: BufWriter::with_capacity(64 * 1024, out),
        })
    }

    /// Writes some bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.out
            .write_all(bytes)
            .map_err(|error| Stop::writing(&self.name, &error))
    }

    /// Puts the whole file in its place.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        let done = self.out.flush().and_then(|()| match &self.beside {
            Some(beside) => {
                self.out.get_ref().sync_all()?;
                fs::rename(beside, &self.target)
            }
            None => Ok(()),
        });
        match done {
            Ok(()) => {
                self.beside = None;
                Ok(())
            }
            Err(error) => Err(Stop::writing(&self.name, &error)),
        }
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            // An unfinished file must not stay; when it cannot be removed nobody can help that.
            let _ = fs::remove_file(beside);
        }
    }
}
