//! The text of a picture that grows: groups, lines of text, paths.

use std::fmt::Write as _;

use super::layout::Point;
use super::text::{Block, LINE, Line};
use crate::visible::xml;

/// Text of a picture that grows.
#[derive(Default)]
pub(super) struct Svg {
    pub(super) text: String,
}

impl Svg {
    pub(super) fn push(&mut self, line: &str) {
        writeln!(self.text, "{line}").expect("a string takes whatever is written to it");
    }

    pub(super) fn group(&mut self, x: f64, y: f64, draw: impl FnOnce(&mut Self)) {
        self.push(&format!(
            "<g transform=\"translate({} {})\">",
            round(x),
            round(y)
        ));
        draw(self);
        self.push("</g>");
    }

    /// Lines from the left edge on, downwards from the top.
    pub(super) fn left(&mut self, block: &Block) {
        let mut y = LINE - 4.0;
        for line in &block.lines {
            self.line(line, 0.0, y, "");
            y += LINE;
        }
    }

    /// Lines around a point. The last one has the colour of a mark, where there is one.
    pub(super) fn centred(&mut self, centre: Point, block: &Block, mark: Option<&str>) {
        let mut y = centre.y - block.height() / 2.0 + LINE - 4.0;
        for (index, line) in block.lines.iter().enumerate() {
            let fill = match mark.filter(|_| index + 1 == block.lines.len()) {
                Some(colour) => format!(" fill=\"{colour}\""),
                None => String::new(),
            };
            self.line(line, centre.x - line.width() / 2.0, y, &fill);
            y += LINE;
        }
    }

    /// One line of text. Its length is told, so that a wider font cannot make it leave its place.
    fn line(&mut self, line: &Line, x: f64, y: f64, fill: &str) {
        let weight = if line.is_bold {
            " font-weight=\"bold\""
        } else {
            ""
        };
        self.push(&format!(
            "<text x=\"{}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"{weight}{fill}>{}</text>",
            round(x),
            round(y),
            round(line.width()),
            xml(&line.text)
        ));
    }
}

/// A path along points, rounded at each of them.
pub(super) fn curve(points: &[Point]) -> String {
    const RADIUS: f64 = 22.0;
    let at = |point: Point| format!("{} {}", round(point.x), round(point.y));
    let along = points.iter().enumerate().map(|(index, &corner)| {
        let before = index.checked_sub(1).and_then(|index| points.get(index));
        match (before, points.get(index + 1)) {
            (None, _) => format!("M{}", at(corner)),
            (_, None) => format!("L{}", at(corner)),
            (Some(before), Some(after)) => {
                let into = corner.towards(*before, RADIUS);
                let out = corner.towards(*after, RADIUS);
                format!("L{}Q{} {}", at(into), at(corner), at(out))
            }
        }
    });
    along.collect()
}

/// A tenth of a pixel is exact enough, and the same text everywhere.
pub(super) fn round(value: f64) -> f64 {
    let rounded = (value * 10.0).round() / 10.0;
    // Zero has no sign.
    if rounded == 0.0 { 0.0 } else { rounded }
}
