//! What came of holding one value against one schema.

use super::misfit::Misfit;

/// The verdict on one value and one schema.
///
/// `errors` means never; none and no `doubt` means always; none but `doubt` means that it depends.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome<'p, 's> {
    /// What no value of the holes can cure.
    pub(super) errors: Vec<Misfit<'p, 's>>,
    /// What is worth telling and yet decides nothing: formats.
    pub(super) soft: Vec<Misfit<'p, 's>>,
    /// Whether the holes, or something that could not be read, decide.
    pub(super) doubt: bool,
    /// Which members or items have been looked at, for `unevaluatedProperties` and `unevaluatedItems`.
    pub(super) seen: Seen,
    /// Whether the schema says anything about the members of an object.
    pub(super) declares: bool,
}

/// More mistakes than this in one place help nobody.
const ENOUGH: usize = 200;

impl<'p, 's> Outcome<'p, 's> {
    /// Nothing is known.
    pub(super) fn unknown() -> Self {
        Self {
            doubt: true,
            seen: Seen::All,
            ..Self::default()
        }
    }

    pub(super) fn may_fit(&self) -> bool {
        self.errors.is_empty()
    }

    pub(super) fn surely_fits(&self) -> bool {
        self.errors.is_empty() && !self.doubt
    }

    pub(super) fn error(&mut self, misfit: Misfit<'p, 's>) {
        if self.errors.len() < ENOUGH {
            self.errors.push(misfit);
        }
    }

    /// Takes over what is wrong below: with a member, an item, a branch.
    pub(super) fn take(&mut self, below: &Self, keep: impl Fn(&Misfit<'p, 's>) -> bool) {
        for misfit in below.errors.iter().filter(|misfit| keep(misfit)) {
            // Two branches that share a schema find the same mistake: without this they would double on each level.
            let is_same =
                |other: &Misfit| other.schema == misfit.schema && other.key() == misfit.key();
            if !self.errors.iter().any(is_same) {
                self.error(misfit.clone());
            }
        }
        self.take_soft(below);
        self.doubt |= below.doubt;
    }

    pub(super) fn take_soft(&mut self, below: &Self) {
        for misfit in &below.soft {
            if self.soft.len() < ENOUGH
                && !self.soft.iter().any(|other| other.key() == misfit.key())
            {
                self.soft.push(misfit.clone());
            }
        }
    }
}

/// A set of members or items, by their position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    All,
    Some(Vec<bool>),
}

impl Default for Seen {
    fn default() -> Self {
        Self::Some(Vec::new())
    }
}

impl Seen {
    pub(super) fn mark(&mut self, index: usize) {
        if let Self::Some(marks) = self {
            if marks.len() <= index {
                marks.resize(index + 1, false);
            }
            marks[index] = true;
        }
    }

    pub(super) fn has(&self, index: usize) -> bool {
        match self {
            Self::All => true,
            Self::Some(marks) => marks.get(index).copied().unwrap_or_default(),
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        match other {
            Self::All => *self = Self::All,
            Self::Some(marks) => {
                for index in (0..marks.len()).filter(|index| marks[*index]) {
                    self.mark(index);
                }
            }
        }
    }
}
