import type { ServerResponse } from 'node:http';
import type { Body } from './body';
import type { Transfer } from './link';

/** What may wait in this process for a client that is slow to read, before the link turns to others. */
const MAX_WAITING_BYTES = 256 * 1024;

interface ResponseTransferOptions {
  response: ServerResponse;
  body: Body;
  /** Bytes that the system has taken for the client. */
  onDelivered: (bytes: number) => void;
  /** The last byte has been passed on. */
  onDone: () => void;
}

/** One response on its way through a link. */
export class ResponseTransfer implements Transfer {
  constructor(private readonly options: ResponseTransferOptions) {}

  get readyBytes(): number {
    const { response, body } = this.options;
    const room = MAX_WAITING_BYTES - (response.socket?.writableLength ?? MAX_WAITING_BYTES);
    return Math.max(0, Math.min(body.readyBytes, room));
  }

  send(bytes: number): void {
    const { response, body, onDelivered, onDone } = this.options;
    for (const piece of body.take(bytes)) {
      response.write(piece, (error) => {
        if (!error) onDelivered(piece.length);
      });
    }
    if (body.remainingBytes > 0) return;
    onDone();
    response.end();
  }
}
