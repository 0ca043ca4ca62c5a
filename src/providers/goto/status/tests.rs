//! The state machine of section 3.2, row by row, and the properties of section 3.1.

use super::Effect::*;
use super::Event::*;
use super::Status::*;
use super::*;

/// Nobody, and people in each of the states of the sheet.
#[derive(Clone, Copy, Debug)]
enum From {
    Nobody,
    Invitee,
    Transferee,
    Declined,
    Member,
    AwayMember,
    Admin,
    AwayAdmin,
    /// An administrator without a product.
    BareAdmin,
    /// Suspended after having signed in.
    Out,
    /// Suspended without ever having signed in.
    NeverIn,
}

fn person(from: From) -> Option<Person> {
    let member = Person { products: 1, last_sign_in: Some(1), ..Person::default() };
    let admin = Person { above_member: true, ..member };
    Some(match from {
        From::Nobody => return None,
        From::Invitee => Person { last_sign_in: None, ..member },
        From::Transferee => Person { last_sign_in: None, transfer: Transfer::Pending, ..member },
        From::Declined => Person { last_sign_in: None, transfer: Transfer::Declined, ..member },
        From::Member => member,
        From::AwayMember => Person { last_sign_in: Some(91), ..member },
        From::Admin => admin,
        From::AwayAdmin => Person { last_sign_in: Some(91), ..admin },
        From::BareAdmin => Person { products: 0, ..admin },
        From::Out => Person { products: 0, ..member },
        From::NeverIn => Person { products: 0, last_sign_in: None, ..member },
    })
}

/// Row, from, event, to (`None`: gone; `Err`: not offered), what else changes.
type Row = (u32, From, Event, Result<Option<Status>, ()>, &'static [Effect]);

const TABLE: &[Row] = &[
    (1, From::Nobody, Added(1), Ok(Some(Invited(1))), &[WelcomeMail, SeatTaken, ExtensionMade]),
    (2, From::Nobody, AddedElsewhere(1), Ok(Some(Invited(1))), &[TransferInvitation, SeatTaken]),
    (3, From::Invitee, SignsIn, Ok(Some(Active)), &[]),
    (4, From::Invitee, InvitedAgain, Ok(Some(Invited(2))), &[AnotherInvitation]),
    (4, From::Transferee, InvitedAgain, Ok(Some(Invited(2))), &[AnotherInvitation]),
    (5, From::Transferee, Accepts, Ok(Some(Active)), &[MovesHere]),
    (6, From::Transferee, Declines, Ok(Some(Suspended)), &[SeatHeld]),
    // The undo of row 6: invite again, or delete to free the seat.
    (6, From::Declined, InvitedAgain, Ok(Some(Invited(2))), &[AnotherInvitation]),
    (6, From::Declined, Deleted, Ok(None), &[SeatFreed, HistoryGone]),
    (7, From::Member, StaysAway(91), Ok(Some(Inactive)), &[]),
    (7, From::Member, StaysAway(90), Ok(Some(Active)), &[]),
    (7, From::Admin, StaysAway(91), Ok(Some(Inactive)), &[]),
    (8, From::AwayMember, SignsIn, Ok(Some(Active)), &[]),
    (9, From::AwayMember, InvitedAgain, Err(()), &[]),
    (9, From::Member, InvitedAgain, Err(()), &[]),
    (10, From::Member, LosesProducts, Ok(Some(Suspended)), &[ProductMail, SeatFreed, LockedOut]),
    (10, From::AwayMember, LosesProducts, Ok(Some(Suspended)), &[ProductMail, SeatFreed, LockedOut]),
    (11, From::Admin, LosesProducts, Ok(Some(Active)), &[ProductMail, SeatFreed]),
    (11, From::AwayAdmin, LosesProducts, Ok(Some(Inactive)), &[ProductMail, SeatFreed]),
    (12, From::BareAdmin, FallsToMember, Ok(Some(Suspended)), &[LockedOut]),
    (12, From::Admin, FallsToMember, Ok(Some(Active)), &[]),
    (13, From::Out, GetsProduct, Ok(Some(Active)), &[SeatTaken, ProductMail]),
    (13, From::Out, GetsRole, Ok(Some(Active)), &[RoleMail]),
    (13, From::NeverIn, GetsProduct, Ok(Some(Invited(1))), &[SeatTaken, ProductMail]),
    (13, From::NeverIn, GetsRole, Ok(Some(Invited(1))), &[RoleMail]),
    (14, From::Member, Deactivated, Ok(Some(Suspended)), &[SeatFreed, RoleRemoved, LockedOut]),
    (14, From::Admin, Deactivated, Ok(Some(Suspended)), &[SeatFreed, RoleRemoved, LockedOut]),
    (14, From::Invitee, Deactivated, Ok(Some(Suspended)), &[SeatFreed, RoleRemoved, LockedOut]),
    (15, From::Invitee, Deleted, Ok(None), &[SeatFreed, HistoryGone]),
    (15, From::AwayAdmin, Deleted, Ok(None), &[SeatFreed, HistoryGone]),
    (15, From::Out, Deleted, Ok(None), &[SeatFreed, HistoryGone]),
    (16, From::Member, DeletedFromOrganization, Ok(None), &[IdentityDestroyed]),
    (16, From::Out, DeletedFromOrganization, Ok(None), &[IdentityDestroyed]),
];

#[test]
fn every_row_of_the_state_machine_holds() {
    for (row, from, event, to, effects) in TABLE {
        let what = format!("row {row}: {from:?}, {event:?}");
        match after(person(*from), *event) {
            Ok((person, told)) => {
                assert_eq!(Ok(person.as_ref().map(status)), *to, "{what}");
                assert_eq!(told, *effects, "{what}");
            }
            Err(why) => {
                assert_eq!(*to, Err(()), "{what}");
                assert!(!why.is_empty(), "{what}");
            }
        }
    }
    let rows: std::collections::BTreeSet<u32> = TABLE.iter().map(|row| row.0).collect();
    assert_eq!(rows, (1..=16).collect(), "every row of the sheet has a case");
}

#[test]
fn people_begin_in_the_state_that_their_row_names() {
    for (from, wanted) in [
        (From::Invitee, Invited(1)),
        (From::Transferee, Invited(1)),
        (From::Declined, Suspended),
        (From::Member, Active),
        (From::AwayMember, Inactive),
        (From::Admin, Active),
        (From::AwayAdmin, Inactive),
        (From::BareAdmin, Active),
        (From::Out, Suspended),
        (From::NeverIn, Suspended),
    ] {
        assert_eq!(person(from).as_ref().map(status), Some(wanted), "{from:?}");
    }
}

#[test]
fn the_days_are_the_accounts() {
    for days in [30, 60, 90] {
        let away = |last| Person {
            products: 1,
            last_sign_in: Some(last),
            inactivity_days: days,
            ..Person::default()
        };
        assert_eq!(status(&away(days)), Active);
        assert_eq!(status(&away(days + 1)), Inactive);
    }
}

#[test]
fn products_and_role_together_decide_who_is_suspended() {
    for products in [0, 1, 2] {
        for above_member in [false, true] {
            for last_sign_in in [None, Some(0), Some(91)] {
                let person = Person { products, above_member, last_sign_in, ..Person::default() };
                let nobody = products == 0 && !above_member;
                assert_eq!(status(&person) == Suspended, nobody, "{person:?}");
            }
        }
    }
}

/// Suspend is two edits, and either order ends in the same status (G-120).
#[test]
fn suspending_is_two_edits_in_either_order() {
    let go = |events: [Event; 2]| {
        events.into_iter().fold(person(From::Admin), |who, event| after(who, event).expect("is offered").0)
    };
    let (one, other) = (go([LosesProducts, FallsToMember]), go([FallsToMember, LosesProducts]));
    assert_eq!(one, other);
    assert_eq!(one.as_ref().map(status), Some(Suspended));
}

#[test]
fn nothing_happens_to_nobody_and_nobody_is_added_twice() {
    for event in [SignsIn, InvitedAgain, LosesProducts, Deleted, Accepts] {
        assert!(after(None, event).is_err(), "{event:?}");
    }
    for event in [Added(1), AddedElsewhere(1), Accepts, Declines] {
        assert!(after(person(From::Member), event).is_err(), "{event:?}");
    }
}
