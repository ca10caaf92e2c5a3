//! The thread in which the engine reads an article.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::{Clock, News};
use crate::article::Article;
use crate::extract::{Options, extract};
use crate::tui::message::{Message, Tone};

/// Starts to read; what is found comes as news.
pub(super) fn start(article: Arc<Article>, options: Options, clock: Clock, news: Sender<News>) {
    let failed = news.clone();
    let work = move || {
        let found = extract(&article, &options);
        // The program may have been left meanwhile.
        let _ = news.send(News::Message(Message::Extracted(found), clock.now()));
    };
    if let Err(error) = std::thread::Builder::new().name("engine".to_owned()).spawn(work) {
        let message = Message::Told(Tone::Trouble, format!("the engine did not start: {error}"));
        let _ = failed.send(News::Message(message, clock.now()));
    }
}
