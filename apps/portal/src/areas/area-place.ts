import type { Permission } from '@bimtek/platform-contracts';
import type { IconName } from '@bimtek/platform-ui';

/** A place in the menu of an area. `label` is a key of the words. */
export interface AreaPlace {
  path: string;
  label: string;
  icon: IconName;
  /** Shown only to those whose role allows this; to everyone in the area when absent. */
  allow?: Permission;
}
