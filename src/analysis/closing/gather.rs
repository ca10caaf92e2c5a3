//! Finds what is open, topic by topic, in one pass over the claims.

use std::collections::{BTreeMap, BTreeSet};

use super::{Item, MOST, Sources, Subject, Topic};
use crate::analysis::checkworthiness::worth;
use crate::analysis::comparison::{Comparison, Verdict};
use crate::analysis::coverage::{Coverage, MissedKind};
use crate::claim::{OutletId, Part, SpeakerId};
use crate::extract::checkworthy::check_worthiness;
use crate::review::{CheckState, Conflict, Decision, Entry, Member, ReviewedClaim, Session, unnamed_because};
use crate::text::{Span, counted, single_line};

/// Claims that are worth checking and have no evidence: at most so many are listed. Those that somebody set to be
/// checked come on top.
const MOST_WORTH: usize = 7;
/// A claim is worth checking from this score on.
const WORTH: f32 = 0.3;
/// Claims of one outlet, and undecided ones, that have a row each; more share a row.
const ROWS_EACH: usize = 3;
/// Characters of the article's words in a title.
const WORDS: usize = 160;

/// How many items a topic has in all, and those that are listed.
type Found = (usize, Vec<Item>);

/// Every topic with what was found; `None` where it could not be looked at.
pub(super) fn gather(session: &Session, sources: Sources<'_>) -> Vec<(Topic, Option<Found>)> {
    let claims = Claims::of(session, sources);
    let found = |topic: Topic| match topic {
        Topic::Undecided => Some(undecided(claims.items.get(&topic).cloned().unwrap_or_default())),
        Topic::Lost | Topic::Flagged | Topic::Awaited => Some(claims.items.get(&topic).cloned().unwrap_or_default()),
        Topic::Conflicts => Some(conflicts(session)),
        Topic::Missed => sources.coverage.map(|coverage| missed(session, coverage)),
        Topic::Unnamed => Some(unnamed(session, &claims)),
        Topic::OneOutlet => Some(one_outlet(session, &claims)),
        Topic::Unchecked => Some(unchecked(session, sources, &claims)),
        Topic::Rules => sources.rules.map(|rules| (rules.len(), rules.iter().take(MOST).cloned().collect())),
        Topic::Differs => sources.compared.map(|compared| differs(session, compared)),
    };
    Topic::ALL.into_iter().map(|topic| (topic, found(topic))).collect()
}

/// What one pass over the claims finds; rejected ones are left out.
#[derive(Default)]
struct Claims {
    items: BTreeMap<Topic, Found>,
    /// By speaker: the indices of its claims.
    of_speaker: BTreeMap<SpeakerId, Vec<usize>>,
    /// By the outlet that is nearest to the article: the indices of claims that have no other way.
    one_way: BTreeMap<OutletId, Vec<usize>>,
    /// The indices of claims without evidence: those that somebody set to be checked, then the others by their worth.
    unchecked: Vec<(bool, u32, usize)>,
}

impl Claims {
    fn of(session: &Session, sources: Sources<'_>) -> Self {
        let mut found = Self::default();
        for (index, claim) in session.claims().iter().enumerate() {
            if claim.needs_place() && claim.is_touched() {
                found.add(session, Topic::Lost, index, claim, String::new());
            }
            if claim.flag {
                found.add(session, Topic::Flagged, index, claim, single_line(&claim.note));
            }
            if claim.decision == Decision::Rejected {
                continue;
            }
            if !claim.decision.is_decided() {
                found.add(session, Topic::Undecided, index, claim, String::new());
            }
            if claim.check.state == Some(CheckState::Asked) {
                let asked: Vec<String> = claim.check.asked.iter().map(|asked| asked.line()).collect();
                found.add(session, Topic::Awaited, index, claim, asked.join(", "));
            }
            if let Some(speaker) = session.speaker_of(claim) {
                found.of_speaker.entry(speaker.id.clone()).or_default().push(index);
            }
            if let Some(outlet) = only_way(session, sources, claim) {
                found.one_way.entry(outlet).or_default().push(index);
            }
            let to_check = claim.check.state == Some(CheckState::ToCheck);
            if claim.check.evidence.is_empty() && (to_check || claim.check.state.is_none()) {
                let known = session.check_worthiness(claim);
                let score = known.unwrap_or_else(|| check_worthiness(&content(session, claim)));
                if to_check || score >= WORTH {
                    found.unchecked.push((to_check, (score * 1e6) as u32, index));
                }
            }
        }
        found.unchecked.sort_by_key(|(to_check, score, index)| (!to_check, std::cmp::Reverse(*score), *index));
        found
    }

    /// Counts a claim, and lists it where there are not too many.
    fn add(&mut self, session: &Session, topic: Topic, index: usize, claim: &ReviewedClaim, remark: String) {
        let (count, items) = self.items.entry(topic).or_default();
        *count += 1;
        if items.len() < MOST {
            items.push(item(session, topic, index, claim, remark));
        }
    }
}

/// The item of a claim.
fn item(session: &Session, topic: Topic, index: usize, claim: &ReviewedClaim, remark: String) -> Item {
    let words = shortened(&content(session, claim));
    let title = match session.speaker_of(claim) {
        Some(speaker) => format!("{}, “{words}”", speaker.name),
        None => format!("“{words}”"),
    };
    let place = claim.spans(Part::Content).first().copied();
    Item { topic, subject: Subject::Claim(claim.id.clone()), place, number: Some(index + 1), title, remark }
}

/// The words of a claim on one line, without quotation marks around them and without "that" before them.
fn content(session: &Session, claim: &ReviewedClaim) -> String {
    let text = &session.article().text;
    let kept = claim.kept.as_ref().filter(|_| claim.anchor.is_lost());
    let kept = kept.and_then(|kept| kept.correction.content.first().or(kept.suggestion.content.first()));
    let words = kept.cloned().unwrap_or_else(|| {
        let spans = claim.stored_spans(Part::Content).iter().filter_map(|span| span.slice(text));
        spans.map(single_line).collect::<Vec<_>>().join(" … ")
    });
    bare(&words).to_owned()
}

fn bare(words: &str) -> &str {
    let marks = ['"', '“', '”', '„', '«', '»', '‘', '’', '\'', ',', ' '];
    let bare = words.trim_matches(marks);
    bare.strip_prefix("that ").unwrap_or(bare)
}

/// The beginning of `words`, whole words where possible.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(WORDS) {
        None => words.to_owned(),
        Some((end, _)) => {
            let cut = words.get(..end).unwrap_or(words);
            format!("{} …", cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole))
        }
    }
}

/// The outlet nearest to the article that the claim came through, where nothing else in the article says the same by
/// another way.
fn only_way(session: &Session, sources: Sources<'_>, claim: &ReviewedClaim) -> Option<OutletId> {
    let outlet = session.via_of(claim).first()?.id.clone();
    let others = sources.repeats.first_others(session, &claim.id, MOST);
    let others = others.into_iter().filter_map(|index| session.claims().get(index));
    let elsewhere = |other: &ReviewedClaim| session.via_of(other).first().is_none_or(|first| first.id != outlet);
    (!others.into_iter().any(|other| elsewhere(other))).then_some(outlet)
}

/// Where much is undecided, the sheet says so in a row and goes on.
fn undecided((count, mut items): Found) -> Found {
    if count > ROWS_EACH {
        items.truncate(1);
        if let Some(first) = items.first_mut() {
            first.remark = format!("the first of {count}");
        }
    }
    (count, items)
}

fn conflicts(session: &Session) -> Found {
    let mut items: Vec<Item> = Vec::new();
    for conflict in session.conflicts() {
        match conflict {
            Conflict::Claim(id, field) => {
                let Some((index, claim)) = session.position(&id).zip(session.claim(&id)) else { continue };
                // One row for a claim, with all that is contested in it.
                if let Some(last) = items.last_mut().filter(|last| last.subject == Subject::Claim(id.clone())) {
                    last.remark = format!("{}, {}", last.remark, field.word());
                    continue;
                }
                let by = claim.rival.as_ref().and_then(|rival| rival.theirs.decided.as_ref());
                let by = by.map_or("someone else", |stamp| &stamp.by);
                items.push(item(session, Topic::Conflicts, index, claim, format!("{by} differs in: {}", field.word())));
            }
            Conflict::Speaker(id) => items.extend(session.speaker_entry(&id).map(|entry| Item {
                topic: Topic::Conflicts,
                subject: Subject::Speaker(id.clone()),
                place: entry.member.mentions.first().copied(),
                number: None,
                title: entry.member.name.clone(),
                remark: also(entry),
            })),
            Conflict::Outlet(id) => items.extend(session.outlet_entry(&id).map(|entry| Item {
                topic: Topic::Conflicts,
                subject: Subject::Outlet(id.clone()),
                place: entry.member.mentions.first().copied(),
                number: None,
                title: entry.member.name.clone(),
                remark: also(entry),
            })),
        }
    }
    (items.len(), items)
}

/// What others say of a speaker or outlet, where nobody has settled it.
fn also<M: Member>(entry: &Entry<M>) -> String {
    match entry.rivals.first() {
        None => String::new(),
        Some(rival) if rival.name != entry.member.name() => format!("also named {}", rival.name),
        Some(rival) if rival.merged_into != entry.merged_into => "also merged otherwise".to_owned(),
        Some(rival) => {
            let described = rival.described.as_ref().map_or_else(|| rival.words.clone(), M::told);
            format!("also described as {described}")
        }
    }
}

fn missed(session: &Session, coverage: &Coverage) -> Found {
    let text = &session.article().text;
    let item = |span: Span, kind: MissedKind| Item {
        topic: Topic::Missed,
        subject: Subject::Passage(span),
        place: Some(span),
        number: None,
        title: format!("“{}”", shortened(bare(&single_line(head(span.slice(text).unwrap_or_default()))))),
        remark: match kind {
            MissedKind::Quotation => "quotation".to_owned(),
            MissedKind::Reporting => "a name and a reporting verb".to_owned(),
            MissedKind::Weak { score } => format!("weak suggestion, {:.0}%", score * 100.0),
        },
    };
    let items = coverage.missed.iter().take(MOST).map(|one| item(one.span, one.kind)).collect();
    (coverage.missed.len(), items)
}

/// The beginning of a text that may be very long.
fn head(text: &str) -> &str {
    text.char_indices().nth(4 * WORDS).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

fn unnamed(session: &Session, claims: &Claims) -> Found {
    let speaking = |id: &SpeakerId| claims.of_speaker.get(id).map(Vec::as_slice).unwrap_or_default();
    let sources: Vec<_> = session.speakers().filter(|speaker| speaker.anonymous && !speaking(&speaker.id).is_empty()).collect();
    let items = sources.iter().take(MOST).map(|speaker| {
        let own = speaking(&speaker.id);
        let why = speaker.unnamed_because.clone().or_else(|| unnamed_because(session, &speaker.id));
        let first = own.first().and_then(|index| session.claims().get(*index));
        let source = first.and_then(|claim| claim.spans(Part::Source).first().or(claim.spans(Part::Content).first()));
        Item {
            topic: Topic::Unnamed,
            subject: Subject::Speaker(speaker.id.clone()),
            place: source.or(speaker.mentions.first()).copied(),
            number: own.first().map(|index| index + 1).filter(|_| own.len() == 1),
            title: speaker.name.clone(),
            remark: format!("{}; {}", why.unwrap_or_else(|| "no reason given".to_owned()), numbers(own)),
        }
    });
    (sources.len(), items.collect())
}

/// The numbers of claims: "claims 3, 4, 9".
fn numbers(indices: &[usize]) -> String {
    const NAMED: usize = 12;
    let named: Vec<String> = indices.iter().take(NAMED).map(|index| (index + 1).to_string()).collect();
    let more = if indices.len() > NAMED { format!(" and {} more", indices.len() - NAMED) } else { String::new() };
    format!("{} {}{more}", if indices.len() == 1 { "claim" } else { "claims" }, named.join(", "))
}

fn one_outlet(session: &Session, claims: &Claims) -> Found {
    let mut items = Vec::new();
    let mut count = 0;
    // By the first claim, as in the text.
    let mut outlets: Vec<(&OutletId, &Vec<usize>)> = claims.one_way.iter().collect();
    outlets.sort_by_key(|(_, own)| own.first().copied());
    for (id, own) in outlets {
        let Some(outlet) = session.outlet(id) else { continue };
        count += own.len();
        if own.len() <= ROWS_EACH {
            let claims = own.iter().filter_map(|index| Some((*index, session.claims().get(*index)?)));
            items.extend(claims.map(|(index, claim)| {
                let item = item(session, Topic::OneOutlet, index, claim, String::new());
                // The outlet first: where little fits, it is what the row is about.
                Item { title: format!("{}: {}", outlet.name, item.title), ..item }
            }));
            continue;
        }
        let first = own.first().and_then(|index| session.claims().get(*index));
        items.push(Item {
            topic: Topic::OneOutlet,
            subject: Subject::Outlet(outlet.id.clone()),
            place: first.and_then(|claim| claim.spans(Part::Content).first()).copied(),
            number: None,
            title: format!("{}: {}", outlet.name, counted(own.len(), "claim")),
            remark: numbers(own),
        });
    }
    items.truncate(MOST);
    (count, items)
}

fn unchecked(session: &Session, sources: Sources<'_>, claims: &Claims) -> Found {
    let mut items = Vec::new();
    let mut said: BTreeSet<usize> = BTreeSet::new();
    let (mut count, mut of_worth) = (0, 0);
    for (to_check, score, index) in &claims.unchecked {
        let Some(claim) = session.claims().get(*index).filter(|_| !said.contains(index)) else { continue };
        if !to_check && of_worth == MOST_WORTH {
            break;
        }
        of_worth += usize::from(!to_check);
        count += 1;
        // What is said twice is checked once.
        said.extend(sources.repeats.first_others(session, &claim.id, MOST));
        let reasons = worth(&content(session, claim)).reasons;
        let remark = match (to_check, reasons.is_empty()) {
            (true, _) => "set to be checked".to_owned(),
            (false, true) => format!("{}%", score / 10_000),
            (false, false) => reasons.join("; "),
        };
        items.push(item(session, Topic::Unchecked, *index, claim, remark));
    }
    (count, items)
}

fn differs(session: &Session, compared: &[Comparison]) -> Found {
    let unlike: Vec<&Comparison> = compared.iter().filter(|found| found.verdict != Verdict::Exact).collect();
    let items = unlike.iter().take(MOST).map(|found| {
        let place = found.spans.iter().copied().reduce(Span::cover);
        let claim = found.claim.as_ref().and_then(|id| session.position(id).zip(session.claim(id)));
        let remark = match found.verdict {
            Verdict::NotFound => "not in the transcript".to_owned(),
            verdict => format!("{}, {:.0}% alike", verdict.word(), found.score * 100.0),
        };
        match claim {
            Some((index, claim)) => item(session, Topic::Differs, index, claim, remark),
            None => Item {
                topic: Topic::Differs,
                subject: Subject::Passage(place.unwrap_or_default()),
                place,
                number: None,
                title: format!("“{}”", shortened(bare(&found.words))),
                remark: format!("{remark}; no claim"),
            },
        }
    });
    (unlike.len(), items.collect())
}
