import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { UiIcon } from './icon.ts';
import { iconPath } from './icons.ts';

describe('UiIcon', () => {
  it('draws what the first load has at once, and a rare one as soon as it has come', async () => {
    const icon = TestBed.createComponent(UiIcon);
    const path = () => (icon.nativeElement as HTMLElement).querySelector('path')?.getAttribute('d');
    icon.componentRef.setInput('name', 'back');
    await icon.whenStable();
    expect(path()).toBe(iconPath('back').path);
    expect(path()).not.toBe('');

    icon.componentRef.setInput('name', 'upload');
    await icon.whenStable();
    await import('./rare-icons.ts');
    await icon.whenStable();
    expect(path()).toBe('M12 16V4M7 9l5-5 5 5M4 16v4h16v-4');
  });
});
