//! What comes over a pipe, kept within limits: a program cannot fill our memory or a person's screen.

use crate::model::Mask;

/// How many characters of a line are shown.
const SHOWN: usize = 500;
/// How many bytes of a line are kept.
const KEPT: usize = 16 * 1024;
/// How many lines of one run are shown.
const MOST: usize = 100;

/// Makes lines of what a program writes to its stderr, and tells each as it ends.
pub struct Lines<'a> {
    masks: &'a Mask,
    tell: &'a (dyn Fn(&str) + Send + Sync),
    line: Vec<u8>,
    cut: bool,
    printed: usize,
}

impl<'a> Lines<'a> {
    /// Tells lines by `tell`.
    pub fn new(masks: &'a Mask, tell: &'a (dyn Fn(&str) + Send + Sync)) -> Self {
        Self { masks, tell, line: Vec::new(), cut: false, printed: 0 }
    }

    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        for (n, part) in bytes.split(|byte| *byte == b'\n').enumerate() {
            if n > 0 {
                self.end();
            }
            let room = KEPT - self.line.len();
            self.cut |= part.len() > room;
            self.line.extend_from_slice(part.get(..room).unwrap_or(part));
        }
    }

    /// Tells the line that has come; one with nothing in it is not worth telling.
    pub fn end(&mut self) {
        let (line, cut) = (std::mem::take(&mut self.line), std::mem::take(&mut self.cut));
        let text = self.masks.shown(&line, cut, SHOWN);
        if text.is_empty() {
            return;
        }
        self.printed += 1;
        match self.printed.cmp(&(MOST + 1)) {
            std::cmp::Ordering::Less => (self.tell)(&text),
            std::cmp::Ordering::Equal => (self.tell)("(it says more, which is not shown)"),
            std::cmp::Ordering::Greater => {}
        }
    }
}

/// The answer of a program, as far as it is kept.
#[derive(Debug, Default)]
pub struct Kept {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether there were more.
    pub cut: bool,
}

impl Kept {
    /// How many bytes of an answer are kept: one document with a reason in it is far below.
    pub const MOST: usize = 64 * 1024;

    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        let room = Self::MOST - self.bytes.len();
        self.cut |= bytes.len() > room;
        self.bytes.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn printed(chunks: &[&[u8]]) -> Vec<String> {
        let masks = Mask::new(&["s3cr3t".into()]);
        let printed = Mutex::new(Vec::new());
        let tell = |line: &str| printed.lock().expect("one thread").push(line.to_owned());
        let mut lines = Lines::new(&masks, &tell);
        chunks.iter().for_each(|chunk| lines.take(chunk));
        lines.end();
        printed.into_inner().expect("one thread")
    }

    #[test]
    fn lines_are_told_whole_however_they_come() {
        assert_eq!(printed(&[b"a", b"b\r\n\nc", b"\n"]), ["ab", "c"]);
        assert_eq!(printed(&[b"token s3c", b"r3t sent"]), ["token ******** sent"]);
    }

    #[test]
    fn no_end_of_lines_is_shown() {
        let all = printed(&[&b"x\n".repeat(100_000)]);
        assert_eq!(all.len(), MOST + 1);
        assert_eq!(all.last().map(String::as_str), Some("(it says more, which is not shown)"));
    }

    #[test]
    fn an_endless_line_is_cut_and_hides_what_was_cut_in_two() {
        let long = [&[b'x'; KEPT - 3][..], b"s3cr3t"].concat();
        let all = printed(&[&long, b"\nnext"]);
        assert_eq!(all.len(), 2);
        assert!(all[0].chars().count() == SHOWN + 1 && all[0].ends_with('…'));
        assert_eq!(all[1], "next");
        let mut kept = Kept::default();
        (0..100).for_each(|_| kept.take(&[b'x'; 1024]));
        assert!(kept.cut && kept.bytes.len() == Kept::MOST);
    }
}
