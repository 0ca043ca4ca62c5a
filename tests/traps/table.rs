//! The table: number, situation, what the program does.

use std::fmt::Write;

use rosterctl::providers::goto::codes::CODES;

use crate::cases::*;
use crate::phones::*;

/// What is done about a trap.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// The plan cannot step into it.
    Around(&'static str),
    /// A roster or a change is refused.
    Refused(&'static str),
    /// A person is told.
    Warned(&'static str),
    /// The plan goes another way than the sheet, for a reason.
    Otherwise(&'static str),
    /// No fact that the program reads tells of it.
    OutOfReach(&'static str),
}
use Does::{Around, Otherwise, OutOfReach, Refused, Warned};

/// One number of the sheet.
pub struct Row {
    pub number: &'static str,
    pub situation: &'static str,
    pub does: Does,
    /// Panics where it does not hold; none where it is out of reach.
    pub case: Option<fn()>,
}

const fn row(number: &'static str, situation: &'static str, does: Does, case: fn()) -> Row {
    Row { number, situation, does, case: Some(case) }
}

const fn beyond(number: &'static str, situation: &'static str, reason: &'static str) -> Row {
    Row { number, situation, does: OutOfReach(reason), case: None }
}

pub const ROWS: &[Row] = &[
    row(
        "T-01",
        "a phone license goes, a queue membership stays and is billed",
        Around(
            "all queues are left and read back first (E-11); where no reading shows them, the license waits until somebody confirms the seven places",
        ),
        queues_first,
    ),
    row(
        "T-02",
        "somebody is deleted or suspended while in queues",
        Around("the same order before a deletion, and the same word where no reading shows queues"),
        queues_before_deletion,
    ),
    row(
        "T-03",
        "one role, one kind of queue or the admin flag is forgotten",
        Warned("a note lists all seven places, empty ones as well; steps by hand ask for each of them"),
        seven_places,
    ),
    row(
        "T-04",
        "one agent more than the contract",
        Warned(
            "extra seats and their price are told up to `allow_overage`; beyond it the change is withheld",
        ),
        one_agent_over_the_contract,
    ),
    row(
        "T-05",
        "a user without a free seat buys one",
        Refused("who gets a scarce seat is decided by `priority`, the rest is withheld (R-036)"),
        no_seat_is_bought,
    ),
    row(
        "T-06",
        "licenses removed to save money stay paid",
        Warned("a note says `freed, not saved` with the price"),
        freed_not_saved,
    ),
    row(
        "T-07",
        "a phone is lost a week after its license",
        Warned(
            "the seven days are told, in what people read with their last day; whether a clock already runs no known call tells",
        ),
        phone_is_kept_for_a_week,
    ),
    row(
        "T-08",
        "a leaver is deleted before anything was written down",
        Around(
            "every removal holds all that was seen in `before`: extension, licenses, group, queues, the phone numbers that lead there, hardware address and model of the desk phone, which is taken back first",
        ),
        a_phone_is_written_down_and_taken_back,
    ),
    row(
        "T-09",
        "deleting instead of suspending",
        Refused(
            "`state: absent` suspends; a deletion needs `offboarding: delete` and waits for an acknowledgement of its own, which alone waits; the 30 days are told with their date (C-04)",
        ),
        absent_suspends,
    ),
    row(
        "T-10",
        "webinars and trainings die with their organizer",
        Warned(
            "told with the `co_organizer`; a roster that names the license and nobody is refused (G-130). With `settings: { meetings: api }` they are counted, and the license waits or is withheld (E-21)",
        ),
        webinars_need_a_co_organizer,
    ),
    row(
        "T-11",
        "meetings are not reassigned",
        Warned(
            "told with the `reassign_to`; a roster that names the license and nobody is refused (G-130). With `settings: { meetings: api }` they are counted, and the license waits or is withheld (E-20)",
        ),
        meetings_need_somebody_new,
    ),
    row(
        "T-12",
        "a deletion in the organization destroys the identity",
        Around("no call outside of the account is ever made"),
        the_account_is_left_never_the_organization,
    ),
    row(
        "T-13",
        "creating somebody who belongs to a sister account",
        Refused(
            "one person with one product in two tenants is refused by every command (G-012), anybody else in two tenants is told; accounts that no roster knows are not seen",
        ),
        one_product_one_account,
    ),
    row(
        "T-14",
        "a declined transfer holds a seat",
        Warned("told on every plan (G-123), by the license and not by the status"),
        a_declined_transfer_keeps_its_seat,
    ),
    row(
        "T-15",
        "the last Super admin, or the credential's own user, loses the role",
        Refused("withheld; the floor counts those who have signed in"),
        super_admins_stay,
    ),
    row(
        "T-16",
        "a manager's list of groups becomes empty, which means everybody",
        Refused(
            "the group stays, and the plan says `ALL USERS`; in `portal: classic` the list itself is managed and guarded as well",
        ),
        the_last_group_of_a_classic_manager_stays,
    ),
    row(
        "T-17",
        "a product swap passes through no product at all",
        Around("both halves are one write of the whole list"),
        a_swap_is_one_write,
    ),
    row(
        "T-18",
        "an administrator without product becomes Member",
        Around("the product comes first (E-05); without one the coming suspension is shown"),
        a_product_before_the_role_falls,
    ),
    row(
        "T-19",
        "licenses are reclaimed from Inactive people",
        Around("no status ever decides anything"),
        statuses_decide_nothing,
    ),
    row(
        "T-20",
        "Invited people are deleted as stale",
        Around("no status ever decides anything"),
        statuses_decide_nothing,
    ),
    row(
        "T-21",
        "a typing error in an e-mail",
        Refused(
            "addresses are checked first; a changed one is a replacement that waits for an acknowledgement (R-035)",
        ),
        addresses_are_right_at_once,
    ),
    beyond(
        "T-22",
        "a bulk change of settings overwrites what nobody saw",
        "settings are neither read nor written here",
    ),
    row(
        "T-23",
        "a removal on a parent group spreads",
        Warned("how many people are reached, group by group"),
        reach_of_a_group_is_shown,
    ),
    row(
        "T-24",
        "a primary extension is given to somebody who has one",
        Warned("every move is shown, and the old holder lets go first"),
        a_move_of_an_extension_is_shown,
    ),
    row(
        "T-25",
        "a fight with directory sync",
        Refused(
            "licenses and role of somebody whom a directory manages are withheld, names are left alone and told; who leaves goes all the same, with a warning. `settings: { directory_owns: [names] }` says that it owns names only (G-615)",
        ),
        owned_fields_are_left,
    ),
    beyond(
        "T-26",
        "sync rules are re-ordered, or a directory group is emptied",
        "no call is known that tells of sync rules",
    ),
    row(
        "T-27",
        "people are mailed although mail is off",
        Warned("told for products that greet (G-507)"),
        mails_in_spite_of_silence_are_told,
    ),
    row(
        "T-28",
        "a freed extension is caught by a mapping pattern",
        Warned(
            "an extension that comes free is told, and one that somebody has as a secondary extension is not called free; patterns are in no reading known",
        ),
        a_number_that_somebody_still_has_is_not_free,
    ),
    row(
        "T-29",
        "the classic wizard creates a billable device",
        Warned("`portal: pbx-classic`: a user is added alone, and every device is told with its price"),
        a_billable_device_is_told,
    ),
    row(
        "T-30",
        "phone rights came through a group and go with it",
        Refused(
            "`portal: pbx-classic`: what people may do is computed before and after; a loss is withheld until it is acknowledged",
        ),
        a_right_of_a_group_is_not_lost_unnoticed,
    ),
    row(
        "T-31",
        "a base permission goes, the dependent one stays",
        Refused(
            "`portal: pbx-classic`: refused in the roster (G-316), and withheld where a group gives the base",
        ),
        no_permission_is_left_that_does_nothing,
    ),
    row(
        "T-32",
        "somebody is unassigned and still logged in to a queue",
        Warned(
            "a step by hand begins with logging the person out; no call is known that tells reliably who is logged in (U-03)",
        ),
        logged_out_first,
    ),
    row(
        "T-33",
        "a plan runs again while something is pending",
        Around(
            "an e-mail is looked for before it is created again; an import by file that still waits at the vendor is in no known listing",
        ),
        nobody_is_made_twice,
    ),
    beyond(
        "T-34",
        "latent settings take effect with a license",
        "settings are neither read nor written here",
    ),
    beyond("T-35", "a verified domain cannot be removed", "domains are neither read nor written here"),
    row(
        "T-36",
        "a group that is not there is silently the default",
        Refused("references are checked, by `validate` and against live (R-016, R-030)"),
        missing_names_are_refused,
    ),
    row(
        "T-37",
        "a custom role is deleted while somebody holds it",
        Refused("custom roles are referred to and never removed; a roster that says it is refused (R-005)"),
        custom_roles_are_never_removed,
    ),
    row(
        "T-38",
        "any custom role opens the portal",
        Warned("told for everybody who gets one"),
        a_custom_role_opens_the_portal,
    ),
    row(
        "T-39",
        "deleting everybody is taken for the end of the contract",
        Warned("a note beside every deletion"),
        the_contract_goes_on,
    ),
    row(
        "T-40",
        "the last agent leaves a queue",
        Refused(
            "nobody who stays is taken out as the last agent, unless `allow_gap` or `overflow` says so; `min_agents` is a floor for everybody. Where the last agent leaves the company, the empty queue is a warning",
        ),
        the_last_agent_does_not_go_unnoticed,
    ),
    row(
        "T-41",
        "access outlives the queue membership by an account switch",
        Warned(
            "told of everybody who stays and leaves a queue; the checks of a departure end with the two switches (G-708, G-709). No call is known that tells how they stand",
        ),
        switches_are_looked_at,
    ),
    row(
        "T-42",
        "one seat rotates among people",
        Warned("seats that change hands within a plan are counted; earlier plans are not remembered"),
        seats_that_change_hands_are_counted,
    ),
    row(
        "T-43",
        "the only Super admin is out of reach",
        Warned("fewer than are wanted after a plan are told (G-313)"),
        two_hold_the_keys,
    ),
    row("E-01", "groups and custom roles, then people", Around("derived"), groups_before_members),
    row("E-02", "parent groups, then children", Around("derived"), parents_before_children),
    row("E-03", "a free seat, then who takes it", Around("derived from the pool"), a_free_seat_first),
    row(
        "E-04",
        "the user, then the license",
        Around("one call, or in this order"),
        a_user_before_the_license,
    ),
    row(
        "E-05",
        "a product, then the role falls to Member",
        Around("derived"),
        a_product_before_the_role_falls,
    ),
    row("E-06", "GoTo Connect, then queues and the admin flag", Around("derived"), connect_before_queues),
    beyond("E-07", "group settings, then a user's settings", "settings are neither read nor written here"),
    row(
        "E-08",
        "the line, then what routes to it",
        Around(
            "derived for phone numbers and desk phones; what dial plans and ring groups refer to is in no reading known",
        ),
        what_is_led_to_is_there_first,
    ),
    row(
        "E-09",
        "everything about somebody, then the invitation",
        Around(
            "the create call carries licenses, role and group, and the mail goes with it; extension and queues follow. A mail that is sent again (`invitations`) is the last thing of a plan, and `notify: false` sends none with the creation",
        ),
        one_mail_with_everything_in_it,
    ),
    row(
        "E-10",
        "a snapshot, then any removal",
        Around("`before` of every removal, in the plan that is saved"),
        a_deletion_holds_what_was,
    ),
    row(
        "E-11",
        "every queue in both roles, the admin flag, a read, then GoTo Connect goes",
        Around("derived, with the read back"),
        queues_first,
    ),
    row(
        "E-12",
        "routes to the number, then the user goes",
        Refused(
            "the deletion waits while a phone number leads to the extension; a number that is re-routed goes first and is read back; dial plans and ring groups are told",
        ),
        nobody_is_deleted_while_a_number_leads_to_them,
    ),
    row(
        "E-13",
        "a new Super admin has signed in, then the old one goes",
        Refused("an invited one does not count"),
        an_invitation_is_no_second_key,
    ),
    row(
        "E-14",
        "the base permission, then the dependent one",
        Around("derived, in `portal: pbx-classic`"),
        a_base_permission_comes_first,
    ),
    beyond(
        "E-15",
        "a channel, then the inbox queue",
        "channels are not read, and queues are referred to and never made",
    ),
    row(
        "E-16",
        "the dependent permission is revoked, then the base",
        Around("derived, in `portal: pbx-classic`"),
        a_dependent_permission_goes_first,
    ),
    row(
        "E-17",
        "a manager's scope changes, then the group goes",
        Around(
            "derived in `portal: classic`, where lists and roles are managed; elsewhere the last group of a manager stays",
        ),
        a_scope_changes_before_the_group_goes,
    ),
    row(
        "E-18",
        "members and children move, then the group goes",
        Around("derived; children that nobody declares keep the parent (G-410)"),
        members_leave_before_the_group_goes,
    ),
    row(
        "E-19",
        "another agent, then the last one leaves",
        Around("a replacement in the same plan is enough"),
        a_replacement_is_there,
    ),
    row(
        "E-20",
        "meetings are reassigned, then the license goes",
        Warned(
            "nothing is read, and a warning tells; with `settings: { meetings: api }` (as far as is public) the license waits until somebody reassigned them and reading shows none",
        ),
        meetings_are_handed_over,
    ),
    row(
        "E-21",
        "a co-organizer is added, then the license goes",
        Warned(
            "nothing is read, and a warning tells; with `settings: { meetings: api }` (as far as is public) whom `co_organizer` names is added to each and read back before the license goes",
        ),
        webinars_get_a_co_organizer,
    ),
    row(
        "E-22",
        "products, then the role",
        Otherwise(
            "the role goes first, because a dismissed administrator should lose power first; the status in the end is the same (G-120). `portal: classic` takes the products first",
        ),
        power_goes_first,
    ),
    row(
        "E-23",
        "suspended for a while, then deleted",
        Refused(
            "the deletion alone waits for its acknowledgement; queues, licenses and role go at once, so the person is suspended until then. Since when somebody is suspended no known call tells",
        ),
        absent_suspends,
    ),
    row(
        "E-30",
        "the device, then the line and the user",
        Around(
            "derived in `portal: pbx-classic`, for what was confirmed; of the rest a warning says where to look (G-215)",
        ),
        a_device_goes_before_line_and_user,
    ),
];

/// The number, with a link where findings or reasons of steps have it as their code.
fn shown(number: &str) -> String {
    let code = CODES.iter().find(|code| code.id.strip_prefix("goto:") == Some(number));
    code.map_or(number.to_owned(), |_| format!("[{number}](findings/goto-{number}.md)"))
}

/// `docs/traps.md`.
pub fn page() -> String {
    let mut out = String::from(
        "# Traps and edges, number by number\n\n\
         Each number is one of the traps (T) and ordering edges (E) that an experienced administrator of GoTo knows. \
         This page is made of the table in `tests/traps/table.rs`, where every row but those out of reach has a case that \
         is run: `cargo test --test traps`.\n\n\
         * **planned around**: no plan steps into it.\n\
         * **refused**: the roster or the change is refused, and the rest goes on.\n\
         * **told**: a warning or a note stands in the plan.\n\
         * **otherwise**: the plan goes another way, for the reason that stands there.\n\
         * **out of reach**: no known call tells of it, or it is not managed here.\n\n\
         The mark is the evidence: the vendor's own pages (`doc`), a conclusion (`inferred`), or none (`unknown`); all of it as far \
         as is public. What is done about the rules behind them stands [on its own page](rules-goto.md).\n\n\
         | number | evidence | situation | rosterctl |\n|---|---|---|---|\n",
    );
    for Row { number, situation, does, .. } in ROWS {
        let (word, text) = match does {
            Around(text) => ("planned around", text),
            Refused(text) => ("refused", text),
            Warned(text) => ("told", text),
            Otherwise(text) => ("otherwise", text),
            OutOfReach(text) => ("out of reach", text),
        };
        let mark = crate::marks::sheet("goto").mark(number).unwrap_or_default();
        let _ = writeln!(out, "| {} | {mark} | {situation} | **{word}**: {text} |", shown(number));
    }
    out
}
