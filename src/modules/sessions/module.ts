import { Session } from './session.entity.js';

export const sessionEntities = [Session];
