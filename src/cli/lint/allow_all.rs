//! `saidby lint --allow-all REASON`: accepts what there is, so that from now on only new findings fail.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::located::Located;
use crate::cli::arguments::Common;
use crate::cli::output;
use crate::disk::inputs::shown;
use crate::disk::lock::Lock;
use crate::disk::{atomic, clock, who};
use crate::extract::EngineKind;
use crate::lint::{Finding, bound};
use crate::review::{Edit, Session, Stamp};
use crate::sidecar::{self, Placement, restored, sidecar_path};

/// The rule about allowances themselves: what it finds is to be taken back, not allowed.
const UNUSED: &str = "allow.unused";

/// Where the review of an article is.
#[derive(Clone, Debug)]
pub struct Home {
    /// The article.
    pub article: PathBuf,
    /// Its sidecar; `None`: it has none yet.
    pub sidecar: Option<PathBuf>,
}

/// Writes an allowance for every open finding into the sidecar of its article. Returns whether all could be written.
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
        match allow(home, &findings, reason, &stamp, common) {
            Ok(count) => {
                allowed += count;
                articles += 1;
            }
            Err(message) => {
                output::complain(&message);
                sound = false;
            }
        }
    }
    output::complain(&format!("{} allowed in {}", output::counted(allowed, "finding"), output::counted(articles, "article")));
    sound
}

fn allow(home: &Home, findings: &[&Finding], reason: &str, stamp: &Stamp, common: &Common) -> Result<usize, String> {
    let placement = Placement { annotator: common.annotator.clone(), folder: common.sidecar_dir.clone() };
    let article = restored::article(&home.article, &placement).map_err(|error| error.to_string())?;
    let target = home.sidecar.clone().unwrap_or_else(|| sidecar_path(&home.article, &placement));
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
    let mut session = Session::restore(std::sync::Arc::new(article), record);
    let mut count = 0;
    for finding in findings {
        let what = bound(&session, finding);
        let edit = Edit::SetAllowance(what, Some(reason.to_owned()));
        count += usize::from(session.apply(edit, stamp).map_err(|error| format!("{}: {error}", shown(&target)))?.changed);
    }
    let name = home.article.file_name().unwrap_or_default().to_string_lossy();
    let text = sidecar::text_of(&session.record(), session.article(), &name, &engine);
    atomic::write(&target, text.as_bytes()).map_err(|error| error.to_string())?;
    drop(lock);
    Ok(count)
}
