package eu.runlater.console.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/// Every text a person reads. A key's first word names the file it stands in (`executions.empty` →
/// `texts/executions.properties`), so that each room keeps its own. Texts are [MessageFormat]s and use typographic
/// apostrophes (’), never ' – a test holds that.
public final class Texts {
    private static final String FOLDER = "eu.runlater.console.texts.";
    private static final Map<String, ResourceBundle> BUNDLES = new ConcurrentHashMap<>();

    private Texts() {}

    /// @throws MissingResourceException for an unknown key; a test finds those before a user does
    public static String get(String key, Object... values) {
        int dot = key.indexOf('.');
        String file = dot < 0 ? key : key.substring(0, dot);
        String pattern = BUNDLES.computeIfAbsent(
                        file,
                        name -> ResourceBundle.getBundle(FOLDER + name, Locale.ENGLISH, Texts.class.getClassLoader()))
                .getString(key);
        return values.length == 0 ? pattern : new MessageFormat(pattern, Locale.ENGLISH).format(values);
    }

    /// Whether there is such a text: for words that come from the engine, which may be newer than this console.
    public static boolean has(String key) {
        try {
            get(key);
            return true;
        } catch (MissingResourceException _) {
            return false;
        }
    }
}
