package eu.runlater.engine.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The routes there are, from Spring's own table of them.
@Component
class Routes {
    // Not asked for when beans are made: the table itself waits for all controllers.
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    Routes(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /// Those that say what they do, by path and method.
    List<Route> documented() {
        List<Route> routes = new ArrayList<>();
        each((method, path, handler) -> {
            ApiCall call = handler.getMethodAnnotation(ApiCall.class);
            if (call != null) {
                routes.add(new Route(method, path, handler, call));
            }
        });
        routes.sort(Comparator.comparing(Route::path).thenComparing(Route::method));
        return routes;
    }

    /// Those under `/api/v1` that do not, as `METHOD /path`.
    Set<String> undocumented() {
        Set<String> found = new TreeSet<>();
        each((method, path, handler) -> {
            if (path.startsWith("/api/v1") && !handler.hasMethodAnnotation(ApiCall.class)) {
                found.add(method + " " + path);
            }
        });
        return found;
    }

    private interface Visitor {
        void visit(String method, String path, org.springframework.web.method.HandlerMethod handler);
    }

    private void each(Visitor visitor) {
        mappings.forEach(mapping -> mapping.getHandlerMethods()
                .forEach((info, handler) -> info.getPatternValues().forEach(pattern -> {
                    var methods = info.getMethodsCondition().getMethods();
                    if (methods.isEmpty()) {
                        visitor.visit(
                                "POST", Route.plain(pattern), handler); // takes any method; shown as the usual one
                    }
                    methods.forEach(method -> visitor.visit(method.name(), Route.plain(pattern), handler));
                })));
    }
}
