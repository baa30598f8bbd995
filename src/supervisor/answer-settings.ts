import { AppError, toAppError } from '../core/errors.ts';
import type { SettingsAccess, SettingsOrder, SettingsState } from '../domain/settings.ts';
import type { Refusal } from './child-protocol.ts';

/** The settings, after a change when there is an order, or why not; as it goes to another process. */
export async function answerSettings(
  settings: SettingsAccess | undefined,
  order: SettingsOrder | undefined,
): Promise<{ state: SettingsState } | { refusal: Refusal }> {
  try {
    if (settings === undefined) throw new AppError('not-found');
    return { state: order === undefined ? await settings.read() : await settings.change(order) };
  } catch (thrown) {
    const { code, detail, fields } = toAppError(thrown);
    return { refusal: { code, detail, fields } };
  }
}
