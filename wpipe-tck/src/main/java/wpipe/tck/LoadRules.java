package wpipe.tck;

/** What every group of rules under load stands on. */
interface LoadRules extends Rules {
    /**
     * How much of it.
     *
     * @return what is meant for the subject, unless overridden
     */
    default LoadSizes sizes() {
        return LoadSizes.of(subject());
    }
}
