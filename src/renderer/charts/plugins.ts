import type { Chart, Plugin } from 'chart.js';
import type { ShadedStall } from './chart-models';
import type { ChartColours } from './colours';

/** What the plugins read at each drawing. */
export interface Overlay {
  stalls: readonly ShadedStall[];
  /** Where the cross-hair stands; null: nowhere. */
  hairSeconds: number | null;
  nowSeconds: number;
  /** End of the shared time axis, and where the value axis ends at the latest. */
  endSeconds: number;
  yLimit: number | null;
  xUnit: string;
  fits: boolean;
  colours: ChartColours;
}

const shadeOpacity = 0.13;
const markHeight = 3;

/** Shades stalls behind the lines, with a mark in the colour of the player that stood. */
export function stallShading(overlay: Overlay): Plugin<'line'> {
  return {
    id: 'stall-shading',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      const { top, bottom } = chartArea;
      ctx.save();
      for (const { slot, from, to } of overlay.stalls) {
        const left = scales.x.getPixelForValue(from);
        const width = Math.max(1, scales.x.getPixelForValue(to) - left);
        ctx.globalAlpha = shadeOpacity;
        ctx.fillStyle = overlay.colours.bad;
        ctx.fillRect(left, top, width, bottom - top);
        ctx.globalAlpha = 1;
        ctx.fillStyle = overlay.colours.series[slot % 4];
        ctx.fillRect(left, top + slot * (markHeight + 1), width, markHeight);
      }
      ctx.restore();
    },
  };
}

/** The vertical lines: now, and where the pointer is in any of the charts. */
export function crossHair(overlay: Overlay): Plugin<'line'> {
  return {
    id: 'cross-hair',
    afterDatasetsDraw(chart) {
      if (overlay.nowSeconds > 0) vertical(chart, overlay.nowSeconds, overlay.colours.muted, [3, 3]);
      if (overlay.hairSeconds !== null) vertical(chart, overlay.hairSeconds, overlay.colours.text, []);
    },
  };
}

function vertical({ ctx, chartArea, scales }: Chart, seconds: number, colour: string, dash: number[]): void {
  const x = Math.round(scales.x.getPixelForValue(seconds)) + 0.5;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  ctx.restore();
}
