//! The part of the Python package that is written in Rust: records in, answers out, without the interpreter's lock.
//!
//! The package around it (`python/saidby`) has the types that users see.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use saidby_engine::extract::{DeepFinder, EngineKind, Options, Scope};
use saidby_engine::text::Unit;
use saidby_records::arrow::{END, Rows};
use saidby_records::{Answer, Fields, Processor, Settings};

/// As in the program: many small allocations take less time so.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Articles of one batch of Arrow.
const BATCH: usize = 1024;

/// Answers records; the weights are read once.
#[pyclass(frozen, module = "saidby._saidby")]
struct Engine {
    processor: Processor,
    threads: usize,
}

#[pymethods]
impl Engine {
    #[new]
    #[pyo3(signature = (engine, threads, *, min_score, scope, offsets, words, lean, keep, max_words, timeout, any_language, model))]
    #[allow(clippy::too_many_arguments, reason = "the options of the command line; Python gives them by name")]
    fn new(
        py: Python<'_>,
        engine: &str,
        threads: usize,
        min_score: Option<f32>,
        scope: Option<&str>,
        offsets: &str,
        words: bool,
        lean: bool,
        keep: Vec<String>,
        max_words: Option<usize>,
        timeout: Option<f64>,
        any_language: bool,
        model: Option<Vec<u8>>,
    ) -> PyResult<Self> {
        let engine: EngineKind = engine.parse().map_err(wrong)?;
        if min_score.is_some_and(|score| !(0.0..=1.0).contains(&score)) {
            return Err(wrong("min_score must be from 0 to 1"));
        }
        // As on the command line.
        let all = min_score.is_some() || engine == EngineKind::Fast;
        let scope = match scope {
            Some(scope) => scope.parse().map_err(wrong)?,
            None if all => Scope::All,
            None => Scope::Default,
        };
        let offsets = match offsets {
            "codepoints" => Unit::CodePoint,
            "utf16" => Unit::Utf16,
            "bytes" => Unit::Byte,
            _ => return Err(wrong("offsets must be codepoints, utf16 or bytes")),
        };
        let timeout = timeout
            .map(|seconds| Duration::try_from_secs_f64(seconds).ok().filter(|limit| !limit.is_zero()))
            .map(|limit| limit.ok_or_else(|| wrong("timeout must be a positive number of seconds")))
            .transpose()?;
        let mut settings = Settings {
            options: Options { engine, min_score, scope, model: None },
            fields: Fields { keep, ..Fields::default() },
            offsets,
            words,
            lean,
            max_words,
            timeout,
            any_language,
            ..Settings::default()
        };
        if let Some(bytes) = model.filter(|_| engine == EngineKind::Deep) {
            let finder = DeepFinder::from_bytes(&bytes).map_err(wrong)?;
            let digest: String = blake3::hash(&bytes).to_hex().chars().take(12).collect();
            settings.model = Some(format!("{} ({digest})", finder.card().name));
            settings.options.model = Some(finder.into());
        }
        let processor = py.detach(|| Processor::new(settings));
        Ok(Self { processor, threads: threads.max(1) })
    }

    /// The answers to records, as JSON.
    fn answers<'py>(&self, py: Python<'py>, first: u64, records: Vec<Vec<u8>>) -> PyResult<Vec<Bound<'py, PyBytes>>> {
        let lines = py.detach(|| self.each(first, &records, |answer| self.processor.json(&answer)))?;
        Ok(lines.iter().map(|line| PyBytes::new(py, line)).collect())
    }

    /// The answers to records, as a stream of Arrow.
    fn arrow<'py>(&self, py: Python<'py>, first: u64, records: Vec<Vec<u8>>, rows: &str) -> PyResult<Bound<'py, PyBytes>> {
        let rows = match rows {
            "articles" => Rows::Articles,
            "claims" => Rows::Claims,
            _ => return Err(wrong("rows must be articles or claims")),
        };
        let made = py.detach(|| {
            let mut made = self.processor.arrow_schema(rows);
            let answers = self.each(first, &records, |answer| answer)?;
            for part in answers.chunks(BATCH) {
                made.append(&mut self.processor.arrow(rows, part));
            }
            made.extend(END);
            Ok::<_, PyErr>(made)
        })?;
        Ok(PyBytes::new(py, &made))
    }

    /// The model of the deep engine by name.
    #[getter]
    fn model(&self) -> Option<&str> {
        self.processor.model()
    }

    /// Twelve digits for engine, model, version and settings.
    #[getter]
    fn run(&self) -> &str {
        self.processor.run()
    }
}

impl Engine {
    /// What `make` makes of each answer, in the order of the records.
    fn each<T: Send>(&self, first: u64, records: &[Vec<u8>], make: impl Fn(Answer) -> T + Sync) -> PyResult<Vec<T>> {
        let one = |index: usize| {
            let line = records.get(index).map(Vec::as_slice).unwrap_or_default();
            make(self.processor.answer(first + index as u64, line))
        };
        let threads = self.threads.min(records.len());
        if threads <= 1 {
            return Ok((0..records.len()).map(one).collect());
        }
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(records.len()));
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        if index >= records.len() {
                            return;
                        }
                        let made = one(index);
                        done.lock().unwrap_or_else(PoisonError::into_inner).push((index, made));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        if done.len() < records.len() {
            return Err(PyRuntimeError::new_err("a thread ended early; please report this bug"));
        }
        done.sort_by_key(|(index, _)| *index);
        Ok(done.into_iter().map(|(_, made)| made).collect())
    }
}

fn wrong(error: impl ToString) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The module.
#[pymodule]
fn _saidby(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<Engine>()
}
