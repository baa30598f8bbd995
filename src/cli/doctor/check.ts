/** `info`: worth knowing, nothing to do. */
export type CheckStatus = 'ok' | 'info' | 'warn' | 'fail';

export interface CheckResult {
  readonly name: string;
  readonly status: CheckStatus;
  readonly message: string;
  /** The command or step that mends it; only with warn and fail. */
  readonly fix?: string;
}

export function result(name: string, status: CheckStatus, message: string, fix?: string): CheckResult {
  return { name, status, message, ...(fix === undefined ? {} : { fix }) };
}
