//! What the engine has to say to people: one constructor for each of its findings.

use super::relations::Scarce;
use crate::model::{Action, Addr, Change, Finding, Name, Named, Need, Of, Place, Severity, Value, shortened};

/// How many candidates are compared for a "did you mean" at most: beyond it the help costs more than it gives.
const CANDIDATES: usize = 5_000;

/// something that is needed, or declared and only referred to, is not there.
pub fn missing<'n>(
    addr: &Addr,
    place: Option<Place>,
    names: impl ExactSizeIterator<Item = &'n str>,
) -> Finding {
    let near = (names.len() <= CANDIDATES).then(|| crate::model::nearest(&addr.key, names)).flatten();
    let hint = near.map_or_else(
        || "check the spelling, or make it at the vendor first".to_owned(),
        |name| format!("did you mean `{name}`?"),
    );
    let text = format!("`{addr}` does not exist at the vendor");
    placed(Finding::new("R-030", Severity::Refuse, text).about(addr.to_string()).hint(hint), place)
}

/// a listing that is not proven complete, and what was looked for in it and not seen. It refuses only where
/// something that the roster speaks of may be hidden.
pub fn unproven(plural: &str, why: &str, unseen: &str) -> Finding {
    let text = format!("the listing of {plural} could not be proven complete: {why}");
    let hint =
        "what it may hide is not created, changed or removed; plan again once a complete listing is read";
    let (severity, text) = match unseen {
        "" => (Severity::Warn, text),
        names => (Severity::Refuse, format!("{text}; it does not show {names}")),
    };
    Finding::new("R-031", severity, text).about(plural).hint(hint)
}

/// a name that several live things have, what each of them is called, and what tells them apart.
pub fn ambiguous(addr: &Addr, named: Named, several: &[(&str, String)], place: Option<Place>) -> Finding {
    let mut text = format!("`{}` is the name of several: nobody can say which is meant", addr);
    let mut hint = "rename all but one at the vendor".to_owned();
    if !several.is_empty() {
        let each = several.iter().map(|(name, what)| format!("`{name}`{what}"));
        text = format!("`{addr}` is the name of {}: {}", several.len(), shortened(each));
    }
    if let (true, Some((first, _))) = (named.tells_apart(), several.first()) {
        hint = format!("write the one that is meant, such as `{first}`, or {hint}");
    }
    let code = named.code.unwrap_or("R-043");
    placed(Finding::new(code, Severity::Refuse, text).about(addr.to_string()).hint(hint), place)
}

/// changes that wait for each other, what there is too little of for them, and what would help.
pub fn knot(members: &[&Change], scarce: &[Scarce], ways: &[String]) -> Finding {
    const SHOWN: usize = 12;
    let spelled = |change: &&Change| {
        let sign = match change.action {
            Action::Create => '+',
            Action::Update => '~',
            Action::Delete => '-',
        };
        format!("`{sign} {}`", change.addr)
    };
    let mut names: Vec<String> = members.iter().take(SHOWN).map(spelled).collect();
    if members.len() > SHOWN {
        names.push(format!("{} more", members.len() - SHOWN));
    }
    let why = match scarce {
        [] => "these wait for each other".to_owned(),
        [pool @ Scarce::Pool(_)] => format!("{} is full and blocks all of these", pool.words()),
        [floor] => format!("{} blocks all of these", floor.words()),
        _ => {
            let words: Vec<String> = scarce.iter().map(Scarce::words).collect();
            format!("{} block all of these", words.join(" and "))
        }
    };
    let hint = match ways {
        [] => "declare one of them differently, so that one can go first".to_owned(),
        _ => format!("each of these is a way out: {}", ways.join("; ")),
    };
    let finding = Finding::new("R-032", Severity::Refuse, format!("{why}: {}", names.join(", "))).hint(hint);
    let subject = members.first().map(|change| change.addr.to_string()).unwrap_or_default();
    placed(finding.about(subject), members.iter().find_map(|change| change.source))
}

/// a change between whose two calls somebody would be left with nothing.
pub fn between(change: &Change, who: &str, rule: &str, others: &[String]) -> Finding {
    let text = format!(
        "`~ {}` takes two calls, and between them `{who}` would be left with nothing ({rule})",
        change.addr
    );
    let hint = format!(
        "each of these is a way out: `{who}` gets {} in this plan or before it; `{who}` is declared suspended now, and \
         gets the new value in a second plan",
        others.join(" or ")
    );
    placed(
        Finding::new("R-032", Severity::Refuse, text).about(change.addr.to_string()).hint(hint),
        change.source,
    )
}

/// a removal that would leave something hanging.
pub fn hangs(addr: &Addr, on: &Addr, others: usize, place: Option<Place>) -> Finding {
    let more = if others == 0 { String::new() } else { format!(" and {others} more") };
    let text = format!("`{addr}` cannot go: `{on}`{more} needs it and stays");
    let hint = "declare what stays differently, or close its list, so that it goes first";
    placed(Finding::new("R-033", Severity::Refuse, text).about(addr.to_string()).hint(hint), place)
}

/// none of several that would satisfy a need is there or comes.
pub fn unserved(addr: &Addr, need: &Need, value: &str, place: Option<Place>) -> Finding {
    let having = match need.of {
        Of::Any { having: Some((name, text)), .. } => format!(" whose {name} hold {text}"),
        _ => String::new(),
    };
    let (rule, words) = (need.making.number, need.making.text);
    let text =
        format!("`{addr}` needs a {}{having}, and `{value}` will have none: {words} ({rule})", need.kind);
    let hint = format!("declare a {} for `{value}`", need.kind);
    placed(Finding::new("R-030", Severity::Refuse, text).about(addr.to_string()).hint(hint), place)
}

/// more takes than seats, by so many.
pub fn no_seat(pool: &str, (wanted, over): (usize, usize), free: u64, rule: &str) -> Finding {
    let text = format!("pool `{pool}`: {wanted} wanted, {free} free after removals ({rule})");
    let seats = if over == 1 { "one more seat".to_owned() } else { format!("{over} more seats") };
    let hint =
        format!("{seats} would do, or somebody else goes; `priority` says who gets a scarce seat first");
    Finding::new("R-036", Severity::Refuse, text).about(pool).hint(hint)
}

/// A vendor's rule: an attribute that differs and cannot be changed.
pub fn fixed(rule: &'static str, addr: &Addr, name: Name, values: (&Value, &Value), place: Place) -> Finding {
    let (live, wanted) = values;
    let text = format!("`{name}` is `{live}` and cannot become `{wanted}`");
    let hint = format!("declare `{name}: {live}`, or make the change at the vendor");
    Finding::new(rule, Severity::Refuse, text).about(addr.to_string()).at(place).hint(hint)
}

/// A vendor's rule: a value that somebody else keeps.
pub fn occupied(
    rule: &'static str,
    addr: &Addr,
    value: &Value,
    holder: &Addr,
    place: Option<Place>,
) -> Finding {
    let text = format!("`{value}` is held by `{holder}`, which keeps it");
    let hint = "declare another value for one of the two";
    placed(Finding::new(rule, Severity::Refuse, text).about(addr.to_string()).hint(hint), place)
}

fn placed(finding: Finding, place: Option<Place>) -> Finding {
    match place {
        Some(place) => finding.at(place),
        None => finding,
    }
}
