export {
  accountCareRoutes,
  activationRoutes,
  forgottenRoutes,
  privacyRoutes,
  profileRoutes,
  signInRoutes,
} from './identity.routes.ts';
