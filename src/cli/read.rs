//! `saidby read`: an article as it is read, what was left out of a page, and a text that was encoded twice repaired.

use std::io::Write;

use super::arguments::{Common, Read};
use super::{Outcome, output};
use crate::article::{Article, Format, repaired};
use crate::disk::inputs::{self, shown};
use crate::sidecar::{Placement, restored};
use crate::text::single_line;
use crate::text::visible::{Breaks, visible};

/// Runs the command.
pub fn run(arguments: &Read, common: &Common) -> anyhow::Result<Outcome> {
    let mut out = output::data();
    let on_terminal = output::on_terminal();
    let mut trouble = false;
    let placement = Placement { annotator: None, folder: common.sidecar_dir.clone() };
    for path in inputs::articles(&arguments.paths) {
        let text = path.and_then(|path| Ok((inputs::bytes(&path)?, path)));
        let text = match text {
            Ok((bytes, path)) => {
                let format = Format::named(&path).unwrap_or_else(|| Format::of_bytes(&bytes));
                let restored = restored::by_others(&path, &placement, None);
                match one(arguments, &bytes, format, &restored) {
                    Ok((text, remark)) => {
                        if let Some(remark) = remark {
                            output::complain(&format!("{}: {remark}", shown(&path)));
                        }
                        text
                    }
                    Err(error) => {
                        output::complain(&format!("{}: {error}", shown(&path)));
                        trouble = true;
                        continue;
                    }
                }
            }
            Err(error) => {
                output::complain(&error.to_string());
                trouble = true;
                continue;
            }
        };
        // On a terminal nothing of a text may be obeyed; a file gets it as it is.
        let text = if on_terminal { visible(&text, Breaks::Keep).into_owned() } else { text };
        out.write_all(text.as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::of(trouble))
}

/// What is printed of one article, and a remark on it.
fn one(
    arguments: &Read,
    bytes: &[u8],
    format: Format,
    restored: &[String],
) -> Result<(String, Option<String>), crate::article::ArticleError> {
    if arguments.left_out {
        let mut left = Article::left_out(bytes, format, restored)?;
        left.retain(|part| !part.restored);
        let lines = left.iter().map(|part| format!("{}: {}\n", part.why.words(), single_line(&part.text)));
        let remark = left.is_empty().then(|| "nothing was left out".to_owned());
        return Ok((lines.collect(), remark));
    }
    let article = Article::read_with(bytes, format, restored)?;
    let twice = article.origin.encoded_twice;
    let text = if arguments.repair { repaired(&article.text).into_owned() } else { marked(&article) };
    let remark = match (arguments.repair, twice) {
        (true, false) => Some("not encoded twice; nothing to repair".to_owned()),
        (false, true) => Some(inputs::ENCODED_TWICE.to_owned()),
        _ => None,
    };
    let end = if text.ends_with('\n') { "" } else { "\n" };
    Ok((text + end, remark))
}

/// The text of an article, what is struck through between the signs that Markdown has for it.
fn marked(article: &Article) -> String {
    let mut text = String::with_capacity(article.text.len());
    let mut at = 0;
    for struck in &article.origin.struck {
        text.push_str(article.text.get(at..struck.start).unwrap_or_default());
        text.push_str("~~");
        text.push_str(struck.slice(&article.text).unwrap_or_default());
        text.push_str("~~");
        at = struck.end;
    }
    text.push_str(article.text.get(at..).unwrap_or_default());
    text
}
