//! The text of every document, byte spans in it, and the way from an offset to a line and a column.

use std::ops::Range;
use std::sync::OnceLock;

/// Names one document of a run. Ids are given in a fixed order, so they are the same on every run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A byte range in one document; the end is exclusive. Lines and columns are computed only when rendering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The document that the range lies in.
    pub source: SourceId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// A place as people count it: lines and columns from 1, columns in Unicode code points, the offset in bytes from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
    /// Byte offset, from 0.
    pub offset: u32,
}

/// One document's text under the name that people know it by.
#[derive(Debug)]
pub struct Source {
    id: SourceId,
    name: String,
    text: String,
    line_starts: OnceLock<Vec<u32>>,
    /// How many code points stand before each block of the text.
    counted: OnceLock<Vec<u32>>,
}

/// The bytes of a block: lines that are longer are not counted from their beginning for each place in them.
const BLOCK: usize = 4096;

const BYTE_ORDER_MARK: char = '\u{feff}';

impl Source {
    /// Takes a text of less than 4 GiB; the loader's size limit lies far below.
    pub fn new(id: SourceId, name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            text: text.into(),
            line_starts: OnceLock::new(),
            counted: OnceLock::new(),
        }
    }

    /// The id that spans of this document carry.
    pub fn id(&self) -> SourceId {
        self.id
    }

    /// The path as reports show it: relative to the working directory, with `/`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, a byte order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The offsets at which lines begin.
    pub fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0)
                .chain(breaks.map(|at| offset(at + 1)))
                .collect()
        })
    }

    /// The line (from 0) that an offset lies on.
    pub fn line_of(&self, at: u32) -> usize {
        self.line_starts().partition_point(|start| *start <= at) - 1
    }

    /// The byte range of a line (from 0) without its line break, or `None` behind the last one.
    pub fn line_range(&self, line: usize) -> Option<std::ops::Range<usize>> {
        let start = *self.line_starts().get(line)? as usize;
        let end = self
            .line_starts()
            .get(line + 1)
            .map_or(self.text.len(), |next| *next as usize);
        let content = self.text[start..end].trim_end_matches(['\n', '\r']);
        Some(start..start + content.len())
    }

    /// The line and column of an offset; an offset inside a character counts as the character's.
    pub fn position(&self, at: u32) -> Position {
        let line = self.line_of(at);
        let start = self.line_starts()[line] as usize;
        let mut end = (at as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        Position {
            line: number(line + 1),
            column: number(self.code_points(start..end) + 1),
            offset: at,
        }
    }

    /// How many code points the beginning of a line has. Editors do not show a byte order mark, so it does not count.
    pub fn code_points(&self, range: Range<usize>) -> usize {
        let text = &self.text[range.clone()];
        if text.len() <= BLOCK {
            return text.trim_start_matches(BYTE_ORDER_MARK).chars().count();
        }
        let marks = text.len() - text.trim_start_matches(BYTE_ORDER_MARK).len();
        let before = |at: usize| self.code_points_before(at);
        before(range.end) - before(range.start) - marks / BYTE_ORDER_MARK.len_utf8()
    }

    fn code_points_before(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let counted = self.counted.get_or_init(|| {
            let mut sum = 0;
            let blocks = bytes.chunks(BLOCK).map(|block| {
                let before = sum;
                sum += offset(beginnings(block));
                before
            });
            blocks.collect()
        });
        // At the very end of the text no block may begin.
        let block = (at / BLOCK).min(counted.len().saturating_sub(1));
        let before = counted.get(block).map_or(0, |count| *count as usize);
        before + beginnings(&bytes[block * BLOCK..at])
    }
}

/// How many characters begin in some bytes of a text.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The name of a document as it is from the folder that its own begins in: `a/b` and `../c.yaml` give `a/c.yaml`. What
/// names a place by itself (a URL, an absolute path) stays.
pub fn path_below(folder: &str, name: &str) -> String {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    if folder.is_empty() || name.starts_with(['/', '\\']) || has_drive || name.contains("://") {
        return name.to_owned();
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(name.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// An index into a text as the offset that spans carry. Texts are shorter than 4 GiB (`Source::new`).
pub fn offset(index: usize) -> u32 {
    u32::try_from(index).expect("texts are shorter than 4 GiB")
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a text of less than 4 GiB has fewer lines and columns than that")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, at: u32, line: u32, column: u32) {
        let source = Source::new(SourceId(0), "a.yaml", text);
        assert_eq!(
            source.position(at),
            Position {
                line,
                column,
                offset: at
            }
        );
    }

    #[test]
    fn positions_count_code_points_from_one() {
        check("", 0, 1, 1);
        check("a\nb", 2, 2, 1);
        check("é: x", 4, 1, 4);
        check("é", 1, 1, 1);
        check("a\r\nb\r\n", 6, 3, 1);
        check("\u{feff}a: 1", 3, 1, 1);
    }

    #[test]
    fn long_lines_are_counted_in_blocks() {
        let text = format!("\u{feff}a\n\u{feff}{}", "éa😀".repeat(4_000));
        let source = Source::new(SourceId(0), "a.yaml", text.clone());
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]).skip(3) {
            let column = text[5..at].chars().filter(|one| *one != '\u{feff}').count() + 1;
            assert_eq!(source.position(offset(at)).column as usize, column, "{at}");
        }
    }

    #[test]
    fn names_can_begin_elsewhere() {
        let check = |folder, name, expected| assert_eq!(path_below(folder, name), expected);
        check("", "../a.yaml", "../a.yaml");
        check("services/shop", "a.yaml", "services/shop/a.yaml");
        check("services/shop/", "../../c/./a.yaml", "c/a.yaml");
        check("services", "../../a.yaml", "../a.yaml");
        check("services", "/a.yaml", "/a.yaml");
        check("services", "C:\\a.yaml", "C:\\a.yaml");
        check("services", "https://a.example/b", "https://a.example/b");
    }

    #[test]
    fn a_line_has_no_line_break() {
        let source = Source::new(SourceId(0), "a.yaml", "a\r\nbc\n");
        assert_eq!(source.line_range(0), Some(0..1));
        assert_eq!(source.line_range(1), Some(3..5));
        assert_eq!(source.line_range(2), Some(6..6));
        assert_eq!(source.line_range(3), None);
    }
}
