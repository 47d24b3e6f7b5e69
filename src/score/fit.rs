//! Whether labels fit the text that they are said to be of.

use crate::model::LabelledReport;

/// What does not fit, as phrases for the user; nothing where the text is not at hand.
pub fn misfits(report: &LabelledReport) -> Vec<String> {
    let Some(text) = &report.text else { return Vec::new() };
    let length = text.chars().count();
    let mut misfits = Vec::new();
    if let Some(labelled) = report.length.filter(|&labelled| labelled != length) {
        misfits.push(format!(
            "the labelled text has {labelled} characters, this one {length}; is it another?"
        ));
    }
    let mentions = report.mentions.iter().map(|m| (m.span, &m.surface));
    let decoys = report.decoys.iter().map(|d| (d.span, &d.surface));
    for (span, surface) in mentions.chain(decoys) {
        let words = span.of(text);
        if words != surface {
            misfits.push(format!(
                "characters {} to {} are «{words}», not «{surface}»; correct the offsets",
                span.start, span.end
            ));
        }
    }
    for event in &report.events {
        for span in event.evidence.iter().filter(|e| e.start >= e.end || e.end > length) {
            misfits.push(format!(
                "the evidence of {} is no part of the text: {} to {} of {length} characters",
                event.kind, span.start, span.end
            ));
        }
    }
    misfits
}
