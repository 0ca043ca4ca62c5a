//! The vendors' sheets of facts, number by number: what each rule rests upon. A rule with several sources has the mark
//! of the weakest one. What a standard or the vendor's own page says is `doc`, drafts of a standard are `third party`.

/// One sheet.
pub struct Sheet {
    pub provider: &'static str,
    /// Letters, digits that are written, and the numbers from and to.
    blocks: &'static [(&'static str, usize, u32, u32)],
    /// Mark and numbers of the rules that are not `doc`.
    pub weaker: &'static [(&'static str, &'static str)],
}

impl Sheet {
    /// Every number of the sheet, in its order.
    pub fn numbers(&self) -> Vec<String> {
        let block = |&(letters, width, from, to): &(&str, usize, u32, u32)| {
            (from..=to).map(move |number| format!("{letters}-{number:0width$}")).collect::<Vec<_>>()
        };
        self.blocks.iter().flat_map(block).collect()
    }

    /// The mark of a number; none where the sheet does not have the number.
    pub fn mark(&self, number: &str) -> Option<&'static str> {
        let has = |list: &str| list.split_whitespace().any(|own| own == number);
        let weaker = self.weaker.iter().find(|(_, list)| has(list)).map(|(mark, _)| *mark);
        self.numbers().iter().any(|own| own == number).then(|| weaker.unwrap_or("doc"))
    }
}

/// The sheet of a provider.
pub fn sheet(provider: &str) -> &'static Sheet {
    SHEETS.iter().find(|sheet| sheet.provider == provider).expect("a sheet")
}

pub const SHEETS: &[Sheet] = &[
    Sheet {
        provider: "goto",
        blocks: &[
            ("G", 3, 1, 21),
            ("G", 3, 101, 110),
            ("G", 3, 120, 124),
            ("G", 3, 130, 136),
            ("G", 3, 201, 217),
            ("G", 3, 301, 318),
            ("G", 3, 401, 410),
            ("G", 3, 501, 510),
            ("G", 3, 601, 615),
            ("G", 3, 701, 717),
            ("G", 3, 801, 810),
            ("G", 3, 901, 905),
            ("T", 2, 1, 43),
            ("E", 2, 1, 23),
            ("E", 2, 30, 30),
            ("C", 2, 1, 11),
            ("U", 2, 1, 17),
        ],
        weaker: &[
            ("third party", "G-217 G-302 G-716 G-717 G-804 G-809 G-904 G-905"),
            ("inferred", "T-40 E-04 E-19"),
            // U-01, U-02, U-07, U-08, U-10 and U-12, and what hangs on them.
            ("unknown", "G-313 G-410 G-615 G-810 T-02 T-15 T-37 E-12 E-13 E-18"),
            (
                "unknown",
                "U-01 U-02 U-03 U-04 U-05 U-06 U-07 U-08 U-09 U-10 U-11 U-12 U-13 U-14 U-15 U-16 U-17",
            ),
        ],
    },
    Sheet {
        provider: "gotoassist",
        blocks: &[
            ("A", 3, 1, 13),
            ("A", 3, 101, 109),
            ("A", 3, 201, 211),
            ("A", 3, 301, 306),
            ("A", 3, 401, 406),
            ("A", 3, 501, 510),
            ("A", 3, 601, 604),
            ("AT", 2, 1, 16),
            ("AE", 2, 1, 10),
            ("AU", 2, 1, 8),
        ],
        weaker: &[
            // AT-04: the page is of generation II.
            ("inferred", "A-211 A-602 AE-07 AT-02 AT-04 AT-11 AT-12 AT-13"),
            ("unknown", "A-013 AE-06 AE-09 AT-03"),
            ("unknown", "AU-01 AU-02 AU-03 AU-04 AU-05 AU-06 AU-07 AU-08"),
        ],
    },
    Sheet {
        provider: "engage",
        blocks: &[("E", 3, 1, 45), ("C", 1, 1, 7), ("V", 2, 41, 41)],
        weaker: &[
            ("third party", "E-036"),
            // E-045: the page is of the interface that this product replaced. V-41: none was found, which proves nothing.
            ("inferred", "E-004 E-006 E-010 E-014 E-019 E-025 E-026 E-029 E-035 E-045 V-41"),
            ("assumed", "C-1 C-2 C-3 C-4 C-5"),
            ("unknown", "E-027 E-042 C-6 C-7"),
        ],
    },
    Sheet {
        provider: "scim",
        blocks: &[("S", 2, 1, 12), ("S", 2, 20, 38), ("S", 2, 40, 41), ("S", 2, 50, 58), ("S", 2, 60, 65)],
        weaker: &[("third party", "S-07 S-40 S-41 S-50 S-52 S-53 S-54 S-56 S-57 S-60 S-61 S-64 S-65")],
    },
];
