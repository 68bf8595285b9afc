package eu.runlater.console.executions;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// Text into the system's clipboard. FX thread.
public final class Clip {
    private Clip() {}

    public static void put(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
