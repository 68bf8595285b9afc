package eu.runlater.console.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call that gave no usable answer: the engine refused it, or was not reached. Checked, because every screen has to
/// say something about it. Safe to show: carries neither key nor body.
public final class ApiFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /// What went wrong, in the order in which a call can go wrong.
    public enum Kind {
        /// The host name has no address.
        RESOLVE,
        /// Nothing accepted the connection, or it broke off.
        CONNECT,
        /// The certificate or the handshake is not acceptable.
        TLS,
        /// Connected, but no answer in time.
        TIMED_OUT,
        /// 401: the key is missing, wrong or revoked.
        UNAUTHORIZED,
        /// 401: the session is over.
        SESSION_ENDED,
        /// Any other answer that is not 2xx.
        REFUSED,
        /// Answered, but not with what this API promises.
        NOT_AN_ENGINE,
        /// A bug of this console, reported instead of an endless wait.
        BROKEN
    }

    private final Kind kind;
    private final int status;
    private final String code;
    private final transient Map<String, List<String>> details;
    private final @Nullable String requestId;

    public ApiFailure(
            Kind kind,
            int status,
            String code,
            String message,
            Map<String, List<String>> details,
            @Nullable String requestId,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.code = code;
        this.details = Map.copyOf(details);
        this.requestId = requestId;
    }

    /// The engine was not reached, or its answer could not be read. The message is the technical detail; the sentence a
    /// person reads follows from the kind.
    public static ApiFailure unreachable(Kind kind, String message, @Nullable Throwable cause) {
        return new ApiFailure(kind, 0, kind.name().toLowerCase(Locale.ROOT), message, Map.of(), null, cause);
    }

    /// The same, said of a session in place of a key.
    ApiFailure ofSession() {
        return new ApiFailure(Kind.SESSION_ENDED, status, code, text(), details, requestId, this);
    }

    public Kind kind() {
        return kind;
    }

    /// HTTP status; 0 when there was no answer.
    public int status() {
        return status;
    }

    /// The stable code that programs match on.
    public String code() {
        return code;
    }

    /// Field → what is wrong with it; empty unless the engine validated fields.
    public Map<String, List<String>> details() {
        return details;
    }

    /// The engine's id for the call, for its log; absent when it gave none.
    public @Nullable String requestId() {
        return requestId;
    }

    /// The message, never null as callers show it.
    public String text() {
        String message = getMessage();
        return message == null || message.isBlank() ? code : message;
    }

    /// Whether the same call may well succeed later without anybody changing anything.
    public boolean mayPass() {
        return switch (kind) {
            case RESOLVE, CONNECT, TIMED_OUT -> true;
            case REFUSED -> status == 429 || status >= 500;
            case TLS, UNAUTHORIZED, SESSION_ENDED, NOT_AN_ENGINE, BROKEN -> false;
        };
    }
}
