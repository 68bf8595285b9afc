package eu.runlater.engine.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// Where the server sends what nothing else has answered: the envelope instead of an HTML page.
@Controller
final class ErrorPage implements ErrorController {
    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer number ? number : 404;
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (code >= 500 && thrown instanceof Throwable fault) {
            ProblemWriter.write(request, response, fault);
        } else {
            ProblemWriter.write(response, ofStatus(code));
        }
    }

    static ApiProblem ofStatus(int status) {
        return switch (status) {
            case 404, 405 -> Problems.noRoute();
            case 406 -> Problems.notAcceptable();
            case 408 -> RawBody.tooSlow();
            case 413 -> ApiProblem.of(413, "too_large", "The request is too large.");
            case 431 -> ApiProblem.of(431, "headers_too_large", "The request's headers are larger than 8 KiB.");
            default ->
                status < 500
                        ? ApiProblem.of(status, "bad_request", "The request is not HTTP as it is understood here.")
                        : ApiProblem.of(status, "internal_error", "Something went wrong on our side.");
        };
    }
}
