package eu.runlater.console.ui;

import eu.runlater.console.api.ApiFailure;
import java.util.StringJoiner;

/// A failed call in words: what happened, and everything a colleague or a log search needs to find it.
public final class FailureText {
    private FailureText() {}

    /// One sentence.
    public static String sentence(ApiFailure failure) {
        return switch (failure.kind()) {
            case RESOLVE -> Texts.get("ui.failure.resolve");
            case CONNECT -> Texts.get("ui.failure.connect");
            case TLS -> Texts.get("ui.failure.tls");
            case TIMED_OUT -> Texts.get("ui.failure.timed_out");
            case SESSION_ENDED -> Texts.get("ui.failure.session_ended");
            case UNAUTHORIZED -> Texts.get("ui.failure.unauthorized");
            case NOT_AN_ENGINE -> Texts.get("ui.failure.not_an_engine");
            case BROKEN -> Texts.get("ui.failure.broken");
            case REFUSED -> failure.text();
        };
    }

    /// The small print under it: status, code, request id, the technical reason.
    public static String details(ApiFailure failure) {
        StringJoiner details = new StringJoiner(" · ");
        if (failure.status() > 0) {
            details.add(Integer.toString(failure.status()));
        }
        details.add(failure.code());
        if (failure.requestId() != null) {
            details.add(Texts.get("ui.failure.request", failure.requestId()));
        }
        if (failure.status() == 0) {
            details.add(failure.text());
        }
        failure.details().forEach((field, texts) -> details.add(field + ": " + String.join(", ", texts)));
        return details.toString();
    }
}
