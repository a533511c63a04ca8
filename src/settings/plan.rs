//! What a run does with options and settings files: the one place where they meet.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::configuration::{Limits, Network};
use super::error::Error;
use super::file::{Settings, Trust};
use super::find::Finder;
use super::levels::levels;
use super::options::Options;
use crate::Checks;
use crate::baseline::{self, Baseline};
use crate::diagnostic::Outcome;
use crate::graph;
use crate::linter;
use crate::load::{
    self, Base, Candidate, Found, Hosts, Loader, Mappings, Reason, Refusal, Request, Store,
    discover_except,
};
use crate::rules;
use crate::source::SourceId;
use crate::syntax::{self, Document};

/// How large a baseline may be.
const BASELINE_SIZE: u64 = 256 << 20;

/// A run: its options, the settings that hold for its documents, and the way to its files.
#[derive(Debug)]
pub struct Plan {
    options: Options,
    loader: Loader,
    finder: Finder,
    /// The settings of the run as a whole.
    whole: Option<Arc<Settings>>,
    /// The settings for the documents of a folder, once they are found.
    by_folder: BTreeMap<PathBuf, Arc<Settings>>,
    baseline: Option<Baseline>,
    /// Where the working folder lies in its repository.
    place: String,
    warnings: Vec<String>,
}

impl Plan {
    /// Reads the settings file of the run and the baseline. `network` and `limits` hold for a whole run: they come from
    /// the file of `--config`, else from the one nearest to the folder that holds everything that is asked for.
    ///
    /// # Errors
    ///
    /// When an option names no rule, or when a file cannot be read or has a mistake.
    pub fn new(
        options: Options,
        files: &load::Settings,
        request: &Request<'_>,
    ) -> Result<Self, Error> {
        options.check()?;
        let mut loader = Loader::new(files.clone())?;
        let mut finder = Finder::default();
        let whole = match (&options.config, options.without_config) {
            (_, true) => None,
            (Some(path), false) => Some(Arc::new(named(path, &loader)?)),
            (None, false) => {
                let folder = common_folder(request, loader.working_folder());
                finder.nearest(&loader, &loader.base(&folder, &folder))?
            }
        };
        let limits = whole.as_ref().map(|whole| &whole.configuration.limits);
        let document_size = limits.and_then(|limits| limits.document_size);
        if document_size.is_some() || files.network.is_some() {
            let (settings, is_trusted) = network(whole.as_deref(), &options);
            let usual = files.network.clone();
            loader = Loader::new(load::Settings {
                document_size: document_size.map_or(files.document_size, |size| size.0),
                network: usual.map(|usual| load::Network {
                    is_offline: settings.offline,
                    timeout: settings.timeout.map_or(usual.timeout, |time| time.0),
                    hosts: Hosts::new(settings.allow_hosts, is_trusted, &options.allow_hosts),
                    ..usual
                }),
                ..files.clone()
            })?;
        }
        let is_read = options.write_baseline.is_none();
        let baseline = options.baseline.as_deref().filter(|_| is_read);
        let baseline = baseline.map(|path| {
            let text = loader.read_named(path, BASELINE_SIZE);
            let text = text.map_err(baseline::Error::Unreadable)?;
            Baseline::parse(&path.display().to_string(), &text)
        });
        Ok(Self {
            baseline: baseline.transpose()?,
            place: load::place_in_repository(loader.working_folder()),
            options,
            loader,
            finder,
            whole,
            by_folder: BTreeMap::new(),
            warnings: Vec::new(),
        })
    }

    /// The options that the plan was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The way to the files of the run.
    pub fn loader(&self) -> &Loader {
        &self.loader
    }

    /// What may be downloaded, and whether private hosts can be allowed by it: only if the command line names the file.
    pub fn network(&self) -> (Network, bool) {
        network(self.whole.as_deref(), &self.options)
    }

    /// What the user should know of settings that have no effect, for standard error.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Finds the documents, without those that the settings exclude, and what holds for each. A path that cannot be used
    /// is an error in the list, and keeps no other from being checked.
    ///
    /// No document and no error means that all which were named are excluded (`--force-exclude`).
    ///
    /// # Errors
    ///
    /// When a settings file has a mistake.
    pub fn discover(
        &mut self,
        request: &Request<'_>,
        stdin: impl Read,
    ) -> Result<(Vec<Found>, Vec<load::Error>), Error> {
        self.by_folder.clear();
        let (found, errors) = match self.options.with_dependents {
            true => self.discover_dependents(request, stdin)?,
            false => self.discover_named(request, stdin)?,
        };
        self.warn();
        Ok((found, errors))
    }

    /// The same with `--with-dependents`: a file stands for the Arazzo documents below the working folder that use it as
    /// well, whether it still exists or not. That nothing is left to check is no error.
    fn discover_dependents(
        &mut self,
        request: &Request<'_>,
        stdin: impl Read,
    ) -> Result<(Vec<Found>, Vec<load::Error>), Error> {
        let here = self.loader.working_folder().to_path_buf();
        let is_asked_for = |path: &&PathBuf| {
            path.as_os_str() == "-"
                || here.join(path).is_dir()
                || load::is_arazzo(path, &self.loader)
        };
        let paths: Vec<PathBuf> = request.paths.iter().filter(is_asked_for).cloned().collect();
        // Arazzo documents count as well, since others may call their workflows.
        let changed: BTreeSet<PathBuf> = request
            .paths
            .iter()
            .filter(|path| load::is_candidate(path) && !here.join(path).is_dir())
            .map(|path| load::place(path, &self.loader))
            .collect();
        let (mut found, mut errors) = (Vec::new(), Vec::new());
        if !paths.is_empty() || request.paths.is_empty() {
            let request = Request {
                paths: &paths,
                stdin_name: request.stdin_name,
            };
            (found, errors) = self.discover_named(&request, stdin)?;
        }
        if !changed.is_empty() {
            let everywhere = Request {
                paths: &[],
                stdin_name: None,
            };
            let (all, more) = self.discover_named(&everywhere, std::io::empty())?;
            errors.extend(more);
            let limits = self.checks(&[]).limits;
            let users = load::dependents(all, &changed, &self.loader, limits);
            let known: HashSet<PathBuf> = found
                .iter()
                .filter_map(|found| found.path.clone())
                .collect();
            let is_new = |user: &Found| user.path.as_ref().is_none_or(|path| !known.contains(path));
            found.extend(users.into_iter().filter(is_new));
            found.sort_by(|left, right| left.name.cmp(&right.name));
        }
        errors.retain(|error| !matches!(error, load::Error::NothingFound { .. }));
        Ok((found, errors))
    }

    fn discover_named(
        &mut self,
        request: &Request<'_>,
        stdin: impl Read,
    ) -> Result<(Vec<Found>, Vec<load::Error>), Error> {
        let mut broken: Option<Error> = None;
        let (mut found, errors) = {
            let state = RefCell::new((&mut self.finder, &mut broken));
            let is_excluded = |candidate: &Candidate<'_>| {
                let is_kept = candidate.is_named && !self.options.force_exclude;
                if is_kept || self.options.without_config {
                    return false;
                }
                let (finder, broken) = &mut *state.borrow_mut();
                let base = self.loader.base(candidate.folder(), candidate.start);
                match of(
                    &self.options,
                    self.whole.as_ref(),
                    finder,
                    &self.loader,
                    &base,
                ) {
                    Ok(settings) => {
                        settings.is_some_and(|settings| settings.excludes(candidate.path))
                    }
                    Err(error) => {
                        broken.get_or_insert(error);
                        false
                    }
                }
            };
            discover_except(request, stdin, &self.loader, &is_excluded)
        };
        if let Some(error) = broken {
            return Err(error);
        }
        for document in &mut found {
            let settings = of(
                &self.options,
                self.whole.as_ref(),
                &mut self.finder,
                &self.loader,
                &document.base,
            )?;
            if let Some(settings) = settings {
                document.base.mappings = Mappings {
                    all: Arc::clone(&settings.mappings),
                    may_leave_root: matches!(settings.trust, Trust::Named { .. }),
                };
                let folder = document.base.folder.clone();
                self.by_folder.insert(folder, settings);
            }
        }
        Ok((found, errors))
    }

    /// Checks what [`Plan::discover`] has found, or some of it, or later texts of it. What the baseline knows is kept back, and what `--max-diagnostics` leaves
    /// out is counted in the summary.
    pub fn lint(&self, found: Vec<Found>) -> (Outcome, Vec<Document>) {
        let (mut outcome, documents) = self.lint_all(found);
        self.shorten(&mut outcome);
        (outcome, documents)
    }

    /// The same without the bound of `--max-diagnostics`: what is not shown can be fixed.
    pub fn lint_all(&self, found: Vec<Found>) -> (Outcome, Vec<Document>) {
        let (outcome, documents, ()) = self.lint_and(found, |_, _| ());
        (outcome, documents)
    }

    /// The same, with a chart of each workflow that has errors or warnings: what the Markdown report draws.
    pub fn lint_and_chart(&self, found: Vec<Found>) -> (Outcome, Vec<Document>, Vec<graph::Chart>) {
        self.lint_and(found, |store, outcome| {
            self.shorten(outcome);
            graph::charts_of_findings(store, outcome)
        })
    }

    fn lint_and<T: Send>(
        &self,
        found: Vec<Found>,
        ask: impl FnOnce(&Store, &mut Outcome) -> T + Send,
    ) -> (Outcome, Vec<Document>, T) {
        let checks = self.checks(&found);
        crate::lint_each(found, &self.loader, &checks, |store, outcome| {
            self.keep_back(outcome, &store.documents, &checks);
            ask(store, outcome)
        })
    }

    /// Takes out what the baseline knows.
    fn keep_back(&self, outcome: &mut Outcome, documents: &[Document], checks: &Checks) {
        if let Some(baseline) = &self.baseline {
            let gaps: FxHashSet<SourceId> = outcome.skipped.iter().map(|gap| gap.file).collect();
            let could_find = |name: &str, id: SourceId| {
                let levels = checks.levels.get(id.0 as usize);
                let rule = rules::find(name);
                // An entry of a rule that is no more is left over as well.
                rule.is_none_or(|rule| {
                    let document = &documents[id.0 as usize];
                    levels.is_some_and(|levels| levels.is_on(rule))
                        && !gaps.contains(&id)
                        && !document.is_cut()
                })
            };
            baseline.apply(outcome, documents, &self.place, could_find);
            linter::sort_kept(&mut outcome.suppressed, documents);
            linter::count(outcome);
        }
    }

    fn shorten(&self, outcome: &mut Outcome) {
        // A baseline holds what is not shown as well.
        if self.options.write_baseline.is_none() {
            self.options.shorten(outcome);
        }
    }

    /// Where the working folder lies in its repository, `services/shop` for example: what paths that are told to the
    /// repository begin with.
    pub fn place_in_repository(&self) -> &str {
        &self.place
    }

    /// Draws the workflows of what [`Plan::discover`] has found, or those of one id.
    pub fn chart(&self, found: Vec<Found>, workflow: Option<&str>) -> Vec<graph::Chart> {
        let checks = self.checks(&found);
        crate::chart_each(found, &self.loader, &checks, workflow)
    }

    /// Whether what was found makes the run fail.
    pub fn fails(&self, outcome: &Outcome) -> bool {
        self.options.fail_on.is_reached(outcome)
    }

    /// The file of `--write-baseline`, and what to write there.
    pub fn baseline_to_write(
        &self,
        outcome: &Outcome,
        documents: &[Document],
    ) -> Option<(&Path, String)> {
        let path = self.options.write_baseline.as_deref()?;
        Some((path, baseline::write(outcome, documents, &self.place)))
    }

    fn checks(&self, found: &[Found]) -> Checks {
        let levels = found.iter().map(|document| {
            let settings = self.by_folder.get(&document.base.folder);
            let path = match &document.path {
                Some(path) => path.clone(),
                None => document.base.folder.join(&document.name),
            };
            Arc::new(levels(&self.options, settings.map(Arc::as_ref), &path))
        });
        let limits = self
            .whole
            .as_ref()
            .map_or_else(Limits::default, |whole| whole.configuration.limits.clone());
        let usual = syntax::Limits::default();
        Checks {
            is_offline: self.network().0.offline,
            levels: levels.collect(),
            limits: syntax::Limits {
                nesting: limits.nesting.map_or(usual.nesting, |count| count.0),
                alias_nodes: limits
                    .alias_nodes
                    .map_or(usual.alias_nodes, |count| count.0),
                ref_hops: limits.ref_hops.map_or(usual.ref_hops, |count| count.0),
                sources: limits.sources.map_or(usual.sources, |count| count.0),
                referenced_documents: limits
                    .referenced_documents
                    .map_or(usual.referenced_documents, |count| count.0),
            },
            jobs: self.options.jobs,
        }
    }

    /// Notes settings that have no effect: those of a whole run in a file that holds for some of its documents.
    fn warn(&mut self) {
        self.warnings.clear();
        for settings in self.by_folder.values() {
            if self
                .whole
                .as_ref()
                .is_some_and(|whole| Arc::ptr_eq(whole, settings))
            {
                continue;
            }
            let configuration = &settings.configuration;
            let has = [
                ("network", configuration.network != Network::default()),
                ("limits", configuration.limits != Limits::default()),
            ];
            for (key, _) in has.into_iter().filter(|(_, is_set)| *is_set) {
                let name = &settings.name;
                let warning = format!(
                    "`{key}` in `{name}` has no effect: it holds for a whole run, and this one has documents elsewhere"
                );
                if !self.warnings.contains(&warning) {
                    self.warnings.push(warning);
                }
            }
        }
    }
}

/// The settings that hold for the documents of a base.
fn of(
    options: &Options,
    whole: Option<&Arc<Settings>>,
    finder: &mut Finder,
    loader: &Loader,
    base: &Base,
) -> Result<Option<Arc<Settings>>, Error> {
    match (&options.config, options.without_config) {
        (_, true) => Ok(None),
        (Some(_), false) => Ok(whole.cloned()),
        (None, false) => finder.nearest(loader, base),
    }
}

/// What is said of downloads, and whether the command line names the file that says it.
fn network(whole: Option<&Settings>, options: &Options) -> (Network, bool) {
    let mut network = whole.map_or_else(Network::default, |whole| {
        whole.configuration.network.clone()
    });
    network.offline |= options.is_offline;
    let is_named = whole.is_some_and(|whole| matches!(whole.trust, Trust::Named { .. }));
    (network, is_named)
}

/// The file of `--config`.
fn named(path: &Path, loader: &Loader) -> Result<Settings, Error> {
    let text = loader
        .read_named(path, load::SETTINGS_SIZE)
        .map_err(|refusal: Refusal| match refusal.reason {
            Reason::Missing => Error::Missing(refusal.subject),
            _ => Error::Unreadable(refusal),
        })?;
    let working_folder = loader.working_folder().to_path_buf();
    let absolute = working_folder.join(path);
    let folder = absolute.parent().unwrap_or(&working_folder).to_path_buf();
    let name = path.display().to_string();
    Settings::parse(&name, &text, &folder, Trust::Named { working_folder })
}

/// The folder that holds everything that is asked for.
fn common_folder(request: &Request<'_>, working_folder: &Path) -> PathBuf {
    let folder = |path: &Path| {
        let path = load::canonical(&working_folder.join(path));
        match path.is_dir() {
            true => path,
            false => path.parent().unwrap_or(&path).to_path_buf(),
        }
    };
    let named = request.paths.iter().filter_map(|path| {
        if path.as_os_str() == "-" {
            Some(
                request
                    .stdin_name
                    .map_or_else(|| working_folder.to_path_buf(), folder),
            )
        } else {
            let path = path.as_path();
            working_folder.join(path).exists().then(|| folder(path))
        }
    });
    let shared = |one: PathBuf, other: PathBuf| -> PathBuf {
        let pairs = one.components().zip(other.components());
        pairs
            .take_while(|(left, right)| left == right)
            .map(|(part, _)| part)
            .collect()
    };
    named
        .reduce(shared)
        .unwrap_or_else(|| working_folder.to_path_buf())
}
