/** What scripts may rely on. */
export const EXIT = {
  ok: 0,
  error: 1,
  usage: 2,
  /** The command ran, but some files failed (ingest) or problems were found (verify, doctor). */
  problems: 3,
  /** Ended by Ctrl-C, as shells count it. */
  interrupted: 130,
} as const;
