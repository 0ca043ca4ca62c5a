//! Texts of others, made fit to be shown.

/// What a letter becomes that may not be shown as it is.
const STAND_IN: char = '\u{fffd}';

/// `text` with nothing in it that a terminal would obey, on one line.
pub fn harmless(text: &str) -> String {
    text.chars().map(|letter| if acts(letter) { STAND_IN } else { letter }).collect()
}

/// Whether a terminal may do something else with `letter` than show it: controls, what turns the direction of
/// writing, and what is not seen at all.
fn acts(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
