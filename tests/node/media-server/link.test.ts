import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TraceBandwidth, type Bandwidth } from '../../../src/core/trace/bandwidth';
import { CATCH_UP_SECONDS, Link, QUANTUM_BYTES, type Transfer } from '../../../src/node/media-server/link';

/** A response without a network: takes what it is given until nothing remains. */
class Sink implements Transfer {
  sent = 0;
  constructor(
    public remaining = Infinity,
    public takes = Infinity,
  ) {}
  get readyBytes(): number {
    return Math.min(this.remaining, this.takes);
  }
  send(bytes: number): void {
    this.sent += bytes;
    this.remaining -= bytes;
  }
}

interface Clocked {
  link: Link;
  pumpAt: (seconds: number) => void;
  /** Lets time pass without a pump, as the pacer does with a link that is not busy. */
  passTo: (seconds: number) => void;
}

function linkOf(bandwidth: Bandwidth): Clocked {
  let now = 0;
  const link = new Link({ kilobitsBy: (seconds) => bandwidth.kilobitsBy(seconds), clock: () => now });
  const pumpAt = (seconds: number): void => {
    now = seconds;
    link.pump();
  };
  return { link, pumpAt, passTo: (seconds) => void (now = seconds) };
}

const steady = (kbps: number): Bandwidth =>
  new TraceBandwidth({ name: 'steady', durationsSeconds: [1], kbps: [kbps] });

const arbitraryTrace = fc
  .array(fc.tuple(fc.double({ min: 0.05, max: 2, noNaN: true }), fc.integer({ min: 0, max: 100_000 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => ({
    name: 'any',
    durationsSeconds: parts.map(([seconds]) => seconds),
    kbps: parts.map(([, kbps]) => kbps),
  }));
const arbitraryTicks = fc.array(fc.double({ min: 0.0001, max: CATCH_UP_SECONDS, noNaN: true }), {
  minLength: 1,
  maxLength: 200,
});

describe('a link with something to send', () => {
  test('has sent all that the physics allows and never more, whenever its timer comes', () => {
    fc.assert(
      fc.property(arbitraryTrace, arbitraryTicks, fc.integer({ min: 1, max: 5 }), (trace, ticks, count) => {
        const bandwidth = new TraceBandwidth(trace);
        const { link, pumpAt } = linkOf(bandwidth);
        const sinks = Array.from({ length: count }, () => new Sink());
        sinks.forEach((sink) => link.add(sink));
        let now = 0;
        for (const tick of ticks) {
          pumpAt((now += tick));
          const sent = sinks.reduce((sum, sink) => sum + sink.sent, 0);
          const allowed = new TraceBandwidth(trace).kilobitsBy(now) * 125;
          expect(sent).toBeLessThanOrEqual(allowed + 1e-3);
          expect(sent).toBeGreaterThan(allowed - 1 - 1e-3);
        }
      }),
    );
  });

  test('shares fairly: transfers that always want more are never more than a turn apart', () => {
    fc.assert(
      fc.property(
        arbitraryTicks,
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 50, max: 50_000 }),
        (ticks, count, kbps) => {
          const { link, pumpAt } = linkOf(steady(kbps));
          const sinks = Array.from({ length: count }, () => new Sink());
          sinks.forEach((sink) => link.add(sink));
          let now = 0;
          for (const tick of ticks) {
            pumpAt((now += tick));
            const sent = sinks.map((sink) => sink.sent);
            expect(Math.max(...sent) - Math.min(...sent)).toBeLessThanOrEqual(QUANTUM_BYTES);
          }
        },
      ),
    );
  });

  test('gives what one client does not take to the others', () => {
    const { link, pumpAt } = linkOf(steady(8000));
    const [slow, quick] = [new Sink(100), new Sink()];
    link.add(slow);
    link.add(quick);
    pumpAt(0.1);
    expect(slow.sent).toBe(100);
    expect(quick.sent).toBe(100_000 - 100);
  });

  test('goes on evenly when the transfer whose turn it is goes away', () => {
    const { link, pumpAt } = linkOf(steady(80));
    const sinks = [new Sink(), new Sink(), new Sink()];
    sinks.forEach((sink) => link.add(sink));
    pumpAt(0.16);
    expect(sinks.map((sink) => sink.sent)).toEqual([QUANTUM_BYTES, 200, 0]);
    link.remove(sinks[1]);
    pumpAt(0.16 + 0.14);
    expect(sinks.map((sink) => sink.sent)).toEqual([QUANTUM_BYTES, 200, 1400]);
    link.remove(sinks[2]);
    link.remove(sinks[2]);
    pumpAt(0.35);
    expect(sinks[0].sent).toBe(QUANTUM_BYTES + 500);
  });
});

describe('unused capacity is lost', () => {
  test('while nothing is asked for', () => {
    const { link, pumpAt, passTo } = linkOf(steady(8000));
    const first = new Sink(1000);
    link.add(first);
    pumpAt(0.1);
    link.remove(first);
    passTo(5);
    const second = new Sink();
    link.add(second);
    pumpAt(5.01);
    expect(second.sent).toBe(10_000);
  });

  test('while the client takes nothing', () => {
    const { link, pumpAt } = linkOf(steady(8000));
    const sink = new Sink(Infinity, 0);
    link.add(sink);
    for (let i = 1; i <= 100; i++) pumpAt(i / 100);
    sink.takes = Infinity;
    pumpAt(1.01);
    expect(sink.sent).toBe(10_000);
  });

  test('while the machine slept, but for a quarter of a second', () => {
    const { link, pumpAt } = linkOf(steady(8000));
    const sink = new Sink();
    link.add(sink);
    pumpAt(3600);
    expect(sink.sent).toBe(CATCH_UP_SECONDS * 1e6);
  });
});

test('an outage holds everything, and what follows it goes on from there', () => {
  const outage = new TraceBandwidth({ name: 'outage', durationsSeconds: [1, 5, 10], kbps: [800, 0, 1600] });
  const { link, pumpAt } = linkOf(outage);
  const sink = new Sink();
  link.add(sink);
  for (let i = 1; i <= 60; i++) pumpAt(i / 10);
  expect(sink.sent).toBe(100_000);
  pumpAt(6.125);
  expect(sink.sent).toBe(125_000);
});
