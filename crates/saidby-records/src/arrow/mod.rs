//! Answers as a stream of Apache Arrow: one row per article with nested claims, or one flat row per claim.
//!
//! The format is written here by hand: the columns need seven types of Arrow, and the crates that know all of them would
//! add a megabyte to the program. `tests/readers/arrow.py` reads the result with pyarrow, Polars and DuckDB.
//!
//! Offsets are signed 32-bit integers, because Spark has no unsigned ones.

mod column;
mod flatbuffer;
mod rows;

use column::{Batch, Column, TooLarge};
use flatbuffer::{Table, Value, buffer};

use crate::processor::{Answer, Processor};
use crate::record::{Code, Failure};

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rows {
    /// An article, its claims nested.
    #[default]
    Articles,
    /// A claim. Articles without claims have no row, and neither have records that could not be read.
    Claims,
}

/// What every message begins with.
const MESSAGE: [u8; 4] = [0xff; 4];
/// The end of a stream.
pub const END: [u8; 8] = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0];

impl Processor {
    /// The beginning of a stream: its schema.
    pub fn arrow_schema(&self, rows: Rows) -> Vec<u8> {
        let columns = rows::columns(self, rows, &[]);
        let fields = columns.iter().map(Column::field).collect();
        let schema = vec![Some(Value::I16(0)), Some(Value::Tables(fields))];
        message(1, schema, Vec::new())
    }

    /// Answers as the next part of a stream; [`END`] follows the last one.
    pub fn arrow(&self, rows: Rows, answers: &[Answer]) -> Vec<u8> {
        let columns = rows::columns(self, rows, answers);
        let length = columns.first().map_or(0, Column::len);
        let mut batch = Batch::default();
        match columns.iter().try_for_each(|column| column.write(&mut batch)) {
            Ok(()) => {
                let Batch { nodes, buffers, body } = batch;
                let header = vec![Some(Value::I64(length as i64)), Some(Value::Pairs(&nodes)), Some(Value::Pairs(&buffers))];
                message(3, header, body)
            }
            Err(TooLarge) => self.in_parts(rows, answers),
        }
    }

    /// Answers that are too large for one batch, in smaller ones. An answer that is too large alone is refused.
    fn in_parts(&self, rows: Rows, answers: &[Answer]) -> Vec<u8> {
        match answers {
            [] => Vec::new(),
            [one] => {
                let failure = Failure::new(Code::TooLong, "the answer is too large for Arrow; use --format jsonl");
                let refused = self.refused(one.n, failure);
                // Without its kept values, which may be what is too large.
                self.arrow(rows, &[Answer { id: one.id.clone(), ..refused }])
            }
            _ => {
                let (first, second) = answers.split_at(answers.len() / 2);
                [self.arrow(rows, first), self.arrow(rows, second)].concat()
            }
        }
    }
}

/// A message with its body. `kind` is a number of the union `MessageHeader` in Arrow's Message.fbs.
fn message(kind: u8, header: Table<'_>, mut body: Vec<u8>) -> Vec<u8> {
    /// Version 5 of the metadata: Arrow 1.0 and later.
    const VERSION: i16 = 4;
    let root =
        vec![Some(Value::I16(VERSION)), Some(Value::U8(kind)), Some(Value::Table(header)), Some(Value::I64(body.len() as i64))];
    let about = buffer(&root);
    let mut out = Vec::with_capacity(MESSAGE.len() + 4 + about.len() + body.len());
    out.extend(MESSAGE);
    out.extend(u32::try_from(about.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(about);
    out.append(&mut body);
    out
}

#[cfg(test)]
mod tests {
    use saidby_engine::extract::Options;

    use super::*;
    use crate::processor::Settings;

    #[test]
    fn messages_follow_each_other() {
        let processor = Processor::new(Settings { options: Options::fast(), ..Settings::default() });
        let line = "{\"id\": 7, \"text\": \"👩 “We are closed,” harbour master Ana Diaz told the Port Vell Herald on Monday.\"}";
        let answers = [processor.answer(0, line.as_bytes()), processor.answer(1, b"{"), processor.answer(2, line.as_bytes())];
        for rows in [Rows::Articles, Rows::Claims] {
            for part in [processor.arrow_schema(rows), processor.arrow(rows, &answers), processor.arrow(rows, &[])] {
                assert_eq!(part[..4], MESSAGE);
                assert!(part.len().is_multiple_of(8), "the next message is aligned, too");
            }
            let parts = processor.in_parts(rows, &answers);
            let one = processor.arrow(rows, &answers[..1]);
            assert!(parts.starts_with(&one) && parts.len() > one.len());
        }
        let refused = processor.in_parts(Rows::Articles, &answers[..1]);
        assert!(refused.windows(8).any(|bytes| bytes == b"too_long") && !refused.windows(9).any(|bytes| bytes == b"Port Vell"));
    }
}
