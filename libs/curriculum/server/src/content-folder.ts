import { fileURLToPath } from 'node:url';

/** Where the program's own curriculum lies, in the source and in the build alike. */
export const sppTikFolder = fileURLToPath(new URL('../content/spp-tik', import.meta.url));
