/** What the content of an asset is told apart by in addresses: the first 64 bits of its SHA-256, in hex. */
export function assetVersion(sha256: Buffer): string {
  return sha256.toString('hex', 0, 8);
}
