/** How many messages somebody may still send, and when that was. Times are milliseconds of one steady clock. */
export interface Bucket {
  tokens: number;
  at: number;
  /** Messages in a row that found it empty. */
  refused: number;
}

export interface Allowance {
  /** At once, after a rest. */
  burst: number;
  perSecond: number;
  /** So many refusals are answered; what comes after is dropped unread. */
  answered: number;
  /** After so many refusals the line is cut. */
  cut: number;
}

export type Verdict = 'taken' | 'refused' | 'dropped' | 'cut';

export function fullBucket(allowance: Allowance, now: number): Bucket {
  return { tokens: allowance.burst, at: now, refused: 0 };
}

/** Takes one token, and says what is to be done with the message. A clock that runs backwards gives nothing. */
export function take(bucket: Bucket, allowance: Allowance, now: number): Verdict {
  const passed = Math.max(0, now - bucket.at);
  bucket.tokens = Math.min(allowance.burst, bucket.tokens + (passed / 1000) * allowance.perSecond);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    bucket.refused = 0;
    return 'taken';
  }
  bucket.refused += 1;
  if (bucket.refused > allowance.cut) return 'cut';
  return bucket.refused > allowance.answered ? 'dropped' : 'refused';
}
