package eu.runlater.engine.openapi;

import eu.runlater.engine.web.EnqueueScope;
import eu.runlater.engine.web.Needs;
import eu.runlater.engine.web.Open;
import eu.runlater.engine.web.Operators;
import eu.runlater.engine.web.Personal;
import eu.runlater.engine.web.Reads;
import eu.runlater.engine.web.Role;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;

/// One method and path, its handler, and what the handler's annotations say.
///
/// @param method upper case
/// @param path with parameters as `{name}`
record Route(String method, String path, HandlerMethod handler, ApiCall call) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}:]+)[^}]*}");
    private static final String API = "/api/v1";

    /// The path as OpenAPI writes it.
    static String plain(String pattern) {
        return VARIABLE.matcher(pattern.replace("{*", "{")).replaceAll("{$1}");
    }

    /// Names in the path and the Java types their handler takes them as.
    Map<String, Class<?>> pathParameters() {
        Map<String, Class<?>> parameters = new LinkedHashMap<>();
        Matcher variables = VARIABLE.matcher(path);
        while (variables.find()) {
            parameters.put(variables.group(1), variableType(variables.group(1)));
        }
        return parameters;
    }

    private Class<?> variableType(String name) {
        for (MethodParameter parameter : handler.getMethodParameters()) {
            PathVariable variable = parameter.getParameterAnnotation(PathVariable.class);
            if (variable != null) {
                String given = variable.value().isEmpty() ? variable.name() : variable.value();
                String spoken = given.isEmpty() ? parameter.getParameter().getName() : given;
                if (spoken.equals(name)) {
                    return parameter.getParameterType();
                }
            }
        }
        return String.class;
    }

    boolean hasBody() {
        return call.body() != Void.class;
    }

    /// Whether it can be called by anyone.
    boolean isOpen() {
        return has(Open.class) || !path.startsWith(API);
    }

    boolean honoursIdempotencyKey() {
        return (method.equals("POST") || method.equals("PATCH")) && call.idempotencyKey() && !isOpen();
    }

    /// Stable, and unique by method and path: `patch_tasks_id`.
    String operationId() {
        String words = path.replace(API, "").replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
        return method.toLowerCase(Locale.ROOT) + "_" + words;
    }

    /// The least role; absent when a role says nothing about it.
    @Nullable
    Role role() {
        if (isOpen() || has(Personal.class)) {
            return null;
        }
        Needs needs = handler.getMethodAnnotation(Needs.class);
        if (needs != null) {
            return needs.value();
        }
        return method.equals("GET") || has(Reads.class) ? Role.VIEWER : Role.MEMBER;
    }

    /// `person`, `operator`, or `any` for every key and person whose scope and role allow it.
    String caller() {
        return has(Personal.class) ? "person" : has(Operators.class) ? "operator" : "any";
    }

    /// Who may call it, in a sentence.
    String who() {
        if (isOpen()) {
            return "Anyone may call it.";
        }
        if (has(Personal.class)) {
            return "Signed-in people only, whatever their role.";
        }
        List<String> words = new ArrayList<>();
        Role role = role();
        if (has(Operators.class)) {
            words.add("Operators of the installation only.");
        }
        if (role != null) {
            words.add("Role `" + role.word() + "` or higher; keys with scope "
                    + (role == Role.VIEWER ? "`full` or `read`" : "`full`")
                    + (has(EnqueueScope.class) ? " or `enqueue`" : "") + ".");
        }
        return String.join(" ", words);
    }

    private boolean has(Class<? extends Annotation> annotation) {
        return handler.hasMethodAnnotation(annotation);
    }
}
