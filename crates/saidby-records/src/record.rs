//! A line of JSON becomes a record, or says why it is none.

use std::collections::BTreeMap;

use saidby_engine::article::{Article, ArticleError, Format};
use serde::Serialize;
use serde_json::value::RawValue;
use thiserror::Error;

/// The keys under which a record has its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// The key of the identity, which comes back as it was given.
    pub id: String,
    /// The key of the text.
    pub text: String,
    /// Keys whose values come back with the answer, under `kept`.
    pub keep: Vec<String>,
}

impl Default for Fields {
    fn default() -> Self {
        Self { id: "id".to_owned(), text: "text".to_owned(), keep: Vec::new() }
    }
}

/// One article of a corpus, as it was given.
#[derive(Clone, Debug)]
pub struct Record {
    /// The value of the identity, as JSON; `null` where there is none.
    pub id: Box<RawValue>,
    /// The text; offsets count in it.
    pub text: String,
    /// What is known of the article besides.
    pub about: About,
    /// How the text is marked up.
    pub format: Format,
    /// The values that are to come back, as JSON, by key.
    pub kept: BTreeMap<String, Box<RawValue>>,
}

/// What a record says of its article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The headline.
    pub title: Option<String>,
    /// The outlet that published it.
    pub publisher: Option<String>,
    /// The date, as it was given.
    pub date: Option<String>,
}

/// Why a record has no claims, by a word that programs compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The line is not a JSON object.
    BadJson,
    /// There is no text in the record, or it is not a string.
    NoTextField,
    /// `format` is none of text, html, markdown.
    BadFormat,
    /// The text is empty or white space.
    EmptyText,
    /// A page without an article.
    NoArticle,
    /// More words or bytes than allowed.
    TooLong,
    /// It took longer than allowed.
    Timeout,
    /// A bug of the program.
    Internal,
}

impl Code {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::BadJson,
        Self::NoTextField,
        Self::BadFormat,
        Self::EmptyText,
        Self::NoArticle,
        Self::TooLong,
        Self::Timeout,
        Self::Internal,
    ];

    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadJson => "bad_json",
            Self::NoTextField => "no_text_field",
            Self::BadFormat => "bad_format",
            Self::EmptyText => "empty_text",
            Self::NoArticle => "no_article",
            Self::TooLong => "too_long",
            Self::Timeout => "timeout",
            Self::Internal => "internal",
        }
    }
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[error("{message}")]
pub struct Failure {
    /// The kind.
    pub code: Code,
    /// In words, with what to do.
    pub message: String,
}

impl Failure {
    /// A failure of this kind.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// A record, or a failure with what is known of the record all the same.
pub type Parsed = Result<Record, (Box<RawValue>, BTreeMap<String, Box<RawValue>>, Failure)>;

impl Record {
    /// Reads one line. A failure comes with the record's identity and kept values where they could be read.
    ///
    /// # Errors
    /// See [`Code`].
    pub fn parse(line: &[u8], fields: &Fields) -> Parsed {
        let nothing = |failure| (null(), BTreeMap::new(), failure);
        let text = std::str::from_utf8(line)
            .map_err(|error| nothing(Failure::new(Code::BadJson, format!("invalid UTF-8 at byte {}", error.valid_up_to()))))?;
        let values: BTreeMap<String, &RawValue> = serde_json::from_str(text).map_err(|error| {
            let what = if text.trim_start().starts_with('{') { words_of(&error) } else { "expected a JSON object".to_owned() };
            nothing(Failure::new(Code::BadJson, what))
        })?;
        let id = values.get(&fields.id).map_or_else(null, |value| (*value).to_owned());
        let kept: BTreeMap<String, Box<RawValue>> =
            fields.keep.iter().filter_map(|key| Some((key.clone(), (*values.get(key)?).to_owned()))).collect();
        // A value that readers of the answer choke on would cost them the whole file.
        let unreadable = fields.keep.iter().chain([&fields.id]).find_map(|key| {
            let error = unreadable(values.get(key)?.get())?;
            Some(Failure::new(Code::BadJson, format!("{key:?}: {}", reason_of(&error))))
        });
        if let Some(failure) = unreadable {
            let id = if unreadable_raw(&id) { null() } else { id };
            let kept = kept.into_iter().filter(|(_, value)| !unreadable_raw(value)).collect();
            return Err((id, kept, failure));
        }
        match Self::of_values(&values, fields) {
            Ok((text, about, format)) => Ok(Self { id, text, about, format, kept }),
            Err(failure) => Err((id, kept, failure)),
        }
    }

    fn of_values(values: &BTreeMap<String, &RawValue>, fields: &Fields) -> Result<(String, About, Format), Failure> {
        let key = &fields.text;
        let Some(raw) = values.get(key) else {
            return Err(Failure::new(Code::NoTextField, format!("no key {key:?} in this record; name it with --text")));
        };
        let text: String = serde_json::from_str(raw.get()).map_err(|error| match kind_of(raw.get()) {
            "a string" => Failure::new(Code::BadJson, format!("{key:?}: {}", words_of(&error))),
            kind => Failure::new(Code::NoTextField, format!("{key:?} is {kind}, not a string")),
        })?;
        // What is known besides the text is help, and of another type no reason to refuse an article.
        let string = |key: &str| values.get(key).and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
        let about = About { title: string("title"), publisher: string("publisher"), date: string("date") };
        let format = match values.get("format").map(|raw| raw.get()) {
            None | Some("null") => Format::Text,
            Some(raw) => match serde_json::from_str::<String>(raw).unwrap_or_default().as_str() {
                "text" => Format::Text,
                "html" => Format::Html,
                "markdown" => Format::Markdown,
                _ => {
                    let message = format!("invalid \"format\" {}; expected \"text\", \"html\" or \"markdown\"", shortened(raw));
                    return Err(Failure::new(Code::BadFormat, message));
                }
            },
        };
        Ok((text, about, format))
    }

    /// The record as an article, its text unchanged.
    ///
    /// # Errors
    /// There is no text, or no article in the page.
    pub fn article(&self) -> Result<Article, Failure> {
        let mut article = Article::read_text(&self.text, self.format).map_err(|error| match error {
            ArticleError::Empty => Failure::new(Code::EmptyText, "the text is empty"),
            ArticleError::TooLarge { .. } => Failure::new(Code::TooLong, error.to_string()),
            ArticleError::NoText | ArticleError::Binary { .. } => Failure::new(Code::NoArticle, error.to_string()),
        })?;
        let given = |value: &Option<String>| value.clone().filter(|value| !value.trim().is_empty());
        let about = &mut article.metadata;
        about.title = given(&self.about.title).or(about.title.take());
        about.publisher = given(&self.about.publisher).or(about.publisher.take());
        about.date = given(&self.about.date).or(about.date.take());
        Ok(article)
    }
}

/// JSON's `null`.
pub(crate) fn null() -> Box<RawValue> {
    RawValue::NULL.to_owned()
}

/// What kind of value this JSON is.
fn kind_of(raw: &str) -> &'static str {
    match raw.bytes().next() {
        Some(b'"') => "a string",
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// Why a value that is to come back as it was given could not be read there: half of a surrogate pair, lists in lists
/// without end, a number beyond all limits.
fn unreadable(raw: &str) -> Option<serde_json::Error> {
    if raw.starts_with('"') && !raw.contains('\\') || matches!(raw, "null" | "true" | "false") {
        return None;
    }
    // In the answer it is in one object, or in two.
    serde_json::from_str::<serde_json::Value>(&format!("[[{raw}]]")).err()
}

fn unreadable_raw(raw: &RawValue) -> bool {
    unreadable(raw.get()).is_some()
}

/// A message of the parser; a record is one line, so only the column says something.
fn words_of(error: &serde_json::Error) -> String {
    format!("{} at column {}", reason_of(error), error.column())
}

/// The same without the place.
fn reason_of(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.split(" at line ").next().unwrap_or_default() {
        "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
            "half of a surrogate pair, such as \\ud800 alone".to_owned()
        }
        "recursion limit exceeded" => "nested too deeply".to_owned(),
        other => other.to_owned(),
    }
}

fn shortened(raw: &str) -> String {
    let short: String = raw.chars().take(40).collect();
    if short.len() < raw.len() { short + "…" } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(line: &str) -> (String, Code, String) {
        let (id, _, failure) = Record::parse(line.as_bytes(), &Fields::default()).unwrap_err();
        (id.get().to_owned(), failure.code, failure.message)
    }

    #[test]
    fn a_record_keeps_what_was_given() {
        let fields = Fields { id: "key".into(), text: "body".into(), keep: vec!["url".into(), "none".into()] };
        let line = r#"{"key": [1, "a"], "body": "x\r\ny", "url": "u", "title": 5, "date": "2026-01-02", "format": "markdown"}"#;
        let record = Record::parse(line.as_bytes(), &fields).unwrap();
        assert_eq!((record.id.get(), record.text.as_str(), record.format), (r#"[1, "a"]"#, "x\r\ny", Format::Markdown));
        assert_eq!(record.about, About { title: None, publisher: None, date: Some("2026-01-02".into()) });
        assert_eq!(record.kept.iter().map(|(key, raw)| (key.as_str(), raw.get())).collect::<Vec<_>>(), [("url", "\"u\"")]);
    }

    #[test]
    fn each_failure_has_its_code_and_keeps_the_identity() {
        assert_eq!(failure("{\"id\": 1").1, Code::BadJson);
        assert_eq!(failure("[1]"), ("null".into(), Code::BadJson, "expected a JSON object".into()));
        assert_eq!(failure("{\"id\": 1}").0, "1");
        assert_eq!(failure("{\"id\": 1, \"text\": null}").1, Code::NoTextField);
        assert_eq!(failure("{\"text\": 4}").2, "\"text\" is a number, not a string");
        assert_eq!(failure("{\"text\": \"a\\ud800\"}").1, Code::BadJson);
        assert!(failure("{\"id\": 4, \"text\": \"a\\ud800 b\"}").2.starts_with("\"text\": half of a surrogate pair"));
        assert_eq!(failure("{\"text\": \"a\", \"format\": \"pdf\"}").1, Code::BadFormat);
        let broken = Record::parse(b"{\"text\": \"\xff\"}", &Fields::default()).unwrap_err().2;
        assert_eq!(broken.message, "invalid UTF-8 at byte 10");
        for code in Code::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }

    #[test]
    fn what_comes_back_can_be_read_there() {
        let fields = Fields { keep: vec!["url".into()], ..Fields::default() };
        let parse = |id: &str, url: &str| {
            Record::parse(format!("{{\"id\": {id}, \"url\": {url}, \"text\": \"It rained.\"}}").as_bytes(), &fields)
        };
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        for sound in
            ["1", "-0", "1.50", "\"a\\n\\ud83d\\udc69\"", "{\"a\": [1]}", "null", "12345678901234567890123", &nested(100)]
        {
            let record = parse(sound, sound).unwrap();
            assert_eq!((record.id.get(), record.kept.values().next().unwrap().get()), (sound, sound));
        }
        for (bad, told) in [
            (nested(100_000), "nested too deeply"),
            (nested(127), "nested too deeply"),
            ("{\"a\": \"\\ud800\"}".to_owned(), "half of a surrogate pair"),
            ("\"\\udc00\"".to_owned(), "half of a surrogate pair"),
            ("1e999".to_owned(), "number out of range"),
        ] {
            let (id, kept, failure) = parse(&bad, "2").unwrap_err();
            assert_eq!((id.get(), failure.code), ("null", Code::BadJson), "{bad:.20}");
            assert_eq!((kept.len(), failure.message.starts_with("\"id\": ")), (1, true));
            assert!(failure.message.contains(told), "{}", failure.message);
            let (id, kept, failure) = parse("2", &bad).unwrap_err();
            assert_eq!((id.get(), kept.len(), failure.message.starts_with("\"url\": ")), ("2", 0, true));
        }
    }

    #[test]
    fn an_article_is_of_the_text_as_it_is() {
        let article = |line: &str| Record::parse(line.as_bytes(), &Fields::default()).unwrap().article();
        assert_eq!(article(r#"{"text": " \r\n"}"#).unwrap_err().code, Code::EmptyText);
        assert_eq!(
            article(r#"{"text": "<html><script>x()</script></html>", "format": "html"}"#).unwrap_err().code,
            Code::NoArticle
        );
        // A declared charset is of the file that the page came from.
        let page = r#"{"text": "<html><meta charset=shift_jis><p>“Nó,” Ana Díaz said on Monday.</p></html>", "format": "html"}"#;
        assert!(article(page).unwrap().text.contains("“Nó,” Ana Díaz said"));
        let named = article(r#"{"text": "It rained.", "publisher": "Port Vell Star", "title": "Rain"}"#).unwrap();
        assert_eq!(
            (named.metadata.publisher.as_deref(), named.metadata.title.as_deref()),
            (Some("Port Vell Star"), Some("Rain"))
        );
    }
}
