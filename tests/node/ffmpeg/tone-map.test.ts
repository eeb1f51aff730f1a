import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { staysPale } from '../../../src/node/ffmpeg/tone-map';
import { scratchFolder } from './clips';

const folder = scratchFolder();
afterEach(() => vi.unstubAllEnvs());

/** An FFmpeg whose list of filters is this. */
function ffmpegWith(filters: string): void {
  const program = join(folder, `ffmpeg-${filters.length}`);
  writeFileSync(program, `#!/bin/sh\ncat <<'END'\n${filters}\nEND\n`, { mode: 0o755 });
  vi.stubEnv('NEURALSTREAM_FFMPEG', program);
}

test.skipIf(process.platform === 'win32')(
  'HDR stays pale where FFmpeg lacks zscale or tonemap, and nothing else does',
  async () => {
    ffmpegWith(' ... tonemap  V->V  Conversion to/from different dynamic ranges.');
    expect(await staysPale({ hdr: true })).toBe(true);
    expect(await staysPale({ hdr: false })).toBe(false);
    ffmpegWith(' ... zscale  V->V  Apply resizing.');
    expect(await staysPale({ hdr: true })).toBe(true);
    ffmpegWith(' ... tonemap  V->V  Conversion.\n ... zscale  V->V  Apply resizing.');
    expect(await staysPale({ hdr: true })).toBe(false);
  },
);
