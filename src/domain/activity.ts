/** What is counted by hour for the calendar: deeds of people, and what came in. */
export const ACTIVITIES = ['scored', 'rated', 'favourited', 'tagged', 'ingested'] as const;
export type Activity = (typeof ACTIVITIES)[number];

export const HOUR_MS = 3_600_000;
