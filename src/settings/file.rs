//! What a settings file means: patterns compiled, paths resolved, and nothing that a stranger must not say.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::configuration::Configuration;
use super::error::Error;
use super::patterns::Patterns;
use super::read::{mistake, read};
use super::values::RuleLevels;
use crate::load::{Mapping, is_private_name, normalized};
use crate::rules::Level;
use crate::suppression::NEVER_SILENT;
use crate::syntax::{Document, Node};

/// How far a settings file is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trust {
    /// It was found beside the documents: it stays below this folder and allows no private hosts.
    Found {
        /// The root of the documents.
        root: PathBuf,
    },
    /// The command line names it.
    Named {
        /// Where patterns start from.
        working_folder: PathBuf,
    },
}

/// A settings file that can be used.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The file as reports show it.
    pub name: String,
    /// What is written there.
    pub configuration: Configuration,
    /// How far it is believed.
    pub trust: Trust,
    /// Where descriptions lie.
    pub mappings: Arc<[Mapping]>,
    /// Where patterns start from.
    start: PathBuf,
    exclude: Patterns,
    overrides: Vec<(Patterns, RuleLevels)>,
}

impl Settings {
    /// Reads the text of a settings file that lies in `folder`, an absolute path. Nothing is looked up.
    ///
    /// # Errors
    ///
    /// The first mistake, at its place.
    pub fn parse(name: &str, text: &str, folder: &Path, trust: Trust) -> Result<Self, Error> {
        let (configuration, document) = read(name, text)?;
        let places = Places {
            document: &document,
        };
        places.check_levels("/rules", &configuration.rules)?;
        let exclude = places.patterns("/exclude", &configuration.exclude)?;
        let mut overrides = Vec::new();
        for (index, entry) in configuration.overrides.iter().enumerate() {
            let pointer = format!("/overrides/{index}");
            places.check_levels(&format!("{pointer}/rules"), &entry.rules)?;
            let files = places.patterns(&format!("{pointer}/files"), &entry.files)?;
            overrides.push((files, entry.rules.clone()));
        }
        let mappings = places.mappings(&configuration, folder, &trust)?;
        if matches!(trust, Trust::Found { .. }) {
            places.check_hosts(&configuration)?;
        }
        let start = match &trust {
            Trust::Found { .. } => folder.to_path_buf(),
            Trust::Named { working_folder } => working_folder.clone(),
        };
        Ok(Self {
            name: name.to_owned(),
            configuration,
            mappings: mappings.into(),
            trust,
            start,
            exclude,
            overrides,
        })
    }

    /// Whether a file is not to be checked.
    pub fn excludes(&self, path: &Path) -> bool {
        self.relative(path)
            .is_some_and(|path| self.exclude.matches(path))
    }

    /// The levels that hold for a file, the ones that count less first.
    pub(super) fn levels(&self, path: &Path) -> impl Iterator<Item = &RuleLevels> {
        let path = self.relative(path);
        let overrides = self
            .overrides
            .iter()
            .filter(move |(files, _)| path.as_ref().is_some_and(|path| files.matches(path)));
        std::iter::once(&self.configuration.rules).chain(overrides.map(|(_, levels)| levels))
    }

    fn relative<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        path.strip_prefix(&self.start).ok()
    }
}

/// The tree of a settings file, to say where a mistake stands.
struct Places<'d> {
    document: &'d Document,
}

impl<'d> Places<'d> {
    fn node(&self, pointer: &str) -> Node<'d> {
        let root = self.document.root().expect("every document has a root");
        root.at_pointer(pointer).unwrap_or(root)
    }

    fn mistake(&self, node: Node<'_>, message: String, help: &str) -> Error {
        let help = (!help.is_empty()).then(|| help.to_owned());
        mistake(self.document, node.span(), message, help)
    }

    /// What has to run cannot be turned off.
    fn check_levels(&self, pointer: &str, levels: &RuleLevels) -> Result<(), Error> {
        let off = |(name, level): &&(String, Level)| name == NEVER_SILENT && *level == Level::Off;
        match levels.0.iter().find(off) {
            None => Ok(()),
            Some(_) => {
                let node = self.node(&format!("{pointer}/{NEVER_SILENT}"));
                let message = format!("`{NEVER_SILENT}` cannot be off");
                Err(self.mistake(node, message, super::WHY_NEVER_OFF))
            }
        }
    }

    fn patterns(&self, pointer: &str, patterns: &[String]) -> Result<Patterns, Error> {
        Patterns::new(patterns.iter().map(String::as_str)).map_err(|(index, message)| {
            let node = self.node(&format!("{pointer}/{index}"));
            self.mistake(node, message, "")
        })
    }

    fn mappings(
        &self,
        configuration: &Configuration,
        folder: &Path,
        trust: &Trust,
    ) -> Result<Vec<Mapping>, Error> {
        let mut mappings = Vec::new();
        let node = |from: &str| self.node("/sources").get(from).unwrap_or(self.node(""));
        for (from, to) in &configuration.sources {
            if from.is_empty() || to.is_empty() {
                let message = "a source is mapped from a URL or a name to a path".to_owned();
                return Err(self.mistake(node(from), message, ""));
            }
            let path = normalized(&folder.join(to));
            if let Trust::Found { root } = trust
                && !path.starts_with(root)
            {
                let message = format!("`{to}` lies outside of what this file can reach");
                let help = "only `--source`, or a settings file that `--config` names, leads there";
                return Err(self.mistake(node(from), message, help));
            }
            mappings.push(Mapping {
                from: from.clone(),
                to: path,
            });
        }
        Ok(mappings)
    }

    /// A host that is private by its name; what others resolve to is looked at when they are asked.
    fn check_hosts(&self, configuration: &Configuration) -> Result<(), Error> {
        let hosts = configuration.network.allow_hosts.iter().flatten();
        match hosts
            .enumerate()
            .find(|(_, host)| is_private_name(host.trim_start_matches("*.")))
        {
            None => Ok(()),
            Some((index, host)) => {
                let node = self.node(&format!("/network/allow-hosts/{index}"));
                let message = format!("`{host}` is a private host");
                let help =
                    "only `--allow-host`, or a settings file that `--config` names, allows it";
                Err(self.mistake(node, message, help))
            }
        }
    }
}
