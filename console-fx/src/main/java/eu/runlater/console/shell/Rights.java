package eu.runlater.console.shell;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.live.ConnectionState;
import eu.runlater.console.live.LiveState;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.WhoAmI;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// Who one is on this engine and what that allows. Asked whenever the connection comes up. As long as it is not known,
/// and with an engine that cannot tell, everything is offered and the engine decides. FX thread.
public final class Rights {
    private final EngineApi api;
    private final Background background;
    private final Background.Line line;
    private final LiveState live;
    private final ReadOnlyObjectWrapper<@Nullable WhoAmI> me = new ReadOnlyObjectWrapper<>(this, "me");
    private final Map<Role, ReadOnlyStringWrapper> refusals = new EnumMap<>(Role.class);

    Rights(EngineApi api, Background background, LiveState live) {
        this.api = api;
        this.background = background;
        this.line = background.line();
        this.live = live;
        for (Role role : Role.values()) {
            refusals.put(role, new ReadOnlyStringWrapper(this, "refusal", ""));
        }
        live.connectionProperty().subscribe(state -> {
            if (state instanceof ConnectionState.Live) {
                ask();
            }
            write();
        });
    }

    /// Absent while unknown.
    public ReadOnlyObjectProperty<@Nullable WhoAmI> meProperty() {
        return me.getReadOnlyProperty();
    }

    public @Nullable WhoAmI me() {
        return me.get();
    }

    /// Whether the role is enough for it.
    public boolean allows(Role least) {
        WhoAmI known = me.get();
        return known == null || Role.of(known.role()).covers(least);
    }

    /// Why something that needs at least this role cannot be done at the moment; empty = it can.
    public ReadOnlyStringProperty refusal(Role least) {
        ReadOnlyStringWrapper refusal = refusals.get(least);
        if (refusal == null) {
            throw new IllegalArgumentException(least.word());
        }
        return refusal.getReadOnlyProperty();
    }

    /// Asks again: a role may have been changed, an organization switched.
    public void ask() {
        line.ask(api.session()::who, this::took, _ -> {});
    }

    /// An answer that said who one is now.
    public void took(WhoAmI now) {
        me.set(now);
        write();
    }

    /// Who in the organization has at least this role: their addresses. Empty when there is nobody to name.
    void holders(Role least, Consumer<String> found) {
        background.ask(
                () -> {
                    try {
                        return String.join(
                                ", ",
                                api.team().members().stream()
                                        .filter(member -> Role.of(member.role()).covers(least))
                                        .map(member -> member.email())
                                        .toList());
                    } catch (ApiFailure _) {
                        return ""; // the sentence then does without them
                    }
                },
                found,
                _ -> {});
    }

    private void write() {
        boolean reachable = live.connectionProperty().get().reachable();
        refusals.forEach((role, refusal) ->
                refusal.set(!reachable ? Texts.get("shell.offline") : allows(role) ? "" : needs(role)));
    }

    private String needs(Role least) {
        WhoAmI known = me.get();
        if (known == null) {
            return "";
        }
        return known.kind().equals("key")
                ? Texts.get("shell.needs.key", known.scope())
                : Texts.get("shell.needs", least.text(), Role.of(known.role()).text());
    }
}
