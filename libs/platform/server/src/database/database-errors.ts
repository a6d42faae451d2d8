/** SQLSTATE classes and socket errors that say "the database is not there right now", not "the statement is wrong". */
const GONE = new Set(['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08004', '08006']);
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT']);

function codesOf(error: unknown): { code: string; message: string }[] {
  const seen: { code: string; message: string }[] = [];
  let current: unknown = error;
  for (let depth = 0; current && depth < 5; depth++) {
    const { code, message, driverError, cause } = current as {
      code?: string;
      message?: string;
      driverError?: unknown;
      cause?: unknown;
    };
    seen.push({ code: code ?? '', message: message ?? '' });
    current = driverError ?? cause;
  }
  return seen;
}

/** Whether the failure will pass by itself when the database is back. */
export function isDatabaseGone(error: unknown): boolean {
  return codesOf(error).some(
    ({ code, message }) =>
      GONE.has(code) ||
      SOCKET.has(code) ||
      /Connection terminated|timeout exceeded when trying to connect|connection timeout/i.test(message),
  );
}

/** Whether the server has no room left on its disk: nothing was written, and it can be tried again later. */
export function isDatabaseFull(error: unknown): boolean {
  return codesOf(error).some(({ code }) => code === '53100');
}

/** Whether a unique constraint refused the row, and, when `constraint` is given, whether it was that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const cause = (error as { driverError?: { code?: string; constraint?: string } }).driverError ?? error;
  const { code, constraint: violated } = cause as { code?: string; constraint?: string };
  return code === '23505' && (constraint === undefined || violated === constraint);
}
