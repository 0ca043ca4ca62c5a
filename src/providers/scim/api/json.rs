//! Parts of resources. Names of attributes are the same in any case (RFC 7643, section 2.1), and absent, null and
//! empty are the same (S-10).

use serde_json::{Map, Value};

use crate::wire::Response;

/// The attribute `name` of a resource, unless it is null.
pub fn field<'v>(resource: &'v Value, name: &str) -> Option<&'v Value> {
    let fields = resource.as_object()?;
    let found = fields.get(name).or_else(|| any_case(fields, name));
    found.filter(|value| !value.is_null())
}

fn any_case<'v>(fields: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    fields.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The text of an attribute, unless it is empty. A number is taken as one writes it.
pub fn text(resource: &Value, name: &str) -> Option<String> {
    match field(resource, name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The id of a resource (S-01).
pub fn id(resource: &Value) -> Option<String> {
    text(resource, "id")
}

/// The elements of a multi-valued attribute.
pub fn items<'v>(resource: &'v Value, name: &str) -> &'v [Value] {
    field(resource, name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The version of a resource (S-34), where it has one.
pub fn etag(resource: &Value) -> Option<String> {
    text(field(resource, "meta")?, "version")
}

/// A resource that says its version nowhere gets the one of the answer's head.
pub fn with_etag(mut resource: Value, response: &Response) -> Value {
    let told = response.find_header("etag").filter(|_| etag(&resource).is_none());
    if let (Some(told), Some(fields)) = (told, resource.as_object_mut())
        && fields.contains_key("id")
    {
        let meta = fields.entry("meta").or_insert_with(|| Value::Object(Map::new()));
        if let Some(meta) = meta.as_object_mut() {
            meta.insert("version".into(), told.into());
        }
    }
    resource
}

/// What `Location` says of a resource that was made, where the body says nothing: the last part is the id. It may be a
/// relative one, or missing (S-22).
pub fn located(response: &Response) -> Option<Value> {
    let location = response.find_header("location")?;
    let id = location.trim_end_matches('/').rsplit('/').next().filter(|id| !id.is_empty())?;
    // What is percent-encoded there cannot be taken back without guessing.
    (!id.contains('%')).then(|| serde_json::json!({ "id": id }))
}
