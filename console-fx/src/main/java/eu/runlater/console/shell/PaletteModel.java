package eu.runlater.console.shell;

import eu.runlater.console.ui.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// What the palette offers for what was typed: commands by fuzzy match, the ones used lately first, and whatever a
/// pasted id or link stands for.
final class PaletteModel {
    private static final int MAX_SHOWN = 50;

    /// @param keys absent = empty
    record Entry(String text, Ikon icon, List<String> keys, String refusal, boolean recent, Runnable run) {
        boolean available() {
            return refusal.isEmpty();
        }
    }

    private record Scored(Entry entry, int score) {}

    private final Commands commands;
    private final Navigator navigator;
    private final Consumer<Place> open;

    PaletteModel(Commands commands, Navigator navigator, Consumer<Place> open) {
        this.commands = commands;
        this.navigator = navigator;
        this.open = open;
    }

    List<Entry> entries(String typed) {
        List<Entry> entries = new ArrayList<>();
        link(typed).ifPresent(entries::add);
        id(typed).ifPresent(entries::add);
        List<String> recent = commands.recent();
        List<Scored> scored = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Command command : commands.listed()) {
            int score = Fuzzy.score(typed, command.text());
            if (score == Fuzzy.NO_MATCH || command.id().equals("shell.palette") || !seen.add(command.id())) {
                continue;
            }
            int used = recent.indexOf(command.id());
            scored.add(new Scored(entry(command, used >= 0 && typed.isBlank()), score + bonus(command, used)));
        }
        scored.sort(Comparator.comparingInt(Scored::score).reversed());
        scored.stream().limit(MAX_SHOWN).map(Scored::entry).forEach(entries::add);
        return entries;
    }

    /// What was used lately first, then what belongs to this screen, then places, then the rest.
    private static int bonus(Command command, int used) {
        if (used >= 0) {
            return 40 - used;
        }
        return switch (command.group()) {
            case "go" -> 10;
            case "shell", "profile" -> 0;
            default -> 20;
        };
    }

    private Entry entry(Command command, boolean recent) {
        List<String> caps = command.keys() == null ? List.of() : command.keys().caps();
        return new Entry(
                command.text(),
                command.icon(),
                caps,
                command.refusal().getValue(),
                recent,
                () -> commands.run(command));
    }

    private Optional<Entry> link(String typed) {
        return Place.parse(typed)
                .map(place -> new Entry(
                        Texts.get("shell.palette.link", place.toString()),
                        Feather.LINK,
                        List.of(),
                        "",
                        false,
                        () -> open.accept(place)));
    }

    private Optional<Entry> id(String typed) {
        String text = typed.strip();
        try {
            if (text.length() != 36) {
                return Optional.empty();
            }
            String id = UUID.fromString(text).toString();
            return Optional.of(new Entry(
                    Texts.get("shell.palette.execution", id),
                    Feather.HASH,
                    List.of(),
                    "",
                    false,
                    () -> navigator.go("executions", "sel", id)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
