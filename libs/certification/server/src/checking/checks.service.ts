import { type Limit, Throttle } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Certificate } from '../certificates/certificate.entity.ts';
import { groupedCode, isSameName, maskedName, readCode } from '../certificates/certificate.rules.ts';

/** What a stranger may learn from a code. Nothing of it identifies a person who was not known before. */
export type Verdict =
  | { status: 'unknown'; typed: string }
  | {
      status: 'valid' | 'revoked' | 'replaced';
      code: string;
      /** Masked, or in full when the visitor typed it. */
      holder: string;
      nameMatch: 'notAsked' | 'matches' | 'differs';
      trainingName: string;
      startDate: string;
      endDate: string;
      mode: 'online' | 'inPerson' | 'blended';
      lessonHours: number;
      grade: string;
      issuedOn: string;
      signature: 'awaiting' | 'signed';
      endedAt: Date | null;
    };

/** Codes that do not exist, and names that do not fit, per address: enough for a mistyped sheet, not for guessing. */
const UNKNOWN_CODES: Limit = { name: 'certificate-code', points: 60, seconds: 15 * 60 };
const WRONG_NAMES: Limit = { name: 'certificate-name', points: 20, seconds: 15 * 60 };

@Injectable()
export class Checks {
  constructor(
    private readonly db: DataSource,
    private readonly throttle: Throttle,
  ) {}

  /** The verdict on a code; with a name also whether it is the holder's. Refuses an address that keeps guessing (429). */
  async verdictOn(typed: string, name: string | null, address: string): Promise<Verdict> {
    await this.throttle.check(UNKNOWN_CODES, address);
    const code = readCode(typed);
    const certificate = code && (await this.db.manager.findOneBy(Certificate, { verificationCode: code }));
    if (!certificate) {
      await this.throttle.spend(UNKNOWN_CODES, address);
      return { status: 'unknown', typed: typed.trim().slice(0, 40) };
    }
    const { snapshot, validity } = certificate;
    const matches =
      name !== null && (await this.#matches(name, snapshot.holderName, certificate.id, address));
    return {
      status: validity,
      code: groupedCode(certificate.verificationCode),
      holder: matches ? snapshot.holderName : maskedName(snapshot.holderName),
      nameMatch: name === null ? 'notAsked' : matches ? 'matches' : 'differs',
      trainingName: snapshot.trainingName,
      startDate: snapshot.startDate,
      endDate: snapshot.endDate,
      mode: snapshot.mode,
      lessonHours: snapshot.lessonHours,
      grade: snapshot.grade,
      issuedOn: snapshot.issuedOn,
      signature: snapshot.signature,
      endedAt: certificate.endedAt,
    };
  }

  async #matches(
    typed: string,
    holderName: string,
    certificateId: string,
    address: string,
  ): Promise<boolean> {
    const key = `${certificateId}@${address}`;
    await this.throttle.check(WRONG_NAMES, key);
    if (isSameName(typed, holderName)) return true;
    await this.throttle.spend(WRONG_NAMES, key);
    return false;
  }
}
