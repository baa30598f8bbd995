/** A lease lasts this long; whoever watches a worker renews it every LEASE_RENEW_MS. */
export const LEASE_MS = 30_000;
export const LEASE_RENEW_MS = 5_000;
