//! Whether a text says who somebody is, next to the name.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::index::Index;
use crate::lint::lists::DESCRIPTION_OPENERS;
use crate::text::Span;

type Words = LazyLock<HashSet<&'static str>>;

fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

/// Words that may be next to a name and say nothing of who that is.
static EMPTY: Words = LazyLock::new(|| {
    set("a about above according after again against all also although among an and another any are around as at back \
    be because been before behind being below between both but by can could despite did do does down during \
    each earlier either else even ever except few for from give had has have here how however if in indeed inside \
    instead into is it its just last later let like make many may meanwhile might more most mr mrs ms much must \
    near neither never next no nor not now of off on once only onto or other others out outside over per perhaps \
    put quote quotes rather said saw say says see should since so some still such tell tells than that the their \
    them then there these they this those though through thus to today together told tomorrow tonight too toward \
    towards under unless unlike until up upon versus via vs was we went were what when where whether which while \
    why will with within without would wrote yes yesterday yet you monday tuesday wednesday thursday friday \
    saturday sunday january february march april june july august september october november december")
});

/// Verbs that are before or after a name, besides those that end in -ed or -ing.
static VERBS: Words = LazyLock::new(|| {
    set("adds asks backs began brought calls chose claims comes defeat elect explains feels found gave gets goes got \
    insists kept knew knows left lets likes loves made makes meet met needs notes paid points puts recalls ran \
    replies says seems sees sent spoke support supports takes thinks thought took tweets wants warns won writes")
});

/// Words for what people are. Whoever is named in a sentence with one, or in the next, is most often who that is.
static ROLES: Words = LazyLock::new(|| {
    set("actor activist adviser aide ambassador analyst architect artist attorney author boss brother candidate captain \
    celebrity chairman chairwoman chief coach columnist comedian commentator congressman congresswoman \
    correspondent dad daughter democrat developer director doctor editor executive farmer father founder \
    frontrunner front-runner general governor husband journalist judge lawmaker lawyer leader manager mayor \
    minister mom mother musician nominee novelist officer owner physician player poet pollster pope presidency \
    president presidential priest producer professor prosecutor publisher rapper reader reporter republican \
    researcher resident scientist secretary senate senator sheriff singer sister son spokesman spokeswoman star \
    strategist student surgeon teacher treasurer veteran voter wife winner writer")
});

/// What belongs to people who are known by it: "Ana Diaz's radio show".
static WORKS: Words =
    LazyLock::new(|| set("album book campaign column commentary essay film movie novel podcast program radio show song"));

/// Whether the text says who a person is where it has this name: before it ("the harbour's safety officer, Ana Diaz", "Sen.
/// Ana Diaz"), behind it ("Ana Diaz, who …", "Ana Diaz of the port office"), or in the same sentence or the one before.
pub fn is_introduced(index: &Index, name: Span) -> bool {
    let text = &*index.article.text;
    let sentence = index.sentence_span(index.sentence_at(name.start)).unwrap_or(name);
    let before = text.get(sentence.start.min(name.start)..name.start).unwrap_or_default();
    let after = text.get(name.end..).unwrap_or_default();
    is_described_before(before) || is_described_behind(after) || is_near_a_role(index, name)
}

/// Whether a quotation is signed with the name: a letter, or one of many voices.
pub fn is_signature(index: &Index, name: Span) -> bool {
    let before = index.article.text.get(..name.start).unwrap_or_default().trim_end();
    before.ends_with(['―', '—', '–', '-', '~'])
}

fn is_empty(word: &str) -> bool {
    let lower = word.to_lowercase();
    EMPTY.contains(lower.as_str()) || VERBS.contains(lower.as_str()) || ["ed", "ing", "ly"].iter().any(|end| lower.ends_with(end))
}

fn is_described_before(before: &str) -> bool {
    let before = without_names(before.trim_end());
    let (words, in_apposition) = match before.strip_suffix(',') {
        Some(words) => (words, true),
        None => (before, false),
    };
    let raw = words.split_whitespace().next_back().unwrap_or_default();
    let is_first = words.split_whitespace().count() == 1;
    let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
    // "Celebrities like Ana Diaz", "members including Ana Diaz".
    if matches!(word, "like" | "including" | "namely") || words.ends_with("such as") {
        return true;
    }
    // "Sen.", "Dr.", "Lt. Gen."
    if raw.ends_with('.') {
        return !in_apposition && word.starts_with(char::is_uppercase) && word.len() < 6 && !is_empty(word);
    }
    // "Coast Wire's Ana Diaz".
    let owner = raw.ends_with("s'") || raw.ends_with("s’") || word.ends_with("'s") || word.ends_with("’s");
    if owner || word.ends_with("-old") {
        return !in_apposition;
    }
    let is_word = !word.is_empty() && word == raw && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
    if !is_word || is_empty(word) {
        return false;
    }
    // "In Ohio, Ana Diaz said" names a place, and "Meanwhile, Ana Diaz" nothing.
    !(in_apposition && (is_first || word.starts_with(char::is_uppercase)))
}

/// The text before a name without the other names of its list: "two dockers, Bo Ek and" is "two dockers,".
fn without_names(before: &str) -> &str {
    let Some(mut rest) = before.strip_suffix(" and").or_else(|| before.strip_suffix(',')) else { return before };
    let mut names = before;
    loop {
        let rest_of_name = rest.trim_end_matches(',').trim_end();
        let Some(at) = rest_of_name.rfind(' ') else { return names };
        let (earlier, word) = rest_of_name.split_at(at);
        if !word.trim_start().starts_with(char::is_uppercase) {
            return names;
        }
        rest = earlier.trim_end();
        if rest.ends_with(',') || rest.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_lowercase)) {
            names = rest;
        }
    }
}

fn is_described_behind(after: &str) -> bool {
    let next = |text: &str| text.split_whitespace().take(8).map(str::to_owned).collect::<Vec<String>>();
    let bare = |word: &String| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    if let Some(rest) = after.strip_prefix(',').filter(|rest| rest.starts_with(' ')) {
        let words = next(rest);
        let Some(first) = words.first().map(bare) else { return false };
        if DESCRIPTION_OPENERS.contains(&first) {
            return true;
        }
        if first.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        // "Ana Diaz, Coast Wire's editor"; in "Ana Diaz, Bo Ek and others" nobody is described.
        let part: Vec<&String> = words
            .iter()
            .scan(false, |ended, word| {
                let is_in = !*ended;
                *ended = word.ends_with([',', '.', ';', ':']);
                is_in.then_some(word)
            })
            .collect();
        let owned = part.iter().any(|word| word.ends_with("'s") || word.ends_with("’s"));
        return owned || first.starts_with(char::is_lowercase) && !is_empty(&first);
    }
    let words = next(after);
    let two = (words.first().map(String::as_str).unwrap_or_default(), words.get(1).map(String::as_str).unwrap_or_default());
    let named = two.1.starts_with(char::is_uppercase);
    if let Some(owned) = after.strip_prefix("'s ").or_else(|| after.strip_prefix("’s ")).or_else(|| after.strip_prefix("' ")) {
        return next(owned).iter().take(2).map(bare).any(|word| WORKS.contains(word.as_str()));
    }
    if !after.starts_with(' ') {
        return false;
    }
    match two {
        (open, _) if open.starts_with('(') => open.chars().any(char::is_alphabetic),
        ("of", _) | ("from", "the") => true,
        ("from", _) => named,
        ("is" | "was" | "became", "a" | "an" | "the" | "one") => true,
        _ => false,
    }
}

/// Whether the sentence with the name, or the one before, has a word for what people are.
fn is_near_a_role(index: &Index, name: Span) -> bool {
    let here = index.sentence_at(name.start);
    let words =
        (here.saturating_sub(1)..=here).flat_map(|at| index.sentence(at).split(|c: char| !(c.is_alphanumeric() || c == '-')));
    words.into_iter().any(|word| {
        let lower = word.to_lowercase();
        ROLES.contains(lower.as_str()) || lower.strip_suffix('s').is_some_and(|single| ROLES.contains(single))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::Article;

    fn introduced(text: &str) -> bool {
        let index = Index::new(&Arc::new(Article::from_text(text)));
        let start = text.find("Ana Diaz").unwrap();
        is_introduced(&index, Span::new(start, start + "Ana Diaz".len()))
    }

    #[test]
    fn a_name_with_a_word_on_who_that_is_is_introduced() {
        for text in [
            "The port was shut, safety officer Ana Diaz said.",
            "The port was shut, Coast Wire editor Ana Diaz said.",
            "The port was shut, said Dr. Ana Diaz.",
            "The harbour's safety officer, Ana Diaz, said the port was shut.",
            "Singer Ana Diaz said the port was shut.",
            "Ana Diaz, who runs the port, said it was shut.",
            "Ana Diaz, 59, said the port was shut.",
            "Ana Diaz, senior associate for ports at the institute, said it was shut.",
            "Ana Diaz, Coast Wire's editor, said the port was shut.",
            "Ana Diaz of the port office said it was shut.",
            "Ana Diaz (Labour) said it was shut.",
            "Ana Diaz is a docker. She said it was shut.",
            "There are five candidates for mayor. Ana Diaz said the port was shut.",
            "One of the dockers' lawyers spoke too. Ana Diaz said the port was shut.",
            "Coast Wire’s Ana Diaz wrote that the port was shut.",
            "Coast News’ Ana Diaz wrote that the port was shut.",
            "17-year-old Ana Diaz said the port was shut.",
            "Two dockers, Bo Ek and Ana Diaz, said the port was shut.",
            "Singers like Cy Holm, Bo Ek and Ana Diaz said the port was shut.",
            "On Ana Diaz’s radio show he said the port was shut.",
            "Ana Diaz, writing on her page, said the port was shut.",
            "The port was shut, said Ana Diaz of towing firm Sleek.",
        ] {
            assert!(introduced(text), "{text}");
        }
    }

    #[test]
    fn a_name_alone_introduces_nobody() {
        for text in [
            "The port was shut, said Ana Diaz.",
            "The port was shut, according to Ana Diaz.",
            "Meanwhile, Ana Diaz said the port was shut.",
            "In Coast Town, Ana Diaz said the port was shut.",
            "On Monday Ana Diaz said the port was shut.",
            "But Ana Diaz said the port was shut.",
            "Nobody had warned Ana Diaz that the port was shut.",
            "Ana Diaz, however, said the port was open.",
            "Ana Diaz, Bo Ek and Cy Holm said the port was shut.",
            "Bo Ek, Cy Holm and Ana Diaz said the port was shut.",
            "Ana Diaz was shown a letter.",
            "They asked Mr. Ana Diaz why the port was shut.",
        ] {
            assert!(!introduced(text), "{text}");
        }
    }
}
