//! Columns: values gathered one by one, in the layout that Arrow prescribes.

use super::flatbuffer::{Table, Value};

/// A column cannot be written: its texts have more than 2 GB, which is as far as its offsets reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// A column with its name. Every column may hold nulls.
#[derive(Debug)]
pub struct Column {
    name: &'static str,
    valid: Bits,
    values: Values,
}

#[derive(Debug)]
enum Values {
    Text { offsets: Vec<i32>, bytes: Vec<u8>, too_large: bool },
    Flags(Bits),
    Int32(Vec<u8>),
    Int64(Vec<u8>),
    Float64(Vec<u8>),
    List { offsets: Vec<i32>, item: Box<Column> },
    Structure(Vec<Column>),
}

#[derive(Debug, Default)]
struct Bits {
    bytes: Vec<u8>,
    length: usize,
    zeros: usize,
}

impl Bits {
    fn push(&mut self, bit: bool) {
        if self.length.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (self.length % 8);
        }
        self.length += 1;
        self.zeros += usize::from(!bit);
    }
}

impl Column {
    fn new(name: &'static str, values: Values) -> Self {
        Self { name, valid: Bits::default(), values }
    }

    /// A column of texts.
    pub fn text<T: AsRef<str>>(name: &'static str, items: impl IntoIterator<Item = Option<T>>) -> Self {
        let (mut offsets, mut bytes, mut too_large, mut valid) = (vec![0], Vec::new(), false, Bits::default());
        for item in items {
            valid.push(item.is_some());
            let text = item.as_ref().map_or("", AsRef::as_ref);
            if let Ok(end) = i32::try_from(bytes.len() + text.len()) {
                bytes.extend_from_slice(text.as_bytes());
                offsets.push(end);
            } else {
                too_large = true;
                offsets.push(offsets.last().copied().unwrap_or_default());
            }
        }
        Self { name, valid, values: Values::Text { offsets, bytes, too_large } }
    }

    /// A column of texts without nulls.
    pub fn words<T: AsRef<str>>(name: &'static str, items: impl IntoIterator<Item = T>) -> Self {
        Self::text(name, items.into_iter().map(Some))
    }

    /// A column of booleans.
    pub fn flags(name: &'static str, items: impl IntoIterator<Item = Option<bool>>) -> Self {
        let (mut flags, mut valid) = (Bits::default(), Bits::default());
        for item in items {
            valid.push(item.is_some());
            flags.push(item.unwrap_or_default());
        }
        Self { name, valid, values: Values::Flags(flags) }
    }

    /// A column of numbers.
    pub fn int32(name: &'static str, items: impl IntoIterator<Item = Option<usize>>) -> Self {
        let mut column = Self::new(name, Values::Int32(Vec::new()));
        for item in items {
            column.valid.push(item.is_some());
            if let Values::Int32(bytes) = &mut column.values {
                bytes.extend(i32::try_from(item.unwrap_or_default()).unwrap_or(i32::MAX).to_le_bytes());
            }
        }
        column
    }

    /// A column of large numbers.
    pub fn int64(name: &'static str, items: impl IntoIterator<Item = u64>) -> Self {
        let mut column = Self::new(name, Values::Int64(Vec::new()));
        for item in items {
            column.valid.push(true);
            if let Values::Int64(bytes) = &mut column.values {
                bytes.extend(i64::try_from(item).unwrap_or(i64::MAX).to_le_bytes());
            }
        }
        column
    }

    /// A column of numbers with digits after the point.
    pub fn float64(name: &'static str, items: impl IntoIterator<Item = f64>) -> Self {
        let mut column = Self::new(name, Values::Float64(Vec::new()));
        for item in items {
            column.valid.push(true);
            if let Values::Float64(bytes) = &mut column.values {
                bytes.extend(item.to_le_bytes());
            }
        }
        column
    }

    /// A column of lists with so many items each; `None` is a null. `items` has the items of all lists, one after the other.
    pub fn lists(name: &'static str, lengths: impl IntoIterator<Item = Option<usize>>, items: Self) -> Self {
        let (mut offsets, mut valid, mut end) = (vec![0], Bits::default(), 0usize);
        for length in lengths {
            valid.push(length.is_some());
            end += length.unwrap_or_default();
            offsets.push(i32::try_from(end).unwrap_or(i32::MAX));
        }
        let item = Box::new(Self { name: "item", ..items });
        Self { name, valid, values: Values::List { offsets, item } }
    }

    /// A column of structures without nulls. `parts` have the same length.
    pub fn structures(name: &'static str, parts: Vec<Self>) -> Self {
        let mut column = Self::new(name, Values::Structure(Vec::new()));
        (0..parts.first().map_or(0, Self::len)).for_each(|_| column.valid.push(true));
        column.values = Values::Structure(parts);
        column
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.valid.length
    }

    fn children(&self) -> &[Self] {
        match &self.values {
            Values::List { item, .. } => std::slice::from_ref(item),
            Values::Structure(parts) => parts,
            _ => &[],
        }
    }

    /// The column as a field of a schema.
    pub fn field(&self) -> Table<'_> {
        let number = |bits| vec![Some(Value::I32(bits)), Some(Value::Bool(true))];
        // The numbers are those of the union `Type` in Arrow's Schema.fbs; 2 is double precision.
        let (kind, about) = match &self.values {
            Values::Int32(_) => (2, number(32)),
            Values::Int64(_) => (2, number(64)),
            Values::Float64(_) => (3, vec![Some(Value::I16(2))]),
            Values::Text { .. } => (5, Vec::new()),
            Values::Flags(_) => (6, Vec::new()),
            Values::List { .. } => (12, Vec::new()),
            Values::Structure(_) => (13, Vec::new()),
        };
        let children = self.children().iter().map(Self::field).collect();
        vec![
            Some(Value::Text(self.name)),
            Some(Value::Bool(true)),
            Some(Value::U8(kind)),
            Some(Value::Table(about)),
            None,
            Some(Value::Tables(children)),
        ]
    }

    /// Adds the column to a batch: its length and number of nulls, and its buffers.
    pub fn write(&self, batch: &mut Batch) -> Result<(), TooLarge> {
        batch.nodes.push([self.valid.length as i64, self.valid.zeros as i64]);
        // Without nulls, the list of them is left out.
        batch.put(if self.valid.zeros == 0 { &[] } else { &self.valid.bytes });
        match &self.values {
            Values::Text { too_large: true, .. } => return Err(TooLarge),
            Values::Text { offsets, bytes, .. } => {
                batch.put_numbers(offsets);
                batch.put(bytes);
            }
            Values::Flags(bits) => batch.put(&bits.bytes),
            Values::Int32(bytes) | Values::Int64(bytes) | Values::Float64(bytes) => batch.put(bytes),
            Values::List { offsets, item } => {
                if i32::try_from(item.len()).is_err() {
                    return Err(TooLarge);
                }
                batch.put_numbers(offsets);
            }
            Values::Structure(_) => {}
        }
        self.children().iter().try_for_each(|child| child.write(batch))
    }
}

/// The parts of a record batch.
#[derive(Debug, Default)]
pub struct Batch {
    /// Length and nulls of each column.
    pub nodes: Vec<[i64; 2]>,
    /// Place and length of each buffer in the body.
    pub buffers: Vec<[i64; 2]>,
    /// The buffers, each at a multiple of 8 bytes.
    pub body: Vec<u8>,
}

impl Batch {
    fn put(&mut self, bytes: &[u8]) {
        self.buffers.push([self.body.len() as i64, bytes.len() as i64]);
        self.body.extend_from_slice(bytes);
        self.body.resize(self.body.len().next_multiple_of(8), 0);
    }

    fn put_numbers(&mut self, numbers: &[i32]) {
        let start = self.body.len();
        numbers.iter().for_each(|number| self.body.extend(number.to_le_bytes()));
        self.buffers.push([start as i64, (self.body.len() - start) as i64]);
        self.body.resize(self.body.len().next_multiple_of(8), 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_layout_of_arrow() {
        let words = Column::words("w", ["a", "bc", "d"]);
        let column = Column::lists("l", [Some(2), None, Some(1)], words);
        let mut batch = Batch::default();
        column.write(&mut batch).unwrap();
        assert_eq!(batch.nodes, [[3, 1], [3, 0]]);
        let buffer = |index: usize| {
            let [start, length] = batch.buffers[index];
            &batch.body[start as usize..(start + length) as usize]
        };
        assert_eq!(buffer(0), [0b101]);
        let numbers = |numbers: [i32; 4]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>();
        assert_eq!(buffer(1), numbers([0, 2, 2, 3]));
        assert_eq!((buffer(2).len(), buffer(3).to_vec(), buffer(4)), (0, numbers([0, 1, 3, 4]), &b"abcd"[..]));
        assert!(batch.buffers.iter().all(|[start, _]| start % 8 == 0) && batch.body.len().is_multiple_of(8));
        let mut flags = Batch::default();
        Column::flags("f", (0..9).map(|n| (n != 1).then_some(n != 0))).write(&mut flags).unwrap();
        assert_eq!(
            (flags.nodes[0], &flags.body[..2], &flags.body[8..10]),
            ([9, 1], &[0b1111_1101, 1][..], &[0b1111_1100, 1][..])
        );
    }
}
