//! Reads `sensor=value` lines, drops what is malformed, and prints the middle of each five values with the time.
use chrono::Utc;
use regex::Regex;
use smallvec::SmallVec;
use std::io::{self, BufRead};

fn parse(line: &str, pattern: &Regex) -> Option<(String, i64)> {
    let found = pattern.captures(line)?;
    Some((found[1].to_string(), found[2].parse().ok()?))
}

fn middle(values: &mut SmallVec<[i64; 5]>) -> i64 {
    values.sort_unstable();
    values[values.len() / 2]
}

fn main() {
    let pattern = Regex::new(r"^([a-z]+)=(-?[0-9]{1,9})$").expect("the pattern is fixed");
    let mut window: SmallVec<[i64; 5]> = SmallVec::new();
    for line in io::stdin().lock().lines().flatten() {
        if let Some((sensor, value)) = parse(&line, &pattern) {
            window.push(value);
            if window.len() == 5 {
                let mut digits = itoa::Buffer::new();
                println!("{} {}={}", Utc::now().timestamp(), sensor, digits.format(middle(&mut window)));
                window.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_five() {
        assert_eq!(middle(&mut SmallVec::from([9, 1, 5, 3, 7])), 5);
    }

    #[test]
    fn malformed_lines_are_dropped() {
        let pattern = Regex::new(r"^([a-z]+)=(-?[0-9]{1,9})$").unwrap();
        assert_eq!(parse("hall=21", &pattern), Some(("hall".to_string(), 21)));
        assert_eq!(parse("hall=warm", &pattern), None);
    }
}
