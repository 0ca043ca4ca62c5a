use proptest::prelude::*;

use super::*;

const PLANE: Plane = Plane("admin");

fn traffic(allowed: u32) -> Traffic {
    Traffic::new(BTreeMap::from([(PLANE, Lane::new(Rate::Shared(allowed)))]))
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
    let pacer = Pacer::new(clock.clone(), [(PLANE, Rate::Shared(10))]);
    for _ in 0..81 {
        pacer.turn(PLANE).await.unwrap();
    }
    assert!((millis(9500)..millis(10_500)).contains(&clock.now()), "{:?}", clock.now());
    pacer.turn(Plane("of no limit")).await.unwrap();
}

fn pacer(rate: Rate) -> Pacer {
    Pacer::new(Arc::new(Still::default()), [(PLANE, rate)])
}

#[tokio::test]
async fn a_plane_without_a_limit_is_closed_by_a_429_alone() {
    let pacer = pacer(Rate::Unlimited);
    for _ in 0..1000 {
        assert_eq!(pacer.turn(PLANE).await, Ok(()));
    }
    assert_eq!(pacer.clock.now(), Duration::ZERO);
    pacer.heed(PLANE, Answer::TooMany(Some(Duration::from_secs(60))));
    assert_eq!(pacer.turn(PLANE).await, Ok(()));
    assert_eq!(pacer.clock.now(), Duration::from_secs(60));
}

#[tokio::test]
async fn a_stated_rate_is_the_rate() {
    let pacer = pacer(Rate::Most(4));
    for _ in 0..9 {
        assert_eq!(pacer.turn(PLANE).await, Ok(()));
    }
    assert_eq!(pacer.clock.now(), Duration::from_secs(2));
}

#[tokio::test]
async fn a_pause_that_is_too_long_is_not_waited_for() {
    for asked in [121, 86_400, 999_999_999, u64::MAX] {
        let pacer = pacer(Rate::Shared(10));
        pacer.heed(PLANE, Answer::TooMany(Some(Duration::from_secs(asked))));
        let why = pacer.turn(PLANE).await.expect_err("the vendor asks for too much");
        assert!(why.starts_with(&format!("the vendor asks to wait {asked} s more")), "{why}");
        assert_eq!(pacer.clock.now(), Duration::ZERO, "nothing was waited for");
    }
}

#[tokio::test]
async fn a_run_that_is_stopped_waits_for_no_vendor_and_keeps_the_ordinary_pace() {
    let pacer = pacer(Rate::Most(2));
    pacer.stop().now();
    for _ in 0..4 {
        assert_eq!(pacer.turn(PLANE).await, Ok(()), "what is in flight comes to its end");
    }
    assert!(!pacer.pause(Duration::from_secs(5)).await);
    pacer.heed(PLANE, Answer::TooMany(Some(Duration::from_secs(60))));
    let why = pacer.turn(PLANE).await.expect_err("the pause is not waited for");
    assert!(why.contains("stopped"), "{why}");
}

#[tokio::test]
async fn the_deadline_ends_pauses_and_lets_no_call_leave() {
    let pacer = pacer(Rate::Unlimited).until(Some(Duration::from_secs(30)));
    assert!(pacer.pause(Duration::from_secs(20)).await);
    assert!(!pacer.pause(Duration::from_secs(20)).await, "it is cut");
    assert_eq!(pacer.clock.now(), Duration::from_secs(30));
    assert_eq!(pacer.turn(PLANE).await, Err(OVER.into()));
    assert_eq!(pacer.over().await, OVER);
}

#[test]
fn nothing_but_trouble_for_a_quarter_of_an_hour_is_the_end() {
    let minute = Duration::from_secs(60);
    let mut traffic = traffic(10);
    for at in 0..15 {
        traffic.heed(PLANE, Answer::TooMany(Some(minute)), minute * at, 0.5);
        assert!(!traffic.gave_up, "after {at} minutes");
    }
    traffic.heed(PLANE, Answer::TooMany(Some(minute)), minute * 15, 0.5);
    assert!(traffic.gave_up);
}

#[test]
fn a_good_answer_or_a_long_rest_begins_a_new_row() {
    let minute = Duration::from_secs(60);
    for (good, gap) in [(true, 1), (false, 20)] {
        let mut traffic = traffic(10);
        for at in 0..10 {
            traffic.heed(PLANE, Answer::Trouble(None), minute * at, 0.5);
        }
        if good {
            traffic.heed(PLANE, Answer::Fine, minute * 9, 0.5);
        }
        for at in 0..10 {
            traffic.heed(PLANE, Answer::Trouble(None), minute * (9 + gap + at), 0.5);
        }
        assert!(!traffic.gave_up);
    }
}
