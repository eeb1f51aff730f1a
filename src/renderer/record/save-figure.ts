import { api, messageOf } from '../api';
import type { Toasts } from '../ui/toasts.svelte';
import { pngFile, svgFile } from './figure-files';

/** Writes a figure to a file that the user chooses. */
export async function saveFigure(
  stem: string,
  format: 'png' | 'svg',
  svg: string,
  toasts: Toasts,
): Promise<void> {
  try {
    const file = format === 'svg' ? svgFile(stem, svg) : await pngFile(stem, svg);
    const path = await api.exportFiles({ files: [file] });
    if (path !== null) toasts.show(`Exported to ${path}`);
  } catch (error) {
    toasts.fault(`The picture could not be exported: ${messageOf(error)}`);
  }
}
