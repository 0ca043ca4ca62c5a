//! Contact Center, phone system, platform (G-7xx, G-8xx, G-9xx).

use super::Is::{Code, Docs, Out};
use super::{GOTO, Rule};

pub const RULES: &[Rule] = &[
    (
        "G-701",
        Code,
        "all three kinds of queues are cleared before the license goes (E-11); a Contact Center seat is a pool over all of them",
    ),
    ("G-702", Code, "by hand, queue by queue, on the tab for supervisors and agents"),
    ("G-703", Code, "both roles and the admin flag are kinds of their own"),
    (
        "G-704",
        Code,
        "people over the contract are told with their price up to `allow_overage`, and withheld beyond (T-04)",
    ),
    ("G-705", Code, "a queue member without GoTo Connect is refused; the license comes first (E-06)"),
    ("G-706", Code, "the step by hand begins with logging the person out (T-32)"),
    ("G-707", Code, "the step by hand begins with logging the person out (T-32)"),
    (
        "G-708",
        Code,
        "the checks of a departure end with the switch; no call is known that tells of it (T-41)",
    ),
    (
        "G-709",
        Code,
        "the checks of a departure end with the switch; no call is known that tells of it (T-41)",
    ),
    ("G-710", Out, "channels are set up by people; queues are referred to and never made (E-15)"),
    ("G-711", Out, "registration of numbers for texts is between account, vendor and carriers"),
    ("G-712", Out, "queues are referred to and never made; their ring strategy is no key of a roster"),
    ("G-713", Docs(GOTO), "a queue's members are people of the roster, so an external number cannot be one"),
    ("G-714", Docs(GOTO), "the order in which a roster lists agents means nothing"),
    ("G-715", Docs(GOTO), "skills, wrap-up and pause reasons are no keys of a roster of GoTo (U-05)"),
    ("G-716", Code, "queue membership is by hand on the vendor's hosts; `api` is refused there"),
    ("G-717", Code, "who is listed is taken for an agent, and an empty list proves nothing (U-03)"),
    ("G-801", Code, "one primary extension a person; a move is shown (T-24)"),
    ("G-802", Code, "one device is a person's, and one leaves before another comes"),
    ("G-803", Code, "3 to 6 digits; a number that something else has is given to nobody"),
    ("G-804", Code, "one space of numbers for all types of extensions"),
    ("G-805", Out, "shared lines are not managed: a line has one person here"),
    (
        "G-806",
        Code,
        "an extension that comes free is told, one that is somebody's secondary one is not called free (T-28)",
    ),
    ("G-807", Code, "`portal: pbx-classic`: the vendor's order for somebody new"),
    (
        "G-808",
        Code,
        "told for a desk phone that is given to somebody; `portal: pbx-classic`: the step by hand ends with the power cycle",
    ),
    ("G-809", Code, "phone numbers are read and routed; nobody is deleted while one leads to them (E-12)"),
    (
        "G-810",
        Code,
        "the deletion waits for phone numbers; dial plans and ring groups are in no reading known, and told (E-12, U-10)",
    ),
    ("G-901", Docs(GOTO), "eight calls a second, and a 429 is waited out"),
    ("G-902", Code, "the credential's own user is guarded (T-15)"),
    ("G-903", Code, "what no page names is ignored; a switch of the emulator sends it"),
    ("G-904", Code, "keys are texts; one that is none is refused"),
    ("G-905", Docs(GOTO), "rights come with the client's scopes and with the user's role"),
];
