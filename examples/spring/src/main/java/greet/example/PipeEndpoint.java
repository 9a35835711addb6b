package greet.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import wpipe.api.Mode;
import wpipe.api.RequestHandler;
import wpipe.api.Server;
import wpipe.api.Service;

/** The pipe, open while the application runs: Spring starts it last and stops it first, and waits for what was begun. */
@Component
class PipeEndpoint implements SmartLifecycle {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String pipe;
    private final RequestHandler handler;
    private volatile @Nullable Service service;

    PipeEndpoint(@Value("${greet.pipe}") String pipe, RequestHandler handler) {
        this.pipe = pipe;
        this.handler = handler;
    }

    @Override
    public void start() {
        try {
            service = Server.open(pipe, Mode.SLAVE).serve(handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        Service running = service;
        if (running != null) {
            try {
                running.shutdown(GRACE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public boolean isRunning() {
        Service running = service;
        return running != null && running.isOpen();
    }
}
