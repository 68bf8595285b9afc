package eu.runlater.console.shell;

import eu.runlater.console.ui.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// What the palette offers for what was typed: commands by fuzzy match, the ones used lately first, and whatever a
/// pasted
/// id or link stands for.
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
        List<String> seen = new ArrayList<>();
        for (Command command : commands.listed().reversed()) {
            int score = Fuzzy.score(typed, command.text());
            if (score == Fuzzy.NO_MATCH || command.id().equals("shell.palette") || seen.contains(command.id())) {
                continue;
            }
            seen.add(command.id());
            int used = recent.indexOf(command.id());
            int bonus = used < 0 ? 0 : 40 - used;
            scored.add(new Scored(entry(command, used >= 0 && typed.isBlank()), score + bonus));
        }
        scored.sort(Comparator.comparingInt(Scored::score).reversed());
        scored.stream().limit(MAX_SHOWN).map(Scored::entry).forEach(entries::add);
        return entries;
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
