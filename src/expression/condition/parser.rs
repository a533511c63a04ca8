//! Words into a tree, by precedence: accessors, `!`, comparison, `&&`, `||` (A23).

use super::super::{Malformed, Part};
use super::slip::unclosed;
use super::token::{Kind, Token, is_number, tokens};
use super::{Condition, Reference, Term, TermKind};
use crate::version::Version;

/// How deep groups and `!` may stand inside each other. What calls itself needs a bound; nobody writes this many.
const DEEPEST: usize = 64;

/// What was read, or what is wrong.
pub(super) type Read<T> = Result<T, Malformed>;

pub(super) struct Parser<'a> {
    pub(super) whole: Part<'a>,
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) next: usize,
    depth: usize,
}

/// Reads a simple condition (Criterion Object). The parser stops at the first thing that breaks the grammar.
pub fn condition(text: &str, version: Version) -> Condition<'_> {
    let mut parser = Parser {
        whole: Part::whole(text),
        tokens: tokens(text, version),
        next: 0,
        depth: 0,
    };
    match parser.condition() {
        Ok(term) => Condition {
            term: Some(term),
            malformed: None,
        },
        Err(malformed) => Condition {
            term: None,
            malformed: Some(malformed),
        },
    }
}

impl<'a> Parser<'a> {
    fn condition(&mut self) -> Read<Term<'a>> {
        let term = self.or()?;
        match self.peek() {
            None => Ok(term),
            Some(_) => Err(self.left_over(&term)),
        }
    }

    fn or(&mut self) -> Read<Term<'a>> {
        self.joined(Self::and, |kind| matches!(kind, Kind::Or), TermKind::Or)
    }

    fn and(&mut self) -> Read<Term<'a>> {
        self.joined(Self::not, |kind| matches!(kind, Kind::And), TermKind::And)
    }

    fn joined(
        &mut self,
        operand: fn(&mut Self) -> Read<Term<'a>>,
        joins: fn(&Kind<'a>) -> bool,
        kind: fn(Vec<Term<'a>>) -> TermKind<'a>,
    ) -> Read<Term<'a>> {
        let start = self.next;
        let first = operand(self)?;
        let mut terms = vec![first];
        while self.peek().is_some_and(|token| joins(&token.kind)) {
            self.next += 1;
            terms.push(operand(self)?);
        }
        if terms.len() > 1 {
            let text = self.since(start);
            return Ok(Term {
                text,
                kind: kind(terms),
            });
        }
        Ok(terms.remove(0))
    }

    fn not(&mut self) -> Read<Term<'a>> {
        let start = self.next;
        if !self
            .peek()
            .is_some_and(|token| matches!(token.kind, Kind::Not))
        {
            return self.comparison();
        }
        self.deeper(|parser| {
            parser.next += 1;
            let negated = match parser.peek().map(|token| &token.kind) {
                Some(Kind::Not) => parser.not()?,
                _ => parser.operand()?,
            };
            if let Some(Kind::Compare(comparison)) = parser.peek().map(|token| &token.kind) {
                let comparison = *comparison;
                return Err(parser.ambiguous_not(start, &negated, comparison));
            }
            Ok(Term {
                text: parser.since(start),
                kind: TermKind::Not(Box::new(negated)),
            })
        })
    }

    fn comparison(&mut self) -> Read<Term<'a>> {
        let start = self.next;
        let left = self.operand()?;
        let Some(Kind::Compare(comparison)) = self.peek().map(|token| &token.kind) else {
            return Ok(left);
        };
        let comparison = *comparison;
        let operator = self.tokens[self.next].text;
        self.next += 1;
        let right = self.operand()?;
        let text = self.since(start);
        if self
            .peek()
            .is_some_and(|token| matches!(token.kind, Kind::Compare(_)))
        {
            return Err(self.chained(text, &right));
        }
        Ok(Term {
            text,
            kind: TermKind::Compare {
                comparison,
                operator,
                operands: Box::new((left, right)),
            },
        })
    }

    fn operand(&mut self) -> Read<Term<'a>> {
        let Some(token) = self.peek() else {
            return Err(self.ends_early());
        };
        let text = token.text;
        let kind = match &token.kind {
            Kind::Reference(reference) => TermKind::Reference(Reference::clone(reference)),
            Kind::String { closed: true } => TermKind::String,
            Kind::Number if is_number(text.text) => TermKind::Number,
            Kind::Word if text.text == "null" => TermKind::Null,
            Kind::Word if text.text == "true" => TermKind::Boolean(true),
            Kind::Word if text.text == "false" => TermKind::Boolean(false),
            Kind::Open => return self.deeper(Self::group),
            _ => return Err(self.no_operand()),
        };
        self.next += 1;
        Ok(Term { text, kind })
    }

    fn group(&mut self) -> Read<Term<'a>> {
        let open = self.tokens[self.next].text;
        self.next += 1;
        let is_empty = |token: &Token<'_>| matches!(token.kind, Kind::Close);
        if self.peek().is_some_and(is_empty) {
            return Err(self.empty_group(open));
        }
        let term = self.or()?;
        match self.peek().map(|token| &token.kind) {
            Some(Kind::Close) => {
                self.next += 1;
                Ok(term)
            }
            Some(_) => Err(self.left_over(&term)),
            None => Err(unclosed(open)),
        }
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Read<Term<'a>>) -> Read<Term<'a>> {
        if self.depth == DEEPEST {
            return Err(self.too_deep(DEEPEST));
        }
        self.depth += 1;
        let term = read(self);
        self.depth -= 1;
        term
    }

    pub(super) fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.next)
    }

    /// The text from the word at `start` to the last one that was read.
    pub(super) fn since(&self, start: usize) -> Part<'a> {
        let from = self.tokens[start].text.start;
        let to = self.tokens[self.next - 1].text.end();
        Part {
            text: &self.whole.text[from..to],
            start: from,
        }
    }
}
