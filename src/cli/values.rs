//! The values of flags: what their text means, and what to write if it means nothing.

use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::targets::Output;
use crate::load::Mapping;
use crate::near::near;
use crate::report::Format;

// A file may be called `a=b`: only the name of a format is taken for one.
pub(super) fn output(text: &str) -> Result<Output, String> {
    let (format, file) = match text.split_once('=') {
        Some((name, file)) => match Format::from_str(name, false) {
            Ok(format) => (Some(format), file),
            Err(_) => {
                let values: Vec<PossibleValue> = Format::value_variants()
                    .iter()
                    .filter_map(|format| format.to_possible_value())
                    .collect();
                let close = near(name, values.iter().map(PossibleValue::get_name));
                if !close.is_empty() {
                    let close = close.join("` or `");
                    return Err(format!(
                        "no format is called `{name}`: did you mean `{close}`?"
                    ));
                }
                (None, text)
            }
        },
        None => (None, text),
    };
    match file {
        "" => Err("write `FILE` or `FORMAT=FILE`".to_owned()),
        "-" => Ok(Output { format, file: None }),
        file => Ok(Output {
            format,
            file: Some(PathBuf::from(file)),
        }),
    }
}

// URLs contain `=` more often than paths do, so the last one separates.
pub(super) fn mapping(text: &str) -> Result<Mapping, String> {
    match text.rsplit_once('=') {
        Some((from, to)) if !from.is_empty() && !to.is_empty() => Ok(Mapping {
            from: from.to_owned(),
            to: PathBuf::from(to),
        }),
        _ => Err("write `URL=PATH` or `NAME=PATH`".to_owned()),
    }
}

// A port would mean nothing: a host is believed or not.
pub(super) fn host(text: &str) -> Result<String, &'static str> {
    let name = text.strip_prefix("*.").unwrap_or(text);
    let is_address = name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    match is_address || (!name.is_empty() && name.bytes().all(is_name)) {
        true => Ok(text.to_owned()),
        false => {
            Err("write a name such as `api.example.com`, or an address, without scheme and port")
        }
    }
}

pub(super) fn jobs(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "write a number from 1")
}
