export {
  accountCareRoutes,
  activationRoutes,
  forgottenRoutes,
  privacyRoutes,
  profileRoutes,
  signInRoutes,
  userRoleRoutes,
} from './identity.routes.ts';
