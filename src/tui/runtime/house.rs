//! The house's rules: which hold for an article, and running them in the background.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::Clock;
use super::events::{Event, EventSender};
use crate::disk::file;
use crate::lint::{Cited, Configs, House, Index, Unreviewed, View};
use crate::review::Session;
use crate::sidecar::path::{article_of, is_sidecar};
use crate::sidecar::restored::PageReader;
use crate::sidecar::{self, Placement};
use crate::tui::message::{Linted, Message, Tone};

/// The rules that hold for the article at `path`.
///
/// # Errors
/// Its configuration is wrong, in words.
pub(super) fn of(path: &Path) -> Result<Arc<House>, String> {
    let config = Configs::new().of(path).map_err(|error| error.to_string())?;
    Ok(Arc::new(config.house_for(path)))
}

/// So many reviewed articles of the folders are compared, by their names from the end: a desk's newest mostly sort last.
const MOST: usize = 500;
/// Bytes of an article beyond which it is not compared: nobody waits for it.
const LONGEST: u64 = 1 << 20;

/// What each reviewed article has from other outlets, with the article and the sidecar as they were read.
#[derive(Clone, Debug, Default)]
pub(super) struct CitedCache(Arc<Mutex<HashMap<PathBuf, Stamped>>>);

/// What an article has from other outlets, as of its sidecar's and its own stamp.
type Stamped = ([Option<file::FileStamp>; 2], Option<Cited>);

/// Reads in a thread of its own what the reviewed articles in `folders` have from other outlets, `open` left out; again
/// only what changed since.
pub(super) fn read_elsewhere(
    folders: Vec<PathBuf>,
    open: PathBuf,
    cache: CitedCache,
    opening: u64,
    clock: Clock,
    events: EventSender,
) {
    let work = move || {
        let cited = cited_in(&folders, &open, &cache);
        if !cited.is_empty() {
            // The program may have been left meanwhile.
            let _ = events.send(Event::OfArticle(opening, Message::CitedElsewhere(Arc::new(cited)), clock.now()));
        }
    };
    let _ = std::thread::Builder::new().name("outlets".to_owned()).spawn(work);
}

/// What each reviewed article has from other outlets. One that cannot be read is left out: whoever opens it is told.
fn cited_in(folders: &[PathBuf], open: &Path, cache: &CitedCache) -> Vec<Cited> {
    // Who opens the next article meanwhile waits here for what this one reads, and reads none of it again.
    let mut known = cache.0.lock().unwrap_or_else(PoisonError::into_inner);
    let mut configs = Configs::new();
    let pages = PageReader::new(Placement::default());
    let mut sidecars: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let names = file::names_in(listed).unwrap_or_default();
        sidecars.extend(names.into_iter().map(|name| folder.join(name)).filter(|path| is_sidecar(path)));
    }
    sidecars.sort_unstable();
    let sidecars = sidecars.split_off(sidecars.len().saturating_sub(MOST));
    // An article with several reviews counts once.
    let mut articles: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for sidecar in sidecars {
        if let Some(article) = article_of(&sidecar).filter(|article| article != open) {
            articles.entry(article).or_insert(sidecar);
        }
    }
    let mut read = |article: &Path, sidecar: &Path| {
        std::fs::metadata(article).ok().filter(|about| about.len() <= LONGEST)?;
        let house = configs.of(article).ok()?.house_for(article);
        let read = Arc::new(pages.article(article).ok()?);
        let record = sidecar::load(sidecar, &read).ok()??.record;
        let session = Session::restore(Arc::clone(&read), record);
        let index = Index::new(&read);
        let cited = Cited::of(&[View::new(&session, &index, &house, Unreviewed::Skip)]);
        (!cited.is_empty()).then_some(cited)
    };
    let mut all = Vec::new();
    for (article, sidecar) in articles {
        let stamps = [file::stamp(&sidecar), file::stamp(&article)];
        let cited = match known.get(&article) {
            Some((then, cited)) if *then == stamps => cited.clone(),
            _ => {
                let cited = read(&article, &sidecar);
                known.insert(article, (stamps, cited.clone()));
                cited
            }
        };
        all.extend(cited);
    }
    all
}

/// Runs the rules over `session` in a thread of its own.
pub(super) fn start(mut linted: Linted, session: &Session, opening: u64, clock: Clock, events: &EventSender) {
    let session = session.clone();
    let (heard, told) = (events.clone(), events.clone());
    let run = move || {
        linted.0.run(&session);
        let _ = heard.send(Event::OfArticle(opening, Message::Linted(linted), clock.now()));
    };
    if let Err(error) = std::thread::Builder::new().name("rules".to_owned()).spawn(run) {
        let message = Message::Told(Tone::Trouble, format!("cannot check the house rules: {error}"));
        let _ = told.send(Event::Message(message, clock.now()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reviewed_articles_of_the_folder_are_read_and_the_open_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/lint");
        for entry in std::fs::read_dir(samples).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
        // Without a publisher nobody is known to cite anybody.
        let folders = [folder.path().to_owned()];
        let cache = CitedCache::default();
        assert_eq!(cited_in(&folders, Path::new(""), &cache), []);
        let article = folder.path().join("ferry-price.html");
        let paragraphs = "<p>It rained on the quay all night, and nobody came to the old harbour before noon.</p>\n".repeat(6);
        let cites = "<p>The harbour board will sell the old night ferry in May, Reuters reported on Monday.</p>";
        let head = "<head><title>Ferry for sale</title><meta property=\"og:site_name\" content=\"Evening Tide\"></head>";
        std::fs::write(&article, format!("<html>{head}<body><article>{paragraphs}{cites}</article></body></html>")).unwrap();
        let read = Arc::new(crate::disk::inputs::article(&article).unwrap());
        let mut session = Session::new(Arc::clone(&read));
        let options = crate::extract::Options { engine: crate::extract::EngineKind::Fast, ..Default::default() };
        session.offer(crate::extract::extract(&read, &options));
        let ids = session.claims().iter().map(|claim| claim.id.clone()).collect();
        let stamp = crate::review::Stamp { by: "mw".to_owned(), at: "2026-11-22T18:00:00Z".to_owned() };
        session.apply(crate::review::Edit::Confirm(ids), &stamp).unwrap();
        let sidecar = sidecar::text_of(&session.record(), &read, "ferry-price.html", "0");
        std::fs::write(folder.path().join("ferry-price.html.claims.ron"), sidecar).unwrap();
        assert_eq!(cited_in(&folders, Path::new(""), &cache).len(), 1);
        assert_eq!(cited_in(&folders, &article, &cache), []);
        // What is known is not read again, and what changed is.
        assert_eq!(cited_in(&folders, Path::new(""), &cache).len(), 1);
        std::fs::write(folder.path().join("ferry-price.html.claims.ron"), "no review any more, and of another length").unwrap();
        assert_eq!(cited_in(&folders, Path::new(""), &cache), []);
    }
}
