//! Documents as accidents leave them.

/// Numbers that look random and are the same on every run (Knuth, The Art of Computer Programming, 3.3.4).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }

    fn any<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// What may stand in the place of a word: what ends things, what begins them, and what has a meaning of its own.
const HOSTILE: &[&str] = &[
    "",
    "null",
    "[]",
    "{}",
    "''",
    "\t",
    "\n",
    ": ",
    "- ",
    "&a ",
    "*a",
    "<<: ",
    "{$",
    "}",
    "$",
    "#/",
    "~",
    "é",
    "\u{1F600}",
    "\"",
    "'",
    "%",
    "|",
    ">",
    "!!str ",
    "? ",
    "---\n",
    "$ref",
    "true",
    "1e999",
    "-1",
    "\u{0}",
    "\r\n",
    "$steps.",
    "$inputs.a.b#/",
    "$components.parameters",
    "'#'",
    "[[[",
    "\u{feff}",
    "2024-01-01",
];

pub(crate) type Mutation = fn(&str, &mut Numbers) -> String;

/// Ways to spoil a text, each at a place that the numbers choose.
pub(crate) const MUTATIONS: &[Mutation] = &[
    cut,
    cut,
    cut,
    // A bit has turned over.
    |text, numbers| {
        let mut bytes = text.as_bytes().to_vec();
        let at = numbers.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << numbers.below(8);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    },
    // A line is missing.
    |text, numbers| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.remove(numbers.below(lines.len()));
        lines.join("\n")
    },
    // A line stands there twice.
    |text, numbers| {
        let mut lines: Vec<&str> = text.lines().collect();
        let line = lines[numbers.below(lines.len())];
        lines.insert(numbers.below(lines.len()), line);
        lines.join("\n")
    },
    // Two lines have changed places.
    |text, numbers| {
        let mut lines: Vec<&str> = text.lines().collect();
        let (one, other) = (numbers.below(lines.len()), numbers.below(lines.len()));
        lines.swap(one, other);
        lines.join("\n")
    },
    // Something else stands in the place of a word.
    |text, numbers| {
        let words: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let word = numbers.any(&words);
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        format!(
            "{}{}{}",
            &text[..start],
            numbers.any(HOSTILE),
            &text[start + word.len()..]
        )
    },
];

/// The end is missing.
fn cut(text: &str, numbers: &mut Numbers) -> String {
    text[..boundary(text, numbers.below(text.len()))].to_owned()
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
