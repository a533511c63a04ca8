//! Text that has to fit into a place: lines of bounded width, and what XML cannot hold.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::visible::visible;

/// The width of a column, in pixels: that of the widest usual monospaced font at 12 pixels, and a little.
pub(super) const COLUMN: f64 = 7.3;
/// The height of a line, in pixels.
pub(super) const LINE: f64 = 15.0;

/// Lines that stand one below the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) lines: Vec<Line>,
}

/// A line of a block.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) is_bold: bool,
}

impl Line {
    /// How wide it is, in pixels.
    pub(super) fn width(&self) -> f64 {
        columns(&self.text) * COLUMN
    }
}

impl Block {
    /// How wide its widest line is, in pixels.
    pub(super) fn width(&self) -> f64 {
        self.lines.iter().map(Line::width).fold(0.0, f64::max)
    }

    /// How high it is, in pixels.
    pub(super) fn height(&self) -> f64 {
        self.lines.iter().map(|_| LINE).sum()
    }

    /// Lines below these.
    pub(super) fn append(&mut self, mut more: Self) {
        self.lines.append(&mut more.lines);
    }
}

fn columns(text: &str) -> f64 {
    u32::try_from(text.width()).map_or(f64::MAX, f64::from)
}

/// Text in at most so many lines of at most so many columns, broken between words where it can be. What does not fit
/// is cut, with an ellipsis.
pub(super) fn wrap(text: &str, width: usize, most: usize, is_bold: bool) -> Block {
    let text = visible(text);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for character in word.chars() {
            if line.width() + character.width().unwrap_or(0) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(character);
        }
        if lines.len() > most {
            break;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while last.width() >= width {
                last.pop();
            }
            last.push('…');
        }
    }
    let lines = lines.into_iter().map(|text| Line { text, is_bold });
    Block {
        lines: lines.collect(),
    }
}
