package greet.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import wpipe.api.RequestHandler;

/** An application of Spring Boot that answers over a pipe. */
@SpringBootApplication
public class Application {
    /**
     * Runs until it is told to end.
     *
     * @param args options of Spring Boot, such as {@code --greet.pipe=NAME}
     */
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    /**
     * What answers the requests: any bean, with whatever it needs injected.
     *
     * @return the handler
     */
    @Bean
    RequestHandler greetings() {
        return (client, request) -> ("hello, " + new String(request, UTF_8)).getBytes(UTF_8);
    }
}
