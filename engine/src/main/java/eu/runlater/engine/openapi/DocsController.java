package eu.runlater.engine.openapi;

import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Open;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The page to browse the document: Swagger UI out of our own jar, a few named files of it and nothing else.
/// Nothing is loaded from elsewhere, and the browser is told not to.
@Controller
class DocsController {
    private static final String HTML = "text/html;charset=UTF-8";
    private static final String SCRIPT = "text/javascript;charset=UTF-8";
    private static final String STYLE = "text/css;charset=UTF-8";

    // Swagger UI sets style attributes and draws its icons from data: addresses.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private record Asset(String resource, String type) {}

    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/" + swaggerVersion() + "/";
    private static final Asset PAGE = new Asset("/docs/index.html", HTML);
    private static final Map<String, Asset> ASSETS = Map.of(
            "page.js", new Asset("/docs/page.js", SCRIPT),
            "page.css", new Asset("/docs/page.css", STYLE),
            "swagger-ui.css", new Asset(WEBJAR + "swagger-ui.css", STYLE),
            "swagger-ui-bundle.js", new Asset(WEBJAR + "swagger-ui-bundle.js", SCRIPT),
            "favicon-32x32.png", new Asset(WEBJAR + "favicon-32x32.png", "image/png"));

    @Open
    @ApiCall(
            value = "The documentation page",
            tag = "About the API",
            detail = "This document to read and to try calls out. Needs nothing from other servers.",
            replies = @Reply(media = "text/html", about = "HTML."))
    @GetMapping("/api/v1/docs")
    ResponseEntity<byte[]> page() {
        return answer(PAGE);
    }

    @Open
    @ApiCall(
            value = "A file of the documentation page",
            tag = "About the API",
            replies = @Reply(media = "*/*", about = "A script, style sheet or picture."))
    @GetMapping("/api/v1/docs/{asset}")
    ResponseEntity<byte[]> asset(@PathVariable String asset) {
        Asset found = ASSETS.get(asset);
        if (found == null) {
            throw ApiProblem.notFound("file");
        }
        return answer(found);
    }

    private static ResponseEntity<byte[]> answer(Asset asset) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .header("Content-Type", asset.type())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .body(read(asset.resource()));
    }

    private static byte[] read(String resource) {
        try (InputStream file = DocsController.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is not in this build");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// The folder in the webjar is named after its version, which its own metadata tells.
    private static String swaggerVersion() {
        java.util.Properties properties = new java.util.Properties();
        try (InputStream file =
                DocsController.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(java.util.Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return String.valueOf(properties.getProperty("version"));
    }
}
