package wpipe.tck;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a program may pass in that got it from somewhere else: mostly nearly right, now and then null. */
final class RandomInput {
    private static final int ONE_IN = 200;
    private static final int LONGEST = 300;

    private static final int LONGEST_NAME = 247;

    /** Stands for a name that no other pipe of this machine has. */
    private static final String OWN = "@";

    private static final List<String> NAMES = List.of(
            OWN, "a.b " + OWN, "\\\\.\\pipe\\" + OWN, "LOCAL\\" + OWN, "../" + OWN, OWN + ".", "n\u00fcm\u00e9" + OWN);
    private static final List<String> HOSTS =
            List.of(".", "..", "host", "10.0.0.1", "::1", "\\\\host", "a..b", "x".repeat(255));
    private static final List<String> SIDS = List.of("S-1-5-18", "S-1-15-2-1", "S-1-5-21-1-2-3-1001", "S-1-0x5-32-544");
    private static final List<String> DESCRIPTORS = List.of(
            "D:P(A;;FA;;;WD)",
            "O:BAG:BAD:PAI(A;;0x12019b;;;AU)(D;;GA;;;NU)",
            "D:(A;OICI;GRGW;;;S-1-5-18)S:(ML;;NW;;;LW)",
            "D:(XA;;FX;;;WD;(@User.Title==\"PM\" && (@User.Clearance >= 5)))");
    private static final String CHARACTERS = "DGOSAPIWX:;()-0123456789abcxyz\\/. \"\0\n\u007f\u00e9\u20ac\ud83d\ude00";

    private final Random random;
    private final String ownName;
    private boolean hasNull;

    RandomInput(Random random, String ownName) {
        this.random = random;
        this.ownName = ownName;
    }

    /** Whether any of what was given is null. */
    boolean hasNull() {
        return hasNull;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean flip() {
        return random.nextBoolean();
    }

    /** With the own name in it, unless a change has hit that; that one as it is every other time, so that the rest is looked at. */
    String name() {
        if (flip()) {
            return ownName;
        }
        String template = below(8) == 0 ? OWN + "x".repeat(LONGEST_NAME - ownName.length()) : pick(NAMES);
        return orNull(changed(template).replace(OWN, ownName));
    }

    boolean isOwn(@Nullable String name) {
        return name != null && name.contains(ownName);
    }

    String host() {
        return text(HOSTS);
    }

    String sid() {
        return text(SIDS);
    }

    String descriptor() {
        return text(DESCRIPTORS);
    }

    private String text(List<String> nearlyRight) {
        return orNull(changed(pick(nearlyRight)));
    }

    private String changed(String nearlyRight) {
        StringBuilder text = new StringBuilder(nearlyRight);
        for (int changes = below(4); changes > 0; changes--) {
            change(text);
        }
        return text.toString();
    }

    private void change(StringBuilder text) {
        int at = below(text.length() + 1);
        switch (below(5)) {
            case 0 -> text.insert(at, character());
            case 1 -> text.delete(at, Math.min(text.length(), at + 1 + below(3)));
            case 2 -> text.insert(at, text.substring(below(at + 1)));
            case 3 -> text.setLength(at);
            default -> text.append(String.valueOf(character()).repeat(below(20)));
        }
        text.setLength(Math.min(text.length(), LONGEST));
    }

    private char character() {
        return below(10) == 0 ? (char) random.nextInt() : CHARACTERS.charAt(below(CHARACTERS.length()));
    }

    /** Around the ends of ranges, or anything. */
    int number() {
        return switch (below(4)) {
            case 0 -> below(5) - 2;
            case 1 -> (1 << below(32)) + below(3) - 1;
            case 2 -> below(10_000);
            default -> random.nextInt();
        };
    }

    /** The same with no more in between than a system may be asked for again and again. */
    int few() {
        int number = number();
        return number > 0 && number <= 1000 ? 1 + number % 4 : number;
    }

    Duration duration() {
        return orNull(
                switch (below(4)) {
                    case 0 -> Duration.ofMillis(below(5) - 2);
                    case 1 -> Duration.ofNanos(random.nextInt());
                    case 2 -> Duration.ofSeconds(random.nextLong());
                    default -> Duration.ofMillis(number());
                });
    }

    <T> T pick(List<T> all) {
        return all.get(below(all.size()));
    }

    @SuppressWarnings("NullAway") // what is passed in may be null, whatever its type says
    <T> T orNull(T value) {
        if (below(ONE_IN) == 0) {
            hasNull = true;
            return null;
        }
        return value;
    }
}
