import { version } from '../../package.json';

/** Version of the application, for records that must say what made them. */
export const applicationVersion: string = version;
