package wpipe.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines of bytes, as they are: a line ends at LF or CR LF, or at the end of the stream if anything
 * came before that. For one thread at a time.
 */
final class LineSplitter {
    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final int maxLength;
    private final byte[] chunk = new byte[CHUNK];
    private int position;
    private int limit;
    private long number;

    /**
     * @param in what to cut
     * @param maxLength the longest line, in bytes without its end: no more of a longer one is kept in memory
     */
    LineSplitter(InputStream in, int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
    }

    /** The next line without its end; null at the end of the stream. Fails on a line too long. */
    byte @Nullable [] next() throws IOException, CommandFailure {
        if (position == limit && !fill()) {
            return null;
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(0);
        boolean ended = false;
        do {
            int end = indexOfLineFeed();
            ended = end >= 0;
            line.write(chunk, position, (ended ? end : limit) - position);
            position = ended ? end + 1 : limit;
            // One more than allowed may yet turn out to be the CR of a CR LF.
            if (line.size() - 1 > maxLength) {
                throw tooLong();
            }
        } while (!ended && fill());
        return withoutCarriageReturn(line.toByteArray(), ended);
    }

    private byte[] withoutCarriageReturn(byte[] line, boolean ended) throws CommandFailure {
        boolean strip = ended && line.length > 0 && line[line.length - 1] == '\r';
        byte[] stripped = strip ? Arrays.copyOf(line, line.length - 1) : line;
        if (stripped.length > maxLength) {
            throw tooLong();
        }
        return stripped;
    }

    /** The number of the line that was given last, from 1. */
    long number() {
        return number;
    }

    /** Whether a whole line is there without reading from the stream. */
    boolean hasLineAtHand() {
        return indexOfLineFeed() >= 0;
    }

    private CommandFailure tooLong() {
        return new CommandFailure(
                "line " + number + " of the input has more than " + maxLength + " bytes; see --max-message-size");
    }

    private int indexOfLineFeed() {
        for (int i = position; i < limit; i++) {
            if (chunk[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(in.read(chunk), 0);
        return limit > 0;
    }
}
