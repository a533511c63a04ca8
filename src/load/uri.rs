//! The identity of a document.

use crate::arazzo::Description;
use crate::syntax::Text;
use crate::version::Version;

/// The `$self` of a document, if it has one that can be read: the field is new in Arazzo 1.1.
pub fn self_uri(description: Description<'_>) -> Option<Text<'_>> {
    let version = description.node().get("arazzo")?.as_written().value;
    let text = description.node().string("$self")?;
    let is_sound = !text.value.is_empty() && !text.value.contains('#');
    (is_sound && Version::of(version)? >= Version::V1_1).then_some(text)
}
