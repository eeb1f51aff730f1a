import type { SynthesisInput, TraceFamily } from './family';

const lowKbps = 800;
const highKbps = 4000;

/** Shapes from lectures: no chance in them but where in its period a trace begins. */
export const step = shape(
  'step',
  'Step',
  'up from 800 to 4000 kbps and down again, each for 60 s',
  (second) => (Math.floor(second / 60) % 2 === 0 ? lowKbps : highKbps),
);

export const ramp = shape('ramp', 'Ramp', 'up from 800 to 4000 kbps in 120 s and down in 120 s', (second) =>
  between(second % 240 < 120 ? (second % 240) / 120 : 2 - (second % 240) / 120),
);

export const spike = shape('spike', 'Spike', '2000 kbps with a second of 12,000 every 30 s', (second) =>
  second % 30 === 15 ? 12_000 : 2000,
);

export const sawtooth = shape(
  'sawtooth',
  'Sawtooth',
  'up from 800 to 4000 kbps in 30 s, then back at once',
  (second) => between((second % 30) / 29),
);

export const outage = shape('outage', 'Outage', '3000 kbps, and nothing for 8 s of each 60', (second) =>
  second % 60 >= 40 && second % 60 < 48 ? 0 : 3000,
);

function between(share: number): number {
  return Math.round(lowKbps + share * (highKbps - lowKbps));
}

function shape(id: string, name: string, describes: string, kbpsAt: (second: number) => number): TraceFamily {
  function make({ random, steps }: SynthesisInput): number[] {
    const shift = Math.floor(random() * 240);
    return Array.from({ length: steps }, (_, second) => kbpsAt(second + shift));
  }
  return { id, name, describes, stepSeconds: 1, setCount: 2, make };
}
