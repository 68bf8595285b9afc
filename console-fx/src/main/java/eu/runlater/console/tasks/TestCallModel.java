package eu.runlater.console.tasks;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.model.TestCallResult;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// One real call of what stands in the form, of which nothing is stored. FX thread.
final class TestCallModel {
    private final TasksSource source;
    private final Background.Line line;
    private final ReadOnlyBooleanWrapper calling = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable TestCallResult> result = new ReadOnlyObjectWrapper<>();

    TestCallModel(TasksSource source, Background background) {
        this.source = source;
        this.line = background.line();
    }

    /// The engine has not answered yet; the target may take its time.
    ReadOnlyBooleanProperty callingProperty() {
        return calling.getReadOnlyProperty();
    }

    /// What came of the last one; absent before the first, and while one is going on.
    ReadOnlyObjectProperty<@Nullable TestCallResult> resultProperty() {
        return result.getReadOnlyProperty();
    }

    void call(Map<String, @Nullable Object> fields, Consumer<ApiFailure> refused) {
        if (calling.get()) {
            return;
        }
        calling.set(true);
        result.set(null);
        line.ask(
                () -> source.test(fields),
                answer -> {
                    calling.set(false);
                    result.set(answer);
                },
                why -> {
                    calling.set(false);
                    refused.accept(why);
                });
    }

    /// The form is about something else now.
    void clear() {
        line.forget();
        calling.set(false);
        result.set(null);
    }
}
