import { standalone } from '../../core/figures/markup';

/** A file for the export call. */
export interface ExportFile {
  readonly name: string;
  readonly encoding: 'utf8' | 'base64';
  readonly content: string;
}

/** Pixels of the PNG for each pixel of the drawing: 300 dots an inch at the size it has on the screen. */
const pngScale = 3;

/** The picture as an SVG file for print. */
export function svgFile(stem: string, svg: string): ExportFile {
  return { name: `${stem}.svg`, encoding: 'utf8', content: `${standalone(svg)}\n` };
}

/** The picture as a PNG file for print. */
export async function pngFile(stem: string, svg: string): Promise<ExportFile> {
  const address = URL.createObjectURL(new Blob([standalone(svg)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return { name: `${stem}.png`, encoding: 'base64', content: drawn(image) };
  } finally {
    URL.revokeObjectURL(address);
  }
}

function drawn(image: HTMLImageElement): string {
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * pngScale;
  canvas.height = image.naturalHeight * pngScale;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The picture could not be drawn: no canvas to be had.');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}
