import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import type { MyEnrollment } from '@bimtek/delivery-contracts';
import { ApiProblem } from '@bimtek/platform-portal';
import { providePortalTesting } from '@bimtek/platform-portal/testing';
import words from '../words/id.ts';
import { CertificateNameCard } from './certificate-name-card.ts';

const enrollment = (certificateName: MyEnrollment['certificateName']): MyEnrollment => ({
  id: '0197a000-0000-4000-8000-000000000e01' as MyEnrollment['id'],
  state: 'active',
  stateReason: null,
  stateChangedAt: '2026-07-06T02:00:00.000Z',
  run: {
    id: '0197a000-0000-4000-8000-0000000000a1' as MyEnrollment['run']['id'],
    name: 'Bimtek',
    year: 2026,
    mode: 'online',
  },
  startsOn: '2026-07-06',
  endsOn: '2026-07-10',
  timeZone: 'Asia/Jakarta',
  classGroup: null,
  certificateName,
});
const name = 'Hj. Siti Maemunah, S.Pd.';

async function show(
  certificateName: MyEnrollment['certificateName'],
  confirm: () => unknown = () => undefined,
) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({ words: { delivery: words }, answers: { confirmCertificateName: confirm } }),
    ],
  });
  const fixture = TestBed.createComponent(CertificateNameCard);
  fixture.componentRef.setInput('enrollment', enrollment(certificateName));
  await fixture.whenStable();
  const root = fixture.nativeElement as HTMLElement;
  const press = async () => {
    root.querySelector('button')?.click();
    await fixture.whenStable();
  };
  return {
    press,
    text: () => root.textContent ?? '',
    hasButton: () => root.querySelector('button') !== null,
  };
}

describe('the name on the certificate', () => {
  it('is shown as it will be printed, and confirmed once', async () => {
    const card = await show({ name, confirmedAt: null, canConfirm: true }, () => ({
      name,
      confirmedAt: '2026-07-07T02:00:00.000Z',
    }));
    expect(card.text()).toContain(name);
    await card.press();
    expect(card.text()).toContain('Anda memastikan nama ini pada 7 Juli 2026');
    expect(card.hasButton()).toBe(false);
  });

  it('shows the corrected name, to be looked at again, when it has changed meanwhile', async () => {
    const card = await show({ name, confirmedAt: null, canConfirm: true }, () => {
      throw new ApiProblem('name-has-changed', 409, 'Changed', [], { name: 'Siti Maimunah' });
    });
    await card.press();
    expect(card.text()).toContain('Siti Maimunah');
    expect(card.text()).not.toContain(name);
    expect(card.hasButton()).toBe(true);
  });

  it('offers nothing once the class has been decided', async () => {
    const card = await show({ name, confirmedAt: null, canConfirm: false });
    expect(card.hasButton()).toBe(false);
  });
});
