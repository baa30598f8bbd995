import type { LookupAddress } from 'node:dns';

/** What may come in from archives and addresses. */
export interface ImportSettings {
  /** Also fetch from loopback, private and other special addresses. */
  readonly allowPrivateAddresses: boolean;
  /** Also fetch from ports other than 80 and 443. */
  readonly allowOtherPorts: boolean;
  /** Bytes of all files of one archive together. */
  readonly maxUnpackedBytes: number;
}

export const DEFAULT_IMPORT_SETTINGS: ImportSettings = {
  allowPrivateAddresses: false,
  allowOtherPorts: false,
  maxUnpackedBytes: 20 * 1024 ** 3,
};

/** All addresses of a host name. */
export type Lookup = (host: string) => Promise<LookupAddress[]>;
