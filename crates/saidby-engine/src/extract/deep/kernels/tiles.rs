//! Tiles: the sums of a few rows with one panel of columns, with the instructions of each kind of machine.

/// Rows of a tile: with a panel of them AVX2's sixteen registers are just full (twelve sums, two halves of the panel's
/// pairs, one pair of a row), and each pair that is read from memory is used as often as can be.
pub(in crate::extract::deep) const TILE_ROWS: usize = 6;
/// Columns of a panel.
pub(in crate::extract::deep) const PANEL: usize = 16;

/// Two neighbouring values of one row: what one multiply-and-add instruction takes.
type Pair = [i16; 2];
/// A pair of every row of a tile.
pub(in crate::extract::deep) type TilePairs = [Pair; TILE_ROWS];
/// A pair of every column of a panel.
pub(in crate::extract::deep) type PanelPairs = [Pair; PANEL];
/// The sums of a tile with one panel.
pub(in crate::extract::deep) type Sums = [[i32; PANEL]; TILE_ROWS];

/// How one kind of machine multiplies a tile's rows by panels.
pub(in crate::extract::deep) trait Tiles: Copy {
    /// Sums with one panel.
    fn one(self, rows: &[TilePairs], panel: &[PanelPairs]) -> Sums;

    /// Sums with two panels.
    #[inline(always)]
    fn two(self, rows: &[TilePairs], first: &[PanelPairs], second: &[PanelPairs]) -> [Sums; 2] {
        [self.one(rows, first), self.one(rows, second)]
    }
}

#[derive(Clone, Copy)]
pub(super) struct PortableTiles;

impl Tiles for PortableTiles {
    #[inline(always)]
    fn one(self, rows: &[TilePairs], panel: &[PanelPairs]) -> Sums {
        let mut sums = [[0i32; PANEL]; TILE_ROWS];
        for (pairs, columns) in rows.iter().zip(panel) {
            for (sum, pair) in sums.iter_mut().zip(pairs) {
                for (sum, column) in sum.iter_mut().zip(columns) {
                    *sum += i32::from(pair[0]) * i32::from(column[0]) + i32::from(pair[1]) * i32::from(column[1]);
                }
            }
        }
        sums
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) mod x86 {
    use super::{PANEL, PanelPairs, Sums, TILE_ROWS, TilePairs, Tiles};
    use pulp::x86::{V3, V4};
    use pulp::{cast, i16x16, i16x32, i32x8, i32x16};

    #[derive(Clone, Copy)]
    pub(in super::super) struct Avx2Tiles(pub V3);

    impl Tiles for Avx2Tiles {
        #[inline(always)]
        fn one(self, rows: &[TilePairs], panel: &[PanelPairs]) -> Sums {
            // Indices instead of iterators over the rows: only so do the sums stay in registers in every build.
            let simd = self.0;
            let mut left = [simd.splat_i32x8(0); TILE_ROWS];
            let mut right = left;
            for (pairs, columns) in rows.iter().zip(panel) {
                let [one, two]: [i16x16; 2] = cast(*columns);
                for row in 0..TILE_ROWS {
                    let pair: i16x16 = cast(simd.splat_i32x8(cast(pairs[row])));
                    left[row] = simd.wrapping_add_i32x8(left[row], simd.multiply_wrapping_add_adjacent_i16x16(pair, one));
                    right[row] = simd.wrapping_add_i32x8(right[row], simd.multiply_wrapping_add_adjacent_i16x16(pair, two));
                }
            }
            let mut sums = [[0; PANEL]; TILE_ROWS];
            for row in 0..TILE_ROWS {
                sums[row] = cast::<[i32x8; 2], [i32; PANEL]>([left[row], right[row]]);
            }
            sums
        }
    }

    #[derive(Clone, Copy)]
    pub(in super::super) struct Avx512Tiles(pub V4);

    impl Tiles for Avx512Tiles {
        #[inline(always)]
        fn one(self, rows: &[TilePairs], panel: &[PanelPairs]) -> Sums {
            let simd = self.0;
            let mut sums = [simd.splat_i32x16(0); TILE_ROWS];
            for (pairs, columns) in rows.iter().zip(panel) {
                let columns: i16x32 = cast(*columns);
                for row in 0..TILE_ROWS {
                    let pair: i16x32 = cast(simd.splat_i32x16(cast(pairs[row])));
                    sums[row] = simd.wrapping_add_i32x16(sums[row], simd.multiply_wrapping_add_adjacent_i16x32(pair, columns));
                }
            }
            cast::<[i32x16; TILE_ROWS], Sums>(sums)
        }

        #[inline(always)]
        fn two(self, rows: &[TilePairs], first: &[PanelPairs], second: &[PanelPairs]) -> [Sums; 2] {
            let simd = self.0;
            let mut left = [simd.splat_i32x16(0); TILE_ROWS];
            let mut right = left;
            for ((pairs, one), two) in rows.iter().zip(first).zip(second) {
                let one: i16x32 = cast(*one);
                let two: i16x32 = cast(*two);
                for row in 0..TILE_ROWS {
                    let pair: i16x32 = cast(simd.splat_i32x16(cast(pairs[row])));
                    left[row] = simd.wrapping_add_i32x16(left[row], simd.multiply_wrapping_add_adjacent_i16x32(pair, one));
                    right[row] = simd.wrapping_add_i32x16(right[row], simd.multiply_wrapping_add_adjacent_i16x32(pair, two));
                }
            }
            [cast::<[i32x16; TILE_ROWS], Sums>(left), cast::<[i32x16; TILE_ROWS], Sums>(right)]
        }
    }
}
