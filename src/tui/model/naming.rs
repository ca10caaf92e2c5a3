//! Who may have said a claim: the rows of the speakers' list, and the source that goes with a speaker.

use std::collections::BTreeSet;

use super::sight::quoted;
use super::{Model, answer};
use crate::analysis::{ArticleName, names_near};
use crate::claim::{ClaimId, Part, Speaker, SpeakerId};
use crate::memory::Acquaintance;
use crate::review::{Edit, ReviewedClaim, Session, SpeakerChoice, source_words, without_article};
use crate::text::{Span, counted};
use crate::tui::command::Command;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::picker::{Row, Value, WHY};

/// So many names that the desk knows from other articles are listed.
const MOST_KNOWN: usize = 500;

/// So many claims before and after one tell who may be speaking.
const NEIGHBOURS: (usize, usize) = (4, 3);

/// A source that was offered with a speaker.
#[derive(Clone, Debug)]
pub(super) struct OfferedSource {
    claim: ClaimId,
    span: Span,
}

impl Model {
    /// Whom a claim may be given to, the likeliest first, each with why it is listed: the source's own words where no
    /// speaker has them, the speakers of the claims around it, the other speakers, the names of the article.
    ///
    /// The speaker that the claim has comes last of the speakers, since it is to be replaced; first with `present_first`,
    /// where it is only to be looked at.
    pub(super) fn speaker_rows(&self, claim: Option<&ClaimId>, present_first: bool) -> Vec<Row> {
        let session = &self.desk.session;
        let at = claim.and_then(|id| session.position(id));
        let now = at.and_then(|at| session.claims().get(at));
        let present = now.and_then(|claim| session.speaker_of(claim));
        let place = now.and_then(|claim| claim.spans(Part::Content).first()).map_or(0, |span| span.start);
        let names = names_near(session.article(), place);
        let mut rows: Vec<Row> = Vec::new();
        if let Some(present) = present.filter(|_| present_first) {
            rows.push(speaker_row(present, "as proposed"));
        }
        rows.extend(now.and_then(|claim| own_words(session, claim, &names)));
        let mut seen: BTreeSet<SpeakerId> = present.map(|speaker| speaker.id.clone()).into_iter().collect();
        for (id, why) in at.map(|at| neighbours(session, at)).unwrap_or_default() {
            if seen.insert(id.clone()) {
                rows.extend(session.speaker(&id).map(|speaker| speaker_row(speaker, why)));
            }
        }
        // Whoever has no claim left comes after those who speak.
        let silent = |speaker: &&Speaker| session.count_of_speaker(&speaker.id) == 0;
        let speaking = session.speakers().filter(|speaker| !silent(speaker));
        for speaker in speaking.chain(session.speakers().filter(silent)) {
            if seen.insert(speaker.id.clone()) {
                let claims = match session.count_of_speaker(&speaker.id) {
                    0 => "no claim here".to_owned(),
                    count => counted(count, "claim"),
                };
                rows.push(speaker_row(speaker, &claims));
            }
        }
        if let Some(present) = present.filter(|_| !present_first) {
            rows.push(speaker_row(present, "has it now"));
        }
        let listed: BTreeSet<String> = session.speakers().flat_map(spellings).collect();
        let in_text = names.into_iter().filter(|entry| !listed.contains(&entry.name.to_lowercase())).filter(|entry| {
            let new = Value::Speaker(SpeakerChoice::New(entry.name.clone()));
            !rows.iter().any(|row| row.value == new)
        });
        let in_text: Vec<Row> = in_text
            .map(|entry| Row {
                hint: match entry.count {
                    1 => "named in the article".to_owned(),
                    count => format!("named {count} times in the article"),
                },
                value: Value::Speaker(SpeakerChoice::New(entry.name.clone())),
                label: entry.name,
            })
            .collect();
        rows.extend(in_text);
        rows.extend(self.desk_rows(&listed, &rows));
        rows
    }

    /// The names that the desk knows from other articles and that this one does not have, the last met first.
    fn desk_rows(&self, listed: &BTreeSet<String>, rows: &[Row]) -> Vec<Row> {
        let named: BTreeSet<String> = rows.iter().map(|row| row.label.to_lowercase()).collect();
        let mut known: Vec<Acquaintance<'_>> = self
            .memory
            .iter()
            .flat_map(|memory| memory.people())
            .filter(|known| !listed.contains(&known.person.name.to_lowercase()))
            .filter(|known| !named.contains(&known.person.name.to_lowercase()))
            .collect();
        known.sort_by(|a, b| b.person.at.cmp(&a.person.at).then_with(|| a.person.name.cmp(&b.person.name)));
        let row = |known: Acquaintance<'_>| {
            let why = format!("known from “{}”", known.article);
            let office = known.person.office();
            let hint = [why.as_str(), &office].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(WHY);
            let value = Value::Speaker(SpeakerChoice::New(known.person.name.clone()));
            Row { label: known.person.name.clone(), hint, value }
        };
        known.into_iter().take(MOST_KNOWN).map(row).collect()
    }

    /// Where a speaker was set whom the claim's source does not name: the nearest mention is offered as the source.
    pub(super) fn offer_source(&mut self, id: &ClaimId) {
        let session = &self.desk.session;
        let Some(claim) = session.claim(id) else { return };
        let Some(speaker) = session.speaker_of(claim) else { return };
        let Some(span) = mention_for(session, claim, speaker) else { return };
        let key = self.look.keymap.shown(Command::TakeSource);
        let words = quoted(span.slice(&session.article().text).unwrap_or_default());
        self.status.text.push_str(&format!("; {key}: {words} as its source"));
        self.offered_source = Some(OfferedSource { claim: id.clone(), span });
    }

    /// Takes the mention that was offered as the source.
    pub(super) fn take_source(&mut self, effects: &mut Vec<Effect>) {
        let Some(OfferedSource { claim, span }) = self.offered_source.take() else {
            self.tell(
                Tone::Plain,
                "no source to take: one is offered after setting a speaker whom the source does not name".to_owned(),
            );
            return;
        };
        if self.hand() != Some(&claim) {
            self.tell(Tone::Plain, "the source was offered for another claim".to_owned());
            return;
        }
        if self.begin_current(Command::TakeSource).is_some()
            && let Some(applied) = self.apply(Edit::SetParts(claim, vec![(Part::Source, vec![span])]), effects)
        {
            self.report(&applied);
        }
    }

    /// A name that was typed, as the article spells it: nobody means another one who only left the shift key alone.
    pub(super) fn as_spelt(&self, choice: SpeakerChoice) -> SpeakerChoice {
        let SpeakerChoice::New(typed) = &choice else {
            return choice;
        };
        if typed.chars().any(char::is_uppercase) {
            return choice;
        }
        spelling(&self.desk.session.article().text, typed).map_or(choice, SpeakerChoice::New)
    }
}

/// Name and other forms of a speaker, in lower case.
fn spellings(speaker: &Speaker) -> impl Iterator<Item = String> {
    std::iter::once(&speaker.name).chain(&speaker.aliases).map(|name| name.to_lowercase())
}

fn speaker_row(speaker: &Speaker, why: &str) -> Row {
    let known = speaker.role.clone().unwrap_or_else(|| answer::aliases(&speaker.aliases));
    let hint = [why, &known].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(WHY);
    Row { label: speaker.name.clone(), hint, value: Value::Speaker(SpeakerChoice::Existing(speaker.id.clone())) }
}

/// The words of the claim's source as a speaker, where no speaker has them: the name among them, else all of them.
fn own_words(session: &Session, claim: &ReviewedClaim, names: &[ArticleName]) -> Option<Row> {
    source_words(session, claim)?;
    let source = *claim.spans(Part::Source).first()?;
    let words = source.slice(&session.article().text)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = names.iter().find(|entry| words.contains(&entry.name)).map_or(without_article(&words), |entry| entry.name.clone());
    let lower = name.to_lowercase();
    let named = |speaker: &Speaker| {
        spellings(speaker).any(|known| known == lower) || speaker.mentions.iter().any(|mention| mention.overlaps(source))
    };
    if session.speakers().any(named) {
        return None;
    }
    let value = Value::Speaker(SpeakerChoice::New(name.clone()));
    Some(Row { label: name, hint: "the words of its source".to_owned(), value })
}

/// The speakers of the claims around the one at `at`, the nearest before it first, and where they speak.
fn neighbours(session: &Session, at: usize) -> Vec<(SpeakerId, &'static str)> {
    let claims = session.claims();
    let before = claims.get(at.saturating_sub(NEIGHBOURS.0)..at).unwrap_or_default().iter().rev();
    let after = claims.get(at + 1..(at + 1 + NEIGHBOURS.1).min(claims.len())).unwrap_or_default().iter();
    let of = |claim: &std::sync::Arc<ReviewedClaim>| session.speaker_of(claim).map(|speaker| speaker.id.clone());
    let before = before
        .enumerate()
        .map(|(index, claim)| (of(claim), if index == 0 { "said the claim before" } else { "speaks shortly before" }));
    let after = after
        .enumerate()
        .map(|(index, claim)| (of(claim), if index == 0 { "says the next claim" } else { "speaks shortly after" }));
    before.chain(after).filter_map(|(id, why)| Some((id?, why))).collect()
}

/// The mention of `speaker` that is likeliest the source of `claim`: in its paragraph, outside its content and cue, the
/// nearest. `None` where the source is one already.
fn mention_for(session: &Session, claim: &ReviewedClaim, speaker: &Speaker) -> Option<Span> {
    let content = *claim.spans(Part::Content).first()?;
    let is_source = |mention: &Span| claim.spans(Part::Source).iter().any(|source| source.overlaps(*mention));
    if claim.anchor.is_lost() || speaker.mentions.iter().any(is_source) {
        return None;
    }
    let article = session.article();
    let block = article.blocks.get(article.block_index(content.start))?.span;
    let taken = |mention: &Span| {
        [Part::Content, Part::Cue].iter().any(|part| claim.spans(*part).iter().any(|span| span.overlaps(*mention)))
    };
    let known = speaker.mentions.iter().copied();
    // A speaker that was typed has no mentions yet.
    let text = &article.text;
    let spelt = block.slice(text).unwrap_or_default().match_indices(speaker.name.as_str());
    let spelt = spelt.map(|(at, words)| Span::new(block.start + at, block.start + at + words.len()));
    let all = known.chain(spelt).filter(|mention| block.encloses(*mention) && !taken(mention));
    all.min_by_key(|mention| {
        let near = |span: &Span| mention.start.abs_diff(span.end).min(span.start.abs_diff(mention.end));
        claim.spans(Part::Content).iter().chain(claim.spans(Part::Cue)).map(near).min()
    })
}

/// `typed` as the text spells it with capitals, word for word; `None` where it has it in small letters only, or not.
fn spelling(text: &str, typed: &str) -> Option<String> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let pattern = words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join(r"\s+");
    let pattern = regex::Regex::new(&format!(r"(?i)(?:^|[^\w]){pattern}(?:$|[^\w])")).ok()?;
    let same = |found: &str| {
        let spelt: Vec<&str> = found.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
        let capital = |word: &&str| word.starts_with(char::is_uppercase);
        (spelt.first().is_some_and(capital) && spelt.last().is_some_and(capital)).then(|| spelt.join(" "))
    };
    pattern.find_iter(text).filter_map(|found| same(found.as_str().trim_matches(|c: char| !c.is_alphanumeric()))).next()
}

#[cfg(test)]
mod tests {
    use super::spelling;

    #[test]
    fn a_typed_name_is_spelt_as_in_the_article() {
        let text = "the officials met Maureen  McAllister; “Ana de la Cruz” saw officials.";
        assert_eq!(spelling(text, "maureen mcallister").as_deref(), Some("Maureen McAllister"));
        assert_eq!(spelling(text, "ana de la cruz").as_deref(), Some("Ana de la Cruz"));
        assert_eq!(spelling(text, "mcall"), None, "part of a word is another word");
        assert_eq!(spelling(text, "officials"), None);
        assert_eq!(spelling(text, "bo (lee"), None);
    }
}
