//! The encoder's forward pass over one window of pieces: six BERT layers, quantised.

use std::borrow::Cow;

use super::arithmetic::{exp, gelu, largest, largest_magnitude, normalise};
use super::kernels::{Machine, PANEL, Panels, Rows, Take, Tiles, Weights, Work, multiply};
use super::weights::{ModelError, WeightFile};

/// Width of the hidden state.
pub(super) const WIDTH: usize = 384;
const INNER: usize = 1536;
const LAYERS: usize = 6;
const HEADS: usize = 12;
const HEAD_WIDTH: usize = WIDTH / HEADS;
/// Pieces that a window may hold.
pub(super) const POSITIONS: usize = 256;
/// Features of a piece: five shapes times three quotation states, and none.
pub(super) const FEATURES: usize = 16;
/// The feature of pieces that belong to no word.
pub(super) const NO_FEATURE: u8 = 15;

// The largest integers that activations become, such that no sum of products leaves 32 bits:
/// times 127, 1,536 times.
const LARGEST_ACTIVATION: f32 = 8191.0;
/// times itself, 32 times.
const LARGEST_QUERY: f32 = 4095.0;
/// an attention weight before it is normalised, times a value, 256 times.
const LARGEST_WEIGHT: f32 = 8191.0;
const LARGEST_VALUE: f32 = 1023.0;

/// Holds on to bytes of a weight file: those inside the program stay where they are, others are copied.
pub(super) type Keep<'f> = fn(&'f [u8]) -> Cow<'static, [u8]>;

/// A linear layer with quantised weights.
#[derive(Debug)]
pub(super) struct Linear {
    weights: Weights,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Reads `name` (`.weight` and `.bias`); several names are joined into one layer with all their outputs.
    pub(super) fn read<'f>(
        file: &WeightFile<'f>,
        keep: Keep<'f>,
        names: &[&str],
        outputs: usize,
        inputs: usize,
    ) -> Result<Self, ModelError> {
        let (mut matrices, mut scales, mut bias) = (Vec::new(), Vec::new(), Vec::new());
        for name in names {
            let weights = file.panels(&format!("{name}.weight"), outputs, inputs)?;
            matrices.push(keep(weights.values));
            scales.extend(weights.scales);
            bias.extend(file.numbers(&format!("{name}.bias"), 1, outputs)?);
        }
        let padded = bias.len().next_multiple_of(PANEL);
        scales.resize(padded, 0.0);
        bias.resize(padded, 0.0);
        let wrong = || ModelError::Part { part: names.join(", ") };
        Ok(Self { weights: Weights::new(matrices, outputs, inputs).ok_or_else(wrong)?, scales, bias })
    }

    /// Outputs, padding included: the width of a row of what [`Linear::apply`] writes.
    pub(super) fn width(&self) -> usize {
        self.bias.len()
    }

    /// Writes the outputs of all `rows` to `out`.
    #[inline(always)]
    pub(super) fn apply<T: Tiles>(&self, tiles: T, rows: &Rows, out: &mut Vec<f32>) {
        let width = self.width();
        out.resize(rows.rows * width, 0.0);
        let (scales, bias) = (&self.scales, &self.bias);
        multiply(tiles, rows, &self.weights, &mut Scaled { out, width, rows: &rows.scales, scales, bias });
    }
}

/// Writes sums as numbers: times the scales of their row and column, and with a bias where there is one.
struct Scaled<'a> {
    out: &'a mut [f32],
    /// Numbers in a row of `out`.
    width: usize,
    rows: &'a [f32],
    scales: &'a [f32],
    /// Empty for none.
    bias: &'a [f32],
}

impl Take for Scaled<'_> {
    #[inline(always)]
    fn take(&mut self, row: usize, column: usize, sums: &[i32; PANEL]) {
        let out = &mut self.out[row * self.width + column..][..PANEL];
        let scales = &self.scales[column..][..PANEL];
        let of_row = self.rows[row];
        for lane in 0..PANEL {
            out[lane] = sums[lane] as f32 * (of_row * scales[lane]);
        }
        if !self.bias.is_empty() {
            let bias = &self.bias[column..][..PANEL];
            for lane in 0..PANEL {
                out[lane] += bias[lane];
            }
        }
    }
}

#[derive(Debug)]
struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    fn read(file: &WeightFile<'_>, name: &str) -> Result<Self, ModelError> {
        let read = |part: &str| file.numbers(&format!("{name}.{part}"), 1, WIDTH);
        Ok(Self { weight: read("weight")?, bias: read("bias")? })
    }
}

#[derive(Debug)]
struct Layer {
    attention: Linear,
    attention_out: Linear,
    attention_norm: Norm,
    inner: Linear,
    inner_out: Linear,
    inner_norm: Norm,
}

/// The encoder's weights.
#[derive(Debug)]
pub(super) struct Encoder {
    pieces: Cow<'static, [u8]>,
    piece_scales: Vec<f32>,
    positions: Vec<f32>,
    features: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

/// Room for one window, used again from window to window.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    hidden: Vec<f32>,
    rows: Rows,
    wide: Vec<f32>,
    queries: Rows,
    keys: Panels,
    key_scales: Vec<f32>,
    values: Panels,
    value_scales: Vec<f32>,
    scores: Vec<f32>,
    weights: Rows,
    seen: Vec<f32>,
}

impl Encoder {
    /// Reads the encoder out of a weight file; `keep` says how its large tables are held.
    pub(super) fn read<'f>(file: &WeightFile<'f>, keep: Keep<'f>) -> Result<Self, ModelError> {
        let pieces = file.quantised("encoder.pieces.weight", None, WIDTH)?;
        let positions = file.quantised("encoder.positions.weight", Some(POSITIONS), WIDTH)?;
        let dequantised = positions
            .values
            .chunks_exact(WIDTH)
            .zip(&positions.scales)
            .flat_map(|(row, scale)| row.iter().map(move |byte| f32::from(*byte as i8) * scale));
        let layer = |number: usize| -> Result<Layer, ModelError> {
            let name = |part: &str| format!("encoder.layers.{number}.{part}");
            Ok(Layer {
                attention: Linear::read(file, keep, &[&name("attention")], 3 * WIDTH, WIDTH)?,
                attention_out: Linear::read(file, keep, &[&name("attention_out")], WIDTH, WIDTH)?,
                attention_norm: Norm::read(file, &name("attention_norm"))?,
                inner: Linear::read(file, keep, &[&name("inner")], INNER, WIDTH)?,
                inner_out: Linear::read(file, keep, &[&name("inner_out")], WIDTH, INNER)?,
                inner_norm: Norm::read(file, &name("inner_norm"))?,
            })
        };
        Ok(Self {
            pieces: keep(pieces.values),
            positions: dequantised.collect(),
            features: file.numbers("encoder.features.weight", FEATURES, WIDTH)?,
            norm: Norm::read(file, "encoder.norm")?,
            layers: (0..LAYERS).map(layer).collect::<Result<_, _>>()?,
            piece_scales: pieces.scales,
        })
    }

    /// How many pieces it knows.
    pub(super) fn vocabulary(&self) -> usize {
        self.piece_scales.len()
    }

    /// The hidden state of every piece of a window, one row of [`WIDTH`] each.
    ///
    /// What lies beyond [`POSITIONS`] pieces is left out.
    pub(super) fn encode<'w>(&self, machine: Machine, pieces: &[u32], features: &[u8], room: &'w mut Workspace) -> &'w [f32] {
        self.encode_to(LAYERS, machine, pieces, features, room)
    }

    /// The hidden states after the first `depth` layers.
    fn encode_to<'w>(
        &self,
        depth: usize,
        machine: Machine,
        pieces: &[u32],
        features: &[u8],
        room: &'w mut Workspace,
    ) -> &'w [f32] {
        let length = pieces.len().min(POSITIONS);
        machine.run(Embed { encoder: self, pieces: &pieces[..length], features, room });
        for layer in self.layers.iter().take(depth) {
            machine.run(Pass { layer, length, room });
        }
        &room.hidden
    }
}

struct Embed<'a> {
    encoder: &'a Encoder,
    pieces: &'a [u32],
    features: &'a [u8],
    room: &'a mut Workspace,
}

impl Work for Embed<'_> {
    #[inline(always)]
    fn run<T: Tiles>(self, _: T) {
        let Self { encoder, pieces, features, room } = self;
        room.hidden.clear();
        room.hidden.resize(pieces.len() * WIDTH, 0.0);
        let rows = room.hidden.chunks_exact_mut(WIDTH).zip(encoder.positions.chunks_exact(WIDTH));
        for ((piece, feature), (hidden, position)) in pieces.iter().zip(features).zip(rows) {
            let piece = *piece as usize;
            let feature = usize::from(*feature).min(FEATURES - 1);
            let vector = &encoder.pieces[piece * WIDTH..][..WIDTH];
            let feature = &encoder.features[feature * WIDTH..][..WIDTH];
            let scale = encoder.piece_scales[piece];
            for lane in 0..WIDTH {
                hidden[lane] = f32::from(vector[lane] as i8) * scale + feature[lane] + position[lane];
            }
            normalise(hidden, &encoder.norm.weight, &encoder.norm.bias);
        }
    }
}

/// One layer over a window.
struct Pass<'a> {
    layer: &'a Layer,
    length: usize,
    room: &'a mut Workspace,
}

impl Work for Pass<'_> {
    #[inline(always)]
    fn run<T: Tiles>(self, tiles: T) {
        let Self { layer, length, room } = self;
        quantise_rows(&room.hidden, WIDTH, length, &mut room.rows);
        layer.attention.apply(tiles, &room.rows, &mut room.wide);
        room.seen.resize(length * WIDTH, 0.0);
        for head in 0..HEADS {
            attend(tiles, length, head, room);
        }
        quantise_rows(&room.seen, WIDTH, length, &mut room.rows);
        layer.attention_out.apply(tiles, &room.rows, &mut room.wide);
        add_and_normalise(&mut room.hidden, &room.wide, &layer.attention_norm);

        quantise_rows(&room.hidden, WIDTH, length, &mut room.rows);
        layer.inner.apply(tiles, &room.rows, &mut room.wide);
        for value in &mut room.wide {
            *value = gelu(*value);
        }
        quantise_rows(&room.wide, INNER, length, &mut room.rows);
        layer.inner_out.apply(tiles, &room.rows, &mut room.wide);
        add_and_normalise(&mut room.hidden, &room.wide, &layer.inner_norm);
    }
}

#[inline(always)]
pub(super) fn quantise_rows(values: &[f32], width: usize, length: usize, rows: &mut Rows) {
    rows.reset(length, width);
    for (row, values) in values.chunks_exact(width).take(length).enumerate() {
        rows.quantise(row, values, LARGEST_ACTIVATION);
    }
}

#[inline(always)]
fn add_and_normalise(hidden: &mut [f32], change: &[f32], norm: &Norm) {
    for (hidden, change) in hidden.chunks_exact_mut(WIDTH).zip(change.chunks_exact(WIDTH)) {
        for (hidden, change) in hidden.iter_mut().zip(change) {
            *hidden += change;
        }
        normalise(hidden, &norm.weight, &norm.bias);
    }
}

/// One attention head: what every piece sees of the others, into its columns of `room.seen`.
#[inline(always)]
fn attend<T: Tiles>(tiles: T, length: usize, head: usize, room: &mut Workspace) {
    let Workspace { wide, queries, keys, key_scales, values, value_scales, scores, weights, seen, .. } = room;
    let part = |row: usize, which: usize| &wide[row * 3 * WIDTH + which * WIDTH + head * HEAD_WIDTH..][..HEAD_WIDTH];
    queries.reset(length, HEAD_WIDTH);
    keys.reset(length, HEAD_WIDTH);
    values.reset(HEAD_WIDTH, length);
    key_scales.clear();
    key_scales.resize(length.next_multiple_of(PANEL), 0.0);
    let mut tops = [0.0f32; HEAD_WIDTH];
    for row in 0..length {
        for (top, value) in tops.iter_mut().zip(part(row, 2)) {
            *top = if value.abs() > *top { value.abs() } else { *top };
        }
    }
    let steps = tops.map(|top| if top > 0.0 { LARGEST_VALUE / top } else { 0.0 });
    value_scales.clear();
    value_scales.extend(tops.map(|top| top / LARGEST_VALUE));
    // The usual division of the scores by the root of the head's width goes into the keys' scales.
    let shrink = 1.0 / (HEAD_WIDTH as f32).sqrt();
    for (row, key_scale) in key_scales.iter_mut().enumerate().take(length) {
        queries.quantise(row, part(row, 0), LARGEST_QUERY);
        let key = part(row, 1);
        let top = largest_magnitude(key);
        let step = if top > 0.0 { LARGEST_QUERY / top } else { 0.0 };
        *key_scale = top / LARGEST_QUERY * shrink;
        keys.write_column(row, key, step);
    }
    let nothing = [0.0; HEAD_WIDTH];
    for row in (0..length).step_by(2) {
        let second = if row + 1 < length { part(row + 1, 2) } else { &nothing[..] };
        values.write_pair(row / 2, [part(row, 2), second], &steps);
    }
    let width = key_scales.len();
    scores.resize(length * width, 0.0);
    multiply(tiles, queries, keys, &mut Scaled { out: scores, width, rows: &queries.scales, scales: key_scales, bias: &[] });
    weights.reset(length, length);
    for (row, scores) in scores.chunks_exact_mut(width).enumerate() {
        let scores = &mut scores[..length];
        let top = largest(scores);
        for score in &mut *scores {
            *score = exp(*score - top);
        }
        // The weights' own sum: at least that of the largest, which is `LARGEST_WEIGHT`.
        let sum = weights.write(row, scores, LARGEST_WEIGHT);
        weights.scales[row] = 1.0 / sum as f32;
    }
    let out = &mut seen[head * HEAD_WIDTH..];
    multiply(tiles, weights, values, &mut Scaled { out, width: WIDTH, rows: &weights.scales, scales: value_scales, bias: &[] });
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::super::weights::WeightFile;
    use super::super::wordpiece::{WordBuffer, WordPiece};
    use super::super::{EMBEDDED, heads::Heads};
    use super::*;

    /// What `training/fixtures.py` computed with the unquantised weights.
    #[derive(Deserialize)]
    struct KnownVectors {
        words: Vec<(String, Vec<String>)>,
        pieces: Vec<u32>,
        features: Vec<u8>,
        after_one_layer: Vec<Vec<f32>>,
        tag_scores: Vec<Vec<f32>>,
    }

    fn known() -> KnownVectors {
        serde_json::from_str(include_str!("known_vectors.json")).unwrap()
    }

    #[test]
    fn words_have_the_training_scripts_pieces() {
        let file = WeightFile::open(EMBEDDED).unwrap();
        let vocabulary: Vec<&str> = file.lines("vocabulary").unwrap().collect();
        let wordpiece = WordPiece::new(vocabulary.iter().copied()).unwrap();
        for (word, expected) in known().words {
            let mut pieces = Vec::new();
            wordpiece.cut(&word, &mut WordBuffer::default(), &mut pieces);
            let pieces: Vec<&str> = pieces.iter().map(|piece| vocabulary[*piece as usize]).collect();
            assert_eq!(pieces, expected, "{word}");
        }
    }

    #[test]
    fn a_window_has_the_training_scripts_states() {
        let file = WeightFile::open(EMBEDDED).unwrap();
        let encoder = Encoder::read(&file, |bytes| Cow::Owned(bytes.to_vec())).unwrap();
        let heads = Heads::read(&file, |bytes| Cow::Owned(bytes.to_vec())).unwrap();
        let known = known();
        let mut room = Workspace::default();
        let states = encoder.encode_to(1, Machine::detect(), &known.pieces, &known.features, &mut room);
        for (row, expected) in states.chunks_exact(WIDTH).zip(&known.after_one_layer) {
            for (value, expected) in row.iter().zip(expected) {
                assert!((value - expected).abs() < 0.05, "{value} {expected}");
            }
        }
        let states = encoder.encode(Machine::detect(), &known.pieces, &known.features, &mut room);
        for (row, expected) in heads.tag_scores(Machine::detect(), states).iter().zip(&known.tag_scores) {
            for (value, expected) in row.iter().zip(expected) {
                assert!((value - expected).abs() < 0.6, "{value} {expected}");
            }
        }
    }

    #[test]
    fn every_machine_computes_the_same_bits() {
        let file = WeightFile::open(EMBEDDED).unwrap();
        let encoder = Encoder::read(&file, |bytes| Cow::Owned(bytes.to_vec())).unwrap();
        let known = known();
        let states = |machine| {
            let mut room = Workspace::default();
            let states = encoder.encode(machine, &known.pieces, &known.features, &mut room);
            states.iter().map(|value| value.to_bits()).collect::<Vec<_>>()
        };
        let expected = states(Machine::Portable);
        for machine in Machine::all() {
            assert_eq!(states(machine), expected, "{machine:?}");
        }
    }
}
