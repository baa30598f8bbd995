/**
 * Nothing waits this long (the longest back-off is 5 minutes, a lease lasts 30 s): a time farther ahead than this was
 * written before the clock was set back, and counts as past. Or an hour's correction would hold the work up for an hour.
 */
export const SET_BACK_MS = 600_000;
