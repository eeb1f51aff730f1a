import { Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { ChartDataset, ChartOptions } from 'chart.js';
import {
  drawnPoints,
  type ChartLine,
  type ChartModel,
  type ChartPoint,
  type ShadedStall,
} from './chart-models';
import { chartColours, type ChartColours } from './colours';
import { dashOf } from './patterns';
import { crossHair, stallShading, type Overlay } from './plugins';

Chart.register(LineController, LineElement, PointElement, LinearScale);

/** What one drawing shows besides its lines. */
export interface Shown {
  readonly model: ChartModel;
  readonly stalls: readonly ShadedStall[];
  readonly endSeconds: number;
  readonly nowSeconds: number;
  /** The theme in force: another one means other colours. */
  readonly theme: string;
}

const axisWidth = 40;

/** One Chart.js chart with the shared time axis. */
export class ChartView {
  private readonly chart: Chart<'line', ChartPoint[]>;
  private readonly overlay: Overlay;
  private theme: string | null = null;

  constructor(canvas: HTMLCanvasElement) {
    const nowhere = {
      stalls: [],
      hairSeconds: null,
      nowSeconds: 0,
      endSeconds: 1,
      yLimit: null,
      xUnit: 's',
      fits: false,
    };
    this.overlay = { ...nowhere, colours: chartColours() };
    this.chart = new Chart<'line', ChartPoint[]>(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: options(this.overlay),
      plugins: [stallShading(this.overlay), crossHair(this.overlay)],
    });
  }

  show({ model, stalls, endSeconds, nowSeconds, theme }: Shown): void {
    const { chart, overlay } = this;
    overlay.xUnit = model.xUnit ?? 's';
    overlay.fits = model.fits ?? false;
    if (theme !== this.theme) this.recolour(theme);
    overlay.stalls = stalls;
    overlay.nowSeconds = nowSeconds;
    overlay.endSeconds = endSeconds;
    overlay.yLimit = model.yLimit;
    chart.data.datasets = model.lines.map((line) => dataset(line, drawnPoints(line, model), overlay.colours));
    chart.update('none');
  }

  /** Moves the cross-hair. */
  point(seconds: number | null): void {
    if (seconds === this.overlay.hairSeconds) return;
    this.overlay.hairSeconds = seconds;
    this.chart.draw();
  }

  /** The time under a pixel of the canvas; null outside of the plot. */
  secondsAt(offsetX: number): number | null {
    const { left, right } = this.chart.chartArea;
    if (offsetX < left || offsetX > right) return null;
    return this.chart.scales.x.getValueForPixel(offsetX) ?? null;
  }

  destroy(): void {
    this.chart.destroy();
  }

  private recolour(theme: string): void {
    this.theme = theme;
    this.overlay.colours = chartColours();
    this.chart.options = options(this.overlay);
  }
}

function dataset(
  line: ChartLine,
  data: ChartPoint[],
  colours: ChartColours,
): ChartDataset<'line', ChartPoint[]> {
  const dash = line.slot === null ? [] : dashOf(line.slot);
  return {
    label: line.label,
    data,
    borderColor: line.slot === null ? colours.muted : colours.series[line.slot % 4],
    borderDash: [...dash],
    borderWidth: line.thin ? 1.25 : 2,
    stepped: line.stepped ? 'before' : false,
    pointRadius: 0,
    pointHitRadius: 0,
  };
}

/** Made anew for each theme; what changes at each drawing is read from the overlay. */
function options(overlay: Overlay): ChartOptions<'line'> {
  const { line, muted } = overlay.colours;
  const font = { family: 'Inter Variable', size: 11 };
  const ticks = { color: muted, font, maxRotation: 0 };
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    layout: { padding: { right: 10, top: 4 } },
    scales: {
      x: {
        type: 'linear',
        bounds: 'data',
        grid: { display: false },
        border: { color: line },
        ticks: { ...ticks, autoSkipPadding: 24, callback: (value) => `${value} ${overlay.xUnit}` },
        afterDataLimits: (axis) => void Object.assign(axis, { min: 0, max: overlay.endSeconds }),
      },
      y: {
        type: 'linear',
        beginAtZero: !overlay.fits,
        grid: { color: line, tickLength: 0 },
        border: { display: false },
        ticks: { ...ticks, maxTicksLimit: 4, padding: 6 },
        afterDataLimits(axis) {
          if (overlay.yLimit !== null) axis.max = Math.min(axis.max, overlay.yLimit);
        },
        afterBuildTicks(axis) {
          const { yLimit } = overlay;
          if (yLimit === null || axis.max <= yLimit) return; // a round tick above would leave room there
          axis.max = yLimit;
          axis.ticks = axis.ticks.filter(({ value }) => value <= yLimit);
        },
        afterFit: (axis) => void (axis.width = axisWidth),
      },
    },
  };
}
