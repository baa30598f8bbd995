import { z } from 'zod';
import { ACTIVITIES } from '../../domain/activity.ts';
import { CONTENT_RATINGS } from '../../domain/tag.ts';
import { NoteBox, Note } from './asset.ts';

/** Marks written in one transaction. */
export const MOST_MARKS = 500;

/** What a person says of one asset. Absent = nothing about that; null = my word is taken back. */
export const Mark = z
  .strictObject({
    id: z.number().int().positive(),
    rating: z.number().int().min(-1).max(5).nullable().optional().describe('The score; -1 = rejected, 0 = not rated'),
    favourite: z.boolean().nullable().optional(),
    contentRating: z.enum(CONTENT_RATINGS).nullable().optional(),
  })
  .meta({ id: 'Mark' });

export const MarksRequest = z.strictObject({
  marks: z.array(Mark).min(1).max(MOST_MARKS).describe('In this order; the same asset may come more than once'),
});

export const MarksResult = z
  .object({
    previous: z.array(Mark).describe('What was said before, the last first: sent back as marks, it undoes all of it'),
    missing: z.array(z.number().int()).describe('Assets that are not there any more'),
  })
  .meta({ id: 'MarksResult' });

const text = z.string().min(1).max(10_000).describe('Plain text');

export const NewNote = z.strictObject({ text, box: NoteBox.nullable().default(null) }).meta({ id: 'NewNote' });
export const NoteEdit = z.strictObject({ text: text.optional(), box: NoteBox.nullable().optional() }).meta({ id: 'NoteEdit' });
export const EditedNote = z
  .object({ note: Note, previous: NoteEdit.describe('What it said before: sent back, it undoes the edit') })
  .meta({ id: 'EditedNote' });

const counts = Object.fromEntries(ACTIVITIES.map((kind) => [kind, z.number().int()])) as Record<(typeof ACTIVITIES)[number], z.ZodNumber>;

export const ActivityQuery = z.object({
  year: z.coerce.number().int().min(1970).max(9999),
  zone: z.string().max(60).default('UTC').describe('IANA time zone, such as Europe/Berlin, in which days begin and end; counted by whole hours'),
});

export const ActivityYear = z
  .object({
    year: z.number().int(),
    firstYear: z.number().int().describe('The first year in which anything was done'),
    days: z.array(z.object({ day: z.string().describe('YYYY-MM-DD'), ...counts })).describe('Days on which anything was done'),
    totals: z.object(counts),
    streak: z
      .object({ current: z.number().int(), longest: z.number().int() })
      .describe('Days in a row on which a person did something: up to today or yesterday, and the longest of the last two years'),
  })
  .meta({ id: 'ActivityYear' });
