//! PATCH (RFC 7644 section 3.5.2): reads the operations and applies them to a copy, so that all of them happen
//! or none (S-28).

use serde_json::{Map, Value};

use super::super::errors::{Refusal, ScimType, bad};
use super::super::schema::accept::{Reading, attribute, object};
use super::super::schema::attr::{Mutability, find};
use super::super::schema::{Doc, Kind};
use super::super::state::switches::Switches;
use super::edit::{Act, Edit};
use super::path::Path;
use super::quirks;
use crate::wire::emulator::named;

use ScimType::{InvalidSyntax, InvalidValue, NoTarget};

/// The URN of a PATCH message.
const URN: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// One operation.
#[derive(Clone, PartialEq, Debug)]
pub struct Operation {
    /// What it does.
    pub act: Act,
    /// Where.
    pub path: Option<String>,
    /// With what.
    pub value: Option<Value>,
}

/// The operations in the body of a PATCH.
/// Refuses with 400 `invalidSyntax` where the body is no PATCH message.
pub fn operations(body: &Map<String, Value>, switches: &Switches) -> Result<Vec<Operation>, Refusal> {
    let syntax = |text: &str| bad(InvalidSyntax, text);
    let field = |name: &str| body.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, own)| own);
    let listed = field("schemas").and_then(Value::as_array);
    if !listed.is_some_and(|list| list.iter().any(|own| own == URN)) {
        return Err(syntax("schemas does not list the PATCH message"));
    }
    let list = field("Operations").and_then(Value::as_array).filter(|list| !list.is_empty());
    let list = list.ok_or_else(|| syntax("Operations is a list that is not empty"))?;
    list.iter().map(|own| operation(own, switches)).collect()
}

fn operation(own: &Value, switches: &Switches) -> Result<Operation, Refusal> {
    let own = object("an operation", own).map_err(|refusal| bad(InvalidSyntax, refusal.detail))?;
    let name = own.get("op").and_then(Value::as_str).unwrap_or_default();
    let spelled = if switches.entra { name.to_ascii_lowercase() } else { name.to_owned() };
    let act = named(&spelled).ok_or_else(|| bad(InvalidSyntax, format!("`{name}` is no operation")))?;
    let path = match own.get("path") {
        None | Some(Value::Null) => None,
        Some(Value::String(path)) => Some(path.clone()),
        Some(_) => return Err(bad(ScimType::InvalidPath, "a path is a text")),
    };
    Ok(Operation { act, path, value: own.get("value").cloned() })
}

/// The resource `doc` after all `operations`.
pub fn apply(kind: Kind, doc: &Doc, operations: &[Operation], switches: &Switches) -> Result<Doc, Refusal> {
    let mut doc = doc.clone();
    for operation in operations {
        Patcher { kind, switches, doc: &mut doc }.apply(operation)?;
    }
    Ok(doc)
}

struct Patcher<'a> {
    kind: Kind,
    switches: &'a Switches,
    doc: &'a mut Doc,
}

impl Patcher<'_> {
    fn apply(&mut self, operation: &Operation) -> Result<(), Refusal> {
        let Operation { act, path, value } = operation;
        match (act, path, value) {
            (Act::Remove, None, _) => Err(bad(NoTarget, "remove needs a path")),
            (Act::Remove, Some(path), value) => self.remove(path, value.as_ref()),
            (_, _, None) => Err(bad(InvalidValue, "add and replace need a value")),
            (_, Some(path), Some(value)) => self.at(*act, path, Some(value)),
            (_, None, Some(value)) => self.whole(*act, value),
        }
    }

    fn remove(&mut self, path: &str, value: Option<&Value>) -> Result<(), Refusal> {
        let value = value.filter(|value| !value.is_null());
        match quirks::remove_with_value(self.kind, path, value, self.switches)? {
            quirks::Removal::Whole => self.at(Act::Remove, path, None),
            quirks::Removal::Each(paths) => {
                // Who is not there any more is no mistake in a list of those to remove.
                let lenient = Switches { missing_target: false, ..self.switches.clone() };
                let mut each = Patcher { kind: self.kind, switches: &lenient, doc: self.doc };
                paths.iter().try_for_each(|path| each.at(Act::Remove, path, None))
            }
        }
    }

    /// An operation without a path: its value is a part of the resource.
    fn whole(&mut self, act: Act, value: &Value) -> Result<(), Refusal> {
        for (name, value) in object("the value", value)? {
            let extension = self.kind.extensions().iter().find(|own| own.id.eq_ignore_ascii_case(name));
            match extension {
                Some(schema) => self.at(act, schema.id, Some(value))?,
                // Entra sends paths as names.
                None if self.switches.entra && name.contains(['.', '[', ':']) => {
                    self.at(act, name, Some(value))?
                }
                // What the server writes is not looked at here, as in POST and PUT: Okta sends the id along.
                None if attribute(self.kind, name)?.is_read_only() => {}
                None => self.at(act, name, Some(value))?,
            }
        }
        Ok(())
    }

    fn at(&mut self, act: Act, path: &str, value: Option<&Value>) -> Result<(), Refusal> {
        match Path::parse(path, self.kind)? {
            Path::Extension(urn) => self.extension(act, urn, value),
            Path::Attribute { target, filter } => {
                let sub_read_only = target.sub.is_some_and(|sub| sub.mutability == Mutability::ReadOnly);
                if target.attr.is_read_only() || sub_read_only {
                    return Err(bad(ScimType::Mutability, format!("{path} is written by the server only")));
                }
                let reading = Reading { entra: self.switches.entra };
                let edit = Edit { target, filter: filter.as_ref(), reading, switches: self.switches };
                self.within(target.extension, |holder| edit.apply(act, value, holder))
            }
        }
    }

    fn extension(&mut self, act: Act, urn: &'static str, value: Option<&Value>) -> Result<(), Refusal> {
        let Some(value) = value else {
            self.doc.shift_remove(urn);
            return Ok(());
        };
        let attrs =
            self.kind.extensions().iter().find(|own| own.id == urn).map_or(&[][..], |own| &own.attributes);
        // The URN of the extension may stand in it once more.
        let named = object(urn, value)?.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("schemas"));
        for (name, value) in named {
            let unknown = || bad(InvalidSyntax, format!("{urn} has no attribute {name}"));
            if !find(attrs, name).ok_or_else(unknown)?.is_read_only() {
                self.at(act, &format!("{urn}:{name}"), Some(value))?;
            }
        }
        Ok(())
    }

    /// Works on the resource itself or on an extension, which is there only while something is in it.
    fn within(
        &mut self,
        extension: Option<&'static str>,
        work: impl FnOnce(&mut Doc) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let Some(urn) = extension else { return work(self.doc) };
        let mut own = self.doc.get(urn).and_then(Value::as_object).cloned().unwrap_or_default();
        work(&mut own)?;
        if own.is_empty() {
            self.doc.shift_remove(urn);
        } else {
            self.doc.insert(urn.into(), Value::Object(own));
        }
        Ok(())
    }
}
