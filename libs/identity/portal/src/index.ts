export { activationRoutes, privacyRoutes, profileRoutes, signInRoutes } from './identity.routes.ts';
