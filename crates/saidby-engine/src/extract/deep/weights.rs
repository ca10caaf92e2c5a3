//! The weight file: one blob with everything that was learnt.
//!
//! ```text
//! "saidby.m"  version u32  header length u32  header (JSON)  tensors  blake3 of all before (32 bytes)
//! ```
//!
//! Numbers are little-endian. The header names every tensor with its kind, shape and place. A tensor of kind
//! `i8` is a scale (f32) for every row, then the rows; `panels` is a scale for every row, then the rows in the order
//! in which a product reads them (`kernels`); `f32` is the numbers alone; `text` is lines.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::kernels::packed_bytes;

/// The first bytes of every weight file.
const MAGIC: &[u8; 8] = b"saidby.m";
/// The layout that this program reads.
const VERSION: u32 = 2;
const CHECKSUM: usize = 32;

/// Why a weight file was refused.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// It does not begin like one.
    #[error("this is not a model of saidby")]
    NotAModel,
    /// It was written for another version of the program.
    #[error("the model has layout {found}, this program reads layout {VERSION}")]
    OtherVersion {
        /// Its layout.
        found: u32,
    },
    /// Its checksum does not match: bytes were lost or changed.
    #[error("the model is damaged: its checksum does not match")]
    Damaged,
    /// Its header cannot be read.
    #[error("the model's header cannot be read: {0}")]
    Header(#[from] serde_json::Error),
    /// A part is missing or has another shape than the program needs.
    #[error("the model's part {part} is missing or has the wrong shape")]
    Part {
        /// Its name.
        part: String,
    },
}

/// What a model says of itself.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ModelCard {
    /// Its name and version.
    pub name: String,
    /// What it was trained on.
    pub corpus: String,
    /// The weights it was trained from.
    pub base: String,
    /// Figures on the development articles, in percent, by name.
    pub figures: BTreeMap<String, f64>,
}

impl ModelCard {
    /// Reads the card out of a weight file, and checks the file's sum, but reads none of the weights.
    ///
    /// # Errors
    ///
    /// When `bytes` are not a whole, undamaged weight file of this version.
    pub fn of(bytes: &[u8]) -> Result<Self, ModelError> {
        WeightFile::open(bytes).map(|file| file.card)
    }
}

/// How scores become attributions; chosen on the development articles.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Decision {
    /// Added to the score of "belongs to nothing" when cues are looked for.
    pub outside_bias: f64,
    /// Weights of the logistic model of confidence, by the name of the feature.
    pub confidence: BTreeMap<String, f64>,
    /// The confidence at which the headline figure is best.
    pub threshold: f64,
}

#[derive(Debug, Deserialize)]
struct Header {
    card: ModelCard,
    decision: Decision,
    tensors: BTreeMap<String, Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    I8,
    Panels,
    F32,
    Text,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Place {
    kind: Kind,
    rows: usize,
    columns: usize,
    at: usize,
    bytes: usize,
}

/// Bytes with a scale for each row.
pub(super) struct Quantised<'f> {
    /// What one step of each row is worth.
    pub scales: Vec<f32>,
    /// Two's complement: the rows one after another, or in panels.
    pub values: &'f [u8],
}

/// A weight file whose checksum was found right.
pub(super) struct WeightFile<'f> {
    pub card: ModelCard,
    pub decision: Decision,
    tensors: BTreeMap<String, Place>,
    payload: &'f [u8],
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

impl<'f> WeightFile<'f> {
    /// Checks `bytes` and reads the header.
    pub(super) fn open(bytes: &'f [u8]) -> Result<Self, ModelError> {
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let found = number(bytes, 8).ok_or(ModelError::Damaged)?;
        if found != VERSION {
            return Err(ModelError::OtherVersion { found });
        }
        let end = bytes.len().checked_sub(CHECKSUM).ok_or(ModelError::Damaged)?;
        let (content, checksum) = bytes.split_at(end);
        if blake3::hash(content).as_bytes() != checksum {
            return Err(ModelError::Damaged);
        }
        let length = number(content, 12).ok_or(ModelError::Damaged)? as usize;
        let header = content.get(16..).and_then(|rest| rest.get(..length)).ok_or(ModelError::Damaged)?;
        let Header { card, decision, tensors } = serde_json::from_slice(header)?;
        Ok(Self { card, decision, tensors, payload: &content[16 + length..] })
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, part: &str) -> bool {
        self.tensors.contains_key(part)
    }

    fn place(&self, part: &str, kind: Kind) -> Result<(Place, &'f [u8]), ModelError> {
        let wrong = || ModelError::Part { part: part.to_owned() };
        let place = self.tensors.get(part).filter(|place| place.kind == kind).ok_or_else(wrong)?;
        let end = place.at.checked_add(place.bytes).ok_or_else(wrong)?;
        Ok((*place, self.payload.get(place.at..end).ok_or_else(wrong)?))
    }

    /// A tensor of numbers with `rows` rows of `columns`.
    pub(super) fn numbers(&self, part: &str, rows: usize, columns: usize) -> Result<Vec<f32>, ModelError> {
        let (place, bytes) = self.place(part, Kind::F32)?;
        if (place.rows, place.columns) != (rows, columns) || bytes.len() != rows * columns * 4 {
            return Err(ModelError::Part { part: part.to_owned() });
        }
        Ok(floats(bytes))
    }

    /// A quantised tensor with rows of `columns`; `rows` of them unless that is `None`.
    pub(super) fn quantised(&self, part: &str, rows: Option<usize>, columns: usize) -> Result<Quantised<'f>, ModelError> {
        let (place, bytes) = self.place(part, Kind::I8)?;
        let size = place.columns.checked_add(4).and_then(|row| row.checked_mul(place.rows));
        if place.columns != columns || rows.is_some_and(|rows| rows != place.rows) || size != Some(bytes.len()) {
            return Err(ModelError::Part { part: part.to_owned() });
        }
        let (scales, values) = bytes.split_at(place.rows * 4);
        Ok(Quantised { scales: floats(scales), values })
    }

    /// A quantised tensor of `rows` rows of `columns` in panels, each row a column of the product.
    pub(super) fn panels(&self, part: &str, rows: usize, columns: usize) -> Result<Quantised<'f>, ModelError> {
        let (place, bytes) = self.place(part, Kind::Panels)?;
        let size = packed_bytes(rows, columns).and_then(|values| values.checked_add(rows * 4));
        if (place.rows, place.columns) != (rows, columns) || size != Some(bytes.len()) {
            return Err(ModelError::Part { part: part.to_owned() });
        }
        let (scales, values) = bytes.split_at(rows * 4);
        Ok(Quantised { scales: floats(scales), values })
    }

    /// A list of lines.
    pub(super) fn lines(&self, part: &str) -> Result<std::str::Lines<'f>, ModelError> {
        let (_, bytes) = self.place(part, Kind::Text)?;
        std::str::from_utf8(bytes).map(str::lines).map_err(|_| ModelError::Part { part: part.to_owned() })
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A weight file around `header` and `payload`.
    pub(in super::super) fn sealed(header: &str, payload: &[u8]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend((header.len() as u32).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(payload);
        let checksum = blake3::hash(&bytes);
        bytes.extend(checksum.as_bytes());
        bytes
    }

    const HEADER: &str = r#"{
        "card": {"name": "n", "corpus": "c", "base": "b", "figures": {"headline": 1.5}},
        "decision": {"outside_bias": 0.0, "confidence": {"bias": 0.5}, "threshold": 0.4},
        "tensors": {
            "a": {"kind": "f32", "rows": 1, "columns": 2, "at": 0, "bytes": 8},
            "b": {"kind": "i8", "rows": 2, "columns": 3, "at": 8, "bytes": 14},
            "far": {"kind": "f32", "rows": 1, "columns": 2, "at": 18446744073709551615, "bytes": 8},
            "t": {"kind": "text", "rows": 1, "columns": 1, "at": 22, "bytes": 3},
            "p": {"kind": "panels", "rows": 1, "columns": 3, "at": 25, "bytes": 68}
        }
    }"#;

    fn payload() -> Vec<u8> {
        let mut bytes = Vec::new();
        for number in [1.0f32, -2.5, 0.5, 0.25] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend([1, 2, 3, 255, 254, 253]);
        bytes.extend(b"x\ny");
        bytes.extend(2.0f32.to_le_bytes());
        bytes.extend([7; 64]);
        bytes
    }

    #[test]
    fn parts_are_found_by_name_kind_and_shape() {
        let bytes = sealed(HEADER, &payload());
        let file = WeightFile::open(&bytes).unwrap();
        assert_eq!(file.card.figures["headline"], 1.5);
        assert_eq!(file.numbers("a", 1, 2).unwrap(), [1.0, -2.5]);
        let quantised = file.quantised("b", Some(2), 3).unwrap();
        assert_eq!((quantised.scales, quantised.values), (vec![0.5, 0.25], &[1, 2, 3, 255, 254, 253][..]));
        assert_eq!(file.lines("t").unwrap().collect::<Vec<_>>(), ["x", "y"]);
        let panels = file.panels("p", 1, 3).unwrap();
        assert_eq!((panels.scales, panels.values), (vec![2.0], &[7; 64][..]));
        for wrong in [file.panels("p", 3, 1), file.panels("p", 2, 3), file.panels("b", 2, 3)] {
            assert!(matches!(wrong, Err(ModelError::Part { .. })));
        }
        for wrong in [file.numbers("a", 2, 1), file.numbers("b", 2, 3), file.numbers("c", 1, 1), file.numbers("far", 1, 2)] {
            assert!(matches!(wrong, Err(ModelError::Part { .. })));
        }
    }

    #[test]
    fn damage_is_told_apart() {
        let bytes = sealed(HEADER, &payload());
        assert!(matches!(WeightFile::open(b"a picture").err(), Some(ModelError::NotAModel)));
        assert!(matches!(WeightFile::open(b"").err(), Some(ModelError::NotAModel)));
        for length in [8, 11, 20, bytes.len() - 1] {
            assert!(matches!(WeightFile::open(&bytes[..length]).err(), Some(ModelError::Damaged)), "{length}");
        }
        for at in [13, 40, bytes.len() / 2, bytes.len() - 1] {
            let mut flipped = bytes.clone();
            flipped[at] ^= 4;
            assert!(matches!(WeightFile::open(&flipped).err(), Some(ModelError::Damaged)), "{at}");
        }
        let mut newer = bytes.clone();
        newer[8] = 9;
        assert!(matches!(WeightFile::open(&newer).err(), Some(ModelError::OtherVersion { found: 9 })));
        assert!(matches!(WeightFile::open(&sealed("{}", &[])).err(), Some(ModelError::Header(_))));
    }
}
