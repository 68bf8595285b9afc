package eu.runlater.engine.credentials;

import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Inline;
import java.util.List;

/// What the requests about credentials may hold, for the API's document; [CredentialReader] has the same names.
final class CredentialRequests {
    private CredentialRequests() {}

    record NewCredential(
            @Field(about = "how tasks name it; unique", required = true, maxLength = 255, example = "\"crm\"")
            String name,

            @Field(
                    about = "what is shown to the target; cannot be changed later",
                    required = true,
                    values = {"bearer", "basic", "oauth2_client_credentials", "mtls"},
                    example = "\"bearer\"")
            String type,

            @Inline Content content,

            @Field(about = "means nothing when it is made", min = 1)
            Integer version,

            @Field(about = "why, for the audit log", maxLength = 500)
            String reason) {}

    record CredentialEdit(
            @Field(about = "another name; refused while tasks use it", maxLength = 255)
            String name,

            @Field(
                    about = "what it is; another one is refused",
                    values = {"bearer", "basic", "oauth2_client_credentials", "mtls"})
            String type,

            @Inline Content content,

            @Field(about = "the version you have; when there is a newer one, the answer is 409", min = 1)
            Integer version,

            @Field(about = "why, for the audit log", maxLength = 500, example = "\"rotated\"")
            String reason) {}

    record Content(
            @Field(
                    about = "where it may be shown; absent or empty = wherever a task says",
                    maxLength = 50,
                    example = "[\"api.example.com\", \"*.example.com\"]")
            List<String> hosts,

            @Field(about = "of `bearer`; write-only", maxLength = 8_192, example = "\"t0k3n\"")
            String token,

            @Field(about = "of `basic`", maxLength = 255) String username,

            @Field(about = "of `basic`; write-only", maxLength = 8_192)
            String password,

            @Field(about = "of `oauth2_client_credentials`: where tokens are fetched", format = "uri")
            String tokenUrl,

            @Field(about = "of `oauth2_client_credentials`", maxLength = 1_024)
            String clientId,

            @Field(
                    about = "of `oauth2_client_credentials`; write-only, and sent again when `token_url` changes",
                    maxLength = 8_192)
            String clientSecret,

            @Field(about = "of `oauth2_client_credentials`", maxLength = 2_048)
            String scope,

            @Field(about = "of `oauth2_client_credentials`", maxLength = 2_048)
            String audience,

            @Field(
                    about = "of `oauth2_client_credentials`: where id and secret go",
                    values = {"header", "body"},
                    standard = "\"header\"")
            String authStyle,

            @Field(about = "of `mtls`: PEM, the client's own certificate first", maxLength = 65_536)
            String certificate,

            @Field(about = "of `mtls`: PEM, PKCS #8; write-only", maxLength = 65_536)
            String privateKey,

            @Field(about = "of `mtls`: opens an encrypted private key; is not stored", maxLength = 1_024)
            String passphrase) {}
}
