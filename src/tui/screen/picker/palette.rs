//! The palette: which commands match what is typed, best first.
//!
//! An exact name comes first, then an exact key, the beginning of a name, a word of a name, and only then words of the
//! description. Letters in the order of a name come last.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::tui::command::{ALIASES, Command, Context, TABLE};
use crate::tui::keymap::Keymap;

/// A command as the palette lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The command.
    pub command: Command,
    /// All its keys: as a keymap file writes them, and as the screen shows them.
    keys: Vec<String>,
    /// Whether it works where the palette was opened.
    here: bool,
    /// Its key and, for a command that works elsewhere, the place where it does.
    pub hint: String,
}

/// A command that matches, and where.
pub struct Hit<'a> {
    /// The command.
    pub listed: &'a Listed,
    /// Which characters of its label matched, sorted.
    pub hits: Vec<u32>,
}

/// How well a command matches; the first is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    Name,
    Key,
    Prefix,
    NameWord,
    DescriptionWord,
    Letters,
}

impl Listed {
    /// The commands of every place that can be reached from the review, those that work in `context` first.
    pub fn all(keymap: &Keymap, context: Context) -> Vec<Self> {
        let chain = context.chain();
        let listed = TABLE.iter().filter_map(|entry| {
            let here = entry.contexts.iter().any(|place| chain.contains(place));
            let places = entry.contexts.iter().filter_map(|place| keymap.whereabouts(*place));
            let places: Vec<String> = if here { Vec::new() } else { places.collect() };
            if !here && places.is_empty() {
                return None;
            }
            let rows = keymap.keys(entry.command);
            let written = rows.iter().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
            let keys = written.chain(rows.iter().map(|row| keymap.row(row))).collect();
            let shown = keymap.shown(entry.command);
            let hint = [places.join(" or "), shown].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
            Some(Self { command: entry.command, keys, here, hint })
        });
        let (mut here, elsewhere): (Vec<Self>, Vec<Self>) = listed.partition(|listed| listed.here);
        here.extend(elsewhere);
        here
    }

    /// Whether it works where the palette was opened.
    pub const fn is_here(&self) -> bool {
        self.here
    }

    /// The line that the palette shows.
    pub fn label(&self) -> String {
        let entry = self.command.entry();
        format!("{}: {}", entry.name, entry.doc)
    }

    fn rank(&self, query: &str, pattern: &Pattern, matcher: &mut Matcher) -> Option<(Tier, Vec<u32>)> {
        let entry = self.command.entry();
        let lower = query.to_lowercase();
        let of_name = |from: usize, letters: usize| (from as u32..(from + letters) as u32).collect::<Vec<_>>();
        let letters = query.chars().count();
        if entry.name == lower {
            return Some((Tier::Name, of_name(0, letters)));
        }
        if ALIASES.iter().any(|(alias, command)| *command == self.command && *alias == query) {
            return Some((Tier::Name, Vec::new()));
        }
        if self.keys.iter().any(|key| key == query) {
            return Some((Tier::Key, Vec::new()));
        }
        if entry.name.starts_with(&lower) {
            return Some((Tier::Prefix, of_name(0, letters)));
        }
        if let Some(hits) = word_hits(&lower, entry.name) {
            return Some((Tier::NameWord, hits));
        }
        if let Some(hits) = word_hits(&lower, &self.label()) {
            return Some((Tier::DescriptionWord, hits));
        }
        let (mut hits, mut room) = (Vec::new(), Vec::new());
        pattern.indices(Utf32Str::new(entry.name, &mut room), matcher, &mut hits)?;
        hits.sort_unstable();
        hits.dedup();
        Some((Tier::Letters, hits))
    }
}

/// The characters of `text` that match, where every word of `query` begins a word of it.
fn word_hits(query: &str, text: &str) -> Option<Vec<u32>> {
    let letters: Vec<char> = text.chars().flat_map(|letter| letter.to_lowercase().next()).collect();
    let begins = |at: usize| at == 0 || letters.get(at - 1).is_some_and(|before| !before.is_alphanumeric());
    let mut hits = Vec::new();
    for word in query.split(|letter: char| letter.is_whitespace() || letter == '-').filter(|word| !word.is_empty()) {
        let word: Vec<char> = word.chars().collect();
        let at = (0..letters.len()).find(|at| begins(*at) && letters.get(*at..).is_some_and(|rest| rest.starts_with(&word)))?;
        hits.extend(at as u32..(at + word.len()) as u32);
    }
    hits.sort_unstable();
    hits.dedup();
    (!hits.is_empty()).then_some(hits)
}

/// The commands that match `query`, best first; without one those that work here.
pub fn ranked<'a>(listed: &'a [Listed], query: &str) -> Vec<Hit<'a>> {
    if query.is_empty() {
        return listed.iter().filter(|listed| listed.here).map(|listed| Hit { listed, hits: Vec::new() }).collect();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut found: Vec<(bool, Tier, Hit<'a>)> = Vec::new();
    for listed in listed {
        if let Some((tier, hits)) = listed.rank(query, &pattern, &mut matcher) {
            // What works elsewhere comes last, unless it was typed in full.
            let last = !listed.here && tier > Tier::Name;
            found.push((last, tier, Hit { listed, hits }));
        }
    }
    // Stable: of equal ones the table's order holds.
    found.sort_by_key(|(last, tier, _)| (*last, *tier));
    found.into_iter().map(|(_, _, hit)| hit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(query: &str, context: Context) -> &'static str {
        let listed = Listed::all(&Keymap::default(), context);
        ranked(&listed, query).first().map_or("", |hit| hit.listed.command.name())
    }

    #[test]
    fn every_name_is_its_own_first_row() {
        for context in [Context::Claims, Context::Article, Context::Speakers, Context::Outlets, Context::Versions] {
            for listed in Listed::all(&Keymap::default(), context) {
                let name = listed.command.name();
                let twins = TABLE.iter().filter(|entry| entry.name == name).count();
                assert!(twins == 1 && first(name, context) == name, "{name}: {}", first(name, context));
            }
        }
    }

    #[test]
    fn every_key_of_a_place_finds_its_command_there() {
        for context in [Context::Claims, Context::Speakers, Context::Outlets] {
            let keymap = Keymap::default();
            for listed in Listed::all(&keymap, context).iter().filter(|listed| listed.here) {
                for row in keymap.keys(listed.command) {
                    let written = row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
                    let is_name = TABLE.iter().any(|entry| entry.name == written);
                    if is_name || ALIASES.iter().any(|(alias, _)| *alias == written) {
                        continue;
                    }
                    let crate::tui::keymap::Found::Command(wanted) = keymap.find(context, row) else { panic!("{written}") };
                    let all = Listed::all(&keymap, context);
                    let found = ranked(&all, &written);
                    let exact = |command: Command| found.iter().take(3).any(|hit| hit.listed.command == command);
                    assert!(exact(wanted), "{written} in {context:?}");
                }
            }
        }
    }

    #[test]
    fn names_come_before_descriptions_and_what_works_here_before_the_rest() {
        assert_eq!(first("done", Context::Claims), "done");
        assert_eq!(first("mark", Context::Claims), "mark");
        assert_eq!(first("next", Context::Claims), "next");
        assert_eq!(first("speaker", Context::Claims), "speakers");
        assert_eq!(first("elsewhere", Context::Claims), "save-elsewhere");
        assert_eq!(first("save else", Context::Claims), "save-elsewhere");
        assert_eq!(first("clipboard", Context::Claims), "copy");
        assert_eq!(first("sveelse", Context::Claims), "save-elsewhere");
    }

    #[test]
    fn the_commands_of_vim_do_what_their_users_expect() {
        for (typed, name) in [("q", "quit"), ("q!", "quit"), ("wq", "quit"), ("x", "quit"), ("qa", "quit"), ("w", "save")] {
            assert_eq!(first(typed, Context::Claims), name, "{typed}");
            assert_eq!(first(typed, Context::Speakers), name, "{typed}");
        }
    }

    #[test]
    fn what_works_elsewhere_is_listed_with_its_place() {
        let listed = Listed::all(&Keymap::default(), Context::Claims);
        let hint = |name: &str| ranked(&listed, name).first().map(|hit| hit.listed.hint.clone()).unwrap_or_default();
        assert_eq!(hint("merge"), "on the speakers tab (2) or on the outlets tab (3): m");
        assert_eq!(hint("unnamed"), "on the speakers tab (2): b");
        assert!(ranked(&listed, "").iter().all(|hit| hit.listed.here));
        assert!(ranked(&listed, "zzzz").is_empty());
    }
}
