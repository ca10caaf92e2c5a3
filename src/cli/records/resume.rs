//! Going on where an earlier run ended: the output says how far it came.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use anyhow::{Context, bail};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::disk::inputs::shown;

/// Bytes that are looked at before the next ones, from the end of a file.
const STEP: u64 = 64 * 1024;

/// What an output holds already.
#[derive(Debug)]
pub struct Resumed {
    /// The file, ready for the next line.
    pub file: File,
    /// The last record in it; `None` where there is none.
    pub last: Option<Last>,
}

/// The last record of an output.
#[derive(Debug, PartialEq, Eq)]
pub struct Last {
    /// Its number in the input.
    pub n: u64,
    /// Its identity, as JSON.
    pub id: String,
}

#[derive(Deserialize)]
struct Written {
    n: u64,
    id: Box<RawValue>,
    run: String,
}

/// Opens an output to go on with it, or makes it. A last line without its end is cut off: it was being written when the
/// earlier run was killed.
///
/// # Errors
/// The file cannot be read or written, holds something else, or was written by a run with other settings than `run`.
pub fn open(path: &Path, run: &str) -> anyhow::Result<Resumed> {
    let name = shown(path);
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .with_context(|| format!("{name}: cannot open"))?;
    let end = file.seek(SeekFrom::End(0)).with_context(|| format!("{name}: not a file that can be resumed"))?;
    let whole = line_start(&mut file, end)?;
    if whole < end {
        file.set_len(whole).with_context(|| format!("{name}: cannot cut off its unfinished last line"))?;
    }
    let mut last = None;
    if whole > 0 {
        let start = line_start(&mut file, whole - 1)?;
        let mut line = vec![0; (whole - 1 - start) as usize];
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut line)?;
        let Ok(written) = serde_json::from_slice::<Written>(&line) else {
            bail!("{name}: its last line is not a record of `saidby extract --from jsonl`; nothing was changed");
        };
        if written.run != run {
            bail!(
                "{name}: written with another engine, version or options (run {}, this one is {run}); \
                 use the same options, or another file",
                written.run
            );
        }
        last = Some(Last { n: written.n, id: written.id.get().to_owned() });
    }
    file.seek(SeekFrom::Start(whole))?;
    Ok(Resumed { file, last })
}

/// The offset behind the last line feed before `end`; 0 where there is none.
fn line_start(file: &mut File, end: u64) -> io::Result<u64> {
    let mut before = end;
    while before > 0 {
        let start = before.saturating_sub(STEP);
        let mut bytes = vec![0; (before - start) as usize];
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut bytes)?;
        if let Some(at) = memchr::memrchr(b'\n', &bytes) {
            return Ok(start + at as u64 + 1);
        }
        before = start;
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn an_output_says_how_far_it_came() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        assert!(open(&path, "r1").unwrap().last.is_none());
        let long = "x".repeat(3 * STEP as usize);
        let line = |n: u64| format!("{{\"id\":\"i{n}\",\"n\":{n},\"run\":\"r1\",\"text\":\"{long}\"}}\n");
        std::fs::write(&path, line(4) + &line(7) + "{\"id\":\"i8\",\"n\":8,\"ru").unwrap();
        let mut resumed = open(&path, "r1").unwrap();
        assert_eq!(resumed.last, Some(Last { n: 7, id: "\"i7\"".into() }));
        resumed.file.write_all(b"next\n").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), line(4) + &line(7) + "next\n");
        assert!(open(&path, "r1").unwrap_err().to_string().contains("is not a record"));
        std::fs::write(&path, line(4)).unwrap();
        assert!(open(&path, "r2").unwrap_err().to_string().contains("another engine, version or options"));
        std::fs::write(&path, "torn").unwrap();
        assert!(open(&path, "r1").unwrap().last.is_none());
        assert_eq!(std::fs::read(&path).unwrap(), b"");
    }
}
