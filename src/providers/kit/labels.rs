//! What a vendor's pages call their places, buttons, boxes and fields, in the language in which a portal speaks to
//! whoever follows a check-list. Each vendor has one table of labels; the sentences around them stay English.

use schemars::JsonSchema;

/// The language in which the portal speaks to the people of a tenant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize, JsonSchema)]
pub enum Language {
    /// English, as every page has it.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Portuguese of Brazil.
    #[serde(rename = "pt-BR")]
    Portuguese,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
}

/// One label, in every language in which some page of the vendor prints it.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    /// The help page that prints it, or the rule of the sheet that quotes it.
    pub source: &'static str,
    /// In English.
    pub en: &'static str,
    /// In Portuguese, where a page prints it.
    pub pt: Option<&'static str>,
    /// In Spanish, where a page prints it.
    pub es: Option<&'static str>,
}

impl Label {
    /// A label that no page prints in another language than English.
    pub const fn new(source: &'static str, en: &'static str) -> Self {
        Self { source, en, pt: None, es: None }
    }

    /// As a Portuguese page prints it.
    pub const fn pt(self, pt: &'static str) -> Self {
        Self { pt: Some(pt), ..self }
    }

    /// As a Spanish page prints it.
    pub const fn es(self, es: &'static str) -> Self {
        Self { es: Some(es), ..self }
    }
}

impl Language {
    /// `label` as it stands on the screen. Where no page prints it in this language, the English label with the mark
    /// `(en)`: whoever looks for it will find another word there.
    pub fn say(self, label: Label) -> String {
        match self.printed(label) {
            Some(printed) => printed.to_owned(),
            None => format!("{} (en)", label.en),
        }
    }

    /// `label` as a page prints it in this language.
    pub fn printed(self, label: Label) -> Option<&'static str> {
        match self {
            Self::English => Some(label.en),
            Self::Portuguese => label.pt,
            Self::Spanish => label.es,
        }
    }

    /// The way through the menus from `site`.
    pub fn path(self, site: &str, labels: &[Label]) -> String {
        let labels = labels.iter().map(|label| self.say(*label));
        [site.to_owned()].into_iter().chain(labels).collect::<Vec<_>>().join(" > ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: Label = Label::new("seed 1", "People").pt("Pessoas");

    #[test]
    fn a_label_that_no_page_prints_in_the_language_is_english_and_marked() {
        let both = [Language::English, Language::Portuguese, Language::Spanish];
        assert_eq!(both.map(|language| language.say(PEOPLE)), ["People", "Pessoas", "People (en)"]);
        assert_eq!(
            Language::Portuguese.path("GoTo Admin", &[PEOPLE, Label::new("seed 1", "Users")]),
            "GoTo Admin > Pessoas > Users (en)"
        );
    }
}
