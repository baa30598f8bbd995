/**
 * Text that both engines keep and give back as it is: without NUL, which PostgreSQL refuses, and without halves of
 * characters. Every parameter of a statement goes through here; what is no text comes back untouched.
 */
export function plainText<T>(value: T): T | string {
  if (typeof value !== 'string') return value;
  const whole = value.isWellFormed() ? value : value.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole;
}
