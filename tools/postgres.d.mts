/** A running embedded PostgreSQL. */
export interface Postgres {
  /** Of the product's database; `urlOf` of any other. */
  url: string;
  urlOf(name: string): string;
  port: number;
  pid: number;
  dataDir: string;
  stop(): Promise<void>;
}

export function startPostgres(options?: {
  dataDir?: string;
  port?: number;
  durable?: boolean;
  settings?: Record<string, string>;
  onExit?: (logFile: string) => void;
}): Promise<Postgres>;
