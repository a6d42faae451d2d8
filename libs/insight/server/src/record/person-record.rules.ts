/** `ra•••@contoh.desa.id`: enough to tell two addresses apart, too little to write to. */
export function maskedEmail(email: string | null): string | null {
  if (email === null) return null;
  const at = email.lastIndexOf('@');
  return at < 0 ? '•••' : `${email.slice(0, Math.min(2, Math.max(0, at - 1)))}•••${email.slice(at)}`;
}
