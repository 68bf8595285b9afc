package eu.runlater.console.credentials;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.model.CredentialView;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The organization's credentials, for choosing one. FX thread.
public final class CredentialNames {
    private final Background.Line line;
    private final Background.Question<List<CredentialView>> question;
    private final ReadOnlyObjectWrapper<List<CredentialView>> all = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();

    public CredentialNames(EngineApi api, Background background) {
        this.line = background.line();
        this.question = api.credentials()::all;
    }

    /// Reads them again; what was known stays until the answer is there.
    public void refresh() {
        line.ask(
                question,
                answer -> {
                    failure.set(null);
                    all.set(List.copyOf(answer));
                },
                failure::set);
    }

    ReadOnlyObjectProperty<List<CredentialView>> allProperty() {
        return all.getReadOnlyProperty();
    }

    /// Why they could not be read; absent when they could.
    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    Optional<CredentialView> find(String name) {
        return all.get().stream()
                .filter(credential -> credential.name().equals(name))
                .findFirst();
    }
}
