use crate::article::{Article, Format, LeftOut};
use crate::tui::command::Command;
use crate::tui::layer::Answer;
use crate::tui::layer::{Input, Reply};
use crate::tui::screen::left_out::LeftOutList;

/// A page with a newsletter box, links to other stories, and a statement in a box that its name gives away.
const PAGE: &str = include_str!("page.html");

fn parts(restored: &[String]) -> Vec<LeftOut> {
    Article::left_out(PAGE.as_bytes(), Format::Html, restored).unwrap()
}

#[test]
fn a_part_is_chosen_and_given_back_as_it_is() {
    let mut list = LeftOutList::new(parts(&[]));
    assert!(list.rows.len() > 2, "{:?}", list.rows);
    assert_eq!(list.update(Input::Command(Command::Last)), Reply::Stay);
    let last = list.rows.last().unwrap().clone();
    assert_eq!(list.update(Input::Command(Command::BringIn)), Reply::Take(Answer::BringIn(Box::new(last))));
    assert_eq!(list.update(Input::Command(Command::First)), Reply::Stay);
    assert_eq!(list.at, 0);
    assert_eq!(list.update(Input::Command(Command::Close)), Reply::Close);
}
