//! The machines that the products run on, and how work is compiled for each.

#[cfg(target_arch = "x86_64")]
use super::tiles::x86::{Avx2Tiles, Avx512Tiles};
use super::tiles::{PortableTiles, Tiles};

/// Instructions that a processor may have. The results are the same with all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instructions {
    /// What every processor of its architecture has.
    Portable,
    /// AVX2.
    Avx2,
    /// AVX-512 (F, BW, CD, DQ and VL).
    Avx512,
}

/// The instructions that are used.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract::deep) enum Machine {
    /// What every machine of this architecture has.
    Portable,
    /// x86-64 with AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2(pulp::x86::V3),
    /// x86-64 with AVX-512.
    #[cfg(target_arch = "x86_64")]
    Avx512(pulp::x86::V4),
}

/// Work that is compiled once for every kind of machine. `run` must be `#[inline(always)]`.
pub(in crate::extract::deep) trait Work {
    /// Does the work with the tiles of one kind of machine.
    fn run<T: Tiles>(self, tiles: T);
}

/// Work with its tiles, as pulp calls it.
#[cfg(target_arch = "x86_64")]
struct Run<W, T> {
    work: W,
    tiles: T,
}

#[cfg(target_arch = "x86_64")]
impl<W: Work, T: Tiles> pulp::NullaryFnOnce for Run<W, T> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.work.run(self.tiles);
    }
}

impl Machine {
    /// The best that this machine has.
    pub(in crate::extract::deep) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(simd) = pulp::x86::V4::try_new() {
                return Self::Avx512(simd);
            }
            if let Some(simd) = pulp::x86::V3::try_new() {
                return Self::Avx2(simd);
            }
        }
        Self::Portable
    }

    /// These instructions, where this machine has them.
    pub(in crate::extract::deep) fn of(instructions: Instructions) -> Option<Self> {
        match instructions {
            Instructions::Portable => Some(Self::Portable),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => pulp::x86::V3::try_new().map(Self::Avx2),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => pulp::x86::V4::try_new().map(Self::Avx512),
            #[cfg(not(target_arch = "x86_64"))]
            _ => None,
        }
    }

    /// All that can run here, best last.
    #[cfg(test)]
    pub(in crate::extract::deep) fn all() -> Vec<Self> {
        [Instructions::Portable, Instructions::Avx2, Instructions::Avx512].into_iter().filter_map(Self::of).collect()
    }

    /// Runs `work` with these instructions.
    pub(in crate::extract::deep) fn run(self, work: impl Work) {
        match self {
            Self::Portable => work.run(PortableTiles),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(simd) => simd.vectorize(Run { work, tiles: Avx2Tiles(simd) }),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(simd) => simd.vectorize(Run { work, tiles: Avx512Tiles(simd) }),
        }
    }
}
