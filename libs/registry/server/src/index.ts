export { libraryKey, personKey } from './name-keys.rules.ts';
export { type LibraryFacts, putCandidates, putDecree, putLibraries } from './decrees/put-decree.queries.ts';
export { normalCivilServantId, normalEmail, normalName, normalPhone } from './people/person.rules.ts';
export { Decrees } from './decrees/decrees.service.ts';
export { type NewPerson, People, type PersonCard } from './people/people.service.ts';
export { loadRegions, putRegions } from './regions/load-regions.ts';
export { Regions } from './regions/regions.service.ts';
export * from './registry.module.ts';
