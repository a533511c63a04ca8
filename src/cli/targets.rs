//! Which reports are written, and where they go.

use std::path::PathBuf;

use crate::report::Format;

/// A report, and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Report {
    /// How it is written.
    pub(super) format: Format,
    /// The file; standard output if there is none.
    pub(super) file: Option<PathBuf>,
}

/// What `--output` asks for: a file, for one format or for the only one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    /// The format whose report goes there.
    pub(super) format: Option<Format>,
    /// Where it goes; standard output if nowhere else.
    pub(super) file: Option<PathBuf>,
}

/// The reports that `--format` and `--output` ask for together. A format that has no file of its own goes to standard
/// output, where there is room for one.
pub(super) fn reports(formats: &[Format], outputs: &[Output]) -> Result<Vec<Report>, String> {
    let mut formats = formats.to_vec();
    if formats.is_empty() {
        formats.push(Format::default());
    }
    let mut reports: Vec<Report> = Vec::new();
    for output in outputs.iter().filter(|output| output.format.is_some()) {
        let format = output.format.unwrap_or_default();
        formats.retain(|other| *other != format);
        reports.push(Report {
            format,
            file: output.file.clone(),
        });
    }
    let mut unnamed = outputs.iter().filter(|output| output.format.is_none());
    let general = unnamed.next();
    if unnamed.next().is_some() {
        return Err(
            "several files, and no telling what goes where: write `--output FORMAT=FILE`"
                .to_owned(),
        );
    }
    if general.is_some() && formats.is_empty() {
        return Err(
            "no format is left for the file that has none: write `--output FORMAT=FILE`".to_owned(),
        );
    }
    let file = general.and_then(|output| output.file.clone());
    for format in formats.into_iter().rev() {
        reports.insert(
            0,
            Report {
                format,
                file: file.clone(),
            },
        );
    }
    for (index, report) in reports.iter().enumerate() {
        let mut others = reports[..index].iter();
        if let Some(other) = others.find(|other| other.file == report.file) {
            let name = |format: Format| {
                clap::ValueEnum::to_possible_value(&format)
                    .map_or_else(String::new, |value| value.get_name().to_owned())
            };
            let place = match &report.file {
                Some(file) => format!("`{}`", file.display()),
                None => "standard output".to_owned(),
            };
            let (one, two) = (name(other.format), name(report.format));
            return Err(format!(
                "{one} and {two} would both go to {place}: write `--output {two}=FILE`"
            ));
        }
    }
    Ok(reports)
}
