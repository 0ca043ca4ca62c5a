//! A person's status: a result of products, role and sign-ins, never written (G-101). Pure functions after section
//! 3 of the domain sheet; the emulator has a reading of its own.

use std::fmt;

/// What a person's status is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// No product and no role above Member (G-103), or a transfer was declined (G-123): no sign-in anywhere.
    Suspended,
    /// Entitled, never signed in; how many invitations were sent (G-105).
    Invited(u32),
    /// Entitled, signed in within the account's days (G-102).
    Active,
    /// Entitled, and not signed in for longer than that; nothing is taken away (G-104).
    Inactive,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Suspended => "suspended",
            Self::Invited(_) => "invited",
            Self::Active => "active",
            Self::Inactive => "inactive",
        })
    }
}

/// Where a person who had a profile in another account stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Transfer {
    /// There was none, or it is over.
    #[default]
    None,
    /// Invited to move here, not answered yet (G-011).
    Pending,
    /// Stays where they are; the product is held here all the same (G-123).
    Declined,
}

/// What decides a person's status.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Person {
    /// How many products they hold.
    pub products: usize,
    /// Whether they have a role above Member.
    pub above_member: bool,
    /// How many invitations were sent.
    pub invitations: u32,
    /// Days since the last sign-in to an app; `None` where there was none. Physical phones do not count (G-106).
    pub last_sign_in: Option<u32>,
    /// After how many days without sign-in the account calls people inactive: 30, 60 or 90.
    pub inactivity_days: u32,
    /// Where a transfer stands.
    pub transfer: Transfer,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            products: 0,
            above_member: false,
            invitations: 1,
            last_sign_in: None,
            inactivity_days: 90,
            transfer: Transfer::None,
        }
    }
}

/// The status of `person` (section 3.1, with transition 6: who declined a transfer holds a product and is
/// suspended).
pub fn status(person: &Person) -> Status {
    let entitled = person.products > 0 || person.above_member;
    if !entitled || person.transfer == Transfer::Declined {
        return Status::Suspended;
    }
    match person.last_sign_in {
        None => Status::Invited(person.invitations),
        Some(days) if days > person.inactivity_days => Status::Inactive,
        Some(_) => Status::Active,
    }
}

/// What happens to a person (section 3.2).
#[cfg_attr(not(test), expect(dead_code, reason = "the plan needs a few of them; the table holds all"))]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    /// Added with so many products, new to GoTo.
    Added(usize),
    /// Added with so many products, with a profile in another account.
    AddedElsewhere(usize),
    /// Signs in to an app.
    SignsIn,
    /// An invitation is sent again from the person's own row.
    InvitedAgain,
    /// Accepts a transfer.
    Accepts,
    /// Declines a transfer.
    Declines,
    /// Does not sign in for so many days.
    StaysAway(u32),
    /// The last product is removed.
    LosesProducts,
    /// The role falls to Member.
    FallsToMember,
    /// A product is added.
    GetsProduct,
    /// A role above Member is given.
    GetsRole,
    /// The directory deactivates the person.
    Deactivated,
    /// Deleted from the account.
    Deleted,
    /// Deleted from the Organization Center.
    DeletedFromOrganization,
}

/// What else changes with an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// A welcome mail leaves, unless it is suppressed.
    WelcomeMail,
    /// A transfer invitation leaves.
    TransferInvitation,
    /// Another invitation leaves.
    AnotherInvitation,
    /// A mail about the product leaves, unless it is suppressed; a first-time product mails all the same (G-507).
    ProductMail,
    /// A mail about the role leaves, unless it is suppressed (G-310).
    RoleMail,
    /// A seat is taken.
    SeatTaken,
    /// The seat comes free.
    SeatFreed,
    /// The seat stays held although nobody can use it (G-123).
    SeatHeld,
    /// With GoTo Connect an extension and a voicemail box are made (G-003).
    ExtensionMade,
    /// History, sessions and recordings move here, and the person is suspended in the other account.
    MovesHere,
    /// No sign-in anywhere any more.
    LockedOut,
    /// The role is taken away.
    RoleRemoved,
    /// History leaves the reports (G-131).
    HistoryGone,
    /// Identity, access and product data are destroyed (G-606).
    IdentityDestroyed,
}

/// What comes of an event: the person afterwards (`None`: gone) and what else changes; `Err` says why the portal does
/// not offer it.
pub type Outcome = Result<(Option<Person>, Vec<Effect>), &'static str>;

/// What comes of `event` for `person`; `None` is somebody who is not there.
pub fn after(person: Option<Person>, event: Event) -> Outcome {
    let Some(person) = person else { return added(event) };
    let stays = |person: Person, effects: &[Effect]| Ok((Some(person), effects.to_vec()));
    match event {
        Event::Added(_) | Event::AddedElsewhere(_) => Err("is there already"),
        Event::SignsIn => stays(Person { last_sign_in: Some(0), ..person }, &[]),
        Event::StaysAway(days) => {
            stays(Person { last_sign_in: person.last_sign_in.map(|_| days), ..person }, &[])
        }
        Event::InvitedAgain => invited_again(person),
        Event::Accepts | Event::Declines => answered(person, event == Event::Accepts),
        Event::LosesProducts => {
            let left = Person { products: 0, ..person };
            let locked = (status(&left) == Status::Suspended).then_some(Effect::LockedOut);
            let freed: &[Effect] =
                if person.products > 0 { &[Effect::ProductMail, Effect::SeatFreed] } else { &[] };
            stays(left, &freed.iter().copied().chain(locked).collect::<Vec<_>>())
        }
        Event::FallsToMember => {
            let left = Person { above_member: false, ..person };
            let locked = (status(&left) == Status::Suspended).then_some(Effect::LockedOut);
            stays(left, &locked.into_iter().collect::<Vec<_>>())
        }
        Event::GetsProduct => {
            let more = Person { products: person.products + 1, ..person };
            stays(more, &[Effect::SeatTaken, Effect::ProductMail])
        }
        Event::GetsRole => stays(Person { above_member: true, ..person }, &[Effect::RoleMail]),
        Event::Deactivated => {
            let left = Person { products: 0, above_member: false, ..person };
            stays(left, &[Effect::SeatFreed, Effect::RoleRemoved, Effect::LockedOut])
        }
        Event::Deleted => Ok((None, vec![Effect::SeatFreed, Effect::HistoryGone])),
        Event::DeletedFromOrganization => Ok((None, vec![Effect::IdentityDestroyed])),
    }
}

/// Transitions 1 and 2.
fn added(event: Event) -> Outcome {
    match event {
        Event::Added(products) => {
            let effects = vec![Effect::WelcomeMail, Effect::SeatTaken, Effect::ExtensionMade];
            Ok((Some(Person { products, ..Person::default() }), effects))
        }
        Event::AddedElsewhere(products) => {
            let person = Person { products, transfer: Transfer::Pending, ..Person::default() };
            Ok((Some(person), vec![Effect::TransferInvitation, Effect::SeatTaken]))
        }
        _ => Err("is not there"),
    }
}

/// Transitions 4 and 9: only somebody who is invited has the button in their row; the bulk action is another one.
fn invited_again(person: Person) -> Outcome {
    let declined = person.transfer == Transfer::Declined;
    if !declined && !matches!(status(&person), Status::Invited(_)) {
        return Err("the row of somebody who has signed in offers no invitation");
    }
    let transfer = if declined { Transfer::Pending } else { person.transfer };
    let invitations = person.invitations.saturating_add(1);
    Ok((Some(Person { invitations, transfer, ..person }), vec![Effect::AnotherInvitation]))
}

/// Transitions 5 and 6.
fn answered(person: Person, accepts: bool) -> Outcome {
    match (person.transfer, accepts) {
        (Transfer::Pending, true) => {
            let here = Person { last_sign_in: Some(0), transfer: Transfer::None, ..person };
            Ok((Some(here), vec![Effect::MovesHere]))
        }
        (Transfer::Pending, false) => {
            Ok((Some(Person { transfer: Transfer::Declined, ..person }), vec![Effect::SeatHeld]))
        }
        _ => Err("was not asked to move here"),
    }
}

#[cfg(test)]
mod tests;
