import { RequestFault } from './route';

export interface GuardOptions {
  /** The address that is listened on, which is answered to with its port. */
  readonly host: string;
  /** Other names that are answered to, with the port or (behind a proxy) alone. */
  readonly names: readonly string[];
  /** Pages elsewhere that may ask. */
  readonly origins: readonly string[];
}

/** Clients leave it out of Host and Origin. */
const httpPort = 80;

/** An address as a Host and a URL write it: IPv6 in brackets. */
export function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/**
 * What a request must show before anything of it is looked at: a Host that is this service (a name that an attacker
 * made point here is not), and, where a page asks, an Origin that is this service's own or listed.
 */
export class Guard {
  private readonly names: readonly string[];
  private readonly origins: ReadonlySet<string>;

  constructor(
    private readonly options: GuardOptions,
    /** Known when the service listens. */
    private readonly port: () => number,
  ) {
    this.names = options.names.map((name) => name.toLowerCase());
    this.origins = new Set(options.origins);
  }

  /** @throws RequestFault 403. */
  check(host: string | undefined, origin: string | undefined): void {
    if (host === undefined || !this.knowsHost(host.toLowerCase())) {
      throw new RequestFault(403, 'this service does not answer to that Host', {
        field: 'Host',
        expected: `127.0.0.1:${this.port()}, localhost:${this.port()} or a name that it was started with`,
        received: host ?? 'nothing',
      });
    }
    if (origin !== undefined && !this.isOwn(origin, host) && !this.origins.has(origin)) {
      throw new RequestFault(403, 'pages of that origin may not ask this service', {
        field: 'Origin',
        expected: 'an origin that the service was started with (--origin)',
        received: origin,
      });
    }
  }

  /** Whether a page of this origin is another's that may ask. */
  isListed(origin: string): boolean {
    return this.origins.has(origin);
  }

  private knowsHost(host: string): boolean {
    const port = this.port();
    const withPort = ['127.0.0.1', 'localhost', bracketed(this.options.host.toLowerCase()), ...this.names];
    const isNamed = withPort.some(
      (name) => host === `${name}:${port}` || (port === httpPort && host === name),
    );
    return isNamed || this.names.includes(host);
  }

  /** The Host has been checked, so a page of it is ours. */
  private isOwn(origin: string, host: string): boolean {
    return origin.toLowerCase() === `http://${host.toLowerCase()}`;
  }
}
