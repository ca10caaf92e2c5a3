//! The elements of a page become blocks of text, each with what its element says of it.

use dom_query::{Document, NodeId, NodeRef};

use super::dom::{INVISIBLE, has_token, names};
use crate::article::BlockKind;
use crate::article::builder::Builder;
use crate::text::Span;
use crate::text::span::overlapping;

/// A block of a page, before it is known whether it belongs to the article.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Its words.
    pub text: String,
    /// The part that its element gives it.
    pub kind: BlockKind,
    /// Bytes of its text that are links.
    pub linked: usize,
    /// What its element or one around it is named for.
    pub place: Place,
    /// Whether it lies in the element that holds the article.
    pub inside: bool,
    /// What of its words is struck through.
    pub struck: Vec<Span>,
}

/// What the elements around a block are named for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing of note.
    #[default]
    Body,
    /// The main headline.
    Title,
    /// A summary between headline and text.
    Standfirst,
    /// Who the writer is.
    Author,
    /// A quotation set large that repeats the text.
    PullQuote,
    /// An element that is never the article: a menu, a sidebar, the foot of the page.
    Never,
}

impl Draft {
    /// A paragraph that the page's data holds.
    pub fn of_data(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            kind: BlockKind::Paragraph,
            linked: 0,
            place: Place::Body,
            inside: true,
            struck: Vec::new(),
        }
    }

    /// How many words it has.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    /// Whether most of it is links.
    pub fn is_linked(&self) -> bool {
        10 * self.linked >= 6 * self.text.len().max(1)
    }

    /// Whether it ends as a sentence does.
    pub fn ends(&self) -> bool {
        self.text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', '…', ':'])
    }

    /// Whether it is running prose: long enough, and not links.
    pub fn is_prose(&self) -> bool {
        let running = matches!(self.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem);
        running && self.words() >= 12 && !self.is_linked()
    }
}

/// What an element does to the text inside it.
enum Role {
    /// Nothing of it is text.
    Skipped,
    /// Runs on in the line.
    Inline,
    /// Runs on in the line, between quotation marks.
    Quoted,
    /// Runs on in the line, struck through.
    Struck,
    /// Begins and ends a block, of a kind of its own or that of what is around it.
    Block(Option<BlockKind>),
    /// A line break.
    Break,
    /// A cell of a table.
    Cell,
}

fn role(name: &str) -> Role {
    match name {
        "script"
        | "style"
        | "noscript"
        | "template"
        | "head"
        | "svg"
        | "math"
        | "nav"
        | "aside"
        | "form"
        | "button"
        | "iframe"
        | "select"
        | "option"
        | "textarea"
        | "input"
        | "object"
        | "canvas"
        | "audio"
        | "video"
        | "dialog"
        | "menu"
        | "amp-sidebar"
        | "amp-user-notification"
        | "amp-consent"
        | "amp-ad"
        | "amp-list"
        | "amp-analytics" => Role::Skipped,
        "del" | "s" | "strike" => Role::Struck,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Block(Some(BlockKind::Heading)),
        "figcaption" | "caption" => Role::Block(Some(BlockKind::Caption)),
        "blockquote" => Role::Block(Some(BlockKind::Quotation)),
        "li" | "dd" | "dt" => Role::Block(Some(BlockKind::ListItem)),
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "ul" | "ol" | "dl" | "figure" | "table" | "tr"
        | "pre" | "hr" | "address" | "details" | "summary" | "body" | "html" | "center" | "hgroup" | "tbody" | "thead" => {
            Role::Block(None)
        }
        "td" | "th" => Role::Cell,
        "br" => Role::Break,
        "q" => Role::Quoted,
        _ => Role::Inline,
    }
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    LeaveBlock,
    LeaveLink,
    LeaveQuoted,
    LeaveStruck,
    LeavePlace,
    LeaveRegion,
}

/// Collects blocks, and next to each what [`Draft`] says of it.
#[derive(Default)]
struct Collector {
    builder: Builder,
    drafts: Vec<(usize, Place, bool)>,
    linked: usize,
    inside: bool,
}

impl Collector {
    fn end(&mut self, kind: BlockKind, place: Place) {
        let before = self.builder.blocks.len();
        self.builder.end(kind);
        if self.builder.blocks.len() > before {
            self.drafts.push((self.linked, place, self.inside));
        }
        self.linked = 0;
    }
}

/// The blocks of a page; `region` is the element that holds the article. The stack is its own, not the
/// program's: a page may nest as deep as it likes.
pub(super) fn collect(page: &Document, region: Option<NodeId>) -> Vec<Draft> {
    collected(page, region, false)
}

/// All that a reader sees of a page, menus and sidebars as well, to say what of it is left out.
pub(super) fn collect_everything(page: &Document) -> Vec<Draft> {
    collected(page, None, true)
}

fn collected(page: &Document, region: Option<NodeId>, everything: bool) -> Vec<Draft> {
    let mut to = Collector::default();
    let mut kinds = vec![BlockKind::Paragraph];
    let mut places = vec![Place::Body];
    let (mut links, mut quotes, mut breaks) = (0usize, 0usize, 0);
    let mut steps = vec![Step::Enter(page.root())];
    while let Some(step) = steps.pop() {
        let kind = kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        let place = places.last().copied().unwrap_or_default();
        let node = match step {
            Step::Enter(node) => node,
            Step::LeaveBlock => {
                to.end(kind, place);
                kinds.pop();
                continue;
            }
            Step::LeaveLink => {
                links = links.saturating_sub(1);
                continue;
            }
            Step::LeaveQuoted => {
                quotes = quotes.saturating_sub(1);
                to.builder.attach(if quotes % 2 == 0 { "”" } else { "’" });
                continue;
            }
            Step::LeaveStruck => {
                to.builder.unstrike();
                continue;
            }
            Step::LeavePlace => {
                places.pop();
                continue;
            }
            Step::LeaveRegion => {
                to.end(kind, place);
                to.inside = false;
                continue;
            }
        };
        if node.is_text() {
            let text = node.text();
            let bytes = text.trim().len();
            if bytes > 0 {
                breaks = 0;
            }
            if links > 0 {
                to.linked += bytes;
            }
            if text.contains(INVISIBLE) {
                to.builder.inline(&text.replace(INVISIBLE, ""))
            } else {
                to.builder.inline(&text)
            }
            continue;
        }
        if !node.is_element() && !node.is_document() && !node.is_fragment() {
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        let class = names(&node);
        let mut own = role(&name);
        if matches!(&*name, "p" | "div" | "span") && has_token(&class, &["caption"]) {
            own = Role::Block(Some(BlockKind::Caption));
        }
        if matches!(own, Role::Inline) && is_struck(&node) {
            own = Role::Struck;
        }
        let foot = &*name == "footer" && kind != BlockKind::Quotation && !is_source_line(&node);
        let never = everything && (foot || matches!(&*name, "nav" | "aside" | "menu" | "dialog"));
        if never {
            own = Role::Block(None);
        } else if &*name == "sup" && is_note(&node) || foot {
            continue;
        }
        if region == Some(node.id) {
            to.end(kind, place);
            to.inside = true;
            steps.push(Step::LeaveRegion);
        }
        let here = if never || place == Place::Never { Place::Never } else { place_of(&name, &class).unwrap_or(place) };
        match own {
            Role::Skipped => continue,
            Role::Inline => {
                if is_set_apart(&node) {
                    to.builder.inline(" ");
                }
                if &*name == "a" {
                    links += 1;
                    steps.push(Step::LeaveLink);
                }
            }
            Role::Quoted => {
                // The style sheet writes the marks where the text has none.
                let text = node.text();
                if !text.trim_start().starts_with(['“', '"', '‘', '«', '„']) {
                    to.builder.inline(if quotes % 2 == 0 { "“" } else { "‘" });
                    quotes += 1;
                    steps.push(Step::LeaveQuoted);
                }
            }
            Role::Struck => {
                to.builder.strike();
                steps.push(Step::LeaveStruck);
            }
            Role::Break => {
                breaks += 1;
                if breaks > 1 { to.end(kind, place) } else { to.builder.line_break() }
            }
            Role::Cell => to.builder.inline(if to.builder.has_text() { " | " } else { " " }),
            Role::Block(own) => {
                to.end(kind, place);
                breaks = 0;
                if here != place {
                    places.push(here);
                    steps.push(Step::LeavePlace);
                }
                let cells = &*name == "tr" && is_row(&node);
                kinds.push(if cells { BlockKind::Table } else { own.unwrap_or(kind) });
                steps.push(Step::LeaveBlock);
            }
        }
        steps.extend(node.children_it(true).map(Step::Enter));
    }
    to.end(BlockKind::Paragraph, Place::Body);
    let Collector { builder, drafts, .. } = to;
    let drafts = builder.blocks.iter().zip(drafts).map(|(block, (linked, place, inside))| {
        let text = block.span.slice(&builder.text).unwrap_or_default().to_owned();
        let struck = clipped(&builder.struck, block.span);
        Draft { text, kind: block.kind, linked, place, inside, struck }
    });
    drafts.flat_map(parted).collect()
}

/// What of `spans` lies in `part`, counted from its beginning.
fn clipped(spans: &[Span], part: Span) -> Vec<Span> {
    let within = overlapping(spans, part).iter();
    within.map(|span| Span::new(span.start.max(part.start) - part.start, span.end.min(part.end) - part.start)).collect()
}

/// Whether the style sheet of an element strikes its words through.
fn is_struck(node: &NodeRef) -> bool {
    node.attr("style").is_some_and(|style| style.to_ascii_lowercase().contains("line-through"))
}

/// The lines of a block as blocks of their own, where a page ends its paragraphs with a break: each is a sentence or
/// more, and the block is not a verse, address or running text that was broken at a width.
fn parted(draft: Draft) -> Vec<Draft> {
    let lines: Vec<&str> = draft.text.split('\n').map(str::trim).collect();
    let opens = |line: &&str| -> bool {
        let mut letters = line.chars().skip_while(|c| !c.is_alphanumeric());
        letters.next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
    };
    let closes = |line: &&str| line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?', '…']);
    let words: usize = lines.iter().map(|line| line.split_whitespace().count()).sum();
    let closed = lines.iter().filter(|line| closes(line)).count();
    // With full stops at the ends of lines, or with none at all and no line that a width could have broken.
    let apart = closed + 1 >= lines.len() || closed == 0 && lines.len() > 2 && lines.iter().all(|line| line.len() <= 120);
    let running = draft.kind == BlockKind::Paragraph && words >= 5 * lines.len();
    if lines.len() < 2 || !running || !apart || closed == 0 && lines.len() == 2 || !lines.iter().all(opens) {
        return vec![draft];
    }
    let all = draft.text.len().max(1);
    lines
        .iter()
        .map(|line| {
            let start = line.as_ptr() as usize - draft.text.as_ptr() as usize;
            let struck = clipped(&draft.struck, Span::new(start, start + line.len()));
            Draft { text: (*line).to_owned(), linked: draft.linked * line.len() / all, struck, ..draft.clone() }
        })
        .collect()
}

/// What an element is named for.
fn place_of(name: &str, class: &str) -> Option<Place> {
    if name == "h1" {
        return Some(Place::Title);
    }
    if class.is_empty() {
        return None;
    }
    if has_token(class, &["standfirst", "dek", "subtitle", "sub-title", "subheadline", "sub-headline", "deck", "strapline"]) {
        return Some(Place::Standfirst);
    }
    if has_token(class, &["pullquote", "pull-quote"]) {
        return Some(Place::PullQuote);
    }
    let author = has_token(class, &["author", "authors", "bio", "byline", "contributor", "contributors"]);
    (author && name != "article" && name != "body" && name != "main").then_some(Place::Author)
}

/// Whether a raised element is the number or sign of a note, and not part of a word ("m²", "1st").
fn is_note(node: &NodeRef) -> bool {
    let text = node.text();
    let text = text.trim();
    let sign = !text.is_empty()
        && text.chars().count() <= 5
        && text.chars().all(|c| c.is_ascii_digit() || "[]()*†‡§,–- abc".contains(c));
    if !sign || text.chars().all(|c| c.is_alphabetic()) {
        return false;
    }
    if !node.find(&["a"]).is_empty()
        || node.parent().is_some_and(|parent| parent.has_name("a"))
        || text.contains(['[', '*', '†', '‡', '§'])
    {
        return true;
    }
    let before = node.prev_sibling().map(|before| before.text().to_string()).unwrap_or_default();
    let unit = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let unit = unit.trim_start_matches(|c: char| c.is_ascii_digit());
    let power = unit.is_empty() && before.ends_with(|c: char| c.is_ascii_digit())
        || ["m", "km", "cm", "mm", "ft", "in", "mi"].contains(&unit);
    !power
}

/// The last line of a quotation: a footer that names its source, with little text.
fn is_source_line(node: &NodeRef) -> bool {
    super::dom::is_inside(node, &["blockquote", "figure"]) && node.text().trim().len() <= 200
}

/// Whether a row has cells of data: two and more, none with paragraphs of its own.
fn is_row(node: &NodeRef) -> bool {
    let cells = node.element_children().iter().filter(|cell| cell.has_name("td") || cell.has_name("th")).count();
    cells >= 2 && node.find(&["p"]).len() < 2 && (cells >= 3 || node.text().split_whitespace().nth(80).is_none())
}

/// Whether the style sheet sets an element apart from the one before it: there is no white space between
/// them, the one ends in a letter or full stop, and the other begins with a capital letter.
fn is_set_apart(node: &NodeRef) -> bool {
    let Some(before) = node.prev_sibling().filter(|before| before.is_element() && !before.has_name("br")) else { return false };
    let (before, text) = (before.text(), node.text());
    let ends = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '!' | '?' | '…'));
    let long = before.trim().chars().nth(1).is_some();
    ends && long && text.chars().next().is_some_and(char::is_uppercase)
}
