//! The parts of a page that are not in its article: listed with their reasons, and brought in where somebody wants them.

use std::collections::HashMap;

use super::blocks::{Draft, Place};
use super::candidate::WhyLeftOut;

/// Hexadecimal digits of an id: enough to tell the parts of one page apart.
const DIGITS: usize = 16;

/// A part of a page that its reader leaves out of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which part it is: made of its words, so that it is the same when the page is read again or saved again.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Why it is left out.
    pub why: WhyLeftOut,
    /// Whether somebody brought it in all the same.
    pub restored: bool,
}

/// A block of the cleaned page that is not in the article.
pub(super) struct Dropped {
    pub text: String,
    pub why: WhyLeftOut,
}

/// A block of the whole page.
pub(super) struct PagePart {
    draft: Draft,
    /// Its id and why it is not in the article; `None`: it is.
    left: Option<(String, WhyLeftOut)>,
}

impl PagePart {
    /// What is said of it where it is left out.
    pub(super) fn left_out(self, restored: &[String]) -> Option<LeftOut> {
        let (id, why) = self.left?;
        let restored = restored.contains(&id);
        Some(LeftOut { id, text: self.draft.text, why, restored })
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The blocks of the whole page, in its order: which are in the article (`kept`, or the headline), which are not.
pub(super) fn parts(all: Vec<Draft>, kept: &[Draft], dropped: &[Dropped], headline: Option<&str>) -> Vec<PagePart> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for text in kept.iter().map(|draft| folded(&draft.text)).chain(headline.map(folded)) {
        *taken.entry(text).or_default() += 1;
    }
    let mut whys: HashMap<String, Vec<WhyLeftOut>> = HashMap::new();
    for left in dropped {
        whys.entry(folded(&left.text)).or_default().push(left.why);
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    let part = |draft: Draft| {
        let text = folded(&draft.text);
        let never = draft.place == Place::Never;
        if let Some(count) = taken.get_mut(&text).filter(|count| !never && **count > 0) {
            *count -= 1;
            return PagePart { draft, left: None };
        }
        let why = whys.get_mut(&text).and_then(|whys| if whys.is_empty() { None } else { Some(whys.remove(0)) });
        let other = if never { WhyLeftOut::Outside } else { WhyLeftOut::Container };
        let why = why.filter(|_| !never).unwrap_or(other);
        // The same words twice are two parts.
        let nth = seen.entry(text.clone()).or_default();
        *nth += 1;
        let mut id = blake3::hash(format!("{nth}\n{text}").as_bytes()).to_hex().to_string();
        id.truncate(DIGITS);
        PagePart { draft, left: Some((id, why)) }
    };
    all.into_iter().map(part).collect()
}

/// The article with the parts in `restored`, each behind what comes before it on the page; and where they are in it.
pub(super) fn bring_in(article: Vec<Draft>, page: Vec<PagePart>, restored: &[String]) -> (Vec<Draft>, Vec<usize>) {
    if restored.is_empty() {
        return (article, Vec::new());
    }
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, draft) in article.iter().enumerate().rev() {
        places.entry(folded(&draft.text)).or_default().push(at);
    }
    // Behind how many blocks of the article each part comes.
    let mut behind = 0;
    let mut coming: Vec<(usize, Draft)> = Vec::new();
    for part in page {
        match part.left {
            None => {
                let at = places.get_mut(&folded(&part.draft.text)).and_then(Vec::pop);
                behind = at.map_or(behind, |at| at + 1);
            }
            Some((id, _)) if restored.contains(&id) => coming.push((behind, part.draft)),
            Some(_) => {}
        }
    }
    // The page need not have the order of the article.
    coming.sort_by_key(|(behind, _)| *behind);
    let (mut all, mut brought) = (Vec::with_capacity(article.len() + coming.len()), Vec::with_capacity(coming.len()));
    let mut coming = coming.into_iter().peekable();
    let count = article.len();
    let mut article = article.into_iter();
    for at in 0..=count {
        while let Some((_, draft)) = coming.next_if(|(behind, _)| *behind <= at) {
            brought.push(all.len());
            all.push(draft);
        }
        all.extend(article.next());
    }
    (all, brought)
}
