package eu.runlater.console.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.model.CredentialView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CredentialFormModelTest {
    private static final Instant NOW = Instant.parse("2026-05-04T01:07:41Z");

    private static CredentialView stored(String type) {
        return new CredentialView(
                new UUID(1, 2),
                "partner",
                type,
                List.of("api.partner.test"),
                type.equals("basic") ? "runlater" : null,
                type.equals("oauth2_client_credentials")
                        ? new CredentialView.OAuth2(
                                "https://login.partner.test/token", "acme", "orders", null, "header", null)
                        : null,
                null,
                null,
                0,
                NOW,
                NOW,
                7);
    }

    @Test
    void a_new_one_sends_the_fields_of_its_type_only() {
        CredentialFormModel model = new CredentialFormModel(null);
        model.nameProperty().set(" crm ");
        model.value("token").set("t0k3n");
        model.hostsProperty().set("api.crm.test,  *.crm.test");
        model.typeProperty().set("basic");
        model.value("username").set("runlater");
        model.value("password").set(" with space ");

        assertThat(model.fields())
                .containsOnlyKeys("name", "type", "hosts", "username", "password")
                .containsEntry("name", "crm")
                .containsEntry("hosts", List.of("api.crm.test", "*.crm.test"))
                .containsEntry("password", " with space ");
    }

    @Test
    void an_edit_sends_the_version_and_what_is_another_and_leaves_the_secret_alone() {
        CredentialFormModel model = new CredentialFormModel(stored("oauth2_client_credentials"));
        assertThat(model.fields()).containsOnlyKeys("version").containsEntry("version", 7);

        model.value("scope").set("");
        model.value("client_id").set("acme-2");
        model.hostsProperty().set("");
        model.reasonProperty().set("rotated");

        assertThat(model.fields())
                .containsOnlyKeys("version", "scope", "client_id", "hosts", "reason")
                .containsEntry("scope", null)
                .containsEntry("hosts", List.of());
    }

    @Test
    void a_secret_that_is_typed_replaces_the_stored_one() {
        CredentialFormModel model = new CredentialFormModel(stored("basic"));
        model.value("password").set("fresh");

        assertThat(model.fields()).containsOnlyKeys("version", "password").containsEntry("password", "fresh");
    }
}
