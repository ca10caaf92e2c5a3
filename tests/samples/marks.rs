//! What a careful reader marks in a sample: `content | cue | source | speaker | via`, a claim a line, in
//! the words of the text.
//!
//! ` // ` parts the passages of one content, `-` stands for nothing, and a line that starts with `#`
//! is a remark. Contents stand in the order of the text; a cue is the occurrence of its words nearest to
//! the content, a source the one nearest to the cue.

use saidby::text::Span;

/// A claim as a reader marked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What is attributed.
    pub content: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// The mention that it is attributed to.
    pub source: Vec<Span>,
    /// Who that is; empty when the article does not say.
    pub speaker: String,
    /// The outlets that it came through, nearest to the article first.
    pub via: Vec<String>,
}

/// Finds the marks of `notation` in `text`.
///
/// # Errors
///
/// A line whose words are not in the text, or not in this order.
pub fn read(text: &str, notation: &str) -> Result<Vec<Mark>, String> {
    let mut marks = Vec::new();
    let mut from = 0;
    for (index, line) in notation.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty()) {
        let wrong = |what: String| format!("line {}: {what}", index + 1);
        let mut fields = line.split(" | ").map(|field| if field.trim() == "-" { "" } else { field.trim() });
        let mut field = || fields.next().unwrap_or_default();
        let (content, cue, source, speaker, via) = (field(), field(), field(), field(), field());
        let mut spans = Vec::new();
        let mut at = from;
        for part in content.split(" // ") {
            let span = occurrences(text, part).find(|span| span.start >= at);
            let span = span.ok_or_else(|| wrong(format!("“{part}” does not follow byte {at}")))?;
            at = span.end;
            spans.push(span);
        }
        let nearest = |words: &str, to: &[Span]| -> Result<Vec<Span>, String> {
            if words.is_empty() {
                return Ok(Vec::new());
            }
            let free = occurrences(text, words).filter(|span| !spans.iter().any(|s| s.start < span.end && span.start < s.end));
            let found = free.min_by_key(|span| to.iter().map(|other| gap(*span, *other)).min());
            Ok(vec![found.ok_or_else(|| wrong(format!("“{words}” is not in the text")))?])
        };
        let cue = nearest(cue, &spans)?;
        let source = nearest(source, if cue.is_empty() { &spans } else { &cue })?;
        let via = via.split(" // ").filter(|name| !name.is_empty()).map(str::to_owned).collect();
        from = spans.first().map_or(from, |span| span.start);
        marks.push(Mark { content: spans, cue, source, speaker: speaker.to_owned(), via });
    }
    Ok(marks)
}

/// The places of `words` in `text` that are whole words.
fn occurrences<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Span> + 'a {
    let bounded = |start: usize, end: usize| {
        let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
        let torn = inner(before) && inner(words.chars().next()) || inner(after) && inner(words.chars().next_back());
        !torn
    };
    let places = text.match_indices(words).map(move |(start, _)| (start, start + words.len()));
    places.filter(move |(start, end)| bounded(*start, *end)).map(|(start, end)| Span { start, end })
}

/// The bytes between two spans.
fn gap(a: Span, b: Span) -> usize {
    if a.start >= b.end { a.start - b.end } else { b.start.saturating_sub(a.end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippets(text: &str, spans: &[Span]) -> Vec<String> {
        spans.iter().map(|span| text[span.start..span.end].to_owned()).collect()
    }

    #[test]
    fn marks_are_found_where_they_stand() {
        let text = "Ana said no. “It rained,” she said. “All day.” Then she left, she said.";
        let marks = read(
            text,
            "# remark\n“It rained,” // “All day.” | said | she | Ana | Wire A // Wire B\nThen she left | said | she | Ana\n",
        )
        .unwrap();
        assert_eq!(snippets(text, &marks[0].content), ["“It rained,”", "“All day.”"]);
        assert_eq!(marks[0].cue[0].start, text.find("said. “All").unwrap());
        assert_eq!(marks[0].source[0].start, text.find("she said. “All").unwrap());
        assert_eq!(marks[0].via, ["Wire A", "Wire B"]);
        assert_eq!(marks[1].source[0].start, text.rfind("she").unwrap());
        assert!(marks[1].via.is_empty());
    }

    #[test]
    fn a_part_of_a_word_is_no_place() {
        let marks = read("The lighthouse is a lie, he said.", "a lie | said | he | Bo").unwrap();
        assert_eq!(marks[0].source[0].start, 25);
        assert!(read("He said so.", "so | said | e | Bo").is_err());
    }
}
