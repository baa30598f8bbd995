import { statfs } from 'node:fs/promises';

/**
 * The kind of network or user-space file system a folder lies on; undefined for one that tells the kernel what happens in
 * it. On these, what another machine does is reported to nobody, so they are looked through at intervals instead.
 */
export async function networkMount(path: string): Promise<string | undefined> {
  const found = await statfs(path).catch(() => undefined);
  // Magic numbers of statfs(2), 32 bits.
  return found && KINDS.get(found.type >>> 0);
}

const KINDS = new Map([
  [0x6969, 'NFS'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x517b, 'SMB'],
  [0x65735546, 'FUSE'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x786f4256, 'VirtualBox'],
]);
