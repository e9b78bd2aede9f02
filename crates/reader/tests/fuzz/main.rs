//! Reads random files for `TENURE_FUZZ_SECONDS` seconds. None may make the reader panic or hang, and every file that
//! can be read has the properties of `invariants`.
//!
//! Each file is made from its seed alone. `TENURE_FUZZ_SEED` is the seed of the first; a failure reports its own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod case;
mod files;
mod options;
mod random;
mod seeds;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use case::Case;
use random::Random;

/// The interval at which the reader is checked for hanging.
const TICK: Duration = Duration::from_millis(200);

/// The number of checks, in five seconds, after which a file counts as hanging. Time itself is no measure, since it
/// goes on while the machine sleeps.
const LOOKS: u32 = 25;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().unwrap())
}

#[test]
fn nothing_panics_or_hangs_or_is_read_in_two_settings() {
    let seconds = number("TENURE_FUZZ_SECONDS").unwrap_or(5);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros() as u64;
    let first = number("TENURE_FUZZ_SEED").unwrap_or(now);
    println!("TENURE_FUZZ_SEED={first}");
    let running = Arc::new(Mutex::new(None));
    watch(Arc::clone(&running));
    let begin = Instant::now();
    let (mut files, mut understood) = (0_u64, 0_u64);
    while files == 0 || begin.elapsed() < Duration::from_secs(seconds) {
        let seed = first.wrapping_add(files);
        let case = Case::new(&mut Random::new(seed));
        *running.lock().unwrap() = Some((seed, case.clone()));
        match catch_unwind(AssertUnwindSafe(|| case.run())) {
            Ok(Ok(is_understood)) => understood += u64::from(is_understood),
            Ok(Err(problem)) => panic!("{}\n{problem}", told(seed, &case)),
            Err(_) => panic!("{}\nsee above", told(seed, &case)),
        }
        *running.lock().unwrap() = None;
        files += 1;
    }
    println!("{files} files, {understood} of them understood, in {:.1} s", begin.elapsed().as_secs_f64());
}

fn told(seed: u64, case: &Case) -> String {
    format!("TENURE_FUZZ_SEED={seed}\n{case}")
}

/// Ends the process when a file takes too long, because a hanging thread cannot be stopped.
fn watch(running: Arc<Mutex<Option<(u64, Case)>>>) {
    std::thread::spawn(move || {
        let (mut last, mut looks) = (0, 0);
        loop {
            std::thread::sleep(TICK);
            let Some((seed, case)) = &*running.lock().unwrap() else { continue };
            looks = if *seed == last { looks + 1 } else { 0 };
            last = *seed;
            if looks > LOOKS {
                eprintln!("hangs: {}", told(*seed, case));
                std::process::exit(101);
            }
        }
    });
}
