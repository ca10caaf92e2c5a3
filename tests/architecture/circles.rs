//! Which file of a crate takes something from which, and where that goes round.
//!
//! A `pub use` is no dependency: whoever names the item depends on the file that defines it. Nor is what the head of
//! a folder (`mod.rs`) takes from the files of its own folder: it is there to put them together, and they may use what
//! it defines. What the files of a folder take from each other counts, and so does what a head takes from elsewhere.
//! Code for tests is left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{self, NamedPath};

/// Which files each file takes something from.
pub type Arrows = BTreeMap<String, BTreeSet<String>>;

/// A crate's files by their modules, and the names that each hands on.
struct Crate {
    files: BTreeMap<Vec<String>, String>,
    exports: BTreeMap<Vec<String>, BTreeMap<String, Vec<String>>>,
}

impl Crate {
    fn module(&self, path: &[String]) -> Option<&String> {
        self.files.get(path)
    }

    /// The file that a path from the crate's root leads to, names that are handed on followed; `None`: another crate's.
    fn file(&self, path: &[String], steps: usize) -> Option<&String> {
        let depth = (1..=path.len()).rev().find(|depth| self.module(&path[..*depth]).is_some()).unwrap_or(0);
        let (module, rest) = path.split_at(depth);
        if let Some(target) = rest.first().and_then(|name| self.exports.get(module)?.get(name))
            && steps > 0
        {
            let path: Vec<String> = target.iter().chain(&rest[1..]).cloned().collect();
            return self.file(&path, steps - 1);
        }
        // The root holds nothing but its list of modules.
        if depth == 0 { None } else { self.module(module) }
    }
}

/// A path of the module `module` from the crate's root: `names` are the names that its file brings into use.
fn rooted(path: &NamedPath, module: &[String], names: &BTreeMap<String, Vec<String>>, house: &Crate) -> Option<Vec<String>> {
    let (first, rest) = path.segments.split_first()?;
    if first == "crate" {
        return Some(rest.to_vec());
    }
    let child: Vec<String> = module.iter().chain([first]).cloned().collect();
    if house.module(&child).is_some() {
        return Some(child.into_iter().chain(rest.iter().cloned()).collect());
    }
    // A module that a `use` has brought here, and something in it.
    let known = names.get(first).filter(|_| path.name.is_none())?;
    Some(known.iter().chain(rest).cloned().collect())
}

fn without_self(mut path: Vec<String>) -> Vec<String> {
    path.retain(|segment| segment != "self" && segment != "*");
    path
}

/// Whether `file` is the head of the folder that `other` lies in.
fn heads(file: &str, other: &str) -> bool {
    let folder = file.strip_suffix("mod.rs").map(str::to_owned).or_else(|| Some(format!("{}/", file.strip_suffix(".rs")?)));
    folder.is_some_and(|folder| !folder.is_empty() && other.starts_with(&folder))
}

/// The arrows between the files of a crate, given with their text; tests are left out.
pub fn arrows(sources: &[(String, String)]) -> Arrows {
    let mut house = Crate { files: BTreeMap::new(), exports: BTreeMap::new() };
    let is_test = |file: &str| file.ends_with("tests.rs") || file.contains("tests/");
    let sources: Vec<_> = sources.iter().filter(|(file, _)| !is_test(file)).collect();
    for (file, _) in &sources {
        house.files.insert(source::module_of(file), file.clone());
    }
    let mut read = Vec::new();
    for (file, text) in &sources {
        let module = source::module_of(file);
        let mut paths = source::paths(file, text);
        paths.retain(|path| !path.in_tests);
        let uses = paths.iter().filter_map(|path| Some((path.name.clone()?, rooted(path, &module, &BTreeMap::new(), &house)?)));
        let names: BTreeMap<String, Vec<String>> = uses.map(|(name, path)| (name, without_self(path))).collect();
        let exported = paths.iter().filter(|path| path.is_exported).filter_map(|path| path.name.clone());
        let exports = exported.filter_map(|name| Some((name.clone(), names.get(&name)?.clone()))).collect();
        house.exports.insert(module.clone(), exports);
        read.push(((*file).clone(), module, paths, names));
    }
    let mut arrows = Arrows::new();
    for (file, module, paths, names) in &read {
        let mut targets = BTreeSet::new();
        for path in paths.iter().filter(|path| !path.is_exported) {
            let Some(rooted) = rooted(path, module, names, &house) else { continue };
            let target = house.file(&without_self(rooted), 8);
            targets.extend(target.filter(|target| *target != file && !heads(file, target)).cloned());
        }
        arrows.insert(file.clone(), targets);
    }
    arrows
}

/// The files that can be reached from `file`, by one arrow at least.
fn reached<'a>(arrows: &'a Arrows, file: &str) -> BTreeSet<&'a str> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut next: Vec<&str> = arrows.get(file).into_iter().flatten().map(String::as_str).collect();
    while let Some(file) = next.pop() {
        if seen.insert(file) {
            next.extend(arrows.get(file).into_iter().flatten().map(String::as_str));
        }
    }
    seen
}

/// The files that need each other, each group sorted.
pub fn circles(arrows: &Arrows) -> Vec<Vec<String>> {
    let reach: BTreeMap<&str, BTreeSet<&str>> = arrows.keys().map(|file| (file.as_str(), reached(arrows, file))).collect();
    let mut seen = BTreeSet::new();
    let mut circles = Vec::new();
    for (file, reached) in &reach {
        if !reached.contains(file) || seen.contains(file) {
            continue;
        }
        let group: Vec<&str> =
            reached.iter().filter(|other| reach.get(*other).is_some_and(|back| back.contains(file))).copied().collect();
        seen.extend(group.iter().copied());
        circles.push(group.into_iter().map(str::to_owned).collect());
    }
    circles
}

mod tests {
    use super::*;

    fn arrows_of(files: &[(&str, &str)]) -> Arrows {
        arrows(&files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect::<Vec<_>>())
    }

    fn circles_of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        circles(&arrows_of(files))
    }

    #[test]
    fn files_that_need_each_other_are_found() {
        let files = [
            ("lib.rs", "pub mod a; pub mod b; pub mod c;"),
            ("a.rs", "use crate::b::B; pub struct A;"),
            ("b.rs", "use super::c; fn f() -> c::C {} pub struct B;"),
            ("c.rs", "fn f(a: crate::a::A) {}"),
        ];
        assert_eq!(circles_of(&files), [["a.rs", "b.rs", "c.rs"]]);
    }

    #[test]
    fn a_name_that_is_handed_on_counts_where_it_is_defined() {
        let handed_on = [
            ("lib.rs", "pub mod a;"),
            ("a/mod.rs", "mod b; mod c; pub use b::B as Handed;"),
            ("a/b.rs", "pub struct B;"),
            ("a/c.rs", "use crate::a::Handed;"),
        ];
        assert_eq!(arrows_of(&handed_on)["a/c.rs"], BTreeSet::from(["a/b.rs".to_owned()]));
        assert_eq!(circles_of(&handed_on), Vec::<Vec<String>>::new());
    }

    #[test]
    fn the_head_of_a_folder_may_use_its_files_and_they_it() {
        let head = [
            ("lib.rs", "pub mod a;"),
            ("a/mod.rs", "mod b; use b::B; pub const C: u8 = 1;"),
            ("a/b.rs", "use super::C; pub struct B;"),
        ];
        assert_eq!(circles_of(&head), Vec::<Vec<String>>::new());
        let siblings = [
            ("lib.rs", "pub mod a;"),
            ("a/mod.rs", "mod b; mod c;"),
            ("a/b.rs", "use super::c::C;"),
            ("a/c.rs", "use super::b; pub struct C(b::B);"),
        ];
        assert_eq!(circles_of(&siblings), [["a/b.rs", "a/c.rs"]]);
        let outside = [
            ("lib.rs", "pub mod a; pub mod d;"),
            ("a/mod.rs", "mod b; use crate::d::D;"),
            ("a/b.rs", ""),
            ("d.rs", "use crate::a; fn f() { a::g() }"),
        ];
        assert_eq!(circles_of(&outside), [["a/mod.rs", "d.rs"]]);
    }

    #[test]
    fn tests_may_look_anywhere() {
        let files = [
            ("lib.rs", "pub mod a; pub mod b;"),
            ("a.rs", "use crate::b::B; pub struct A;"),
            ("b.rs", "pub struct B; #[cfg(test)] mod tests { use crate::a::A; }"),
            ("b/tests.rs", "use crate::a::A;"),
        ];
        assert_eq!(circles_of(&files), Vec::<Vec<String>>::new());
    }
}
