package eu.runlater.engine.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/// The one place where what a controller throws becomes an answer.
final class ProblemResolver implements HandlerExceptionResolver {
    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        try {
            ProblemWriter.write(request, response, thrown);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the client is gone; the filter looks away
        }
        return new ModelAndView(); // "answered"
    }
}
