package eu.runlater.engine.web;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/// Reads ids in paths: 36 characters, no other spelling. An editor and not a converter, because Spring asks its own
/// lenient editor again after a converter has said no, and that one reads `1-1-1-1-1`.
@ControllerAdvice
final class PathIds {
    private static final int LENGTH = 36;

    @InitBinder
    void ids(WebDataBinder binder) {
        binder.registerCustomEditor(UUID.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                if (text.length() != LENGTH) {
                    throw new IllegalArgumentException("not a UUID");
                }
                setValue(UUID.fromString(text));
            }
        });
    }
}
