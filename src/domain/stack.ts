import { createHash } from 'node:crypto';
import { FORMATS, type MediaFormat } from './format.ts';

/** `raw`: a RAW and its JPEG; `live`: a photo and its moment of film; `burst`: shots in a row; `manual`: a person's choice. */
export const STACK_KINDS = ['raw', 'live', 'burst', 'manual'] as const;
export type StackKind = (typeof STACK_KINDS)[number];

/** Which stacks are made by themselves. */
export interface StackRules {
  readonly raw: boolean;
  readonly live: boolean;
  readonly bursts: boolean;
}

/** What is known of one shot when it is decided what it belongs to. */
export interface Shot {
  readonly id: number;
  readonly name: string;
  readonly format: MediaFormat;
  /** When it was taken, else when its file was last changed. */
  readonly sort_at: number;
  readonly taken_at: number | null;
  readonly camera_make: string | null;
  readonly camera_model: string | null;
  readonly duration_ms: number | null;
}

/**
 * Why two shots may belong together: same folder and base name, the same but in a folder through which files only pass, same
 * content identifier, same burst, or near in time.
 */
export type KeyReason = 'name' | 'passed' | 'content' | 'burst' | 'near';

/** Where a shot came from, for its keys: the folder (or upload) it lay in, and what its maker wrote into it. */
export interface ShotOrigin {
  readonly folder: string;
  /** It was taken out of there, so another file may bear its name next year: the inbox. */
  readonly passed?: boolean;
  readonly name: string;
  readonly contentId?: string | undefined;
  readonly burstId?: string | undefined;
}

/** In an inbox the next card brings the same names; zones of film and photo differ by 26 hours at most. */
const SAME_DAY_MS = 26 * 3_600_000;
/** A RAW and its JPEG bear the same second; some cameras write the one a moment later. */
const SAME_SHOT_MS = 3000;
/** The film of a live photo has 3 seconds. */
const LIVE_MS = 10_000;
/** Shots of a burst are not further apart. */
export const BURST_MS = 1000;
/** Fewer are just photos. */
export const BURST_SHOTS = 3;

/** Whether the two are one shot: a RAW and what the camera developed, or a photo and its film. */
export function isPair(a: Shot, b: Shot, reason: KeyReason, rules: StackRules): boolean {
  if (reason === 'near' || reason === 'burst') return false;
  const kinds = [kindOf(a), kindOf(b)].toSorted().join('+');
  if (kinds === 'raw+still') return rules.raw && (reason !== 'passed' || sameShot(a, b));
  if (kinds !== 'film+still' || !rules.live) return false;
  const film = kindOf(a) === 'film' ? a : b;
  if (reason === 'content') return true;
  return (film.duration_ms ?? 0) <= LIVE_MS && (reason !== 'passed' || Math.abs(a.sort_at - b.sort_at) <= SAME_DAY_MS);
}

/** Whether one was shot right after the other with the same camera: their numbers follow each other, or are the same. */
export function isNext(a: Shot, b: Shot, rules: StackRules): boolean {
  if (a.taken_at === null || b.taken_at === null || Math.abs(a.taken_at - b.taken_at) > BURST_MS) return false;
  if (a.camera_model === null || a.camera_model !== b.camera_model || a.camera_make !== b.camera_make) return false;
  if (!rules.raw && kindOf(a) !== kindOf(b)) return false;
  const [first, second] = [numberOf(a.name), numberOf(b.name)];
  return first !== undefined && second !== undefined && first.around === second.around && Math.abs(first.number - second.number) <= 1;
}

/** `IMG_1234.JPG` → 1234, and what stands around it. */
export function numberOf(name: string): { around: string; number: number } | undefined {
  const found = /^(.*?)(\d{1,12})(\D*)$/.exec(stemOf(name));
  return found === null ? undefined : { around: `${found[1]}#${found[3]}`, number: Number(found[2]) };
}

/** The keys under which a shot is found by what belongs to it. Pictures that no camera made have none. */
export function stackKeys(shot: Omit<Shot, 'id'>, origin: ShotOrigin): ReadonlyMap<number, KeyReason> {
  const keys = new Map<number, KeyReason>();
  const kind = kindOf(shot);
  if (kind === undefined) return keys;
  const reason = origin.passed === true ? 'passed' : 'name';
  keys.set(hashed(reason, origin.folder, stemOf(origin.name)), reason);
  if (origin.contentId !== undefined) keys.set(hashed('content', origin.contentId), 'content');
  if (kind === 'film') return keys;
  if (origin.burstId !== undefined) keys.set(hashed('burst', origin.burstId), 'burst');
  if (shot.taken_at !== null && shot.camera_model !== null && numberOf(shot.name) !== undefined) {
    keys.set(nearKey(shot.camera_model, Math.floor(shot.taken_at / BURST_MS)), 'near');
  }
  return keys;
}

/** The keys of the second of a shot and of those beside it: under one of them stands whatever is near. */
export function nearKeys({ taken_at, camera_model, name }: Omit<Shot, 'id'>): number[] {
  if (taken_at === null || camera_model === null || numberOf(name) === undefined) return [];
  const second = Math.floor(taken_at / BURST_MS);
  return [second - 1, second, second + 1].map((at) => nearKey(camera_model, at));
}

/** What a stack is shown by: a photo before a RAW before a film, of a burst the one the camera chose, else the first. */
export function chooseCover<T extends Shot>(members: readonly T[]): T | undefined {
  const rank = (shot: Shot): number => ({ still: 0, raw: 1, film: 2, other: 3 })[kindOf(shot) ?? 'other'];
  const chosen = (shot: Shot): number => (/cover/i.test(shot.name) ? 0 : 1);
  return members.toSorted(
    (a, b) => rank(a) - rank(b) || chosen(a) - chosen(b) || a.sort_at - b.sort_at || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || a.id - b.id,
  )[0];
}

/** Of shots that are one: what they are called together. */
export function pairKind(members: readonly Shot[]): StackKind {
  return members.some((shot) => kindOf(shot) === 'raw') ? 'raw' : 'live';
}

function kindOf({ format }: Pick<Shot, 'format'>): 'still' | 'raw' | 'film' | undefined {
  if (format === 'jpg' || format === 'heic') return 'still';
  if (format === 'mov' || format === 'mp4') return 'film';
  return FORMATS[format].kind === 'raw' ? 'raw' : undefined;
}

function sameShot(a: Shot, b: Shot): boolean {
  if (a.taken_at !== null && b.taken_at !== null) return Math.abs(a.taken_at - b.taken_at) <= SAME_SHOT_MS;
  return Math.abs(a.sort_at - b.sort_at) <= SAME_DAY_MS;
}

function stemOf(name: string): string {
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const dot = file.lastIndexOf('.');
  return (dot > 0 ? file.slice(0, dot) : file).toLowerCase();
}

function nearKey(camera: string, second: number): number {
  return hashed('near', camera, String(second));
}

/** 48 bits: exact as a number on both engines, and two of a million meet by chance once in 500 libraries; they would also have to fit. */
function hashed(...parts: readonly string[]): number {
  return createHash('sha1').update(parts.join('\0')).digest().readUIntBE(0, 6);
}
