import { aPlan, aPlanItem, rowId } from '@bimtek/assignments-contracts/testing';
import { describe, expect, it } from '@jest/globals';
import { PlanPrinter } from './plan-pdf.ts';
import { printedPlan } from './printed-plan.ts';
import type { OwnedPlan } from './plans.queries.ts';

const printer = new PlanPrinter();
const owned = (given: Partial<OwnedPlan> = {}): OwnedPlan => ({
  plan: aPlan(),
  versionNumber: 1,
  submittedAt: new Date('2026-07-10T17:30:00Z'),
  receiptCode: 'K-7QM4-2XPA',
  name: 'Rahayu Wulandari',
  className: 'Kelas Cendana 12',
  classCode: 'CENDANA-12',
  timeZone: 'Asia/Jakarta',
  acknowledgement: null,
  ...given,
});
const latin1 = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');
const boxes = (pdf: Uint8Array) =>
  [...latin1(pdf).matchAll(/\/Type \/Page\n[^]*?\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, w, h]) => [
    Math.round(Number(w)),
    Math.round(Number(h)),
  ]);

describe('a printed plan', () => {
  it('is one sheet of A4 landscape when it has three items, as an archive document', () => {
    const pdf = printer.render(printedPlan(owned()));
    expect(boxes(pdf)).toEqual([[842, 595]]);
    expect(latin1(pdf)).toContain('<pdfaid:part>3</pdfaid:part>');
  });

  it('is one sheet also with five items of the usual length', () => {
    const items = [...aPlan().items, aPlanItem(4, 'involvement'), aPlanItem(5, 'informationService')];
    expect(boxes(printer.render(printedPlan(owned({ plan: aPlan({ items }) }))))).toHaveLength(1);
  });

  it('takes as many sheets as twelve items of the longest words need', () => {
    const long = (length: number) =>
      'Perpustakaan-Desa-Sumbermakmurjayasentosa bersama '.repeat(12).slice(0, length);
    const items = Array.from({ length: 12 }, (_, n) =>
      aPlanItem(n + 1, 'advocacy', {
        title: long(120),
        objective: long(300),
        output: long(200),
        risk: long(300),
      }),
    );
    const sheets = boxes(printer.render(printedPlan(owned({ plan: aPlan({ items }) }))));
    expect(sheets.length).toBeGreaterThan(2);
    expect(new Set(sheets.map(String))).toEqual(new Set(['842,595']));
  });

  it.each([
    '#panic("x")',
    '$x$ *a* _b_ `c` @d <e> // f',
    'Kelas 😀 李',
    '{"a": "b"}',
    '\\u{1F600}\n\n= Judul',
  ])('takes what a person typed for words and nothing else: %s', (title) => {
    const items = [aPlanItem(1, 'involvement', { title, resources: [title] })];
    expect(boxes(printer.render(printedPlan(owned({ plan: aPlan({ items }) }))))).toHaveLength(1);
  });

  it('prints an empty draft, saying that it is one', () => {
    const plan = { about: {}, items: [{ id: rowId(1) }] } as never;
    const printed = printedPlan(owned({ plan, versionNumber: null, submittedAt: null, receiptCode: null }));
    expect(printed.state).toBe('Draf, belum dikirim');
    expect(boxes(printer.render(printed))).toHaveLength(1);
  });
});

describe('what is printed', () => {
  it('names version, day where the class is, and receipt', () => {
    expect(printedPlan(owned()).state).toBe('Kiriman ke-1, 11 Juli 2026, bukti K-7QM4-2XPA');
  });

  it('adds costs up by strategy and by source to the same total', () => {
    const items = [
      aPlanItem(1, 'advocacy', { fundingSource: 'partner', isProposed: true }),
      aPlanItem(2, 'involvement', {
        costs: [{ id: rowId(9), what: 'Kertas', quantity: 3, unitPrice: 25_000 }],
      }),
    ];
    expect(printedPlan(owned({ plan: aPlan({ items }) }))).toMatchObject({
      total: 'Rp1.275.000',
      proposed: 'Rp1.200.000',
      bySource: [
        { words: 'APBDes', cost: 'Rp75.000' },
        { words: 'Mitra/CSR', cost: 'Rp1.200.000' },
      ],
    });
  });

  it('has the acknowledgement that followed, unless the plan has its own', () => {
    const followed = { name: 'Kepala Desa', date: '2026-07-20' };
    expect(printedPlan(owned()).acknowledgement).toBeNull();
    expect(printedPlan(owned({ acknowledgement: followed })).acknowledgement).toEqual({
      name: 'Kepala Desa',
      date: '20 Juli 2026',
    });
    const acknowledgement = { name: 'Pj. Kepala Desa', date: '2026-07-09', evidence: 'Cap desa' };
    const plan = aPlan({ closing: { ...aPlan().closing, acknowledgement } });
    expect(printedPlan(owned({ plan, acknowledgement: followed })).acknowledgement?.name).toBe(
      'Pj. Kepala Desa',
    );
  });
});
