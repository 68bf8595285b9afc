package eu.runlater.console.credentials;

import eu.runlater.model.CredentialView;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What stands in the form of a credential. Its secrets are only ever sent: of a stored one they are not known, and an
/// empty field leaves them as they are. FX thread.
public final class CredentialFormModel {
    /// A field that belongs to a type.
    ///
    /// @param name how the API calls it · @param secret never shown, neither while it is typed nor later
    public record Part(String name, boolean secret) {}

    private static final Map<String, List<Part>> PARTS = Map.of(
            "bearer", List.of(new Part("token", true)),
            "basic", List.of(new Part("username", false), new Part("password", true)),
            "oauth2_client_credentials",
                    List.of(
                            new Part("token_url", false),
                            new Part("client_id", false),
                            new Part("client_secret", true),
                            new Part("scope", false),
                            new Part("audience", false),
                            new Part("auth_style", false)),
            "mtls",
                    List.of(
                            new Part("certificate", false),
                            new Part("private_key", true),
                            new Part("passphrase", true)));

    private final @Nullable CredentialView before;
    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final StringProperty hosts = new SimpleStringProperty(this, "hosts", "");
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final ObjectProperty<@Nullable String> type = new SimpleObjectProperty<>(this, "type", "bearer");
    private final Map<String, StringProperty> values = new LinkedHashMap<>();
    private final Map<String, String> stored = new LinkedHashMap<>();

    /// @param before the stored one; absent = a new one is made
    public CredentialFormModel(@Nullable CredentialView before) {
        this.before = before;
        PARTS.values()
                .forEach(parts -> parts.forEach(
                        part -> values.put(part.name(), new SimpleStringProperty(this, part.name(), ""))));
        value("auth_style").set("header");
        if (before != null) {
            name.set(before.name());
            type.set(before.type());
            hosts.set(String.join(", ", before.hosts()));
            store("username", before.username());
            CredentialView.OAuth2 oauth2 = before.oauth2();
            if (oauth2 != null) {
                store("token_url", oauth2.tokenUrl());
                store("client_id", oauth2.clientId());
                store("scope", oauth2.scope());
                store("audience", oauth2.audience());
                store("auth_style", oauth2.authStyle());
            }
        }
    }

    private void store(String field, @Nullable String text) {
        String known = text == null ? "" : text;
        stored.put(field, known);
        value(field).set(known);
    }

    public StringProperty nameProperty() {
        return name;
    }

    /// With commas or spaces between them; empty = any.
    public StringProperty hostsProperty() {
        return hosts;
    }

    public StringProperty reasonProperty() {
        return reason;
    }

    public ObjectProperty<@Nullable String> typeProperty() {
        return type;
    }

    public StringProperty value(String field) {
        return Objects.requireNonNull(values.get(field), field);
    }

    public static List<Part> parts(String type) {
        return PARTS.getOrDefault(type, List.of());
    }

    /// What is to be sent: all of a new one; of a stored one only what is another, and the version it was seen in.
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        CredentialView known = before;
        String word = Objects.requireNonNullElse(type.get(), "bearer");
        if (known == null) {
            fields.put("name", name.get().strip());
            fields.put("type", word);
        } else if (!name.get().strip().equals(known.name())) {
            fields.put("name", name.get().strip());
        }
        List<String> wanted = hostList();
        if (!wanted.equals(known == null ? List.of() : known.hosts())) {
            fields.put("hosts", wanted);
        }
        parts(word).forEach(part -> put(part, fields));
        if (known != null) {
            fields.put("version", known.version());
        }
        if (!reason.get().isBlank()) {
            fields.put("reason", reason.get().strip());
        }
        return fields;
    }

    private List<String> hostList() {
        return Arrays.stream(hosts.get().split("[,\\s]+"))
                .filter(host -> !host.isEmpty())
                .toList();
    }

    private void put(Part part, Map<String, @Nullable Object> fields) {
        String typed = value(part.name()).get();
        String text = part.secret() ? typed : typed.strip();
        String known = stored.getOrDefault(part.name(), "");
        if (!text.equals(known)) {
            fields.put(part.name(), text.isEmpty() ? null : text);
        }
    }
}
