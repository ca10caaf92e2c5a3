//! Reports are read back with the parsers that readers' programs use.

use dom_query::{Document, NodeRef};
use proptest::prelude::*;

use super::passages::{Step, passages};
use super::*;
use crate::claim::Parts;
use crate::review::tests::{article, id, session, stamp};
use crate::review::{CheckState, Edit, Evidence, EvidenceKind, FactCheck, OutletChoice, SpeakerChoice, Stance};
use crate::text::Span;

const MARKED: &str = "[“The hull is cracked,”] <Ana Diaz> {said}.\n\
    <Bo Lind> {told} ‹The Port Herald› [that the ferry stays].\n\
    [It will be sold], {according to} <officials>.\n";

fn report(session: &Session) -> Report<'_> {
    Report { session, name: "ferry.txt", annotator: "mw", decided: false, figures: Vec::new() }
}

fn reviewed() -> Session {
    let mut session = session(MARKED);
    let check = FactCheck {
        state: Some(CheckState::Wrong),
        evidence: vec![
            Evidence {
                link: "https://ships.example/42?a=1&b=<2>".into(),
                locator: "page 3".into(),
                kind: Some(EvidenceKind::Primary),
                stance: Some(Stance::Contradicts),
                date: "2026-11-01".into(),
            },
            Evidence { link: "javascript:alert(1)".into(), ..Evidence::default() },
        ],
        ..FactCheck::default()
    };
    for edit in [
        Edit::Confirm(vec![id(0)]),
        Edit::SetCheck(vec![id(0)], check),
        Edit::SetNote(id(1), "ask *again*\n<script>alert(1)</script>".into()),
        Edit::Reject(vec![id(2)]),
    ] {
        session.apply(edit, &stamp("mw")).unwrap();
    }
    session
}

/// Every start tag that needs an end tag has it, in the right order.
fn assert_balanced(html: &str) {
    let tag = regex::Regex::new(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>").unwrap();
    let body = html.split("<body>").nth(1).unwrap().split("</body>").next().unwrap();
    let mut open: Vec<&str> = Vec::new();
    for found in tag.captures_iter(body) {
        let name = found.get(2).unwrap().as_str();
        if name == "br" {
            continue;
        }
        if &found[1] == "/" {
            assert_eq!(open.pop(), Some(name), "{}", &body[..found.get(0).unwrap().end()]);
        } else {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

fn words(node: &str) -> String {
    node.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_leads_from_each_claim_to_its_words_and_back() {
    let session = reviewed();
    let page = html(&report(&session));
    assert_balanced(&page);
    let document = Document::from(page.as_str());
    assert_eq!(document.select("html").attr("lang").as_deref(), Some("en"));
    assert_eq!(document.select("h1").text().as_ref(), "ferry.txt");
    for number in [1, 2] {
        assert_eq!(document.select(&format!("#text-{number}")).length(), 1);
        assert_eq!(document.select(&format!("#claim-{number}")).length(), 1);
        assert_eq!(document.select(&format!("article a[href='#claim-{number}']")).length(), 1);
        assert_eq!(document.select(&format!("li a[href='#text-{number}']")).length(), 1);
    }
    assert_eq!(document.select("#claim-3").length(), 0, "a rejected claim is no claim");
    assert!(page.contains("2 claims, 1 reviewed by mw; 1 suggestion rejected."), "{page}");
    assert_eq!(document.select("#text-1").text().as_ref(), "“The hull is cracked,”");
    assert_eq!(document.select("#text-2").text().as_ref(), "that the ferry stays");
    assert!(document.select("#text-2").has_class("open") && !document.select("#text-1").has_class("open"));
    let ids: Vec<String> =
        document.select("[id]").nodes().iter().filter_map(|node| node.attr("id")).map(|id| id.to_string()).collect();
    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id stands twice");
    for node in document.select("a").nodes() {
        let target = node.attr("href").unwrap();
        let found = target.strip_prefix('#').is_some_and(|id| ids.iter().any(|other| other == id));
        assert!(found || target.starts_with("https://"), "{target} leads nowhere");
    }
}

#[test]
fn nothing_from_outside_is_markup_and_nothing_is_fetched() {
    let session = reviewed();
    let page = html(&report(&session));
    let document = Document::from(page.as_str());
    for gone in ["script", "link", "img", "iframe", "object", "form", "input"] {
        assert_eq!(document.select(gone).length(), 0, "{gone}");
    }
    for wrong in ["@import", "url(", "src=", "javascript:alert(1)\""] {
        assert!(!page.contains(wrong), "{wrong}");
    }
    let links: Vec<String> =
        document.select("dd a").nodes().iter().filter_map(|node| node.attr("href")).map(|link| link.to_string()).collect();
    assert_eq!(links, ["https://ships.example/42?a=1&b=<2>"]);
    assert!(words(&document.select("#claim-2 dl").text()).contains("ask *again*<script>alert(1)</script>"));
    let hostile = crate::review::tests::session("[a\u{202e}b <b>\u{1b}[2J&amp;], {said} <Ana>.\n");
    let page = html(&report(&hostile));
    assert!(!page.contains('\u{202e}') && !page.contains('\u{1b}'));
    assert!(page.contains("a&lt;U+202E&gt;b &lt;b&gt;␛[2J&amp;amp;") || page.contains("a&lt;U+202E&gt;b "), "{page}");
    let text = markdown(&report(&hostile));
    assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}') && text.contains("\\<U+202E\\>"));
}

/// The text of a Markdown document, as a reader's program shows it, and how many elements of each kind it has.
fn rendered(text: &str) -> (String, usize) {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let (mut shown, mut foreign) = (String::new(), 0);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Text(words) => shown.push_str(&words),
            Event::SoftBreak | Event::HardBreak => shown.push(' '),
            Event::End(_) => {}
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => foreign += 1,
            Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) | Event::Rule => foreign += 1,
            _ => {}
        }
    }
    (words(&shown), foreign)
}

#[test]
fn markdown_numbers_the_claims_and_lists_what_was_found() {
    let session = reviewed();
    insta::assert_snapshot!(markdown(&report(&session)));
}

#[test]
fn crossing_claims_nest_and_each_keeps_its_words() {
    // 0         1         2
    // 012345678901234567890123456789
    let text = "one two three four five six seven\neight nine\n";
    let mut session = Session::new(Arc::new(article(text)));
    let at = |from: &str, to: &str| Span::new(text.find(from).unwrap(), text.find(to).unwrap() + to.len());
    for content in [at("one", "four"), at("three", "six"), at("two", "two"), at("seven", "eight"), at("three", "six")] {
        let speaker = crate::review::SpeakerChoice::New("Ana".into());
        let edit = Edit::AddClaim { parts: Parts { content: vec![content], cue: vec![], source: vec![] }, speaker };
        let _ = session.apply(edit, &stamp("mw"));
    }
    let page = html(&report(&session));
    assert_balanced(&page);
    let document = Document::from(page.as_str());
    let inner = document.select("article").first();
    let shown: String = inner.nodes()[0].descendants_it().filter(NodeRef::is_text).map(|node| node.text().to_string()).collect();
    let numbers = regex::Regex::new(r"\d+ Ana").unwrap();
    assert_eq!(words(&numbers.replace_all(&shown, "")), words(text));
    for (number, claim) in session.claims().iter().enumerate() {
        assert_eq!(document.select(&format!("#text-{}", number + 1)).length(), 1, "{:?}", claim.spans(Part::Content));
        assert_eq!(document.select(&format!("article a[href='#claim-{}']", number + 1)).length(), 1);
    }
}

#[test]
fn every_ground_carries_its_ink() {
    // WCAG 2.2: relative luminance and contrast; 4.5 for text.
    let luminance = |hex: &str| {
        let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5))
    };
    let contrast = |a: &str, b: &str| {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    };
    let variable = regex::Regex::new(r"--(\w+): (#[0-9a-f]{6})").unwrap();
    let schemes: Vec<&str> = html::STYLE.split(":root {").skip(1).map(|scheme| scheme.split('}').next().unwrap()).collect();
    assert_eq!(schemes.len(), 3);
    for scheme in &schemes[..2] {
        let colours: std::collections::BTreeMap<&str, &str> = variable
            .captures_iter(scheme)
            .map(|found| (found.get(1).unwrap().as_str(), found.get(2).unwrap().as_str()))
            .collect();
        for ground in ["paper", "box", "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"] {
            assert!(contrast(colours["ink"], colours[ground]) >= 4.5, "ink on {ground} in {scheme}");
        }
        for ink in ["soft", "link", "right", "wrong"] {
            for ground in ["paper", "box"] {
                assert!(contrast(colours[ink], colours[ground]) >= 4.5, "{ink} on {ground} in {scheme}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_words_come_through_markdown_as_they_are(line in "[ -~“”é\u{4e2d}]{1,60}", from in 0usize..60, to in 0usize..60) {
        let line = words(&line);
        prop_assume!(!line.is_empty());
        let text = format!("{line}\n");
        let mut session = Session::new(Arc::new(article(&text)));
        let floor = |at: usize| crate::text::grapheme::floor(&line, at.min(line.len()));
        let content = Span::new(floor(from), floor(to));
        let edit = Edit::AddClaim { parts: Parts { content: vec![content], cue: vec![], source: vec![] }, speaker: crate::review::SpeakerChoice::Nobody };
        let added = session.apply(edit, &stamp("mw")).is_ok();
        let report = Report { session: &session, name: "x", annotator: "", decided: false, figures: Vec::new() };
        let (shown, foreign) = rendered(&markdown(&report));
        let bare = shown.replace(" [1]", "");
        prop_assert_eq!(foreign, 0, "{}", markdown(&report));
        let quoted = if added { 2 } else { 1 };
        prop_assert!(bare.replace(' ', "").contains(&line.replace(' ', "")) && quoted > 0, "{}\n{}", markdown(&report), bare);
    }

    #[test]
    fn steps_cover_a_block_once_and_marks_nest(ends in proptest::collection::vec((0usize..24, 1usize..24), 0..12)) {
        let text = "a bc def ghij klmno pqrst\n";
        let mut session = Session::new(Arc::new(article(text)));
        for (start, length) in ends {
            let content = vec![Span::new(start, (start + length).min(25))];
            let speaker = crate::review::SpeakerChoice::Nobody;
            let _ = session.apply(Edit::AddClaim { parts: Parts { content, cue: vec![], source: vec![] }, speaker }, &stamp("mw"));
        }
        let report = Report { session: &session, name: "x", annotator: "", decided: false, figures: Vec::new() };
        let rows = report.rows();
        let (mut open, mut at, mut labels) = (Vec::new(), 0, 0);
        for step in passages(session.article(), &rows).concat() {
            match step {
                Step::Open(ink) => open.push(ink),
                Step::Close(ink) => prop_assert_eq!(open.pop(), Some(ink)),
                Step::Text(span) => {
                    prop_assert_eq!(span.start, at);
                    at = span.end;
                }
                Step::Label(_) => labels += 1,
            }
        }
        prop_assert_eq!((open.len(), at, labels), (0, session.article().blocks[0].span.end, rows.len()));
    }
}

#[test]
fn the_picture_shows_who_speaks_how_much_and_through_whom() {
    let article = crate::interchange::tests::article(
        "Ferry stops\n\nAna Diaz said the hull was cracked from bow to stern and old.\n\nBo Ek told Wire that it floats.\n",
    );
    let at = |words: &str| crate::interchange::tests::span(&article, words, 0);
    let mut session = Session::new(std::sync::Arc::clone(&article));
    for (content, cue, speaker) in
        [("the hull was cracked from bow to stern and old", "said", "Ana Diaz"), ("that it floats", "told", "Bo Ek")]
    {
        let speaker = SpeakerChoice::New(speaker.to_owned());
        let edit = Edit::AddClaim { parts: Parts { content: vec![at(content)], cue: vec![at(cue)], source: vec![] }, speaker };
        session.apply(edit, &stamp("mw")).unwrap();
    }
    let last = session.claims()[1].id.clone();
    session.apply(Edit::SetVia(vec![last], vec![OutletChoice::New("Wire & <Post>".into())]), &stamp("mw")).unwrap();
    let page = html(&report(&session));
    assert_balanced(&page);
    let picture = page.split("<section aria-labelledby=\"picture\">").nth(1).unwrap().split("</section>").next().unwrap();
    // 10 words of 13 are hers; 3 came through an outlet.
    for part in [
        "Ana Diaz: 77% of all attributed words.",
        "23% were reported through other outlets, most through Wire &amp; &lt;Post&gt; (23%)",
        "<a href=\"#claim-1\"><path class=\"flow s1\"",
        "<a href=\"#claim-2\"><path class=\"flow s2\"",
        "<title>Claim 2, Bo Ek: that it floats</title>",
        ">directly <tspan class=\"share\">77%</tspan>",
    ] {
        assert!(picture.contains(part), "no {part} in {picture}");
    }
    assert!(!picture.contains("<script") && !picture.contains("http"), "nothing is run or fetched");
    // Without a claim there is nothing to draw.
    assert!(!html(&report(&Session::new(article))).contains("<svg"));
}

#[test]
fn struck_words_are_struck_in_reports() {
    let markdown = "# Pool bill\n\nThe bill was ~~four~~ nine million, said Pavel Simic.\n";
    let article = crate::article::Article::read(markdown.as_bytes(), crate::article::Format::Markdown).unwrap();
    let session = Session::new(std::sync::Arc::new(article));
    let report = report(&session);
    assert!(super::html::html(&report).contains("was <s>four</s> nine"));
    assert!(super::markdown::markdown(&report).contains("was ~~four~~ nine"));
}
