import { Injectable } from '@nestjs/common';
import { randomBytes, randomInt, randomUUIDv7 } from 'node:crypto';

/** The server's time. Rules get it as an argument; tests choose it. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}

/** Ids, tokens and chance. Tests choose them. */
@Injectable()
export class Ids {
  /** A time-ordered uuid (RFC 9562, version 7), so that new rows land side by side in an index. */
  next<Id extends string = string>(): Id {
    return randomUUIDv7() as string as Id;
  }

  /** An unguessable token of so many random bytes, in base64url. */
  token(bytes = 32): string {
    return randomBytes(bytes).toString('base64url');
  }

  /** A code of so many characters from an alphabet, each equally likely. */
  code(length: number, alphabet: string): string {
    return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
  }

  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number {
    return randomInt(below);
  }
}
