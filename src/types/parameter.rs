//! A literal that a step passes as a parameter: it travels as text, whatever it is written as.

use super::instance::{Builder, Carrier, Holes, Instance, Spot};
use crate::syntax::Node;

impl<'p> Instance<'p> {
    /// The value of a parameter: `"10"` may be an integer, `10` a string, `a,b` a list.
    pub fn parameter(value: Node<'p>, holes: Holes<'_>) -> Self {
        let mut builder = Builder::new(holes, Carrier::Parameter);
        let root = builder.place(value, Spot::of(value));
        builder.finish(root)
    }
}
