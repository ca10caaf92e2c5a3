//! Parses large sidecars in parallel.
//!
//! A file as `emit` writes it has its claims at fixed indents, and neither comments nor line breaks inside strings: it
//! can be cut between two claims without being read. Where a person or another program laid it out otherwise it is
//! read as a whole, which also says best what is wrong with it.

use memchr::{memchr2, memchr3, memmem};

use super::plain;
use super::schema::{ClaimEntry, Sidecar};
use crate::disk::ron_file;

/// Bytes below which one thread is as fast.
const SHORT: usize = 500_000;
/// More threads than this wait for the memory.
const MOST_THREADS: usize = 4;
/// How the claims begin, end, and follow each other.
const HEAD: &str = "\n    claims: [\n";
const TAIL: &str = "\n    ],\n";
const CLAIM: &str = "\n        (\n            id: \"";

/// A text cut between its claims.
struct Pieces<'a> {
    /// Everything before the first claim, up to the bracket.
    before: &'a str,
    /// The claims, a few in each piece.
    claims: Vec<&'a str>,
    /// Everything from the closing bracket on.
    after: &'a str,
}

impl<'a> Pieces<'a> {
    /// Cuts `text` into about `count` pieces; `None` where it is not laid out for that.
    fn of(text: &'a str, count: usize) -> Option<Self> {
        let begin = memmem::find(text.as_bytes(), HEAD.as_bytes())? + HEAD.len();
        // The line break before the first claim belongs to it.
        let (before, rest) = text.split_at_checked(begin - 1)?;
        let end = memmem::find(rest.as_bytes(), TAIL.as_bytes())?;
        let (mut claims, after) = rest.split_at_checked(end)?;
        let mut pieces = Vec::with_capacity(count);
        for left in (1..count).rev() {
            let near = claims.len() / (left + 1);
            let Some(cut) = claims.as_bytes().get(near..).and_then(|rest| memmem::find(rest, CLAIM.as_bytes())) else { break };
            let (piece, others) = claims.split_at_checked(near + cut)?;
            pieces.push(piece);
            claims = others;
        }
        pieces.push(claims);
        Some(Self { before, claims: pieces, after })
    }

    /// What the pieces say; `None` where one does not parse, or the cuts may lie inside a string or comment.
    fn parse(&self) -> Option<Sidecar> {
        if !is_plain(self.before) || !is_plain(self.after) {
            return None;
        }
        let read = |piece: &str| {
            let list = format!("[{piece}]");
            plain::parse(&list).or_else(|| ron_file::options().from_str::<Vec<ClaimEntry>>(&list).ok())
        };
        let claims = |piece: &str| is_plain(piece).then(|| read(piece)).flatten();
        std::thread::scope(|scope| {
            let (first, others) = self.claims.split_first()?;
            let reading: Vec<_> = others
                .iter()
                .map(|piece| std::thread::Builder::new().spawn_scoped(scope, move || claims(piece)))
                .collect::<Result<_, _>>()
                .ok()?;
            let frame = format!("{}{}", self.before, self.after);
            let mut sidecar: Sidecar = ron_file::options().from_str(&frame).ok()?;
            sidecar.claims = claims(first)?;
            for piece in reading {
                sidecar.claims.append(&mut piece.join().ok()??);
            }
            Some(sidecar)
        })
    }
}

/// Whether a piece that begins outside strings and comments has no comment, no raw string, no string over several
/// lines, and ends outside strings.
fn is_plain(piece: &str) -> bool {
    let mut rest = piece.as_bytes();
    while let Some(at) = memchr2(b'"', b'/', rest) {
        let (before, from) = rest.split_at(at);
        // A raw string, r"..." or r#"..."#, ends elsewhere than another.
        if from.first() == Some(&b'/') || matches!(before.last(), Some(b'r' | b'#')) {
            return false;
        }
        let mut inside = from.get(1..).unwrap_or_default();
        rest = loop {
            let Some(at) = memchr3(b'"', b'\\', b'\n', inside) else { return false };
            match inside.get(at) {
                Some(b'"') => break inside.get(at + 1..).unwrap_or_default(),
                Some(b'\\') => inside = inside.get(at + 2..).unwrap_or_default(),
                _ => return false,
            }
        };
    }
    true
}

/// The sidecar that `text` is, where it is long and laid out as this program does.
pub(super) fn parse(text: &str) -> Option<Sidecar> {
    if text.len() < SHORT {
        return None;
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    if threads < 2 { None } else { Pieces::of(text, threads)?.parse() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sidecar with so many claims whose notes look like what the cuts look for.
    fn text(claims: usize) -> String {
        let claim = |index: usize| {
            format!(
                "        (\n            id: \"c-{index}\",\n            suggestion: (content: [(at: {index}..{}, text: \"it\")], score: 0.5),\n            \
                 note: \"one\\n    ],\\n        (\\n            id: \\\"c-0\\\"\",\n        ),\n",
                index + 2
            )
        };
        let claims: String = (0..claims).map(claim).collect();
        format!(
            "(\n    version: 1,\n    article: (file: \"a.txt\", bytes: 9, blake3: \"00\"),\n    engine: \"0\",\n    speakers: [\n        (\n            \
             id: \"s\",\n            name: \"S\",\n            kind: Person,\n        ),\n    ],\n    claims: [\n{claims}    ],\n    nothing_here: [],\n)\n"
        )
    }

    #[test]
    fn pieces_say_what_the_whole_says() {
        for claims in [1, 2, 7, 100] {
            let text = text(claims);
            let whole: Sidecar = ron_file::options().from_str(&text).unwrap();
            assert_eq!(whole.claims.len(), claims);
            for count in 1..6 {
                let pieces = Pieces::of(&text, count).unwrap();
                assert!(
                    pieces.claims.len() == count.min(claims),
                    "{} pieces of {claims} claims for {count}",
                    pieces.claims.len()
                );
                assert_eq!(pieces.parse(), Some(whole.clone()), "{claims} claims in {count} pieces");
            }
        }
    }

    #[test]
    fn what_is_broken_or_laid_out_otherwise_is_left_to_the_whole() {
        let sound = text(9);
        let broken = sound.replacen("score: 0.5", "score: half", 1);
        assert!(Pieces::of(&broken, 3).is_none_or(|pieces| pieces.parse().is_none()));
        let doubled = sound.replacen("    nothing_here: [],\n", "    claims: [\n    ],\n", 1);
        assert!(Pieces::of(&doubled, 3).is_none_or(|pieces| pieces.parse().is_none()));
        assert!(Pieces::of(&sound.replace('\n', "\r\n"), 3).is_none());
        assert!(Pieces::of("(version: 1)", 3).is_none());
        assert!(parse(&sound).is_none(), "it is too short to be cut");
    }

    #[test]
    fn the_signs_of_a_cut_in_strings_and_comments_are_none() {
        let note = "\n    claims: [\n\n    ],\n        (\n            id: \"x\"";
        let sound = text(3);
        for odd in [
            sound.replacen("engine: \"0\"", &format!("engine: r#\"{note}\"#"), 1),
            sound.replacen("engine: \"0\"", &format!("engine: r##\"\"{note}\"##"), 1),
            sound.replacen("engine: \"0\"", &format!("engine: \"{}\"", note.replace('"', "\\\"")), 1),
            sound.replacen("    engine", &format!("    /*{note}*/ engine"), 1),
            sound.replacen("    engine", "    // an \"odd remark\n    engine", 1),
        ] {
            ron_file::options().from_str::<Sidecar>(&odd).unwrap();
            for count in 1..5 {
                assert_eq!(Pieces::of(&odd, count).and_then(|pieces| pieces.parse()), None, "{odd}");
            }
        }
    }
}
