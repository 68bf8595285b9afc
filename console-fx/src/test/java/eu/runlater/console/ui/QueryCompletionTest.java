package eu.runlater.console.ui;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.ui.QueryCompletion.Suggestion;
import eu.runlater.model.query.Query;
import eu.runlater.model.query.QueryField;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryCompletionTest {
    private static List<Suggestion> at(String textWithCaret) {
        int caret = textWithCaret.indexOf('|');
        return QueryCompletion.at(
                textWithCaret.replace("|", ""),
                caret,
                field -> field == QueryField.TASK ? List.of("nightly-invoices", "a b") : List.<String>of());
    }

    private static List<String> labels(String textWithCaret) {
        return at(textWithCaret).stream().map(Suggestion::label).toList();
    }

    @Test
    void offers_fields_at_the_beginning_of_a_word() {
        assertThat(labels("sta|")).containsExactly("status:");
        assertThat(labels("status:failed -ho|")).containsExactly("host:");
        assertThat(labels("|")).contains("status:", "since:").doesNotContain("cause:");
    }

    @Test
    void offers_values_of_the_field_and_values_seen_lately() {
        assertThat(labels("status:f|")).containsExactly("failed");
        assertThat(labels("status:failed,ti|")).containsExactly("timeout");
        assertThat(labels("task:ni|")).containsExactly("nightly-invoices");
        assertThat(labels("task:a|")).containsExactly("\"a b\"");
    }

    @Test
    void what_is_accepted_replaces_just_the_word_and_can_be_read() {
        Suggestion suggestion = at("status:failed,ti| since:2h").getFirst();
        assertThat(suggestion.text()).isEqualTo("status:failed,timeout since:2h");
        assertThat(suggestion.caret()).isEqualTo("status:failed,timeout".length());
        assertThat(Query.read(suggestion.text())).isInstanceOf(Query.Read.class);
    }

    @Test
    void is_quiet_inside_words_and_quotes() {
        assertThat(at("sta|tus:failed")).isEmpty();
        assertThat(at("\"some te|")).isEmpty();
        assertThat(at("nothing:x|")).isEmpty();
    }
}
