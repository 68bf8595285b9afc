package eu.runlater.console.inbound;

import eu.runlater.console.ui.Texts;
import eu.runlater.model.EndpointView;
import eu.runlater.model.EventFilter;
import eu.runlater.model.Verification;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/// All that is set of an endpoint, in the API's words. FX thread.
final class EndpointDefinition extends GridPane {
    private int row;

    EndpointDefinition() {
        super(16, 8);
        getStyleClass().addAll("definition", "endpoint-definition");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(150);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(names, values);
    }

    void show(EndpointView endpoint) {
        getChildren().clear();
        row = 0;
        line("inbound_url", endpoint.inboundUrl());
        line("forward_urls", String.join("\n", endpoint.forwardUrls()));
        line("use_queue", Boolean.toString(endpoint.useQueue()));
        line("queue", endpoint.queue());
        line("ordered", Boolean.toString(endpoint.ordered()));
        line("retry_attempts", Integer.toString(endpoint.retryAttempts()));
        line("forward_method", endpoint.forwardMethod());
        line("forward_headers", EndpointFields.headers(endpoint.forwardHeaders()));
        line("forward_body", endpoint.forwardBody());
        line("pass_headers", String.join(", ", endpoint.passHeaders()));
        line("verification", verification(endpoint.verification()));
        line(
                "filters",
                String.join(
                        "\n",
                        endpoint.filters().stream()
                                .map(EndpointDefinition::filter)
                                .toList()));
        line("callback_url", endpoint.callbackUrl());
        line("on_success_url", endpoint.onSuccessUrl());
        line("on_failure_url", endpoint.onFailureUrl());
        line("on_recovery_url", endpoint.onRecoveryUrl());
        line("id", endpoint.id().toString());
        line("version", Integer.toString(endpoint.version()));
    }

    private static @Nullable String verification(@Nullable Verification rule) {
        if (rule == null) {
            return null;
        }
        String name = InboundText.word("inbound.scheme.", rule.scheme());
        return rule.header() == null
                ? Texts.get("inbound.verification", name, rule.toleranceSeconds())
                : Texts.get(
                        "inbound.verification.hmac",
                        name,
                        rule.header(),
                        String.valueOf(rule.algorithm()),
                        String.valueOf(rule.encoding()),
                        rule.toleranceSeconds());
    }

    /// `json data.type equals invoice.paid`
    static String filter(EventFilter filter) {
        return FilterLine.of(filter).text();
    }

    private void line(String name, @Nullable String value) {
        Label key = new Label(name);
        key.getStyleClass().addAll("mono", "muted");
        Label text = new Label(value == null || value.isEmpty() ? Texts.get("ui.none") : value);
        text.getStyleClass().add("mono");
        text.setWrapText(true);
        GridPane.setValignment(key, VPos.TOP);
        addRow(row++, key, text);
    }
}
