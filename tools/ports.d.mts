/** A port of this machine that nobody listens on at the moment. */
export function freePort(): Promise<number>;

/** Null when the port can be listened on, otherwise the system's code: EADDRINUSE, EACCES. */
export function portProblem(port: number, host: string): Promise<string | null>;
