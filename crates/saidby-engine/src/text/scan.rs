//! The scan: words, sentences and quotations of a text, in one pass over its paragraphs.
//!
//! Engine, reviewer and training data all read the same scan, so that every span falls on the same
//! boundaries. Its cost is linear in the text.

use super::quotation::{self, Quotation};
use super::sentence;
use super::span::Span;
use super::word::{self, Word};
use super::word_range::WordRange;

/// A run of words that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Index of its first word in [`Scan::words`].
    pub first_word: u32,
    /// One past the index of its last word.
    pub end_word: u32,
    /// Index of its paragraph in [`Scan::paragraphs`].
    pub paragraph: u32,
}

/// A paragraph of the scanned text: where it lies and which sentences it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The span that was asked for.
    pub span: Span,
    /// Index of its first sentence.
    pub first_sentence: u32,
    /// One past the index of its last sentence.
    pub end_sentence: u32,
    /// Index of its first word.
    pub first_word: u32,
    /// One past the index of its last word.
    pub end_word: u32,
}

impl Sentence {
    /// Its words.
    #[inline]
    pub const fn words(&self) -> WordRange {
        WordRange::new(self.first_word as usize, self.end_word as usize)
    }
}

impl Paragraph {
    /// Its words.
    #[inline]
    pub const fn words(&self) -> WordRange {
        WordRange::new(self.first_word as usize, self.end_word as usize)
    }
}

/// Words, sentences, paragraphs and quotations of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// All words in order; they never overlap and never cross a paragraph.
    pub words: Vec<Word>,
    /// All sentences in order; each holds at least one word.
    pub sentences: Vec<Sentence>,
    /// The paragraphs that were asked for, empty ones included.
    pub paragraphs: Vec<Paragraph>,
    /// All quotations in the order of their opening marks.
    pub quotations: Vec<Quotation>,
}

impl Scan {
    /// Scans `paragraphs` of `text`: ascending, disjoint spans on code point boundaries.
    pub fn of(text: &str, paragraphs: impl IntoIterator<Item = Span>) -> Self {
        let mut scan = Scan::default();
        let mut open = false;
        for span in paragraphs {
            // Enough for English prose, where a word with the space behind it takes five bytes and a half; the paragraphs
            // may be a small part of the text.
            scan.words.reserve(span.len() / 5);
            open = scan.push_paragraph(text, span, open);
        }
        scan
    }

    /// Scans `text` with every line as a paragraph.
    pub fn of_lines(text: &str) -> Self {
        let mut start = 0;
        Self::of(
            text,
            text.split_inclusive('\n').map(move |line| {
                let span = Span::new(start, start + line.len());
                start = span.end;
                span
            }),
        )
    }

    fn push_paragraph(&mut self, text: &str, span: Span, open_before: bool) -> bool {
        let first_word = self.words.len();
        let first_sentence = self.sentences.len();
        word::push_words(text, span.start, span.end.min(text.len()), &mut self.words);
        let words = &mut self.words[first_word..];
        let next = text.get(span.end..).and_then(|after| after.trim_start().chars().next());
        // A blank paragraph between two parts of a long quotation does not end it.
        let open = if words.is_empty() {
            open_before
        } else {
            quotation::mark_paragraph(text, words, first_word, open_before, next, &mut self.quotations)
        };
        let mut begin = 0;
        for index in 0..words.len() {
            if index > 0 && sentence::breaks_before(text, words, index) {
                self.sentences.push(Sentence {
                    first_word: (first_word + begin) as u32,
                    end_word: (first_word + index) as u32,
                    paragraph: self.paragraphs.len() as u32,
                });
                begin = index;
            }
            words[index].sentence = self.sentences.len() as u32;
        }
        if !words.is_empty() {
            self.sentences.push(Sentence {
                first_word: (first_word + begin) as u32,
                end_word: (first_word + words.len()) as u32,
                paragraph: self.paragraphs.len() as u32,
            });
        }
        self.paragraphs.push(Paragraph {
            span,
            first_sentence: first_sentence as u32,
            end_sentence: self.sentences.len() as u32,
            first_word: first_word as u32,
            end_word: self.words.len() as u32,
        });
        open
    }

    /// Index of the paragraph that holds the word at `index`.
    #[inline]
    pub fn paragraph_of(&self, index: usize) -> usize {
        self.words
            .get(index)
            .and_then(|word| self.sentences.get(word.sentence as usize))
            .map_or(0, |sentence| sentence.paragraph as usize)
    }

    /// Indices of the words that `span` touches.
    pub fn words_in(&self, span: Span) -> WordRange {
        let first = self.words.partition_point(|word| word.end as usize <= span.start);
        let end = first + self.words[first..].partition_point(|word| (word.start as usize) < span.end);
        WordRange::new(first, end)
    }

    /// The span from the first to the last of `words`; empty where there are none.
    pub fn span_of(&self, words: WordRange) -> Span {
        match self.words.get(words.range()) {
            Some([first, .., last]) => first.span().cover(last.span()),
            Some([only]) => only.span(),
            _ => Span::default(),
        }
    }

    /// The span of a sentence.
    pub fn sentence_span(&self, sentence: &Sentence) -> Span {
        self.span_of(sentence.words())
    }
}

#[cfg(test)]
mod tests {
    use super::super::word::QuoteState;
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let scan = Scan::of_lines(text);
        scan.sentences.iter().map(|sentence| scan.sentence_span(sentence).slice(text).unwrap()).collect()
    }

    /// Words inside a quotation in brackets: `He said [ “ ] { yes } [ ” ]`.
    fn quoted(text: &str) -> String {
        let scan = Scan::of_lines(text);
        let mark = |word: &Word| match word.quote {
            QuoteState::Outside => word.text(text).to_owned(),
            QuoteState::Inside => format!("{{{}}}", word.text(text)),
            QuoteState::Mark => format!("[{}]", word.text(text)),
        };
        scan.words.iter().map(mark).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn sentences_survive_titles_initials_and_countries() {
        assert_eq!(sentences("Mr. Lee of the U.S. Navy left. He ran."), ["Mr. Lee of the U.S. Navy left.", "He ran."]);
        assert_eq!(sentences("They moved to the U.S. The end."), ["They moved to the U.S.", "The end."]);
        assert_eq!(sentences("J. P. Ode sang... He paused … and left."), ["J. P. Ode sang...", "He paused … and left."]);
    }

    #[test]
    fn a_quoted_question_keeps_its_attribution() {
        assert_eq!(
            sentences("“Is it true?” Ana Diaz asked. “No.” It was."),
            ["“Is it true?” Ana Diaz asked.", "“No.”", "It was."]
        );
        assert_eq!(sentences("“Go!” he said."), ["“Go!” he said."]);
    }

    #[test]
    fn quotation_marks_of_every_style() {
        assert_eq!(quoted("He said “yes” now"), "He said [“] {yes} [”] now");
        assert_eq!(quoted("He said \"yes\" and \"no\""), "He said [\"] {yes} [\"] and [\"] {no} [\"]");
        assert_eq!(quoted("a ``b'' c «d» e „f“ g"), "a [``] {b} [''] c [«] {d} [»] e [„] {f} [“] g");
        assert_eq!(quoted("He called it ‘a mess’ of theirs"), "He called it [‘] {a} {mess} [’] of theirs");
        assert_eq!(quoted("the '90s voters' rage"), "the ' 90s voters ' rage");
    }

    #[test]
    fn nested_and_unclosed_quotations() {
        assert_eq!(quoted("“He said ‘no’ twice,” she said"), "[“] {He} {said} [‘] {no} [’] {twice} {,} [”] she said");
        assert_eq!(quoted("“One.\n\n“Two,” he said.\nThree."), "[“] {One} {.} [“] {Two} {,} [”] he said . Three .");
        let scan = Scan::of_lines("“One.\n\n“Two,” he said.");
        assert_eq!(scan.quotations.iter().map(|q| (q.closed, q.continues)).collect::<Vec<_>>(), [(false, false), (true, true)]);
    }

    #[test]
    fn a_lost_closing_mark_is_before_the_words_that_say_whose_it_is() {
        for (text, read) in [
            ("“It holds, said Ada Green. “For years.”", "[“] {It} {holds} {,} said Ada Green . [“] {For} {years} {.} [”]"),
            (
                "\"We will go, Bo Finn said on Monday. \"Today.\"",
                "[\"] {We} {will} {go} {,} Bo Finn said on Monday . [\"] {Today} {.} [\"]",
            ),
            ("“We will go, she said.\nThey went.", "[“] {We} {will} {go} {,} she said . They went ."),
            (
                "“We go, he told us, or stay.\n“We stay.”",
                "[“] {We} {go} {,} {he} {told} {us} {,} {or} {stay} {.} [“] {We} {stay} {.} [”]",
            ),
            ("“I know, said that I would, and did.", "[“] {I} {know} {,} {said} {that} {I} {would} {,} {and} {did} {.}"),
        ] {
            assert_eq!(quoted(text), read);
        }
    }

    #[test]
    fn german_and_french_marks_close_before_a_comma() {
        assert_eq!(quoted("„Ja“, said Uwe. „Nein.“"), "[„] {Ja} [“] , said Uwe . [„] {Nein} {.} [“]");
        assert_eq!(quoted("»Ja«, said Uwe. « Non », said Luc."), "[»] {Ja} [«] , said Uwe . [«] {Non} [»] , said Luc .");
        assert_eq!(quoted("“Is it safe?”, Uwe asked."), "[“] {Is} {it} {safe} {?} [”] , Uwe asked .");
        assert_eq!(quoted("It is late\", he said."), "It is late \" , he said .");
        assert_eq!(quoted("\"One. \"...two,\" he said."), "[\"] {One} {.} [\"] {...} {two} {,} [\"] he said .");
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        for (text, read) in [
            (
                "'Twas late, said Lotte. It was 'the workers' loss, not ours', she said.",
                "' Twas late , said Lotte . It was ['] {the} {workers} {'} {loss} {,} {not} {ours} ['] , she said .",
            ),
            ("'The '90s were ours,' Piet said.", "['] {The} {'} {90s} {were} {ours} {,} ['] Piet said ."),
            (
                "'Rock 'n' roll paid,' he said. 'Em was there.'",
                "['] {Rock} {'} {n} {'} {roll} {paid} {,} ['] he said . ['] {Em} {was} {there} {.} [']",
            ),
            ("'I told 'em so', he said.", "['] {I} {told} {'} {em} {so} ['] , he said ."),
            (
                "He gave 'em the 'cause' of 's-Hertogenbosch and the voters' list.",
                "He gave ' em the ['] {cause} ['] of ' s-Hertogenbosch and the voters ' list .",
            ),
            ("'Why', he asked, 'not?' 'No', said Ada.", "['] {Why} ['] , he asked , ['] {not} {?} ['] ['] {No} ['] , said Ada ."),
            ("‘He said “no” to me,’ she said.", "[‘] {He} {said} [“] {no} [”] {to} {me} {,} [’] she said ."),
            (
                "'We met the voters' he said. The boys' club is shut.",
                "['] {We} {met} {the} {voters} ['] he said . The boys ' club is shut .",
            ),
            ("'\u{a3}5 is \"enough\",' he said.", "['] {\u{a3}5} {is} [\"] {enough} [\"] {,} ['] he said ."),
        ] {
            assert_eq!(quoted(text), read);
        }
    }

    #[test]
    fn an_open_single_mark_ends_with_its_paragraph_unless_the_next_opens_again() {
        assert_eq!(quoted("‘One.\n\n‘Two,’ he said."), "[‘] {One} {.} [‘] {Two} {,} [’] he said .");
        assert_eq!(quoted("She said: 'One.\n'Two,' he said."), "She said : ['] {One} {.} ['] {Two} {,} ['] he said .");
        assert_eq!(quoted("‘One.\nTwo, he said."), "‘ One . Two , he said .");
        let scan = Scan::of_lines("‘One.\n\n‘Two,’ he said.");
        assert_eq!(scan.quotations.iter().map(|q| (q.closed, q.continues)).collect::<Vec<_>>(), [(false, false), (true, true)]);
    }

    #[test]
    fn a_straight_pair_inside_another_is_nested() {
        let text = "\"Is the \"Save as\" window open?\" said Ada. \"Never.\"";
        assert_eq!(
            quoted(text),
            "[\"] {Is} {the} [\"] {Save} {as} [\"] {window} {open} {?} [\"] said Ada . [\"] {Never} {.} [\"]"
        );
        let scan = Scan::of_lines(text);
        assert_eq!(
            scan.quotations.iter().map(|q| (q.nested, q.closed)).collect::<Vec<_>>(),
            [(false, true), (true, true), (false, true)]
        );
    }

    #[test]
    fn straight_marks_resync_on_spacing() {
        assert_eq!(quoted("\"One two. \"Three,\" he said."), "[\"] {One} {two} {.} [\"] {Three} {,} [\"] he said .");
    }
}
