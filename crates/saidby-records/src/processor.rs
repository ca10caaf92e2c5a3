//! A record becomes its answer: language, limits, the engine, a deadline.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use saidby_engine::article::Article;
use saidby_engine::extract::{DeepFinder, EngineKind, Extraction, Options, extract_until};
use saidby_engine::text::Unit;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::SCHEMA;
use crate::language::{self, ENGLISH, Language};
use crate::record::{Code, Failure, Fields, Record, null};

/// How records are read and what is written of them.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The engine with its thresholds.
    pub options: Options,
    /// What tells the weights of the engine from others; `None`: the built-in ones.
    pub model: Option<String>,
    /// The keys of a record.
    pub fields: Fields,
    /// What offsets count.
    pub offsets: Unit,
    /// Whether the words of each span are written.
    pub words: bool,
    /// Whether speakers and outlets with their mentions are left out.
    pub lean: bool,
    /// Most words that a text may have.
    pub max_words: Option<usize>,
    /// How long a record may take. The deep engine then leaves it to the fast one.
    pub timeout: Option<Duration>,
    /// Whether texts in other languages are read, too.
    pub any_language: bool,
}

/// What there is to say of one record.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The number of the record in the input, from 0.
    pub n: u64,
    /// Its identity, as JSON.
    pub id: Box<RawValue>,
    /// Values that come back as they were given, as JSON, by key.
    pub kept: BTreeMap<String, Box<RawValue>>,
    /// What was found, or why nothing was.
    pub result: Result<Box<Reading>, Failure>,
}

/// A text that was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// Whether the text as given begins with a byte-order mark, which the article's does not.
    pub(crate) mark: bool,
    /// blake3 of the text as given.
    pub digest: blake3::Hash,
    /// The engine that read it; `None` where none did.
    pub engine: Option<EngineKind>,
    /// Its language, where it could be told.
    pub language: Option<Language>,
    /// Whether it was left unread because of its language.
    pub skipped: bool,
    /// What a reader of the result should know.
    pub warnings: Vec<Warning>,
    /// Claims, speakers and outlets.
    pub found: Extraction,
}

/// What a reader of a result should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// The deep engine took longer than allowed; the fast one read the text.
    Timeout,
    /// The language could not be told; the text was read as English.
    LanguageUnknown,
    /// The text is in another language than English and was read all the same.
    OtherLanguage,
}

impl Warning {
    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::LanguageUnknown => "language_unknown",
            Self::OtherLanguage => "other_language",
        }
    }
}

/// Answers records. One is enough for all threads.
#[derive(Debug)]
pub struct Processor {
    settings: Settings,
    model: Option<String>,
    run: String,
}

impl Processor {
    /// A processor with these settings. The weights of the deep engine are read here, not with the first record.
    pub fn new(settings: Settings) -> Self {
        let deep = settings.options.engine == EngineKind::Deep;
        let embedded = || DeepFinder::embedded().ok().map(|finder| finder.card().name.clone());
        let named = || settings.options.model.as_deref().map(|finder| finder.card().name.clone());
        let model = if deep { settings.model.clone().or_else(named).or_else(embedded) } else { None };
        let run = run_of(&settings, model.as_deref());
        Self { settings, model, run }
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The model of the deep engine by name; `None` for the fast one.
    pub fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }

    /// Twelve digits that stand for everything an answer depends on besides the record: engine, model, version and
    /// settings. Answers with different ones do not belong in one file.
    pub fn run(&self) -> &str {
        &self.run
    }

    /// The answer to one line of the input.
    pub fn answer(&self, n: u64, line: &[u8]) -> Answer {
        self.answer_until(n, line, &|| false).unwrap_or_else(|| self.refused(n, Failure::new(Code::Internal, "stopped")))
    }

    /// The same, or `None` where `stop` says so while the deep engine is reading.
    pub fn answer_until(&self, n: u64, line: &[u8], stop: &dyn Fn() -> bool) -> Option<Answer> {
        match Record::parse(line, &self.settings.fields) {
            Ok(record) => self.read(n, record, stop),
            Err((id, kept, failure)) => Some(Answer { n, id, kept, result: Err(failure) }),
        }
    }

    /// The answer to a record that is parsed already; `None` as for [`Self::answer_until`].
    pub fn read(&self, n: u64, record: Record, stop: &dyn Fn() -> bool) -> Option<Answer> {
        // A bug of the program costs one record, not the run.
        let result = catch_unwind(AssertUnwindSafe(|| self.reading(&record, stop)));
        let result = result.unwrap_or_else(|_| {
            Some(Err(Failure::new(Code::Internal, "skipped because of an internal error; please report this bug")))
        })?;
        Some(Answer { n, id: record.id, kept: record.kept, result: result.map(Box::new) })
    }

    /// The answer to a record that could not be read from its input.
    pub fn refused(&self, n: u64, failure: Failure) -> Answer {
        Answer { n, id: null(), kept: BTreeMap::new(), result: Err(failure) }
    }

    fn reading(&self, record: &Record, stop: &dyn Fn() -> bool) -> Option<Result<Reading, Failure>> {
        let article = match record.article() {
            Ok(article) => article,
            Err(failure) => return Some(Err(failure)),
        };
        if let Some(limit) = self.settings.max_words {
            let words = article.text.split_whitespace().count();
            if words > limit {
                return Some(Err(Failure::new(Code::TooLong, format!("{words} words, the limit is {limit} (--max-words)"))));
            }
        }
        let language = language::of(&article.text);
        let foreign = language.is_some_and(|language| language != ENGLISH);
        let mut reading = Reading {
            mark: record.text.starts_with('\u{feff}'),
            digest: blake3::hash(record.text.as_bytes()),
            engine: None,
            language,
            skipped: foreign && !self.settings.any_language,
            warnings: Vec::new(),
            found: Extraction::default(),
            article,
        };
        if reading.skipped {
            return Some(Ok(reading));
        }
        match language {
            None => reading.warnings.push(Warning::LanguageUnknown),
            Some(_) if foreign => reading.warnings.push(Warning::OtherLanguage),
            Some(_) => {}
        }
        let engine = self.extract(&mut reading, stop)?;
        reading.engine = Some(engine);
        Some(Ok(reading))
    }

    fn extract(&self, reading: &mut Reading, stop: &dyn Fn() -> bool) -> Option<EngineKind> {
        let options = &self.settings.options;
        let begin = Instant::now();
        let late = || self.settings.timeout.is_some_and(|limit| begin.elapsed() >= limit);
        let is_deep = options.engine == EngineKind::Deep;
        if let Some(found) = extract_until(&reading.article, options, &|| stop() || is_deep && late()) {
            reading.found = found;
            return Some(options.engine);
        }
        if stop() {
            return None;
        }
        reading.warnings.push(Warning::Timeout);
        let rules = Options { engine: EngineKind::Fast, ..options.clone() };
        reading.found = extract_until(&reading.article, &rules, stop)?;
        Some(EngineKind::Fast)
    }
}

fn run_of(settings: &Settings, model: Option<&str>) -> String {
    let Settings { options, model: _, fields, offsets, words, lean, max_words, timeout, any_language } = settings;
    let all = format!(
        "{SCHEMA}|{}|{}|{model:?}|{:?}|{:?}|{fields:?}|{offsets:?}|{words}|{lean}|{max_words:?}|{timeout:?}|{any_language}",
        env!("CARGO_PKG_VERSION"),
        options.engine.name(),
        options.min_score,
        options.scope,
    );
    blake3::hash(all.as_bytes()).to_hex().chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fast() -> Settings {
        Settings { options: Options::fast(), ..Settings::default() }
    }

    const LINE: &[u8] =
        "{\"id\": 1, \"text\": \"“We are closed,” harbour master Ana Diaz said on Monday in the town of Port Vell.\"}".as_bytes();

    #[test]
    fn limits_and_languages_are_kept() {
        let settings = Settings { max_words: Some(5), ..fast() };
        assert_eq!(Processor::new(settings).answer(0, LINE).result.unwrap_err().code, Code::TooLong);
        let french = "{\"text\": \"« Nous sommes prêts », a déclaré la ministre lundi. Les bateaux restent au port jusqu'à la fin du mois.\"}";
        let skipped = Processor::new(fast()).answer(0, french.as_bytes()).result.unwrap();
        assert_eq!((skipped.language, skipped.skipped, skipped.engine), (Some("fr"), true, None));
        let read = Processor::new(Settings { any_language: true, ..fast() }).answer(0, french.as_bytes()).result.unwrap();
        assert_eq!((read.skipped, read.warnings.as_slice()), (false, &[Warning::OtherLanguage][..]));
    }

    #[test]
    fn a_deadline_leaves_the_record_to_the_rules() {
        let settings = Settings { timeout: Some(Duration::ZERO), ..Settings::default() };
        let late = Processor::new(settings).answer(0, LINE).result.unwrap();
        assert_eq!((late.engine, late.warnings.as_slice()), (Some(EngineKind::Fast), &[Warning::Timeout][..]));
        let fast = Processor::new(fast()).answer(0, LINE).result.unwrap();
        assert_eq!(late.found, fast.found);
        assert!(!fast.found.claims.is_empty());
        // One paragraph without end is left in the middle.
        let long = format!("{{\"text\": \"{}\"}}", "The ferry is late, Ana Diaz said on Monday. ".repeat(3000));
        let settings = Settings { timeout: Some(Duration::from_millis(50)), ..Settings::default() };
        let begin = Instant::now();
        let late = Processor::new(settings).answer(0, long.as_bytes()).result.unwrap();
        assert_eq!(late.engine, Some(EngineKind::Fast));
        assert!(begin.elapsed() < Duration::from_secs(60));
    }

    #[test]
    fn a_stop_is_no_answer() {
        assert!(Processor::new(Settings::default()).answer_until(0, LINE, &|| true).is_none());
    }

    #[test]
    fn runs_differ_with_what_answers_depend_on() {
        let run = |settings: Settings| Processor::new(settings).run().to_owned();
        let runs = [
            run(fast()),
            run(Settings::default()),
            run(Settings { words: true, ..fast() }),
            run(Settings { model: Some("own".into()), ..Settings::default() }),
            run(Settings { offsets: Unit::Byte, ..fast() }),
        ];
        assert_eq!(runs.iter().collect::<std::collections::BTreeSet<_>>().len(), runs.len());
        assert_eq!(run(fast()), runs[0]);
    }
}
