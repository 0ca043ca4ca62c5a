use proptest::prelude::*;

use super::*;

const PLANE: Plane = Plane("admin");

fn traffic(allowed: u32) -> Traffic {
    Traffic::new(BTreeMap::from([(PLANE, Lane::new(allowed))]))
}

fn millis(number: u64) -> Duration {
    Duration::from_millis(number)
}

/// A clock that stands still but for those who sleep.
#[derive(Default)]
struct Still(Mutex<Duration>);

impl Clock for Still {
    fn now(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        *self.0.lock().unwrap() += time;
        Box::pin(std::future::ready(()))
    }

    fn chance(&self) -> f64 {
        0.5
    }
}

proptest! {
    /// Calls that come at any time, wake up late and are paused now and then never crowd a window.
    #[test]
    fn no_window_of_a_second_is_above_the_limit(
        allowed in 1_u32..20,
        arrivals in prop::collection::vec((0_u64..400, 0_u64..50, prop::bool::weighted(0.05)), 1..200),
    ) {
        let mut traffic = traffic(allowed);
        let (mut now, mut left) = (Duration::ZERO, Vec::new());
        for (gap, late, refused) in arrivals {
            now += millis(gap);
            while let Err(wait) = traffic.leave(PLANE, now) {
                now += wait + millis(late);
            }
            left.push(now);
            if refused {
                traffic.heed(PLANE, Answer::TooMany(None), now, 0.5);
            }
        }
        let used = (allowed * SHARE / 10).max(1) as usize;
        for (at, from) in left.iter().enumerate() {
            let inside = left[at..].iter().take_while(|time| **time < *from + SECOND).count();
            prop_assert!(inside <= used, "{inside} calls in a second, {used} are right");
        }
    }
}

#[test]
fn eight_tenths_of_the_allowance_are_used_in_the_long_run() {
    let (mut traffic, mut now, mut left) = (traffic(10), Duration::ZERO, 0);
    while now < Duration::from_secs(100) {
        match traffic.leave(PLANE, now) {
            Ok(()) => left += 1,
            Err(wait) => now += wait,
        }
    }
    assert!((792..=808).contains(&left), "{left} calls left in 100 seconds");
}

#[test]
fn bursts_that_arrive_a_quarter_second_late_stay_within_the_vendors_limit() {
    let (mut traffic, mut now, mut left) = (traffic(10), Duration::ZERO, Vec::new());
    while left.len() < 100 {
        match traffic.leave(PLANE, now) {
            Ok(()) => left.push(now),
            Err(wait) => now += wait,
        }
    }
    for (at, from) in left.iter().enumerate() {
        let inside = left[at..].iter().take_while(|time| **time < *from + millis(1250)).count();
        assert!(inside <= 10, "{inside} calls within 1.25 seconds");
    }
}

#[test]
fn a_retry_after_closes_the_whole_plane_for_as_long() {
    let mut traffic = traffic(10);
    let asked = Some(Duration::from_secs(7));
    let again = traffic.after(PLANE, 1, Answer::TooMany(asked), millis(100), 0.9);
    assert_eq!(again, Again::After(Duration::from_secs(7)));
    assert_eq!(traffic.leave(PLANE, millis(1100)), Err(Duration::from_secs(6)));
    assert_eq!(traffic.leave(PLANE, millis(7100)), Ok(()));
}

#[test]
fn an_absurd_retry_after_is_not_waited_for() {
    let mut traffic = traffic(10);
    let asked = Some(Duration::MAX);
    assert_eq!(traffic.after(PLANE, 1, Answer::TooMany(asked), millis(1), 0.5), Again::No);
    assert_eq!(traffic.after(PLANE, 1, Answer::Trouble(asked), millis(1), 0.5), Again::No);
}

#[test]
fn calls_refused_together_cause_one_pause() {
    let mut traffic = traffic(10);
    for _ in 0..8 {
        traffic.after(PLANE, 1, Answer::TooMany(None), millis(10), 0.5);
    }
    assert_eq!(traffic.leave(PLANE, millis(10)), Err(millis(500)));
}

#[test]
fn a_few_calls_get_five_tries_each() {
    let mut traffic = traffic(10);
    for _ in 0..8 {
        let tries = (1..).find(|attempt| {
            traffic.after(PLANE, *attempt, Answer::Trouble(None), Duration::ZERO, 0.5) == Again::No
        });
        assert_eq!(tries, Some(MOST_TRIES));
    }
}

#[test]
fn a_dead_service_sees_a_tenth_more_than_the_first_tries() {
    for answer in [Answer::Trouble(None), Answer::TooMany(None)] {
        let (mut traffic, mut sent) = (traffic(10), 0);
        for _ in 0..1000 {
            for attempt in 1.. {
                sent += 1;
                if traffic.after(PLANE, attempt, answer, Duration::ZERO, 0.5) == Again::No {
                    break;
                }
            }
        }
        assert!(sent <= 1100, "{sent} calls");
    }
}

#[test]
fn waits_double_up_to_a_cap_and_jitter_reaches_down_to_nothing() {
    let waits: Vec<u64> = (1..=8).map(|n| backoff(n, 1.0).as_millis() as u64).collect();
    assert_eq!(waits, [500, 1000, 2000, 4000, 8000, 16000, 20000, 20000]);
    assert_eq!(backoff(u32::MAX, 0.0), Duration::ZERO);
}

#[tokio::test]
async fn the_shell_lets_calls_leave_at_the_pace() {
    let clock = Arc::new(Still::default());
    let pacer = Pacer::new(clock.clone(), [(PLANE, 10)]);
    for _ in 0..81 {
        pacer.turn(PLANE).await;
    }
    assert!((millis(9500)..millis(10_500)).contains(&clock.now()), "{:?}", clock.now());
    pacer.turn(Plane("of no limit")).await;
}
