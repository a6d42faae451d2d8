import * as z from 'zod';

/** A branded uuid, so that one kind of id cannot be given for another. */
export function id<const Brand extends string>(brand: Brand) {
  return z
    .uuid()
    .brand<Brand>()
    .meta({ description: `Id of a ${brand}` });
}
