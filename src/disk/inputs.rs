//! Articles named on the command line: folders become their files, files become articles.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use saidby_records::{Fields, Record};
use thiserror::Error;

pub use super::file::shown;
use crate::article::{Article, ArticleError, Format, MAX_BYTES};

/// Most articles of one folder; what has more is a corpus, and its files can be listed (`--files-from`).
pub const MAX_ARTICLES: usize = 2_000_000;
/// What is reported of a text that was encoded twice.
pub const ENCODED_TWICE: &str =
    "this text was encoded twice, “ is “â€œ” in it; `saidby read --repair FILE > NEW` writes it repaired";
/// Folders deeper than this are left alone.
const MAX_DEPTH: usize = 64;

/// Why a path gives no article.
#[derive(Debug, Error)]
#[error("{}: {reason}", shown(path))]
pub struct InputError {
    /// The path as it was given or found; `-` for standard input.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with a path.
#[derive(Debug, Error)]
pub enum Reason {
    /// The system refuses.
    #[error("{0}")]
    System(#[from] io::Error),
    /// A pipe, device or socket.
    #[error("not a regular file; pipe it in with `saidby -`")]
    NoRegularFile,
    /// The work of this program.
    #[error("this is a sidecar, not an article; name the article instead")]
    Sidecar,
    /// A folder without articles.
    #[error("no articles (.txt, .md, .html, .htm) in this folder")]
    NoArticles,
    /// A folder with more articles than are read.
    #[error("{found} articles, only the first {limit} were read; use a smaller folder, or extract --files-from")]
    TooManyArticles {
        /// How many there are.
        found: usize,
        /// How many are read.
        limit: usize,
    },
    /// Records where an article was expected.
    #[error("these are JSON Lines, not an article; read them with `saidby extract --from jsonl`")]
    Records,
    /// The program itself failed on it.
    #[error("skipped because of an internal error; please report this bug")]
    Mistake,
    /// What was read is not an article.
    #[error("{0}")]
    Article(#[from] ArticleError),
}

fn error(path: &Path, reason: impl Into<Reason>) -> InputError {
    InputError { path: path.to_owned(), reason: reason.into() }
}

/// The articles that `paths` stand for, in their order: a file for itself, a folder for its .txt, .md,
/// .html and .htm files at any depth, sorted by path. Hidden files and folders, sidecars, links to folders and
/// every other file are passed over; a path that cannot be used stands as its error. Of a folder no more than
/// [`MAX_ARTICLES`] are read, the first ones by name; that there are more is an error besides what was found.
pub fn articles(paths: &[PathBuf]) -> Vec<Result<PathBuf, InputError>> {
    articles_within(paths, MAX_ARTICLES)
}

fn articles_within(paths: &[PathBuf], limit: usize) -> Vec<Result<PathBuf, InputError>> {
    let mut found = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            _ if path.as_os_str() == "-" => found.push(Ok(path.clone())),
            Err(refused) => found.push(Err(error(path, refused))),
            Ok(meta) if meta.is_dir() => folder(path, limit, &mut found),
            Ok(_) if is_sidecar(path) => found.push(Err(error(path, Reason::Sidecar))),
            Ok(_) => found.push(Ok(path.clone())),
        }
    }
    found
}

fn is_sidecar(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(".claims.ron"))
}

/// The sidecars of a folder, at any depth and sorted; hidden ones and those behind links to folders are passed over, as
/// articles are. What cannot be read is reported by [`articles`] of the same folder.
pub fn sidecars(root: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = below(root).0.into_iter().map(|(path, _)| path).filter(|path| is_sidecar(path)).collect();
    files.sort();
    files
}

fn folder(root: &Path, limit: usize, found: &mut Vec<Result<PathBuf, InputError>>) {
    let (files, mut errors) = below(root);
    let is_file = |path: &Path, kind: FileType| kind.is_file() || fs::metadata(path).is_ok_and(|meta| meta.is_file());
    let articles = files.into_iter().filter(|(path, kind)| Format::of_path(path).is_some() && is_file(path, *kind));
    // `.` stands for what is in it, not for a prefix of every name.
    let mut files: Vec<PathBuf> = articles.map(|(path, _)| path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)).collect();
    files.sort();
    if files.len() > limit {
        errors.push(error(root, Reason::TooManyArticles { found: files.len(), limit }));
        files.truncate(limit);
    }
    if files.is_empty() && errors.is_empty() {
        // A mistyped or empty folder must not look like success.
        found.push(Err(error(root, Reason::NoArticles)));
    }
    found.extend(files.into_iter().map(Ok));
    found.extend(errors.into_iter().map(Err));
}

/// All that is not a folder in a folder, at any depth, but for what is hidden.
fn below(root: &Path) -> (Vec<(PathBuf, FileType)>, Vec<InputError>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    let mut waiting = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = waiting.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(refused) => {
                errors.push(error(&folder, refused));
                continue;
            }
        };
        for entry in entries {
            let (name, kind, path) = match entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?, entry.path()))) {
                Ok(entry) => entry,
                Err(refused) => {
                    errors.push(error(&folder, refused));
                    continue;
                }
            };
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            if !kind.is_dir() {
                files.push((path, kind));
            } else if depth < MAX_DEPTH {
                waiting.push((path, depth + 1));
            }
        }
    }
    (files, errors)
}

/// Reads the file at `path`, or standard input for `-`; regular files of at most [`MAX_BYTES`] only.
///
/// # Errors
/// See [`Reason`].
pub fn bytes(path: &Path) -> Result<Vec<u8>, InputError> {
    if path.as_os_str() == "-" {
        return limited(&mut io::stdin().lock(), 0).map_err(|reason| error(path, reason));
    }
    // Looked at before it is opened: opening a pipe without a writer would wait for ever.
    let meta = fs::metadata(path).map_err(|refused| error(path, refused))?;
    if !meta.is_file() {
        return Err(error(
            path,
            if meta.is_dir() { Reason::System(io::ErrorKind::IsADirectory.into()) } else { Reason::NoRegularFile },
        ));
    }
    if meta.len() > MAX_BYTES as u64 {
        return Err(error(path, ArticleError::TooLarge { bytes: meta.len() }));
    }
    let mut file = File::open(path).map_err(|refused| error(path, refused))?;
    limited(&mut file, meta.len() as usize).map_err(|reason| error(path, reason))
}

fn limited(source: &mut dyn Read, expected: usize) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::with_capacity(expected);
    source.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_BYTES {
        return Err(ArticleError::TooLarge { bytes: bytes.len() as u64 }.into());
    }
    Ok(bytes)
}

/// Reads the article at `path`, or from standard input for `-`. A name that tells no format lets the bytes tell it.
///
/// # Errors
/// See [`Reason`].
pub fn article(path: &Path) -> Result<Article, InputError> {
    article_with(path, &[])
}

/// The same with the parts of a web page that its reviewers brought in: see [`Article::read_with`].
///
/// # Errors
/// See [`Reason`].
pub fn article_with(path: &Path, restored: &[String]) -> Result<Article, InputError> {
    let bytes = bytes(path)?;
    let format = Format::named(path).unwrap_or_else(|| Format::of_bytes(&bytes));
    // Read as one article, a part of a corpus would give claims of everybody in it.
    if format == Format::Text && look_like_records(&bytes) {
        return Err(error(path, Reason::Records));
    }
    Article::read_with(&bytes, format, restored).map_err(|wrong| error(path, wrong))
}

/// Reads a transcript. Captions are read as they are: their times say where something was said.
///
/// # Errors
/// See [`Reason`].
pub fn transcript(path: &Path) -> Result<Article, InputError> {
    if Format::named(path) != Some(Format::Captions) {
        return article(path);
    }
    Article::read(&bytes(path)?, Format::Text).map_err(|wrong| error(path, wrong))
}

/// Whether bytes look like records rather than like an article: their first line is a JSON object with a text.
fn look_like_records(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    line.starts_with(b"{") && Record::parse(line, &Fields::default()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_for_its_articles() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/z.md", "a/c.HTML", ".hid/x.txt", ".x.txt", "b.txt.claims.ron", "photo.png", "a/b.htm"] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "She said no.").unwrap();
        }
        let found: Vec<String> = articles(&[root.path().to_owned()])
            .into_iter()
            .map(|path| path.unwrap().strip_prefix(root.path()).unwrap().to_str().unwrap().to_owned())
            .collect();
        assert_eq!(found, ["a/b.htm", "a/c.HTML", "a/z.md", "b.txt"]);
    }

    #[test]
    fn a_folder_with_too_many_articles_gives_the_first_and_says_so() {
        let root = tempfile::tempdir().unwrap();
        for number in 0..30 {
            fs::write(root.path().join(format!("{number:02}.txt")), "She said no.").unwrap();
            // Only articles count.
            fs::write(root.path().join(format!("{number:02}.txt.claims.ron")), "()").unwrap();
        }
        let found = |limit| articles_within(&[root.path().to_owned()], limit);
        assert!(found(30).iter().all(Result::is_ok) && found(30).len() == 30);
        let cut = found(29);
        assert_eq!((cut.len(), cut.iter().filter(|path| path.is_ok()).count()), (30, 29));
        let told = cut.last().unwrap().as_ref().unwrap_err().to_string();
        assert!(told.contains("30 articles, only the first 29 were read"), "{told}");
        assert!(cut[28].as_ref().unwrap().ends_with("28.txt"), "they are cut after sorting");
    }

    #[cfg(unix)]
    #[test]
    fn odd_files_are_refused_before_they_are_read() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        let said = |path: &Path| bytes(path).unwrap_err().to_string();
        // Sparse: it takes no room on the disk, and would take all memory.
        File::create(at("vast.txt")).unwrap().set_len(1 << 30).unwrap();
        assert!(said(&at("vast.txt")).contains("the file has 1073 MB, the limit is 268 MB"), "{}", said(&at("vast.txt")));
        assert!(std::process::Command::new("mkfifo").arg(at("pipe.txt")).status().unwrap().success());
        assert!(said(&at("pipe.txt")).contains("not a regular file; pipe it in with `saidby -`"));
        symlink(at("pipe.txt"), at("link.txt")).unwrap();
        assert!(said(&at("link.txt")).contains("not a regular file"));
        symlink(at("ring.txt"), at("ring.txt")).unwrap();
        symlink(root.path(), at("round")).unwrap();
        assert!(said(&at("ring.txt")).contains("ring.txt: "));
        // A folder passes over what cannot be an article, and goes round no loop.
        fs::write(at("a\nb\u{1b}[2J.txt"), "She said no.").unwrap();
        let found = articles(&[root.path().to_owned()]);
        let names: Vec<String> = found.iter().map(|path| shown(path.as_ref().unwrap().file_name().unwrap().as_ref())).collect();
        assert_eq!(names, ["a␊b␛[2J.txt", "vast.txt"]);
    }

    #[test]
    fn records_are_told_from_articles() {
        assert!(look_like_records(b"\n{\"id\": 1, \"text\": \"x\"}\n{"));
        assert!(!look_like_records(b"{\"id\": 1}\n") && !look_like_records(b"{Ana} said no.") && !look_like_records(b""));
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("corpus.jsonl");
        fs::write(&path, "{\"text\": \"She said no.\"}\n").unwrap();
        assert!(article(&path).unwrap_err().to_string().ends_with("`saidby extract --from jsonl`"));
    }

    #[test]
    fn what_is_no_article_says_why() {
        let root = tempfile::tempdir().unwrap();
        let sidecar = root.path().join("b.txt.claims.ron");
        fs::write(&sidecar, "()").unwrap();
        let said = |path: &Path| articles(&[path.to_owned()]).remove(0).unwrap_err().to_string();
        assert!(said(&sidecar).ends_with("this is a sidecar, not an article; name the article instead"));
        assert!(said(&root.path().join("no\u{202e}ne.txt")).contains("no<U+202E>ne.txt: "));
        let empty = root.path().join("e.txt");
        fs::write(&empty, "\n").unwrap();
        assert!(article(&empty).unwrap_err().to_string().ends_with("e.txt: there is no text in this file"));
        #[cfg(unix)]
        assert!(bytes(Path::new("/dev/null")).unwrap_err().to_string().contains("not a regular file"));
    }
}
