//! Names on no list: by their form, and by what the text does with them.

use std::cell::LazyCell;

use super::ties::{Tie, TieKind, before, capital, piece_after, possessive, tie};
use super::words::{Says, says};
use super::{Hit, context, lexicon};
use crate::article::BlockKind;
use crate::extract::Document;
use crate::extract::lexicon::lists::AFTER_INTERVIEWER;
use crate::extract::names::lexicon::{Kinds, kinds};
use crate::extract::names::{Mention, MentionKind};
use crate::text::{QuoteState, Shape, WordRange};

/// Words before and after a name among which it is looked for again.
const AGAIN: usize = 3000;
/// A name is not longer than this many words.
const LONGEST: usize = 8;

/// Finds the names that `taken` does not cover.
pub(super) fn find(document: &Document<'_>, mentions: &[Mention], hits: &mut Vec<Hit>) {
    let taken: Vec<WordRange> = hits.iter().map(|hit| hit.words).collect();
    let mut next_taken = 0;
    let mut next_mention = 0;
    let mut at = 0;
    while at < document.scan.words.len() {
        while taken.get(next_taken).is_some_and(|words| words.end <= at) {
            next_taken += 1;
        }
        if let Some(title) = title(document, at) {
            let end = title.end;
            let listed = taken[next_taken..].first().is_some_and(|words| words.start < end);
            if !listed && is_programme_title(document, title) {
                hits.push(Hit::new(document, title, true));
            }
        }
        let Some(run) = run(document, at) else {
            at += 1;
            continue;
        };
        at = run.end;
        let mut run = strip(document, run);
        // "the radio show Dora's Jukebox".
        if !run.is_empty()
            && possessive(document, run.end)
            && capital(document, run.end + 1)
            && context::is_named_after(document, run.start)
        {
            run.end += 2;
            at = run.end;
        }
        if run.is_empty() || run.len() > LONGEST {
            continue;
        }
        while mentions.get(next_mention).is_some_and(|mention| mention.words.end <= run.start) {
            next_mention += 1;
        }
        let person = mentions[next_mention..]
            .iter()
            .take_while(|mention| mention.words.start < run.end)
            .any(|mention| mention.kind == MentionKind::Person && mention.words.end >= run.end);
        // A listed name inside a longer one stays the listed one, unless a paper's name goes on behind it.
        let listed = taken[next_taken..].iter().take_while(|words| words.start < run.end).any(|words| {
            words.end == run.end
                || words.start == run.start && !says(document.word(run.end - 1)).any(Says::PAPER.with(Says::PROGRAMME))
        });
        if !listed && is_outlet(document, run, person) {
            hits.push(Hit::new(document, run, false));
        }
    }
}

/// The run of capitalised words that begins at `at`.
fn run(document: &Document<'_>, at: usize) -> Option<WordRange> {
    let first = document.scan.words.get(at)?;
    if first.is_lexical()
        && let Some(end) = address_end(document, at)
    {
        return Some(WordRange::new(at, end));
    }
    if !capital(document, at) {
        return None;
    }
    let same = |index: usize| document.scan.words.get(index).is_some_and(|word| word.sentence == first.sentence);
    let mut end = at + 1;
    while same(end) {
        let joins = matches!(document.word(end), "of" | "&" | "de" | "la")
            && capital(document, end + 1)
            && same(end + 1)
            && !matches!(document.word(end + 1), "The");
        if joins {
            end += 2;
        } else if capital(document, end) && document.word(end) != "The" {
            end += 1;
        } else {
            break;
        }
    }
    // "Channel 9", "Rossiya 1".
    let number = document.scan.words.get(end).is_some_and(|word| word.shape == Shape::Number && word.span().len() <= 2);
    if number && same(end) && says(document.word(end - 1)).any(Says::STATION) {
        end += 1;
    }
    Some(WordRange::new(at, end))
}

/// Without what stands before and behind a name: days, words that begin sentences, the article.
fn strip(document: &Document<'_>, mut run: WordRange) -> WordRange {
    while !run.is_empty() {
        let word = document.word(run.start);
        let kind = kinds(word);
        let day = kind.any(Kinds::CALENDAR)
            && !(run.len() == 2 && says(document.word(run.start + 1)).any(Says::PAPER.with(Says::WEAK_PAPER)));
        let sentence = document.scan.words.get(run.start).map(|word| word.sentence);
        let opens = run.start == 0
            || document.scan.words.get(run.start - 1).map(|word| word.sentence) != sentence
            || document.scan.words.get(run.start - 1).is_some_and(|word| word.shape == Shape::Punctuation);
        let starter = opens && kind.any(Kinds::STARTER) && !kind.any(Kinds::FIRST);
        if matches!(word, "The" | "A" | "An" | "In" | "On" | "At") || day || starter || says(word).any(Says::ACCORDING) {
            run.start += 1;
        } else {
            break;
        }
    }
    while run.len() > 1 && kinds(document.word(run.end - 1)).any(Kinds::CALENDAR) {
        run.end -= 1;
    }
    run
}

/// The end of the address that the word at `at` begins, without a gap: "tarnwatch.com", "Ferrynews.co.uk".
pub(super) fn address_end(document: &Document<'_>, at: usize) -> Option<usize> {
    let words = &document.scan.words;
    let word = document.word(at);
    let adjacent = |index: usize| words.get(index).zip(words.get(index + 1)).is_some_and(|(one, next)| one.end == next.start);
    if !adjacent(at) && word.len() <= 6 {
        return None;
    }
    let mut end = at + 1;
    while end + 1 < at + 6 && adjacent(end - 1) && adjacent(end) && document.word(end) == "." {
        end += 2;
    }
    let known =
        || matches!(document.word(end - 1), "com" | "org" | "net" | "uk" | "nz" | "au" | "in" | "ie" | "ng" | "eu" | "info");
    if end > at + 1 && known() {
        return Some(end);
    }
    // Where the scan keeps it whole.
    let ending = || word.as_bytes().get(word.len() - 4..).is_some_and(|end| matches!(end, b".com" | b".org" | b".net"));
    let whole = word.len() > 6 && ending() && !word.contains(['/', '@']);
    whole.then_some(at + 1)
}

/// Whether the last word of a name stands alone elsewhere, or the name stands in a headline: a person's, by all signs.
fn is_named_again(document: &Document<'_>, run: WordRange) -> bool {
    let headline =
        document.block_of(run.start).is_some_and(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Heading));
    let last = document.word(run.end - 1);
    let near = run.start.saturating_sub(AGAIN)..(run.end + AGAIN).min(document.scan.words.len());
    headline
        || near.into_iter().any(|at| {
            document.word(at) == last
                && !run.contains(at)
                && at > 0
                && !capital(document, at - 1)
                && !matches!(document.word(at - 1), "the" | "The")
        })
}

/// Whether the text names something that cannot be an outlet.
fn is_other(document: &Document<'_>, run: WordRange) -> bool {
    let last = kinds(document.word(run.end - 1));
    let taken = Kinds::TITLE
        .with(Kinds::DEMONYM)
        .with(Kinds::GROUP)
        .with(Kinds::PLACE)
        .with(Kinds::ACTOR)
        .with(Kinds::PRONOUN)
        .with(Kinds::CALENDAR)
        .with(Kinds::ANY_HONORIFIC)
        .with(Kinds::ORGANISATION);
    last.any(taken)
        || says(document.word(run.end - 1)).any(Says::BODY)
        || kinds(document.word(run.start)).any(Kinds::ACTOR.with(Kinds::ANY_HONORIFIC))
        || kinds(document.word(run.start)).any(Kinds::TITLE) && run.len() > 1
        || crate::extract::names::lexicon::phrase(run.iter().map(|at| document.word(at))).is_some()
}

/// Whether the run at `run` is an outlet.
fn is_outlet(document: &Document<'_>, run: WordRange, person: bool) -> bool {
    // "Ferry Today USA": a country behind the word that makes it a paper's name.
    let country = run.len() > 2
        && kinds(document.word(run.end - 1)).any(Kinds::COUNTRY)
        && says(document.word(run.end - 2)).any(Says::PAPER.with(Says::WEAK_PAPER).with(Says::PROGRAMME));
    let last = document.word(run.end - 1 - usize::from(country));
    let says_last = says(last);
    // "Communications Inc.", "Post University", "Herald Square", "the Journal of Medicine".
    if says_last.any(Says::BODY)
        || run.iter().skip(1).any(|at| document.word(at) == "of") && !matches!(document.word(run.start), "Voice" | "Sons")
    {
        return false;
    }
    if says(document.word(run.end)).any(Says::BODY) && capital(document, run.end) {
        return false;
    }
    if matches!(last, "Journal" | "Review" | "Bulletin" | "Record") && is_scholarly(document, run) {
        return false;
    }
    // What stands around a name is read for the few that need it.
    let called = || context::is_called_outlet(document, run);
    let outside = document.scan.words.get(run.start).is_some_and(|word| word.quote == QuoteState::Outside);
    let tie = LazyCell::new(|| if outside { tie(document, run, false) } else { None });
    let piece = || outside && piece_after(document, run).is_some();
    let the = run.start > 0 && matches!(document.word(run.start - 1), "the" | "The");
    let first_name = kinds(document.word(run.start)).any(Kinds::FIRST);
    let told = || tie.as_ref().is_some_and(|tie| says(document.word(tie.anchor)).any(Says::TELL));
    let firm = || tie.as_ref().is_some_and(|tie| tie.firm);
    // Shops have addresses, too: only what news does counts.
    if address_end(document, run.start) == Some(run.end) {
        return firm() || told();
    }
    if run.len() > 1 && is_news_name(document, run) {
        return !person || firm() || called();
    }
    if run.len() > 1 && says_last.any(Says::PAPER) {
        let bare = run.len() == 2
            && !the
            && !kinds(document.word(run.start)).any(Kinds::PLACE)
            && !kinds(document.word(run.start)).any(Kinds::CALENDAR)
            && !says(document.word(run.start)).any(Says::PAPER);
        return !bare || tie.is_some() || called() || piece() && !person;
    }
    if run.len() > 1 && says(document.word(run.start)).any(Says::STATION) {
        return tie.is_some() || called();
    }
    if run.len() > 1 && says_last.any(Says::PROGRAMME) {
        let printed = run.start > 1
            && document.word(run.start - 1) == "The"
            && document.scan.words[run.start - 2].sentence == document.scan.words[run.start].sentence;
        return printed && matches!(last, "Show" | "Podcast") || tie.is_some() || called();
    }
    if run.len() > 1 && says_last.any(Says::WEAK_PAPER) && (!kinds(last).any(Kinds::TITLE) || the && (firm() || told())) {
        return called() || (!person || the) && (told() || firm() || piece() || tie.is_some() && the && !first_name);
    }
    if person || first_name && run.len() <= 3 || is_other(document, run) {
        return !person && !is_other(document, run) && called();
    }
    if called() {
        return true;
    }
    tie.as_ref().is_some_and(|tie| unknown_name(document, run, tie, the))
}

/// "The study was published in the Tarn Heart Journal": the document that a claim is from, and no outlet.
fn is_scholarly(document: &Document<'_>, run: WordRange) -> bool {
    let sentence = document.scan.words.get(run.start).and_then(|word| document.scan.sentences.get(word.sentence as usize));
    sentence.is_some_and(|sentence| sentence.words().iter().take(80).any(|at| says(document.word(at)).any(Says::SCHOLARLY)))
}

/// "Christian News Service", "Port Vell Public Radio Network": news inside, an agency or network at the end.
fn is_news_name(document: &Document<'_>, run: WordRange) -> bool {
    let last = says(document.word(run.end - 1));
    last.any(Says::MEDIA.with(Says::NEWS_MEDIA))
        && (run.start..run.end - 1)
            .any(|at| matches!(document.word(at), "News" | "Radio" | "TV" | "Television" | "Press" | "Broadcasting"))
}

/// A name whose form says nothing, by its tie alone: an interview with it, "told NAME on Monday".
fn unknown_name(document: &Document<'_>, run: WordRange, tie: &Tie, the: bool) -> bool {
    let anchor = document.word(tie.anchor).to_lowercase();
    let letters = document.word(run.start);
    let upper = run.len() == 1
        && (2..=5).contains(&letters.len())
        && document.scan.words.get(run.start).is_some_and(|word| word.shape == Shape::Upper)
        && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let next = document.word(run.end);
    let staffed = possessive(document, run.end)
        && (run.end + 1..run.end + 4).any(|at| says(document.word(at)).any(Says::STAFF.with(Says::MEDIA)));
    let near = tie.anchor + 4 >= run.start;
    if says(&anchor).any(Says::TELL) {
        let direct = tie.anchor + 1 == run.start;
        let occasion = matches!(next, "in" | "by")
            && (run.end + 1..run.end + 5).any(|at| {
                says(document.word(at)).any(Says::INTERVIEW)
                    || matches!(document.word(at), "email" | "e-mail" | "phone" | "telephone" | "emailed")
            });
        let day = next == "on" && kinds(document.word(run.end + 1)).any(Kinds::CALENDAR) || kinds(next).any(Kinds::CALENDAR);
        return staffed || direct && upper && !the || direct && run.len() > 1 && (occasion || day);
    }
    if tie.kind == TieKind::Told && anchor.starts_with("interview") && tie.firm {
        let goes_on =
            document.scan.words.get(run.end).is_some_and(|word| word.shape == Shape::Lower) && !AFTER_INTERVIEWER.contains(next);
        // "An interview with Ana Diaz": a person, as the surname alone says further on.
        let person = || !the && !staffed && (2..=3).contains(&run.len()) && is_named_again(document, run);
        return near && (run.len() > 1 || upper || staffed) && !goes_on && !person();
    }
    // "first reported by NAME", "an email seen by NAME".
    let word_before = |back: usize| run.start.checked_sub(back).map_or("", |at| document.word(at));
    let by = word_before(1) == "by" || the && word_before(2) == "by";
    if by
        && (anchor == "reported" && before(document, tie.anchor).next().is_some_and(|(_, word)| word == "first")
            || matches!(anchor.as_str(), "seen" | "obtained") && run.len() > 1)
    {
        return true;
    }
    // "NAME first reported".
    anchor == "reported" && tie.anchor == run.end + 1 && document.word(run.end) == "first"
}

/// The title in quotation marks that opens at `at`: “Face the Harbour,” without marks and closing signs.
fn title(document: &Document<'_>, at: usize) -> Option<WordRange> {
    let words = &document.scan.words;
    if words.get(at)?.quote != QuoteState::Mark || !capital(document, at + 1) {
        return None;
    }
    let sentence = words.get(at + 1)?.sentence;
    let close = (at + 2..at + 10).find(|index| words.get(*index).is_some_and(|word| word.quote == QuoteState::Mark))?;
    let mut end = close;
    while end > at + 1 && matches!(document.word(end - 1), "," | "." | ";") {
        end -= 1;
    }
    let plain = (at + 1..end).all(|index| {
        words.get(index).is_some_and(|word| {
            word.sentence == sentence
                && (matches!(word.shape, Shape::Capitalised | Shape::Upper | Shape::Number)
                    || matches!(
                        document.word(index),
                        "the" | "of" | "and" | "&" | "with" | "on" | "to" | "a" | "in" | "’s" | "'s" | "for"
                    ))
        })
    });
    let mut start = at + 1;
    if matches!(document.word(start), "The") && end > start + 1 {
        start += 1;
    }
    (plain && end > start && capital(document, end - 1)).then_some(WordRange::new(start, end))
}

/// Whether the text speaks of the title as of a programme or paper.
fn is_programme_title(document: &Document<'_>, title: WordRange) -> bool {
    let Some(mut open) = title.start.checked_sub(1) else { return false };
    if document.word(open) == "The" {
        open = open.saturating_sub(1);
    }
    let close = title.end + 1 + usize::from(matches!(document.word(title.end), "," | "." | ";"));
    let after = says(document.word(close));
    let outside = open == 0 || document.scan.words.get(open - 1).is_some_and(|word| word.quote == QuoteState::Outside);
    if !outside {
        return false;
    }
    let last = says(document.word(title.end - 1));
    if last.any(Says::PROGRAMME) || title.len() > 1 && last.any(Says::PAPER) {
        return tie(document, title, true).is_some()
            || matches!(document.word(title.end - 1), "Show" | "Podcast" | "Times" | "Tonight");
    }
    let mut back = before(document, open);
    let near = back.next().map_or("", |(_, word)| word);
    let earlier = back.next().map_or("", |(_, word)| word);
    // "CNN's “State of ...”": the channel before it, found by the list.
    let channel = lexicon::ends_at(document, if matches!(near, "'s" | "’s" | "'" | "’") { open.saturating_sub(1) } else { open });
    let named =
        says(near).any(Says::STAFF.with(Says::MEDIA)) || matches!(near, "show" | "program" | "programme" | "podcast" | "series");
    let of = matches!(near, "of" | "on")
        && (says(earlier).any(Says::INTERVIEW.with(Says::STAFF).with(Says::APPEAR)) || earlier == "said");
    channel
        || named
        || of
        || matches!(document.word(close), "show" | "program" | "programme" | "podcast" | "host" | "co-host")
        || after.any(Says::STAFF)
}
