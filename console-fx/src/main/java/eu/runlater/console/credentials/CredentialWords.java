package eu.runlater.console.credentials;

import eu.runlater.console.ui.Texts;
import eu.runlater.model.CredentialView;
import java.util.List;

/// How credentials are said in few words. Pure; any thread.
public final class CredentialWords {
    /// The types one can make, as the API calls them.
    public static final List<String> TYPES = List.of("bearer", "basic", "oauth2_client_credentials", "mtls");

    private CredentialWords() {}

    public static String type(String word) {
        return TYPES.contains(word) ? Texts.get("credentials.type." + word) : word;
    }

    /// Where it may be shown.
    public static String hosts(CredentialView credential) {
        return credential.hosts().isEmpty() ? Texts.get("credentials.anywhere") : String.join(", ", credential.hosts());
    }

    /// Type and hosts, for under the field in which it was chosen.
    static String hint(CredentialView credential) {
        return credential.hosts().isEmpty()
                ? type(credential.type())
                : Texts.get("credentials.only_for", type(credential.type()), hosts(credential));
    }
}
