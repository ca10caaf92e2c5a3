//! The fenced blocks of a page.

/// A fenced block.
#[derive(Debug, PartialEq, Eq)]
pub struct Fence {
    /// Line of the opening fence, from 1.
    pub line: usize,
    /// What follows the opening fence: `sh`, `sh screen`, `ron settings` ...
    pub kind: String,
    /// Its lines, without the indentation of the fence.
    pub text: String,
}

impl Fence {
    /// Its command lines: no comments, no empty lines.
    pub fn commands(&self) -> impl Iterator<Item = &str> {
        self.text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
    }
}

/// The fenced blocks of `page`, in their order.
pub fn fences(page: &str) -> Vec<Fence> {
    let mut found: Vec<Fence> = Vec::new();
    let mut open: Option<usize> = None;
    for (index, line) in page.lines().enumerate() {
        let bare = line.trim_start();
        match (open, bare.strip_prefix("```")) {
            (None, Some(kind)) => {
                found.push(Fence { line: index + 1, kind: kind.trim().to_owned(), text: String::new() });
                open = Some(line.len() - bare.len());
            }
            (Some(_), Some(_)) => open = None,
            (Some(indent), None) => {
                let text = line.get(indent..).filter(|_| line.len() >= indent).unwrap_or(bare);
                if let Some(fence) = found.last_mut() {
                    fence.text.push_str(text);
                    fence.text.push('\n');
                }
            }
            (None, None) => {}
        }
    }
    found
}

#[test]
fn blocks_are_found_with_kind_and_lines() {
    let page = "a\n```sh screen\n# x\nsaidby a.txt\n```\n- b\n\n  ```text\n  c\n    d\n  ```\n";
    let found = fences(page);
    assert_eq!(found[0], Fence { line: 2, kind: "sh screen".into(), text: "# x\nsaidby a.txt\n".into() });
    assert_eq!(found[0].commands().collect::<Vec<_>>(), ["saidby a.txt"]);
    assert_eq!((found[1].kind.as_str(), found[1].text.as_str()), ("text", "c\n  d\n"));
}
