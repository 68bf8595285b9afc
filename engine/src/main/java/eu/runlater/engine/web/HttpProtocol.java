package eu.runlater.engine.web;

import java.time.Duration;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Constants;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// Tomcat's HTTP/1.1 with an end to slow request heads (G-INP-3). Its own time limit starts anew with every
/// byte, so that a client sending one byte every nine seconds could hold a connection for ever.
public final class HttpProtocol extends Http11NioProtocol {
    /// Closes connections whose request line and headers have been arriving for longer than the limit. A
    /// connection on which no request has begun is left to the keep-alive limit.
    ///
    /// @return how many were closed
    int closeSlowHeads(Duration limit) {
        int closed = 0;
        long now = System.nanoTime();
        for (SocketWrapperBase<?> connection : getEndpoint().getConnections()) {
            if (connection.getCurrentProcessor() instanceof AbstractProcessor processor
                    && !processor.isAsync()
                    && isSlow(processor.getRequest(), now, limit)) {
                connection.close();
                closed++;
            }
        }
        return closed;
    }

    private static boolean isSlow(Request request, long now, Duration limit) {
        long began = request.getStartTimeNanos();
        int stage = request.getRequestProcessor().getStage();
        // Between two pieces of a head the stage reads "ended"; a request that has ended has no start any more.
        boolean inHead = stage == Constants.STAGE_PARSE || stage == Constants.STAGE_ENDED;
        return began > 0 && inHead && now - began > limit.toNanos();
    }
}
