//! The parts that blocks play: by the marks of their form, and in plain text by their place too.

use super::form::Header;
use super::{Block, BlockKind, Metadata, form};
use crate::text::Span;
use crate::text::span::overlapping;

/// Gives the paragraphs among `blocks` the kinds that their form shows, and takes byline, date and
/// publisher out of them where `metadata` has none.
pub(super) fn by_form(text: &str, blocks: &mut [Block], metadata: &mut Metadata) {
    for block in blocks {
        let Some(words) = block.span.slice(text).filter(|words| words.len() < LONGEST_FORM) else {
            continue;
        };
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem)
            && let Some(kind) = form::kind(words)
        {
            block.kind = kind;
        }
        match block.kind {
            BlockKind::Byline => {
                fill(&mut metadata.byline, form::writers(words));
                fill(&mut metadata.date, form::date(words));
            }
            BlockKind::Boilerplate => fill(&mut metadata.publisher, form::publisher(words)),
            _ => {}
        }
    }
}

/// Bytes beyond which no block is anything but running text.
const LONGEST_FORM: usize = 1500;

fn fill(field: &mut Option<String>, value: Option<&str>) {
    if field.is_none() {
        *field = value.map(str::to_owned);
    }
}

/// The blocks of a plain text and what it says of itself.
/// `page_lines`: those that belong to pages, which are blocks of their own where no paragraph runs over them.
pub(super) fn plain(text: &str, paragraphs: Vec<Span>, page_lines: &[Span]) -> (Vec<Block>, Metadata) {
    let alone = |line: &&Span| overlapping(&paragraphs, **line).is_empty();
    let lines = page_lines.iter().filter(alone).map(|span| Block { span: *span, kind: BlockKind::Boilerplate });
    let mut blocks: Vec<Block> =
        paragraphs.iter().map(|span| Block { span: *span, kind: BlockKind::Paragraph }).chain(lines).collect();
    blocks.sort_by_key(|block| block.span);
    let mut metadata = Metadata::default();
    let titled = headers(text, &mut blocks, &mut metadata);
    by_form(text, &mut blocks, &mut metadata);
    let headline = titled.or_else(|| headline(text, &blocks));
    if let Some(index) = headline
        && let Some(block) = blocks.get_mut(index)
    {
        block.kind = BlockKind::Headline;
        metadata.title = block.span.slice(text).map(str::to_owned);
        name_line(text, &mut blocks, index + 1, &mut metadata);
    }
    let first = headline.map_or(0, |index| index + 1);
    let found: Vec<usize> = (first..blocks.len()).filter(|index| is_heading(text, &blocks, *index)).collect();
    for index in found {
        if let Some(block) = blocks.get_mut(index) {
            block.kind = BlockKind::Heading;
        }
    }
    for block in &mut blocks {
        // What a mail answers to: "> We opened it twice."
        if block.kind == BlockKind::Paragraph && block.span.slice(text).is_some_and(|line| line.starts_with('>')) {
            block.kind = BlockKind::Quotation;
        }
        if block.kind == BlockKind::Paragraph && is_list_item(block.span.slice(text).unwrap_or_default()) {
            block.kind = BlockKind::ListItem;
        }
    }
    (blocks, metadata)
}

/// Blocks at the start of a file among which its header lines are looked for.
const HEAD: usize = 16;

/// Header lines such as "Title: ..." at the start of a file are what they say: the block of a title or
/// subtitle is its value alone. Returns the index of the headline.
fn headers(text: &str, blocks: &mut [Block], metadata: &mut Metadata) -> Option<usize> {
    let mut title = None;
    let mut others = 0;
    for (index, block) in blocks.iter_mut().take(HEAD).enumerate() {
        let Some(line) = block.span.slice(text) else { continue };
        let Some((header, at)) = form::header(line) else {
            // One line or two may come between; running text ends the head.
            others += 1;
            if others > 2 || line.len() > 100 || ends(line) && line.split_whitespace().count() >= 8 {
                break;
            }
            continue;
        };
        let value = Span::new(block.span.start + at, block.span.end);
        let words = value.slice(text).unwrap_or_default();
        match header {
            Header::Title if title.is_none() => {
                *block = Block { span: value, kind: BlockKind::Headline };
                metadata.title = Some(words.to_owned());
                title = Some(index);
            }
            Header::Subtitle => {
                block.span = value;
                metadata.standfirst.get_or_insert_with(|| value.slice(text).unwrap_or_default().to_owned());
            }
            Header::Byline => {
                block.kind = BlockKind::Byline;
                fill(&mut metadata.byline, Some(&form::name_of(words)));
            }
            Header::Date => {
                block.kind = BlockKind::Byline;
                fill(&mut metadata.date, Some(words));
            }
            Header::Publisher => {
                block.kind = BlockKind::Boilerplate;
                fill(&mut metadata.publisher, Some(words));
            }
            Header::Title | Header::Other => block.kind = BlockKind::Boilerplate,
        }
    }
    title
}

fn is_list_item(block: &str) -> bool {
    ["• ", "* ", "- ", "‣ ", "▪ ", "· "].iter().any(|bullet| block.starts_with(bullet))
}

/// Words that a headline with a full stop has at most.
const LONG_HEADLINE: usize = 16;

/// How a block looks, for the questions that headlines and headings ask.
struct Look<'a> {
    text: &'a str,
    words: Vec<&'a str>,
}

/// Whether a block ends as a sentence, or a part of one, does.
fn ends(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', ':', ';', ',', ')', '"', '”', '’', '\''])
}

/// Words beyond which a block is neither headline nor heading.
const LONGEST_TITLE: usize = 32;

impl<'a> Look<'a> {
    fn of(text: &'a str, block: &Block) -> Self {
        let text = block.span.slice(text).unwrap_or_default();
        Self { text, words: text.split_whitespace().take(LONGEST_TITLE + 1).collect() }
    }

    fn ends(&self) -> bool {
        ends(self.text)
    }

    /// Whether it ends as a sentence of a paragraph does.
    fn closes(&self) -> bool {
        self.text.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', '…'])
    }

    fn begins_upper(&self) -> bool {
        let mut letters = self.text.chars().skip_while(|c| matches!(c, '“' | '"' | '‘' | '\'' | '(' | '[' | '¿' | '¡'));
        letters.next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
    }

    /// Whether every word that is not a small one is capitalised.
    fn is_title_case(&self) -> bool {
        let mut large = 0;
        for word in &self.words {
            let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
            if letters.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
                large += 1;
            } else if letters.chars().count() > 4 {
                return false;
            }
        }
        large * 2 >= self.words.len() && large > 0
    }

    /// "LONDON (Agency) - ", "MARSH, N.Y. — ": the place that a report begins with.
    fn has_dateline(&self) -> bool {
        self.words
            .first()
            .is_some_and(|word| word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && word.len() > 2)
            && self.words.iter().take(8).any(|word| matches!(*word, "-" | "–" | "—" | "--" | "―"))
    }

    /// Whether a sentence ends inside it: "The bridge is shut. Nobody said why". Short headlines may have two.
    fn runs_on(&self) -> bool {
        self.words.len() > LONG_HEADLINE
            && self.words.windows(2).any(|pair| {
                let [word, next] = pair else { return false };
                let whole = word.trim_end_matches(['"', '”', '’']).strip_suffix('.');
                let long = whole.is_some_and(|word| word.chars().count() > 3 && word.chars().all(char::is_lowercase));
                long && next.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'))
            })
    }

    /// Whether it is a sentence as articles begin with: it ends as one, and is long or says who said it. What headlines
    /// report they report in the present, and a deck below one is a line of its own.
    fn is_sentence(&self) -> bool {
        const PAST: &[&str] = &["said", "told", "asked", "added", "wrote", "tweeted", "replied"];
        let stopped = self.text.trim_end_matches(['"', '”', '’']).ends_with('.') && !self.text.contains('\n');
        let past = || self.words.iter().any(|word| PAST.contains(&word.trim_end_matches([',', '.', ':'])));
        stopped && !self.is_title_case() && (self.words.len() > LONG_HEADLINE || self.words.len() > 6 && past())
    }

    fn reports(&self) -> bool {
        const REPORTS: &[&str] =
            &["said", "says", "told", "tells", "asked", "asks", "added", "adds", "wrote", "writes", "tweeted", "replied"];
        self.words.iter().any(|word| REPORTS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
    }
}

/// Lines of contacts, dates and rubrics above a headline.
const MOST_BEFORE: usize = 10;

/// The headline: the first block that is neither byline nor notice, if it is short and more follows.
fn headline(text: &str, blocks: &[Block]) -> Option<usize> {
    let running = |block: &Block| block.kind == BlockKind::Paragraph;
    let first = blocks.iter().take(MOST_BEFORE).position(running)?;
    let line = |block: &Block| block.span.slice(text).unwrap_or_default();
    // A transcript may begin at once with the time or the name of who speaks.
    if blocks.iter().take(first + 1).any(|block| form::is_recorders_line(line(block))) {
        return None;
    }
    // Neither is what the first of several speakers says: "Mr Speaker: Order. I call the Minister."
    let turns = || blocks.iter().skip(first + 1).take(5).filter(|block| form::is_turn(line(block))).count();
    if blocks.get(first).is_some_and(|block| form::is_turn(line(block))) && turns() >= 2 {
        return None;
    }
    let look = Look::of(text, blocks.get(first)?);
    let next = blocks.iter().skip(first + 1).find(|block| running(block)).map(|block| Look::of(text, block));
    // A rubric over the headline: "Politics".
    if let Some(next) = &next
        && look.words.len() <= 2
        && !look.ends()
        && first + 1 < blocks.len()
        && blocks.get(first + 1).is_some_and(running)
        && (4..=20).contains(&next.words.len())
        && !next.closes()
    {
        return Some(first + 1);
    }
    let more = blocks.len() > first + 1;
    if !more || look.words.len() > LONGEST_TITLE || look.has_dateline() || !look.begins_upper() && look.closes() {
        return None;
    }
    let longer = |block: &Block| Look::of(text, block).words.len() > look.words.len();
    // "Dear Ms Fenn,", a first sentence, or the first lines of an article that has no headline.
    let salutes =
        look.text.ends_with(',') && look.words.first().is_some_and(|word| matches!(*word, "Dear" | "Hi" | "Hello" | "Hey"));
    if salutes || look.text.ends_with(':') && look.words.len() > 12 || look.runs_on() || look.is_sentence() {
        return None;
    }
    let short = look.words.len() <= 20 && blocks.iter().skip(first + 1).take(3).any(longer);
    let likely = !look.closes() || look.is_title_case() || short;
    likely.then_some(first)
}

/// "Jane Roe" right under the headline is who wrote it.
fn name_line(text: &str, blocks: &mut [Block], index: usize, metadata: &mut Metadata) {
    let follows = blocks.get(index + 1).map(|next| Look::of(text, next));
    let Some(block) = blocks.get_mut(index).filter(|block| block.kind == BlockKind::Paragraph) else {
        return;
    };
    let look = Look::of(text, block);
    let plain = |word: &&str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\''))
    };
    let shouted = look.text.chars().all(|c| !c.is_lowercase());
    if (2..=3).contains(&look.words.len())
        && look.words.iter().all(plain)
        && !shouted
        && follows.is_some_and(|next| next.words.len() >= 12 && next.closes())
    {
        block.kind = BlockKind::Byline;
        fill(&mut metadata.byline, Some(look.text));
    }
}

/// A heading: short, without an end, between running text. What might hold a claim stays a paragraph.
fn is_heading(text: &str, blocks: &[Block], index: usize) -> bool {
    let Some(block) = blocks.get(index).filter(|block| block.kind == BlockKind::Paragraph && block.span.len() <= 100) else {
        return false;
    };
    // Nearly all blocks end as sentences do: no more to ask.
    if block.span.slice(text).is_none_or(ends) {
        return false;
    }
    let (Some(before), Some(after)) = (index.checked_sub(1).and_then(|at| blocks.get(at)), blocks.get(index + 1)) else {
        return false;
    };
    if matches!(before.kind, BlockKind::Headline | BlockKind::Byline) || after.kind != BlockKind::Paragraph {
        return false;
    }
    let (look, before, after) = (Look::of(text, block), Look::of(text, before), Look::of(text, after));
    let body = after.words.len() >= 12 && after.closes() && after.begins_upper();
    let stands_apart = before.closes() || before.words.len() <= 8 && !before.text.ends_with([':', ',', '—', '-']);
    if !body || !stands_apart || !look.begins_upper() {
        return false;
    }
    let title = look.words.len() <= 12 && look.is_title_case();
    let sentence = look.words.len() <= 7 && !look.reports() && !look.text.contains(['“', '"', '‘', ':', '@']);
    title && !look.reports() || sentence
}

#[cfg(test)]
mod tests {
    use super::super::Article;
    use super::*;

    /// The kinds of the lines of `text`, an initial each.
    fn kinds(text: &str) -> String {
        Article::from_text(text)
            .blocks
            .iter()
            .map(|block| match block.kind {
                BlockKind::Headline => 'H',
                BlockKind::Heading => 'h',
                BlockKind::Paragraph => 'p',
                BlockKind::Quotation => 'q',
                BlockKind::ListItem => 'l',
                BlockKind::Caption => 'c',
                BlockKind::Table => 't',
                BlockKind::Byline => 'b',
                BlockKind::Boilerplate => 'x',
            })
            .collect()
    }

    const BODY: &str = "The mayor of Little Marsh said on Monday that the bridge would be shut until the summer.\n";

    #[test]
    fn an_article_with_everything() {
        let text = format!(
            "Marsh Bridge Shut After Flood, Mayor Ida Fenn Says\n\
             By Jo Orr and Li Wen\n\
             Published 12 May 2021\n\
             The bridge at Little Marsh on Monday morning. Cy Dell/Fenland Images\n\
             {BODY}\
             Mayor Ida Fenn's \"Not Safe\" Report\n\
             {BODY}\
             What happens next\n\
             {BODY}\
             READ MORE: Ferry fares go up\n\
             {BODY}\
             WATCH: The mayor on the bridge - from Fen TV\n\
             This article is owned by Marsh Herald.\n\
             Written by: Jo Orr\n"
        );
        assert_eq!(kinds(&text), "HbbcphphpxpxxbB".replace('B', ""));
        let metadata = Article::from_text(&text).metadata;
        assert_eq!(metadata.title.as_deref(), Some("Marsh Bridge Shut After Flood, Mayor Ida Fenn Says"));
        assert_eq!(metadata.byline.as_deref(), Some("Jo Orr and Li Wen"));
        assert_eq!(metadata.date.as_deref(), Some("12 May 2021"));
        assert_eq!(metadata.publisher.as_deref(), Some("Marsh Herald"));
    }

    #[test]
    fn what_may_hold_a_claim_stays_running_text() {
        let text = format!(
            "Bridge shut\n{BODY}“We had no choice”\n{BODY}Fenn: bridge is not safe to cross\n{BODY}By Monday the water had gone.\n{BODY}\
             He told the council he would resign\n{BODY}She wrote:\n{BODY}Read the room, she told them, and then they left.\n"
        );
        assert_eq!(kinds(&text), "Hpppppppppppp");
    }

    #[test]
    fn a_report_may_begin_without_a_headline() {
        assert_eq!(kinds(&format!("LITTLE MARSH, Fenland — The bridge is shut, the mayor said.\n{BODY}")), "pp");
        assert_eq!(kinds(BODY), "p");
        assert_eq!(kinds(&format!("Politics\nMayor shuts the old bridge\n{BODY}")), "pHp");
        assert_eq!(kinds(&format!("Mayor shuts the old bridge.\nJo Orr\n{BODY}")), "Hbp");
    }

    #[test]
    fn the_first_sentence_of_an_article_without_a_headline_is_none() {
        let longer = format!("{} {}", BODY.trim_end(), BODY);
        for first in [
            "The sluice at Little Marsh stays shut. Ida Fenn of the Marsh Trust wants it opened. She adds:",
            "The sluice at Little Marsh, which was built in 1911, stays shut until the summer comes back.",
            "The sluice stays shut, the mayor of Little Marsh said on Monday.",
            "Hi Ida,",
            "Ida Fenn of the Marsh Trust, who has looked after the sluice since May, says of it:",
        ] {
            assert_eq!(kinds(&format!("{first}\n\n{longer}")), "pp", "{first}");
        }
        for first in [
            "The sluice stays shut.",
            "Fenn says the mayor of Little Marsh is 'wrong' about the sluice.",
            "Ida Fenn can open the sluice. Again.",
            "Dr. Fenn shuts the sluice",
            "U.S. Sen. Fenn Shuts the Sluice at Little Marsh Until the Summer Is Back.",
        ] {
            assert_eq!(kinds(&format!("{first}\n\n{longer}")), "Hp", "{first}");
        }
    }

    #[test]
    fn contacts_above_a_headline_are_no_part_of_it() {
        let text = format!(
            "NEWS RELEASE\nFor immediate release: 4 March 2025\nContact: Lena Voss\nPhone: 555 0199\n\n\
             Bridge to be rebuilt in stone\n\n{BODY}Notes to editors\n"
        );
        let article = Article::from_text(&text);
        assert_eq!(kinds(&text), "xxxxHpx");
        assert_eq!(article.metadata.title.as_deref(), Some("Bridge to be rebuilt in stone"));
        let mail = format!("From: Ruth Amble <ruth@amble.example>\nTo: desk@herald.example\nSubject: The sluice\n\n{BODY}");
        let metadata = Article::from_text(&mail).metadata;
        assert_eq!((metadata.title.as_deref(), metadata.byline.as_deref()), (Some("The sluice"), Some("Ruth Amble")));
    }

    #[test]
    fn a_transcript_may_have_no_headline() {
        for first in
            ["[Ana Diaz] 10:02:03\nGood morning to you all.\n", "0:0:0.0 --> 0:0:4.120\nAna Diaz\nGood morning to you all.\n"]
        {
            let metadata = Article::from_text(&format!("{first}[Bo Lind] 10:02:09\n{BODY}")).metadata;
            assert_eq!((metadata.title, metadata.date), (None, None), "{first}");
        }
        let titled = Article::from_text(&format!("Hearing on the bridge\n\nAna Diaz  0:03\n{BODY}"));
        assert_eq!(titled.metadata.title.as_deref(), Some("Hearing on the bridge"));
    }

    #[test]
    fn header_lines_are_what_they_say() {
        let text = format!(
            "Headline: Bridge shut: mayor blames flood\nSubtitle: Engineers saw it coming\nBy: Jo Orr\nDate: 12 May 2021\nPublisher: Marsh Herald\n\
             URL: https://herald.example/bridge\n{BODY}Title: a word that the mayor never used, she said.\n"
        );
        assert_eq!(kinds(&text), "Hpbbxxpp");
        let article = Article::from_text(&text);
        assert_eq!(article.blocks[0].span.slice(&article.text), Some("Bridge shut: mayor blames flood"));
        assert_eq!(article.blocks[1].span.slice(&article.text), Some("Engineers saw it coming"));
        let metadata = article.metadata;
        assert_eq!(metadata.title.as_deref(), Some("Bridge shut: mayor blames flood"));
        assert_eq!(metadata.byline.as_deref(), Some("Jo Orr"));
        assert_eq!(metadata.date.as_deref(), Some("12 May 2021"));
        assert_eq!(metadata.publisher.as_deref(), Some("Marsh Herald"));
    }
}
