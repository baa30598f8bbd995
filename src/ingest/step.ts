import { AppError } from '../core/errors.ts';

/**
 * What a stage returns. `stop` is an answer, not an accident: `skip` = this file is none of ours, `fail` = the attempt
 * failed and the retry policy decides by the error's class. Whatever a stage throws is a bug.
 */
export type Step<T> = { readonly go: true; readonly value: T } | { readonly go: false; readonly how: 'skip' | 'fail'; readonly error: AppError };

export const go = <T>(value: T): Step<T> => ({ go: true, value });
export const skip = (error: AppError): Step<never> => ({ go: false, how: 'skip', error });
export const fail = (error: AppError): Step<never> => ({ go: false, how: 'fail', error });
