package eu.runlater.engine.openapi;

import eu.runlater.engine.cluster.Version;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.web.Open;
import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;

/// The document, open to everyone; it tells what can be asked, never what is there.
@Controller
class OpenApiController {
    private final Supplier<byte[]> document;

    OpenApiController(Routes routes) {
        this.document = SingletonSupplier.of(
                () -> Json.WIRE.writeValueAsBytes(new Document(Version.CURRENT).of(routes.documented())));
    }

    @Open
    @ApiCall(
            value = "This document",
            tag = "About the API",
            detail = "The same at `/api/v1/openapi.json`; to browse it, see `/api/v1/docs`.",
            replies = @Reply(value = Object.class, form = Reply.Form.WHOLE, about = "OpenAPI 3.1."))
    @GetMapping({"/api/v1/openapi", "/api/v1/openapi.json"})
    ResponseEntity<byte[]> document() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .body(document.get());
    }
}
