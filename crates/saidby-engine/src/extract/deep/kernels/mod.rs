//! Products of integer matrices, the bulk of the encoder's work.
//!
//! Activations are 14-bit integers, weights 8-bit ones, both widened to 16 (the weights a panel at a time); sums
//! are exact in 32 bits, so that every machine, whatever vectors it has, gets the same result. A product is computed
//! in tiles of [`TILE_ROWS`] rows by [`PANEL`] columns; both sides are stored in the order in which a tile reads them.

mod machine;
mod tiles;

use std::borrow::Cow;

use super::arithmetic::MAGIC;

pub use self::machine::Instructions;
pub(super) use self::machine::{Machine, Work};
pub(super) use self::tiles::{PANEL, Tiles};
use self::tiles::{PanelPairs, TILE_ROWS, TilePairs};

/// The right side of a product: columns in panels of [`PANEL`], each panel pair by pair; both dimensions padded with
/// zeros.
pub(super) trait Columns {
    /// How many columns, without padding.
    fn count(&self) -> usize;

    /// The panel at `index`; `room` is for those that are stored in fewer bits.
    fn panel<'p>(&'p self, index: usize, room: &'p mut Vec<PanelPairs>) -> &'p [PanelPairs];
}

/// Columns that are written again for each window.
#[derive(Clone, Debug, Default)]
pub(super) struct Panels {
    columns: usize,
    /// Pairs in a column, padding included.
    pairs: usize,
    values: Vec<PanelPairs>,
}

impl Panels {
    /// Forgets its contents and takes a new shape: `columns` columns of `length` zeros.
    pub(super) fn reset(&mut self, columns: usize, length: usize) {
        self.columns = columns;
        self.pairs = length.div_ceil(2);
        self.values.clear();
        self.values.resize(columns.div_ceil(PANEL) * self.pairs, [[0; 2]; PANEL]);
    }

    /// Writes a whole column: `values` times `step`, rounded.
    #[inline(always)]
    pub(super) fn write_column(&mut self, column: usize, values: &[f32], step: f32) {
        let start = column / PANEL * self.pairs;
        let panel = &mut self.values[start..start + self.pairs];
        for (panel, values) in panel.chunks_mut(ROUNDED / 2).zip(values.chunks(ROUNDED)) {
            let mut rounded = [0; ROUNDED];
            for (rounded, value) in rounded.iter_mut().zip(values) {
                *rounded = round(value * step);
            }
            for (pairs, pair) in panel.iter_mut().zip(rounded.as_chunks::<2>().0) {
                pairs[column % PANEL] = *pair;
            }
        }
    }

    /// Writes the values at `2 * pair` and behind it of all columns, each times its column's step, rounded. A row that is
    /// not there is zeros.
    #[inline(always)]
    pub(super) fn write_pair(&mut self, pair: usize, [first, second]: [&[f32]; 2], steps: &[f32]) {
        let columns = first.chunks(PANEL).zip(second.chunks(PANEL)).zip(steps.chunks(PANEL));
        for (panel, ((first, second), steps)) in columns.enumerate() {
            let pairs = &mut self.values[panel * self.pairs + pair];
            for (((pair, first), second), step) in pairs.iter_mut().zip(first).zip(second).zip(steps) {
                *pair = [round(first * step), round(second * step)];
            }
        }
    }
}

impl Columns for Panels {
    #[inline(always)]
    fn count(&self) -> usize {
        self.columns
    }

    #[inline(always)]
    fn panel<'p>(&'p self, index: usize, _room: &'p mut Vec<PanelPairs>) -> &'p [PanelPairs] {
        &self.values[index * self.pairs..(index + 1) * self.pairs]
    }
}

/// Bytes of a pair of every column of a panel.
const PAIR_BYTES: usize = 2 * PANEL;

/// Weights where and as the weight file holds them: panels of bytes, which are widened when they are read. Several
/// matrices with as many columns each may be side by side.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    matrices: Vec<Cow<'static, [u8]>>,
    columns_of_each: usize,
    pairs: usize,
}

/// Bytes that a matrix of `columns` columns of `length` takes.
pub(super) fn packed_bytes(columns: usize, length: usize) -> Option<usize> {
    columns.div_ceil(PANEL).checked_mul(length.div_ceil(2))?.checked_mul(PAIR_BYTES)
}

impl Weights {
    /// Matrices of `columns` columns of `length` each. `None` where one has not the bytes of that, or leaves a gap in
    /// its last panel before the next.
    pub(super) fn new(matrices: Vec<Cow<'static, [u8]>>, columns: usize, length: usize) -> Option<Self> {
        let bytes = packed_bytes(columns, length)?;
        let whole = matrices.len() <= 1 || columns.is_multiple_of(PANEL);
        (whole && matrices.iter().all(|matrix| matrix.len() == bytes)).then(|| Self {
            matrices,
            columns_of_each: columns,
            pairs: length.div_ceil(2),
        })
    }
}

impl Columns for Weights {
    #[inline(always)]
    fn count(&self) -> usize {
        self.matrices.len() * self.columns_of_each
    }

    #[inline(always)]
    fn panel<'p>(&'p self, index: usize, room: &'p mut Vec<PanelPairs>) -> &'p [PanelPairs] {
        let of_each = self.columns_of_each.div_ceil(PANEL);
        let start = index % of_each * self.pairs * PAIR_BYTES;
        let bytes = &self.matrices[index / of_each][start..start + self.pairs * PAIR_BYTES];
        room.resize(self.pairs, [[0; 2]; PANEL]);
        for (wide, narrow) in room.iter_mut().zip(bytes.as_chunks::<PAIR_BYTES>().0) {
            for (wide, narrow) in wide.as_flattened_mut().iter_mut().zip(narrow) {
                *wide = i16::from(*narrow as i8);
            }
        }
        room
    }
}

/// Rows of integers with a scale each, stored tile by tile.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// Rows, without padding.
    pub rows: usize,
    /// Pairs in a row, padding included.
    pub pairs: usize,
    values: Vec<TilePairs>,
    /// What one step of each row is worth.
    pub scales: Vec<f32>,
}

impl Rows {
    /// Forgets its contents and takes a new shape: `rows` rows of `length` zeros.
    pub(super) fn reset(&mut self, rows: usize, length: usize) {
        self.rows = rows;
        self.pairs = length.div_ceil(2);
        let tiles = rows.div_ceil(TILE_ROWS);
        self.values.clear();
        self.values.resize(tiles * self.pairs, [[0; 2]; TILE_ROWS]);
        self.scales.clear();
        self.scales.resize(tiles * TILE_ROWS, 0.0);
    }

    /// Writes `values` as row `row`, rounded to multiples of a scale chosen so that the largest becomes `largest`.
    #[inline(always)]
    pub(super) fn quantise(&mut self, row: usize, values: &[f32], largest: f32) {
        let top = super::arithmetic::largest_magnitude(values);
        let step = if top > 0.0 { largest / top } else { 0.0 };
        self.scales[row] = top / largest;
        self.write(row, values, step);
    }

    /// Writes `values` times `step`, rounded, as row `row`; returns the sum of the integers.
    #[inline(always)]
    pub(super) fn write(&mut self, row: usize, values: &[f32], step: f32) -> i32 {
        let lane = row % TILE_ROWS;
        let start = row / TILE_ROWS * self.pairs;
        let tiles = &mut self.values[start..start + self.pairs];
        let mut sum = 0;
        // Many are rounded side by side before each pair goes to its own place.
        for (tiles, values) in tiles.chunks_mut(ROUNDED / 2).zip(values.chunks(ROUNDED)) {
            let mut rounded = [0; ROUNDED];
            for (rounded, value) in rounded.iter_mut().zip(values) {
                *rounded = round(value * step);
            }
            sum += rounded.iter().map(|value| i32::from(*value)).sum::<i32>();
            for (tile, pair) in tiles.iter_mut().zip(rounded.as_chunks::<2>().0) {
                tile[lane] = *pair;
            }
        }
        sum
    }

    #[inline(always)]
    fn tile(&self, index: usize) -> &[TilePairs] {
        &self.values[index * self.pairs..(index + 1) * self.pairs]
    }
}

/// Values that are rounded at once.
const ROUNDED: usize = 64;

/// To the nearest integer, ties to even; exact below 2^15.
#[inline(always)]
pub(super) fn round(value: f32) -> i16 {
    (value + MAGIC).to_bits() as i16
}

/// What is done with the sums of a product. `take` must be `#[inline(always)]`: a closure would be compiled without the
/// machine's instructions wherever it is called from more than one place.
pub(super) trait Take {
    /// Gets a row, the first column of a panel, and their sums.
    fn take(&mut self, row: usize, column: usize, sums: &[i32; PANEL]);
}

/// Multiplies all rows by all panels.
#[inline(always)]
pub(super) fn multiply<T: Tiles>(tiles: T, rows: &Rows, columns: &impl Columns, take: &mut impl Take) {
    let count = columns.count().div_ceil(PANEL);
    let mut rooms = [Vec::new(), Vec::new()];
    for panel in (0..count).step_by(2) {
        let [room, other] = &mut rooms;
        let first = columns.panel(panel, room);
        let second = (panel + 1 < count).then(|| columns.panel(panel + 1, other));
        for tile in 0..rows.rows.div_ceil(TILE_ROWS) {
            let both = match second {
                Some(second) => tiles.two(rows.tile(tile), first, second),
                None => [tiles.one(rows.tile(tile), first), [[0; PANEL]; TILE_ROWS]],
            };
            for (offset, sums) in both.iter().enumerate().take(count - panel) {
                for (lane, sums) in sums.iter().enumerate().take(rows.rows - tile * TILE_ROWS) {
                    take.take(tile * TILE_ROWS + lane, (panel + offset) * PANEL, sums);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Product<'a> {
        rows: &'a Rows,
        weights: &'a Weights,
        out: &'a mut Vec<(usize, usize, [i32; PANEL])>,
    }

    impl Work for Product<'_> {
        #[inline(always)]
        fn run<T: Tiles>(self, tiles: T) {
            multiply(tiles, self.rows, self.weights, &mut Push(self.out));
        }
    }

    struct Push<'a>(&'a mut Vec<(usize, usize, [i32; PANEL])>);

    impl Take for Push<'_> {
        #[inline(always)]
        fn take(&mut self, row: usize, column: usize, sums: &[i32; PANEL]) {
            self.0.push((row, column, *sums));
        }
    }

    /// Rows of weights (one row an output, `length` values each) as the training packs them.
    fn packed(weights: &[i8], length: usize) -> Vec<u8> {
        let columns = weights.len() / length;
        let mut bytes = vec![0; packed_bytes(columns, length).unwrap()];
        for (column, row) in weights.chunks_exact(length).enumerate() {
            for (at, value) in row.iter().enumerate() {
                let pair = column / PANEL * length.div_ceil(2) + at / 2;
                bytes[pair * PAIR_BYTES + column % PANEL * 2 + at % 2] = *value as u8;
            }
        }
        bytes
    }

    #[test]
    fn matrices_stand_side_by_side_only_where_they_leave_no_gap() {
        let of = |count: usize, columns: usize| {
            Weights::new(vec![Cow::Owned(vec![0; packed_bytes(columns, 6).unwrap()]); count], columns, 6)
        };
        assert!(of(1, 17).is_some_and(|weights| weights.count() == 17));
        assert!(of(3, 32).is_some_and(|weights| weights.count() == 96));
        assert!(of(2, 17).is_none());
        assert!(Weights::new(vec![Cow::Owned(vec![0; 95])], 16, 6).is_none());
    }

    #[test]
    fn every_machine_gets_the_same_sums() {
        let mut state = 7u32;
        let mut random = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as i16
        };
        for (count, length, columns) in [(1, 3, 1), (6, 32, 40), (9, 385, 33)] {
            let mut rows = Rows::default();
            rows.reset(count, length);
            let a: Vec<Vec<f32>> = (0..count).map(|_| (0..length).map(|_| f32::from(random() % 8192)).collect()).collect();
            for (row, values) in a.iter().enumerate() {
                rows.write(row, values, 1.0);
            }
            let weights: Vec<i8> = (0..columns * length).map(|_| (random() % 128) as i8).collect();
            let columns_of = Weights::new(vec![Cow::Owned(packed(&weights, length))], columns, length).unwrap();
            let mut results = Vec::new();
            for machine in Machine::all() {
                let mut out = Vec::new();
                machine.run(Product { rows: &rows, weights: &columns_of, out: &mut out });
                results.push(out);
            }
            assert!(results.iter().all(|result| *result == results[0]));
            for (row, first, sums) in &results[0] {
                for (offset, sum) in sums.iter().enumerate().take(columns - first) {
                    let column = first + offset;
                    let weights = &weights[column * length..(column + 1) * length];
                    let expected: i32 = a[*row].iter().zip(weights).map(|(x, w)| *x as i32 * i32::from(*w)).sum();
                    assert_eq!(*sum, expected);
                }
            }
        }
    }

    #[test]
    fn rounding_takes_the_nearest_even() {
        assert_eq!([0.5, 1.5, -2.5, 8190.6, -8191.4].map(round), [0, 2, -2, 8191, -8191]);
    }
}
