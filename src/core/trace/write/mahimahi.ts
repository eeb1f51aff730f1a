import { TraceBandwidth, type Trace } from '../bandwidth';
import { opportunityKilobits } from '../parse/mahimahi';

/** A file of several 100 MB, which lasts 10 minutes at 1 Gbit/s. */
const mostLines = 50_000_000;

/**
 * Mahimahi's lines: the millisecond by whose end each further 1500 bytes have gone through.
 * @throws Error when the whole trace carries less than 1500 bytes, or too much for a file.
 */
export function* writeMahimahi({ name, durationsSeconds, kbps }: Trace): Generator<string> {
  const lines = new TraceBandwidth({ name, durationsSeconds, kbps }).periodKilobits / opportunityKilobits;
  if (lines > mostLines) {
    throw new Error(`trace ${name}: expected at most ${mostLines} packets of 1500 bytes, got ${lines}`);
  }
  let seconds = 0;
  let kilobits = 0;
  let opportunities = 0;
  for (let i = 0; i < kbps.length; i++) {
    const end = kilobits + durationsSeconds[i] * kbps[i];
    const wholeOpportunities = Math.floor(end / opportunityKilobits + 1e-9);
    while (opportunities < wholeOpportunities) {
      opportunities += 1;
      const within = (opportunities * opportunityKilobits - kilobits) / kbps[i];
      yield String(Math.ceil((seconds + within) * 1000 - 1e-6));
    }
    seconds += durationsSeconds[i];
    kilobits = end;
  }
  if (opportunities === 0) throw new Error(`trace ${name}: expected at least 1500 bytes in all, got less`);
}
