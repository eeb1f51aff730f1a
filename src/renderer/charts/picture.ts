import type { ChartModel } from './chart-models';
import { chartColours } from './colours';
import { dashOf } from './patterns';

const margin = 20;
const headHeight = 56;

/** A chart as a PNG of its own: title, legend and plot on the panel's colour. Base64, without the data: prefix. */
export function chartPicture(model: ChartModel, plot: HTMLCanvasElement): string {
  const scale = plot.width / plot.clientWidth;
  const picture = document.createElement('canvas');
  picture.width = plot.width + 2 * margin * scale;
  picture.height = plot.height + (headHeight + margin) * scale;
  const context = picture.getContext('2d');
  if (!context) throw new Error('The picture could not be drawn: no canvas to be had.');
  const { panel } = chartColours();
  context.fillStyle = panel;
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(plot, margin * scale, headHeight * scale);
  context.scale(scale, scale);
  drawHead(context, model);
  return picture.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

function drawHead(context: CanvasRenderingContext2D, { title, unit, lines }: ChartModel): void {
  const colours = chartColours();
  context.fillStyle = colours.text;
  context.font = '600 14px "Inter Variable"';
  context.fillText(unit === '' ? title : `${title} (${unit})`, margin, 26);
  context.font = '12px "Inter Variable"';
  let x = margin;
  for (const { slot, label } of lines) {
    context.strokeStyle = slot === null ? colours.muted : colours.series[slot % 4];
    context.lineWidth = 2;
    context.setLineDash(slot === null ? [] : [...dashOf(slot)]);
    context.beginPath();
    context.moveTo(x, 43);
    context.lineTo(x + 24, 43);
    context.stroke();
    context.fillText(label, x + 30, 47);
    x += 30 + context.measureText(label).width + 20;
  }
}
