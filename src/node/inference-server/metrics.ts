/** Counts and times in Prometheus' text format (version 0.0.4). */

type Labels = Readonly<Record<string, string | number>>;

export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8';

/** A number that only grows, one a set of labels. */
export class Counter {
  private readonly values = new Map<string, number>();

  constructor(
    private readonly name: string,
    private readonly help: string,
  ) {}

  add(labels: Labels = {}, by = 1): void {
    const key = labelText(labels);
    this.values.set(key, (this.values.get(key) ?? 0) + by);
  }

  text(): string {
    const rows = [...this.values].map(([labels, value]) => `${this.name}${labels} ${value}\n`);
    return `${heading(this.name, this.help, 'counter')}${rows.join('')}`;
  }
}

/** How many of what was seen lay at or below each bound. */
export class Histogram {
  private readonly counts: number[];
  private count = 0;
  private sum = 0;

  constructor(
    private readonly name: string,
    private readonly help: string,
    private readonly bounds: readonly number[],
  ) {
    this.counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    this.count += 1;
    this.sum += value;
    this.bounds.forEach((bound, i) => {
      if (value <= bound) this.counts[i] += 1;
    });
  }

  text(): string {
    const { name, count, sum } = this;
    const rows = this.bounds.map((bound, i) => `${name}_bucket{le="${bound}"} ${this.counts[i]}\n`);
    const end = `${name}_bucket{le="+Inf"} ${count}\n${name}_sum ${sum}\n${name}_count ${count}\n`;
    return `${heading(name, this.help, 'histogram')}${rows.join('')}${end}`;
  }
}

/** A number of this moment. */
export function gaugeText(name: string, help: string, value: number): string {
  return `${heading(name, help, 'gauge')}${name} ${value}\n`;
}

/** What the service counts. */
export class ServiceMetrics {
  readonly requests = new Counter('neuralstream_requests_total', 'Requests by route and status.');
  readonly decisions = new Counter('neuralstream_decisions_total', 'Decisions by model.');
  readonly seconds = new Histogram(
    'neuralstream_decision_request_seconds',
    'Time from a decision request to its answer.',
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
  );
  readonly batches = new Histogram(
    'neuralstream_batch_observations',
    'Observations that the network was given at once.',
    [1, 2, 4, 8, 16, 32, 64],
  );

  text(sessions: number): string {
    const { requests, decisions, seconds, batches } = this;
    const open = gaugeText('neuralstream_sessions', 'Sessions that are open.', sessions);
    return [requests, decisions, seconds, batches].map((metric) => metric.text()).join('') + open;
  }
}

function heading(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(String(value))}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}
