import { parentPort } from './parent-port';

parentPort().post({ type: 'ready' });
