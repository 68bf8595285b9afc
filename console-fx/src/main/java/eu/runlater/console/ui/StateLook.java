package eu.runlater.console.ui;

import eu.runlater.model.ExecutionSummary;
import java.util.Map;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// How a state looks: an icon, a word and a tone, in this order of importance. A state that this version does not
/// know gets a circle and its raw word.
///
/// @param tone a style class that sets the colour: `tone-muted`, `tone-accent`, `tone-success`, `tone-warning`,
/// `tone-danger`
public record StateLook(Ikon icon, String word, String tone) {
    private static final Map<String, StateLook> KNOWN = Map.ofEntries(
            entry("pending", Feather.CLOCK, "tone-muted"),
            entry("running", Feather.LOADER, "tone-accent"),
            entry("success", Feather.CHECK_CIRCLE, "tone-success"),
            entry("failed", Feather.X_OCTAGON, "tone-danger"),
            entry("timeout", Feather.WATCH, "tone-danger"),
            entry("missed", Feather.CALENDAR, "tone-warning"),
            entry("retrying", Feather.ROTATE_CW, "tone-warning"),
            entry("cancelled", Feather.SLASH, "tone-muted"),
            entry("paused", Feather.PAUSE_CIRCLE, "tone-muted"),
            entry("muted", Feather.BELL_OFF, "tone-muted"),
            entry("interrupted", Feather.ZAP_OFF, "tone-warning"));

    /// By the API's word.
    public static StateLook of(String word) {
        StateLook known = KNOWN.get(word);
        return known == null ? new StateLook(Feather.CIRCLE, word, "tone-muted") : known;
    }

    /// Of an attempt as a list shows it: a waiting attempt after the first is a retry.
    public static StateLook of(ExecutionSummary execution) {
        if (execution.status().equals("pending") && execution.attempt() > 1) {
            StateLook retrying = of("retrying");
            return new StateLook(
                    retrying.icon,
                    Texts.get("ui.state.retrying_of", execution.attempt(), execution.maxAttempts()),
                    retrying.tone);
        }
        return of(execution.status());
    }

    private static Map.Entry<String, StateLook> entry(String word, Ikon icon, String tone) {
        return Map.entry(word, new StateLook(icon, Texts.get("ui.state." + word), tone));
    }
}
