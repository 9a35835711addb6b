package wpipe.cli;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How a message is written as a line. */
enum Format {
    /** The bytes as they are. */
    TEXT {
        @Override
        int maxLineLength(int maxMessageSize) {
            return maxMessageSize;
        }

        @Override
        byte[] decode(byte[] line) {
            return line;
        }

        @Override
        byte[] encode(byte[] message) {
            return message;
        }
    },
    /** Two hexadecimal digits a byte; in the input, a blank may stand between bytes. */
    HEX {
        @Override
        int maxLineLength(int maxMessageSize) {
            return (int) Math.min(3L * maxMessageSize, Integer.MAX_VALUE - 8);
        }

        @Override
        byte[] decode(byte[] line) {
            String text = new String(line, StandardCharsets.ISO_8859_1).strip();
            boolean spaced = text.length() > 2 && text.charAt(2) == ' ';
            return (spaced ? HexFormat.ofDelimiter(" ") : HexFormat.of()).parseHex(text);
        }

        @Override
        byte[] encode(byte[] message) {
            return HexFormat.of().formatHex(message).getBytes(StandardCharsets.ISO_8859_1);
        }
    };

    /** How long a line can be whose message is not too large. */
    abstract int maxLineLength(int maxMessageSize);

    /**
     * The message that a line stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    abstract byte[] decode(byte[] line);

    /** The line for a message, without its end. */
    abstract byte[] encode(byte[] message);
}
