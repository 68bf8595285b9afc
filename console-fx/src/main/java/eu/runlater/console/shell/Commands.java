package eu.runlater.console.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.util.Subscription;

/// The one registry of commands. What was added later wins a key, so that a screen may use a key that the frame uses
/// elsewhere. FX thread.
public final class Commands {
    private static final int RECENT = 8;

    private final boolean readOnly;
    private final List<Command> commands = new ArrayList<>();
    private final Deque<String> recent = new ArrayDeque<>();

    /// @param readOnly whether commands that change something are left out altogether
    public Commands(boolean readOnly) {
        this.readOnly = readOnly;
    }

    /// Adds commands until the subscription ends.
    public Subscription add(List<Command> added) {
        List<Command> kept = added.stream()
                .filter(command -> !(readOnly && command.changes()))
                .toList();
        commands.addAll(kept);
        return () -> commands.removeAll(kept);
    }

    /// Whether there are no commands that change anything.
    public boolean readOnly() {
        return readOnly;
    }

    public Optional<Command> find(String id) {
        return commands.reversed().stream()
                .filter(command -> command.id().equals(id))
                .findFirst();
    }

    /// The commands that palette and help show, in order of their declaration.
    public List<Command> listed() {
        return commands.stream().filter(Command::listed).toList();
    }

    public List<Command> all() {
        return List.copyOf(commands);
    }

    /// Runs a command and remembers that it was used.
    public boolean run(Command command) {
        recent.remove(command.id());
        recent.push(command.id());
        if (recent.size() > RECENT) {
            recent.removeLast();
        }
        return command.run();
    }

    /// Ids of the commands used lately, the last one first.
    public List<String> recent() {
        return List.copyOf(recent);
    }

    Optional<Command> byKeys(Predicate<Keys> matches) {
        return commands.reversed().stream()
                .filter(command -> command.keys() != null && matches.test(command.keys()))
                .findFirst();
    }
}
