package eu.runlater.console.team;

import io.nayuki.qrcodegen.QrCode.Ecc;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.VLineTo;

/// A text as a QR code: dark on white in every theme, since many readers see nothing else, with the quiet zone of four
/// modules that the standard asks for.
final class QrCode extends StackPane {
    private static final int QUIET = 4;

    QrCode(String text, double side, String spoken) {
        io.nayuki.qrcodegen.QrCode code = io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.MEDIUM);
        double module = Math.floor(side / (code.size + 2 * QUIET));
        Path dark = new Path();
        dark.getStyleClass().add("qr-dark");
        dark.setSmooth(false);
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    dark.getElements()
                            .addAll(
                                    new MoveTo(x * module, y * module),
                                    new HLineTo((x + 1) * module),
                                    new VLineTo((y + 1) * module),
                                    new HLineTo(x * module),
                                    new ClosePath());
                }
            }
        }
        double whole = module * (code.size + 2 * QUIET);
        setMinSize(whole, whole);
        setMaxSize(whole, whole);
        getStyleClass().add("qr-code");
        setAccessibleText(spoken);
        getChildren().add(dark);
    }
}
