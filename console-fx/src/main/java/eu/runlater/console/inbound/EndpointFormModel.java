package eu.runlater.console.inbound;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.InboundApi;
import eu.runlater.model.EndpointView;
import eu.runlater.model.EventFilter;
import eu.runlater.model.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The form of an endpoint: what stands in it, and storing it. The engine has the last word on everything; what is
/// wrong
/// comes back under the field it belongs to. A secret is only ever sent. FX thread.
final class EndpointFormModel {
    /// How its events are forwarded.
    enum Order {
        PARALLEL,
        SERIAL,
        ORDERED
    }

    /// In the place of a method: the one that was received. In the place of a scheme: no verification.
    static final String AS_IS = "none";

    final StringProperty name = new SimpleStringProperty("");
    final StringProperty urls = new SimpleStringProperty("");
    final ObjectProperty<@Nullable Order> order = new SimpleObjectProperty<>(Order.SERIAL);
    final ObjectProperty<Integer> retries = new SimpleObjectProperty<>(5);
    final ObjectProperty<String> method = new SimpleObjectProperty<>(AS_IS);
    final StringProperty headers = new SimpleStringProperty("");
    final StringProperty body = new SimpleStringProperty("");
    final BooleanProperty passAuthorization = new SimpleBooleanProperty();
    final BooleanProperty passCookie = new SimpleBooleanProperty();
    final ObjectProperty<String> scheme = new SimpleObjectProperty<>(AS_IS);
    final StringProperty secret = new SimpleStringProperty("");
    final StringProperty tolerance = new SimpleStringProperty("300");
    final StringProperty signatureHeader = new SimpleStringProperty("");
    final ObjectProperty<String> algorithm = new SimpleObjectProperty<>("sha256");
    final ObjectProperty<String> encoding = new SimpleObjectProperty<>("hex");
    final StringProperty prefix = new SimpleStringProperty("");
    final StringProperty filters = new SimpleStringProperty("");
    final StringProperty onFailure = new SimpleStringProperty("");
    final StringProperty onRecovery = new SimpleStringProperty("");

    private final InboundApi api;
    private final Background background;
    private final Consumer<EndpointView> stored;
    private final ReadOnlyObjectWrapper<Map<String, String>> problems = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable EndpointView> conflict = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable EndpointView> before = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper saving = new ReadOnlyBooleanWrapper();
    private String idempotencyKey = UUID.randomUUID().toString();

    /// @param stored told of the endpoint as the engine has stored it
    EndpointFormModel(InboundApi api, Background background, Consumer<EndpointView> stored) {
        this.api = api;
        this.background = background;
        this.stored = stored;
    }

    /// What is wrong, by the API's name of the field.
    ReadOnlyObjectProperty<Map<String, String>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /// A refusal that belongs to no field, or no answer at all.
    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// The endpoint as somebody else has stored it meanwhile; absent while nobody has.
    ReadOnlyObjectProperty<@Nullable EndpointView> conflictProperty() {
        return conflict.getReadOnlyProperty();
    }

    /// The endpoint that is edited; absent for a new one.
    ReadOnlyObjectProperty<@Nullable EndpointView> beforeProperty() {
        return before.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty savingProperty() {
        return saving.getReadOnlyProperty();
    }

    /// Whether the engine has a secret for the chosen scheme already.
    boolean secretKept() {
        EndpointView known = before.get();
        Verification rule = known == null ? null : known.verification();
        return rule != null && rule.scheme().equals(scheme.get());
    }

    /// Starts with an empty form.
    void create() {
        before.set(null);
        clear();
        for (StringProperty text : List.of(name, urls, headers, body, signatureHeader, prefix, filters, onFailure)) {
            text.set("");
        }
        onRecovery.set("");
        order.set(Order.SERIAL);
        retries.set(5);
        method.set(AS_IS);
        passAuthorization.set(false);
        passCookie.set(false);
        verify(null);
    }

    /// Starts with what an endpoint is.
    void edit(EndpointView endpoint) {
        before.set(endpoint);
        clear();
        name.set(endpoint.name());
        urls.set(String.join("\n", endpoint.forwardUrls()));
        order.set(!endpoint.useQueue() ? Order.PARALLEL : endpoint.ordered() ? Order.ORDERED : Order.SERIAL);
        retries.set(endpoint.retryAttempts());
        method.set(endpoint.forwardMethod() == null ? AS_IS : endpoint.forwardMethod());
        headers.set(EndpointFields.headers(endpoint.forwardHeaders()));
        body.set(endpoint.forwardBody() == null ? "" : endpoint.forwardBody());
        passAuthorization.set(endpoint.passHeaders().contains("authorization"));
        passCookie.set(endpoint.passHeaders().contains("cookie"));
        verify(endpoint.verification());
        List<String> lines = new ArrayList<>();
        for (EventFilter filter : endpoint.filters()) {
            lines.add(FilterLine.of(filter).text());
        }
        filters.set(String.join("\n", lines));
        onFailure.set(endpoint.onFailureUrl() == null ? "" : endpoint.onFailureUrl());
        onRecovery.set(endpoint.onRecoveryUrl() == null ? "" : endpoint.onRecoveryUrl());
    }

    private void verify(@Nullable Verification rule) {
        secret.set("");
        scheme.set(rule == null ? AS_IS : rule.scheme());
        tolerance.set(Integer.toString(rule == null ? 300 : rule.toleranceSeconds()));
        signatureHeader.set(rule == null || rule.header() == null ? "" : rule.header());
        algorithm.set(rule == null || rule.algorithm() == null ? "sha256" : rule.algorithm());
        encoding.set(rule == null || rule.encoding() == null ? "hex" : rule.encoding());
        prefix.set(rule == null || rule.prefix() == null ? "" : rule.prefix());
    }

    private void clear() {
        problems.set(Map.of());
        failure.set(null);
        conflict.set(null);
        idempotencyKey = UUID.randomUUID().toString();
    }

    /// The form as the API takes it.
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name.get().strip());
        fields.put("forward_urls", EndpointFields.lines(urls.get()));
        fields.put("use_queue", order.get() != Order.PARALLEL);
        if (order.get() != Order.PARALLEL) {
            fields.put("ordered", order.get() == Order.ORDERED);
        }
        fields.put("retry_attempts", retries.get());
        fields.put("forward_method", method.get().equals(AS_IS) ? null : method.get());
        fields.put("forward_headers", EndpointFields.headers(headers.get()));
        fields.put("forward_body", body.get().isEmpty() ? null : body.get());
        List<String> pass = new ArrayList<>();
        if (passAuthorization.get()) {
            pass.add("authorization");
        }
        if (passCookie.get()) {
            pass.add("cookie");
        }
        fields.put("pass_headers", pass);
        fields.put("verification", verification());
        fields.put(
                "filters",
                EndpointFields.lines(filters.get()).stream()
                        .map(line -> FilterLine.parse(line).field())
                        .toList());
        fields.put("on_failure_url", EndpointFields.textOrNull(onFailure.get()));
        fields.put("on_recovery_url", EndpointFields.textOrNull(onRecovery.get()));
        return fields;
    }

    private @Nullable Map<String, Object> verification() {
        if (scheme.get().equals(AS_IS)) {
            return null;
        }
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("scheme", scheme.get());
        if (!secret.get().isEmpty()) {
            rule.put("secret", secret.get());
        }
        rule.put("tolerance_seconds", EndpointFields.number(tolerance.get()));
        if (scheme.get().equals("hmac")) {
            rule.put("header", EndpointFields.textOrNull(signatureHeader.get()));
            rule.put("algorithm", algorithm.get());
            rule.put("encoding", encoding.get());
            rule.put("prefix", EndpointFields.textOrNull(prefix.get()));
        }
        return rule;
    }

    /// Stores the form.
    ///
    /// @param overwrite whether to store it although somebody else has changed the endpoint meanwhile
    void save(boolean overwrite) {
        if (saving.get()) {
            return;
        }
        saving.set(true);
        failure.set(null);
        problems.set(Map.of());
        Map<String, Object> fields = fields();
        EndpointView known = before.get();
        EndpointView theirs = conflict.get();
        if (known == null) {
            String key = idempotencyKey;
            background.ask(() -> api.create(fields, key), this::saved, this::refused);
            return;
        }
        fields.put("version", overwrite && theirs != null ? theirs.version() : known.version());
        background.ask(() -> api.change(known.id(), fields), this::saved, this::refused);
    }

    private void saved(EndpointView endpoint) {
        saving.set(false);
        secret.set("");
        stored.accept(endpoint);
    }

    private void refused(ApiFailure why) {
        saving.set(false);
        EndpointView known = before.get();
        if (why.code().equals("version_conflict") && known != null) {
            background.ask(() -> api.one(known.id()), conflict::set, failure::set);
            return;
        }
        Map<String, String> found = new HashMap<>();
        why.details().forEach((field, texts) -> found.put(field, String.join("; ", texts)));
        problems.set(found);
        failure.set(found.isEmpty() || found.containsKey("base") ? why : null);
        idempotencyKey = UUID.randomUUID().toString();
    }

    /// Takes over what somebody else has stored.
    void takeTheirs() {
        EndpointView theirs = conflict.get();
        if (theirs != null) {
            edit(theirs);
        }
    }
}
