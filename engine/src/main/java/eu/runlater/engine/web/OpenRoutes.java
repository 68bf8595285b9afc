package eu.runlater.engine.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/// Which requests under `/api/v1` need no key: those whose handler is marked [Open]. Looked up before routing, because
/// a path that does not exist must answer a stranger like one that does.
@Component
final class OpenRoutes {
    /// @param methods none = any
    private record Route(PathPattern path, List<String> methods) {}

    private final SingletonSupplier<List<Route>> routes;

    OpenRoutes(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.routes = SingletonSupplier.of(() -> read(mappings));
    }

    private static List<Route> read(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        List<Route> found = new ArrayList<>();
        mappings.forEach(mapping -> mapping.getHandlerMethods().forEach((info, handler) -> {
            if (handler.hasMethodAnnotation(Open.class) && info.getPathPatternsCondition() != null) {
                List<String> methods = info.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .toList();
                info.getPathPatternsCondition().getPatterns().forEach(path -> found.add(new Route(path, methods)));
            }
        }));
        return List.copyOf(found);
    }

    boolean allow(HttpServletRequest request) {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        PathContainer parsed = PathContainer.parsePath(request.getRequestURI()); // encoded, as routing reads it
        return routes.obtain().stream()
                .anyMatch(route ->
                        (route.methods.isEmpty() || route.methods.contains(method)) && route.path.matches(parsed));
    }
}
