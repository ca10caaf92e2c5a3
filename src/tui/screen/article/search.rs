//! A search that stands: what is searched, and every place where it was found.

use std::collections::BTreeMap;

use regex::Regex;

use crate::claim::{ClaimId, Part};
use crate::review::{ReviewedClaim, Session};
use crate::text::motion::Way;
use crate::text::{Bare, Span};
use crate::tui::query::Query;

/// Matches beyond this many are not collected.
const MOST_MATCHES: usize = 100_000;
/// What of a claim was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Its speaker's name, or another form of it.
    Speaker,
    /// An outlet that it came through.
    Outlet,
    /// Its note.
    Note,
}

impl Seen {
    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Outlet => "outlet",
            Self::Note => "note",
        }
    }
}

/// A place where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The words of the article: those that match, or those that stand for the claim.
    pub span: Span,
    /// The claim whose speaker, outlet or note matches; `None`: the text itself does.
    pub claim: Option<(ClaimId, Seen)>,
}

/// Which matches are gone to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matches {
    /// All of them.
    All,
    /// Those in the article's own words, without those of a claim's speaker, outlets or note.
    InWords,
}

/// A search with all its matches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    /// What is searched.
    pub query: Query,
    /// Every match, in order.
    pub matches: Vec<Match>,
    /// The match that the article was taken to.
    pub at: usize,
    /// Bytes of the longest match.
    longest: usize,
}

impl Search {
    /// All matches, with the first one from the byte at `from` on in hand; `None` without a match.
    /// `bare` is the article's text as it is seen, where that is another one: a word with a soft hyphen is sought so.
    pub fn of(query: &Query, pattern: &Regex, session: &Session, bare: Option<&Bare>, from: usize) -> Option<Self> {
        let text = &session.article().text;
        let seen = bare.map_or(&**text, |bare| bare.text.as_str());
        let place = |span: Span| bare.map_or(span, |bare| bare.original(span));
        let found = pattern.find_iter(seen).filter(|found| !found.is_empty()).take(MOST_MATCHES);
        let mut matches: Vec<Match> =
            found.map(|found| Match { span: place(Span::new(found.start(), found.end())), claim: None }).collect();
        let claims = in_claims(pattern, session, &matches);
        matches.extend(claims);
        matches.sort_by_key(|found| (found.span, found.claim.is_some()));
        let longest = matches.iter().map(|found| found.span.len()).max()?;
        let at = matches.partition_point(|found| found.span.start < from) % matches.len();
        Some(Self { query: query.clone(), matches, at, longest })
    }

    /// The same without what was found in speakers, outlets and notes; `None` where nothing else was found.
    pub fn in_words(mut self) -> Option<Self> {
        let from = self.current().map_or(0, |found| found.span.start);
        self.matches.retain(|found| found.claim.is_none());
        self.at = self.matches.partition_point(|found| found.span.start < from) % self.matches.len().max(1);
        (!self.matches.is_empty()).then_some(self)
    }

    /// The current match.
    pub fn current(&self) -> Option<&Match> {
        self.matches.get(self.at)
    }

    /// Takes the next or previous match in hand.
    pub fn step(&mut self, way: Way) {
        let count = self.matches.len().max(1);
        self.at = if way == Way::Forward { self.at + 1 } else { self.at + count - 1 } % count;
    }

    /// Where it is: "3 of 17", and what of a claim matches.
    pub fn caption(&self) -> String {
        let place = format!("{} of {}", self.at + 1, self.matches.len());
        match self.current().and_then(|found| found.claim.as_ref()) {
            Some((_, seen)) => format!("{place}, in the {} of a claim", seen.word()),
            None => place,
        }
    }

    /// The matches that share a byte with `span`.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Match> {
        let first = self.matches.partition_point(|found| found.span.start + self.longest <= span.start);
        let near = self.matches.iter().skip(first).take_while(move |found| found.span.start < span.end);
        near.filter(move |found| found.span.overlaps(span))
    }
}

/// Claims whose speaker, outlets or note match: once each, where the words that tell of it stand. Where the
/// text says it next to them, its own match is enough.
fn in_claims(pattern: &Regex, session: &Session, in_text: &[Match]) -> Vec<Match> {
    let holds = |words: &str| pattern.find(words).is_some_and(|found| !found.is_empty());
    let matching = |name: &str, aliases: &[String]| holds(name) || aliases.iter().any(|alias| holds(alias));
    let speakers: BTreeMap<_, _> =
        session.speakers().map(|speaker| (&speaker.id, matching(&speaker.name, &speaker.aliases))).collect();
    let outlets: BTreeMap<_, _> = session.outlets().map(|outlet| (&outlet.id, matching(&outlet.name, &outlet.aliases))).collect();
    let seen = |claim: &ReviewedClaim| {
        if session.speaker_of(claim).is_some_and(|speaker| speakers.get(&speaker.id) == Some(&true)) {
            Some(Seen::Speaker)
        } else if session.via_of(claim).iter().any(|outlet| outlets.get(&outlet.id) == Some(&true)) {
            Some(Seen::Outlet)
        } else {
            holds(&claim.note).then_some(Seen::Note)
        }
    };
    let article = session.article();
    let said_there = |extent: Span| {
        let after = in_text.partition_point(|found| found.span.start < extent.start);
        in_text.get(after).is_some_and(|found| found.span.start < extent.end)
    };
    let found = session.claims().iter().filter_map(|claim| {
        let seen = seen(claim)?;
        let parts = match seen {
            Seen::Speaker => [Part::Source, Part::Cue, Part::Content],
            Seen::Outlet | Seen::Note => [Part::Content, Part::Cue, Part::Source],
        };
        let span = parts.iter().find_map(|part| claim.spans(*part).first().copied())?;
        let own = parts.iter().flat_map(|part| claim.spans(*part)).copied().reduce(Span::cover)?;
        // An outlet is named around the claim rather than in it.
        let block = article.blocks.get(article.block_index(span.start)).map(|block| block.span);
        let extent = if seen == Seen::Outlet { block.unwrap_or(own).cover(own) } else { own };
        let told = seen != Seen::Note && said_there(extent);
        (!told).then(|| Match { span, claim: Some((claim.id.clone(), seen)) })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::tests::{id, session, stamp};
    use crate::review::{Edit, OutletChoice, SpeakerChoice};

    fn found(query: &str, regex: bool) -> Vec<(String, Option<&'static str>)> {
        let mut session = session(
            "[The dam holds], {said} <Ana Ode>, ‹The Daily› wrote.\n[It leaks], {said} <she>.\nAna's dam, the DAM of dams.\n",
        );
        session.apply(Edit::SetSpeaker(vec![id(1)], SpeakerChoice::New("Ana Ode".into())), &stamp("mw")).unwrap();
        session.apply(Edit::SetNote(id(1), "ask the valley".into()), &stamp("mw")).unwrap();
        session.apply(Edit::SetVia(vec![id(1)], vec![OutletChoice::New("The Wire".into())]), &stamp("mw")).unwrap();
        let query = Query { text: query.to_owned(), regex };
        let search = Search::of(&query, &query.compile().unwrap(), &session, Bare::of(&session.article().text).as_ref(), 0);
        let text = &session.article().text;
        let shown =
            |found: &Match| (found.span.slice(text).unwrap().to_owned(), found.claim.as_ref().map(|(_, seen)| seen.word()));
        search.map(|search| search.matches.iter().map(shown).collect()).unwrap_or_default()
    }

    fn words(query: &str, regex: bool) -> Vec<String> {
        found(query, regex).into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn a_capital_makes_the_case_count() {
        assert_eq!(words("dam", false), ["dam", "dam", "DAM", "dam"]);
        assert_eq!(words("DAM", false), ["DAM"]);
        assert_eq!(words(r"\Bam\W", true), ["am ", "am,", "AM "], "a class is no capital letter");
        assert_eq!(words(r"D\w+", true), ["Daily", "DAM"]);
    }

    #[test]
    fn letters_stand_for_themselves_unless_asked() {
        assert_eq!(words("dam.", false), Vec::<String>::new());
        assert_eq!(words("dam.", true), ["dam ", "dam,", "DAM ", "dams"]);
        assert_eq!(words("x*", true), Vec::<String>::new(), "what matches nothing everywhere is no match");
    }

    #[test]
    fn speakers_outlets_and_notes_are_found_where_the_claim_tells_of_them() {
        let speaker = Some("speaker");
        let name = |words: &str, seen| (words.to_owned(), seen);
        assert_eq!(found("ana ode", false), [name("Ana Ode", None), name("she", speaker)]);
        assert_eq!(found("valley", false), [name("It leaks", Some("note"))]);
        assert_eq!(found("the wire", false), [name("It leaks", Some("outlet"))]);
        assert_eq!(found("the daily", false), [name("The Daily", None)], "the text says it beside the claim");
    }

    #[test]
    fn words_are_sought_as_they_are_seen() {
        let session = session("[The ap\u{ad}peal fails], {said} <Bea\u{200b}trix Orlov>.\n");
        for (query, found) in [("appeal fails", "ap\u{ad}peal fails"), ("beatrix", "Bea\u{200b}trix"), ("fails", "fails")] {
            let query = Query { text: query.to_owned(), regex: false };
            let search =
                Search::of(&query, &query.compile().unwrap(), &session, Bare::of(&session.article().text).as_ref(), 0).unwrap();
            assert_eq!(search.matches[0].span.slice(&session.article().text), Some(found));
        }
    }

    #[test]
    fn a_bad_expression_is_told_with_its_place() {
        let error = |text: &str| Query { text: text.to_owned(), regex: true }.compile().unwrap_err().to_string();
        assert_eq!(error("a(b"), "invalid regular expression: unclosed group, at character 2");
        assert!(error("é[z-a]").ends_with("at character 3"), "{}", error("é[z-a]"));
        assert!(error(r"(\w{500}){500}").contains("too large"));
    }

    #[test]
    fn matches_inside_longer_ones_are_all_near_their_line() {
        let matches = [Span::new(0, 90), Span::new(10, 12), Span::new(50, 52)].map(|span| Match { span, claim: None });
        let search = Search { matches: matches.into(), longest: 90, ..Search::default() };
        let within = |start, end| search.within(Span::new(start, end)).map(|found| found.span.start).collect::<Vec<_>>();
        assert_eq!((within(11, 20), within(52, 60), within(90, 99)), (vec![0, 10], vec![0], vec![]));
    }
}
