use proptest::prelude::*;

use super::*;
use crate::claim::Parts;
use crate::review::Decision;

/// The columns of the manual's table, and what of a claim each stands for.
const FIELDS: &[&str] =
    &["content", "cue", "source", "kind", "class", "speaker", "role", "outlets", "decision", "score", "note", "flag", "check"];

/// What of a claim a format may carry, in the order of [`FIELDS`].
fn fields(session: &Session, at: usize) -> Option<Vec<String>> {
    let entry = ExportEntry::of_review("x", session.article(), session, "", Which::default());
    let row = entry.claims.get(at)?;
    let details = Details::of(row);
    let speaker = details.speaker.clone().unwrap_or_default();
    // What a person corrected comes back as that person's own: the engine's word on it is not carried.
    let corrected = details.decision == Some(Decision::Corrected);
    Some(vec![
        format!("{:?}", row.parts.content),
        format!("{:?}", row.parts.cue),
        format!("{:?}", row.parts.source),
        format!("{:?}", details.kind),
        format!("{:?}", details.class.filter(|_| !corrected)),
        speaker.name,
        format!("{:?} {:?} {}", speaker.role, speaker.kind, speaker.anonymous),
        format!("{:?}", details.via),
        format!("{} {:?} {} {}", details.id, details.decision, details.by, details.at),
        format!("{:?}", details.score.filter(|_| !corrected)),
        details.note,
        details.flag.to_string(),
        format!("{:?}", details.check),
    ])
}

fn rows(session: &Session) -> Vec<Vec<String>> {
    (0..).map_while(|at| fields(session, at)).collect()
}

/// How much of a field a format carries, by the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carried {
    Yes,
    InPart,
    No,
}

/// The manual's table.
fn manual() -> Vec<(Format, Vec<Carried>)> {
    let text = include_str!("../../../docs/import-export.md");
    let header = format!("| format | {} |", FIELDS.join(" | "));
    let table = text.split_once(&header).expect("the manual has the table").1;
    let lines = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    lines
        .map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let format = Format::named(cells.next().unwrap()).expect(line);
            let carried = |cell| match cell {
                "yes" => Carried::Yes,
                "in part" => Carried::InPart,
                "no" => Carried::No,
                other => panic!("{other:?} in {line}"),
            };
            (format, cells.map(carried).collect())
        })
        .collect()
}

fn again(session: &Session, format: Format) -> (Session, Vec<Problem>) {
    let file = exported(session, format);
    let (intake, problems, _) = taken(session.article(), &Record::default(), format, &file);
    (Session::restore(session.article().clone(), intake.record), problems)
}

#[test]
fn the_manual_says_what_each_format_carries() {
    let session = rich();
    let before = rows(&session);
    let table = manual();
    let read: Vec<Format> = Format::ALL.into_iter().filter(|format| format.is_read()).collect();
    assert_eq!(table.iter().map(|(format, _)| *format).collect::<Vec<_>>(), read);
    for (format, carried) in table {
        let (back, problems) = again(&session, format);
        let after = rows(&back);
        let name = format.name();
        assert_eq!(after.len(), before.len(), "{name}: {problems:#?}");
        assert_eq!(carried.len(), FIELDS.len(), "{name}");
        for (column, (field, carried)) in FIELDS.iter().zip(carried).enumerate() {
            let differs = before.iter().zip(&after).any(|(before, after)| before[column] != after[column]);
            let shown = || (before.iter().zip(&after)).map(|(b, a)| format!("{}\n{}", b[column], a[column])).collect::<Vec<_>>();
            match carried {
                Carried::Yes => assert!(!differs, "{name} loses {field}: {:#?}", shown()),
                Carried::No => assert!(differs, "{name} carries {field} after all"),
                Carried::InPart => {}
            }
        }
    }
}

#[test]
fn taken_in_twice_nothing_is_new() {
    let session = rich();
    for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
        let file = exported(&session, format);
        let (intake, ..) = taken(session.article(), &session.record(), format, &file);
        assert_eq!((intake.added, intake.updated, intake.contradicted.len()), (0, 0, 0), "{}", format.name());
        assert_eq!(intake.record, session.record(), "{}", format.name());
    }
}

const WORDS: &[&str] = &[
    "said",
    "“We",
    "closed,”",
    "👩‍🚀",
    "naïve",
    "café.",
    "The",
    "ferry",
    "Ana",
    "e\u{301}t",
    "10,000",
    "=sum",
    "don't",
    "日本語",
    "\u{200b}x",
    "tab\tbed",
    "a|b",
    "_",
    "[1]",
    "\\",
    "*",
    "->",
    "…",
    "#x",
    "\u{1b}[0m",
    "U.S.",
];

/// A file of a few paragraphs in one of the ways that files are stored.
fn file() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS.to_vec());
    let paragraphs = prop::collection::vec(prop::collection::vec(word, 3..9), 2..5);
    (paragraphs, any::<bool>(), any::<bool>()).prop_map(|(paragraphs, crlf, bom)| {
        let end = if crlf { "\r\n" } else { "\n" };
        let lines: Vec<String> = paragraphs.iter().map(|words| words.join(" ")).collect();
        format!("{}Head line{end}{end}{}{end}", if bom { "\u{feff}" } else { "" }, lines.join(&format!("{end}{end}")))
    })
}

#[derive(Clone, Debug)]
struct Plan {
    machine: bool,
    spans: [Vec<(usize, usize)>; 3],
    speaker: Option<&'static str>,
    via: Vec<&'static str>,
    directness: Option<Directness>,
    note: &'static str,
    flag: bool,
    decide: bool,
    checked: Option<CheckState>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let spans = |most| prop::collection::vec((0usize..120, 1usize..40), 0..=most);
    let name = prop::sample::select(vec!["Ana", "Bo \"Lee\", jr", "O'Neil", "=Eve", "Ève | Post", "'-x1"]);
    let outlet = prop::sample::select(vec!["Wire", "The \"Daily\", Post", "@news", "日本"]);
    let note = prop::sample::select(vec!["", "plain", "a\tb\nc", "\"q\", r", "=1+1", "'=x", "x | y [z] _ \\ ;", "👩‍🚀 …"]);
    (
        any::<bool>(),
        (spans(3), spans(2), spans(1)),
        prop::option::of(name),
        prop::collection::vec(outlet, 0..3),
        prop::option::of(prop::sample::select(vec![Directness::Direct, Directness::Mixed])),
        note,
        (any::<bool>(), any::<bool>()),
        prop::option::of(prop::sample::select(CheckState::ALL.to_vec())),
    )
        .prop_map(|(machine, (content, cue, source), speaker, via, directness, note, (flag, decide), checked)| Plan {
            machine,
            spans: [content, cue, source],
            speaker,
            via,
            directness,
            note,
            flag,
            decide,
            checked,
        })
}

fn session() -> impl Strategy<Value = Session> {
    (file(), prop::collection::vec(plan(), 1..6)).prop_map(|(file, plans)| {
        let article = article(&file);
        let text = &*article.text;
        let place = |(start, length): (usize, usize)| {
            let floor = |at: usize| crate::text::grapheme::floor(text, at % (text.len() + 1));
            let (one, other) = (floor(start), floor(start + length));
            crate::text::grapheme::snap(text, Span::new(one.min(other), one.max(other))).trimmed(text)
        };
        let spans = |plan: &Plan, part: usize| {
            let mut spans: Vec<Span> = plan.spans[part].iter().copied().map(place).collect();
            crate::text::span::normalise(&mut spans);
            spans
        };
        let machine: Vec<Claim> = plans
            .iter()
            .enumerate()
            .filter(|(_, plan)| plan.machine && !spans(plan, 0).is_empty())
            .map(|(at, plan)| suggestion(at, spans(plan, 0), spans(plan, 1), spans(plan, 2)))
            .collect();
        let mut session = Session::new(Arc::clone(&article));
        session.offer(Extraction { claims: machine, ..Extraction::default() });
        for (at, plan) in plans.iter().enumerate() {
            let id = ClaimId::new(format!("c-{at:08x}"));
            let speaker = plan.speaker.map_or(SpeakerChoice::Nobody, |name| SpeakerChoice::New(name.to_owned()));
            let via = plan.via.iter().map(|name| OutletChoice::New((*name).to_owned())).collect();
            let mut edits = Vec::new();
            let target = if plan.machine {
                id
            } else {
                let known: Vec<ClaimId> = session.claims().iter().map(|claim| claim.id.clone()).collect();
                let added = Edit::AddClaim {
                    parts: Parts { content: spans(plan, 0), cue: spans(plan, 1), source: spans(plan, 2) },
                    speaker: speaker.clone(),
                };
                // The time of each is its own, as a person's is.
                let at = Stamp { at: format!("2026-11-22T18:00:{at:02}Z"), ..stamp("mw") };
                if session.apply(added, &at).is_err() {
                    continue;
                }
                session.claims().iter().find(|claim| !known.contains(&claim.id)).map(|claim| claim.id.clone()).unwrap()
            };
            if plan.decide {
                edits.push(Edit::SetSpeaker(vec![target.clone()], speaker));
                edits.push(Edit::SetVia(vec![target.clone()], via));
                edits.push(Edit::SetDirectness(vec![target.clone()], plan.directness));
                edits.push(Edit::Confirm(vec![target.clone()]));
            }
            edits.push(Edit::SetNote(target.clone(), plan.note.to_owned()));
            edits.push(Edit::SetFlag(vec![target.clone()], plan.flag));
            edits.push(Edit::SetCheck(vec![target], FactCheck { state: plan.checked, ..FactCheck::default() }));
            for edit in edits {
                let _ = session.apply(edit, &stamp("jk, \"the\" checker"));
            }
        }
        session
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_review_comes_back(session in session()) {
        let before = rows(&session);
        for (format, carried) in manual() {
            let (back, problems) = again(&session, format);
            let after = rows(&back);
            let name = format.name();
            // A cell cannot always say where its words stand: what is not certain is left out, and told.
            if matches!(format, Format::Csv | Format::Tsv) && !problems.is_empty() {
                continue;
            }
            prop_assert_eq!(after.len(), before.len(), "{}: {:#?}\n{}", name, problems, exported(&session, format));
            prop_assert!(problems.is_empty(), "{}: {:#?}", name, problems);
            for (before, after) in before.iter().zip(&after) {
                for (column, field) in FIELDS.iter().enumerate().filter(|(column, _)| carried[*column] == Carried::Yes) {
                    prop_assert_eq!(&before[column], &after[column], "{}: {}\n{}", name, field, exported(&session, format));
                }
            }
        }
    }

    #[test]
    fn no_file_makes_a_reader_panic(session in session(), at in 0usize..20_000, junk in "[\\PC\n\t\"\\\\{}:,\\[\\]|#;0-9]{0,6}", cut in 0usize..40) {
        for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
            let mut text = exported(&session, format);
            let start = crate::text::grapheme::floor(&text, at % (text.len() + 1));
            let end = crate::text::grapheme::floor(&text, (start + cut).min(text.len())).max(start);
            text.replace_range(start..end, &junk);
            let (intake, ..) = taken(session.article(), &Record::default(), format, &text);
            for claim in &intake.record.claims {
                for part in crate::claim::Part::ALL {
                    prop_assert!(claim.spans(part).iter().all(|span| span.slice(&session.article().text).is_some()));
                }
            }
        }
    }
}
