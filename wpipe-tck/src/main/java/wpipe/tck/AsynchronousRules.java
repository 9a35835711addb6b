package wpipe.tck;

/** Section 11. */
interface AsynchronousRules extends AsyncRules, AsyncCancelRules, AsyncEndRules, PublisherRules, AsyncScheduleRules {}
