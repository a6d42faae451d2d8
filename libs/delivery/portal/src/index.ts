export { CertificateNameCard } from './certificate-name/certificate-name-card.ts';
export { ClassNav } from './class-group/class-nav.ts';
export { deliveryManageRoutes } from './delivery.routes.ts';
export { PeopleBar } from './shared/people-bar.ts';
export { roman } from './shared/roman.ts';
export { lookOfClass, lookOfState } from './shared/states.ts';
export { deliveryWords } from './words/delivery-words.ts';
