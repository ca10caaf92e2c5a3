//! `saidby lint --allow-all REASON`: accepts what there is, so that from now on only new findings fail.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::located::Located;
use crate::cli::arguments::Common;
use crate::cli::output;
use crate::disk::inputs::shown;
use crate::disk::lock::Lock;
use crate::disk::{atomic, clock, who};
use crate::extract::EngineKind;
use crate::lint::{Finding, bound, is_same};
use crate::review::{Edit, Session, Stamp};
use crate::sidecar::{self, Placement, restored, sidecar_path};

/// The rule about allowances themselves: what it finds is to be taken back, not allowed.
const UNUSED: &str = "allow.unused";

/// Where the reviews of an article are.
#[derive(Clone, Debug)]
pub struct Home {
    /// The article.
    pub article: PathBuf,
    /// Those whose findings count, at least one.
    pub reviews: Vec<Review>,
}

/// One review of an article.
#[derive(Clone, Debug)]
pub struct Review {
    /// Its sidecar; `None`: it has none yet.
    pub sidecar: Option<PathBuf>,
    /// What it gives cause for.
    pub found: Vec<Arc<Finding>>,
}

/// Writes an allowance for every open finding into the sidecars of its article. Returns whether all could be written.
pub fn run(located: &[Located], homes: &BTreeMap<String, Home>, reason: &str, common: &Common) -> bool {
    let stamp = Stamp { by: who::annotator(common.annotator.as_deref(), None), at: clock::now() };
    let mut by_article: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    let open = located.iter().filter(|located| located.finding.allowed.is_none() && located.finding.rule != UNUSED);
    for located in open {
        by_article.entry(&located.at.path).or_default().push(&located.finding);
    }
    let (mut allowed, mut articles, mut sound) = (0, 0, true);
    for (path, findings) in by_article {
        let Some(home) = homes.get(path) else { continue };
        // Each review has its own allowances: a finding is allowed once all that give cause for it say so.
        let mut written = vec![true; findings.len()];
        for (number, review) in home.reviews.iter().enumerate() {
            let due = due(home, number, &findings);
            if due.is_empty() {
                continue;
            }
            if let Err(message) = allow(home, review, due.iter().map(|(_, own)| *own), reason, &stamp, common) {
                output::complain(&message);
                sound = false;
                for (at, _) in due {
                    if let Some(written) = written.get_mut(at) {
                        *written = false;
                    }
                }
            }
        }
        let count = written.iter().filter(|written| **written).count();
        allowed += count;
        articles += usize::from(count > 0);
    }
    output::complain(&format!("{} allowed in {}", output::counted(allowed, "finding"), output::counted(articles, "article")));
    sound
}

/// Which findings are to be allowed in a review, by their places in `findings`, each as the review itself has it. What
/// only several articles give cause for is allowed in the first review: there one allowance is enough.
fn due<'f>(home: &'f Home, number: usize, findings: &[&'f Finding]) -> Vec<(usize, &'f Finding)> {
    let of =
        |review: &'f Review, finding: &'f Finding| review.found.iter().map(|own| &**own).filter(move |own| is_same(own, finding));
    let mut due = Vec::new();
    for (at, finding) in findings.iter().enumerate() {
        due.extend(home.reviews.get(number).into_iter().flat_map(|review| of(review, finding)).map(|own| (at, own)));
        if number == 0 && home.reviews.iter().all(|review| of(review, finding).next().is_none()) {
            due.push((at, finding));
        }
    }
    due
}

/// Writes an allowance for each finding into the sidecar of a review.
fn allow<'f>(
    home: &Home,
    review: &Review,
    findings: impl Iterator<Item = &'f Finding>,
    reason: &str,
    stamp: &Stamp,
    common: &Common,
) -> Result<(), String> {
    let placement = Placement { annotator: common.annotator.clone(), folder: common.sidecar_dir.clone() };
    let article = restored::article(&home.article, &placement).map_err(|error| error.to_string())?;
    let target = review.sidecar.clone().unwrap_or_else(|| sidecar_path(&home.article, &placement));
    if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", shown(folder)))?;
    }
    let lock =
        Lock::take(&target, &stamp.by).map_err(|error| format!("{}: {error}; nothing was allowed there", shown(&target)))?;
    let loaded = sidecar::load(&target, &article).map_err(|error| error.to_string())?;
    if let Some(version) = loaded.as_ref().and_then(|loaded| loaded.newer) {
        return Err(format!("{}: sidecar version {version} needs a newer saidby; left unchanged", shown(&target)));
    }
    let engine = loaded.as_ref().map_or_else(|| EngineKind::Deep.version().to_owned(), |loaded| loaded.engine.clone());
    let record = loaded.map(|loaded| loaded.record).unwrap_or_default();
    let mut session = Session::restore(Arc::new(article), record);
    for finding in findings {
        let edit = Edit::SetAllowance(bound(&session, finding), Some(reason.to_owned()));
        session.apply(edit, stamp).map_err(|error| format!("{}: {error}", shown(&target)))?;
    }
    let name = home.article.file_name().unwrap_or_default().to_string_lossy();
    let text = sidecar::text_of(&session.record(), session.article(), &name, &engine);
    atomic::write(&target, text.as_bytes()).map_err(|error| error.to_string())?;
    drop(lock);
    Ok(())
}
