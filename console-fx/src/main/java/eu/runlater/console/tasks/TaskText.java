package eu.runlater.console.tasks;

import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.TaskView;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import eu.runlater.model.schedule.Sentence;
import java.net.URI;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kordamp.ikonli.feather.Feather;

/// How a task is said in few words. Pure; any thread.
final class TaskText {
    private static final int SHORT = 44;
    private static final Map<String, String> SENTENCES = new ConcurrentHashMap<>();

    private TaskText() {}

    /// How it stands: disabled, in error, failing, fine, or not run yet.
    static StateLook state(TaskView task) {
        if (task.scheduleError() != null) {
            return new StateLook(Feather.ALERT_OCTAGON, Texts.get("tasks.state.error"), "tone-danger");
        }
        if (!task.enabled()) {
            return new StateLook(Feather.PAUSE_CIRCLE, Texts.get("tasks.state.disabled"), "tone-muted");
        }
        if (task.recent().isEmpty()) {
            return new StateLook(Feather.CLOCK, Texts.get("tasks.state.new"), "tone-muted");
        }
        return StateLook.of(task.recent().getLast().status());
    }

    /// Whether somebody should look at it.
    static boolean isProblem(TaskView task) {
        if (task.scheduleError() != null) {
            return true;
        }
        return task.enabled()
                && !task.recent().isEmpty()
                && !task.recent().getLast().status().equals("success");
    }

    /// The schedule as a short sentence where there is one, else as it was written, with its zone.
    static String schedule(TaskView task) {
        String every = task.every();
        if (every != null) {
            return Texts.get("tasks.every", every);
        }
        String cron = task.cronExpression() == null ? "" : task.cronExpression();
        String[] fields = cron.split(" ");
        boolean anyHour = fields.length > 4 && fields[fields.length - 4].contains("*");
        String zone = anyHour ? "" : " " + city(task.timezone());
        String sentence = SENTENCES.computeIfAbsent(cron, TaskText::sentence);
        return (sentence.isEmpty() || sentence.length() > SHORT ? cron : sentence) + zone;
    }

    private static String sentence(String cron) {
        try {
            return Sentence.of(Schedule.cron(cron, ZoneId.of("UTC"))).orElse("");
        } catch (ScheduleMistake _) {
            return "";
        }
    }

    /// `Europe/Oslo` → `Oslo`
    static String city(String zone) {
        return zone.substring(zone.lastIndexOf('/') + 1).replace('_', ' ');
    }

    static String host(TaskView task) {
        try {
            return Optional.ofNullable(URI.create(task.url()).getHost()).orElse(task.url());
        } catch (IllegalArgumentException _) {
            return task.url();
        }
    }

    static String word(String prefix, String value) {
        String key = prefix + value.toLowerCase(Locale.ROOT);
        return Texts.has(key) ? Texts.get(key) : value;
    }
}
