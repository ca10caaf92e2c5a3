//! Writes the review screen of an article as an SVG picture to standard output, after some keys were pressed:
//!
//! ```text
//! cargo run --release --example screenshot -- samples/inquest-towpath.txt > docs/images/review.svg
//! cargo run --release --example screenshot -- ARTICLE [THEME [WIDTHxHEIGHT [KEYS]]]
//! ```
//!
//! KEYS are separated by spaces, as in a keymap: `"a a s"`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use saidby::disk::inputs;
use saidby::extract::{Options, extract};
use saidby::review::Session;
use saidby::tui::look::Look;
use saidby::tui::message::{Message, Moment};
use saidby::tui::model::Model;
use saidby::tui::picture;
use saidby::tui::workspace::OpenArticle;

/// A review under way, up to a claim with an outlet: right for samples/inquest-towpath.txt.
const KEYS: &str = "x a a a a a a a x a a a a a a a x f";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = arguments.first() else {
        eprintln!("usage: screenshot ARTICLE [THEME [WIDTHxHEIGHT [KEYS]]]");
        return ExitCode::from(2);
    };
    let article = match inputs::article(Path::new(path)) {
        Ok(article) => Arc::new(article),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut look = Look::default();
    look.theme = look.themes.choose(arguments.get(1).map(String::as_str), None, look.depth);
    let size = arguments.get(2).and_then(|size| size.split_once('x'));
    let size = size.and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?))).unwrap_or((128, 36));
    let mut session = Session::new(Arc::clone(&article));
    session.offer(extract(&article, &Options::default()));
    let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut model = Model::new(OpenArticle::new(session, name, "reviewer"), look, size);
    let keys = arguments.get(3).map_or(KEYS, String::as_str);
    for (second, key) in keys.split_whitespace().enumerate() {
        let moment = Moment { since_start: Duration::from_secs(second as u64 + 1), unix: 1_790_000_000 };
        if let Ok(key) = key.parse() {
            model.update(Message::Key(key), moment);
        }
    }
    let revision = model.desk.session.revision();
    model.update(Message::Saved(revision), Moment::default());
    model.status = Default::default();
    print!("{}", picture::svg(&model));
    ExitCode::SUCCESS
}
