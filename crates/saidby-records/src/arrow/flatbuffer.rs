//! The part of the FlatBuffers encoding that Arrow's messages need, written from front to back.
//!
//! A table follows its vtable, and its children follow the table, so every offset points forward.

/// A value of a table's field.
#[derive(Debug)]
pub enum Value<'a> {
    /// A boolean.
    Bool(bool),
    /// The type of a union.
    U8(u8),
    /// An enumeration.
    I16(i16),
    /// A number.
    I32(i32),
    /// A large number.
    I64(i64),
    /// Text.
    Text(&'a str),
    /// A table.
    Table(Table<'a>),
    /// A list of tables.
    Tables(Vec<Table<'a>>),
    /// A list of structures of two large numbers each.
    Pairs(&'a [[i64; 2]]),
}

/// The fields of a table, each in its slot; `None` leaves a field out.
pub type Table<'a> = Vec<Option<Value<'a>>>;

/// A buffer with this table as its root, padded to a multiple of 8 bytes.
pub fn buffer(root: &Table<'_>) -> Vec<u8> {
    let mut out = vec![0; 4];
    let at = table(&mut out, root);
    patch(&mut out, 0, at);
    align(&mut out, 8);
    out
}

fn align(out: &mut Vec<u8>, to: usize) {
    out.resize(out.len().next_multiple_of(to), 0);
}

/// Writes at `place` how far it is from there to `target`.
fn patch(out: &mut [u8], place: usize, target: usize) {
    let distance = u32::try_from(target - place).unwrap_or(u32::MAX);
    if let Some(bytes) = out.get_mut(place..place + 4) {
        bytes.copy_from_slice(&distance.to_le_bytes());
    }
}

fn size(value: &Value<'_>) -> usize {
    match value {
        Value::Bool(_) | Value::U8(_) => 1,
        Value::I16(_) => 2,
        Value::I64(_) => 8,
        Value::I32(_) | Value::Text(_) | Value::Table(_) | Value::Tables(_) | Value::Pairs(_) => 4,
    }
}

/// Writes a table and returns its place.
fn table(out: &mut Vec<u8>, fields: &Table<'_>) -> usize {
    // Where each field is, from the start of the table: after the offset of the vtable, each at a multiple of its size.
    let mut end = 4;
    let places: Vec<usize> = fields
        .iter()
        .map(|field| {
            let Some(size) = field.as_ref().map(size) else { return 0 };
            let place = usize::next_multiple_of(end, size);
            end = place + size;
            place
        })
        .collect();
    let vtable_size = 4 + 2 * fields.len();
    // The table is at a multiple of 8, its vtable just before it.
    let start = (out.len() + vtable_size).next_multiple_of(8);
    let vtable = start - vtable_size;
    out.resize(vtable, 0);
    let short = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes();
    out.extend(short(vtable_size));
    out.extend(short(end));
    places.iter().for_each(|place| out.extend(short(*place)));
    out.extend(u32::try_from(vtable_size).unwrap_or(u32::MAX).to_le_bytes());
    out.resize(start + end, 0);
    for (field, place) in fields.iter().zip(places) {
        let place = start + place;
        let mut set = |bytes: &[u8]| {
            if let Some(there) = out.get_mut(place..place + bytes.len()) {
                there.copy_from_slice(bytes);
            }
        };
        match field {
            None => {}
            Some(Value::Bool(value)) => set(&[u8::from(*value)]),
            Some(Value::U8(value)) => set(&[*value]),
            Some(Value::I16(value)) => set(&value.to_le_bytes()),
            Some(Value::I32(value)) => set(&value.to_le_bytes()),
            Some(Value::I64(value)) => set(&value.to_le_bytes()),
            Some(Value::Table(child)) => {
                let at = table(out, child);
                patch(out, place, at);
            }
            Some(Value::Text(text)) => {
                let at = length(out, text.len(), 4);
                out.extend(text.as_bytes());
                out.push(0);
                patch(out, place, at);
            }
            Some(Value::Tables(tables)) => {
                let at = length(out, tables.len(), 4);
                let first = out.len();
                out.resize(first + 4 * tables.len(), 0);
                patch(out, place, at);
                for (index, child) in tables.iter().enumerate() {
                    let at = table(out, child);
                    patch(out, first + 4 * index, at);
                }
            }
            Some(Value::Pairs(pairs)) => {
                let at = length(out, pairs.len(), 8);
                pairs.as_flattened().iter().for_each(|number| out.extend(number.to_le_bytes()));
                patch(out, place, at);
            }
        }
    }
    start
}

/// Writes the length of a vector so that its first item is at a multiple of `to`, and returns its place.
fn length(out: &mut Vec<u8>, items: usize, to: usize) -> usize {
    while !(out.len() + 4).is_multiple_of(to) {
        out.push(0);
    }
    out.extend(u32::try_from(items).unwrap_or(u32::MAX).to_le_bytes());
    out.len() - 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(bytes: &[u8], at: usize) -> usize {
        u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
    }

    /// Where a field of the table at `table` is.
    fn field(bytes: &[u8], table: usize, slot: usize) -> usize {
        let vtable = table - number(bytes, table);
        let place = vtable + 4 + 2 * slot;
        table + usize::from(u16::from_le_bytes(bytes[place..place + 2].try_into().unwrap()))
    }

    #[test]
    fn tables_are_found_again_and_aligned() {
        let pairs = [[1, 2], [3, 4]];
        let child = vec![Some(Value::Text("abc")), Some(Value::Bool(true))];
        let root = vec![
            Some(Value::I16(4)),
            None,
            Some(Value::I64(-7)),
            Some(Value::Tables(vec![child])),
            Some(Value::Pairs(&pairs)),
            Some(Value::Tables(Vec::new())),
        ];
        let bytes = buffer(&root);
        assert!(bytes.len().is_multiple_of(8));
        let root = number(&bytes, 0);
        assert_eq!(bytes[field(&bytes, root, 0)], 4);
        assert_eq!(field(&bytes, root, 1), root, "what is left out has no place");
        let large = field(&bytes, root, 2);
        assert!(large.is_multiple_of(8));
        assert_eq!(bytes[large..large + 8], (-7i64).to_le_bytes());
        let follow = |at: usize| at + number(&bytes, at);
        let list = follow(field(&bytes, root, 3));
        assert_eq!(number(&bytes, list), 1);
        let child = follow(list + 4);
        let text = follow(field(&bytes, child, 0));
        assert_eq!((number(&bytes, text), &bytes[text + 4..text + 8]), (3, &b"abc\0"[..]));
        assert_eq!(bytes[field(&bytes, child, 1)], 1);
        let list = follow(field(&bytes, root, 4));
        assert_eq!((number(&bytes, list), (list + 4) % 8, bytes[list + 4 + 16]), (2, 0, 3));
        assert_eq!(number(&bytes, follow(field(&bytes, root, 5))), 0);
    }
}
