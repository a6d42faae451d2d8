/** So many codes are made at once; each is good for one sign-in. */
export const RECOVERY_CODES = 10;
const LENGTH = 10;

export { LENGTH as RECOVERY_CODE_LENGTH };

/** `K7QM22XPAB` is shown as `K7QM2-2XPAB`. */
export function shownRecoveryCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** The code as made, however it was typed; null when it can be none. */
export function typedRecoveryCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  return code.length === LENGTH ? code : null;
}
