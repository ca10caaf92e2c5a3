//! From what the command line says to a run of the screen: settings, themes, keys, state.

use std::path::PathBuf;

use super::adjudicating::Adjudicating;
use super::files::Files;
use super::{ArticleStore, Ended, RunError, Show, show};
use crate::disk::state::State;
use crate::disk::{file, folders, settings, who};
use crate::extract::Options;
use crate::sidecar::Placement;
use crate::tui::glyphs::Glyphs;
use crate::tui::keymap::Keymap;
use crate::tui::look::Look;
use crate::tui::theme::{Depth, Themes};

/// What the command line asks of the screen.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The articles in their order; `-` is standard input.
    pub articles: Vec<PathBuf>,
    /// The name under which standard input is saved; without one it is read-only.
    pub name: Option<String>,
    /// Who decides, as the command line says it.
    pub annotator: Option<String>,
    /// Where sidecars go.
    pub placement: Placement,
    /// A theme, instead of the settings'.
    pub theme: Option<String>,
    /// How articles are read.
    pub options: Options,
    /// What is done on the articles.
    pub work: Work,
}

/// What is done on articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// They are reviewed.
    #[default]
    Review,
    /// Several people's reviews are decided between: these people's; `None`: everybody's.
    Adjudicate(Option<Vec<String>>),
}

/// Shows the reviewer's screen until it is left.
///
/// # Errors
///
/// There is no terminal, or the first article or its sidecar cannot be read.
pub fn run(request: Request) -> Result<Ended, RunError> {
    let (settings, broken) = settings::read();
    let mut warnings: Vec<String> = broken.iter().map(ToString::to_string).collect();
    let annotator = who::annotator(request.annotator.as_deref(), settings.annotator.as_deref());
    let mut placement = request.placement;
    if settings.own_sidecar && placement.annotator.is_none() {
        placement.annotator = Some(annotator.clone());
    }
    let remembered = State::path().as_deref().map(State::read).unwrap_or_default().theme;
    let wanted = Wanted { said: request.theme.or(settings.theme), remembered };
    let look = look(wanted, settings.keymap.as_deref(), &mut warnings);
    let (shelf, guide): (Box<dyn ArticleStore>, bool) = match request.work {
        Work::Review => {
            let files = Files::new(request.articles, request.name, placement, annotator.clone(), request.options.engine);
            let guide = !files.guide_seen();
            (Box::new(files), guide)
        }
        Work::Adjudicate(wanted) => {
            let adjudicator = annotator.clone();
            (Box::new(Adjudicating { articles: request.articles, placement, wanted, adjudicator, opened: None }), false)
        }
    };
    show(Show {
        shelf,
        first: 0,
        annotator,
        look,
        options: request.options,
        guide,
        mouse: settings.mouse,
        memory: settings.desk_memory.unwrap_or(true),
        warnings,
    })
}

/// The theme that the reviewer wants.
struct Wanted {
    /// By the command line, else by the settings.
    said: Option<String>,
    /// By what was taken on the screen last; where it is gone since, nothing is said.
    remembered: Option<String>,
}

/// The reviewer's own themes and keys over the embedded ones; what is broken is reported and left out.
fn look(wanted: Wanted, preset: Option<&str>, warnings: &mut Vec<String>) -> Look {
    let folder = folders::settings();
    let own = folder.as_deref().map(|folder| own_themes(&folder.join("themes"))).unwrap_or_default();
    let (themes, broken) = Themes::with_own(&own);
    warnings.extend(broken.iter().map(ToString::to_string));
    let preset = preset.map_or_else(|| Ok(Keymap::default()), Keymap::preset);
    let preset = preset.unwrap_or_else(|error| {
        warnings.push(format!("settings.ron: {error}"));
        Keymap::default()
    });
    let keymap = folder.and_then(|folder| file::read(&folder.join("keymap.ron")).ok().flatten()).map(|bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        preset.clone().with(&text).map_err(|error| warnings.push(format!("keymap.ron: {error}")))
    });
    if let Some(name) = wanted.said.as_deref().filter(|name| themes.named(name).is_none()) {
        warnings.push(format!("there is no theme `{name}`; `saidby themes` lists them"));
    }
    let chosen = [wanted.said, wanted.remembered].into_iter().flatten().find(|name| themes.named(name).is_some());
    let depth = Depth::of_environment(|name| std::env::var(name).ok());
    let theme = themes.choose(chosen.as_deref(), None, depth);
    let keymap = keymap.and_then(Result::ok).unwrap_or(preset);
    let glyphs = Glyphs::of_environment(|name| std::env::var(name).ok());
    let keymap = if glyphs == Glyphs::Ascii { keymap.in_words() } else { keymap };
    Look { themes, theme, depth, ground: None, chosen, keymap, glyphs }
}

fn own_themes(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut names = file::names_in(folder).unwrap_or_default();
    names.sort();
    let read = |name: std::ffi::OsString| {
        let path = folder.join(&name);
        let bytes = file::read(&path).ok().flatten().filter(|_| path.extension().is_some_and(|ending| ending == "ron"))?;
        Some((name.to_string_lossy().into_owned(), String::from_utf8_lossy(&bytes).into_owned()))
    };
    names.into_iter().filter_map(read).collect()
}
