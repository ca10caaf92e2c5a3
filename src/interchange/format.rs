//! The formats by name: how each is called, how its files are, and who writes and reads it.

use std::io::{self, Write};

use super::export::rows::ExportEntry;
use super::formats::{
    brat, cas_json, citron, claimreview, conll, csv, doccano, gold, json, label_studio, markdown, prodigy, w3c, webanno,
};
use super::import::parsed::ParsedFile;
use crate::article::Format as ArticleFormat;

/// A format of other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object per line, one per article.
    Jsonl,
    /// One W3C AnnotationPage.
    W3c,
    /// brat standoff.
    Brat,
    /// Citron's JSON.
    Citron,
    /// Prodigy's JSON lines.
    Prodigy,
    /// doccano's JSON lines.
    Doccano,
    /// One array of Label Studio tasks.
    LabelStudio,
    /// WebAnno TSV 3.3.
    Webanno,
    /// UIMA CAS JSON.
    CasJson,
    /// One row per claim, separated by commas.
    Csv,
    /// One row per claim, separated by tabs.
    Tsv,
    /// One token per line, one column of BIO tags per claim.
    Conll,
    /// The format of scored corpora.
    Gold,
    /// One array of schema.org ClaimReview.
    Claimreview,
    /// Markdown for people.
    Markdown,
}

/// How a format is called and what its files are.
struct Facts {
    name: &'static str,
    /// What the names of its files end with.
    ending: &'static str,
    /// Whether a file holds one article and no more.
    one_document: bool,
    /// Whether claims can be read from it.
    is_read: bool,
    /// In a line.
    about: &'static str,
}

const fn facts(name: &'static str, ending: &'static str, about: &'static str) -> Facts {
    Facts { name, ending, one_document: false, is_read: true, about }
}

const fn document(name: &'static str, ending: &'static str, about: &'static str) -> Facts {
    Facts { name, ending, one_document: true, is_read: true, about }
}

const fn write_only(name: &'static str, ending: &'static str, about: &'static str) -> Facts {
    Facts { name, ending, one_document: false, is_read: false, about }
}

/// A further file that belongs to an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Companion {
    /// Beside each article's file: what its name ends with, and what is in it.
    Each(&'static str, String),
    /// Once in the folder: its name, and what is in it.
    Once(&'static str, &'static str),
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Jsonl,
        Self::W3c,
        Self::Brat,
        Self::Citron,
        Self::Prodigy,
        Self::Doccano,
        Self::LabelStudio,
        Self::Webanno,
        Self::CasJson,
        Self::Csv,
        Self::Tsv,
        Self::Conll,
        Self::Gold,
        Self::Claimreview,
        Self::Markdown,
    ];

    const fn facts(self) -> Facts {
        match self {
            Self::Jsonl => facts("jsonl", ".jsonl", "One JSON object per line, one per article"),
            Self::W3c => document("w3c", ".jsonld", "W3C Web Annotations: one AnnotationPage"),
            Self::Brat => document("brat", ".ann", "brat standoff"),
            Self::Citron => document("citron", ".citron.json", "Citron's JSON"),
            Self::Prodigy => facts("prodigy", ".prodigy.jsonl", "Prodigy's JSON lines"),
            Self::Doccano => facts("doccano", ".doccano.jsonl", "doccano's JSON lines"),
            Self::LabelStudio => facts("label-studio", ".label-studio.json", "Label Studio: one array of tasks"),
            Self::Webanno => document("webanno", ".tsv", "WebAnno TSV 3.3, for INCEpTION"),
            Self::CasJson => document("cas-json", ".cas.json", "UIMA CAS JSON, for INCEpTION and dkpro-cassis"),
            Self::Csv => facts("csv", ".csv", "One row per claim, for spreadsheets"),
            Self::Tsv => facts("tsv", ".claims.tsv", "The same, separated by tabs"),
            Self::Conll => facts("conll", ".conll", "One token per line, one column of BIO tags per claim"),
            Self::Gold => document("gold", ".gold.json", "Gold-standard corpus format"),
            Self::Claimreview => write_only("claimreview", ".claimreview.json", "schema.org ClaimReview: one array; export only"),
            Self::Markdown => write_only("markdown", ".md", "Markdown, for people; export only"),
        }
    }

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// What it is, in a line.
    pub const fn about(self) -> &'static str {
        self.facts().about
    }

    /// What the names of its files end with.
    pub const fn ending(self) -> &'static str {
        self.facts().ending
    }

    /// Whether a file of it holds one article and no more.
    pub const fn is_one_document(self) -> bool {
        self.facts().one_document
    }

    /// Whether claims can be read from it.
    pub const fn is_read(self) -> bool {
        self.facts().is_read
    }

    /// Whether its files share their name with the text next to them (`a.txt`, `a.ann`).
    pub const fn shares_name_with_text(self) -> bool {
        matches!(self, Self::Brat | Self::Gold)
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Writes whole entries as one file.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(self, out: &mut dyn Write, entries: &[ExportEntry<'_>], text: brat::Text) -> io::Result<()> {
        let mut stream = Stream::begin(self, out, text)?;
        for entry in entries {
            stream.put(entry)?;
        }
        stream.end()
    }

    /// The files that go with an article's own.
    pub fn companions(self, entry: &ExportEntry<'_>) -> Vec<Companion> {
        match self {
            Self::Brat => vec![
                Companion::Each(".txt", entry.article.text.to_string()),
                Companion::Once("annotation.conf", brat::CONFIGURATION),
            ],
            // Its offsets count in the file as it is, BOM and line ends included.
            Self::Gold => vec![Companion::Each(".txt", entry.article.file_text().into_owned())],
            Self::LabelStudio => vec![Companion::Once("label-studio.xml", label_studio::CONFIGURATION)],
            Self::Webanno | Self::CasJson => vec![Companion::Once("saidby-layers.xml", webanno::LAYERS)],
            _ => Vec::new(),
        }
    }

    /// Reads a file; `beside`: for brat, the text that lies next to it. `None`: it is written only.
    pub fn read(self, text: &str, beside: Option<&str>) -> Option<ParsedFile> {
        Some(match self {
            Self::Jsonl => json::read(text),
            Self::W3c => w3c::read(text),
            Self::Brat => brat::read(text, beside),
            Self::Citron => citron::read(text),
            Self::Prodigy => prodigy::read(text),
            Self::Doccano => doccano::read(text),
            Self::LabelStudio => label_studio::read(text),
            Self::Webanno => webanno::read(text),
            Self::CasJson => cas_json::read(text),
            Self::Csv => csv::read(text, csv::Separator::Comma),
            Self::Tsv => csv::read(text, csv::Separator::Tab),
            Self::Conll => conll::read(text),
            Self::Gold => gold::read(text),
            Self::Claimreview | Self::Markdown => return None,
        })
    }
}

/// A file that is being written, article by article.
pub struct Stream<'o> {
    format: Format,
    out: &'o mut dyn Write,
    text: brat::Text,
    first: bool,
}

impl<'o> Stream<'o> {
    /// Begins it. `text`: where brat's offsets count.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn begin(format: Format, out: &'o mut dyn Write, text: brat::Text) -> io::Result<Self> {
        match format {
            Format::Csv => csv::write_header(out, csv::Separator::Comma)?,
            Format::Tsv => csv::write_header(out, csv::Separator::Tab)?,
            Format::LabelStudio | Format::Claimreview => out.write_all(b"[")?,
            _ => {}
        }
        Ok(Self { format, out, text, first: true })
    }

    /// Writes one article.
    ///
    /// # Errors
    /// Those of the file.
    pub fn put(&mut self, entry: &ExportEntry<'_>) -> io::Result<()> {
        // Of Markdown and HTML no file has the text that offsets count in, whichever was asked for.
        let text = if entry.article.origin.format == ArticleFormat::Text { self.text } else { brat::Text::Collapsed };
        let out = &mut *self.out;
        match self.format {
            Format::Jsonl => json::write(out, entry).and_then(|()| out.write_all(b"\n")),
            Format::Prodigy => prodigy::write(out, entry).and_then(|()| out.write_all(b"\n")),
            Format::Doccano => doccano::write(out, entry).and_then(|()| out.write_all(b"\n")),
            Format::LabelStudio => {
                out.write_all(if std::mem::take(&mut self.first) { b"\n" } else { b",\n" })?;
                label_studio::write(out, entry)
            }
            Format::Claimreview => claimreview::write(out, entry, &mut self.first),
            Format::W3c => w3c::write(out, entry),
            Format::Brat => brat::write(out, entry, text),
            Format::Citron => citron::write(out, entry),
            Format::Webanno => webanno::write(out, entry),
            Format::CasJson => cas_json::write(out, entry),
            Format::Csv => csv::write(out, entry, csv::Separator::Comma),
            Format::Tsv => csv::write(out, entry, csv::Separator::Tab),
            Format::Conll => conll::write(out, entry),
            Format::Gold => gold::write(out, entry),
            Format::Markdown => markdown::write(out, entry),
        }
    }

    /// Ends it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn end(self) -> io::Result<()> {
        match self.format {
            Format::LabelStudio => self.out.write_all(b"\n]\n"),
            Format::Claimreview if self.first => self.out.write_all(b"]\n"),
            Format::Claimreview => self.out.write_all(b"\n]\n"),
            _ => Ok(()),
        }
    }
}
