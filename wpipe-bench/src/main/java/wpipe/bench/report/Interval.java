package wpipe.bench.report;

/**
 * A number that was measured, and the interval that it lies in with a confidence of 99.9 %.
 *
 * @param value the number itself, the mean of the iterations
 * @param low from here
 * @param high to here; both are the value where there was one iteration only
 */
public record Interval(double value, double low, double high) {
    /** Of what JMH says, which has no interval for a single iteration. */
    public static Interval of(double value, double low, double high) {
        return Double.isNaN(low) || Double.isNaN(high)
                ? new Interval(value, value, value)
                : new Interval(value, low, high);
    }

    /** How far the ends are away, as a part of the value. */
    public double noise() {
        return value == 0 ? 0 : (high - low) / 2 / Math.abs(value);
    }

    /** Whether all of it is below all of the other. */
    public boolean isBelow(Interval other) {
        return high < other.low;
    }
}
