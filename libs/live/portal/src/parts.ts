export { NextSessionCard } from './schedule/next-session-card.ts';
