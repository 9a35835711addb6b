package lsp.example;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import wpipe.api.Connection;

/**
 * Messages on a stream of bytes, each behind a header that says how long it is: what the Language Server Protocol does. One
 * thread reads and any thread writes, at the same time.
 */
final class Frames {
    /** Makes and reads JSON; for all threads. */
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String LENGTH = "content-length:";
    private static final int LONGEST = 1 << 24;

    private final InputStream in;
    private final OutputStream out;

    Frames(Connection connection) {
        in = new BufferedInputStream(connection.inputStream());
        // So that header and message go out in one piece.
        out = new BufferedOutputStream(connection.outputStream(), 1 << 16);
    }

    synchronized void write(JsonNode message) throws IOException {
        byte[] body = JSON.writeValueAsBytes(message);
        out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(US_ASCII));
        out.write(body);
        out.flush();
    }

    /** The next message; null if the other end has gone after the last one. */
    JsonNode read() throws IOException {
        int length = -1;
        String line = line();
        if (line == null) {
            return null;
        }
        for (; line != null && !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        if (length < 0 || length > LONGEST) {
            throw new IOException("a message with no Content-Length from 0 to " + LONGEST);
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the stream ended after " + body.length + " of " + length + " bytes of a message");
        }
        return JSON.readTree(body);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = in.read()) >= 0 && c != '\n') {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return c < 0 && line.isEmpty() ? null : line.toString();
    }
}
