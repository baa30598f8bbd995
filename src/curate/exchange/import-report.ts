/** What an import found and did. */
export interface ImportReport {
  /** Assets it speaks of. */
  readonly assets: number;
  /** Of those, how many are here. */
  readonly known: number;
  /** Of those, how many became different. */
  readonly changed: number;
  /** New here, of each kind; of a dry run what would be. */
  readonly tags: number;
  readonly aliases: number;
  readonly implications: number;
  readonly notes: number;
  readonly relations: number;
  readonly pools: number;
  /** Of each kind, what the import speaks of and is here already. */
  readonly already: Readonly<Record<Counted, number>>;
  /** Names of a few that are not here, for the person. */
  readonly unknown: readonly string[];
  /** Things that were passed over, with the reason. */
  readonly passedOver: readonly string[];
}

export const COUNTED = ['tags', 'aliases', 'implications', 'notes', 'relations', 'pools'] as const;
export type Counted = (typeof COUNTED)[number];

export interface ImportOptions {
  /** Says what would be, and writes nothing. */
  readonly dryRun: boolean;
  readonly now: number;
  readonly actor: string;
  /** Told now and then how many lines or posts are done. */
  readonly onProgress?: (done: number) => void;
}

/** A report while it is being written. */
export class ReportDraft {
  assets = 0;
  known = 0;
  changed = 0;
  tags = 0;
  aliases = 0;
  implications = 0;
  notes = 0;
  relations = 0;
  pools = 0;
  readonly already = { tags: 0, aliases: 0, implications: 0, notes: 0, relations: 0, pools: 0 };
  readonly unknown: string[] = [];
  readonly passedOver: string[] = [];
  /** Tags that were counted. */
  readonly seen = new Set<string>();

  /** So many of a kind, of which `fresh` are new. */
  count(kind: Counted, all: number, fresh: number): void {
    this[kind] += fresh;
    this.already[kind] += all - fresh;
  }

  addUnknown(name: string): void {
    if (this.unknown.length < FEW) this.unknown.push(name);
  }

  passOver(what: string): void {
    if (this.passedOver.length < FEW) this.passedOver.push(what);
  }

  finish(): ImportReport {
    const { seen: _, ...report } = this;
    return { ...report };
  }
}

const FEW = 20;
