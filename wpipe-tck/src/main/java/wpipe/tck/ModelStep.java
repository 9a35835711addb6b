package wpipe.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One call of a random sequence. What it is made on is chosen by a number among those that are there at that time, so that
 * any part of a sequence is a sequence.
 */
record ModelStep(Kind kind, int pick, int size) {
    enum Kind {
        CONNECT(4),
        ACCEPT(2),
        LOOK(2),
        WAIT_FOR_DATA(4),
        CLOSE_SERVER(0),
        WRITE(8),
        READ(8),
        READ_TOO_SMALL(2),
        CAN_READ(3),
        IS_ALIVE(2),
        CLOSE(2);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private static final int MANY = 60;
    private static final int LARGEST = 100;

    static List<ModelStep> random(Random random, int count) {
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < kind.weight; i++) {
                kinds.add(kind);
            }
        }
        List<ModelStep> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // The server is closed late, if at all: not much can be done after that.
            boolean late = i > count / 2 && random.nextInt(count * 2) == 0;
            Kind kind = late ? Kind.CLOSE_SERVER : kinds.get(random.nextInt(kinds.size()));
            int size = random.nextInt(8) == 0 ? 0 : Payload.NUMBERED + random.nextInt(LARGEST);
            steps.add(new ModelStep(kind, random.nextInt(MANY), size));
        }
        return steps;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case CONNECT, ACCEPT, LOOK, WAIT_FOR_DATA, CLOSE_SERVER -> kind.toString();
            case WRITE -> kind + "(" + pick + ", " + size + " bytes)";
            case READ, READ_TOO_SMALL, CAN_READ, IS_ALIVE, CLOSE -> kind + "(" + pick + ")";
        };
    }
}
