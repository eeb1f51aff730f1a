/** Where the media server listens: this machine only. */
export const loopback = '127.0.0.1';

export function originOf(port: number): string {
  return `http://${loopback}:${port}`;
}
