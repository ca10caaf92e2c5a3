//! Functions of floating-point numbers that give the same bits on every machine.
//!
//! The platform's `exp` and `tanh` differ in their last bits from system to system. These are built from
//! additions, multiplications, divisions and square roots alone, which IEEE 754 fixes, in an order that the
//! code fixes; the compiler may compute several at once but not reorder them.

/// Adding and taking away this rounds a number below 2^22 to the nearest integer.
pub(super) const MAGIC: f32 = 12_582_912.0;
/// Sums run in this many lanes.
const LANES: usize = 16;

/// e to the power of `x`, to about 1e-7 of its value; `x` is held to -87..88.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = if x < -87.0 { -87.0 } else { x };
    let x = if x > 88.0 { 88.0 } else { x };
    let shifted = x * std::f32::consts::LOG2_E + MAGIC;
    let whole = shifted - MAGIC;
    // ln 2 in two parts, so that the first product is exact.
    let rest = (x - whole * 0.693_359_4) - whole * -2.121_944_4e-4;
    let mut poly = 1.987_569_1e-4;
    for coefficient in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_66, 0.5] {
        poly = poly * rest + coefficient;
    }
    let fraction = poly * rest * rest + rest + 1.0;
    let exponent = (shifted.to_bits() as i32).wrapping_sub(MAGIC.to_bits() as i32);
    fraction * f32::from_bits(((exponent + 127) << 23) as u32)
}

/// The error function to about 2e-7 (Abramowitz and Stegun 7.1.26).
#[inline(always)]
fn erf(x: f32) -> f32 {
    let size = x.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * size);
    let mut poly = 1.061_405_4;
    for coefficient in [-1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6] {
        poly = poly * t + coefficient;
    }
    let value = 1.0 - poly * t * exp(-size * size);
    value.copysign(x)
}

/// The Gaussian error linear unit.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// The largest magnitude among `values`.
#[inline(always)]
pub(super) fn largest_magnitude(values: &[f32]) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = if value.abs() > *lane { value.abs() } else { *lane };
        }
    }
    for (lane, value) in lanes.iter_mut().zip(rest) {
        *lane = if value.abs() > *lane { value.abs() } else { *lane };
    }
    lanes.into_iter().fold(0.0, |top, lane| if lane > top { lane } else { top })
}

/// The largest of `values`.
#[inline(always)]
pub(super) fn largest(values: &[f32]) -> f32 {
    let mut lanes = [f32::MIN; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = if value > lane { *value } else { *lane };
        }
    }
    for (lane, value) in lanes.iter_mut().zip(rest) {
        *lane = if value > lane { *value } else { *lane };
    }
    lanes.into_iter().fold(f32::MIN, |top, lane| if lane > top { lane } else { top })
}

/// The sum of `of(value)` over `values`, in sixteen lanes that are added up in order at the end.
#[inline(always)]
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += of(*value);
        }
    }
    for (lane, value) in lanes.iter_mut().zip(rest) {
        *lane += of(*value);
    }
    let mut total = 0.0;
    for lane in lanes {
        total += lane;
    }
    total
}

/// Layer normalisation in place.
#[inline(always)]
pub(super) fn normalise(values: &mut [f32], weight: &[f32], bias: &[f32]) {
    let count = values.len() as f32;
    let mean = sum(values, |value| value) / count;
    let variance = sum(values, |value| (value - mean) * (value - mean)) / count;
    let scale = 1.0 / (variance + 1e-12).sqrt();
    for ((value, weight), bias) in values.iter_mut().zip(weight).zip(bias) {
        *value = (*value - mean) * scale * weight + bias;
    }
}

/// e to the power of `x` in double precision, to about 1e-13.
pub(in crate::extract) fn exp64(x: f64) -> f64 {
    let x = x.clamp(-700.0, 700.0);
    let whole = (x * std::f64::consts::LOG2_E).round_ties_even();
    let rest = (x - whole * 0.693_147_180_369_123_8) - whole * 1.908_214_929_270_587_7e-10;
    let mut term = 1.0;
    let mut total = 1.0;
    for n in 1..14 {
        term *= rest / f64::from(n);
        total += term;
    }
    total * f64::from_bits(((whole as i64 + 1023) << 52) as u64)
}

/// The natural logarithm of a positive, normal number, to about 1e-13.
pub(super) fn ln64(x: f64) -> f64 {
    let bits = x.to_bits();
    let mut exponent = ((bits >> 52) & 0x7ff) as i64 - 1023;
    let mut mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | (1023 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1;
    }
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let square = ratio * ratio;
    let mut power = ratio;
    let mut total = 0.0;
    for n in 0..13 {
        total += power / f64::from(2 * n + 1);
        power *= square;
    }
    2.0 * total + exponent as f64 * std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_to_the_platforms_functions() {
        for step in -2000..2000 {
            let x = step as f32 * 0.01;
            assert!((exp(x) / x.exp() - 1.0).abs() < 4e-7, "{x}");
            let y = f64::from(x) * 3.0;
            assert!((exp64(y) / y.exp() - 1.0).abs() < 1e-13, "{y}");
            if x > 0.0 {
                assert!((ln64(y) - y.ln()).abs() < 1e-13, "{y}");
            }
        }
        assert_eq!(exp(-1000.0), exp(-87.0));
        for (x, expected) in [(0.0, 0.0), (1.0, 0.841_344_8), (-1.0, -0.158_655_26), (3.0, 2.995_950_2), (-9.0, 0.0)] {
            assert!((gelu(x) - expected).abs() < 2e-6, "{x}");
        }
    }

    #[test]
    fn normalised_values_have_mean_zero() {
        let mut values: Vec<f32> = (0..37).map(|n| n as f32 * 0.3).collect();
        normalise(&mut values, &[1.0; 37], &[0.0; 37]);
        assert!(sum(&values, |value| value).abs() < 1e-4);
        assert!((sum(&values, |value| value * value) / 37.0 - 1.0).abs() < 1e-5);
    }
}
