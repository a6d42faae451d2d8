export { HomeService } from './home/home.service.ts';
export { InsightApiModule } from './insight.api.ts';
export { InsightModule } from './insight.module.ts';
