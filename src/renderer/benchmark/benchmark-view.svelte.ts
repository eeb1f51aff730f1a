import { answer, rankedOf } from '../../core/benchmark/answer';
import type { CellValues } from '../../core/benchmark/cell-values';
import { qoeParts, type Compared, type QoePart } from '../../core/benchmark/figures';
import type { OpenedBenchmark } from '../../shared/benchmark';
import { api, messageOf } from '../api';
import { BenchmarkReplay } from './benchmark-replay.svelte';
import type { Toasts } from '../ui/toasts.svelte';

/** A trace as the list beside the scatter shows it. */
export interface ComparedTrace {
  readonly name: string;
  /** Place in the cell's columns. */
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

type Choice = 'video' | 'traceSet' | 'qoe' | 'player';

/** A benchmark that is open: which of its tables is shown, and what is drawn of it. */
export class BenchmarkView {
  readonly id: string;
  readonly opened: OpenedBenchmark;
  name: string = $state('');
  private chosen = $state.raw({ video: 0, traceSet: 0, qoe: 0, player: 0 });
  /** By their number; those that were read. */
  private cells: Readonly<Partial<Record<number, CellValues>>> = $state.raw({});
  problem: string | null = $state(null);
  part: QoePart = $state.raw(qoeParts[0]);
  /** Places of the two algorithms of the scatter. */
  x = $state(0);
  y = $state(0);
  replay: BenchmarkReplay | null = $state.raw(null);

  constructor(
    opened: OpenedBenchmark,
    private readonly toasts: Toasts,
  ) {
    this.id = opened.id;
    this.opened = opened;
    this.name = opened.run.name;
    const { report, manifest } = opened;
    const ids = manifest.algorithms.map(({ id }) => id);
    const best = rankedOf(report.cells[0].algorithms).find(({ id }) => id !== report.baseline);
    this.x = Math.max(0, ids.indexOf(report.baseline));
    this.y = best ? ids.indexOf(best.id) : Number(ids.length > 1 && this.x === 0);
  }

  readonly number = $derived.by(() => {
    const { cells } = this.opened.report;
    const { video, traceSet, qoe, player } = this.chosen;
    const found = cells.findIndex(
      (cell) =>
        cell.video === video && cell.traceSet === traceSet && cell.qoe === qoe && cell.player === player,
    );
    return Math.max(0, found);
  });
  readonly cell = $derived.by(() => this.opened.report.cells[this.number]);
  readonly answer = $derived.by(() => answer(this.cell));
  /** Folder of the video, as the plan names it; null for a made-up one. */
  get videoPath(): string | null {
    return this.opened.manifest.plan.videos[this.cell.video].path;
  }

  readonly values = $derived.by(() => this.cells[this.number] ?? null);
  /** The cell that is shown, for figures; null while it is read, or when nothing of it was played. */
  readonly compared = $derived.by((): Compared | null => {
    const { values, cell } = this;
    if (values === null || values.traces.length === 0) return null;
    return { qoe: cell.qoeName, sets: [{ name: cell.traceSetName, cell: values }] };
  });
  /** All trace sets of the same video, measure and player. */
  readonly acrossSets = $derived.by((): Compared | null => {
    const sets = this.siblings.flatMap(({ number, name }) => {
      const cell = this.cells[number];
      return cell && cell.traces.length > 0 ? [{ name, cell }] : [];
    });
    return sets.length === 0 ? null : { qoe: this.cell.qoeName, sets };
  });
  /** The tables of the same video, measure and player, one a trace set. */
  readonly reports = $derived.by(() =>
    this.siblings
      .map(({ number }) => this.opened.report.cells[number])
      .filter(({ algorithms }) => algorithms.length > 0),
  );
  /** Every trace under the two algorithms of the scatter. */
  readonly traces = $derived.by((): ComparedTrace[] => {
    const { values, x, y } = this;
    if (values === null) return [];
    const [ofX, ofY] = [values.algorithms[x].values.qoe, values.algorithms[y].values.qoe];
    return values.traceNames.map((name, row) => ({ name, row, x: ofX[row], y: ofY[row] }));
  });
  /** What can be chosen, where there is more than one of it. */
  readonly choices = $derived.by(() => {
    const { manifest } = this.opened;
    const all: { id: Choice; label: string; names: readonly string[] }[] = [
      { id: 'video', label: 'Video', names: manifest.videos.map(({ name }) => name) },
      { id: 'traceSet', label: 'Traces', names: manifest.traceSets.map(({ name }) => name) },
      { id: 'qoe', label: 'QoE', names: manifest.qoe },
      { id: 'player', label: 'Player', names: manifest.players },
    ];
    return all
      .filter(({ names }) => names.length > 1)
      .map((choice) => ({ ...choice, value: this.chosen[choice.id] }));
  });
  private readonly siblings = $derived.by(() => {
    const { video, qoe, player } = this.chosen;
    return this.opened.report.cells.flatMap((cell, number) =>
      cell.video === video && cell.qoe === qoe && cell.player === player
        ? [{ number, name: cell.traceSetName }]
        : [],
    );
  });

  async choose(what: Choice, place: number): Promise<void> {
    this.chosen = { ...this.chosen, [what]: place };
    await this.load();
  }

  /** Reads the sessions that the figures show, those not read yet. */
  async load(): Promise<void> {
    try {
      for (const { number } of this.siblings) {
        if (this.cells[number]) continue;
        const values = await api.readBenchmarkCell({ id: this.id, cell: number });
        this.cells = { ...this.cells, [number]: values };
      }
      this.problem = null;
    } catch (error) {
      this.problem = `The sessions could not be read: ${messageOf(error)}`;
    }
  }

  /** Opens a trace as a timeline, under the two algorithms of the scatter. */
  async openTrace(name: string, traceSet = this.cell.traceSetName): Promise<void> {
    const sibling = this.siblings.find((candidate) => candidate.name === traceSet);
    const values = sibling && this.cells[sibling.number];
    const row = values?.traceNames.indexOf(name) ?? -1;
    if (!sibling || !values || row < 0) return;
    const replay = new BenchmarkReplay({
      ...{ id: this.id, cell: sibling.number, trace: values.traces[row], name },
      algorithms: this.opened.manifest.algorithms,
      places: [this.y, this.x],
    });
    this.replay = replay;
    await replay.load();
  }

  closeTrace(): void {
    this.replay = null;
  }

  /** Writes what a benchmark's file formats hold: the same as the command writes. */
  async export(what: 'csv' | 'json' | 'html' | 'manifest'): Promise<void> {
    try {
      const path = await api.exportBenchmark({ id: this.id, what });
      if (path !== null) this.toasts.show(`Exported to ${path}`);
    } catch (error) {
      this.toasts.fault(`The benchmark could not be exported: ${messageOf(error)}`);
    }
  }
}
