//! Articles of the queue that are not on the desk: how far they are, and what the engine reads ahead.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use crate::article::Article;
use crate::disk::file;
use crate::extract::EngineKind;
use crate::review::Session;
use crate::sidecar::{self, Placement, SidecarError, restored, sidecar_path};
use crate::tui::workspace::ArticleProgress;

/// Bytes of an article on disk beyond which it is not read ahead: two long articles at once would take more
/// memory than a reviewer at one of them expects.
const LONGEST_AHEAD: u64 = 1 << 20;

/// So many articles that were left can be gone back to with their undo.
const MOST_LEFT: usize = 32;

/// Sessions of articles that were left: whoever comes back finds the undo of before, and what the engine found.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// The article's place in the queue, its session, and the engine that has read it to the end.
    sessions: VecDeque<(usize, Session, Option<EngineKind>)>,
}

impl Left {
    /// Keeps the session of the article at `at`, where there is something to undo or redo, or the engine `read` it.
    pub fn keep(&mut self, at: usize, session: &Session, read: Option<EngineKind>) {
        self.sessions.retain(|(other, ..)| *other != at);
        let found = read.is_some() && !session.claims().is_empty();
        if session.can_undo() || session.can_redo() || found {
            self.sessions.push_back((at, session.clone(), read));
        }
        if self.sessions.len() > MOST_LEFT {
            self.sessions.pop_front();
        }
    }

    /// The session of the article at `at` as it was left, if it is word for word what `opened` says now, and the engine
    /// that has read it; else `opened`.
    pub fn again(&mut self, at: usize, opened: Session) -> (Session, Option<EngineKind>) {
        let Some(index) = self.sessions.iter().position(|(other, ..)| *other == at) else {
            return (opened, None);
        };
        let Some((_, kept, read)) = self.sessions.remove(index) else {
            return (opened, None);
        };
        let saved = |session: &Session| sidecar::text_of(&session.record(), session.article(), "", "");
        // Suggestions alone are not saved: nothing on disk, and nothing decided here, is the same.
        let untouched = opened.claims().is_empty() && opened.done().is_none() && !kept.has_decisions();
        let same_text = kept.article().text == opened.article().text;
        if same_text && ((untouched && read.is_some()) || saved(&kept) == saved(&opened)) { (kept, read) } else { (opened, None) }
    }
}

/// The article at `path`, if the engine has yet to read it and it is not too long for that now.
pub(super) fn fetch(path: &Path, placement: &Placement, engine: EngineKind) -> Option<Arc<Article>> {
    if std::fs::metadata(path).ok()?.len() > LONGEST_AHEAD {
        return None;
    }
    let article = restored::article(path, placement).ok()?;
    let loaded = sidecar::load(&sidecar_path(path, placement), &article).ok().flatten();
    let is_current = |kind: EngineKind| loaded.as_ref().is_some_and(|loaded| loaded.is_current(kind.version()));
    (!is_current(EngineKind::Deep) && !is_current(engine)).then(|| Arc::new(article))
}

/// How far the article at `path` is, by its sidecar.
pub(super) fn standing(path: &Path, placement: &Placement) -> ArticleProgress {
    match read(path, placement) {
        Ok(standing) => standing,
        Err(trouble) => ArticleProgress { trouble: Some(trouble), ..ArticleProgress::default() },
    }
}

fn read(path: &Path, placement: &Placement) -> Result<ArticleProgress, String> {
    let sidecar = &sidecar_path(path, placement);
    let bytes = file::read(sidecar).map_err(|error| format!("sidecar not read: {error}"))?;
    let Some(bytes) = bytes else {
        // An article that cannot be read is reported before someone opens it.
        return std::fs::File::open(path).map(|_| ArticleProgress::default()).map_err(|error| format!("not read: {error}"));
    };
    let text = String::from_utf8(bytes).map_err(|_| "sidecar broken: invalid UTF-8".to_owned())?;
    let sidecar = sidecar::parse(sidecar, &text).map_err(|error| match error {
        SidecarError::Content(complaint) => format!("sidecar broken, line {}: {}", complaint.line, complaint.message),
        SidecarError::Read { source, .. } => format!("sidecar not read: {source}"),
    })?;
    let decided = sidecar.claims.iter().filter(|claim| claim.decision.is_decided()).count();
    let done = match &sidecar.done {
        Some(done) => restored::article(path, placement)
            .is_ok_and(|article| done.blake3.eq_ignore_ascii_case(&sidecar::hash_of(&article.text))),
        None => false,
    };
    Ok(ArticleProgress { decided, total: sidecar.claims.len(), done, trouble: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Options, extract};
    use crate::review::{Edit, Stamp};

    #[test]
    fn an_article_that_was_left_comes_back_with_its_undo() {
        let text = "Ana Diaz said that the pool was closed.\n\nShe said that it would open in May.\n";
        let article = Arc::new(Article::from_text(text));
        let mut session = Session::new(Arc::clone(&article));
        session.offer(extract(&article, &Options::fast()));
        let mut left = Left::default();
        left.keep(3, &session, None);
        assert!(!left.again(3, session.clone()).0.can_undo(), "nothing was done");
        // What the engine found is there again, though nothing of it was saved.
        left.keep(3, &session, Some(EngineKind::Fast));
        let (again, read) = left.again(3, Session::new(Arc::clone(&article)));
        assert_eq!((again.claims().len(), read), (session.claims().len(), Some(EngineKind::Fast)));
        left.keep(3, &session, Some(EngineKind::Fast));
        let other = Session::new(Arc::new(Article::from_text("Ana Diaz said that the pool was open.\n")));
        assert_eq!(left.again(3, other).1, None, "the article has changed");
        let stamp = Stamp { by: "mw".into(), at: "2026-01-02T03:04:05Z".into() };
        let ids: Vec<_> = session.claims().iter().map(|claim| claim.id.clone()).collect();
        session.apply(Edit::Confirm(vec![ids[0].clone()]), &stamp).unwrap();
        let saved = sidecar::text_of(&session.record(), &article, "pool.txt", "0");
        let reopened = |text: String| {
            let loaded = sidecar::load_text(Path::new("pool.txt.claims.ron"), text, &article).unwrap();
            Session::restore(Arc::clone(&article), loaded.record)
        };
        left.keep(3, &session, None);
        assert!(!left.again(2, reopened(saved.clone())).0.can_undo(), "it is another article's");
        assert!(left.again(3, reopened(saved.clone())).0.can_undo());
        // What somebody else saved meanwhile counts.
        left.keep(3, &session, None);
        let mut theirs = reopened(saved);
        theirs.apply(Edit::Reject(vec![ids[1].clone()]), &stamp).unwrap();
        let theirs = sidecar::text_of(&theirs.record(), &article, "pool.txt", "0");
        assert!(!left.again(3, reopened(theirs)).0.can_undo());
    }

    #[test]
    fn articles_tell_how_far_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pool.txt");
        let sidecar = folder.path().join("pool.txt.claims.ron");
        assert!(standing(&path, &Placement::default()).trouble.is_some_and(|trouble| trouble.starts_with("not read")));
        std::fs::write(&path, "Ana Diaz said that the pool was closed.\n\nShe said that it would open in May.\n").unwrap();
        assert_eq!(standing(&path, &Placement::default()), ArticleProgress::default());
        assert!(fetch(&path, &Placement::default(), EngineKind::Fast).is_some());

        let article = crate::disk::inputs::article(&path).unwrap();
        let mut session = Session::new(Arc::new(article.clone()));
        session.offer(extract(&article, &Options::fast()));
        let stamp = Stamp { by: "mw".into(), at: "2026-01-02T03:04:05Z".into() };
        let first = session.claims()[0].id.clone();
        session.apply(Edit::Confirm(vec![first]), &stamp).unwrap();
        session.apply(Edit::SetDone(Some("0.1.0".into())), &stamp).unwrap();
        let engine = EngineKind::Fast.version();
        std::fs::write(&sidecar, sidecar::text_of(&session.record(), &article, "pool.txt", engine)).unwrap();
        let total = session.claims().len();
        assert_eq!(standing(&path, &Placement::default()), ArticleProgress { decided: 1, total, done: true, trouble: None });
        assert!(fetch(&path, &Placement::default(), EngineKind::Fast).is_none(), "it was read by this engine");
        assert!(fetch(&path, &Placement::default(), EngineKind::Deep).is_some());

        std::fs::write(&path, "Ana Diaz said that the pool was shut.\n").unwrap();
        assert!(!standing(&path, &Placement::default()).done, "the mark is of another text");
        std::fs::write(&sidecar, "(\n    version: 1,\n    nonsense\n").unwrap();
        let trouble = standing(&path, &Placement::default()).trouble.unwrap();
        assert!(trouble.starts_with("sidecar broken, line "), "{trouble}");
    }
}
