import type { ChartModel } from './chart-models';
import { chartColours } from './colours';
import { legendPlaces, type LegendPlace } from '../../core/figures/legend';
import { dashOf } from './patterns';

const margin = 20;
const titleHeight = 36;
const rowHeight = 20;
const dashWidth = 24;
const dashGap = 6;
const entryGap = 20;
const titleFont = '600 14px "Inter Variable"';
const legendFont = '12px "Inter Variable"';

/** A chart as a PNG of its own: title, legend and plot on the panel's colour. Base64, without the data: prefix. */
export function chartPicture(model: ChartModel, plot: HTMLCanvasElement): string {
  const scale = plot.width / plot.clientWidth;
  const picture = document.createElement('canvas');
  const context = picture.getContext('2d');
  if (!context) throw new Error('The picture could not be drawn: no canvas to be had.');
  const places = placesOf(context, model, plot.clientWidth);
  const rows = 1 + Math.max(...places.map(({ row }) => row));
  const headHeight = titleHeight + rows * rowHeight;
  picture.width = plot.width + 2 * margin * scale;
  picture.height = plot.height + (headHeight + margin) * scale;
  const { panel } = chartColours();
  context.fillStyle = panel;
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(plot, margin * scale, headHeight * scale);
  context.scale(scale, scale);
  drawHead(context, model, places);
  return picture.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

function placesOf(context: CanvasRenderingContext2D, { lines }: ChartModel, room: number): LegendPlace[] {
  context.font = legendFont;
  const widths = lines.map(({ label }) => dashWidth + dashGap + context.measureText(label).width);
  return legendPlaces(widths, room, entryGap);
}

function drawHead(
  context: CanvasRenderingContext2D,
  { title, unit, lines }: ChartModel,
  places: readonly LegendPlace[],
): void {
  const colours = chartColours();
  context.fillStyle = colours.text;
  context.font = titleFont;
  context.fillText(unit === '' ? title : `${title} (${unit})`, margin, 26);
  context.font = legendFont;
  lines.forEach(({ slot, label }, i) => {
    const x = margin + places[i].x;
    const y = titleHeight + places[i].row * rowHeight + 7;
    context.strokeStyle = slot === null ? colours.muted : colours.series[slot % 4];
    context.lineWidth = 2;
    context.setLineDash(slot === null ? [] : [...dashOf(slot)]);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + dashWidth, y);
    context.stroke();
    context.fillText(label, x + dashWidth + dashGap, y + 4);
  });
}
