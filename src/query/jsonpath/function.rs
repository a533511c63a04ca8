//! The functions of RFC 9535, what they take and what they give.

use super::super::Fault;
use super::super::cursor::{Cursor, Read};
use super::super::mask::is_hole;
use super::filter::{Operand, operand, unexpected};
use super::{Selects, blanks};
use crate::near::near;

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    /// A value, to be compared.
    Value,
    /// Yes or no: a test.
    Truth,
    /// Unknown, for its name is an embedded expression.
    Anything,
}

/// What a function takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// One value.
    Value,
    /// What a query selects.
    Nodes,
}

struct Function {
    name: &'static str,
    takes: &'static [Takes],
    gives: Gives,
    example: &'static str,
}

const FUNCTIONS: [Function; 5] = [
    Function {
        name: "length",
        takes: &[Takes::Value],
        gives: Gives::Value,
        example: "length(@.name) > 0",
    },
    Function {
        name: "count",
        takes: &[Takes::Nodes],
        gives: Gives::Value,
        example: "count(@.items[*]) > 0",
    },
    Function {
        name: "match",
        takes: &[Takes::Value, Takes::Value],
        gives: Gives::Truth,
        example: "match(@.name, '[a-z]+')",
    },
    Function {
        name: "search",
        takes: &[Takes::Value, Takes::Value],
        gives: Gives::Truth,
        example: "search(@.name, '[a-z]+')",
    },
    Function {
        name: "value",
        takes: &[Takes::Nodes],
        gives: Gives::Value,
        example: "value(@..name) == 'x'",
    },
];

fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

/// Whether JSONPath has a function of that name.
pub(super) fn is_known(name: &str) -> bool {
    find(name).is_some()
}

/// How a function is used.
pub(super) fn example(name: &str) -> &'static str {
    find(name).map_or("", |function| function.example)
}

/// Reads a call; its name begins at `start` and has been read.
pub(super) fn call(cursor: &mut Cursor<'_>, start: usize) -> Read<Gives> {
    let name = start..cursor.at;
    let written = &cursor.text[name.clone()];
    let function = find(written);
    if function.is_none() && !written.contains(is_hole) {
        let names = FUNCTIONS.iter().map(|function| function.name);
        let fault = Fault::new(name, format!("JSONPath has no function `{written}`"));
        return Err(match near(written, names.clone()).first() {
            Some(close) => fault.help(format!("did you mean `{close}`?")),
            None => {
                let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
                fault.help(format!("it has {}", names.join(", ")))
            }
        }
        .into());
    }
    let opening = cursor.here();
    cursor.eat("(");
    blanks(cursor);
    let mut given = 0;
    while !cursor.eat(")") {
        if given > 0 && !cursor.eat(",") {
            if cursor.is_at_end() || cursor.looks_at("]") {
                return Err(Fault::new(opening, "`(` is never closed")
                    .help("add `)`")
                    .into());
            }
            return Err(unexpected(cursor, "`,` or `)`").into());
        }
        blanks(cursor);
        if cursor.is_at_end() {
            return Err(Fault::new(opening, "`(` is never closed")
                .help("add `)`")
                .into());
        }
        let first = cursor.at;
        let argument = operand(cursor)?;
        if let Some(takes) = function.and_then(|function| function.takes.get(given)) {
            fits(cursor, first, &argument, *takes)?;
        }
        given += 1;
        blanks(cursor);
    }
    let Some(function) = function else {
        return Ok(Gives::Anything);
    };
    if given == function.takes.len() {
        return Ok(function.gives);
    }
    let number = match function.takes.len() {
        1 => "one value",
        _ => "two values",
    };
    let range = cursor.since(start);
    let fault = Fault::new(range, format!("`{written}` takes {number}, not {given}"));
    Err(fault
        .help(format!("for example `{}`", function.example))
        .into())
}

fn fits(cursor: &Cursor<'_>, start: usize, argument: &Operand, takes: Takes) -> Read {
    let range = cursor.since(start);
    let written = cursor.quote(&range);
    let fault = match (takes, argument) {
        (Takes::Value, Operand::Query(Selects::Many)) => Fault::new(
            range,
            format!("{written} may select several values, and this function takes one"),
        )
        .help("`count` takes what a query selects"),
        (Takes::Value, Operand::Function(Gives::Truth)) => Fault::new(
            range,
            format!("{written} is a test, and this function takes a value"),
        ),
        (Takes::Nodes, Operand::Literal | Operand::Function(Gives::Value | Gives::Truth)) => {
            Fault::new(
                range,
                format!("{written} is no query, and this function takes one"),
            )
            .help("give it what selects something, such as `@.items[*]`")
        }
        _ => return Ok(()),
    };
    Err(fault.into())
}
