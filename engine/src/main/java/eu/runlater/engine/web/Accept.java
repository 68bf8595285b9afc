package eu.runlater.engine.web;

import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// Whether an `Accept` header allows what a path answers with.
final class Accept {
    private static final String STREAM = "/api/v1/events";

    private Accept() {}

    static boolean allows(String header, String path) {
        if (header.isBlank() || header.equals("*/*") || header.equals("application/json")) {
            return true;
        }
        List<MediaType> ranges;
        try {
            ranges = MediaType.parseMediaTypes(header);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
        MediaType answer = path.equals(STREAM) ? MediaType.TEXT_EVENT_STREAM : MediaType.APPLICATION_JSON;
        // RFC 9110 §12.5.1: the most specific range decides, and weight 0 forbids.
        int best = -1;
        boolean allowed = false;
        for (MediaType range : ranges) {
            if (range.includes(answer)) {
                int rank = range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
                if (rank > best) {
                    best = rank;
                    allowed = range.getQualityValue() > 0;
                }
            }
        }
        return allowed;
    }
}
