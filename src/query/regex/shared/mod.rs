//! What a regular expression finds in the three digits of a status code, where all dialects agree on it.
//!
//! Arazzo names no dialect (A22), so only the part that they share is understood: characters, classes, `^`, `$`, `\b`,
//! groups, alternatives, repetition. Every part becomes a table of the places from which it leads to others; a text of
//! three characters has four places. Nothing is tried twice, so nothing can take long.

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{
    AssertionKind, Ast, ClassPerlKind, ClassSet, ClassSetItem, GroupKind, Literal, LiteralKind,
    Repetition, RepetitionKind, RepetitionRange,
};

/// Longer expressions are not understood: each is held against every code.
const LONGEST: usize = 256;

/// The places of three characters: before each, and behind the last.
const PLACES: usize = 4;

/// A regular expression whose meaning no dialect disputes.
#[derive(Debug)]
pub struct SharedRegex {
    tree: Ast,
}

impl SharedRegex {
    /// Reads an expression without embedded ones. `None` where dialects differ, or might.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let tree = Parser::new().parse(text).ok()?;
        // Any three digits tell whether all of it is understood.
        reach(&tree, text, *b"000")?;
        Some(Self { tree })
    }

    /// Whether it finds something in three digits, anywhere in them.
    pub fn finds(&self, digits: [u8; 3]) -> bool {
        // The source text only matters for what was refused before.
        reach(&self.tree, "", digits).is_some_and(|table| table.0.iter().any(|ends| *ends != 0))
    }
}

/// For each place where a part may begin, the places where it may end, one bit for each.
#[derive(Clone, Copy, PartialEq)]
struct Table([u8; PLACES]);

impl Table {
    const NOTHING: Self = Self([0; PLACES]);

    /// What stays where it is, wherever `holds`.
    fn standing(holds: impl Fn(usize) -> bool) -> Self {
        let mut table = Self::NOTHING;
        for place in (0..PLACES).filter(|place| holds(*place)) {
            table.0[place] = 1 << place;
        }
        table
    }

    /// What goes over one character, wherever `takes` does.
    fn stepping(digits: [u8; 3], takes: impl Fn(u8) -> bool) -> Self {
        let mut table = Self::NOTHING;
        for (place, digit) in digits.into_iter().enumerate() {
            if takes(digit) {
                table.0[place] = 1 << (place + 1);
            }
        }
        table
    }

    fn or(self, other: Self) -> Self {
        let mut table = self;
        for (ends, more) in table.0.iter_mut().zip(other.0) {
            *ends |= more;
        }
        table
    }

    fn then(self, next: Self) -> Self {
        let mut table = Self::NOTHING;
        for (ends, middles) in table.0.iter_mut().zip(self.0) {
            for place in (0..PLACES).filter(|place| middles & (1 << place) != 0) {
                *ends |= next.0[place];
            }
        }
        table
    }

    /// Nothing goes back, so beyond that many times no place is new and none is lost.
    fn times(self, count: u32) -> Self {
        let anywhere = Self::standing(|_| true);
        (0..PLACES)
            .zip(0..count)
            .fold(anywhere, |table, _| table.then(self))
    }
}

fn reach(tree: &Ast, text: &str, digits: [u8; 3]) -> Option<Table> {
    let anywhere = Table::standing(|_| true);
    Some(match tree {
        Ast::Empty(_) => anywhere,
        Ast::Literal(literal) => {
            let character = plain(literal)?;
            Table::stepping(digits, |digit| char::from(digit) == character)
        }
        Ast::Dot(_) => Table::stepping(digits, |_| true),
        Ast::Assertion(assertion) => {
            let is_edge = |place| place == 0 || place == PLACES - 1;
            match assertion.kind {
                AssertionKind::StartLine => Table::standing(|place| place == 0),
                AssertionKind::EndLine => Table::standing(|place| place == PLACES - 1),
                AssertionKind::WordBoundary => Table::standing(is_edge),
                AssertionKind::NotWordBoundary => Table::standing(|place| !is_edge(place)),
                _ => return None,
            }
        }
        Ast::ClassPerl(class) => {
            let takes = perl(&class.kind) != class.negated;
            Table::stepping(digits, |_| takes)
        }
        Ast::ClassBracketed(class) => {
            let ClassSet::Item(item) = &class.kind else {
                return None;
            };
            // Whether the items are understood does not depend on the character.
            takes(item, '0')?;
            Table::stepping(digits, |digit| {
                takes(item, digit.into()) == Some(!class.negated)
            })
        }
        Ast::Repetition(repetition) => repeated(repetition, text, digits)?,
        Ast::Group(group) => {
            let has_flags = match &group.kind {
                GroupKind::NonCapturing(flags) => !flags.items.is_empty(),
                GroupKind::CaptureIndex(_) | GroupKind::CaptureName { .. } => false,
            };
            if has_flags {
                return None;
            }
            reach(&group.ast, text, digits)?
        }
        Ast::Alternation(alternation) => {
            let mut table = Table::NOTHING;
            for part in &alternation.asts {
                table = table.or(reach(part, text, digits)?);
            }
            table
        }
        Ast::Concat(concat) => {
            let mut table = anywhere;
            for part in &concat.asts {
                table = table.then(reach(part, text, digits)?);
            }
            table
        }
        Ast::Flags(_) | Ast::ClassUnicode(_) => return None,
    })
}

fn repeated(repetition: &Repetition, text: &str, digits: [u8; 3]) -> Option<Table> {
    // A second sign behind the first means something else in each family, and some cannot repeat a place.
    if matches!(*repetition.ast, Ast::Repetition(_) | Ast::Assertion(_)) {
        return None;
    }
    // `{,3}` is plain text to some.
    let span = repetition.op.span;
    let sign = text.get(span.start.offset..span.end.offset);
    if sign.is_some_and(|sign| sign.starts_with("{,") || sign.contains(char::is_whitespace)) {
        return None;
    }
    let once = reach(&repetition.ast, text, digits)?;
    let (least, most) = match repetition.op.kind {
        RepetitionKind::ZeroOrOne => (0, Some(1)),
        RepetitionKind::ZeroOrMore => (0, None),
        RepetitionKind::OneOrMore => (1, None),
        RepetitionKind::Range(RepetitionRange::Exactly(count)) => (count, Some(count)),
        RepetitionKind::Range(RepetitionRange::AtLeast(least)) => (least, None),
        RepetitionKind::Range(RepetitionRange::Bounded(least, most)) => (least, Some(most)),
    };
    let optional = Table::standing(|_| true).or(once);
    let more = most.map_or(u32::MAX, |most| most.saturating_sub(least));
    Some(once.times(least).then(optional.times(more)))
}

/// The character that a literal stands for in every dialect.
fn plain(literal: &Literal) -> Option<char> {
    match literal.kind {
        LiteralKind::Verbatim
        | LiteralKind::Meta
        | LiteralKind::Superfluous
        | LiteralKind::Special(_)
        | LiteralKind::HexFixed(_) => Some(literal.c),
        LiteralKind::Octal | LiteralKind::HexBrace(_) => None,
    }
}

/// Whether such a class has the digits.
fn perl(kind: &ClassPerlKind) -> bool {
    match kind {
        ClassPerlKind::Digit | ClassPerlKind::Word => true,
        ClassPerlKind::Space => false,
    }
}

/// Whether an item of a class takes a digit; `None` where dialects differ.
fn takes(item: &ClassSetItem, digit: char) -> Option<bool> {
    // A bracket that comes first closes the class in ECMAScript.
    let plain = |literal: &Literal| {
        let is_bracket = literal.kind == LiteralKind::Verbatim && literal.c == ']';
        plain(literal).filter(|_| !is_bracket)
    };
    Some(match item {
        ClassSetItem::Empty(_) => false,
        ClassSetItem::Literal(literal) => plain(literal)? == digit,
        ClassSetItem::Range(range) => (plain(&range.start)?..=plain(&range.end)?).contains(&digit),
        ClassSetItem::Perl(class) => perl(&class.kind) != class.negated,
        ClassSetItem::Union(union) => {
            let mut any = false;
            for item in &union.items {
                any |= takes(item, digit)?;
            }
            any
        }
        ClassSetItem::Ascii(_) | ClassSetItem::Unicode(_) | ClassSetItem::Bracketed(_) => {
            return None;
        }
    })
}

#[cfg(test)]
mod tests;
